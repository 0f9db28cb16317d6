"""Lets tracebacks out of generated code speak of the lines of the project.

The text is compiled as it is; then the location tables of its code objects are written anew. Giving the
nodes of its syntax tree other lines would do as well, and take twice as long (benchmark: test_starts).
Source: CPython, Objects/locations.md (3.11 to 3.13).
"""

from __future__ import annotations

import linecache
from collections.abc import Iterator, Sequence
from types import CodeType

from maflow.runtime.program.types import Place

__all__ = ["placed", "show_in_tracebacks"]

# An entry of a location table with a line and no column, by how many instructions it is for.
_NO_COLUMN = {units: 0x80 | 13 << 3 | units - 1 for units in range(1, 9)}
_MOST_UNITS = 8
_UNIT_BYTES = 2
# Says that more bits of a number follow.
_MORE = 64


def placed(source: str, file: str, places: Sequence[Place | None], files: Sequence[str]) -> CodeType:
    """Compile a module whose functions carry the file and the lines of the project.

    Shape: `places[n - 1]` is that of line n of the source. A function is in the file of its first line;
    one without a place keeps its line in the generated source, and `file`.
    """
    module = compile(source, file, "exec")
    functions = []
    for each in module.co_consts:
        place = places[each.co_firstlineno - 1] if isinstance(each, CodeType) else None
        is_placed = place is not None and place.file < len(files)
        functions.append(_moved(each, places, place.line, files[place.file]) if is_placed else each)  # type: ignore[union-attr]
    return module.replace(co_consts=tuple(functions))


def show_in_tracebacks(source: str, file: str, places: Sequence[Place | None], files: Sequence[str]) -> None:
    """Let tracebacks show the lines of functions that serve several places, each with its place behind it.

    The source of a program that was loaded before under the same name is forgotten.
    """
    lines = []
    for line, place in zip(source.splitlines(), places, strict=True):
        is_placed = place is not None and place.file < len(files)
        lines.append(f"{line}  # {files[place.file]}:{place.line}\n" if place and is_placed else f"{line}\n")
    linecache.cache[file] = (len(source), None, lines, file)


def _moved(code: CodeType, places: Sequence[Place | None], own: int, file: str) -> CodeType:
    """Return the code of a function as if it stood in a file of the project, `own` being its line there."""
    inner = tuple(
        _moved(each, places, own, file) if isinstance(each, CodeType) else each for each in code.co_consts
    )
    table = b"".join(_entries(code, places, own))
    return code.replace(co_filename=file, co_firstlineno=own, co_linetable=table, co_consts=inner)


def _entries(code: CodeType, places: Sequence[Place | None], own: int) -> Iterator[bytes]:
    last = own
    for line, units in _runs(code, places, own):
        step = _signed(line - last)
        last = line
        for done in range(0, units, _MOST_UNITS):
            yield bytes((_NO_COLUMN[min(_MOST_UNITS, units - done)],))
            yield _signed(0) if done else step


def _runs(code: CodeType, places: Sequence[Place | None], own: int) -> Iterator[tuple[int, int]]:
    """Yield the lines of the project, and for how many instructions in a row each is the line."""
    line, units = own, 0
    for start, end, generated in code.co_lines():
        place = places[generated - 1] if generated else None
        found = own if place is None else place.line
        if found != line and units:
            yield line, units
            units = 0
        line = found
        units += (end - start) // _UNIT_BYTES
    if units:
        yield line, units


def _signed(number: int) -> bytes:
    """Return a signed number as location tables have it: six bits a byte, the sign in the lowest bit."""
    rest = -number << 1 | 1 if number < 0 else number << 1
    found = bytearray()
    while rest >= _MORE:
        found.append(_MORE | rest & _MORE - 1)
        rest >>= 6
    found.append(rest)
    return bytes(found)
