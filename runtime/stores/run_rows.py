"""Runs as rows: dense arrays, what is seldom there in a mapping behind."""

from __future__ import annotations

from typing import Any

import msgspec

from maflow.runtime.codegen.history_plan import HistoryPlan
from maflow.runtime.core.code import CampaignCode
from maflow.runtime.core.inputs import Event
from maflow.runtime.core.state import Run
from maflow.runtime.stores.values import pack, pack_all, unpack, unpack_all

__all__ = ["RunRow", "TimedRun", "decode_run", "encode_run", "short_id", "whole_id"]

_NO_SLOTS = msgspec.Raw(b"\x90")
# What is in a row as it is in a run.
_AS_THEY_ARE = ("arm", "passes", "goals_met", "is_held_out")


class TimedRun(msgspec.Struct, array_like=True, frozen=True):
    """How a row of a run begins: what there is to know of its timers.

    Shape: `campaign` is by the names of the store. Units: milliseconds since `start`, here and below.
    """

    campaign: int
    start: int
    timer: int
    due: int | None
    exit_timer: int
    exit_due: int | None


class _Seldom(msgspec.Struct, frozen=True, omit_defaults=True):
    """What most runs do not have."""

    # Any: packed values, here and below.
    values: list[Any] = msgspec.field(default=[], name="v")
    # A union with Raw would not read what is raw.
    h: msgspec.Raw = msgspec.field(default=_NO_SLOTS, name="h")
    arm: str | None = msgspec.field(default=None, name="a")
    exposed: list[str] | None = msgspec.field(default=None, name="x")
    key: str | None = msgspec.field(default=None, name="k")
    passes: dict[int, int] | None = msgspec.field(default=None, name="p")
    awaits: str | None = msgspec.field(default=None, name="w")
    goals_met: Any = msgspec.field(default=0, name="g")
    is_held_out: bool = msgspec.field(default=False, name="o")
    log: list[tuple[str, int, int, dict[str, Any], str | None]] | None = msgspec.field(default=None, name="l")


class RunRow(TimedRun, frozen=True, array_like=True):
    """How a run is read; `id` is what `short_id` makes of it."""

    id: str
    node: int
    since: int
    entry_time: int
    entry: dict[str, Any]
    sends: dict[int, int] | None
    seldom: _Seldom | None = None


# Any: the array that `RunRow` reads; that is quicker than making one (benchmark: test_durable).
def encode_run(run: Run, user_id: str, place: int, plan: HistoryPlan, name: str) -> list[Any]:
    """Return a run of a campaign of some name as a row."""
    start = run.start
    row: list[Any] = [
        place,
        start,
        run.timer,
        None if run.due == 0 else run.due - start,
        run.exit_timer,
        None if run.exit_due == 0 else run.exit_due - start,
        short_id(run.id, name, user_id),
        run.node,
        run.since - start,
        run.entry_time - start,
        pack_all(run.entry),
        run.sends or None,
    ]
    if (
        run.h
        or run.values
        or run.arm
        or run.exposed
        or run.passes
        or run.goals_met
        or run.log
        or run.is_held_out
        or run.key is not None
        or run.awaits is not None
    ):
        row.append(_seldom(run, plan, name))
    return row


def decode_run(row: RunRow, user_id: str, campaign: CampaignCode, plan: HistoryPlan) -> Run:
    """Return the run that a row was made of; it is alive."""
    start = row.start
    run = Run(campaign.index, whole_id(row.id, campaign.name, user_id), None, start)
    run.timer = row.timer
    if row.due is not None:
        run.due = start + row.due
    if row.exit_due is not None:
        run.exit_timer, run.exit_due = row.exit_timer, start + row.exit_due
    run.node, run.since, run.entry_time = row.node, start + row.since, start + row.entry_time
    if row.entry:
        run.entry = unpack_all(row.entry)
    if row.sends:
        run.sends = row.sends
    if row.seldom is not None:
        _read_seldom(run, row.seldom, user_id, campaign.name, plan)
    return run


def short_id(id: str, campaign: str, user_id: str) -> str:
    """Return the id of a run without what everybody knows who knows the user.

    Example:
        >>> short_id("cart/ann/2", "cart", "ann")
        '/2'
    """
    return id.removeprefix(f"{campaign}/{user_id}")


def whole_id(short: str, campaign: str, user_id: str) -> str:
    """Return the id of which `short_id` was made: none begins with a stroke."""
    return f"{campaign}/{user_id}{short}" if short.startswith("/") else short


def _seldom(run: Run, plan: HistoryPlan, name: str) -> _Seldom:
    return _Seldom(
        values=[pack(value) for value in run.values or ()],
        h=msgspec.Raw(plan.encode_slots(run.h, name)) if run.h else _NO_SLOTS,
        arm=run.arm,
        exposed=sorted(run.exposed) if run.exposed else None,
        key=run.key,
        passes=dict(run.passes) or None,
        awaits=run.awaits,
        goals_met=pack(run.goals_met),
        is_held_out=run.is_held_out,
        log=[_logged(event) for event in run.log] if run.log else None,
    )


def _read_seldom(run: Run, row: _Seldom, user_id: str, name: str, plan: HistoryPlan) -> None:
    for part in _AS_THEY_ARE:
        value = getattr(row, part)
        if value:
            setattr(run, part, value)
    run.key, run.awaits = row.key, row.awaits
    if row.values:
        run.values = [unpack(value) for value in row.values]
    if row.h != _NO_SLOTS:
        run.h = plan.decode_slots(bytes(row.h), name)
    if row.exposed:
        run.exposed = set(row.exposed)
    if row.log:
        run.log = [
            Event(user_id, name, time, at, unpack_all(properties), id)
            for name, time, at, properties, id in row.log
        ]


def _logged(event: Event) -> tuple[str, int, int, dict[str, Any], str | None]:
    return event.name, event.time, event.at, pack_all(event.properties), event.id
