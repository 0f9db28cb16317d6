"""Writes decisions as JSON Lines.

(Benchmark: tests/bench/test_readers.py.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from msgspec.json import Encoder

from maflow.runtime.core.journal import Decision
from maflow.runtime.journal.order import JournalOrder
from maflow.runtime.journal.record import JournalRecord
from maflow.runtime.sources.moments import moment_text

__all__ = ["journal_lines", "journal_writer", "lines_by_place"]

_ENCODER = Encoder()


def journal_writer(write: Callable[[bytes], object]) -> JournalOrder:
    """Return what takes decisions in the order in which they were made, and writes them as a journal.

    `close` writes what is held and leaves the file open. Raises: OSError, when the file cannot be written.
    """
    return JournalOrder(lambda decisions: write(journal_lines(decisions)))


def journal_lines(decisions: Iterable[Decision]) -> bytes:
    r"""Return the lines of some decisions.

    Example:
        >>> journal_lines([Decision(0, "u1", "entered", "c", "c/u1/1")])
        b'{"time":"1970-01-01T00:00:00Z","user_id":"u1","campaign":"c","run":"c/u1/1","kind":"entered"}\n'
    """
    records, _ = _records(decisions)
    return _ENCODER.encode_lines(records)


def lines_by_place(decisions: Sequence[Decision]) -> tuple[list[int], list[str], list[bytes]]:
    """Return the lines of decisions that are in order, by instant and user: times, users, and their lines."""
    records, begins = _records(decisions)
    encode = _ENCODER.encode_lines
    lines = [encode(records[begin:end]) for begin, end in pairwise((*begins, len(records)))]
    places = [decisions[begin] for begin in begins]
    return [place.time for place in places], [place.user_id for place in places], lines


def _records(decisions: Iterable[Decision]) -> tuple[list[JournalRecord], list[int]]:
    """Return the records of some decisions, and at which of them another instant or user begins."""
    records: list[JournalRecord] = []
    begins: list[int] = []
    time, text, user_id = None, "", None
    for decision in decisions:
        if decision.time != time:
            # Many are of one instant, whose text is dearer than the rest (test_writing_a_journal).
            time, user_id = decision.time, decision.user_id
            text = moment_text(time)
            begins.append(len(records))
        elif decision.user_id != user_id:
            user_id = decision.user_id
            begins.append(len(records))
        until = decision.until
        record = JournalRecord(
            text,
            decision.user_id,
            decision.campaign,
            decision.run,
            decision.node,
            decision.kind,
            decision.channel,
            decision.message,
            decision.arm,
            decision.rule,
            decision.reason,
            None if until is None else moment_text(until),
            decision.value,
            decision.cost,
            decision.key,
        )
        records.append(record)
    return records, begins
