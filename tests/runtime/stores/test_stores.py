"""What every store promises, and what only a file can break."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable, Coroutine, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from maflow.plugins.spec import Notice, Receipt
from maflow.runtime.core.code import Code
from maflow.runtime.core.effects import Effect, TeamRequest
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Call, ConsentStatement, Event, Input, Profile, Tick
from maflow.runtime.core.journal import Decision
from maflow.runtime.dispatch.outbox import Agenda, RowState, Settlement
from maflow.runtime.errors import StoreError
from maflow.runtime.loader import load
from maflow.runtime.stores.memory_store import MemoryStore
from maflow.runtime.stores.sqlite_store import open_store
from maflow.runtime.stores.store import Batch, Store
from maflow.runtime.stores.store_errors import as_store_errors
from tests.bench.journey_workload import SETTINGS, SOURCE
from tests.compiler.lowered import lowered
from tests.runtime.stores.pictures import picture

HOUR = 3_600_000
NOW = 1_767_225_600_000
SHARED = SOURCE.replace("limits {", "limits {\n  at most 2 messages in any 7 days in total")

Opening = Callable[[], Store]


@pytest.fixture(scope="module")
def code() -> Code:
    return load(lowered(SHARED, SETTINGS))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.db"


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, code: Code, path: Path) -> Iterator[Store]:
    opened: Store = MemoryStore(code) if request.param == "memory" else open_store(path, code)
    yield opened
    opened.close()


# Any: what the coroutine returns.
def wait_for(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


def cart(user: str, at: int, plan: str = "gold") -> Event:
    return Event(user, "cart", at, at, {"plan": plan}, f"{user}:{at}")


def played(store: Store, code: Code, *inputs: Input) -> list[Effect]:
    """Let an engine take inputs and write each down."""
    engine = Engine(code, state=store.state)
    every: list[Effect] = []
    for input in inputs:
        effects = engine.take(input)
        store.commit(Batch(users=engine.touched, effects=effects))
        engine.touched.clear()
        every += effects
    return every


def kinds(store: Store) -> list[str]:
    return [line.split(b'"kind":"')[1].split(b'"')[0].decode() for line in lines(store)]


def lines(store: Store) -> list[bytes]:
    return b"".join(store.journal()).splitlines()


def test_inputs_are_taken_in_the_order_in_which_they_were_accepted(store: Store) -> None:
    inputs: list[Input] = [
        Event("u", "cart", NOW, NOW, {"plan": "gold", "worth": Decimal("1.20"), "all": ("a", 2)}, "e1"),
        Profile("u", NOW, {"plan": None}, (ConsentStatement(True, "push"),), ("vip",)),
        Call("u", "recovery", NOW),
        Tick(NOW),
    ]
    wait_for(store.accept(inputs, {"events.jsonl": "4:120"}))
    logged = store.logged(0, 10)
    assert [each.input for each in logged] == inputs
    assert store.logged(logged[1].number, 1) == logged[2:3]
    assert store.positions() == {"events.jsonl": "4:120"}


def test_what_was_taken_is_gone_and_numbers_go_on(store: Store) -> None:
    wait_for(store.accept([Tick(1), Tick(2)]))
    first, second = store.logged(0, 10)
    store.commit(Batch(taken=first.number, positions={"a": "1"}))
    assert store.logged(0, 10) == [second]
    store.commit(Batch(taken=second.number))
    wait_for(store.accept([Tick(3)]))
    (third,) = store.logged(0, 10)
    assert third.number > second.number
    assert store.positions() == {"a": "1"}


def test_listeners_are_told_when_the_log_has_grown(store: Store) -> None:
    told: list[int] = []
    store.listen(lambda: told.append(len(store.logged(0, 10))))
    wait_for(store.accept([Tick(1), Tick(2)]))
    store.commit(Batch(taken=1))
    assert told == [2]


def test_the_journal_is_ordered_by_time_and_user(store: Store) -> None:
    made = [(2, "b", "entered"), (2, "a", "sent"), (1, "z", "entered"), (2, "b", "sent"), (2, "a", "exited")]
    for time, user, kind in made:
        store.commit(Batch(effects=[Decision(time, user, kind)]))
    assert kinds(store) == ["entered", "sent", "exited", "entered", "sent"]
    assert [line.split(b'"user_id":"')[1][:1] for line in lines(store)] == [b"z", b"a", b"a", b"b", b"b"]


def test_requests_to_teams_stay_until_they_are_done(store: Store) -> None:
    requests = [
        TeamRequest(f"k{i}", NOW, "u", "c", "c/u/1", "n", "notify", "sales", {"worth": Decimal("0.10")})
        for i in range(3)
    ]
    store.commit(Batch(effects=[*requests, requests[0]]))
    assert store.team_requests(2) == requests[:2]
    store.finish_team_requests(["k0", "k1"])
    assert store.team_requests(9) == requests[2:]


def test_a_message_goes_through_the_outbox(store: Store, code: Code) -> None:
    played(store, code, cart("u", NOW), Tick(NOW + 3 * HOUR))
    outbox, due = store.outbox, NOW + 2 * HOUR

    async def work() -> None:
        assert await outbox.agenda("push") == Agenda(due, None)
        assert await outbox.claim("push", due - 1, 9) == []
        assert await outbox.claim("sms", due, 9) == []
        (row,) = await outbox.claim("push", due, 9)
        assert (row.state, row.attempts, row.request.fields["title"]) == (RowState.CLAIMED, 1, "Cart")
        assert await outbox.claim("push", due, 9) == []
        assert await outbox.interrupted("push") == [row]
        assert await outbox.attempted_since("push", due - 1, 5) == [due]
        receipt = Event("u", "push.accepted", due, due, {}, f"{row.request.key}:accepted")
        done = Settlement(row=replaced(row, state=RowState.ACCEPTED, due_at=None, provider_id="p1"))
        await outbox.settle([replaced(done, receipts=(receipt,))])
        assert await outbox.interrupted("push") == []
        assert await outbox.agenda("push") == Agenda()
        assert [each.input for each in store.logged(0, 9)] == [receipt]
        for notice in ({"key": row.request.key}, {"provider_id": "p1"}):
            found = await outbox.find("push", Notice(receipt=Receipt.OPENED, **notice))
            assert found == done.row
        assert await outbox.find("sms", Notice(receipt=Receipt.OPENED, key=row.request.key)) is None
        # It is settled: what another says of it later changes nothing, but its receipts count.
        await outbox.settle([Settlement(row=replaced(row, state=RowState.FAILED), receipts=(receipt,))])
        assert await outbox.find("push", Notice(receipt=Receipt.OPENED, key=row.request.key)) == done.row
        assert len(store.logged(0, 9)) == 2

    wait_for(work())


# Any: a frozen structure, changed.
def replaced(struct: Any, **parts: object) -> Any:
    return msgspec.structs.replace(struct, **parts)


HISTORY: tuple[Input, ...] = (
    Profile("ann", NOW, {"plan": "gold", "timezone": "Asia/Shanghai"}),
    cart("ann", NOW + HOUR),
    cart("bob", NOW + HOUR, "free"),
    cart("cid", NOW + 2 * HOUR),
    Tick(NOW + 3 * HOUR),
    Event("bob", "order", NOW + 4 * HOUR, NOW + 4 * HOUR, {}, "o1"),
    Tick(NOW + 30 * HOUR),
    cart("bob", NOW + 200 * HOUR),
    Tick(NOW + 300 * HOUR),
)


def test_a_store_that_is_opened_anew_after_every_input_decides_alike(code: Code, path: Path) -> None:
    expected = MemoryStore(code)
    effects = played(expected, code, *HISTORY)
    found: list[Effect] = []
    for input in HISTORY:
        store = open_store(path, code, resident=1)
        found += played(store, code, input)
        store.close()
    assert found == effects
    store = open_store(path, code)
    assert lines(store) == lines(expected)
    assert picture(dict(store.state.users.items())) == picture(dict(expected.state.users.items()))
    assert set(store.state.timers) <= set(expected.state.timers)
    assert (store.state.clock, store.state.order) == (expected.state.clock, expected.state.order)
    assert store.state.shared == expected.state.shared
    store.close()


def test_few_users_stay_in_memory(code: Code, path: Path) -> None:
    store = open_store(path, code, resident=2)
    played(store, code, *(cart(f"u{i}", NOW + i) for i in range(10)))
    assert len(store.state.users) == 10
    assert sorted(store.state.users) == sorted(f"u{i}" for i in range(10))
    users = store.state.users
    assert len(users.resident) == 2  # type: ignore[attr-defined]
    assert users["u3"] is users["u3"]
    assert users.get("nobody") is None
    del users["u3"]
    assert "u3" not in users
    store.close()


def test_what_was_not_committed_is_not_there(code: Code, path: Path, tmp_path: Path) -> None:
    store = open_store(path, code)
    engine = Engine(code, state=store.state)
    engine.take(cart("u", NOW))
    for name in ("state.db", "state.db-wal"):
        shutil.copyfile(path.parent / name, tmp_path / f"copy{name[5:]}")
    store.close()
    copy = open_store(tmp_path / "copy.db", code)
    assert len(copy.state.users) == 0
    assert lines(copy) == []
    copy.close()


def test_those_who_write_at_the_same_time_share_a_transaction(code: Code, path: Path) -> None:
    store = open_store(path, code)
    told: list[int] = []
    store.listen(lambda: told.append(len(store.logged(0, 99))))

    async def work() -> None:
        await asyncio.gather(*(store.accept([Tick(i)]) for i in range(20)))

    wait_for(work())
    assert told == [20]
    store.close()


def fails_to_open(path: Path, code: Code) -> str:
    with pytest.raises(StoreError) as raised:
        open_store(path, code)
    assert raised.value.arguments["path"] == str(path)
    return raised.value.key


def test_a_store_in_use_is_locked(code: Code, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maflow.runtime.stores.database._WAIT_S", 0.0)
    store = open_store(path, code)
    assert fails_to_open(path, code) == "store.locked"
    store.close()
    open_store(path, code).close()


def test_other_files_are_not_touched(code: Code, path: Path) -> None:
    path.write_bytes(b"Dear diary, this is no database. " * 40)
    assert fails_to_open(path, code) == "store.foreign"
    assert path.read_bytes().startswith(b"Dear diary")
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes(name)")
    other.close()
    assert fails_to_open(path, code) == "store.foreign"


@pytest.mark.parametrize("is_replaced", [False, True])
def test_nothing_is_taken_where_the_file_was_moved_away(is_replaced: bool, code: Code, path: Path) -> None:
    store = open_store(path, code)
    store.commit(Batch(positions={"a": "1"}))
    path.rename(path.with_name("moved.db"))
    path.with_name(f"{path.name}-wal").rename(path.with_name("moved.db-wal"))
    if is_replaced:
        path.write_bytes(b"")
    for _ in range(2):
        with pytest.raises(StoreError) as raised:
            store.commit(Batch(positions={"a": "2"}))
        assert raised.value.key == "store.gone"
    store.close()
    moved = open_store(path.with_name("moved.db"), code)
    assert moved.positions() == {"a": "1"}
    moved.close()


def test_a_folder_that_is_missing_is_told(code: Code, tmp_path: Path) -> None:
    assert fails_to_open(tmp_path / "nowhere" / "state.db", code) == "store.cannot-open"
    assert fails_to_open(tmp_path, code) == "store.cannot-open"


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all"
)
def test_a_store_that_may_not_be_written_is_told(code: Code, path: Path) -> None:
    open_store(path, code).close()
    path.chmod(stat.S_IRUSR)
    assert fails_to_open(path, code) == "store.not-writable"


def test_a_write_that_is_not_allowed_is_told_as_such(code: Code, path: Path) -> None:
    open_store(path, code).close()
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    with pytest.raises(StoreError, match=r"store\.not-writable"), as_store_errors(path):
        connection.execute("DELETE FROM users")
    connection.close()


def test_a_mistake_of_ours_is_not_blamed_on_the_file(code: Code, path: Path) -> None:
    store = open_store(path, code)
    store.close()
    with pytest.raises(sqlite3.ProgrammingError):
        store.logged(0, 1)


def test_a_store_of_another_project_program_or_version_is_refused(code: Code, path: Path) -> None:
    open_store(path, code).close()
    other = load(lowered(SOURCE, SETTINGS))
    assert fails_to_open(path, other) == "store.other-program"
    stranger = load(lowered(SHARED, SETTINGS.replace("journey", "elsewhere")))
    assert fails_to_open(path, stranger) == "store.other-project"
    for version, key in ((99, "store.newer"), (0, "store.older")):
        change(path, "UPDATE meta SET value = ? WHERE name = 'schema'", version)
        assert fails_to_open(path, code) == key


def test_a_store_goes_on_where_only_comments_files_and_the_delivery_of_channels_have_changed(
    code: Code, path: Path
) -> None:
    open_store(path, code).close()
    elsewhere = (
        f"{SETTINGS}channels: {{push: {{plugin: file, settings: {{path: push.jsonl}}, retry: never}}}}\n"
    )
    moved = load(lowered(f"# moved down\n{SHARED}", elsewhere))
    assert moved.program != code.program
    open_store(path, moved).close()
    assert fails_to_open(path, load(lowered(SOURCE, SETTINGS))) == "store.other-program"
    open_store(path, code).close()


def change(path: Path, sql: str, *values: object) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(sql, values)
    connection.close()


def test_damaged_pages_are_told(code: Code, path: Path) -> None:
    store = open_store(path, code)
    played(store, code, *(cart(f"user-{i}", NOW + i) for i in range(200)))
    store.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    with pytest.raises(StoreError) as raised:
        open_store(path, code)
    assert raised.value.key == "store.corrupt"


def test_a_full_disk_loses_nothing_that_was_accepted(code: Code, path: Path) -> None:
    store = open_store(path, code)
    engine = Engine(code, state=store.state)
    accepted = [cart("ann", NOW), cart("bob", NOW + 1)]
    wait_for(store.accept(accepted))
    pages = store._database.read("PRAGMA page_count")[0][0]
    store._database.read(f"PRAGMA max_page_count = {pages}")
    effects = [Decision(NOW + i, f"user-{i}", "entered", "recovery") for i in range(5_000)]
    for each in accepted:
        engine.take(each)
    with pytest.raises(StoreError) as raised:
        store.commit(Batch(users=engine.touched, effects=effects, taken=2))
    assert raised.value.key == "store.full"
    with pytest.raises(StoreError):
        store.commit(Batch(taken=2))
    with pytest.raises(StoreError):
        wait_for(store.accept([Tick(1)]))
    store.close()
    again = open_store(path, code)
    assert [each.input for each in again.logged(0, 9)] == accepted
    assert (lines(again), len(again.state.users)) == ([], 0)
    again.close()


def test_all_who_wait_are_told_when_the_disk_is_full(code: Code, path: Path) -> None:
    store = open_store(path, code)
    pages = store._database.read("PRAGMA page_count")[0][0]
    store._database.read(f"PRAGMA max_page_count = {pages}")
    small, large = [Tick(1)], [Event("u", "x" * 50_000, 1, 1)]

    async def work() -> list[BaseException | None]:
        return await asyncio.gather(store.accept(small), store.accept(large), return_exceptions=True)

    assert [type(each) for each in wait_for(work())] == [StoreError, StoreError]
    wait_for(store.accept(small))
    assert len(store.logged(0, 9)) == 1
    store.close()


def test_closing_twice_is_no_mistake(code: Code, path: Path) -> None:
    store = open_store(path, code)
    store.close()
    store.close()
