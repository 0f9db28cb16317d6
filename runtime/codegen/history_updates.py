"""Source that takes an event into the history: straight lines behind nested tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from maflow.runtime.codegen.frame import Frame
from maflow.runtime.codegen.history_needs import FOREVER, StreamNeeds
from maflow.runtime.codegen.history_pairs import log_lines, pair_lines
from maflow.runtime.codegen.history_plan import SlotKind
from maflow.runtime.codegen.history_queries import Stream
from maflow.runtime.codegen.nesting import Nest, nest
from maflow.runtime.codegen.strict import all_of
from maflow.runtime.codegen.writer import Writer
from maflow.runtime.core import history
from maflow.runtime.core.values import sum_exactly
from maflow.runtime.program.expressions import EventValue, Expression
from maflow.runtime.program.types import ValueKind

__all__ = ["update_lines"]

_EXACT = frozenset({ValueKind.MONEY, ValueKind.INTEGER, ValueKind.DURATION})
# Old events are dropped many at a time: each series may be an eighth longer than its window.
_SLACK = 8

Lines = Callable[[], list[str]]
Guarded = tuple[frozenset[Expression], Lines]


@dataclass(frozen=True, slots=True)
class _Target:
    """The slots of one stream."""

    frame: Frame
    stream: Stream
    needs: StreamNeeds

    def slot(self, kind: SlotKind, detail: object = None) -> str:
        """Return the source of a slot."""
        place = self.frame.tables.plan.place(self.stream, kind, detail)
        return f"{self.frame.slots(self.stream.campaign)}[{place}]"

    def has(self, kind: SlotKind) -> bool:
        """Tell whether there is a slot of a kind."""
        return self.frame.tables.plan.find(self.stream, kind) is not None

    def value(self, name: str) -> str:
        """Return the source of a property of the event."""
        return self.frame.value(EventValue(name)).text

    def known(self, name: str) -> tuple[str, str]:
        """Return a test that a property is known, and how to read it then."""
        test, text = self.frame.known(self.frame.value(EventValue(name)))
        return test or "True", text


def update_lines(writer: Writer, frame: Frame, event: str, campaign: str | None) -> bool:
    """Write what an event changes in the slots of a user, or of a run of a campaign.

    Returns whether anything was written.
    """
    guarded = list(_guarded(frame, event, campaign))
    _write(writer, frame, nest(guarded, frame.tables))
    return bool(guarded)


def _guarded(frame: Frame, event: str, campaign: str | None) -> Iterator[Guarded]:
    needs = frame.tables.plan.needs
    for stream, asked in needs.streams.items():
        if stream.event == event and stream.campaign == campaign:
            target = _Target(frame, stream, asked)
            yield stream.conditions, partial(_stream_lines, target)
    for pair, keep_ms in needs.pairs.items():
        if event in (pair.first.event, pair.second.event) and pair.second.campaign == campaign:
            conditions, lines = pair_lines(frame, pair, event, keep_ms)
            yield conditions, partial(list, lines)
    for log in needs.logs:
        if event in (log[0].event, log[1].event) and log[1].campaign == campaign:
            yield frozenset(), partial(log_lines, frame, log, event)


def _write(writer: Writer, frame: Frame, nested: Nest[Lines]) -> None:
    for lines in nested.items:
        writer.lines(lines())
    for conditions, inner in nested.inner:
        with writer.block(f"if {all_of([frame.true(condition) for condition in conditions])}:"):
            _write(writer, frame, inner)


def _stream_lines(target: _Target) -> list[str]:
    needs = target.needs
    lines: list[str] = []
    if target.has(SlotKind.TIMES):
        lines += _times(target)
    if target.has(SlotKind.LAST_TIME):
        lines += _edge(target, SlotKind.LAST_TIME, SlotKind.LAST, needs.last, ">=" if needs.last else ">")
    if needs.first:
        lines += _edge(target, SlotKind.FIRST_TIME, SlotKind.FIRST, needs.first, "<")
    if needs.counts:
        lines.append(f"{target.slot(SlotKind.COUNT)} += 1")
    for name in dict.fromkeys((*needs.sums, *needs.known)):
        lines += _totals(target, name)
    for kind, operator, names in (
        (SlotKind.MINIMUM, "<", needs.minima),
        (SlotKind.MAXIMUM, ">", needs.maxima),
    ):
        for name in names:
            lines += _extreme(target, kind, operator, name)
    return lines + _different(target)


def _times(target: _Target) -> list[str]:
    needs, frame = target.needs, target.frame
    times = frame.temporary()
    place = frame.tables.plan.place(target.stream, SlotKind.TIMES)
    slots = frame.slots(target.stream.campaign)
    values = [target.value(name) for name in needs.kept]
    appended = [f"    {target.slot(SlotKind.KEPT, name)}.append({target.value(name)})" for name in needs.kept]
    lines = [
        f"if not ({times} := {slots}[{place}]) or t >= {times}[-1]:",
        f"    {times}.append(t)",
        *appended,
        "else:",
        f"    {frame.call(history.insert)}({', '.join([slots, str(place), 't', *values])})",
    ]
    least = max(needs.level, 1 if needs.latest or needs.exists else 0)
    if needs.keep_ms >= FOREVER:
        return lines
    if needs.keep_ms == 0:
        return [*lines, f"if len({times}) > {least}:", f"    del {times}[0]"]
    oldest = needs.keep_ms + needs.keep_ms // _SLACK
    forget = (
        f"{frame.call(history.forget)}({slots}, {place}, {1 + len(values)}, now - {needs.keep_ms}, {least})"
    )
    return [*lines, f"if {times}[0] < now - {oldest}:", f"    {forget}"]


def _edge(
    target: _Target, time: SlotKind, value: SlotKind, names: dict[str, None], operator: str
) -> list[str]:
    local, text = target.frame.temporary(), target.slot(time)
    lines = [f"if ({local} := {text}) is None or t {operator} {local}:", f"    {text} = t"]
    return lines + [f"    {target.slot(value, name)} = {target.value(name)}" for name in names]


def _totals(target: _Target, name: str) -> list[str]:
    test, value = target.known(name)
    lines = [f"if {test}:"]
    if name in target.needs.sums:
        total = target.slot(SlotKind.SUM, name)
        kind = target.frame.tables.plan.type_of(target.stream.event, name).kind
        add = target.frame.call(sum_exactly)
        lines.append(
            f"    {total} += {value}" if kind in _EXACT else f"    {total} = {add}({total}, {value})"
        )
    if name in target.needs.known:
        lines.append(f"    {target.slot(SlotKind.KNOWN, name)} += 1")
    return lines


def _extreme(target: _Target, kind: SlotKind, operator: str, name: str) -> list[str]:
    test, value = target.known(name)
    local, text = target.frame.temporary(), target.slot(kind, name)
    return [
        f"if {test} and (({local} := {text}) is None or {value} {operator} {local}):",
        f"    {text} = {value}",
    ]


def _different(target: _Target) -> list[str]:
    lines: list[str] = []
    for name in target.needs.distinct:
        test, value = target.known(name)
        lines += [f"if {test}:", f"    {target.slot(SlotKind.DISTINCT, name)}[{value}] = 0"]
    for name, keep_ms in target.needs.recent.items():
        test, value = target.known(name)
        note = target.frame.call(history.note_value)
        lines += [
            f"if {test}:",
            f"    {note}({target.slot(SlotKind.RECENT, name)}, {value}, t, now - {keep_ms})",
        ]
    return lines
