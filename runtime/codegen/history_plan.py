"""The plan of the history: which slots a user and a run have, what is in each, and how they are stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import Any

from maflow.runtime.codegen.history_codec import TOTAL, SlotCodec
from maflow.runtime.codegen.history_needs import FOREVER, LogNeeds, Needs, Pair, StreamNeeds
from maflow.runtime.codegen.history_queries import Stream
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import ValueKind, ValueType

__all__ = ["HistoryPlan", "Slot", "SlotKind", "plan_history", "runtime_type"]

_INTEGERS = frozenset(
    {ValueKind.INTEGER, ValueKind.DURATION, ValueKind.DATE, ValueKind.TIME, ValueKind.MOMENT}
)
_FRACTIONS = frozenset({ValueKind.NUMBER, ValueKind.PERCENT})
_TIME = ValueType(ValueKind.MOMENT)
_TEXT = ValueType(ValueKind.TEXT)
# All users share it where there is nothing to keep (benchmark: test_journey). Any: of slots.
_NO_SLOTS: list[Any] = []


class SlotKind(Enum):
    """What a slot holds; those of one group stand one behind the other."""

    TIMES = auto()
    KEPT = auto()
    LAST_TIME = auto()
    LAST = auto()
    FIRST_TIME = auto()
    FIRST = auto()
    COUNT = auto()
    SUM = auto()
    KNOWN = auto()
    MINIMUM = auto()
    MAXIMUM = auto()
    DISTINCT = auto()
    RECENT = auto()
    PAIR = auto()
    PAIR_TIMES = auto()
    LOG = auto()
    LOG_TIMES = auto()
    LOG_KEPT = auto()


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot: the source of what it holds at first, and its type for msgspec."""

    initial: str
    # Any: a type expression, as `int | None`.
    type: Any


