"""Values as the journal has them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from maflow.runtime.core.inputs import Value

__all__ = ["written"]

_EPOCH: Final = datetime.datetime(1970, 1, 1)


def written(value: Value, unit: str | None) -> str | int | float | bool | None:
    """Return a value as the journal has it: money with its currency, dates, times and lists as text.

    `unit` is the currency of money, or one of `date`, `time` and `moment`; durations are milliseconds.
    Example:
        >>> written(Decimal("80.00"), "CNY"), written(3, None), written(20514, "date")
        ('80.00 CNY', 3, '2026-03-02')
    """
    if isinstance(value, Decimal):
        return f"{value:f} {unit}" if unit else f"{value:f}"
    if isinstance(value, tuple):
        return ", ".join(str(written(item, unit)) for item in value)
    if unit in _CALENDAR and isinstance(value, int):
        try:
            return _CALENDAR[unit](value)
        except OverflowError:
            # No calendar goes so far.
            return value
    return value


def _date(days: int) -> str:
    return (_EPOCH + datetime.timedelta(days)).date().isoformat()


def _time(ms: int) -> str:
    """Return `09:00`, with seconds only where there are any."""
    return (_EPOCH + datetime.timedelta(milliseconds=ms)).time().isoformat("auto").removesuffix(":00")


def _moment(ms: int) -> str:
    """Return `2026-11-10T12:30:00Z`, with milliseconds only where there are any."""
    moment = _EPOCH + datetime.timedelta(milliseconds=ms)
    return f"{moment.isoformat(timespec='milliseconds').removesuffix('.000')}Z"


_CALENDAR: Final[dict[str | None, Callable[[int], str]]] = {"date": _date, "time": _time, "moment": _moment}
