"""Users as rows: dense MessagePack arrays of all that the engine remembers of one.

What is empty is not written, and not touched when a row is read: it stays as a new user has it.
(Benchmark: tests/bench/test_durable.py.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from maflow.runtime.codegen.history_plan import plan_history
from maflow.runtime.core.code import Code
from maflow.runtime.core.state import EntryRecord, OpenSend, Ring, Run, User, new_entry_record
from maflow.runtime.core.timers import TimerParts
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import ValueKind
from maflow.runtime.stores.run_rows import RunRow, TimedRun, decode_run, encode_run, short_id, whole_id
from maflow.runtime.stores.values import pack, unpack, unpack_ext

__all__ = ["UserCodec"]

_NO_SLOTS = msgspec.Raw(b"\x90")
# What MessagePack would not give back as it was.
_PACKED = frozenset({ValueKind.MONEY, ValueKind.LIST})

# What is in a row as it is in a user.
_AS_THEY_ARE = ("schedules", "flips", "fired", "bits", "seen")

# at, key, campaign, run, node, message, channel, rings, address
_OpenSend: TypeAlias = tuple[int, str, int, str, int, str, str, list[int], str | None]


class _Timed(msgspec.Struct, frozen=True, omit_defaults=True):
    schedules: dict[int, tuple[int, int]] = msgspec.field(default={}, name="s")
    flips: dict[int, tuple[int, int]] = msgspec.field(default={}, name="f")


class _Seldom(_Timed, frozen=True, omit_defaults=True):
    """What many users do not have."""

    watched: list[RunRow] = msgspec.field(default=[], name="w")
    consents: list[tuple[str | None, str | None, bool]] = msgspec.field(default=[], name="c")
    tags: list[str] = msgspec.field(default=[], name="t")
    suppressed: list[str] = msgspec.field(default=[], name="x")
    open_sends: list[_OpenSend] = msgspec.field(default=[], name="o")
    fired: dict[int, int] = msgspec.field(default={}, name="d")
    # Any: a number of any size, packed.
    bits: Any = msgspec.field(default=0, name="b")
    seen: dict[str, int] = msgspec.field(default={}, name="n")


class _TimedRow(msgspec.Struct, array_like=True, frozen=True):
    """How a row begins: what there is to know of the timers."""

    seldom: _Timed | None
    runs: list[TimedRun]


class _Row(msgspec.Struct, array_like=True, frozen=True):
    """How a user is read. Units: UTC milliseconds."""

    seldom: _Seldom | None
    runs: list[RunRow]
    is_known: bool
    # Any: packed values.
    attributes: list[Any]
    history: msgspec.Raw
    entered: list[tuple[int, str | None, int, int, int]]
    rings: dict[int, tuple[int, ...]]


class UserCodec:
    """Writes users of a loaded program as rows, and reads them.

    `campaigns` are the names of campaigns as the store numbers them; a row outlives another order.
    Law: decode(user.id, encode(user)) is equal to the user in everything
    """

    def __init__(self, code: Code, campaigns: Sequence[str] | None = None) -> None:
        self._code = code
        self._plan = plan_history(code.program)
        names = [each.name for each in code.campaigns] if campaigns is None else campaigns
        self._campaigns = [code.by_name[name] for name in names]
        places = {name: place for place, name in enumerate(names)}
        self._places = [places[each.name] for each in code.campaigns]
        self._packed = _packed_places(code.program, code.attributes)
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(_Row, ext_hook=unpack_ext).decode
        self._decode_timed = msgspec.msgpack.Decoder(_TimedRow).decode

    def encode(self, user: User) -> bytes:
        """Return a user as a row."""
        try:
            return self._encode(self._row(user))
        except OverflowError:
            # A number is too large for MessagePack: everything is packed then.
            row = self._row(user)
            row[3] = [pack(value) for value in user.a]
            row[4] = msgspec.Raw(self._plan.encode_slots(user.h))
            return self._encode(row)

    def decode(self, id: str, encoded: bytes) -> User:
        """Return the user of a row.

        Raises: msgspec.DecodeError, LookupError or TypeError where it is none.
        """
        row = self._decode(encoded)
        attributes = tuple([unpack(value) for value in row.attributes])
        user = User(id, attributes, self._plan.decode_slots(bytes(row.history)), self._code.zone)
        place = self._code.zone_attribute
        if place is not None and attributes[place] is not None:
            user.zone = self._code.zones(str(attributes[place]))
        user.is_known = row.is_known
        if row.runs:
            user.runs = tuple([self._run(run, id) for run in row.runs])
        for entered in row.entered:
            self._read_entered(user, *entered)
        for place, times in row.rings.items():
            user.rings = Ring(place, times, user.rings)
        if row.seldom is not None:
            self._read_seldom(user, row.seldom)
        return user

    def timers(self, id: str, encoded: bytes, clock: int) -> Iterator[TimerParts]:
        """Yield the timers of a row, for an engine whose clock stands there.

        Raises: as `decode`.
        """
        row = self._decode_timed(encoded)
        for run in row.runs:
            turn = -self._campaigns[run.campaign].priority
            if run.timer:
                # What was set for the past is due now.
                yield max(run.start + (run.due or 0), clock), turn, run.timer, id
            if run.exit_timer:
                yield run.start + (run.exit_due or 0), turn, run.exit_timer, id
        if row.seldom is not None:
            whens, schedules = self._code.whens, self._code.schedules
            for index, (due, order) in row.seldom.flips.items():
                yield due, -whens[index].campaign.priority, order, id
            for index, (due, order) in row.seldom.schedules.items():
                yield due, -schedules[index].campaign.priority, order, id

    # Any: the array that `_Row` reads; that is quicker than making one.
    def _row(self, user: User) -> list[Any]:
        # Any: packed values.
        attributes: Sequence[Any] = user.a
        if self._packed:
            attributes = list(user.a)
            for place in self._packed:
                attributes[place] = pack(attributes[place])
        # A loop is quicker than a comprehension where there are one or two (benchmark: test_durable).
        runs: list[list[Any]] = []
        if user.runs:
            for run in user.runs:
                runs.append(self._run_row(run, user.id))
        entered: list[tuple[int, str | None, int, int, int]] = []
        record = user.entered
        while record is not None:
            entered.append(self._entered(record, None))
            record = record.next
        if user.entered_by_key:
            entered += [self._entered(record, key) for (_, key), record in user.entered_by_key.items()]
        rings: dict[int, tuple[int, ...]] = {}
        ring = user.rings
        while ring is not None:
            rings[ring.place] = ring.times
            ring = ring.next
        has_seldom = (
            user.schedules
            or user.flips
            or user.watched
            or user.consents
            or user.tags
            or user.suppressed
            or user.open_sends
            or user.fired
            or user.bits
            or user.seen
        )
        seldom = self._seldom(user) if has_seldom else None
        return [seldom, runs, user.is_known, attributes, user.h, entered, rings]

    def _seldom(self, user: User) -> _Seldom:
        return _Seldom(
            schedules=dict(user.schedules),
            flips=dict(user.flips),
            # It is written as it is read.
            watched=[self._run_row(run, user.id) for run in user.watched or ()],  # type: ignore[misc]
            consents=[(*about, is_given) for about, is_given in (user.consents or {}).items()],
            tags=sorted(user.tags or ()),
            suppressed=sorted(user.suppressed or ()),
            open_sends=[self._open_send(sent, user.id) for sent in user.open_sends or ()],
            fired=dict(user.fired),
            bits=pack(user.bits),
            seen=dict(user.seen),
        )

    def _read_seldom(self, user: User, row: _Seldom) -> None:
        for name in _AS_THEY_ARE:
            value = getattr(row, name)
            if value:
                setattr(user, name, value)
        if row.watched:
            user.watched = [self._run(run, user.id) for run in row.watched]
            for run in user.watched:
                run.is_alive = False
        if row.consents:
            user.consents = {(channel, category): is_given for channel, category, is_given in row.consents}
        if row.tags:
            user.tags = set(row.tags)
        if row.suppressed:
            user.suppressed = set(row.suppressed)
        if row.open_sends:
            user.open_sends = [self._read_open_send(sent, user.id) for sent in row.open_sends]

    def _run_row(self, run: Run, user_id: str) -> list[Any]:
        name = self._code.campaigns[run.campaign].name
        return encode_run(run, user_id, self._places[run.campaign], self._plan, name)

    def _run(self, row: RunRow, user_id: str) -> Run:
        return decode_run(row, user_id, self._campaigns[row.campaign], self._plan)

    def _entered(self, record: EntryRecord, key: str | None) -> tuple[int, str | None, int, int, int]:
        return self._places[record.campaign], key, record.count, record.started_at, record.ended_at

    def _read_entered(
        self, user: User, place: int, key: str | None, count: int, started_at: int, ended_at: int
    ) -> None:
        record = new_entry_record(user, self._campaigns[place].index, key)
        record.count, record.started_at, record.ended_at = count, started_at, ended_at

    def _open_send(self, sent: OpenSend, user_id: str) -> _OpenSend:
        run = short_id(sent.run, self._code.campaigns[sent.campaign].name, user_id)
        place = self._places[sent.campaign]
        rest = sent.node, sent.message, sent.channel, sent.rings, sent.address
        return sent.at, sent.key, place, run, *rest

    def _read_open_send(self, row: _OpenSend, user_id: str) -> OpenSend:
        at, key, place, run, *_ = row
        campaign = self._campaigns[place]
        return OpenSend(at, key, campaign.index, whole_id(run, campaign.name, user_id), *row[4:])


def _packed_places(program: Program, attributes: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(attributes[each.name] for each in program.attributes if each.type.kind in _PACKED)
