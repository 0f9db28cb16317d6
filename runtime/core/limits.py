"""Guard 8: limits, exact in every form, with the last send times of each.

A limit of N, rolling or of the calendar, is full exactly when the N-th last send lies in the window. So N
times are all that is kept, and of a calendar limit as many more as can still be released: when the user
moves to the west, an older one may lie in the window again. Source: language reference, section 6.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from maflow.runtime.core.code import LimitCode
from maflow.runtime.core.refusals import NEVER, Refusal
from maflow.runtime.core.state import Ring, User, ring_of

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["ask_limits", "release", "remember_past", "reserve"]


def ask_limits(engine: Engine, user: User, limits: tuple[LimitCode, ...], reached: int) -> Refusal | None:
    """Return why the limits refuse a send now, None if all have room; `until` is when all have.

    If any full rule drops, the first such blocks. Else the send waits for the latest instant at which
    all have room, or is blocked at once by the first rule whose time that exceeds.
    """
    now = engine.now
    for limit in limits:
        if limit.in_total or limit.count == 0:
            return _refusal_of_full(engine, user, limits, reached)
        ring = ring_of(user, limit.ring)
        # Most limits have room: that is seen here, without a call (benchmark: test_journey).
        if ring is None or ring.size < limit.count:
            continue
        if limit.rolling_ms == 0 or ring.oldest + limit.rolling_ms > now:
            return _refusal_of_full(engine, user, limits, reached)
    return None


def reserve(engine: Engine, user: User, limits: tuple[LimitCode, ...], at: Any) -> None:
    """Count a send at the instant of its decision; if it can be released, it is among the open ones."""
    # Any: an instant that is not made anew (benchmark: test_journey).
    for limit in limits:
        if limit.in_total:
            shared = engine.state.shared.setdefault(limit.ring, [])
            shared.append(at)
            if len(shared) > limit.count:
                del shared[0]
            continue
        ring = ring_of(user, limit.ring)
        if ring is None:
            user.rings = Ring(limit.ring, (at,), user.rings)
        elif ring.size < limit.count:
            ring.keep((*ring.times, at))
        elif limit.period is not None:
            ring.keep(_newest(user, limit, (*ring.times, at)))
        else:
            ring.keep((at,) if limit.count == 1 else (*ring.times[1:], at))


def release(engine: Engine, user: User, limits: Sequence[LimitCode], at: int) -> None:
    """Take back a send that was counted at an instant."""
    for limit in limits:
        times = list(_times(engine, user, limit))
        if at in times:
            times.remove(at)
            _keep(engine, user, limit, tuple(times))


def remember_past(engine: Engine, user: User, limits: Sequence[LimitCode], at: int) -> None:
    """Count a send of the past."""
    for limit in limits:
        times = list(_times(engine, user, limit))
        insort(times, at)
        _keep(engine, user, limit, _newest(user, limit, tuple(times)))


def _times(engine: Engine, user: User, limit: LimitCode) -> Sequence[int]:
    """Return the send times that a limit counts, the oldest first."""
    if limit.in_total:
        return engine.state.shared.get(limit.ring, ())
    ring = ring_of(user, limit.ring)
    return () if ring is None else ring.times


def _newest(user: User, limit: LimitCode, times: tuple[int, ...]) -> tuple[int, ...]:
    """Return the times that can matter: as many as a limit counts, and as many as can be released.

    No window of elapsed time ever goes back, and the project does not move.
    """
    count = limit.count
    if limit.period is not None and not limit.in_total:
        count += sum(limit.ring in sent.rings for sent in user.open_sends)
    return times[max(len(times) - count, 0) :]


def _keep(engine: Engine, user: User, limit: LimitCode, times: tuple[int, ...]) -> None:
    if limit.in_total:
        engine.state.shared[limit.ring] = list(times)
        return
    ring = ring_of(user, limit.ring)
    if ring is None:
        user.rings = Ring(limit.ring, times, user.rings)
    else:
        ring.keep(times)


def _free_at(engine: Engine, user: User, limit: LimitCode) -> int | None:
    count = limit.count
    if count == 0:
        return NEVER
    times = _times(engine, user, limit)
    if len(times) < count:
        return None
    oldest = times[-count]
    if limit.period is None:
        free_at = oldest + limit.rolling_ms
        return free_at if free_at > engine.now else None
    zone = engine.code.zone if limit.in_total else user.zone
    week_starts = engine.code.program.week_starts
    if oldest < zone.start_of(limit.period, engine.now, week_starts):
        return None
    return zone.next_start_of(limit.period, engine.now, week_starts)


def _refusal_of_full(
    engine: Engine, user: User, limits: tuple[LimitCode, ...], reached: int
) -> Refusal | None:
    """Return the refusal of the limits that are full, None if none is."""
    latest, until = None, -1
    first_to_drop, frees = None, NEVER
    full: list[LimitCode] = []
    for limit in limits:
        free_at = _free_at(engine, user, limit)
        if free_at is None:
            continue
        full.append(limit)
        if free_at > until:
            latest, until = limit, free_at
        if limit.wait_ms is None and first_to_drop is None:
            first_to_drop, frees = limit, free_at
    if latest is None:
        return None
    if first_to_drop is not None:
        return _by(first_to_drop, frees, waits=False)
    for limit in full:
        assert limit.wait_ms is not None
        if until > reached + limit.wait_ms:
            return _by(limit, until, waits=False)
    return _by(latest, until, waits=True)


def _by(limit: LimitCode, until: int, *, waits: bool) -> Refusal:
    return Refusal("limits", limit.rule, None if until >= NEVER else until, limit.count, waits=waits)
