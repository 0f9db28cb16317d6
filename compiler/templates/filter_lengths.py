"""How long a text can be after a filter."""

from __future__ import annotations

import re
from collections.abc import Mapping

from maflow.compiler.templates.nodes import Argument, Constant, ConstantKind, FilterCall

__all__ = ["filtered_texts"]

_DIRECTIVE = re.compile(r"%[-_0^#]?([A-Za-z%])")
_LONGEST_DIRECTIVES = {
    "A": "Wednesday",
    "B": "September",
    "D": "09/30/26",
    "F": "2026-09-30",
    "R": "22:22",
    "T": "22:22:22",
    "Y": "2026",
    "Z": "Asia/Shanghai",
    "a": "Wed",
    "b": "Sep",
    "c": "Wed Sep 30 22:22:22 2026",
    "j": "273",
    "p": "PM",
    "r": "10:22:22 PM",
    "s": "1790720542",
    "x": "09/30/26",
    "z": "+0800",
    "%": "%",
}
_TWO_DIGITS = "22"
_WITH_ENDING = {"truncate": 50}


def filtered_texts(
    call: FilterCall, texts: list[str], arguments: list[list[str]], lengths: Mapping[str, int]
) -> list[str]:
    """Return what the longest texts become; `arguments` are the longest texts of each argument."""
    first = max(arguments[0], key=len, default="") if arguments else ""
    match call.name:
        case "default":
            return [*texts, *(arguments[0] if arguments else [])]
        case "append":
            return [text + first for text in texts]
        case "prepend":
            return [first + text for text in texts]
        case "money":
            return ["9" * lengths["money"]]
        case "date":
            return [_DIRECTIVE.sub(lambda m: _LONGEST_DIRECTIVES.get(m[1], _TWO_DIGITS), first)]
        case "size":
            return ["9" * lengths["integer"]]
        case "truncate":
            return _truncated(texts, call.arguments)
        case "slice":
            return [text[: _number(call.arguments[1:], 1)] for text in texts]
        case "first" | "last":
            return [text[: lengths["text"]] for text in texts]
        case _:
            return texts


def _truncated(texts: list[str], arguments: tuple[Argument, ...]) -> list[str]:
    """Return texts cut to a length, which counts what stands for the rest."""
    return [text[: _number(arguments, _WITH_ENDING["truncate"])] for text in texts]


def _number(arguments: tuple[Argument, ...], otherwise: int) -> int | None:
    """Return the first argument, the number that stands for a missing one, or None for an unknown one."""
    if not arguments:
        return otherwise
    value = arguments[0].value
    is_number = isinstance(value, Constant) and value.kind is ConstantKind.INTEGER
    return max(0, int(value.text)) if is_number and isinstance(value, Constant) else None
