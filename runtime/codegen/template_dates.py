"""The filter `date`: dates and moments in a form that the template says.

The directives are those of C's `strftime` as the C locale has them, whatever the machine's is, with the
flags `-` (no padding), `_` (spaces), `0` (zeros), `^` (capitals) and `#` (the other case); one that is not
known stands as it is written. `now` and `today` are the engine's clock, never the machine's. A text is read
as `2026-11-11`, `2026-11-11 20:00`, with seconds, a `T` or a zone if need be, and left as it is when it is
anything else; a whole number counts seconds since 1970.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from maflow.runtime.codegen.template_errors import TemplateFailure
from maflow.runtime.codegen.template_values import (
    Day,
    Moment,
    TimeOfDay,
    Wrapped,
    local_time,
    text,
)
from maflow.runtime.program.time_zones import zone_named

__all__ = ["date_filter", "day_in_form", "format_time", "moment_in_form", "time_in_form"]

_EPOCH_ORDINAL = datetime.date(1970, 1, 1).toordinal()
_NO_DAY = datetime.date(1900, 1, 1)
_DIRECTIVE = re.compile(r"%([-_0^#]?)([A-Za-z%])")
_WRITTEN = re.compile(
    r"\s*(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\s*"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?)?\s*"
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_SHORT = 3
_NOON = 12

_Moment = datetime.datetime


def date_filter(value: Wrapped, form: Wrapped, now: int, zone: str) -> Wrapped:
    """Return what the filter `date` makes of a value; `now` is in UTC milliseconds."""
    if value is None:
        return ""
    if form is None:
        return text(value)
    match value:
        case Moment():
            return moment_in_form(value.value, text(form), value.zone)
        case Day():
            return day_in_form(value.value, text(form))
        case TimeOfDay():
            return time_in_form(value.value, text(form))
        case bool() | int() | str():
            found = _read(value, now, zone)
            return text(value) if found is None else format_time(found, text(form))
        case _:
            raise TemplateFailure("render.no-date", value=text(value))


def moment_in_form(value: int | None, form: str, zone: str) -> str:
    """Print a moment in a form.

    Example:
        >>> moment_in_form(1_794_398_400_000, "%-d %B, %H:%M", "Asia/Shanghai")
        '11 November, 20:00'
    """
    return "" if value is None else format_time(local_time(value, zone), form)


def day_in_form(value: int | None, form: str) -> str:
    """Print a date in a form; its time is midnight.

    Example:
        >>> day_in_form(20768, "%d.%m.%Y")
        '11.11.2026'
    """
    if value is None:
        return ""
    day = datetime.date.fromordinal(_EPOCH_ORDINAL + value)
    return format_time(_Moment(day.year, day.month, day.day), form)


def time_in_form(value: int | None, form: str) -> str:
    """Print a time of day in a form.

    Example:
        >>> time_in_form(72_000_000, "%I:%M %p")
        '08:00 PM'
    """
    if value is None:
        return ""
    moment = _Moment(_NO_DAY.year, _NO_DAY.month, _NO_DAY.day) + datetime.timedelta(milliseconds=value)
    return format_time(moment, form)


def format_time(moment: datetime.datetime, form: str) -> str:
    """Print a moment as a form says."""
    return "".join([piece if isinstance(piece, str) else piece(moment) for piece in _pieces(form)])


@functools.lru_cache(maxsize=1024)
def _pieces(form: str) -> tuple[str | Callable[[_Moment], str], ...]:
    """Return the parts of a form, each a text or what prints a part of a moment."""
    pieces: list[str | Callable[[_Moment], str]] = []
    at = 0
    for match in _DIRECTIVE.finditer(form):
        pieces.append(form[at : match.start()])
        printer = _printer(match[1], match[2])
        pieces.append(match[0] if printer is None else printer)
        at = match.end()
    return tuple(piece for piece in (*pieces, form[at:]) if piece)


def _printer(flag: str, letter: str) -> Callable[[_Moment], str] | None:
    if letter in _TEXTS:
        plain = _TEXTS[letter]
        if (flag == "^" and letter != "P") or (flag == "#" and letter in _NAMES):
            return lambda moment: plain(moment).upper()
        return (lambda moment: plain(moment).lower()) if flag == "#" and letter in _SIGNS else plain
    if letter not in _NUMBERS:
        return None
    number, width, pad = _NUMBERS[letter]
    fill = {"_": " ", "0": "0"}.get(flag, pad)
    if flag == "-":
        return lambda moment: str(number(moment))
    return lambda moment: str(number(moment)).rjust(width, fill)


def _read(value: bool | int | str, now: int, zone: str) -> _Moment | None:
    """Return the moment that a whole number or a text stands for, None for one that stands for none."""
    if value in ("now", "today"):
        return local_time(now, zone)
    try:
        if not isinstance(value, str) or value.isdecimal():
            return local_time(int(value) * 1000, zone)
        return _written(value, zone)
    except (ValueError, OverflowError):
        return None


def _written(value: str, zone: str) -> _Moment | None:
    match = _WRITTEN.fullmatch(value)
    if match is None:
        return None
    found = _Moment.fromisoformat(f"{match['day']}T{match['time'] or '00:00'}{match['zone'] or ''}")
    return found if found.tzinfo or not match["time"] else found.replace(tzinfo=zone_named(zone))


def _clock(form: str) -> Callable[[_Moment], str]:
    return lambda moment: format_time(moment, form)


def _week(moment: _Moment, first_day: int) -> int:
    """Return the week of the year, the first one beginning at its first such day."""
    return (moment.timetuple().tm_yday + 6 - (moment.weekday() - first_day) % 7) // 7


def _offset(moment: _Moment) -> str:
    offset = moment.utcoffset()
    if offset is None:
        return ""
    minutes = round(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _epoch_seconds(moment: _Moment) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return str(int(aware.timestamp()))


_TEXTS: Mapping[str, Callable[[_Moment], str]] = MappingProxyType(
    {
        "A": lambda moment: _DAYS[moment.weekday()],
        "B": lambda moment: _MONTHS[moment.month - 1],
        "D": _clock("%m/%d/%y"),
        "F": _clock("%Y-%m-%d"),
        "P": lambda moment: "am" if moment.hour < _NOON else "pm",
        "R": _clock("%H:%M"),
        "T": _clock("%H:%M:%S"),
        "X": _clock("%H:%M:%S"),
        "Z": lambda moment: moment.tzname() or "",
        "a": lambda moment: _DAYS[moment.weekday()][:_SHORT],
        "b": lambda moment: _MONTHS[moment.month - 1][:_SHORT],
        "c": _clock("%a %b %e %H:%M:%S %Y"),
        "h": lambda moment: _MONTHS[moment.month - 1][:_SHORT],
        "n": lambda _: "\n",
        "p": lambda moment: "AM" if moment.hour < _NOON else "PM",
        "r": _clock("%I:%M:%S %p"),
        "s": _epoch_seconds,
        "t": lambda _: "\t",
        "x": _clock("%m/%d/%y"),
        "z": _offset,
        "%": lambda _: "%",
    }
)
_NAMES, _SIGNS = frozenset("AaBbh"), frozenset("pZ")
_NUMBERS: Mapping[str, tuple[Callable[[_Moment], int], int, str]] = MappingProxyType(
    {
        "C": (lambda moment: moment.year // 100, 2, "0"),
        "G": (lambda moment: moment.isocalendar()[0], 4, "0"),
        "H": (lambda moment: moment.hour, 2, "0"),
        "I": (lambda moment: moment.hour % 12 or 12, 2, "0"),
        "L": (lambda moment: moment.microsecond // 1000, 3, "0"),
        "M": (lambda moment: moment.minute, 2, "0"),
        "S": (lambda moment: moment.second, 2, "0"),
        "U": (lambda moment: _week(moment, 6), 2, "0"),
        "V": (lambda moment: moment.isocalendar()[1], 2, "0"),
        "W": (lambda moment: _week(moment, 0), 2, "0"),
        "Y": (lambda moment: moment.year, 4, "0"),
        "d": (lambda moment: moment.day, 2, "0"),
        "e": (lambda moment: moment.day, 2, " "),
        "f": (lambda moment: moment.microsecond, 6, "0"),
        "g": (lambda moment: moment.isocalendar()[0] % 100, 2, "0"),
        "j": (lambda moment: moment.timetuple().tm_yday, 3, "0"),
        "k": (lambda moment: moment.hour, 2, " "),
        "l": (lambda moment: moment.hour % 12 or 12, 2, " "),
        "m": (lambda moment: moment.month, 2, "0"),
        "u": (lambda moment: moment.isoweekday(), 1, "0"),
        "w": (lambda moment: moment.isoweekday() % 7, 1, "0"),
        "y": (lambda moment: moment.year % 100, 2, "0"),
    }
)
