"""Tables in CSV and Excel files: a header, then rows of texts."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from maflow.compiler.excel import excel_rows
from maflow.compiler.files import ContentProblem
from maflow.compiler.setting_report import shown
from maflow.dsl.diagnostics import Text

__all__ = ["Table", "open_table"]

_EXCEL = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_CSV = frozenset({".csv", ".tsv", ".txt"})
_DELIMITERS = ",;\t|"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Table:
    """The header, without spaces around its cells, and a way to go through the rows as often as wanted."""

    header: tuple[str, ...]
    rows: Callable[[], Iterator[list[str]]]


def open_table(path: str, content: bytes) -> Table | ContentProblem:
    r"""Read the header of a table and make sure that all of its rows can be read.

    Commas, semicolons, tabs and bars part the cells of a CSV file; its first line tells which. It is
    UTF-8, with or without a byte-order mark, or UTF-16 with one.

    Example:
        >>> open_table("vip.csv", b"\xef\xbb\xbfuser_id;name\r\nu1;Ann\r\n").header
        ('user_id', 'name')
    """
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _EXCEL:
        rows = excel_rows(path, content)
        return rows if isinstance(rows, ContentProblem) else _table(path, lambda: iter(rows))
    if suffix in _CSV:
        text = _decode(path, content)
        return text if isinstance(text, ContentProblem) else _open_csv(path, text)
    return ContentProblem(Text("MA101.list-format", {"path": shown(path)}))


def _decode(path: str, content: bytes) -> str | ContentProblem:
    encoding = "utf-16" if content.startswith(_UTF16) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" not in text:
        return text
    help = (Text("MA101.list-save-as-utf-8"),)
    return ContentProblem(Text("MA101.list-encoding", {"path": shown(path)}), help)


def _open_csv(path: str, text: str) -> Table | ContentProblem:
    first = text.partition("\n")[0].rstrip("\r")
    delimiter = max(_DELIMITERS, key=first.count)
    # Excel writes its delimiter into a first line of its own when it is told to.
    body = text
    if first.lower().startswith("sep=") and len(first) == len("sep=") + 1:
        delimiter, body = first[-1], text.partition("\n")[2]

    def rows() -> Iterator[list[str]]:
        """Yield the rows from the first one on: a table is read twice."""
        return iter(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True))

    bad_line = _find_bad_line(body, delimiter)
    if bad_line is not None:
        return ContentProblem(Text("MA101.list-malformed", {"path": shown(path), "line": str(bad_line)}))
    return _table(path, rows)


def _find_bad_line(body: str, delimiter: str) -> int | None:
    """Return the line at which a row that cannot be read begins."""
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for _ in reader:
            line = reader.line_num + 1
    except csv.Error:
        return line
    return None


def _table(path: str, rows: Callable[[], Iterator[list[str]]]) -> Table | ContentProblem:
    header = next((row for row in rows() if any(cell.strip() for cell in row)), None)
    if header is None:
        return ContentProblem(Text("MA101.list-no-header", {"path": shown(path)}))
    return Table(tuple(cell.strip() for cell in header), lambda: _below_header(rows()))


def _below_header(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    is_below = False
    for row in rows:
        if is_below:
            yield row
        is_below = is_below or any(cell.strip() for cell in row)
