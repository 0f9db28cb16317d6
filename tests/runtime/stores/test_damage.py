"""Bytes that a disk has changed: which row of which table it was is told, and what to do."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from maflow.runtime.core.code import Code
from maflow.runtime.core.effects import TeamRequest
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Event, Tick
from maflow.runtime.errors import StoreError
from maflow.runtime.loader import load
from maflow.runtime.stores import user_table
from maflow.runtime.stores.sealed import reading, seal, unseal
from maflow.runtime.stores.sqlite_store import SqliteStore, open_store
from maflow.runtime.stores.store import Batch, Journaled
from tests.bench.journey_workload import SETTINGS, SOURCE
from tests.compiler.lowered import lowered

HOUR = 3_600_000
NOW = 1_767_225_600_000
SHARED = SOURCE.replace("limits {", "limits {\n  at most 9 messages in any 7 days in total")

# Table, what names a row in it, and the column with bytes.
TABLES = {
    "users": ("id", "row"),
    "changes": ("number", "rows"),
    "inputs": ("number", "row"),
    "outbox": ("key", "row"),
    "fresh": ("number", "rows"),
    "team_requests": ("key", "row"),
    "decisions": ("last", "rows"),
    "shared": ("ring", "times"),
    "meta": ("name", "value"),
}


@pytest.fixture(scope="module")
def code() -> Code:
    return load(lowered(SHARED, SETTINGS))


def commit(store: SqliteStore, engine: Engine, *inputs: Event | Tick) -> None:
    effects = [effect for input in inputs for effect in engine.take(input)]
    store.commit(Batch(users=engine.touched, effects=effects))
    engine.touched.clear()


@pytest.fixture(scope="module")
def full(code: Code, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with something in every table."""
    path = tmp_path_factory.mktemp("full") / "state.db"
    store = open_store(path, code)
    engine = Engine(code, state=store.state)
    carts = [Event(f"u{i}", "cart", NOW + i, NOW + i, {"plan": "gold"}, f"e{i}") for i in range(3)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(user_table, "_FOLDED_AT_BYTES", 1)
        commit(store, engine, *carts, Event("calm", "order", NOW + 3, NOW + 3))
    commit(store, engine, Tick(NOW + 3 * HOUR))
    asyncio.run(store.outbox.claim("push", NOW + 3 * HOUR, 1))
    request = TeamRequest("k1", NOW, "u1", "c", "c/u1/1", "n", "notify", "sales", {"n": 1})
    store.commit(Batch(effects=[request], journaled=Journaled("journal.jsonl", 0, 0)))
    asyncio.run(store.accept([Tick(NOW)]))
    store.close()
    return path


def read_all(path: Path, code: Code) -> None:
    store = open_store(path, code)
    try:
        list(store.state.users.values())
        store.logged(0, 9)
        store.team_requests(9)
        list(store.journal())
        asyncio.run(store.outbox.interrupted("push"))
        asyncio.run(store.outbox.claim("push", NOW + 9 * HOUR, 9))
    finally:
        store.close()


def rows_of(path: Path, table: str) -> list[tuple[object, bytes]]:
    key, column = TABLES[table]
    connection = sqlite3.connect(path)
    rows = connection.execute(f"SELECT {key}, {column} FROM {table} WHERE typeof({column}) = 'blob'")
    found = rows.fetchall()
    connection.close()
    return found


def damaged(row: bytes) -> Iterator[bytes]:
    """Yield a row with each byte changed in turn; only some of a long one."""
    for place in range(0, len(row), max(1, len(row) // 40)):
        yield row[:place] + bytes([row[place] ^ 0x41]) + row[place + 1 :]
    yield row[:-1]
    yield b""


@pytest.mark.parametrize("table", TABLES)
def test_a_damaged_row_is_named_with_its_table(table: str, full: Path, code: Code, tmp_path: Path) -> None:
    read_all(copy(full, tmp_path / "whole.db"), code)
    key, column = TABLES[table]
    rows = rows_of(full, table)
    if table == "users":
        # Of the others something newer stands in `changes`.
        rows = [row for row in rows if row[0] == "calm"]
    assert rows
    for name, row in rows:
        for number, changed in enumerate(damaged(row)):
            path = copy(full, tmp_path / f"{name}-{number}.db")
            connection = sqlite3.connect(path, isolation_level=None)
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (changed, name))
            connection.close()
            with pytest.raises(StoreError) as raised:
                read_all(path, code)
            told = {"path": str(path), "table": table, "key": str(name)}
            assert (raised.value.key, raised.value.arguments) == ("store.damaged-row", told)
            path.unlink()


def copy(whole: Path, path: Path) -> Path:
    path.write_bytes(whole.read_bytes())
    return path


def test_what_is_sealed_is_found_out_when_it_is_changed() -> None:
    sealed = seal(b"abc")
    assert unseal(sealed) == b"abc"
    for place in range(len(sealed)):
        with pytest.raises(ValueError, match="checksum"):
            unseal(sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :])
    with pytest.raises(ValueError, match="no bytes"):
        unseal(None)


@pytest.mark.parametrize(
    "error", [KeyError(1), IndexError(1), TypeError(1), OverflowError(1), RecursionError(1)]
)
def test_what_a_wrong_row_leads_to_is_a_damage_too(error: Exception, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"store\.damaged-row") as raised, reading(tmp_path, "users", "ann"):
        raise error
    assert raised.value.__cause__ is error
