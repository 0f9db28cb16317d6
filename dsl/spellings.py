"""Values in their one canonical spelling, and what is meant by other spellings."""

from __future__ import annotations

import re

from maflow.dsl.currencies import currency_meant
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.synonyms import meant_by
from maflow.dsl.syntax_errors import UNIT_WORDS

__all__ = [
    "canonical",
    "date",
    "half_day",
    "indentation",
    "is_unit_like",
    "is_wide",
    "narrow",
    "plausible_text",
    "tight",
    "unit_meant",
]

_WIDE_OFFSET = 0xFEE0
_OTHER_WIDE = {
    "\u3001": ",",
    "\u3002": ".",
    "\u3008": "<",
    "\u3009": ">",
    "\u300a": "<",
    "\u300b": ">",
    "\u3010": "[",
    "\u3011": "]",
}
_NOON = 12
_MINUTES = {"": "00", "整": "00", "半": "30"}


def canonical(kind: str, text: str) -> str:
    """Return the canonical spelling of a percentage, a time or a date.

    Example:
        >>> canonical("CLOCK_RANGE", "22:00 - 7:00"), canonical("INSTANT", "2026-1-1T9:00+8:00")
        ('22:00-07:00', '2026-01-01 09:00 +08:00')
    """
    match kind:
        case "PERCENTAGE":
            return text.rstrip("% \t") + "%"
        case "CLOCK_RANGE":
            start, end = re.split(r"[ \t]*(?:[-\u2013~\u81f3\u5230]|\u2014+)[ \t]*", text, maxsplit=1)
            return f"{start.zfill(5)}-{end.zfill(5)}"
        case "CLOCK":
            hours, minutes, *_ = text.split(":")
            return f"{hours.zfill(2)}:{minutes}"
        case "CALENDAR_DATE":
            return date(text)
        case _:
            return _instant(text)


def is_wide(char: str) -> bool:
    """Tell whether a character is the full-width form of an ASCII one."""
    return "\uff01" <= char <= "\uff5e"


def narrow(char: str) -> str:
    """Return the half-width form of a character of an input method."""
    if char in _OTHER_WIDE:
        return _OTHER_WIDE[char]
    return chr(ord(char) - _WIDE_OFFSET) if is_wide(char) else char


def half_day(text: str) -> str:
    """Return a time with `am` or `pm`, or with `点`, as one of 24 hours.

    Example:
        >>> half_day("10pm"), half_day("12:30am"), half_day("9点半")
        ('22:00', '00:30', '09:30')
    """
    if "点" in text:
        hours, _, minutes = text.partition("点")
        return f"{hours.zfill(2)}:{_MINUTES.get(minutes) or minutes.rstrip('分').zfill(2)}"
    hours, _, minutes = text[:-2].partition(":")
    afternoon = _NOON if text[-2] in "pP" else 0
    return f"{int(hours) % _NOON + afternoon:02}:{minutes or '00'}"


def unit_meant(word: str) -> str:
    """Return what is meant by a word that is glued to a number: `3d`, `50rmb`."""
    units = (meant[0] for meant in meant_by(word) if meant[0] in UNIT_WORDS)
    near = nearest(word, UNIT_WORDS) if word.isascii() else None
    return next(units, None) or currency_meant(word) or near or word


def is_unit_like(word: str) -> bool:
    """Tell whether a word that is glued to a number can be a unit, a currency or a misspelled one.

    Example:
        >>> is_unit_like("dyas"), is_unit_like("rmb"), is_unit_like("off_summer")
        (True, True, False)
    """
    is_unit = word in UNIT_WORDS or unit_meant(word) != word
    return is_unit or not word.isascii() or currency_meant(word) is not None


def date(text: str) -> str:
    """Return a date with two digits for month and day."""
    year, month, day = text.split("-")
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}"


def indentation(line: str) -> int:
    """Return how many blanks a line begins with."""
    return len(line) - len(line.lstrip())


def tight(text: str) -> str:
    """Return a value without the blanks inside: they are no mistake, the formatter sets them."""
    return re.sub(r"[ \t]+", "", text)


def plausible_text(raw: str) -> str:
    """Return the part of an unclosed text that belongs to it: not the braces of the blocks around it.

    Example:
        >>> plausible_text('"Sale; }'), plausible_text('"Hi {{ user.name }} }')
        ('"Sale', '"Hi {{ user.name }}')
    """
    variable = raw.rfind("}}") if "{{" in raw else -1
    tail = re.compile(r"\s*[;{}][\s;{}]*$").search(raw, variable + 2 if variable >= 0 else 0)
    if tail and tail.start() > 0:
        raw = raw[: tail.start()]
    return raw


def _instant(text: str) -> str:
    parts = re.fullmatch(r"([0-9-]+)(?:[ \t]+|T)([0-9]{1,2})(:[0-9:.]+)[ \t]*([+-].*)?", text)
    assert parts is not None
    offset = f" {parts[4][0]}{parts[4][1:].zfill(5)}" if parts[4] else ""
    return f"{date(parts[1])} {parts[2].zfill(2)}{parts[3]}{offset}"
