"""Generated code says the lines of the project, instruction by instruction."""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType

from hypothesis import given
from hypothesis import strategies as st

from maflow.runtime.codegen.tracebacks import placed
from maflow.runtime.program.types import Place

SOURCE = """
def first(a, b):
    found = []
    for each in a:
        if each > b and each not in found:
            found.append([other for other in a if other < each and other != b])
    try:
        return sorted(found, key=lambda one: (len(one), one))
    except TypeError:
        return None
def second(a):
    return a(
        1,
        2,
    )
"""
LINES = len(SOURCE.splitlines())


def codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from codes(each)


def lines(code: CodeType) -> dict[int, int | None]:
    """Return the line of every instruction by its offset."""
    return {offset: line for start, end, line in code.co_lines() for offset in range(start, end, 2)}


@given(st.lists(st.none() | st.integers(1, 100_000), min_size=LINES, max_size=LINES))
def test_every_instruction_has_the_line_that_its_own_came_from(numbers: list[int | None]) -> None:
    places = [None if number is None else Place(0, number) for number in numbers]
    plain = compile(SOURCE, "generated", "exec")
    owners = {"first": places[1], "second": places[10]}
    moved = placed(SOURCE, "generated", places, ["main.ma"])
    for function in (each for each in plain.co_consts if isinstance(each, CodeType)):
        own = owners[function.co_name]
        found = next(
            each
            for each in moved.co_consts
            if isinstance(each, CodeType) and each.co_name == function.co_name
        )
        for before, after in zip([function, *codes(function)], [found, *codes(found)], strict=True):
            if own is None:
                assert (after.co_filename, lines(after)) == ("generated", lines(before))
                continue
            expected = {
                offset: own.line if line is None or places[line - 1] is None else places[line - 1].line  # type: ignore[union-attr]
                for offset, line in lines(before).items()
            }
            assert (after.co_filename, lines(after)) == ("main.ma", expected)
