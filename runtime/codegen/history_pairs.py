"""Source for `did(A then B within D, W)`: what is kept when an A or a B arrives, and how it is read.

Without conditions that are asked later, a sliding window needs the latest A that a B has followed, and
the times of A since then; a window that nothing leaves needs when the next B would make a pair, or that
there was one. Else all events in question are kept in the order of the log.
"""

from __future__ import annotations

from dataclasses import dataclass

from maflow.runtime.codegen.frame import Frame, Source
from maflow.runtime.codegen.history_needs import FOREVER, Pair, later_properties
from maflow.runtime.codegen.history_plan import SlotKind
from maflow.runtime.codegen.history_queries import Looked, Stream
from maflow.runtime.codegen.history_reads import cut, looked_at
from maflow.runtime.codegen.strict import all_of
from maflow.runtime.core import history
from maflow.runtime.program.expressions import DidThen, EventValue, Expression

__all__ = ["LogSide", "did_then", "log_lines", "log_sides", "pair_lines"]


@dataclass(frozen=True, slots=True)
class LogSide:
    """A loop over the events of one side: `for {target} in {iterable}`, if all `tests` are met."""

    looked: Looked
    place: str
    time: str
    target: str
    iterable: str
    tests: list[str]
    frame: Frame


def did_then(frame: Frame, node: DidThen) -> str:
    """Return source that is True if one event followed another."""
    first = looked_at(frame, node.first, node.window)
    second = looked_at(frame, node.second, node.window)
    if first.later or second.later:
        return _search(frame, node, first, second)
    pair = Pair(first.stream, second.stream, node.within_ms, first.window is not None)
    place = frame.tables.plan.place(pair, SlotKind.PAIR)
    text = f"{frame.slots(first.stream.campaign)}[{place}]"
    if first.window is None:
        return f"({text} is True)"
    local = frame.temporary()
    return f"(({local} := {text}) is not None and {local} > {cut(first.window)})"


def _search(frame: Frame, node: DidThen, first: Looked, second: Looked) -> str:
    texts = []
    for side in log_sides(frame, first, second):
        tests = [*side.tests, *(side.frame.true(part) for part in side.looked.later)]
        texts.append(
            f"[({side.place}, {side.time}) for {side.place}, {side.target} in enumerate({side.iterable})"
            f" if {all_of(tests)}]"
        )
    return f"{frame.call(history.has_pair)}({', '.join(texts)}, {node.within_ms})"


def log_sides(frame: Frame, first: Looked, second: Looked) -> list[LogSide]:
    """Return loops over the events of either side of a pair that is searched in a log."""
    log = (first.stream, second.stream)
    return [_log_side(frame, log, number, looked) for number, looked in ((1, first), (2, second))]


def _log_side(frame: Frame, log: tuple[Stream, Stream], number: int, looked: Looked) -> LogSide:
    plan = frame.tables.plan
    slots = frame.slots(looked.stream.campaign)
    time, mark = frame.temporary(), frame.temporary()
    values = {"time": Source(time, may_be_unknown=False, is_simple=True)}
    columns = [plan.place(log, SlotKind.LOG_TIMES), plan.place(log, SlotKind.LOG)]
    for name in later_properties(looked):
        values[name] = Source(frame.temporary(), is_simple=True)
        columns.append(plan.place(log, SlotKind.LOG_KEPT, (looked.stream.event, name)))
    tests = [f"{mark} & {number}"]
    if looked.window is not None:
        tests.append(f"{time} > {cut(looked.window)}")
    locals_ = [time, mark, *(value.text for name, value in values.items() if name != "time")]
    return LogSide(
        looked,
        place=frame.temporary(),
        time=time,
        target=f"({', '.join(locals_)})",
        iterable=f"zip({', '.join(f'{slots}[{column}]' for column in columns)})",
        tests=tests,
        frame=frame.inside(looked.stream.event, values),
    )


def pair_lines(frame: Frame, pair: Pair, event: str, keep_ms: int) -> tuple[frozenset[Expression], list[str]]:
    """Return lines that take an event into the slots of a pair, and the conditions that it must meet."""
    slots = frame.slots(pair.second.campaign)
    place = frame.tables.plan.place(pair, SlotKind.PAIR)
    if pair.is_sliding:
        second = f"{frame.call(history.close_recent_pair)}({slots}, {place}, t, {pair.within_ms})"
        first = f"{frame.call(history.open_recent_pair)}({slots}, {place}, t, now - {keep_ms})"
    else:
        second = f"{frame.call(history.close_pair)}({slots}, {place}, t)"
        first = f"{frame.call(history.open_pair)}({slots}[{place}], t, {pair.within_ms})"
    if pair.first.event != event:
        return pair.second.conditions, [second]
    if pair.second.event != event:
        return pair.first.conditions, [first]
    # B before A: an event may be both, and makes no pair with itself.
    lines = [*_guarded(frame, pair.second, second), *_guarded(frame, pair.first, first)]
    return frozenset(), lines


def log_lines(frame: Frame, log: tuple[Stream, Stream], event: str) -> list[str]:
    """Return lines that take an event into a log of two streams."""
    plan = frame.tables.plan
    needs = plan.needs.logs[log]
    slots = frame.slots(log[1].campaign)
    place, mark = plan.place(log, SlotKind.LOG_TIMES), frame.temporary()
    sides = [
        f"({number} if {_condition(frame, stream)} else 0)"
        for number, stream in ((1, log[0]), (2, log[1]))
        if stream.event == event
    ]
    lines = [f"if {mark} := {' | '.join(sides)}:"]
    inside = [f"{slots}[{place}].append(t)", f"{slots}[{place + 1}].append({mark})"]
    for of_event, name in needs.kept:
        column = plan.place(log, SlotKind.LOG_KEPT, (of_event, name))
        value = frame.value(EventValue(name)).text if of_event == event else "None"
        inside.append(f"{slots}[{column}].append({value})")
    if needs.keep_ms < FOREVER:
        forget = f"{frame.call(history.forget_unordered)}({slots}, {place}, {len(needs.kept) + 2}"
        oldest = needs.keep_ms + needs.keep_ms // 8
        inside += [f"if {slots}[{place}][0] < now - {oldest}:", f"    {forget}, now - {needs.keep_ms})"]
    return lines + [f"    {line}" for line in inside]


def _guarded(frame: Frame, stream: Stream, line: str) -> list[str]:
    if not stream.conditions:
        return [line]
    return [f"if {_condition(frame, stream)}:", f"    {line}"]


def _condition(frame: Frame, stream: Stream) -> str:
    if not stream.conditions:
        return "True"
    return all_of([frame.true(part) for part in sorted(stream.conditions, key=repr)])
