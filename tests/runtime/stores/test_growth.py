"""A store does not grow for ever: what is done with is let go of, in transactions that are made anyhow."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from maflow.plugins.spec import Notice, Receipt
from maflow.runtime.core.code import Code
from maflow.runtime.core.effects import Effect, Outgoing, TeamRequest
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Event, Tick
from maflow.runtime.core.journal import Decision
from maflow.runtime.dispatch.outbox import Agenda, Left, OutboxRow, RowState, Settlement
from maflow.runtime.loader import load
from maflow.runtime.stores import user_table
from maflow.runtime.stores.sqlite_store import SqliteStore, open_store
from maflow.runtime.stores.store import Batch, Journaled
from tests.bench.journey_workload import SETTINGS, SOURCE
from tests.compiler.lowered import lowered
from tests.runtime.stores.pictures import picture

HOUR = 3_600_000
DAY = 24 * HOUR
NOW = 1_767_225_600_000
TABLES = ("users", "changes", "inputs", "outbox", "fresh", "fresh_taken", "team_requests", "decisions")


@pytest.fixture(scope="module")
def code() -> Code:
    return load(lowered(SOURCE, SETTINGS))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.db"


def message(number: int, at: int = NOW, expires_at: int | None = None, channel: str = "push") -> Outgoing:
    fields = {"title": "a", "body": "b"}
    key, user = f"k{number}", f"u{number}"
    about = (user, "recovery", f"recovery/{user}/1", "send.reminder", "reminder")
    return Outgoing(key, at, *about, channel, "promotional", None, f"a{number}", fields, expires_at)


def counts(store: SqliteStore) -> dict[str, int]:
    found = {table: store._database.read(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}
    return {table: count for table, count in found.items() if count}


def put(store: SqliteStore, *effects: Effect) -> None:
    store.commit(Batch(effects=effects))


def claim(store: SqliteStore, now: int, limit: int = 99) -> Sequence[OutboxRow]:
    return asyncio.run(store.outbox.claim("push", now, limit))


def settle(
    store: SqliteStore, rows: Sequence[OutboxRow], state: RowState, was: RowState = RowState.CLAIMED
) -> None:
    settled = [
        Settlement(row=msgspec.structs.replace(row, state=state, due_at=None, provider_id="p"), was=was)
        for row in rows
    ]
    asyncio.run(store.outbox.settle(settled))


def keys(rows: Sequence[OutboxRow]) -> list[str]:
    return [row.request.key for row in rows]


@pytest.mark.parametrize("state", [RowState.ACCEPTED, RowState.FAILED, RowState.UNKNOWN])
def test_a_message_at_rest_is_known_for_ninety_days(state: RowState, code: Code, path: Path) -> None:
    store = open_store(path, code)
    put(store, message(1))
    settle(store, claim(store, NOW), state)
    notice = Notice(receipt=Receipt.OPENED, provider_id="p")
    put(store, message(2, NOW + 89 * DAY))
    settle(store, claim(store, NOW + 89 * DAY), state)
    assert asyncio.run(store.outbox.find("push", notice)) is not None
    assert counts(store) == {"outbox": 2}
    put(store, message(3, NOW + 91 * DAY))
    settle(store, claim(store, NOW + 91 * DAY), state)
    assert counts(store) == {"outbox": 2}
    assert asyncio.run(store.outbox.find("push", Notice(receipt=Receipt.OPENED, key="k1"))) is None
    store.close()


def test_a_message_that_is_still_to_be_asked_for_stays(code: Code, path: Path) -> None:
    store = open_store(path, code)
    put(store, message(1))
    (row,) = claim(store, NOW)
    late = msgspec.structs.replace(row, state=RowState.UNKNOWN, due_at=NOW + 200 * DAY)
    asyncio.run(store.outbox.settle([Settlement(row=late)]))
    put(store, message(2, NOW + 100 * DAY))
    assert keys(claim(store, NOW + 100 * DAY)) == ["k2"]
    assert counts(store) == {"outbox": 2}
    store.close()


def test_a_message_that_nobody_was_given_is_gone_at_once(code: Code, path: Path) -> None:
    store = open_store(path, code)
    put(store, message(1, expires_at=NOW + HOUR), message(2))
    rows = asyncio.run(store.outbox.expired("push", NOW + HOUR, 9))
    assert keys(rows) == ["k1"]
    settle(store, rows, RowState.FAILED, was=RowState.PENDING)
    assert keys(claim(store, NOW + HOUR)) == ["k2"]
    assert counts(store) == {"outbox": 1}
    store.close()


def test_what_is_taken_asked_and_told_leaves_no_row(code: Code, path: Path) -> None:
    store = open_store(path, code)
    request = TeamRequest("k1", NOW, "u", "c", "c/u/1", "n", "notify", "sales", {})
    asyncio.run(store.accept([Tick(NOW), Tick(NOW + 1)]))
    put(store, request, Decision(NOW, "u", "entered"))
    put(store, Decision(NOW + 1, "u", "finished"))
    assert counts(store) == {"inputs": 2, "team_requests": 1, "decisions": 2}
    store.finish_team_requests(["k1"])
    store.commit(Batch(taken=2, journaled=Journaled("j.jsonl", 99, 1)))
    assert counts(store) == {"decisions": 1}
    store.close()
    store = open_store(path, code)
    assert store.journaled == Journaled("j.jsonl", 99, 1)
    assert [each.kind for piece in store.decisions() for each in piece] == ["finished"]
    store.commit(Batch(journaled=Journaled("j.jsonl", 120, 2)))
    put(store, Decision(NOW + 2, "u", "late"))
    assert [each.kind for piece in store.decisions() for each in piece] == ["late"]
    store.close()


def test_of_a_piece_that_a_journal_has_in_part_only_the_rest_is_left(code: Code, path: Path) -> None:
    store = open_store(path, code)
    put(store, *(Decision(NOW + at, "u", kind) for at, kind in enumerate(("entered", "sent", "finished"))))
    store.commit(Batch(journaled=Journaled("j.jsonl", 99, 2)))
    assert [each.kind for piece in store.decisions() for each in piece] == ["finished"]
    store.close()


@pytest.mark.parametrize("value", [2**64, -(2**63) - 1, 81 * 10**36])
def test_a_number_that_is_larger_than_any_of_a_row_stays_in_a_decision(
    value: int, code: Code, path: Path
) -> None:
    made = [Decision(NOW, "u", "set", reason="user.n", value=each) for each in ("gold", value, 0.5, True)]
    store = open_store(path, code)
    put(store, *made)
    store.close()
    store = open_store(path, code)
    assert [each for piece in store.decisions() for each in piece] == made
    store.close()


@pytest.mark.parametrize("folded_at", [1, 2_000, 10**9])
def test_changes_are_folded_into_the_users_now_and_then(
    folded_at: int, code: Code, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(user_table, "_FOLDED_AT_BYTES", folded_at)
    store = open_store(path, code, resident=3)
    engine = Engine(code, state=store.state)
    expected = Engine(code)
    for number in range(60):
        at = NOW + number * HOUR
        event = Event(f"u{number % 7}", "cart", at, at, {"plan": "gold"})
        assert engine.take(event) == expected.take(event)
        store.commit(Batch(users=engine.touched))
        engine.touched.clear()
    found = counts(store)
    assert found.get("changes", 0) == {1: 0, 10**9: 60}.get(folded_at, found.get("changes", 0))
    assert found.get("changes", 0) * 100 < max(folded_at, 100)
    store.close()
    store = open_store(path, code)
    assert picture(dict(store.state.users.items())) == picture(expected.users)
    assert len(store.state.users) == 7
    store.close()


def test_a_user_who_was_removed_is_gone_before_and_after_folding(
    code: Code, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def see(opened: SqliteStore) -> list[str]:
        return sorted(opened.state.users)

    store = open_store(path, code)
    engine = Engine(code, state=store.state)
    for name in ("ann", "bob"):
        engine.take(Event(name, "order", NOW, NOW))
    store.commit(Batch(users=engine.touched))
    del store.state.users["ann"]
    assert (see(store), "ann" in store.state.users) == (["bob"], False)
    store.commit(Batch())
    store.close()
    store = open_store(path, code)
    assert (see(store), "ann" in store.state.users) == (["bob"], False)
    monkeypatch.setattr(user_table, "_FOLDED_AT_BYTES", 1)
    store.commit(Batch(users=["bob"] if store.state.users["bob"] else ()))
    store.close()
    store = open_store(path, code)
    assert (see(store), counts(store)) == (["bob"], {"users": 1})
    store.close()


def test_messages_leave_in_the_order_in_which_they_are_due_whatever_they_wait_for(
    code: Code, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maflow.runtime.stores.fresh._PIECE", 3)
    store = open_store(path, code)
    put(store, *(message(number, NOW + number) for number in range(10)))
    first = claim(store, NOW + 20, 2)
    assert keys(first) == ["k0", "k1"]
    again = msgspec.structs.replace(first[1], state=RowState.PENDING, due_at=NOW + 5)
    asyncio.run(store.outbox.settle([Settlement(row=again)]))
    store.close()
    store = open_store(path, code)
    assert asyncio.run(store.outbox.agenda("push")) == Agenda(NOW + 2)
    assert asyncio.run(store.outbox.left()) == {"push": Left(pending=10)}
    assert keys(claim(store, NOW + 6, 5)) == ["k2", "k3", "k4", "k1", "k5"]
    put(store, message(10, NOW + 10), message(11, NOW + 11, channel="sms"))
    assert keys(claim(store, NOW + 20)) == ["k6", "k7", "k8", "k9", "k10"]
    assert keys(claim(store, NOW + 20)) == []
    assert counts(store) == {"outbox": 11, "fresh": 1}
    store.close()


def test_a_message_that_stands_in_the_outbox_is_not_claimed_a_second_time(code: Code, path: Path) -> None:
    store = open_store(path, code)
    put(store, message(1))
    assert keys(claim(store, NOW)) == ["k1"]
    put(store, message(1), message(2))
    assert keys(claim(store, NOW)) == ["k2"]
    store.close()


def test_a_claim_that_does_not_become_durable_is_made_again(code: Code, path: Path) -> None:
    store = open_store(path, code)
    put(store, message(1), message(2))
    claim(store, NOW, 1)

    def break_off() -> None:
        store._database._take_back(store._broken(OSError()))

    async def work() -> None:
        claiming = asyncio.ensure_future(store.outbox.claim("push", NOW, 9))
        await asyncio.sleep(0)
        break_off()
        with pytest.raises(Exception, match=r"store\.broken"):
            await claiming

    asyncio.run(work())
    assert keys(claim(store, NOW)) == ["k2"]
    store.close()
