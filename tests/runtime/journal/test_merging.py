"""Journals of several processes become one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec import msgpack

from maflow.runtime.core.journal import Decision
from maflow.runtime.journal.merging import JournalMerge, JournalPiece, journal_piece
from maflow.runtime.journal.order import JournalOrder
from maflow.runtime.journal.writer import journal_lines

USERS = ("a", "b", 'c"', "d\n", "会员")

made = st.lists(st.tuples(st.integers(0, 3_000), st.sampled_from(USERS)), max_size=40)


def pieces_of(decisions: list[Decision], size: int) -> list[bytes]:
    """Return the pieces in which another process sends its decisions."""
    pieces: list[bytes] = []
    order = JournalOrder(lambda settled: pieces.append(msgpack.encode(journal_piece(settled))))
    for begin in range(0, len(decisions), size):
        order.add(decisions[begin : begin + size])
    order.close()
    return pieces


@given(made, st.integers(1, 3), st.integers(1, 10), st.data())
def test_parts_are_merged_by_time_then_user_then_sequence(
    places: list[tuple[int, str]], parts: int, size: int, data: st.DataObject
) -> None:
    decisions = [
        Decision(time, user, "tagged", value=number)
        for number, (time, user) in enumerate(sorted(places, key=lambda place: place[0]))
    ]
    written: list[bytes] = []
    journal = JournalMerge(parts, written.append)
    waiting = {
        part: pieces_of([each for each in decisions if USERS.index(each.user_id) % parts == part], size)
        for part in range(parts)
    }
    while waiting:
        part = data.draw(st.sampled_from(sorted(waiting)))
        if waiting[part]:
            journal.add(part, msgpack.decode(waiting[part].pop(0), type=JournalPiece))
        else:
            journal.close(part)
            del waiting[part]
    in_order = sorted(decisions, key=lambda each: (each.time, each.user_id))
    assert b"".join(written) == journal_lines(in_order)


def test_lines_are_written_as_soon_as_nothing_can_come_before_them() -> None:
    written: list[bytes] = []
    journal = JournalMerge(2, written.append)
    one, other, another = (Decision(time, user, "entered") for time, user in ((1, "a"), (2, "b"), (2, "a")))
    journal.add(0, journal_piece([one]))
    assert b"".join(written) == b""
    journal.add(1, journal_piece([other]))
    assert b"".join(written) == b""
    journal.add(0, journal_piece([another]))
    assert b"".join(written) == journal_lines([one])
    journal.close(0)
    journal.close(1)
    assert b"".join(written) == journal_lines([one, another, other])


def test_more_is_taken_of_the_part_that_is_ahead_until_too_much_of_it_waits() -> None:
    journal = JournalMerge(3, lambda lines: len(lines))
    for part, (time, user) in enumerate(((5, "a"), (5, "b"), (3, "c"))):
        journal.add(part, journal_piece([Decision(time, user, "entered")]))
    assert journal.going_on() == [1, 0, 2]
    journal.add(1, journal_piece([Decision(time, "b", "entered") for time in range(6, 100_007)]))
    assert journal.going_on() == [2, 0, 1]
    journal.close(2)
    assert journal.going_on() == [0, 1]
    journal.close(0)
    assert journal.going_on() == [1]
    journal.close(1)
    assert journal.going_on() == []
