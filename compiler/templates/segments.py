"""How many segments a text message takes.

A text of the GSM 7-bit alphabet counts septets, characters of its extension table two; any other
character makes the whole text UCS-2, which counts UTF-16 units. What belongs together is never cut in two.
Source: 3GPP TS 23.038 (alphabet), TS 23.040 (parts of a long message).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from maflow.plugins.spec import SegmentRule, SmsEncoding

__all__ = ["Segments", "count_segments", "foreign_characters", "septets", "utf16_units"]

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
_BEYOND_BMP = 0xFFFF


class Segments(msgspec.Struct, frozen=True):
    """The length of a text. Units: `units` are septets or UTF-16 units, `room` those of one segment alone."""

    count: int
    units: int
    encoding: SmsEncoding
    room: int


def count_segments(text: str, rules: Sequence[SegmentRule]) -> Segments:
    """Return how many segments a text takes.

    Raises: ValueError when no rule can carry the text.
    Example:
        >>> rules = [SegmentRule(SmsEncoding.GSM7, 160, 153), SegmentRule(SmsEncoding.UCS2, 70, 67)]
        >>> count_segments("x" * 161, rules).count, count_segments("中" * 70, rules).count
        (2, 1)
    """
    by_encoding = {rule.encoding: rule for rule in rules}
    rule = by_encoding.get(SmsEncoding.GSM7)
    if rule is None or foreign_characters(text):
        rule = by_encoding.get(SmsEncoding.UCS2)
    if rule is None:
        raise ValueError("no rule for a text in UCS-2")
    widths = _widths(text, rule.encoding)
    units = sum(widths)
    count = 1 if units <= rule.single else _packed(widths, rule.multi)
    return Segments(count, units, rule.encoding, rule.single)


def foreign_characters(text: str) -> list[int]:
    """Return the places of characters that are not in the GSM 7-bit alphabet."""
    return [at for at, char in enumerate(text) if char not in _BASIC and char not in _EXTENSION]


def septets(text: str) -> int:
    """Return the length of a text of the GSM 7-bit alphabet."""
    return sum(_widths(text, SmsEncoding.GSM7))


def utf16_units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) + sum(ord(char) > _BEYOND_BMP for char in text)


def _widths(text: str, encoding: SmsEncoding) -> list[int]:
    if encoding is SmsEncoding.GSM7:
        return [1 + (char in _EXTENSION) for char in text]
    return [1 + (ord(char) > _BEYOND_BMP) for char in text]


def _packed(widths: list[int], room: int) -> int:
    count, used = 1, 0
    for width in widths:
        used += width
        if used > room:
            count, used = count + 1, width
    return count
