r"""Block texts: which lines to write between triple quotes for a value, whatever their indentation."""

from __future__ import annotations

from maflow.dsl.strings import encode_text

__all__ = ["block_lines", "written_block_lines"]

_QUOTES = '"""'
_BLANKS = " \t"
_VISIBLE = {" ": "\\u{20}", "\t": "\\t"}


def block_lines(value: str) -> list[str]:
    r"""Return lines that stand for a value when they are indented alike.

    Law: `decode_text` of the lines between triple quotes is the value.
    Example:
        >>> block_lines('a "b"\n  c ')
        ['a "b"', '  c\\u{20}']
    """
    return _kept([_escaped(line) for line in value.split("\n")])


def written_block_lines(raw: str) -> list[str]:
    r"""Return the lines of a written block, quotes included, without their common indentation.

    Example:
        >>> written_block_lines('\"\"\"\n    Dear\\u{2026}\n      all\n    \"\"\"')
        ['Dear\\u{2026}', '  all']
    """
    first, *rest = raw[len(_QUOTES) : -len(_QUOTES)].replace("\r\n", "\n").split("\n")
    if not rest:
        return _kept([first])
    margin = _margin([line for line in rest if line.strip(_BLANKS)])
    lines = [line[margin:] if line.strip(_BLANKS) else "" for line in rest]
    if not rest[-1].strip(_BLANKS):
        lines.pop()
    return _kept([first, *lines] if first.strip(_BLANKS) else lines)


def _escaped(line: str) -> str:
    one_line = encode_text(line)[1:-1].replace('\\"', '"')
    return one_line.replace(_QUOTES, '\\"' * len(_QUOTES))


def _kept(lines: list[str]) -> list[str]:
    """Spell out the blanks that would be lost: at the end of a line, and in a margin of all lines."""
    lines = [_with_visible_end(line) for line in lines]
    filled = [index for index, line in enumerate(lines) if line]
    if filled and all(lines[index][0] in _BLANKS for index in filled):
        line = lines[filled[0]]
        lines[filled[0]] = _VISIBLE[line[0]] + line[1:]
    return lines


def _with_visible_end(line: str) -> str:
    return line[:-1] + _VISIBLE[line[-1]] if line[-1:] in _VISIBLE else line


def _margin(lines: list[str]) -> int:
    """Return how many blanks all lines begin with."""
    if not lines:
        return 0
    low, high = min(lines), max(lines)
    shared = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))
    return shared - len(low[:shared].lstrip(_BLANKS))
