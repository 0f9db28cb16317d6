"""When what was counted or summed up in a window changes by time alone: as its events leave it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from maflow.runtime.codegen.frame import Frame
from maflow.runtime.codegen.history_needs import TODAY_MS, Pair
from maflow.runtime.codegen.history_pairs import log_sides
from maflow.runtime.codegen.history_plan import SlotKind
from maflow.runtime.codegen.history_queries import Looked, count_test
from maflow.runtime.codegen.history_reads import entries, looked_at, slot
from maflow.runtime.codegen.strict import all_of
from maflow.runtime.codegen.timing import Timing
from maflow.runtime.codegen.writer import Writer
from maflow.runtime.core import flips
from maflow.runtime.program.expressions import (
    Aggregate,
    And,
    Count,
    CountDistinct,
    Did,
    DidThen,
    Ever,
    Expression,
    LastPeriod,
    Summary,
    TimeSince,
)

__all__ = ["Windows", "WriteInner"]


class WriteInner(Protocol):
    """Writes the change of a condition in other surroundings: of its truth, or of its value."""

    def __call__(self, frame: Frame, node: Expression, target: str, *, is_truth: bool) -> None:
        """Write lines that set a local to the change."""


class Windows:
    """Writes the lines that lower a local to when a window is next left."""

    def __init__(self, frame: Frame, writer: Writer, timing: Timing, write_inner: WriteInner) -> None:
        self._frame = frame
        self._writer = writer
        self._timing = timing
        self._write_inner = write_inner

    def write(self, node: Expression, target: str) -> None:
        """Write the lines for a history expression, or for a count compared with constants."""
        test = count_test(node)
        if test is not None:
            levels = [level for level in (test.at_least, test.below) if level is not None and level > 0]
            self._write_levels(self._look_at(test.count), levels, target)
            return
        match node:
            case Did():
                self._write_levels(self._look_at(node), [1], target)
            case Count():
                self._write_static(self._look_at(node), SlotKind.TIMES, target)
            case CountDistinct(property=name):
                self._write_static(self._look_at(node), SlotKind.RECENT, target, name)
            case Aggregate(summary=summary):
                kind = SlotKind.LAST_TIME if summary is Summary.LAST else SlotKind.TIMES
                self._write_static(self._look_at(node), kind, target)
            case TimeSince(query=query):
                looked = looked_at(self._frame, query, Ever())
                if looked.later:
                    self._write_later(looked, target)
            case DidThen():
                self._write_pair(node, target)
            case _:
                raise AssertionError(node)

    def _look_at(self, node: Did | Count | CountDistinct | Aggregate) -> Looked:
        return looked_at(self._frame, node.query, node.window)

    def _lower(self, target: str, text: str) -> None:
        local = self._frame.temporary()
        self._writer.line(f"if ({local} := {text}) < {target}: {target} = {local}")

    def _write_levels(self, looked: Looked, levels: list[int], target: str) -> None:
        times = slot(self._frame, looked, SlotKind.TIMES)
        if looked.later or times is None or not isinstance(looked.window, LastPeriod):
            kind = SlotKind.LAST_TIME if times is None else SlotKind.TIMES
            self._write_static(looked, kind, target)
            return
        duration_ms, local = looked.window.duration_ms, self._frame.temporary()
        self._writer.line(f"{local} = {times}")
        for level in levels:
            test = f"len({local}) >= {level} and {local}[-{level}] > now - {duration_ms}"
            with self._writer.block(f"if {test}:"):
                self._lower(target, f"{local}[-{level}] + {duration_ms}")

    def _write_static(self, looked: Looked, kind: SlotKind, target: str, detail: object = None) -> None:
        if looked.later:
            self._write_later(looked, target)
        elif looked.window is not None:
            text = slot(self._frame, looked, kind, detail)
            assert text is not None, "the plan has a slot for each expression"
            _LEAVING[kind](self, text, looked.window, target)

    def write_single(self, text: str, window: object, target: str) -> None:
        """Write the lines for a slot with the time of the one event that matters."""
        local = self._frame.temporary()
        test = f"({local} := {text}) is not None and {local} > now -"
        if isinstance(window, LastPeriod):
            with self._writer.block(f"if {test} {window.duration_ms}:"):
                self._lower(target, f"{local} + {window.duration_ms}")
        else:
            with self._writer.block(f"if {test} {TODAY_MS}:"):
                self._lower(target, "u.zone.next_date_change(now)")

    def write_series(self, text: str, window: object, target: str) -> None:
        """Write the lines for a slot with the times of all events, in order."""
        if isinstance(window, LastPeriod):
            leaving = self._frame.call(flips.first_leaving)
            self._lower(target, f"{leaving}({text}, {window.duration_ms}, now)")
        else:
            local = self._frame.temporary()
            with self._writer.block(f"if len({local} := {text}) > 0 and {local}[-1] > now - {TODAY_MS}:"):
                self._lower(target, "u.zone.next_date_change(now)")

    def write_values(self, text: str, window: object, target: str) -> None:
        """Write the lines for a slot with the time at which each value was last seen."""
        if isinstance(window, LastPeriod):
            leaving = self._frame.call(flips.value_leaving)
            self._lower(target, f"{leaving}({text}.values(), {window.duration_ms}, now)")
        else:
            with self._writer.block(f"if max({text}.values(), default=0) > now - {TODAY_MS}:"):
                self._lower(target, "u.zone.next_date_change(now)")

    def _write_later(self, looked: Looked, target: str) -> None:
        found = entries(self._frame, looked)
        with self._writer.block(f"for {found.target} in {found.iterable}:"):
            self._write_event(looked, found.time, found.frame, target)

    def _write_event(self, looked: Looked, time: str, frame: Frame, target: str) -> None:
        """Write when an event leaves the window, and when the conditions on it that time turns are turned."""
        if isinstance(looked.window, LastPeriod):
            self._lower(target, f"{time} + {looked.window.duration_ms}")
        elif looked.window is not None:
            self._lower(target, "u.zone.next_date_change(now)")
        condition = looked.later[0] if len(looked.later) == 1 else And(looked.later)
        local = frame.temporary()
        if looked.later and self._timing.is_timed(condition):
            self._write_inner(frame, condition, local, is_truth=True)
            self._writer.line(f"if {local} < {target}: {target} = {local}")
        elif looked.window is None:
            self._writer.line("break")

    def _write_pair(self, node: DidThen, target: str) -> None:
        first = looked_at(self._frame, node.first, node.window)
        second = looked_at(self._frame, node.second, node.window)
        if not first.later and not second.later:
            pair = Pair(first.stream, second.stream, node.within_ms, first.window is not None)
            if first.window is not None:
                place = self._frame.tables.plan.place(pair, SlotKind.PAIR)
                slots = self._frame.slots(first.stream.campaign)
                self.write_single(f"{slots}[{place}]", first.window, target)
            return
        for side in log_sides(self._frame, first, second):
            loop, test = f"for {side.target} in {side.iterable}:", f"if {all_of(side.tests)}:"
            with self._writer.block(loop), self._writer.block(test):
                self._write_event(side.looked, side.time, side.frame, target)


_LEAVING: dict[SlotKind, Callable[[Windows, str, object, str], None]] = {
    SlotKind.LAST_TIME: Windows.write_single,
    SlotKind.TIMES: Windows.write_series,
    SlotKind.RECENT: Windows.write_values,
}
