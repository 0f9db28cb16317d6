"""The instants of a test: its lines stand in the order of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from decimal import Decimal

from maflow.compiler.inspection import Inspection
from maflow.dsl import ast
from maflow.dsl.diagnostics import Label, Text
from maflow.dsl.source import Span
from maflow.runtime.program.time_zones import zone_named

__all__ = ["check_clock"]

# A day of a test is at least this long: what `after 1 day` adds for certain.
_SECONDS = {
    ast.Unit.MILLISECONDS: Decimal("0.001"),
    ast.Unit.SECONDS: Decimal(1),
    ast.Unit.MINUTES: Decimal(60),
    ast.Unit.HOURS: Decimal(3600),
    ast.Unit.DAYS: Decimal(23 * 3600),
    ast.Unit.WEEKS: Decimal(7 * 24 * 3600 - 3600),
}
_LONGEST_SECONDS = Decimal(100 * 366 * 24 * 3600)


@dataclass(frozen=True, slots=True)
class _Instant:
    """An instant as far as it is certain: a local time may not exist, or exist twice."""

    earliest: datetime
    latest: datetime
    span: Span


def check_clock(inspection: Inspection, test: ast.Test) -> None:
    """Report lines that come before those above them in time, a test that begins at no time, a later past.

    Reports: MA001, MA112.
    """
    zone = _zone(inspection.project.settings.timezone)
    clock: _Instant | None = None
    lines = [line for line in test.lines if isinstance(line, ast.TimedAction)]
    if lines and not isinstance(lines[0].when, ast.AtMoment) and not inspection.project.is_damaged(test):
        _report_timeless(inspection, lines[0])
    if lines and isinstance(lines[0].when, ast.AtMoment):
        _check_given(inspection, test, lines[0].when, zone)
    for line in lines:
        if inspection.project.is_damaged(line):
            continue  # its instant may be another than the one that could be read
        match line.when:
            case ast.AtMoment(moment=moment):
                instant = _instant(moment, zone)
                if instant is not None and clock is not None and instant.latest < clock.earliest:
                    _report(inspection, instant, clock)
                # Each line is held against the one above it: one that is wrong does not make all others so.
                clock = instant if instant is not None else clock
            case ast.AfterDuration(duration=duration) if clock is not None:
                clock = _later(clock, duration, line.when.span)
            case _:
                pass


def _check_given(inspection: Inspection, test: ast.Test, when: ast.AtMoment, zone: tzinfo) -> None:
    """Report a past that lies behind the first line of the test: it would be no past."""
    begin = _instant(when.moment, zone)
    for given in test.lines:
        moments = []
        if isinstance(given, ast.GivenSent):
            moments = [given.at]
        elif isinstance(given, ast.GivenUser):
            moments = [each.at for each in given.entries if isinstance(each, ast.GivenDid)]
        for moment in moments:
            instant = _instant(moment, zone)
            if instant is not None and begin is not None and instant.earliest > begin.latest:
                labels = (Label(begin.span, Text("MA001.test-begins-here")),)
                help = (Text("MA001.write-event"),)
                inspection.context.report(
                    "MA001", instant.span, "MA001.given-later", labels=labels, help=help
                )


def _report(inspection: Inspection, instant: _Instant, clock: _Instant) -> None:
    labels = (Label(clock.span, Text("MA001.clock-is-here")),)
    help = (Text("MA001.own-time"),)
    inspection.context.report("MA001", instant.span, "MA001.test-goes-back", labels=labels, help=help)


def _report_timeless(inspection: Inspection, line: ast.TimedAction) -> None:
    word = inspection.dialect(line.span.file).write("at")
    help = (Text("MA112.write-instant", {"word": word}),)
    inspection.context.report("MA112", inspection.head(line), "MA112.no-instant", help=help)


def _zone(name: str | None) -> tzinfo:
    return zone_named(name) if name is not None else UTC


def _instant(moment: ast.MomentLiteral | ast.DateLiteral, zone: tzinfo) -> _Instant | None:
    try:
        local = datetime.fromisoformat(moment.text)
        if isinstance(moment, ast.MomentLiteral) and moment.offset is not None:
            zone = _offset(moment.offset)
        both = [local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    except (ValueError, OverflowError):
        # A day that no calendar has is reported as MA406.
        return None
    return _Instant(min(both), max(both), moment.span)


def _offset(text: str) -> tzinfo:
    hours, _, minutes = text[1:].partition(":")
    distance = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-distance if text[0] == "-" else distance)


def _later(clock: _Instant, duration: ast.Duration | ast.DurationParameter, span: Span) -> _Instant:
    seconds = Decimal(0)
    if isinstance(duration, ast.Duration) and duration.unit in _SECONDS:
        seconds = Decimal(duration.amount.replace("_", "")) * _SECONDS[duration.unit]
    try:
        step = timedelta(seconds=float(min(seconds, _LONGEST_SECONDS)))
        return _Instant(clock.earliest + step, clock.latest + step, span)
    except OverflowError:
        return clock
