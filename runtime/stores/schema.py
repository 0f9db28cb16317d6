"""The tables of a store, and whether a file holds what this program needs."""

from __future__ import annotations

import hashlib

import msgspec

from maflow.runtime.errors import StoreError
from maflow.runtime.program.meaning import meaning_hash
from maflow.runtime.program.program import Program
from maflow.runtime.stores.database import Database
from maflow.runtime.stores.sealed import reading

__all__ = ["SCHEMA_VERSION", "prepare", "program_hash"]

SCHEMA_VERSION = 3
"""Rises whenever the tables or the rows in them change."""

# "mafl"
_APPLICATION = 0x6D61666C

_TABLES = (
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE users(id TEXT PRIMARY KEY, row BLOB NOT NULL) WITHOUT ROWID",
    # The users that each group has changed, until they are folded into the table of users.
    "CREATE TABLE changes(number INTEGER PRIMARY KEY, rows BLOB NOT NULL)",
    "CREATE TABLE shared(ring INTEGER PRIMARY KEY, times BLOB NOT NULL)",
    "CREATE TABLE inputs(number INTEGER PRIMARY KEY AUTOINCREMENT, row BLOB NOT NULL)",
    "CREATE TABLE positions(source TEXT PRIMARY KEY, position TEXT NOT NULL) WITHOUT ROWID",
    # What no journal has yet: `last` is the number of the last decision in a piece.
    "CREATE TABLE decisions(last INTEGER PRIMARY KEY, rows BLOB NOT NULL)",
    # Messages of which nothing has been tried, many in a piece; of the first piece some may be taken.
    """CREATE TABLE fresh(number INTEGER PRIMARY KEY, channel TEXT NOT NULL, count INTEGER NOT NULL,
       expires_at INTEGER, rows BLOB NOT NULL)""",
    "CREATE INDEX fresh_channels ON fresh(channel, number)",
    "CREATE INDEX fresh_ends ON fresh(channel, expires_at) WHERE expires_at IS NOT NULL",
    "CREATE TABLE fresh_taken(channel TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID",
    """CREATE TABLE outbox(number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE,
       channel TEXT NOT NULL, state TEXT NOT NULL, due_at INTEGER, expires_at INTEGER,
       attempted_at INTEGER, provider_id TEXT, address TEXT, row BLOB NOT NULL)""",
    """CREATE INDEX outbox_due ON outbox(channel, due_at)
       WHERE state IN ('pending', 'unknown') AND due_at IS NOT NULL""",
    """CREATE INDEX outbox_accepted ON outbox(channel, due_at)
       WHERE state = 'accepted' AND due_at IS NOT NULL""",
    """CREATE INDEX outbox_ends ON outbox(channel, expires_at)
       WHERE state = 'pending' AND expires_at IS NOT NULL""",
    "CREATE INDEX outbox_claimed ON outbox(channel) WHERE state = 'claimed'",
    "CREATE INDEX outbox_attempts ON outbox(channel, attempted_at) WHERE attempted_at IS NOT NULL",
    "CREATE INDEX outbox_ids ON outbox(channel, provider_id) WHERE provider_id IS NOT NULL",
    "CREATE INDEX outbox_addresses ON outbox(channel, address) WHERE address IS NOT NULL",
    """CREATE TABLE team_requests(number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE,
       row BLOB NOT NULL)""",
)


def program_hash(program: Program) -> str:
    """Return what names a version of a program: the content hash of its bundle."""
    return hashlib.sha256(msgspec.json.encode(program)).hexdigest()


def prepare(database: Database, program: Program) -> tuple[str, ...]:
    """Make the tables where there are none; return the names of campaigns as the store numbers them.

    A program goes on with the store of another one that has the same meaning.
    Raises: StoreError where the file is of something else, of another version, project or program.
    """
    where = {"path": str(database.path)}
    if not database.read("SELECT 1 FROM sqlite_schema LIMIT 1"):
        _create(database, program)
    elif database.read("PRAGMA application_id") != [(_APPLICATION,)]:
        raise StoreError("store.foreign", where)
    meta = {name: value for name, value in database.read("SELECT name, value FROM meta")}
    _check_version(where, meta.get("schema"))
    with reading(database.path, "meta", "project"):
        found = {name: meta[name] for name in ("project", "program", "meaning")}
    if found["project"] != program.project:
        names = {"found": found["project"], "project": program.project}
        raise StoreError("store.other-project", {**where, **names})
    version = program_hash(program)
    if found["meaning"] != meaning_hash(program):
        names = {"found": found["program"][:12], "program": version[:12]}
        raise StoreError("store.other-program", {**where, **names})
    if found["program"] != version:
        database.write("UPDATE meta SET value = ? WHERE name = 'program'", (version,))
    with reading(database.path, "meta", "campaigns"):
        return tuple(msgspec.json.decode(meta["campaigns"], type=list[str]))


def _create(database: Database, program: Program) -> None:
    for statement in (f"PRAGMA application_id = {_APPLICATION}", *_TABLES):
        database.write(statement)
    campaigns = msgspec.json.encode(sorted(each.name for each in program.campaigns)).decode()
    about: dict[str, str | int] = {
        "schema": SCHEMA_VERSION,
        "project": program.project,
        "program": program_hash(program),
        "meaning": meaning_hash(program),
        "campaigns": campaigns,
    }
    database.write_all("INSERT INTO meta VALUES (?, ?)", about.items())
    database.flush()


def _check_version(where: dict[str, str], found: int | None) -> None:
    if found is None:
        raise StoreError("store.foreign", where)
    if found == SCHEMA_VERSION:
        return
    key = "store.newer" if found > SCHEMA_VERSION else "store.older"
    raise StoreError(key, {**where, "found": str(found), "known": str(SCHEMA_VERSION)})
