"""Writes decisions as JSON Lines.

(Benchmark: tests/bench/test_readers.py.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import compress, islice
from operator import attrgetter, ne

from msgspec.json import Encoder

from maflow.runtime.core.journal import Decision
from maflow.runtime.journal.order import JournalOrder
from maflow.runtime.journal.record import JournalRecord
from maflow.runtime.sources.moments import moment_text

__all__ = ["journal_lines", "journal_writer", "lines_by_instant"]

_ENCODER = Encoder()
_BY_TIME = attrgetter("time")


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
    return _ENCODER.encode_lines(_records(decisions))


def lines_by_instant(decisions: Sequence[Decision]) -> tuple[list[int], list[bytes]]:
    """Return the instants of decisions that are in order, and the lines of each of them."""
    times = list(map(_BY_TIME, decisions))
    # Where another instant begins; found and cut without a call for each (test_two_workers).
    begins = [0, *compress(range(1, len(times)), map(ne, times, islice(times, 1, None)))] if times else []
    records, encode = _records(decisions), _ENCODER.encode_lines
    ends = [*begins[1:], len(times)]
    lines = [encode(records[begin:end]) for begin, end in zip(begins, ends, strict=False)]
    return [times[begin] for begin in begins], lines


def _records(decisions: Iterable[Decision]) -> list[JournalRecord]:
    records: list[JournalRecord] = []
    time, text = None, ""
    for decision in decisions:
        if decision.time != time:
            # Many are of one instant, whose text is dearer than the rest (test_writing_a_journal).
            time = decision.time
            text = moment_text(time)
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
    return records
