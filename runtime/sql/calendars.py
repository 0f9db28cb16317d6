"""Lowers what looks at clocks and calendars in the user's zone.

Now and today are looked up once for each zone. Any other instant is found in a table of spans by a hash
join: a row for each zone and each span of a few weeks, in which its clocks are changed at most once
(`zones.py`).
"""

from __future__ import annotations

from types import MappingProxyType

from maflow.runtime.core.local_time import DAY_MS, HOUR_MS
from maflow.runtime.program.expressions import EventValue, Expression, Now, Shift, TimePart, UserValue
from maflow.runtime.sql.fragments import Form, Fragment, Plain
from maflow.runtime.sql.frame import Frame, Lower

__all__ = ["CALENDARS"]

# What makes every day positive, so that division rounds down; a multiple of a week.
_FAR_DAYS = 7 * 10**9
# 1970-01-01 was a Thursday.
_THURSDAY = 3
_WEEKDAYS = "['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']"
_FIRST_DAY, _LAST_DAY = -719_162, 2_932_896
_MONTHS_OF_ALL_YEARS = 12 * 9999


def _time_part(node: TimePart, frame: Frame) -> Fragment:
    value = _value(node.operand, frame)
    if node.of_date:
        return Plain(_weekday(value), Form.TEXT) if node.part == "weekday" else Plain(value, Form.TIME)
    shown = _wall(node.operand, value, frame)
    match node.part:
        case "hour":
            return Plain(f"(({shown} + {_FAR_DAYS * DAY_MS}) // {HOUR_MS} % 24)", Form.INTEGER)
        case "weekday":
            return Plain(_weekday(_day(shown)), Form.TEXT)
        case _:
            return Plain(_day(shown), Form.TIME)


def _shift(node: Shift, frame: Frame) -> Fragment:
    value = _value(node.operand, frame)
    if node.of_date:
        return Plain(_moved(value, node.months, node.days + node.elapsed_ms // DAY_MS, frame), Form.TIME)
    if node.months or node.days:
        shown = _wall(node.operand, value, frame)
        day = frame.named(_day(shown)) if node.months else _day(shown)
        moved = f"{_moved(day, node.months, node.days, frame)} * {DAY_MS} + {shown} - {day} * {DAY_MS}"
        value = _instant(frame.named(moved), frame)
    return Plain(f"({value} + {node.elapsed_ms})", Form.TIME)


def _value(node: Expression, frame: Frame) -> str:
    value = frame.lower(node)
    assert isinstance(value, Plain), "a date or a moment"
    if isinstance(node, UserValue | EventValue):
        return frame.named(value.sql)
    sql = f"CAST({value.sql} AS BIGINT)"
    return sql if isinstance(node, Now) else frame.named(sql)


def _wall(node: Expression, ms: str, frame: Frame) -> str:
    """Return what the user's clocks show at an instant, as milliseconds since 1970 on them."""
    if isinstance(node, Now):
        return frame.of_zone("shown_now")
    folded = f"zone_folded({ms})"
    span = frame.join_zone("zone_instants", folded)
    offset = f"CASE WHEN {folded} < {span}.changed THEN {span}.before ELSE {span}.after END"
    return frame.named(f"{ms} + {offset}")


def _instant(shown: str, frame: Frame) -> str:
    """Return the first instant at which the user's clocks show something, or have passed it."""
    folded = f"zone_folded({shown})"
    span = frame.join_zone("zone_walls", folded)
    return (
        f"CASE WHEN {folded} < {span}.changed + {span}.before THEN {shown} - {span}.before "
        f"WHEN {folded} < {span}.changed + {span}.after THEN {shown} - {folded} + {span}.changed "
        f"ELSE {shown} - {span}.after END"
    )


def _day(shown: str) -> str:
    return f"(({shown} + {_FAR_DAYS * DAY_MS}) // {DAY_MS} - {_FAR_DAYS})"


def _weekday(day: str) -> str:
    return f"{_WEEKDAYS}[({day} + {_FAR_DAYS + _THURSDAY}) % 7 + 1]"


def _moved(day: str, months: int, days: int, frame: Frame) -> str:
    """Move a day; one beyond the years 1 to 9999 stays at their end."""
    if months:
        by = max(min(months, _MONTHS_OF_ALL_YEARS), -_MONTHS_OF_ALL_YEARS)
        date = f"DATE '1970-01-01' + CAST({_kept(day, day)} AS INTEGER) + INTERVAL ({by}) MONTH"
        day = frame.named(_kept(f"date_diff('day', DATE '1970-01-01', CAST({date} AS DATE))", day))
    return _kept(f"{day} + {days}", day)


def _kept(moved: str, day: str) -> str:
    """Keep a day in the calendar: `least` and `greatest` alone would make something of an unknown one."""
    return f"CASE WHEN {day} IS NOT NULL THEN greatest(least({moved}, {_LAST_DAY}), {_FIRST_DAY}) END"


CALENDARS: MappingProxyType[type, Lower] = MappingProxyType({TimePart: _time_part, Shift: _shift})
