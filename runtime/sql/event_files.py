"""Reads files of events into their table: in columns where that is possible, else in Python."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.errors import SourceError
from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.files import read_events
from maflow.runtime.sources.lines import line_blocks, numbered_lines, raw_text
from maflow.runtime.sources.opening import open_source
from maflow.runtime.sources.reader import RecordReader, Taken
from maflow.runtime.sources.rejects import RejectLog
from maflow.runtime.sql.filling import insert_events
from maflow.runtime.sql.relations import Cells, relation_of
from maflow.runtime.sql.staging import EVENT_FIELDS, event_properties, stage_events
from maflow.runtime.sql.tables import Tables

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = ["EventFiles"]

# An event's position while files are read: the number of its file, then that of its record.
_RECORDS_OF_A_FILE = 2**40


class EventFiles:
    """Reads files of events one after the other.

    Shape: `profiles` are what stands of users among them; `careful` counts records that Python has read.
    """

    def __init__(
        self, connection: DuckDBPyConnection, tables: Tables, reader: RecordReader, rejects: RejectLog
    ) -> None:
        self._connection = connection
        self._tables = tables
        self._reader = reader
        self._rejects = rejects
        self._files = 0
        self.profiles: list[Profile] = []
        self.careful = 0

    def read(self, path: str) -> None:
        """Read a file.

        Raises: SourceError.
        """
        first = self._files * _RECORDS_OF_A_FILE
        self._files += 1
        cells = self._stage(path)
        careful = [] if cells is None else self._careful_rows()
        if cells is None or (careful and cells is Cells.TEXT):
            pieces = read_events(path, self._reader, self._rejects)
            self._insert(enumerate((each for piece in pieces for each in piece), start=first))
            return
        self._reader.begin(path)
        self._take_staged(first)
        if careful:
            self._insert((first + row, taken) for row, taken in self._with_care(path, frozenset(careful)))

    def _stage(self, path: str) -> Cells | None:
        """Read a file in columns; None where DuckDB cannot, or not as Python would."""
        import duckdb

        try:
            properties = event_properties(self._tables)
            relation = relation_of(self._connection, path, EVENT_FIELDS, properties)
            if relation is None:
                return None
            stage_events(self._connection, relation, self._tables)
        except duckdb.Error:
            # Python's readers say what is wrong, and where.
            return None
        return relation.cells

    def _careful_rows(self) -> list[int]:
        rows = self._connection.execute("SELECT row FROM staged WHERE NOT is_plain").fetchall()
        return [row for (row,) in rows]

    def _take_staged(self, first: int) -> None:
        columns = sorted({column.name for column in self._tables.properties.values()})
        listed = "".join(f", {column}" for column in columns)
        self._connection.execute(
            f"INSERT INTO {self._tables.events} (user_id, event, time, position, id{listed}) "
            f"SELECT user_id, code, time, {first} + row, id{listed} FROM staged "
            "WHERE is_plain AND code IS NOT NULL ORDER BY row"
        )
        counts = "SELECT code IS NULL, name, count(*) FROM staged WHERE is_plain GROUP BY ALL"
        for is_skipped, name, count in self._connection.execute(counts).fetchall():
            if is_skipped:
                self._reader.tally.skipped[name] += count
            else:
                self._reader.tally.taken += count

    def _with_care(self, path: str, rows: frozenset[int]) -> Iterator[tuple[int, Taken]]:
        """Yield what comes of some records of JSON, numbered as DuckDB does: without blank lines."""
        row = 0
        with open_source(path) as stream:
            for block in line_blocks(stream, path):
                if block.first_line == 1 and block.content.lstrip().startswith(b"["):
                    raise SourceError("sources.json-list", {"path": path})
                for number, line in numbered_lines(block):
                    row += 1
                    if row in rows:
                        try:
                            taken = self._reader.take_line(line)
                        except NotUnderstood as error:
                            self._rejects.reject(path, number, error, raw_text(line), self._reader.tally)
                            continue
                        self._reader.place(number)
                        yield row, taken

    def _insert(self, taken: Iterator[tuple[int, Taken]]) -> None:
        def events() -> Iterator[tuple[int, Event]]:
            """Yield the events with their places, and keep the profiles aside."""
            for position, each in taken:
                self.careful += 1
                if isinstance(each, Event):
                    yield position, each
                elif isinstance(each, Profile):
                    self.profiles.append(each)

        insert_events(self._connection, self._tables, events())
