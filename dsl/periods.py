"""Periods over which something is counted: the words for them, and the exact lengths that stand for them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from maflow.dsl import ast
from maflow.dsl.dialects import load_dialect

__all__ = ["CALENDAR_PERIODS", "exact_length", "period_meant", "write_duration"]

CALENDAR_PERIODS = frozenset(period.value for period in ast.PeriodWord)
"""The periods that a calendar has, and windows may have."""

# How long a period is when it is looked back from each moment.
_LENGTHS: Mapping[str, tuple[int, ast.Unit]] = MappingProxyType(
    {
        "second": (1, ast.Unit.SECONDS),
        "minute": (1, ast.Unit.MINUTES),
        "hour": (1, ast.Unit.HOURS),
        "day": (1, ast.Unit.DAYS),
        "week": (1, ast.Unit.WEEKS),
        "month": (30, ast.Unit.DAYS),
        "quarter": (90, ast.Unit.DAYS),
        "year": (365, ast.Unit.DAYS),
    }
)
# Nobody takes these for the periods of a calendar.
_SINGLE = MappingProxyType({"day": (24, ast.Unit.HOURS), "week": (7, ast.Unit.DAYS)})
_IN_CHINESE = {
    "second": "秒 秒钟",
    "minute": "分 分钟",
    "hour": "时 小时 个小时",
    "day": "天 日",
    "week": "周 星期 个星期",
    "month": "月 个月",
    "quarter": "季 季度 个季度",
    "year": "年",
}
_WORDS = {word: period for period, words in _IN_CHINESE.items() for word in words.split()} | {
    f"{period}{plural}": period for period in _LENGTHS for plural in ("", "s")
}


def period_meant(word: str) -> str | None:
    """Return the period that a word of either language stands for, that of a calendar in Chinese as well.

    Example:
        >>> period_meant("Days"), period_meant("季度"), period_meant("fortnight")
        ('day', 'quarter', None)
    """
    return _WORDS.get(word.lower().removeprefix("自然"))


def exact_length(period: str, count: int = 1) -> tuple[int, ast.Unit]:
    """Return how long some periods are when they are looked back from each moment.

    Example:
        >>> exact_length("day"), exact_length("day", 3), exact_length("month", 2)
        ((24, <Unit.HOURS: 'hours'>), (3, <Unit.DAYS: 'days'>), (60, <Unit.DAYS: 'days'>))
    """
    if count == 1 and period in _SINGLE:
        return _SINGLE[period]
    amount, unit = _LENGTHS[period]
    return amount * count, unit


def write_duration(amount: str, unit: ast.Unit, dialect: str) -> str:
    """Return a duration in the words of a dialect.

    Example:
        >>> write_duration("1", ast.Unit.DAYS, "en"), write_duration("30", ast.Unit.DAYS, "zh-CN")
        ('1 day', '30 天')
    """
    word = load_dialect(dialect).write(unit.value)
    is_one = word == unit.value and amount == "1"
    return f"{amount} {word[:-1] if is_one else word}"
