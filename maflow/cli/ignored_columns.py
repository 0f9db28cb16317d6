"""What files of users hold beside attributes: columns, or fields of JSON, that were probably meant as one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from maflow.cli.file_looks import header_of, kind_of
from maflow.dsl.diagnostics import Text
from maflow.dsl.did_you_mean import nearest
from maflow.runtime.errors import SourceError
from maflow.runtime.program.program import Program
from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.lines import line_blocks, numbered_lines
from maflow.runtime.sources.opening import FileKind, open_source
from maflow.runtime.sources.parquet import parquet_columns
from maflow.runtime.sources.reader import decode_json

__all__ = ["ignored_columns"]

_OTHER_COLUMNS = ("user_id", "consent", "tags")
_LONGEST_SLIP = 2
# How far JSON Lines are looked through: their fields are those of the first thousands of users.
_LOOK_BYTES = 1 << 20


def ignored_columns(users: Collection[str], program: Program) -> Iterator[Text]:
    """Yield the columns of users that are no attribute, and look like one that the file does not have."""
    known = frozenset(attribute.name for attribute in program.attributes) | frozenset(_OTHER_COLUMNS)
    for path in users:
        columns = _columns(path)
        for column in columns:
            near = nearest(column, known.difference(columns)) if column not in known else None
            if near is not None and abs(len(near) - len(column)) <= _LONGEST_SLIP:
                yield Text("cli.files.ignored-column", {"path": path, "column": column, "name": near})


def _columns(path: str) -> list[str]:
    """Return the columns of a file; none of what can be read only once, or not at all."""
    if not Path(path).is_file():
        return []
    try:
        match kind_of(path):
            case FileKind.CSV:
                return header_of(path)
            case FileKind.PARQUET:
                return list(parquet_columns(path))
            case FileKind.JSON_LINES:
                return list(_fields(path))
            case None:
                return []
    except SourceError:
        return []


def _fields(path: str) -> dict[str, None]:
    """Return the fields that the first users of a file have, in the order in which they come up.

    Raises: SourceError.
    """
    fields: dict[str, None] = {}
    with open_source(path) as stream:
        seen = 0
        for block in line_blocks(stream, path):
            for _, line in numbered_lines(block):
                try:
                    record = decode_json(line)
                except NotUnderstood:
                    continue
                if isinstance(record, dict):
                    fields.update(dict.fromkeys(record))
            seen += len(block.content)
            if seen >= _LOOK_BYTES:
                break
    return fields
