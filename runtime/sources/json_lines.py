"""Events and users in JSON Lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.errors import SourceError
from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.fast_lines import FastLines
from maflow.runtime.sources.lines import Block, line_blocks, numbered_lines, raw_text
from maflow.runtime.sources.opening import STDIN, is_pipe, open_source
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.rejects import RejectLog

__all__ = ["json_events", "json_users"]

# The first line of a CSV file, with or without the mark that spreadsheets put before it.
_HEADER = re.compile(rb'(?:\xef\xbb\xbf)?"?[A-Za-z_][\w .-]*"?(?:[,;\t]"?[A-Za-z_][\w .-]*"?)+\r?\n')


def json_events(path: str, reader: RecordReader, rejects: RejectLog) -> Iterator[list[Event | Profile]]:
    """Yield the events of a file, and the profiles that stand among them, in pieces.

    Raises: SourceError.
    """
    fast = FastLines(reader)
    with open_source(path) as stream:
        for block in line_blocks(stream, path):
            _refuse_others(block, path)
            events = fast.take_block(block.content)
            yield [*events] if events is not None else list(_one_by_one(block, path, fast, reader, rejects))


def json_users(path: str, at: int, reader: RecordReader, rejects: RejectLog) -> Iterator[Profile]:
    """Yield the users of a file, as they become known at an instant.

    Raises: SourceError.
    """
    with open_source(path) as stream:
        for block in line_blocks(stream, path):
            _refuse_others(block, path)
            for number, line in numbered_lines(block):
                try:
                    taken = reader.take_user_line(line, at)
                except NotUnderstood as error:
                    rejects.reject(path, number, error, raw_text(line), reader.tally)
                    continue
                reader.place(number)
                if isinstance(taken, Profile):
                    yield taken


def _one_by_one(
    block: Block, path: str, fast: FastLines, reader: RecordReader, rejects: RejectLog
) -> Iterator[Event | Profile]:
    for number, line in numbered_lines(block):
        events = fast.take_block(line)
        if events is not None:
            yield from events
            continue
        try:
            taken = reader.take_line(line)
        except NotUnderstood as error:
            rejects.reject(path, number, error, raw_text(line), reader.tally)
            continue
        reader.place(number)
        if isinstance(taken, Event | Profile):
            yield taken


def _refuse_others(block: Block, path: str) -> None:
    """Refuse what begins as something else: a list in JSON, a table where no name of a file tells."""
    if block.first_line != 1:
        return
    if block.content.lstrip().startswith(b"["):
        raise SourceError("sources.json-list", {"path": path})
    if path == STDIN and _HEADER.match(block.content):
        raise SourceError("sources.table-on-stdin")
    if is_pipe(path) and _HEADER.match(block.content):
        raise SourceError("sources.table-in-pipe", {"path": path})
