"""When time alone turns a condition: never later than it really does, and exactly then."""

from __future__ import annotations

from bisect import bisect_left

import pytest
from hypothesis import HealthCheck, assume, given, settings

from maflow.runtime.codegen.changes import ChangeCompiler, Unschedulable
from maflow.runtime.codegen.writer import Writer
from maflow.runtime.core.local_time import DAY_MS, HOUR_MS
from maflow.runtime.program import expressions as ir
from maflow.runtime.program.types import Constant, ValueKind, ValueType
from tests.runtime.codegen.machine import Machine, program_of
from tests.runtime.codegen.strategies import BASE, Step, conditions, constant, histories

MOST = settings(max_examples=60, suppress_health_check=list(HealthCheck))


class Watched:
    """A machine with functions that tell when each of its conditions turns."""

    def __init__(self, asked: list[ir.Expression]) -> None:
        self.machine = Machine(program_of(asked), conditions=asked)
        self.asked = asked
        writer, changes = Writer(), ChangeCompiler(self.machine.compiler)
        changes.write_predicates(writer)
        for place, condition in enumerate(asked):
            changes.write_look(writer, f"look_{place}", condition)
        self.is_timed = [changes.timing.is_timed(condition) for condition in asked]
        self.source = writer.source()
        names = self.machine.names
        names.update(self.machine.compiler.names.globals)
        exec(compile(self.source, "changes", "exec"), names)

    def next_change(self, place: int, now: int) -> int | None:
        is_true, found = self.machine.names[f"look_{place}"](self.machine, self.machine.user, now)
        assert is_true is self.is_true(place, now)
        assert found is None or isinstance(found, int)
        return found

    def is_true(self, place: int, now: int) -> bool:
        # What this function says is what the whole log says: test_random_expressions.
        return self.machine.ask(f"is_true_{place}", now) is True

    def candidates(self, now: int) -> list[int]:
        """Instants around which a condition may turn, with those right before and after."""
        machine = self.machine
        moments = {now + step * HOUR_MS for step in range(60 * 24)}
        moments |= {now + HOUR_MS // 2, now + HOUR_MS // 4}
        times = [event.time for event in machine.log] + [now]
        values = [value for value in machine.user.a if isinstance(value, int)]
        for event in machine.log:
            values += [value for value in event.properties.values() if isinstance(value, int)]
        moments |= set(values)
        for base in [*times, *values]:
            moments |= {
                base + days * DAY_MS + hours * HOUR_MS for days in range(-5, 36) for hours in (-1, 0, 1)
            }
        moments |= {2 * time - value for time in times for value in values}
        near = {moment + offset for moment in moments for offset in (-1, 0, 1)}
        return sorted(moment for moment in near if now < moment < now + 60 * DAY_MS)


@MOST
@given(conditions(2), conditions(predicates=1), histories())
def test_a_condition_stays_until_it_is_said_to_change(
    named: ir.Expression, asked: ir.Expression, history: list[Step]
) -> None:
    watched = Watched([named, asked])
    assume(any(watched.is_timed))
    for step in history:
        watched.machine.take(step)
    now = watched.machine.now
    moments = watched.candidates(now)
    for place in range(2):
        at = now
        before = watched.is_true(place, now)
        for _ in range(4):
            change = watched.next_change(place, at)
            assert change is None or change > at
            end = len(moments) if change is None else bisect_left(moments, change)
            for moment in moments[bisect_left(moments, at) : end]:
                assert watched.is_true(place, moment) is before, (at, moment, change)
            if change is None:
                break
            before = watched.is_true(place, change)
            at = change


ORDER = ir.EventQuery("order")
NOW, TODAY = ir.Now(), ir.TodayDate()
MONTH = ir.LastPeriod(30 * DAY_MS)
MINUTE_MS = 60_000


def length(milliseconds: int) -> Constant:
    return constant(ValueKind.DURATION, milliseconds)


def integer(value: int) -> Constant:
    return constant(ValueKind.INTEGER, value)


def compare(left: ir.Expression, operator: str, right: ir.Expression) -> ir.Compare:
    return ir.Compare(ir.Comparison(operator), left, right)


def user(kind: ValueKind) -> ir.UserValue:
    return ir.UserValue(f"user_{kind}")


def amount(summary: ir.Summary, window: ir.Window) -> ir.Aggregate:
    return ir.Aggregate(summary, "of_integer", ValueType(ValueKind.INTEGER), ORDER, window)


SINCE_ORDER = ir.TimeSince(ORDER)
COUNT = ir.Count(ORDER, MONTH)
AGO_MS = 3 * DAY_MS
# The project's zone is Berlin, where the last order was on 27 October, the last but one a day before,
# and where it is 30 October 2026, 23:40.
MIDNIGHT = BASE + 20 * MINUTE_MS
AT_22 = ir.Compare(ir.Comparison.EQUAL, ir.TimePart("hour", NOW), integer(22))

EXACTLY: list[tuple[ir.Expression, int | None]] = [
    (compare(SINCE_ORDER, ">", length(90 * DAY_MS)), BASE + 87 * DAY_MS + 1),
    (compare(SINCE_ORDER, ">=", length(90 * DAY_MS)), BASE + 87 * DAY_MS),
    (compare(SINCE_ORDER, "<=", length(90 * DAY_MS)), BASE + 87 * DAY_MS + 1),
    (compare(SINCE_ORDER, "=", length(90 * DAY_MS)), BASE + 87 * DAY_MS),
    (compare(SINCE_ORDER, "=", length(AGO_MS)), BASE + 1),
    (compare(SINCE_ORDER, ">", length(DAY_MS)), None),
    (compare(ir.Negate(SINCE_ORDER), "<", length(-90 * DAY_MS)), BASE + 87 * DAY_MS + 1),
    (compare(ir.TimeSince(ir.EventQuery("view")), ">", length(DAY_MS)), None),
    (ir.Between(SINCE_ORDER, length(5 * DAY_MS), length(9 * DAY_MS)), BASE + 2 * DAY_MS),
    (ir.Did(ORDER, MONTH), BASE + 27 * DAY_MS),
    (ir.Not(ir.Did(ORDER, MONTH)), BASE + 27 * DAY_MS),
    (ir.Did(ORDER, ir.Ever()), None),
    (ir.Did(ORDER, ir.LastPeriod(AGO_MS)), None),
    (ir.Did(ORDER, ir.LastPeriod(AGO_MS + 1)), BASE + 1),
    (compare(COUNT, ">=", integer(2)), BASE + 26 * DAY_MS),
    (compare(COUNT, ">=", integer(1)), BASE + 27 * DAY_MS),
    (compare(COUNT, ">=", integer(3)), None),
    (compare(COUNT, "=", integer(1)), BASE + 26 * DAY_MS),
    (compare(COUNT, "<", user(ValueKind.INTEGER)), BASE + 27 * DAY_MS),
    (compare(amount(ir.Summary.SUM, MONTH), "<", integer(5)), BASE + 26 * DAY_MS),
    (compare(amount(ir.Summary.LAST, MONTH), "=", integer(2)), BASE + 27 * DAY_MS),
    (ir.IsKnown(amount(ir.Summary.MAXIMUM, MONTH)), BASE + 27 * DAY_MS),
    (compare(ir.CountDistinct("of_integer", ORDER, MONTH), "=", integer(2)), BASE + 26 * DAY_MS),
    (ir.DidThen(ORDER, ORDER, 2 * DAY_MS, MONTH), BASE + 26 * DAY_MS),
    (compare(NOW, ">", user(ValueKind.MOMENT)), BASE + DAY_MS + 1),
    (compare(NOW, "=", user(ValueKind.MOMENT)), BASE + DAY_MS),
    (ir.In(NOW, (user(ValueKind.MOMENT),)), BASE + DAY_MS),
    (
        compare(
            ir.Arithmetic("-", ir.ArithmeticKind.MOMENTS, user(ValueKind.MOMENT), NOW), "<=", length(HOUR_MS)
        ),
        BASE + 23 * HOUR_MS,
    ),
    (
        compare(ir.Shift(user(ValueKind.MOMENT), False, days=29), "<", NOW),
        BASE + 30 * DAY_MS + 1,
    ),
    (compare(TODAY, ">=", user(ValueKind.DATE)), MIDNIGHT + 9 * DAY_MS),
    (compare(ir.Shift(user(ValueKind.DATE), True, days=-3), "=", TODAY), MIDNIGHT + 6 * DAY_MS),
    (
        compare(
            ir.Arithmetic("-", ir.ArithmeticKind.DATES, user(ValueKind.DATE), TODAY), "<", length(8 * DAY_MS)
        ),
        MIDNIGHT + 2 * DAY_MS,
    ),
    (compare(ir.TimePart("date", NOW), "=", user(ValueKind.DATE)), MIDNIGHT + 9 * DAY_MS),
    (compare(ir.TimePart("weekday", NOW), "=", constant(ValueKind.TEXT, "monday")), MIDNIGHT + 2 * DAY_MS),
    (AT_22, MIDNIGHT + 22 * HOUR_MS),
    (ir.And((AT_22, ir.UserValue("user_boolean"))), None),
    (ir.And((AT_22, compare(SINCE_ORDER, ">", length(4 * DAY_MS)))), MIDNIGHT + DAY_MS + 22 * HOUR_MS),
    (ir.Or((AT_22, ir.Did(ORDER, MONTH))), BASE + 27 * DAY_MS),
    (ir.Holds("audience_0"), BASE + 87 * DAY_MS + 1),
    (
        compare(
            ir.Arithmetic(
                "*", ir.ArithmeticKind.DURATION_BY_NUMBER, SINCE_ORDER, constant(ValueKind.NUMBER, 0.5)
            ),
            ">",
            length(5 * DAY_MS),
        ),
        BASE + 7 * DAY_MS + 2,
    ),
    (
        compare(
            ir.Arithmetic("/", ir.ArithmeticKind.DURATION_BY_DURATION, SINCE_ORDER, length(DAY_MS)),
            ">=",
            constant(ValueKind.NUMBER, 4.5),
        ),
        BASE + 36 * HOUR_MS,
    ),
    (
        ir.Did(
            ir.EventQuery("order", compare(ir.EventValue("time"), ">", ir.Shift(NOW, False, days=-9))),
            ir.Ever(),
        ),
        BASE + 6 * DAY_MS,
    ),
]


@pytest.mark.parametrize(("condition", "expected"), EXACTLY)
def test_a_condition_is_scheduled_for_exactly_when_it_turns(
    condition: ir.Expression, expected: int | None
) -> None:
    late = compare(SINCE_ORDER, ">", length(90 * DAY_MS))
    watched = Watched([late, condition])
    machine = watched.machine
    machine.now = BASE - 4 * DAY_MS
    machine.take(Step(0, "order", 0, (("of_integer", 3),)))
    machine.take(Step(DAY_MS, "order", 0, (("of_integer", 2),)))
    machine.take(Step(AGO_MS))
    assert machine.now == BASE
    for name, value in (
        ("integer", 1),
        ("moment", BASE + DAY_MS),
        ("date", machine.user.zone.date(BASE) + 10),
    ):
        machine._set(f"user_{name}", value)
    assert watched.next_change(1, BASE) == expected
    if expected is not None:
        assert watched.is_true(1, expected) is not watched.is_true(1, BASE)
        assert watched.is_true(1, expected - 1) is watched.is_true(1, BASE)


def test_a_condition_that_time_does_not_touch_is_never_to_be_looked_at_again() -> None:
    watched = Watched([ir.HasTag("x"), ir.Did(ORDER, ir.Ever())])
    assert watched.is_timed == [False, False]
    assert [watched.next_change(place, BASE) for place in (0, 1)] == [None, None]


def test_a_list_that_holds_the_clock_cannot_be_foreseen() -> None:
    lists = ir.ListOf((ir.Now(),)), ir.UserValue("user_list")
    with pytest.raises(Unschedulable) as raised:
        Watched([ir.Compare(ir.Comparison.EQUAL, *lists)])
    assert raised.value.expression == lists[0]


def test_a_condition_is_not_looked_at_every_day_for_years() -> None:
    """Whatever lies in ten years is found at once, or in a few looks; none is too late."""
    in_years = compare(TODAY, ">=", user(ValueKind.DATE))
    watched = Watched([in_years])
    watched.machine._set("user_date", watched.machine.user.zone.date(BASE) + 3_653)
    change = watched.next_change(0, BASE)
    assert change is not None
    assert watched.machine.user.zone.local(change) == (watched.machine.user.zone.date(BASE) + 3_653, 0)
