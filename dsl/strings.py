r"""Texts as they are written and as they are meant.

A text on one line: `"…"` with `\"`, `\\`, `\n`, `\t` and `\u{1F600}`. A block: triple quotes around
lines. What follows the opening quotes on their line is dropped when blank, and so is the last line;
the indentation that the other lines have in common is removed (that of blank lines does not count,
nor does text beside the opening quotes), blank lines become empty, CRLF becomes LF, and then
escapes are resolved. A wrong escape stands for itself, so that every literal has a value.
"""

from __future__ import annotations

import re

__all__ = ["decode_text", "encode_text", "problems", "source_offsets"]

_BLOCK_QUOTES = '"""'
_CLOSING_QUOTES = '"“”'
_BLANKS = " \t\r"
_ESCAPE = re.compile(r"\\(?:u\{([^}\"\\]*)\}|(.)|$)", re.DOTALL)
_HEX_DIGITS = re.compile(r"[0-9A-Fa-f]{1,6}")
_MEANINGS = {'"': '"', "\\": "\\", "n": "\n", "t": "\t"}
_UNWRITTEN = re.compile(r'["\\\x00-\x1f\x7f-\x9f]')
_SHORT = {'"': r"\"", "\\": r"\\", "\n": r"\n", "\t": r"\t"}


def decode_text(raw: str) -> str:
    r"""Return what a literal, quotes included, stands for.

    Example:
        >>> decode_text(r'"caf\u{e9}"')
        'café'
        >>> decode_text('\"\"\"\n    Dear all,\n      hello\n    \"\"\"')
        'Dear all,\n  hello'
    """
    if "\\" not in raw and "\n" not in raw and not raw.startswith(_BLOCK_QUOTES):
        start, end = _body(raw)
        return raw[start:end]
    return _ESCAPE.sub(_meant, "\n".join([raw[start:end] for start, end in _lines(raw)]))


def problems(raw: str) -> list[tuple[int, int, str]]:
    r"""Return the wrong escapes of a literal.

    Shape: offset inside the literal, length, and the key of the sentence that tells what is wrong;
    each sentence takes the argument `escape`, which is the text at that place.
    Example:
        >>> problems(r'"a\q"')
        [(2, 2, 'MA001.unknown-escape')]
    """
    if "\\" not in raw:
        return []
    found = []
    for start, end in _lines(raw):
        for match in _ESCAPE.finditer(raw[start:end]):
            key = _problem(match)
            if key:
                found.append((start + match.start(), len(match[0]), key))
    return found


def source_offsets(raw: str) -> list[int]:
    r"""Return where inside a literal each character of its value begins, and last where the value ends.

    Law: one more than there are characters in the value; never decreasing.
    Example:
        >>> source_offsets(r'"a\nb"')
        [1, 2, 4, 5]
    """
    lines = _lines(raw)
    offsets: list[int] = []
    for index, (start, end) in enumerate(lines):
        if index:
            offsets.append(lines[index - 1][1])
        _append_offsets(offsets, raw, start, end)
    offsets.append(lines[-1][1])
    return offsets


def encode_text(value: str) -> str:
    r"""Return a value as a literal on one line.

    Law: `decode_text(encode_text(v)) == v` and `problems(encode_text(v)) == []`.
    Example:
        >>> print(encode_text('say "hi"'))
        "say \"hi\""
    """
    return f'"{_UNWRITTEN.sub(_written, value)}"'


def _body(raw: str) -> tuple[int, int]:
    """Return where the text between the quotes begins and ends; the closing ones may be missing."""
    if raw.startswith(_BLOCK_QUOTES):
        size = len(_BLOCK_QUOTES)
        is_closed = len(raw) >= 2 * size and raw.endswith(_BLOCK_QUOTES)
        return size, len(raw) - size if is_closed and not _is_escaped(raw, len(raw) - size) else len(raw)
    last = len(raw) - 1
    is_closed = last > 0 and raw[last] in _CLOSING_QUOTES and not _is_escaped(raw, last)
    return min(1, len(raw)), last if is_closed else len(raw)


def _is_escaped(raw: str, at: int) -> bool:
    before = raw[:at]
    return (at - len(before.rstrip("\\"))) % 2 == 1


def _lines(raw: str) -> list[tuple[int, int]]:
    """Return the lines that make up the value, without line ends and common indentation; at least one."""
    start, end = _body(raw)
    lines = []
    at = start
    while (newline := raw.find("\n", at, end)) >= 0:
        lines.append((at, newline - (newline > at and raw[newline - 1] == "\r")))
        at = newline + 1
    lines.append((at, end))
    return _dedented(raw, lines) if raw.startswith(_BLOCK_QUOTES) and len(lines) > 1 else lines


def _dedented(raw: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    (first_start, first_end), *rest = lines
    margin = _margin([_indentation(raw[start:end]) for start, end in rest if not _is_blank(raw[start:end])])
    result = [] if _is_blank(raw[first_start:first_end]) else lines[:1]
    for start, end in rest:
        result.append((end, end) if _is_blank(raw[start:end]) else (start + margin, end))
    start, end = rest[-1]
    if _is_blank(raw[start:end]):
        result.pop()
    return result or [(end, end)]


def _margin(indentations: list[str]) -> int:
    """Return how many characters all the indentations begin with."""
    if not indentations:
        return 0
    low, high = min(indentations), max(indentations)
    return next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))


def _is_blank(line: str) -> bool:
    return not line.strip(_BLANKS)


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _append_offsets(offsets: list[int], raw: str, start: int, end: int) -> None:
    at = start
    if "\\" in raw[start:end]:
        for match in _ESCAPE.finditer(raw[start:end]):
            begin = start + match.start()
            offsets.extend(range(at, begin))
            at = start + match.end()
            offsets.extend([begin] if _problem(match) is None else range(begin, at))
    offsets.extend(range(at, end))


def _meant(match: re.Match[str]) -> str:
    if _problem(match):
        return match[0]
    return chr(int(match[1], 16)) if match[1] is not None else _MEANINGS[match[2]]


def _problem(match: re.Match[str]) -> str | None:
    if match[1] is None:
        if match[2] in _MEANINGS:
            return None
        return "MA001.escape-digits" if match[2] == "u" else "MA001.unknown-escape"
    if not _HEX_DIGITS.fullmatch(match[1]):
        return "MA001.escape-digits"
    code = int(match[1], 16)
    is_character = code < 0xD800 or 0xDFFF < code <= 0x10FFFF  # noqa: PLR2004
    return None if is_character else "MA001.escape-code-point"


def _written(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"\\u{{{ord(match[0]):x}}}"
