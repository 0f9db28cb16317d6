"""Reads a journal back into decisions."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec.json import Decoder

from maflow.runtime.core.journal import Decision
from maflow.runtime.journal.mistaken import JournalError, journal_error
from maflow.runtime.journal.record import JournalRecord
from maflow.runtime.sources.lines import line_blocks, numbered_lines
from maflow.runtime.sources.moments import moment_ms
from maflow.runtime.sources.opening import open_source

__all__ = ["JournalError", "read_journal"]

_DECODER = Decoder(JournalRecord)


def read_journal(path: str) -> Iterator[Decision]:
    """Yield the decisions of a journal in its order; a packed one (`.gz`) is unpacked.

    Raises: JournalError for a line that is no record, SourceError for a file that cannot be read.
    """
    with open_source(path) as stream:
        for block in line_blocks(stream, path):
            for number, line in numbered_lines(block):
                try:
                    decision = _decision(line)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                    raise journal_error(path, number, line) from error
                if decision is None:
                    raise journal_error(path, number, line)
                yield decision


def _decision(line: bytes) -> Decision | None:
    """Return the decision that a line records; None where a record lacks something, or is of no time."""
    record = _DECODER.decode(line)
    time = moment_ms(record.time)
    until = None if record.until is None else moment_ms(record.until)
    if not record.kind or time is None or (until is None and record.until is not None):
        return None
    return Decision(
        time,
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
        until,
        record.value,
        record.cost,
        record.key,
    )
