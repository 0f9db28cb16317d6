"""Runs as rows: dense arrays, with times relative to the start of the run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from maflow.runtime.codegen.history_plan import HistoryPlan
from maflow.runtime.core.code import CampaignCode
from maflow.runtime.core.inputs import Event
from maflow.runtime.core.state import Run
from maflow.runtime.stores.values import pack, pack_all, unpack, unpack_all

__all__ = ["RunRow", "decode_run", "encode_run", "trimmed"]

_HELD_OUT = 1
# A union with Raw would not read what is raw.
_NO_SLOTS = msgspec.Raw(b"\x90")


class RunRow(msgspec.Struct, array_like=True, frozen=True):
    """How a run is written: what is last and not there is left out.

    Shape: `campaign` by the names of the store; `id` is the run's number, or all of its id; `entry` by
    the place among the properties that the campaign keeps. Units: milliseconds since `start`, which is
    relative to the row's base.
    """

    campaign: int
    id: int | str
    start: int
    node: int
    since: int = 0
    timer: int = 0
    due: int | None = None
    # Any: packed values.
    entry: dict[int | str, Any] = {}
    h: msgspec.Raw = _NO_SLOTS
    values: list[Any] = []
    sends: dict[int, int] | None = None
    entry_time: int = 0
    exit_timer: int = 0
    exit_due: int | None = None
    arm: str | None = None
    exposed: list[str] | None = None
    key: str | None = None
    passes: dict[int, int] | None = None
    awaits: str | None = None
    goals_met: Any = 0
    flags: int = 0
    log: list[tuple[str, int, int, dict[str, Any], str | None]] | None = None


_DEFAULTS: tuple[Any, ...] = msgspec.structs.astuple(RunRow(0, 0, 0, 0))[4:]


def encode_run(
    run: Run, user_id: str, base: int, place: int, campaign: CampaignCode, plan: HistoryPlan
) -> list[Any]:
    """Return a run as the array that `RunRow` reads."""
    start = run.start
    prefix = _prefix(campaign.name, user_id, run.key)
    number = run.id.removeprefix(prefix)
    is_usual = run.id.startswith(prefix) and number.isdecimal() and str(int(number)) == number
    row = [
        place,
        int(number) if is_usual else run.id,
        start - base,
        run.node,
        run.since - start,
        run.timer,
        None if run.due == 0 else run.due - start,
        _entry(run.entry, campaign.keeps),
        msgspec.Raw(plan.encode_slots(run.h, campaign.name)),
        [pack(value) for value in run.values],
        run.sends,
        run.entry_time - start,
        run.exit_timer,
        None if run.exit_due == 0 else run.exit_due - start,
        run.arm,
        None if run.exposed is None else sorted(run.exposed),
        run.key,
        run.passes,
        run.awaits,
        pack(run.goals_met),
        _HELD_OUT if run.is_held_out else 0,
        None if run.log is None else [_logged(event, start) for event in run.log],
    ]
    return trimmed(row, _DEFAULTS)


def decode_run(
    row: RunRow, user_id: str, base: int, campaign: CampaignCode, plan: HistoryPlan, *, is_alive: bool
) -> Run:
    """Return the run that a row was made of."""
    start = base + row.start
    prefix = _prefix(campaign.name, user_id, row.key)
    run = Run(campaign.index, row.id if isinstance(row.id, str) else f"{prefix}{row.id}", row.key, start)
    keeps = campaign.keeps
    run.entry = {
        name if isinstance(name, str) else keeps[name]: unpack(value) for name, value in row.entry.items()
    }
    run.entry_time = start + row.entry_time
    run.values = [unpack(value) for value in row.values]
    run.h = plan.decode_slots(bytes(row.h), campaign.name)
    run.node = row.node
    run.since = start + row.since
    run.timer, run.exit_timer = row.timer, row.exit_timer
    run.due = 0 if row.due is None else start + row.due
    run.exit_due = 0 if row.exit_due is None else start + row.exit_due
    run.passes, run.sends = row.passes, row.sends
    run.exposed = None if row.exposed is None else set(row.exposed)
    run.awaits, run.arm = row.awaits, row.arm
    run.goals_met = row.goals_met
    run.is_held_out = bool(row.flags & _HELD_OUT)
    run.is_alive = is_alive
    if row.log is not None:
        run.log = [
            Event(user_id, name, start + time, start + at, unpack_all(properties), id)
            for name, time, at, properties, id in row.log
        ]
    return run


def trimmed(row: list[Any], defaults: Sequence[Any]) -> list[Any]:
    """Return a row without the last parts that are as they would be taken to be without them."""
    kept = len(row)
    fixed = kept - len(defaults)
    while kept > fixed and _is_same(row[kept - 1], defaults[kept - 1 - fixed]):
        kept -= 1
    return row[:kept]


def _is_same(value: Any, default: Any) -> bool:
    return type(value) is type(default) and value == default


def _prefix(campaign: str, user_id: str, key: str | None) -> str:
    return f"{campaign}/{user_id}/" if key is None else f"{campaign}/{user_id}/{key}/"


def _entry(entry: Mapping[str, Any], keeps: tuple[str, ...]) -> dict[int | str, Any]:
    return {keeps.index(name) if name in keeps else name: pack(value) for name, value in entry.items()}


def _logged(event: Event, start: int) -> tuple[str, int, int, dict[str, Any], str | None]:
    return event.name, event.time - start, event.at - start, pack_all(event.properties), event.id
