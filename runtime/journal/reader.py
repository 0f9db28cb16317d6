"""Reads a journal back into decisions."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec.json import Decoder

from maflow.runtime.core.journal import Decision
from maflow.runtime.errors import HostError
from maflow.runtime.journal.record import JournalRecord
from maflow.runtime.sources.lines import line_blocks, numbered_lines
from maflow.runtime.sources.moments import moment_ms
from maflow.runtime.sources.opening import open_source

__all__ = ["JournalError", "decision_of", "read_journal"]

_DECODER = Decoder(JournalRecord)


class JournalError(HostError):
    """A file that is not a journal, or not a whole one."""


def read_journal(path: str) -> Iterator[Decision]:
    """Yield the decisions of a journal in its order; a packed one (`.gz`) is unpacked.

    Raises: JournalError for a line that is no record, SourceError for a file that cannot be read.
    """
    with open_source(path) as stream:
        for block in line_blocks(stream, path):
            for number, line in numbered_lines(block):
                try:
                    yield decision_of(line)
                except ValueError as error:
                    told = {"path": path, "line": str(number), "reason": str(error)}
                    raise JournalError("sources.not-a-record", told) from error


def decision_of(line: bytes) -> Decision:
    """Return the decision that a line records.

    Raises: ValueError for a line that is no record.
    """
    try:
        record = _DECODER.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not record.kind:
        raise ValueError("there is no `kind`")
    return Decision(
        _instant(record.time, "time"),
        record.user_id,
        record.kind,
        record.campaign,
        record.run,
        record.node,
        record.channel,
        record.message,
        record.arm,
        record.rule,
        record.reason,
        None if record.until is None else _instant(record.until, "until"),
        record.value,
        record.cost,
        record.key,
    )


def _instant(text: str, field: str) -> int:
    ms = moment_ms(text)
    if ms is None:
        raise ValueError(f"`{field}` is `{text}`: expected a moment")
    return ms
