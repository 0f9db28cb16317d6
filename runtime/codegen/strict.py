"""Source of operators that are unknown as soon as an operand is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from maflow.runtime.codegen.frame import Frame, Source
from maflow.runtime.program.expressions import Expression

__all__ = ["all_of", "conditional", "strict_test", "strict_value"]


def all_of(tests: Sequence[str]) -> str:
    """Return source that is True if all of some tests are; empty ones are left out."""
    written = [test for test in tests if test]
    return written[0] if len(written) == 1 else f"({' and '.join(written)})"


def strict_test(frame: Frame, operands: Sequence[Expression], write: Callable[..., str]) -> str:
    """Return source of a test that is not True where an operand is unknown.

    Shape: `write` takes the source of each operand, known by then, and returns that of the test.
    """
    found = [frame.known_once(frame.value(operand)) for operand in operands]
    return all_of([*(test for test, _ in found), write(*(text for _, text in found))])


def strict_value(
    frame: Frame, operands: Sequence[Expression], write: Callable[..., str], *, may_fail: bool = False
) -> Source:
    """Return source of a value that is unknown where an operand is.

    Shape: `write` as in `strict_test`; `may_fail`: it yields None itself sometimes.
    """
    found = [frame.known_once(frame.value(operand)) for operand in operands]
    tests = [test for test, _ in found if test]
    text = write(*(text for _, text in found))
    if not tests:
        return Source(text, may_be_unknown=may_fail)
    return conditional(all_of(tests), text, may_fail=may_fail)


def conditional(test: str, text: str, *, may_fail: bool = False) -> Source:
    """Return source of a value that is unknown unless a test is met; `may_fail`: or even then."""
    written = f"({text} if {test} else None)"
    return Source(written) if may_fail else Source(written, test=test, then=text)
