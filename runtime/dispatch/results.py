"""What plugins hand back, made fit to be kept: whoever wrote them, and whatever a provider has said."""

from __future__ import annotations

import unicodedata
from typing import TypeVar

import msgspec

from maflow.plugins.spec import Accepted, Failed, Notice, SendResult, Unavailable, Unknown

__all__ = ["checked_notice", "checked_result"]

_T = TypeVar("_T", bound=msgspec.Struct)
_LONGEST_REASON = 1_000
_SPOKEN = frozenset({"reason", "code"})


def checked_result(result: object) -> SendResult:
    """Return a result whose texts any store and any terminal can take.

    Raises: TypeError for what is no result, or holds what none can hold.
    Example:
        >>> checked_result(Unavailable("caf\\udce9\\r\\nno"))
        Unavailable(reason='caf\ufffd  no', code=None, retry_after_ms=None)
    """
    if not isinstance(result, Accepted | Failed | Unavailable | Unknown):
        raise TypeError(f"{type(result).__name__} is no result")
    return _checked(result)


def checked_notice(notice: Notice) -> Notice:
    """Return a notice likewise.

    Raises: TypeError.
    """
    return _checked(notice)


def _checked(told: _T) -> _T:
    values = {name: _storable(name, value) for name, value in msgspec.structs.asdict(told).items()}
    try:
        return msgspec.convert(values, type(told))
    except msgspec.ValidationError as error:
        raise TypeError(f"{type(told).__name__}: {error}") from error


def _storable(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    if name not in _SPOKEN:
        return value.encode("utf-8", "replace").decode()
    text = "".join(map(_letter, value[: _LONGEST_REASON + 1]))
    return text if len(text) <= _LONGEST_REASON else f"{text[:_LONGEST_REASON]}…"


def _letter(letter: str) -> str:
    match unicodedata.category(letter):
        case "Cs":
            return "\N{REPLACEMENT CHARACTER}"
        case "Cc" | "Zl" | "Zp":
            return " "
    return letter