class HistoryPlan:
    """Where everything that a program asks of the history is kept.

    Shape: `user_slots` and, by campaign, `run_slots` in the order of the lists `u.h` and `r.h`.
    """

    def __init__(self, program: Program) -> None:
        self.needs = Needs(program)
        self.user_slots: list[Slot] = []
        self.run_slots: dict[str, list[Slot]] = {campaign.name: [] for campaign in program.campaigns}
        self._types = {
            (event.name, each.name): each.type for event in program.events for each in event.properties
        }
        self._places: dict[tuple[object, SlotKind, object], int] = {}
        self._codecs: dict[str | None, SlotCodec] = {}
        for stream, needs in self.needs.streams.items():
            self._add_stream(stream, needs)
        for pair in self.needs.pairs:
            self._add_pair(pair)
        for log, log_needs in self.needs.logs.items():
            self._add_log(log, log_needs)

    def find(self, owner: object, kind: SlotKind, detail: object = None) -> int | None:
        """Return the place of a slot of a stream, a pair or a log; None where it has none."""
        return self._places.get((owner, kind, detail))

    def place(self, owner: object, kind: SlotKind, detail: object = None) -> int:
        """Return the place of a slot that was planned."""
        return self._places[owner, kind, detail]

    def type_of(self, event: str, name: str) -> ValueType:
        """Return the type of a property; every event has `time` and `id`."""
        if name == "time":
            return _TIME
        return _TEXT if name == "id" else self._types[event, name]

    def slots(self, campaign: str | None = None) -> list[Slot]:
        """Return the slots of a run of a campaign; without one, those of a user."""
        return self.user_slots if campaign is None else self.run_slots[campaign]

    def new_slots(self, campaign: str | None = None) -> Callable[[], list[Any]]:
        """Return what makes the slots of a run since whose entry nothing has happened.

        Without a campaign: of a user of whom nothing has happened yet.
        """
        if not self.slots(campaign):
            return lambda: _NO_SLOTS
        # The source consists of the constants of this module.
        make: Callable[[], list[Any]] = eval(f"lambda: {self.slots_source(campaign)}", {"ZERO": Decimal(0)})
        return make

    def slots_source(self, campaign: str | None = None) -> str:
        """Return the source of a list of new slots; it names `ZERO` of `maflow.runtime.core.history`."""
        return f"[{', '.join(slot.initial for slot in self.slots(campaign))}]"

    def encode_slots(self, slots: Sequence[Any], campaign: str | None = None) -> bytes:
        """Return the slots of a user, or of a run of a campaign, as MessagePack.

        Law: decode_slots(encode_slots(slots)) == slots
        """
        return self._codec(campaign).encode(slots)

    def decode_slots(self, encoded: bytes, campaign: str | None = None) -> list[Any]:
        """Return the slots of a user, or of a run of a campaign.

        Raises: msgspec.DecodeError where they are not those of this plan.
        """
        return self._codec(campaign).decode(encoded)

    def _codec(self, campaign: str | None) -> SlotCodec:
        codec = self._codecs.get(campaign)
        if codec is None:
            codec = self._codecs[campaign] = SlotCodec([slot.type for slot in self.slots(campaign)])
        return codec

    def _add(
        self, owner: object, campaign: str | None, kind: SlotKind, slot: Slot, detail: object = None
    ) -> None:
        slots = self.slots(campaign)
        self._places[owner, kind, detail] = len(slots)
        slots.append(slot)

    def _add_stream(self, stream: Stream, needs: StreamNeeds) -> None:
        has_times = needs.level > 1 or needs.keep_ms > 0
        if has_times:
            self._add(stream, stream.campaign, SlotKind.TIMES, Slot("[]", list[int]))
            self._add_columns(stream, SlotKind.KEPT, needs.kept)
        is_told = has_times or (needs.counts and not needs.latest)
        if needs.last or ((needs.latest or needs.exists) and not is_told):
            self._add(stream, stream.campaign, SlotKind.LAST_TIME, Slot("None", int | None))
            self._add_values(stream, SlotKind.LAST, needs.last)
        if needs.first:
            self._add(stream, stream.campaign, SlotKind.FIRST_TIME, Slot("None", int | None))
            self._add_values(stream, SlotKind.FIRST, needs.first)
        if needs.counts:
            self._add(stream, stream.campaign, SlotKind.COUNT, Slot("0", int))
        self._add_totals(stream, needs)
        self._add_values(stream, SlotKind.MINIMUM, needs.minima)
        self._add_values(stream, SlotKind.MAXIMUM, needs.maxima)

    def _add_columns(self, stream: Stream, kind: SlotKind, names: dict[str, None]) -> None:
        for name in names:
            what = runtime_type(self.type_of(stream.event, name))
            self._add(stream, stream.campaign, kind, Slot("[]", list[what | None]), name)  # type: ignore[valid-type]

    def _add_values(self, stream: Stream, kind: SlotKind, names: dict[str, None]) -> None:
        for name in names:
            what = runtime_type(self.type_of(stream.event, name))
            self._add(stream, stream.campaign, kind, Slot("None", what | None), name)

    def _add_totals(self, stream: Stream, needs: StreamNeeds) -> None:
        for name in needs.sums:
            self._add(stream, stream.campaign, SlotKind.SUM, _total(self.type_of(stream.event, name)), name)
        for name in needs.known:
            self._add(stream, stream.campaign, SlotKind.KNOWN, Slot("0", int), name)
        for kind, names in ((SlotKind.DISTINCT, needs.distinct), (SlotKind.RECENT, needs.recent)):
            for name in names:
                what = runtime_type(self.type_of(stream.event, name))
                self._add(stream, stream.campaign, kind, Slot("{}", dict[what, int]), name)  # type: ignore[valid-type]

    def _add_pair(self, pair: Pair) -> None:
        campaign = pair.second.campaign
        if pair.is_sliding:
            self._add(pair, campaign, SlotKind.PAIR, Slot("None", int | None))
            self._add(pair, campaign, SlotKind.PAIR_TIMES, Slot("[]", list[int]))
        else:
            self._add(pair, campaign, SlotKind.PAIR, Slot("[]", bool | list[int]))

    def _add_log(self, log: tuple[Stream, Stream], needs: LogNeeds) -> None:
        campaign = log[1].campaign
        self._add(log, campaign, SlotKind.LOG_TIMES, Slot("[]", list[int]))
        self._add(log, campaign, SlotKind.LOG, Slot("[]", list[int]))
        for event, name in needs.kept:
            what = runtime_type(self.type_of(event, name))
            slot = Slot("[]", list[what | None])  # type: ignore[valid-type]
            self._add(log, campaign, SlotKind.LOG_KEPT, slot, (event, name))

    def retention_ms(self, event: str) -> int | None:
        """Return how long a second arrival of an event would be noticed, None for ever.

        A duplicate carries the same time and properties, so what is a latest, a first or an extreme
        value stays the same; counts, sums and pairs do not, nor what is counted since an entry.
        """
        longest = 0
        for stream, needs in self.needs.streams.items():
            if stream.event == event:
                longest = max(longest, _sensitive_ms(stream, needs))
        for pair, for_ms in self.needs.pairs.items():
            if event in (pair.first.event, pair.second.event):
                longest = max(longest, for_ms)
        for (first, second), log in self.needs.logs.items():
            if event in (first.event, second.event):
                longest = max(longest, log.keep_ms)
        return None if longest >= FOREVER else longest


def plan_history(program: Program) -> HistoryPlan:
    """Return the smallest state of the history that answers every expression of a program."""
    return HistoryPlan(program)


# Any: a type expression for msgspec.
def runtime_type(declared: ValueType) -> Any:
    """Return the Python type of the values of a declared type.

    Example:
        >>> runtime_type(ValueType(ValueKind.LIST, item=ValueType(ValueKind.MONEY)))
        tuple[decimal.Decimal, ...]
    """
    if declared.kind in _INTEGERS:
        return int
    if declared.kind in _FRACTIONS:
        return int | float
    match declared.kind:
        case ValueKind.BOOLEAN:
            return bool
        case ValueKind.MONEY:
            return Decimal
        case ValueKind.LIST:
            return _tuple_of(runtime_type(declared.item or _TEXT))
        case _:
            return str


def _tuple_of(item: Any) -> Any:  # Any: type expressions, as above
    return tuple[item, ...]


def _total(declared: ValueType) -> Slot:
    return Slot("0", TOTAL) if declared.kind in _INTEGERS else Slot("ZERO", Decimal)


def _sensitive_ms(stream: Stream, needs: StreamNeeds) -> int:
    if stream.campaign is not None or needs.counts or needs.sums or needs.known:
        return FOREVER
    return max(needs.level_ms if needs.level > 1 else 0, needs.keep_ms)
