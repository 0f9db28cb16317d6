"""Rows of CSV: the header, the cells of every row, and where it stands in its file."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from maflow.runtime.errors import SourceError
from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.opening import open_source
from maflow.runtime.sources.rejects import RejectLog
from maflow.runtime.sources.tally import Tally

__all__ = ["CsvRows", "open_csv"]

_DELIMITERS = ",;\t|"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHUNK = 1 << 18
# What Python's reader says of the commonest faults.
_OPEN = "unexpected end of data"
_BEHIND_QUOTE = "expected after '\"'"
_LONG = "field larger than field limit"


@contextmanager
def open_csv(path: str, needed: Sequence[str], rejects: RejectLog, tally: Tally) -> Iterator[CsvRows]:
    """Open a file of CSV whose header has some columns at least.

    Raises: SourceError, at any time while it is open.
    """
    with open_source(path) as stream:
        encoding = "utf-16" if stream.peek(2)[:2] in _UTF16 else "utf-8-sig"
        # What is no UTF-8 is found out row by row.
        text = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
        try:
            yield CsvRows(text, path, needed, rejects, tally)
        finally:
            text.detach()


class CsvRows:
    """The rows behind a header, to be gone through once; those without any cell are left out.

    A row that cannot be read is rejected here; `reject` rejects the latest one for a reason of the caller's.
    """

    def __init__(
        self, stream: io.TextIOWrapper, path: str, needed: Sequence[str], rejects: RejectLog, tally: Tally
    ) -> None:
        self._path = path
        self._rejects = rejects
        self._tally = tally
        self._lines = _Lines(stream)
        self._source = self._lines.read()
        self.header, delimiter = self._header(needed)
        self._reader = csv.reader(self._source, delimiter=delimiter, strict=True)
        self._before = self._lines.done

    def __iter__(self) -> Iterator[list[str]]:
        while True:
            try:
                yield from self._sound_rows()
                return
            except csv.Error as error:
                self.reject(_no_row(error))
                self._lines.done = self._before + self._reader.line_num

    def reject(self, error: NotUnderstood) -> None:
        """Reject the latest row.

        Raises: TooManyRejects.
        """
        self._rejects.reject(self._path, self.line, error, _escaped(self._raw()), self._tally)

    @property
    def line(self) -> int:
        """Return the number of the line in which the latest row begins."""
        return self._lines.done + 1

    def _sound_rows(self) -> Iterator[list[str]]:
        reader, lines, before, width = self._reader, self._lines, self._before, len(self.header)
        for cells in reader:
            if len(cells) == width and lines.is_text:
                if cells[0] or any(cells):
                    yield cells
            elif any(cells) and self._is_sound(cells):
                yield cells
            lines.done = before + reader.line_num

    def _is_sound(self, cells: Sequence[str]) -> bool:
        if not _is_text(self._raw()):
            self.reject(NotUnderstood("reject.not-utf8"))
            return False
        if len(cells) != len(self.header):
            told = {"found": str(len(cells)), "expected": str(len(self.header))}
            self.reject(NotUnderstood("reject.csv-cells", told))
            return False
        return True

    def _raw(self) -> str:
        return self._lines.since_done(self._before + self._reader.line_num)

    def _header(self, needed: Sequence[str]) -> tuple[list[str], str]:
        for line in self._source:
            self._lines.done += 1
            text = line.strip("\r\n")
            # Excel writes its delimiter into a first line of its own when it is told to.
            if text.strip() and not (text.lower().startswith("sep=") and len(text) == len("sep=") + 1):
                delimiter = max(_DELIMITERS, key=text.count)
                header = [cell.strip() for cell in next(csv.reader([text], delimiter=delimiter))]
                break
        else:
            raise SourceError(
                "sources.no-header",
                {"path": self._path, "columns": "\n".join(f"`{column}`" for column in needed)},
            )
        missing = [f"`{column}`" for column in needed if column not in header]
        if missing:
            raise SourceError("sources.no-column", {"path": self._path, "columns": "\n".join(missing)})
        # Columns without a name are none of ours, and spreadsheets like to append some.
        twice = [f"`{column}`" for column, count in Counter(header).items() if column and count > 1]
        if twice:
            raise SourceError("sources.column-twice", {"path": self._path, "columns": "\n".join(twice)})
        return header, delimiter


class _Lines:
    """Lines of a file, read many at a time; `done` counts those that nobody will ask for any more."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream
        self._held: list[str] = []
        # How many lines come before those that are held.
        self._before = 0
        self.done = 0
        self.is_text = True

    def read(self) -> Iterator[str]:
        """Yield line by line; `is_text` tells whether all that are held are UTF-8."""
        while lines := self._stream.readlines(_CHUNK):
            self._held = self._held[self.done - self._before :] + lines
            self._before = self.done
            # Asked once for many lines: asking for each took a tenth of the time (test_replay_of_a_log).
            self.is_text = _is_text("".join(self._held))
            yield from lines

    def since_done(self, end: int) -> str:
        """Return the lines from those that are done up to a number of lines."""
        return "".join(self._held[self.done - self._before : end - self._before]).rstrip("\r\n")


def _no_row(error: csv.Error) -> NotUnderstood:
    text = str(error)
    if text == _OPEN:
        return NotUnderstood("reject.csv-open")
    if text.endswith(_BEHIND_QUOTE):
        return NotUnderstood("reject.csv-quote")
    if text.startswith(_LONG):
        return NotUnderstood("reject.csv-long")
    return NotUnderstood("reject.csv", {"why": text})


def _is_text(raw: str) -> bool:
    return raw.isascii() or raw == _escaped(raw)


def _escaped(raw: str) -> str:
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
