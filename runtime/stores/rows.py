"""Users as rows: dense MessagePack arrays of all that the engine remembers of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from maflow.runtime.codegen.history_plan import plan_history
from maflow.runtime.core.code import Code
from maflow.runtime.core.state import EntryRecord, OpenSend, Run, User
from maflow.runtime.stores.run_rows import RunRow, decode_run, encode_run, trimmed
from maflow.runtime.stores.values import pack, unpack, unpack_ext

__all__ = ["UserCodec"]

_NO_SLOTS = msgspec.Raw(b"\x90")


class _Row(msgspec.Struct, array_like=True, frozen=True):
    """How a user is written: what is last and not there is left out.

    Units: times are milliseconds since `base`.
    """

    base: int
    flags: int
    # Any: packed values.
    attributes: list[Any]
    history: msgspec.Raw = _NO_SLOTS
    runs: list[RunRow] = []
    entered: list[tuple[int, str | None, int, int, int | None]] = []
    rings: dict[int, list[int]] = {}
    consents: list[tuple[str | None, str | None, bool]] = []
    tags: list[str] = []
    open_sends: list[tuple[int, str, int, str, int, str, str, list[int]]] = []
    watched: list[RunRow] = []
    schedules: dict[int, tuple[int, int]] = {}
    fired: dict[int, int] = {}
    flips: dict[int, tuple[int, int]] = {}
    bits: Any = 0
    suppressed: list[str] = []
    seen: dict[str, int] = {}


_DEFAULTS: tuple[Any, ...] = msgspec.structs.astuple(_Row(0, 0, []))[3:]


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
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(_Row, ext_hook=unpack_ext)

    def encode(self, user: User) -> bytes:
        """Return a user as a row."""
        base = _base(user)
        row = [
            base,
            1 if user.is_known else 0,
            [pack(value) for value in user.a],
            msgspec.Raw(self._plan.encode_slots(user.h)),
            [self._run(run, user.id, base) for run in user.runs],
            self._entered(user, base),
            {ring: [at - base for at in times] for ring, times in user.rings.items()},
            [(*about, is_given) for about, is_given in user.consents.items()],
            sorted(user.tags),
            [self._open_send(sent, base) for sent in user.open_sends],
            [self._run(run, user.id, base) for run in user.watched],
            {index: (due - base, order) for index, (due, order) in user.schedules.items()},
            {index: at - base for index, at in user.fired.items()},
            {index: (due - base, order) for index, (due, order) in user.flips.items()},
            pack(user.bits),
            sorted(user.suppressed),
            user.seen,
        ]
        return self._encoder.encode(trimmed(row, _DEFAULTS))

    def decode(self, id: str, encoded: bytes) -> User:
        """Return the user of a row.

        Raises: msgspec.DecodeError where it is none.
        """
        row = self._decoder.decode(encoded)
        base = row.base
        attributes = [unpack(value) for value in row.attributes]
        user = User(id, attributes, self._plan.decode_slots(bytes(row.history)), self._code.zone)
        place = self._code.zone_attribute
        if place is not None and attributes[place] is not None:
            user.zone = self._code.zones(str(attributes[place]))
        user.is_known = bool(row.flags)
        user.runs = [self._decoded_run(run, id, base, is_alive=True) for run in row.runs]
        user.watched = [self._decoded_run(run, id, base, is_alive=False) for run in row.watched]
        self._read_entries(user, row, base)
        user.rings = {ring: [base + at for at in times] for ring, times in row.rings.items()}
        user.consents = {(channel, category): is_given for channel, category, is_given in row.consents}
        user.tags, user.suppressed = set(row.tags), set(row.suppressed)
        user.schedules = {index: (base + due, order) for index, (due, order) in row.schedules.items()}
        user.fired = {index: base + at for index, at in row.fired.items()}
        user.flips = {index: (base + due, order) for index, (due, order) in row.flips.items()}
        user.bits, user.seen = row.bits, row.seen
        return user

    def _run(self, run: Run, user_id: str, base: int) -> list[Any]:
        campaign = self._code.campaigns[run.campaign]
        return encode_run(run, user_id, base, self._places[run.campaign], campaign, self._plan)

    def _decoded_run(self, row: RunRow, user_id: str, base: int, *, is_alive: bool) -> Run:
        campaign = self._campaigns[row.campaign]
        return decode_run(row, user_id, base, campaign, self._plan, is_alive=is_alive)

    def _entered(self, user: User, base: int) -> list[tuple[int, str | None, int, int, int | None]]:
        rows: list[tuple[int, str | None, int, int, int | None]] = []
        for about, record in user.entered.items():
            campaign, key = about if isinstance(about, tuple) else (about, None)
            ended_at = None if record.ended_at == 0 else record.ended_at - base
            rows.append((self._places[campaign], key, record.count, record.started_at - base, ended_at))
        return rows

    def _open_send(self, sent: OpenSend, base: int) -> tuple[Any, ...]:
        place = self._places[sent.campaign]
        return (
            sent.at - base,
            sent.key,
            place,
            sent.run,
            sent.node,
            sent.message,
            sent.channel,
            sent.rings,
        )

    def _read_entries(self, user: User, row: _Row, base: int) -> None:
        for place, key, count, started_at, ended_at in row.entered:
            index = self._campaigns[place].index
            record = EntryRecord()
            record.count, record.started_at = count, base + started_at
            record.ended_at = 0 if ended_at is None else base + ended_at
            user.entered[index if key is None else (index, key)] = record
        for at, sent_key, place, run, node, message, channel, rings in row.open_sends:
            campaign = self._campaigns[place].index
            sent = OpenSend(base + at, sent_key, campaign, run, node, message, channel, rings)
            user.open_sends.append(sent)


def _base(user: User) -> int:
    for run in (*user.runs, *user.watched):
        return run.start
    for record in user.entered.values():
        return record.started_at
    return 0
