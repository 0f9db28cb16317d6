"""What every outbox does for the dispatcher: in memory and in a file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from maflow.runtime.dispatch.outbox import Agenda, Left, Outbox, OutboxRow, RowState, Settlement
from maflow.runtime.loader import load
from maflow.runtime.stores.memory_store import MemoryStore
from maflow.runtime.stores.sqlite_store import open_store
from maflow.runtime.stores.store import Store
from tests.compiler.lowered import lowered
from tests.runtime.dispatch.provider import message

SOURCE = "event ping { }\ncampaign c { enter on ping; flow { wait 1 hour } }"


@pytest.fixture(params=["memory", "sqlite"])
def outbox(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Outbox]:
    code = load(lowered(SOURCE))
    store: Store = MemoryStore(code) if request.param == "memory" else open_store(tmp_path / "s.db", code)
    yield store.outbox
    store.close()


async def settled(outbox: Outbox, row: OutboxRow, state: RowState, due_at: int | None) -> None:
    """Settle a row that was claimed."""
    changed = msgspec.structs.replace(row, state=state, due_at=due_at)
    await outbox.settle([Settlement(row=changed)])


def test_what_was_accepted_is_given_out_once_when_it_is_due_and_only_to_be_asked_for(outbox: Outbox) -> None:
    async def scenario() -> None:
        outbox.add(message("a"))
        (row,) = await outbox.claim("sms", 0, 9)
        await settled(outbox, row, RowState.ACCEPTED, 500)
        assert await outbox.agenda("sms") == Agenda(None, None, 500)
        assert list(await outbox.claim("sms", 900, 9)) == []
        assert list(await outbox.claim_accepted("sms", 499, 9)) == []
        assert list(await outbox.claim_accepted("push", 500, 9)) == []
        (row,) = await outbox.claim_accepted("sms", 500, 9)
        assert (row.state, row.is_accepted, row.queries, row.attempts) == (RowState.CLAIMED, True, 1, 1)
        assert list(await outbox.claim_accepted("sms", 900, 9)) == []
        assert await outbox.interrupted("sms") == [row]
        await settled(outbox, row, RowState.ACCEPTED, None)
        assert await outbox.agenda("sms") == Agenda()

    asyncio.run(scenario())


def test_those_due_first_are_asked_for_first(outbox: Outbox) -> None:
    async def scenario() -> list[str]:
        for key in "abc":
            outbox.add(message(key))
        for row, due_at in zip(await outbox.claim("sms", 0, 9), (30, 10, 20), strict=True):
            await settled(outbox, row, RowState.ACCEPTED, due_at)
        return [row.request.key for row in await outbox.claim_accepted("sms", 90, 2)]

    assert asyncio.run(scenario()) == ["b", "c"]


def test_what_is_left_is_what_is_not_done(outbox: Outbox) -> None:
    async def scenario() -> None:
        assert await outbox.left() == {}
        for key in "abcdef":
            outbox.add(message(key))
        outbox.add(message("p", "push"))
        a, b, c, d = await outbox.claim("sms", 0, 4)
        await settled(outbox, a, RowState.ACCEPTED, 500)
        await settled(outbox, b, RowState.UNKNOWN, 500)
        await settled(outbox, c, RowState.UNKNOWN, None)
        assert d.state is RowState.CLAIMED
        assert await outbox.left() == {"sms": Left(3, 1), "push": Left(1, 0)}

    asyncio.run(scenario())


def test_a_message_of_a_team_keeps_what_it_asks(outbox: Outbox) -> None:
    asked = msgspec.structs.replace(message("a"), asks="notify", variables={"name": "Ann"})

    async def scenario() -> OutboxRow:
        outbox.add(asked)
        (row,) = await outbox.claim("sms", 0, 9)
        return row

    assert asyncio.run(scenario()).request == asked
