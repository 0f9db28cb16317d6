"""Static audiences: lists of user ids in a column of a CSV or Excel file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maflow.compiler.file_problems import file_problem
from maflow.compiler.files import ContentProblem, FileProblem, FileReader
from maflow.compiler.setting_report import did_you_mean, mistake, quoted, replace_fix, shown
from maflow.compiler.tables import Table, open_table
from maflow.dsl.diagnostics import Diagnostic, Text, items
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.source import Span

__all__ = ["StaticList", "read_static_list"]

_MOST_COLUMNS_SHOWN = 12
_RESERVED = frozenset("and or not in is where within up else then until for".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticList:
    """A list that can be used: its file, its column, and where they are kept."""

    path: str
    column: str
    table: Table
    place: int

    def count(self) -> int:
        """Return the number of rows with an id; ids may repeat."""
        return sum(1 for _ in self.ids())

    def ids(self) -> Iterator[str]:
        """Yield the ids in the order of the file, without the spaces around them."""
        for row in self.table.rows():
            value = row[self.place].strip() if self.place < len(row) else ""
            if value:
                yield value


def read_static_list(
    files: FileReader, path: str, column: str, path_span: Span, column_span: Span
) -> StaticList | Diagnostic:
    """Return the list in a column of a file, or what is wrong with the file or the column.

    Reports: MA101
    Example:
        >>> from maflow.compiler.files import MemoryFiles
        >>> files = MemoryFiles({"vip.csv": b"user_id;name\\nu1;Ann\\nu2;Bo\\n"})
        >>> span = Span("main.ma", 0, 9)
        >>> vip = read_static_list(files, "vip.csv", "user_id", span, span)
        >>> vip.count(), list(vip.ids())
        (2, ['u1', 'u2'])
    """
    content = files.read(path)
    if isinstance(content, FileProblem):
        return file_problem(content, path_span)
    table = open_table(path, content)
    if isinstance(table, ContentProblem):
        return mistake(table.message, path_span, help=table.help)
    place = _find_column(table.header, column, path, column_span)
    if isinstance(place, Diagnostic):
        return place
    found = StaticList(path=path, column=column, table=table, place=place)
    if next(found.ids(), None) is None:
        return mistake(Text("MA101.list-empty", {"path": shown(path), "column": shown(column)}), path_span)
    return found


def _find_column(header: Sequence[str], column: str, path: str, span: Span) -> int | Diagnostic:
    times = Counter(header)[column]
    told = {"column": shown(column), "path": shown(path)}
    if times == 1:
        return header.index(column)
    if times > 1:
        return mistake(Text("MA101.list-column-twice", told), span)
    near = nearest(column, header)
    present = items([quoted(name) for name in header[:_MOST_COLUMNS_SHOWN] if name])
    help = did_you_mean(near)
    if present and near is None:
        help = (Text("MA101.list-columns", {"columns": present}),)
    fixes = replace_fix(span, _as_name(near) if near else None)
    return mistake(Text("MA101.list-column", told), span, help=help, fixes=fixes)


def _as_name(column: str) -> str:
    return column if column.isidentifier() and column not in _RESERVED else f"`{column}`"
