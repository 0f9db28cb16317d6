"""Bytes that pass between two processes: in memory that both of them see, and through the pipe."""

from __future__ import annotations

from mmap import mmap
from multiprocessing import Pipe

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.runtime import slots
from maflow.runtime.slots import Slots, slot_memory

SLOT = 1 << 20
COUNT = 16


def room(*, is_shared: bool) -> mmap | None:
    return mmap(-1, COUNT * SLOT) if is_shared else None


@given(st.lists(st.binary(max_size=40), max_size=3 * COUNT), st.booleans())
def test_what_is_sent_is_taken_in_its_order(contents: list[bytes], is_shared: bool) -> None:
    ours, theirs = Pipe()
    memory = room(is_shared=is_shared)
    sender, taker = Slots(ours, memory, ours.recv), Slots(theirs, memory, theirs.recv)
    taken = []
    for content in contents:
        sender.send(content)
        taken.append(taker.take(theirs.recv(), bytes))
    sender.settle()
    assert taken == contents


def test_who_is_ahead_waits_until_something_was_taken() -> None:
    ours, theirs = Pipe()
    memory = room(is_shared=True)
    waited = []
    taker = Slots(theirs, memory, theirs.recv)

    def answer() -> object:
        waited.append(taker.take(theirs.recv(), bytes))
        return ours.recv()

    sender = Slots(ours, memory, answer)
    for number in range(COUNT + 2):
        sender.send(b"%d" % number)
    assert waited == [b"0", b"1"]
    sender.settle()
    assert waited == [b"%d" % number for number in range(COUNT + 2)]


def test_what_is_larger_than_a_slot_goes_through_the_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_SLOT", 3)
    ours, theirs = Pipe()
    memory = room(is_shared=True)
    sender, taker = Slots(ours, memory, ours.recv), Slots(theirs, memory, theirs.recv)
    for content in (b"abc", b"abcd", bytearray(b"abcde")):
        sender.send(content)
        assert taker.take(theirs.recv(), bytes) == content
    sender.settle()


def test_who_takes_need_not_be_heard_any_more() -> None:
    ours, theirs = Pipe()
    memory = room(is_shared=True)
    Slots(ours, memory, ours.recv).send(b"last")
    sent = theirs.recv()
    ours.close()
    assert Slots(theirs, memory, theirs.recv).take(sent, bytes) == b"last"


def test_who_sends_learns_that_nobody_takes() -> None:
    ours, theirs = Pipe()
    theirs.close()
    with pytest.raises(ConnectionError):
        Slots(ours, room(is_shared=True), ours.recv).send(b"lost")


def test_there_is_memory_where_processes_are_copies() -> None:
    memory = slot_memory()
    assert memory is None or len(memory) == COUNT * SLOT
