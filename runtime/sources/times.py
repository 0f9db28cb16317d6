"""Moments, dates, times of day and durations as files write them."""

from __future__ import annotations

import datetime
import re
from types import MappingProxyType

from maflow.runtime.sources.errors import Misfit
from maflow.runtime.sources.moments import instant_ms, moment_ms

__all__ = ["date_value", "duration_value", "moment_value", "time_value"]

_EPOCH = datetime.date(1970, 1, 1)
_SECOND = 1000
_MINUTE = 60 * _SECOND
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_WEEK = 7 * _DAY
# From the year 1 to 9999: whatever it is added to, more than that leads nowhere.
_LONGEST = 3_652_059 * _DAY
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?", re.ASCII)
_WORDS = re.compile(r"(\d+(?:\.\d+)?)\s*(millisecond|second|minute|hour|day|week)s?", re.ASCII)
_UNITS = MappingProxyType(
    {"millisecond": 1, "second": _SECOND, "minute": _MINUTE, "hour": _HOUR, "day": _DAY, "week": _WEEK}
)
# ISO 8601 without years and months, which have no fixed length.
_ISO = re.compile(
    r"P(?:(\d+)W|(?=\d|T\d)(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?)", re.ASCII
)


def moment_value(given: object) -> int:
    """Return an instant: a text with an offset, or a timestamp of Parquet (without a zone it is UTC).

    Units: UTC milliseconds. Raises: Misfit.
    """
    match given:
        case str():
            ms = moment_ms(given)
            if ms is not None:
                return ms
        case datetime.datetime():
            return instant_ms(given if given.tzinfo else given.replace(tzinfo=datetime.UTC))
    raise Misfit


def date_value(given: object) -> int:
    """Return a date as days since 1970-01-01.

    Raises: Misfit.
    """
    match given:
        case datetime.datetime():
            if given.time() == datetime.time(0):
                return (given.date() - _EPOCH).days
        case datetime.date():
            return (given - _EPOCH).days
        case str() if _DATE.fullmatch(given.strip()):
            try:
                return (datetime.date.fromisoformat(given.strip()) - _EPOCH).days
            except ValueError:
                raise Misfit from None
    raise Misfit


def time_value(given: object) -> int:
    """Return a time of day as milliseconds since midnight.

    Raises: Misfit.
    """
    if isinstance(given, datetime.time) and given.tzinfo is None:
        given = given.isoformat()
    match = _TIME.fullmatch(given.strip()) if isinstance(given, str) else None
    if match is None:
        raise Misfit
    hours, minutes, seconds, fraction = match.groups()
    rest = int((fraction or "0").ljust(3, "0")[:3])
    return int(hours) * _HOUR + int(minutes) * _MINUTE + int(seconds or 0) * _SECOND + rest


def duration_value(given: object) -> int:
    """Return a duration in milliseconds: `90 minutes` as in the language, or `PT1H30M` as in ISO 8601.

    A bare number has no unit and does not fit; months and years have no fixed length.
    Raises: Misfit.
    """
    match given:
        case datetime.timedelta():
            length: float = given // datetime.timedelta(milliseconds=1)
        case str():
            length = _length(given.strip())
        case _:
            raise Misfit
    # So many digits that they are no number any more compare likewise.
    if not -_LONGEST <= length <= _LONGEST:
        raise Misfit
    return round(length)


def _length(text: str) -> float:
    match = _WORDS.fullmatch(text)
    if match is not None:
        return float(match[1]) * _UNITS[match[2]]
    match = _ISO.fullmatch(text)
    if match is None:
        raise Misfit
    weeks, days, hours, minutes, seconds = (float(group or 0) for group in match.groups())
    return weeks * _WEEK + days * _DAY + hours * _HOUR + minutes * _MINUTE + seconds * _SECOND
