"""Moments on the command line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from maflow.dsl.diagnostics import Text
from maflow.dsl.errors import ConfigError
from maflow.runtime.core.local_time import DAY_MS, Zone, find_zone
from maflow.runtime.sources.moments import moment_ms, moment_text

__all__ = ["local_times", "moment_given"]

_LOCAL = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?", re.ASCII)
_EPOCH = datetime.date(1970, 1, 1)
_MIDNIGHT = "00:00"


def moment_given(text: str, option: str, zone: str) -> int:
    """Return the instant that an option names: with an offset, else in the time of a zone.

    A date stands for its first instant. Units: UTC milliseconds.
    Raises: ConfigError for what is no moment.
    """
    ms = moment_ms(text)
    if ms is not None:
        return ms
    match = _LOCAL.fullmatch(text.strip())
    known = find_zone(zone)
    assert known is not None, "the zone of a project was checked"
    try:
        if match is not None:
            day = (datetime.date.fromisoformat(match[1]) - _EPOCH).days
            return known.instant(day, _time_ms(match[2] or _MIDNIGHT))
    except ValueError:  # no such day, or no such time
        pass
    told = {"given": text, "option": option, "example": "2026-11-11 20:00"}
    raise ConfigError(Text("cli.not-possible", told))


def local_times(zone: str) -> Callable[[int], str]:
    """Return what tells an instant in the time of a zone, to the second.

    Example:
        >>> local_times("Asia/Shanghai")(0)
        '1970-01-01 08:00:00'
    """
    known = find_zone(zone)
    assert known is not None, "the zone of a project was checked"
    return lambda instant: _shown(known, instant)


def _shown(zone: Zone, instant: int) -> str:
    day, time_ms = zone.local(instant)
    return moment_text(day * DAY_MS + time_ms // 1000 * 1000).rstrip("Z").replace("T", " ")


def _time_ms(text: str) -> int:
    time = datetime.time.fromisoformat(text)
    return ((time.hour * 60 + time.minute) * 60 + time.second) * 1000
