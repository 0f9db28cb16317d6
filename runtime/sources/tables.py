"""Events and users in CSV: a header, then a row for each record."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.errors import SourceError
from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.opening import open_source
from maflow.runtime.sources.reader import RecordReader, Taken
from maflow.runtime.sources.rejects import Reject, RejectLog
from maflow.runtime.sources.tally import Tally

__all__ = ["csv_events", "csv_users"]

_DELIMITERS = ",;\t|"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PIECE = 4096
"""How many events are handed on at a time."""


def csv_events(path: str, reader: RecordReader, rejects: RejectLog) -> Iterator[list[Event | Profile]]:
    """Yield the events of a file in pieces. An empty cell is nothing.

    Raises: SourceError.
    """
    piece: list[Event | Profile] = []
    for taken in _taken(path, ("user_id", "event", "time"), reader.take_row, reader.tally, rejects):
        if isinstance(taken, Event):
            piece.append(taken)
        if len(piece) >= _PIECE:
            yield piece
            piece = []
    yield piece


def csv_users(path: str, at: int, reader: RecordReader, rejects: RejectLog) -> Iterator[Profile]:
    """Yield the users of a file, as they become known at an instant. An empty cell says nothing.

    Raises: SourceError.
    """
    for taken in _taken(path, ("user_id",), lambda row: reader.take_user(row, at), reader.tally, rejects):
        if isinstance(taken, Profile):
            yield taken


@dataclass(slots=True)
class _Row:
    """A row: its cells by column, or why it cannot be read."""

    line: int
    raw: str
    cells: dict[str, object]
    problem: str | None = None


class _RecordedLines:
    """Lines of a file, remembering those that make up the row that is being read."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream
        self.read: list[str] = []
        self.count = 0

    def __iter__(self) -> _RecordedLines:
        return self

    def __next__(self) -> str:
        line = next(self._stream)
        self.read.append(line)
        self.count += 1
        return line

    def forget(self) -> str:
        """Return the lines since the last time, and forget them."""
        raw = "".join(self.read).rstrip("\r\n")
        self.read.clear()
        return raw


def _taken(
    path: str,
    needed: Sequence[str],
    take: Callable[[Mapping[str, object]], Taken],
    tally: Tally,
    rejects: RejectLog,
) -> Iterator[Taken]:
    for row in _rows(path, needed):
        try:
            if row.problem is not None:
                raise NotUnderstood(row.problem)
            taken = take(row.cells)
        except NotUnderstood as error:
            rejects.add(Reject(path, row.line, error.reason, row.raw), tally)
            continue
        yield taken


def _rows(path: str, needed: Sequence[str]) -> Iterator[_Row]:
    with open_source(path) as stream:
        encoding = "utf-16" if stream.peek(2)[:2] in _UTF16 else "utf-8-sig"
        # What is no UTF-8 is found out row by row.
        text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
        try:
            yield from _rows_of(_RecordedLines(text), path, needed)
        finally:
            text.detach()


def _rows_of(lines: _RecordedLines, path: str, needed: Sequence[str]) -> Iterator[_Row]:
    header, delimiter = _header(lines, path, needed)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first_line = lines.count + 1
        lines.forget()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _Row(first_line, _escaped(lines.forget()), {}, f"this is no row of CSV: {error}")
            continue
        raw = lines.forget()
        if any(cells):
            yield _row(first_line, raw, header, cells)


def _row(line: int, raw: str, header: Sequence[str], cells: Sequence[str]) -> _Row:
    if not raw.isascii() and raw != _escaped(raw):
        return _Row(line, _escaped(raw), {}, "this is not UTF-8: save the file in that encoding")
    if len(cells) != len(header):
        problem = f"this row has {len(cells)} cells: expected {len(header)}, as in the header"
        return _Row(line, raw, {}, problem)
    return _Row(line, raw, {name: cell for name, cell in zip(header, cells, strict=True) if cell})


def _header(lines: _RecordedLines, path: str, needed: Sequence[str]) -> tuple[list[str], str]:
    for line in lines:
        text = line.strip("\r\n")
        # Excel writes its delimiter into a first line of its own when it is told to.
        if text.strip() and not (text.lower().startswith("sep=") and len(text) == len("sep=") + 1):
            delimiter = max(_DELIMITERS, key=text.count)
            header = [cell.strip() for cell in next(csv.reader([text], delimiter=delimiter))]
            break
    else:
        raise SourceError("sources.no-header", {"path": path, "columns": "\n".join(needed)})
    missing = [column for column in needed if column not in header]
    if missing:
        raise SourceError(
            "sources.no-column", {"path": path, "columns": "\n".join(f"`{c}`" for c in missing)}
        )
    return header, delimiter


def _escaped(raw: str) -> str:
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
