"""Source that reads the history: what is true of it, and what it amounts to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from maflow.runtime.codegen.frame import Frame, Source
from maflow.runtime.codegen.history_plan import SlotKind
from maflow.runtime.codegen.history_queries import CountTest, Looked, Sliding
from maflow.runtime.codegen.strict import all_of, conditional
from maflow.runtime.core import history
from maflow.runtime.core.values import rounded
from maflow.runtime.program.expressions import (
    Aggregate,
    Count,
    CountDistinct,
    Did,
    EventQuery,
    Ever,
    LastPeriod,
    Summary,
    TimeSince,
    Window,
)
from maflow.runtime.program.types import ValueKind, ValueType

__all__ = ["READS", "Entries", "count_is", "cut", "did", "entries", "looked_at", "slot"]

_INTEGERS = frozenset({ValueKind.INTEGER, ValueKind.DURATION})


@dataclass(frozen=True, slots=True)
class Entries:
    """A loop over kept events: `for {target} in {iterable} if {condition}`, `time` being a local of it."""

    target: str
    iterable: str
    condition: str
    frame: Frame
    time: str

    def each(self, text: str) -> str:
        """Return a generator of something for each event."""
        test = f" if {self.condition}" if self.condition else ""
        return f"({text} for {self.target} in {self.iterable}{test})"


def looked_at(frame: Frame, query: EventQuery, window: Window) -> Looked:
    """Return what a query over a window looks at, where this function stands."""
    campaign = None if frame.campaign is None else frame.campaign.name
    return frame.tables.plan.needs.look_at(query, window, campaign)


def slot(frame: Frame, looked: Looked, kind: SlotKind, detail: object = None) -> str | None:
    """Return the source of a slot of a stream, None where it has none."""
    place = frame.tables.plan.find(looked.stream, kind, detail)
    return None if place is None else f"{frame.slots(looked.stream.campaign)}[{place}]"


def cut(window: Sliding) -> str:
    """Return the source of the instant after which events lie in a window."""
    if isinstance(window, LastPeriod):
        return f"now - {window.duration_ms}"
    return "u.zone.today_start(now) - 1"


def entries(frame: Frame, looked: Looked) -> Entries:
    """Return a loop over the kept events of a stream that lie in the window and meet the conditions."""
    plan = frame.tables.plan
    place = plan.place(looked.stream, SlotKind.TIMES)
    slots = frame.slots(looked.stream.campaign)
    time = frame.temporary()
    values = {"time": Source(time, may_be_unknown=False, is_simple=True)}
    for name in plan.needs.streams[looked.stream].kept:
        values[name] = Source(frame.temporary(), is_simple=True)
    width = len(values)
    if looked.window is None:
        iterable = f"zip({', '.join(f'{slots}[{place + column}]' for column in range(width))})"
    else:
        iterable = f"{frame.call(history.entries_after)}({slots}, {place}, {width}, {cut(looked.window)})"
    inner = frame.inside(looked.stream.event, values)
    condition = all_of([inner.true(part) for part in looked.later]) if looked.later else ""
    target = f"({', '.join(value.text for value in values.values())},)"
    return Entries(target, iterable, condition, inner, time)


def did(frame: Frame, node: Did) -> str:
    """Return source that is True if there is such an event."""
    return _count_at_least(frame, looked_at(frame, node.query, node.window), 1)


def count_is(frame: Frame, test: CountTest, *, is_wanted: bool) -> str:
    """Return source that is True if a count compared with constants is, or is not, as wanted."""
    looked = looked_at(frame, test.count.query, test.count.window)
    text = _count_between(frame, looked, test)
    return f"(not {text})" if test.is_negated is is_wanted else text


def _count_between(frame: Frame, looked: Looked, test: CountTest) -> str:
    if test.below is None:
        return _count_at_least(frame, looked, test.at_least)
    if slot(frame, looked, SlotKind.COUNT) is not None and looked.window is None and not looked.later:
        return f"({test.at_least} <= {slot(frame, looked, SlotKind.COUNT)} < {test.below})"
    if looked.later:
        return f"({test.at_least} <= {_count(frame, test.count).text} < {test.below})"
    least = _count_at_least(frame, looked, test.at_least)
    return f"({least} and not {_count_at_least(frame, looked, test.below)})"


def _count_at_least(frame: Frame, looked: Looked, number: int) -> str:
    if number <= 0:
        return "True"
    if looked.later:
        found = entries(frame, looked)
        if number == 1:
            return f"any{found.each('True')}"
        return f"(sum{found.each('1')} >= {number})"
    if looked.window is None:
        return _ever_at_least(frame, looked, number)
    times = slot(frame, looked, SlotKind.TIMES)
    local = frame.temporary()
    if times is not None:
        return f"(len({local} := {times}) >= {number} and {local}[-{number}] > {cut(looked.window)})"
    last = slot(frame, looked, SlotKind.LAST_TIME)
    assert number == 1, "the plan keeps as many times as are asked for"
    return f"(({local} := {last}) is not None and {local} > {cut(looked.window)})"


def _ever_at_least(frame: Frame, looked: Looked, number: int) -> str:
    count = slot(frame, looked, SlotKind.COUNT)
    if count is not None:
        return f"({count} >= {number})"
    last = slot(frame, looked, SlotKind.LAST_TIME)
    if last is not None:
        return f"({last} is not None)"
    return f"(len({slot(frame, looked, SlotKind.TIMES)}) >= {number})"


def _count(frame: Frame, node: Count) -> Source:
    looked = looked_at(frame, node.query, node.window)
    if looked.later:
        return Source(f"sum{entries(frame, looked).each('1')}", may_be_unknown=False)
    if looked.window is None:
        return Source(f"{slot(frame, looked, SlotKind.COUNT)}", may_be_unknown=False)
    times = slot(frame, looked, SlotKind.TIMES)
    text = f"{frame.call(history.count_after)}({times}, {cut(looked.window)})"
    return Source(text, may_be_unknown=False)


def _count_distinct(frame: Frame, node: CountDistinct) -> Source:
    looked = looked_at(frame, node.query, node.window)
    if looked.later:
        found = entries(frame, looked)
        text = f"{frame.call(history.distinct)}({found.each(_property(found, node.property))})"
        return Source(text, may_be_unknown=False)
    if looked.window is None:
        return Source(f"len({slot(frame, looked, SlotKind.DISTINCT, node.property)})", may_be_unknown=False)
    values = slot(frame, looked, SlotKind.RECENT, node.property)
    text = f"{frame.call(history.count_values_after)}({values}, {cut(looked.window)})"
    return Source(text, may_be_unknown=False)


def _property(found: Entries, name: str) -> str:
    assert found.frame.event_values is not None
    return found.frame.event_values[name].text


def _time_since(frame: Frame, node: TimeSince) -> Source:
    looked = looked_at(frame, node.query, Ever())
    local = frame.temporary()
    if looked.later:
        found = entries(frame, looked)
        latest = f"{frame.call(history.maximum)}({found.each(found.time)})"
        return conditional(f"({local} := {latest}) is not None", f"(now - {local})")
    last = slot(frame, looked, SlotKind.LAST_TIME)
    if last is not None:
        return conditional(f"({local} := {last}) is not None", f"(now - {local})")
    times = slot(frame, looked, SlotKind.TIMES)
    return conditional(f"len({local} := {times}) > 0", f"(now - {local}[-1])")


def _aggregate(frame: Frame, node: Aggregate) -> Source:
    looked = looked_at(frame, node.query, node.window)
    if looked.later:
        found = entries(frame, looked)
        return _summary(frame, node, found.each(_property(found, node.property)))
    if node.summary is Summary.LAST:
        return _last(frame, node, looked)
    if looked.window is None:
        return _running(frame, node, looked)
    times = slot(frame, looked, SlotKind.TIMES)
    values = times if node.property == "time" else slot(frame, looked, SlotKind.KEPT, node.property)
    after = frame.call(history.values_after)
    return _summary(frame, node, f"{after}({times}, {values}, {cut(looked.window)})")


def _last(frame: Frame, node: Aggregate, looked: Looked) -> Source:
    value = slot(frame, looked, SlotKind.LAST, node.property)
    assert value is not None
    if looked.window is None:
        return Source(value)
    local, last = frame.temporary(), slot(frame, looked, SlotKind.LAST_TIME)
    test = f"({local} := {last}) is not None and {local} > {cut(looked.window)}"
    # The last event may lack the property.
    return conditional(test, value, may_fail=True)


def _running(frame: Frame, node: Aggregate, looked: Looked) -> Source:
    name, kind = node.property, node.type.kind
    match node.summary:
        case Summary.FIRST:
            return Source(f"{slot(frame, looked, SlotKind.FIRST, name)}")
        case Summary.MINIMUM:
            return Source(f"{slot(frame, looked, SlotKind.MINIMUM, name)}")
        case Summary.MAXIMUM:
            return Source(f"{slot(frame, looked, SlotKind.MAXIMUM, name)}")
        case _:
            pass
    total = f"{slot(frame, looked, SlotKind.SUM, name)}"
    is_number = kind is not ValueKind.MONEY and kind not in _INTEGERS
    if node.summary is Summary.SUM:
        return Source(f"{frame.call(rounded)}({total})" if is_number else total, may_be_unknown=False)
    divide = history.average_number if is_number else history.quotient
    divide = history.average_duration if kind is ValueKind.DURATION else divide
    return Source(f"{frame.call(divide)}({total}, {slot(frame, looked, SlotKind.KNOWN, name)})")


def _summary(frame: Frame, node: Aggregate, values: str) -> Source:
    function = _SUMMARIES[node.summary](node.type)
    if node.summary in {Summary.FIRST, Summary.LAST} and values.startswith("("):
        values = f"[{values[1:-1]}]"
    return Source(f"{frame.call(function)}({values})", may_be_unknown=node.summary is not Summary.SUM)


def _sum_function(what: ValueType) -> Callable[..., object]:
    if what.kind is ValueKind.MONEY:
        return history.sum_of_money
    return history.sum_of_integers if what.kind in _INTEGERS else history.sum_of_numbers


def _average_function(what: ValueType) -> Callable[..., object]:
    match what.kind:
        case ValueKind.MONEY:
            return history.average_of_money
        case ValueKind.DURATION:
            return history.average_of_durations
        case ValueKind.INTEGER:
            return history.average_of_integers
        case _:
            return history.average_of_numbers


_SUMMARIES: dict[Summary, Callable[[ValueType], Callable[..., object]]] = {
    Summary.SUM: _sum_function,
    Summary.AVERAGE: _average_function,
    Summary.MINIMUM: lambda _: history.minimum,
    Summary.MAXIMUM: lambda _: history.maximum,
    Summary.FIRST: lambda _: history.first_of,
    Summary.LAST: lambda _: history.last_of,
}

READS: dict[type, Callable[..., Source]] = {
    Aggregate: _aggregate,
    Count: _count,
    CountDistinct: _count_distinct,
    TimeSince: _time_since,
}
