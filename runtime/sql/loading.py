"""Loads files of users and events into the two tables.

Whatever DuckDB can read as `maflow.runtime.sources` would is read in columns. What it cannot, single lines
of JSON or a whole table, is read by those readers, which also give the reasons of what is rejected.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maflow.runtime.core.inputs import Profile, Value
from maflow.runtime.sources.files import read_users
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.rejects import RejectLog
from maflow.runtime.sources.tally import Tally
from maflow.runtime.sql.event_files import EventFiles
from maflow.runtime.sql.filling import Said, UserRow, insert_users, make_tables
from maflow.runtime.sql.relations import relation_of
from maflow.runtime.sql.staging import stage_users, user_fields
from maflow.runtime.sql.tables import Tables

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["Loaded", "Sources", "load"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Files of users and of events, and the instant that is asked about: by default the last event's.

    Units: `at_ms` and `now_ms`, which stands in where there are no events, are UTC milliseconds.
    """

    users: Sequence[str] = ()
    events: Sequence[str] = ()
    at_ms: int | None = None
    now_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What was read, the instant to ask about, and how many of the records taken Python had to read."""

    tally: Tally
    at_ms: int
    careful: int


def load(connection: DuckDBPyConnection, tables: Tables, sources: Sources, rejects: RejectLog) -> Loaded:
    """Make both tables and fill them from files: users as they are at the instant asked about.

    Raises: SourceError for what cannot be read at all, TooManyRejects.
    """
    return _Loading(connection, tables, rejects).load(sources)


@dataclass(slots=True)
class _Person:
    """A user while profiles are joined."""

    attributes: dict[str, Value] = field(default_factory=dict)
    tags: dict[str, None] = field(default_factory=dict)
    consents: list[Said] = field(default_factory=list)

    def learn(self, profile: Profile, position: int) -> None:
        """Take in a profile, after those before it."""
        self.attributes.update(profile.attributes)
        self.tags.update(dict.fromkeys(profile.tags))
        self.consents += (Said(statement, position) for statement in profile.consents)


class _Loading:
    """The state of one loading."""

    def __init__(self, connection: DuckDBPyConnection, tables: Tables, rejects: RejectLog) -> None:
        self._connection = connection
        self._tables = tables
        self._rejects = rejects
        self._reader = RecordReader(tables.program)
        self._careful = 0

    def load(self, sources: Sources) -> Loaded:
        """Read the files into tables, and return what there is to be said of them."""
        make_tables(self._connection, self._tables)
        files = EventFiles(self._connection, self._tables, self._reader, self._rejects)
        for path in sources.events:
            files.read(path)
        self._put_in_order()
        self._drop_duplicates()
        at_ms = self._instant(sources, files.profiles)
        known = [profile for profile in files.profiles if profile.at <= at_ms]
        if known or not self._users_in_columns(sources.users):
            self._users_in_python(sources.users, sorted(known, key=lambda profile: profile.at))
        self._add_users_of_events(at_ms)
        self._connection.execute("DROP TABLE IF EXISTS staged")
        return Loaded(tally=self._reader.tally, at_ms=at_ms, careful=files.careful + self._careful)

    def _put_in_order(self) -> None:
        """Give events their places in the log; those of most files are in order already."""
        events = self._tables.events
        before = "lag({}) OVER ()".format
        later = f"time > {before('time')} OR (time = {before('time')} AND position > {before('position')})"
        asked = f"SELECT coalesce(bool_and(is_later), TRUE) FROM (SELECT {later} AS is_later FROM {events})"
        if self._one(asked):
            return
        place = "row_number() OVER (ORDER BY time, position) AS position"
        self._connection.execute(
            f"CREATE OR REPLACE TABLE {events} AS SELECT * REPLACE ({place}) FROM {events} ORDER BY position"
        )

    def _drop_duplicates(self) -> None:
        """Keep the first of the events of a user that have one id."""
        events = self._tables.events
        key = "hash(user_id, id)"
        if self._one(f"SELECT count(*) = count(DISTINCT {key}) FROM {events} WHERE id IS NOT NULL"):
            return
        first = (
            "SELECT user_id, id, min(position) AS position FROM {} WHERE id IS NOT NULL GROUP BY user_id, id"
        )
        self._connection.execute(
            f"DELETE FROM {events} e USING ({first.format(events)}) f "
            "WHERE e.user_id = f.user_id AND e.id = f.id AND e.position > f.position"
        )

    def _instant(self, sources: Sources, profiles: Iterable[Profile]) -> int:
        if sources.at_ms is not None:
            return sources.at_ms
        last = self._one(f"SELECT max(time) FROM {self._tables.events}")
        known = [profile.at for profile in profiles] + ([last] if isinstance(last, int) else [])
        return max(known, default=sources.now_ms)

    def _users_in_columns(self, paths: Sequence[str]) -> bool:
        """Read users in columns; tell whether that was possible: every row plain, and no user twice."""
        import duckdb

        users = self._tables.users
        columns = ", ".join(
            ["user_id", "tags", "consents", *(each.name for each in self._tables.attributes.values())]
        )
        for path in paths:
            try:
                relation = relation_of(self._connection, path, user_fields(self._tables))
                if relation is None:
                    return False
                stage_users(self._connection, relation, self._tables)
            except duckdb.Error:
                return False
            if self._one("SELECT coalesce(bool_or(NOT is_plain), FALSE) FROM staged"):
                return False
            self._connection.execute(f"INSERT INTO {users} ({columns}) SELECT {columns} FROM staged")
        if not self._one(f"SELECT count(*) = count(DISTINCT user_id) FROM {users}"):
            return False
        taken = self._one(f"SELECT count(*) FROM {users}")
        assert isinstance(taken, int), "a count"
        self._reader.tally.taken += taken
        return True

    def _users_in_python(self, paths: Sequence[str], later: Iterable[Profile]) -> None:
        """Read users one by one, and join what is said of each."""
        people: dict[str, _Person] = {}
        for path in paths:
            for profile in read_users(path, 0, self._reader, self._rejects):
                self._careful += 1
                people.setdefault(profile.user_id, _Person()).learn(profile, -1)
        for profile in later:
            before = self._one(f"SELECT max(position) FROM {self._tables.events} WHERE time <= {profile.at}")
            position = before if isinstance(before, int) else -1
            people.setdefault(profile.user_id, _Person()).learn(profile, position)
        self._connection.execute(f"DELETE FROM {self._tables.users}")
        rows = (
            UserRow(id=id, attributes=each.attributes, tags=tuple(each.tags), consents=each.consents)
            for id, each in people.items()
        )
        insert_users(self._connection, self._tables, rows)

    def _add_users_of_events(self, at_ms: int) -> None:
        """Add those of whom nothing is known but what they did up to an instant."""
        users, events = self._tables.users, self._tables.events
        self._connection.execute(
            f"INSERT INTO {users} (user_id) SELECT DISTINCT user_id FROM {events} "
            f"WHERE time <= {at_ms} AND user_id NOT IN (SELECT user_id FROM {users})"
        )

    def _one(self, sql: str) -> object:
        return self._connection.execute(sql).fetchall()[0][0]
