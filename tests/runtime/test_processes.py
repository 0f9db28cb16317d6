"""Processes that share some work: what they send, how they fail, and how they are started."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from contextlib import ExitStack
from multiprocessing.connection import Connection

import pytest

from maflow.runtime.errors import HostError, SourceError
from maflow.runtime.processes import start_processes
from maflow.runtime.sources.errors import TooManyRejects
from tests.checkout import ROOT


def double(pipe: Connection, _: ExitStack, number: int) -> None:
    pipe.send(number * 2)
    pipe.send(pipe.recv() + number)


def fail(_: Connection, __: ExitStack, error: Exception) -> None:
    raise error


def crash(_: Connection, __: ExitStack) -> None:
    os._exit(7)


def wait_for_ever(pipe: Connection, _: ExitStack) -> None:
    pipe.send(type(multiprocessing.current_process()).__name__)
    pipe.recv()


def test_each_does_its_part_and_answers() -> None:
    with ExitStack() as stack:
        others = start_processes(double, [(1,), (20,)], stack)
        for other in others:
            other.send(100)
        assert [(other.answer(), other.answer()) for other in others] == [(2, 101), (40, 120)]


@pytest.mark.parametrize("error", [HostError("some.key", {"path": "x"}), TooManyRejects(3, 2, "x", 5)])
def test_an_error_of_the_operator_is_raised_here(error: Exception) -> None:
    with ExitStack() as stack:
        (other,) = start_processes(fail, [(error,)], stack)
        with pytest.raises(type(error)) as raised:
            other.answer()
    assert str(raised.value) == str(error)


def test_a_process_that_breaks_down_is_an_error_with_its_exit_code() -> None:
    with ExitStack() as stack:
        (other,) = start_processes(crash, [()], stack)
        with pytest.raises(SourceError) as raised:
            other.answer()
    assert (raised.value.key, raised.value.arguments) == ("simulate.worker-failed", {"reason": "7"})


def test_who_sends_to_one_that_has_gone_learns_why() -> None:
    error = HostError("some.key", {"path": "x"})
    with ExitStack() as stack:
        (other,) = start_processes(fail, [(error,)], stack)
        other._process.join()
        with pytest.raises(HostError) as raised:
            other.send("x" * 1_000_000)
    assert str(raised.value) == str(error)


def test_one_that_still_works_is_ended_with_the_stack() -> None:
    with ExitStack() as stack:
        (other,) = start_processes(wait_for_ever, [()], stack)
        assert other.answer() == "SpawnProcess"
    assert multiprocessing.active_children() == []


LONE = """
import threading
from contextlib import ExitStack
from maflow.runtime.processes import start_processes
from tests.runtime.test_processes import wait_for_ever

with ExitStack() as stack:
    first, second = start_processes(wait_for_ever, [(), ()], stack, can_fork=True)
    print(first.answer(), second.answer())
    # The other one must not hold this end of the pipe: the first sees that nobody asks any more.
    first.pipe.close()
    first._process.join(60)
    print(first._process.exitcode)
"""


@pytest.mark.checkout
@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")
def test_a_process_without_a_second_thread_is_copied() -> None:
    done = subprocess.run([sys.executable, "-c", LONE], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["ForkProcess", "ForkProcess", "0"], done.stderr
