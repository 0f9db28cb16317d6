"""What the expressions of a program ask of the history, gathered so that equal needs are one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from maflow.runtime.codegen.expression_walk import event_properties, is_expression, parts
from maflow.runtime.codegen.history_queries import (
    Looked,
    Sliding,
    Stream,
    as_comparisons,
    count_test,
    look_at,
)
from maflow.runtime.core.local_time import DAY_MS
from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.expressions import (
    Aggregate,
    Between,
    Compare,
    Count,
    CountDistinct,
    Did,
    DidThen,
    EventQuery,
    Ever,
    Expression,
    In,
    LastPeriod,
    Summary,
    TimeSince,
    Window,
)
from maflow.runtime.program.program import Program

__all__ = [
    "FOREVER",
    "TODAY_MS",
    "LogNeeds",
    "Needs",
    "Pair",
    "StreamNeeds",
    "has_fixed_zone",
    "keep_ms",
    "later_properties",
]

FOREVER = 2**62
"""How long events are kept that every later question may ask for."""

TODAY_MS = 2 * DAY_MS + DAY_MS // 12
"""How long an event can be of today: the longest local day, and that of who has travelled west since."""


_History = Count | CountDistinct | Aggregate | Did | TimeSince | DidThen
_HISTORY = (Count, CountDistinct, Aggregate, Did, TimeSince, DidThen)


@dataclass(slots=True)
class StreamNeeds:
    """What is asked of one stream. Dicts are ordered sets of properties.

    `level`: so many of the latest times, for windows up to `level_ms`. `keep_ms`: every time and the
    properties `kept`, for so long. The rest is about everything in the stream: whether there was any,
    when the latest was, how many there were, values of the first and the last, sums, how many values are
    known, extremes, different values (and those of so long a window).
    """

    exists: bool = False
    latest: bool = False
    counts: bool = False
    level: int = 0
    level_ms: int = 0
    keep_ms: int = 0
    kept: dict[str, None] = field(default_factory=dict)
    last: dict[str, None] = field(default_factory=dict)
    first: dict[str, None] = field(default_factory=dict)
    sums: dict[str, None] = field(default_factory=dict)
    known: dict[str, None] = field(default_factory=dict)
    minima: dict[str, None] = field(default_factory=dict)
    maxima: dict[str, None] = field(default_factory=dict)
    distinct: dict[str, None] = field(default_factory=dict)
    recent: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pair:
    """An event of one stream that follows one of another, in the log and within so long."""

    first: Stream
    second: Stream
    within_ms: int
    is_sliding: bool


@dataclass(slots=True)
class LogNeeds:
    """What is kept of two streams in the order of the log. Shape: `kept` has (event, property)."""

    keep_ms: int = 0
    kept: dict[tuple[str, str], None] = field(default_factory=dict)


class Needs:
    """All that a program asks of the history."""

    def __init__(self, program: Program) -> None:
        self.is_zone_fixed = has_fixed_zone(program)
        self.streams: dict[Stream, StreamNeeds] = {}
        self.pairs: dict[Pair, int] = {}
        self.logs: dict[tuple[Stream, Stream], LogNeeds] = {}
        for expression, campaign in _expressions(program, None):
            self._gather(expression, campaign)

    def look_at(self, query: EventQuery, window: Window, campaign: str | None) -> Looked:
        """Return what a query over a window looks at."""
        return look_at(query, window, campaign, is_zone_fixed=self.is_zone_fixed)

    def _gather(self, node: object, campaign: str | None) -> None:
        if isinstance(node, Compare | Between | In):
            rewritten = as_comparisons(node)
            test = count_test(rewritten)
            if test is not None:
                self._count_up_to(test.count, max(test.at_least, test.below or 0), campaign)
                self._gather(test.count.query, campaign)
                return
            node = rewritten
        elif isinstance(node, _HISTORY):
            self._ask(node, campaign)
        for part in parts(node):
            if isinstance(part, msgspec.Struct):
                self._gather(part, campaign)

    def _ask(self, node: _History, campaign: str | None) -> None:
        match node:
            case Count():
                self._count(node, campaign)
            case CountDistinct():
                self._distinct(node, campaign)
            case Aggregate():
                self._summary(node, campaign)
            case Did(query=query, window=window):
                self._exists(self.look_at(query, window, campaign))
            case TimeSince(query=query):
                looked = self.look_at(query, Ever(), campaign)
                if looked.later:
                    self._keep(looked)
                else:
                    self._of(looked.stream).latest = True
            case DidThen():
                self._pair(node, campaign)

    def _count_up_to(self, count: Count, level: int, campaign: str | None) -> None:
        looked = self.look_at(count.query, count.window, campaign)
        needs = self._of(looked.stream)
        if looked.later:
            self._keep(looked)
        elif level <= 1:
            self._exists(looked)
        elif looked.window is None:
            needs.counts = True
        else:
            needs.level = max(needs.level, level)
            needs.level_ms = max(needs.level_ms, keep_ms(looked.window))

    def _exists(self, looked: Looked) -> None:
        needs = self._of(looked.stream)
        if looked.later:
            self._keep(looked)
        elif looked.window is None:
            needs.exists = True
        else:
            needs.latest = True

    def _count(self, count: Count, campaign: str | None) -> None:
        looked = self.look_at(count.query, count.window, campaign)
        if looked.later or looked.window is not None:
            self._keep(looked)
        else:
            self._of(looked.stream).counts = True

    def _distinct(self, count: CountDistinct, campaign: str | None) -> None:
        looked = self.look_at(count.query, count.window, campaign)
        needs = self._of(looked.stream)
        if looked.later:
            self._keep(looked, count.property)
        elif looked.window is None:
            needs.distinct[count.property] = None
        else:
            before = needs.recent.get(count.property, 0)
            needs.recent[count.property] = max(before, keep_ms(looked.window))

    def _summary(self, node: Aggregate, campaign: str | None) -> None:
        looked = self.look_at(node.query, node.window, campaign)
        needs = self._of(looked.stream)
        name = node.property
        is_last = node.summary is Summary.LAST
        if looked.later or (looked.window is not None and not is_last):
            self._keep(looked, name)
            return
        match node.summary:
            case Summary.LAST:
                needs.last[name] = None
            case Summary.FIRST:
                needs.first[name] = None
            case Summary.MINIMUM:
                needs.minima[name] = None
            case Summary.MAXIMUM:
                needs.maxima[name] = None
            case Summary.SUM:
                needs.sums[name] = None
            case Summary.AVERAGE:
                needs.sums[name] = None
                needs.known[name] = None

    def _pair(self, node: DidThen, campaign: str | None) -> None:
        first = self.look_at(node.first, node.window, campaign)
        second = self.look_at(node.second, node.window, campaign)
        for_ms = FOREVER if first.window is None else keep_ms(first.window)
        if not first.later and not second.later:
            pair = Pair(first.stream, second.stream, node.within_ms, first.window is not None)
            self.pairs[pair] = max(self.pairs.get(pair, 0), for_ms)
            return
        log = self.logs.setdefault((first.stream, second.stream), LogNeeds())
        log.keep_ms = max(log.keep_ms, for_ms)
        for looked in (first, second):
            for name in later_properties(looked):
                log.kept[looked.stream.event, name] = None

    def _of(self, stream: Stream) -> StreamNeeds:
        return self.streams.setdefault(stream, StreamNeeds())

    def _keep(self, looked: Looked, *properties: str) -> None:
        needs = self._of(looked.stream)
        needs.keep_ms = max(needs.keep_ms, FOREVER if looked.window is None else keep_ms(looked.window))
        for name in (*properties, *later_properties(looked)):
            if name != "time":
                needs.kept[name] = None


def has_fixed_zone(program: Program) -> bool:
    """Tell whether all users live in the project's time zone."""
    return all(attribute.name != "timezone" for attribute in program.attributes)


def keep_ms(window: Sliding) -> int:
    """Return how long an event can lie in a window."""
    return window.duration_ms if isinstance(window, LastPeriod) else TODAY_MS


def later_properties(looked: Looked) -> list[str]:
    """Return the properties of events that are asked for later, besides their time."""
    names = dict.fromkeys(name for part in looked.later for name in event_properties(part))
    names.pop("time", None)
    return list(names)


def _expressions(node: object, campaign: str | None) -> Iterator[tuple[Expression, str | None]]:
    if isinstance(node, Campaign):
        campaign = node.name
    for part in parts(node):
        if is_expression(part):
            yield part, campaign  # type: ignore[misc]
        elif isinstance(part, msgspec.Struct):
            yield from _expressions(part, campaign)
