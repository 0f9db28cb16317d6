"""Numbers as Chinese writes them, with what they count in the same word: `七天`, `两个小时`, `一条`.

The English words for the smallest of them are known as well.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from maflow.dsl.dialects import load_dialect
from maflow.dsl.syntax_errors import UNIT_WORDS

__all__ = ["MEASURE_WORDS", "Counted", "counted", "plain_unit"]

MEASURE_WORDS = frozenset("条 个 封 次 通 则".split())
"""What Chinese puts between a number and what is counted, and this language does not."""

_NUMERALS = "零〇一二两三四五六七八九"
_VALUES = {"〇": 0, "两": 2} | {
    numeral: value for value, numeral in enumerate(_NUMERALS.replace("〇", "").replace("两", ""))
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIAD = 10_000
_IN_ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve".split()
_WORD = re.compile(
    rf"(?P<number>[{_NUMERALS}十百千万]+|[0-9]+(?=\w*[内前后]))(?P<measure>[条个封通则]?)(?P<unit>\w*)"
)
_BEHIND = re.compile("[之以]?[内前后]$")
_HALVES = {"小时": ("30", "分钟"), "天": ("12", "小时"), "日": ("12", "小时"), "年": ("6", "个月")}
_COUNTS_RUNS = "次"


class Counted(msgspec.Struct, frozen=True):
    """A number in digits, and the unit behind it as the dialect has it, or none."""

    digits: str
    unit: str = ""

    @property
    def written(self) -> str:
        """How the language writes it."""
        return f"{self.digits} {self.unit}" if self.unit else self.digits


def counted(word: str) -> Counted | None:
    """Return what a word counts; None for a word that is no number.

    Example:
        >>> [counted(word).written for word in ("七天", "两个小时", "半小时", "一条", "三次", "十五", "Two")]
        ['7 天', '2 小时', '30 分钟', '1', '3 次', '15', '2']
        >>> counted("一月份"), counted("十分"), counted("24小时内")
        (None, Counted(digits='10', unit='分'), Counted(digits='24', unit='小时'))
    """
    if word.lower() in _IN_ENGLISH:
        return Counted(str(_IN_ENGLISH.index(word.lower())))
    if word.startswith("半"):
        half = _HALVES.get(plain_unit(word.removeprefix("半")))
        return Counted(*half) if half is not None else None
    match = _WORD.fullmatch(word)
    digits = _in_digits(match["number"]) if match else None
    if match is None or digits is None:
        return None
    unit = plain_unit(match["measure"] + match["unit"])
    if unit in ("", *MEASURE_WORDS - {_COUNTS_RUNS}):
        return Counted(digits)
    return Counted(digits, unit) if unit in _units() else None


def plain_unit(word: str) -> str:
    """Return a unit without the measure word that Chinese puts before it, and without `内` behind it.

    Example:
        >>> plain_unit("个小时"), plain_unit("个月"), plain_unit("天内"), plain_unit("个人")
        ('小时', '个月', '天', '个人')
    """
    forms = [form for whole in (word, _BEHIND.sub("", word)) for form in (whole, whole.removeprefix("个"))]
    return next((form for form in forms if form in _units() or form in _HALVES), word)


def _in_digits(numerals: str) -> str | None:
    """Return a number in digits; None where the numerals make none."""
    if numerals.isascii():
        return numerals
    if not set(numerals) & {*_TENS, "万"}:
        return "".join(str(_VALUES[numeral]) for numeral in numerals)
    total = section = 0
    last: int | None = None
    for numeral in numerals:
        if numeral in _VALUES:
            if last:
                return None
            last = _VALUES[numeral]
        elif numeral == "万":
            total, section, last = (total + section + (last or 0)) * _MYRIAD, 0, None
        else:
            section, last = section + (1 if last is None else last) * _TENS[numeral], None
    number = total + section + (last or 0)
    return str(number) if number else None


@cache
def _units() -> frozenset[str]:
    """Return the units of durations, and the word for the passes of a `repeat`."""
    phrases = (phrase for found in load_dialect("zh-CN").phrases.values() for phrase in found)
    units = (
        phrase.words[0] for phrase in phrases if len(phrase.words) == 1 and phrase.english[0] in UNIT_WORDS
    )
    return frozenset((*units, _COUNTS_RUNS))
