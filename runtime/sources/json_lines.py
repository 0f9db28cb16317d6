"""Events and users in JSON Lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.errors import SourceError
from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.fast_lines import FastLines
from maflow.runtime.sources.lines import Block, line_blocks, numbered_lines, raw_text
from maflow.runtime.sources.opening import STDIN, is_pipe, open_source
from maflow.runtime.sources.reader import RecordReader
from maflow.runtime.sources.rejects import RejectLog
from maflow.runtime.sources.share import shared_lines

__all__ = ["Handed", "handed_events", "handed_out", "json_events", "json_users", "refuse_others"]

# The first line of a CSV file, with or without the mark that spreadsheets put before it.
_HEADER = re.compile(rb'(?:\xef\xbb\xbf)?"?[A-Za-z_][\w .-]*"?(?:[,;\t]"?[A-Za-z_][\w .-]*"?)+\r?\n')


class Handed(msgspec.Struct, array_like=True, gc=False):
    """Lines of a file for one of several processes, which may stand among others.

    Shape: of `count` lines from `first_line` on, `places` says whether each is here (1) or left out (0);
    None where nobody could tell, and all of them are here.
    """

    first_line: int
    count: int
    content: bytes
    places: bytes | None = None

    def numbered(self) -> Iterator[tuple[int, bytes]]:
        """Return the lines with their numbers, as `numbered_lines` does."""
        return numbered_lines(Block(self.content, self.first_line), self.places)


def json_events(path: str, reader: RecordReader, rejects: RejectLog) -> Iterator[list[Event | Profile]]:
    """Yield the events of a file, and the profiles that stand among them, in pieces.

    Raises: SourceError.
    """
    fast = FastLines(reader)
    for block in _blocks(path):
        events = fast.take_block(block)
        if events is None:
            yield list(_one_by_one(numbered_lines(block), path, fast, reader, rejects))
        else:
            yield [*events]


def handed_out(path: str, of: int) -> Iterator[list[Handed]]:
    """Yield the lines of a file of events for several processes, some at a time: each gets its own of them.

    Raises: SourceError.
    """
    for block in _blocks(path):
        lines = shared_lines(block, of)
        if lines is None:
            yield [Handed(block.first_line, block.count, block.content)] * of
        else:
            yield [
                Handed(block.first_line, block.count, lines.of(index), lines.places(index))
                for index in range(of)
            ]


def handed_events(
    handed: Iterable[Handed], path: str, reader: RecordReader, rejects: RejectLog
) -> Iterator[list[Event | Profile]]:
    """Yield the events of lines that were handed out to this process, as `json_events` does of the file."""
    fast = FastLines(reader)
    for each in handed:
        events = None if each.places is None else fast.take_own(each.content, sum(each.places))
        if events is None:
            yield list(_one_by_one(each.numbered(), path, fast, reader, rejects))
        else:
            yield [*events]


def json_users(path: str, at: int, reader: RecordReader, rejects: RejectLog) -> Iterator[Profile]:
    """Yield the users of a file, as they become known at an instant.

    Raises: SourceError.
    """
    for block in _blocks(path):
        for number, line in numbered_lines(block):
            try:
                taken = reader.take_user_line(line, at)
            except NotUnderstood as error:
                rejects.reject(path, number, error, raw_text(line), reader.tally)
                continue
            reader.place(number)
            if isinstance(taken, Profile):
                yield taken


def refuse_others(block: Block, path: str) -> None:
    """Refuse what begins as something else: a list in JSON, a table where no name of a file tells.

    Raises: SourceError.
    """
    if block.first_line != 1:
        return
    if block.content.lstrip().startswith(b"["):
        raise SourceError("sources.json-list", {"path": path})
    if path == STDIN and _HEADER.match(block.content):
        raise SourceError("sources.table-on-stdin")
    if is_pipe(path) and _HEADER.match(block.content):
        raise SourceError("sources.table-in-pipe", {"path": path})


def _blocks(path: str) -> Iterator[Block]:
    with open_source(path) as stream:
        for block in line_blocks(stream, path):
            refuse_others(block, path)
            yield block


def _one_by_one(
    lines: Iterable[tuple[int, bytes]], path: str, fast: FastLines, reader: RecordReader, rejects: RejectLog
) -> Iterator[Event | Profile]:
    for number, line in lines:
        events = fast.take_block(Block(line, number))
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
