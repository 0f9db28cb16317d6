"""What conditions look at, through the audiences that they name."""

from __future__ import annotations

import pytest

from maflow.runtime.codegen.dependencies import Dependencies, dependencies
from maflow.runtime.core.local_time import DAY_MS
from maflow.runtime.program import expressions as ir
from maflow.runtime.program.types import ValueKind
from tests.runtime.codegen.machine import program_of
from tests.runtime.codegen.strategies import constant

VIEW = ir.EventQuery("view", ir.Compare(ir.Comparison.EQUAL, ir.EventValue("of_text"), ir.UserValue("level")))
ADULT = ir.Compare(ir.Comparison.GREATER, ir.UserValue("user_integer"), constant(ValueKind.INTEGER, 17))


def looks_at(
    *, events: str = "", attributes: str = "", tags: str = "", consents: bool = False, time: bool = False
) -> Dependencies:
    return Dependencies(
        frozenset(events.split()), frozenset(attributes.split()), frozenset(tags.split()), consents, time
    )


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (ADULT, looks_at(attributes="user_integer")),
        (ir.HasTag("x"), looks_at(tags="x")),
        (ir.Consents("sms", "promotional"), looks_at(consents=True)),
        (ir.Did(VIEW, ir.Ever()), looks_at(events="view", attributes="level")),
        (ir.Did(VIEW, ir.LastPeriod(DAY_MS)), looks_at(events="view", attributes="level", time=True)),
        (
            ir.Did(ir.EventQuery("view"), ir.TodayPeriod()),
            looks_at(events="view", attributes="timezone", time=True),
        ),
        (
            ir.DidThen(VIEW, ir.EventQuery("order"), 1, ir.Ever()),
            looks_at(events="view order", attributes="level"),
        ),
        (ir.IsKnown(ir.TimeSince(ir.EventQuery("order"))), looks_at(events="order", time=True)),
        (
            ir.Compare(ir.Comparison.EQUAL, ir.TodayDate(), ir.UserValue("user_date")),
            looks_at(attributes="user_date timezone", time=True),
        ),
        (
            ir.Compare(ir.Comparison.LESS, ir.Now(), ir.UserValue("user_moment")),
            looks_at(attributes="user_moment", time=True),
        ),
        (
            ir.Compare(
                ir.Comparison.EQUAL,
                ir.TimePart("hour", ir.UserValue("user_moment")),
                ir.UserValue("user_integer"),
            ),
            looks_at(attributes="user_moment user_integer timezone"),
        ),
        (ir.Not(ir.Holds("audience_1")), looks_at(events="order", attributes="user_integer", time=True)),
    ],
)
def test_dependencies_go_through_audiences(condition: ir.Expression, expected: Dependencies) -> None:
    ordered = ir.Did(ir.EventQuery("order"), ir.LastPeriod(DAY_MS))
    program = program_of([ADULT, ir.And((ir.Holds("audience_0"), ordered)), condition])
    assert dependencies(program, condition) == expected
