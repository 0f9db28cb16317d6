"""The send pipeline: every guard in its order, then the outbox.

1 the run is alive -> 2 hold-outs -> 3 suppression -> 4 consent -> 5 address -> 6 quiet hours ->
7 arbitration -> 8 limits -> 9 budgets -> 10 render -> 11 outbox.
Source: language reference, section 9. Arbitration and budgets have no rules to ask yet: a program that
has some is refused when it is built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from maflow.runtime.core.code import Route, SendCode
from maflow.runtime.core.consents import ask_consent, is_suppressed
from maflow.runtime.core.exits import is_to_leave
from maflow.runtime.core.inputs import NOTHING
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.leaving import leave
from maflow.runtime.core.limits import ask_limits
from maflow.runtime.core.quiet_hours import ask_quiet_hours
from maflow.runtime.core.refusals import Refusal
from maflow.runtime.core.running import GONE, REST, exit_run, set_timer
from maflow.runtime.core.state import Run, User

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["decide_send"]

_APPROVAL: Final = Refusal("approval")
_CONSENT: Final = Refusal("consent")
_HOLDOUT: Final = Refusal("holdout")
_NO_ADDRESS: Final = Refusal("address")
_PAUSED: Final = Refusal("paused")
_SUPPRESSED: Final = Refusal("suppressed")


def decide_send(engine: Engine, user: User, run: Run, send: SendCode) -> int:
    """Ask every guard and send, block or defer; return the node that follows.

    The waiting times of all rules count from `run.since`, when the flow reached the send.
    """
    if engine.code.has_exit_when and is_to_leave(engine, user, run, engine.code.campaigns[run.campaign]):
        exit_run(engine, user, run, "exit_when")
        return GONE
    if run.is_held_out:
        return _hold_back(engine, user, run, send)
    route = send.only
    if route is None:
        return _send_by_first(engine, user, run, send, _channels(engine, user, run, send))
    refusal = _ask(engine, user, run, send, route)
    if refusal is None:
        refusal = leave(engine, user, run, send, route)
        if refusal is None:
            return REST if send.awaits_result else send.sent
    return _defer_or_block(engine, user, run, send, route.channel, refusal)


def _hold_back(engine: Engine, user: User, run: Run, send: SendCode) -> int:
    channels = _channels(engine, user, run, send)
    channel = channels[0] if len(channels) == 1 else None
    is_approved = channel is None or send.routes[channel].is_approved
    _record(engine, user, run, "blocked", send, channel, _HOLDOUT if is_approved else _APPROVAL)
    return send.blocked


def _channels(engine: Engine, user: User, run: Run, send: SendCode) -> tuple[str, ...]:
    """Return the channels that a send may take, the one that is wanted most first."""
    if send.chosen_by is None:
        return send.channels
    channel = send.chosen_by(engine, user, run, NOTHING, engine.now, engine.now)
    return () if channel is None else (str(channel),)


def _send_by_first(engine: Engine, user: User, run: Run, send: SendCode, channels: tuple[str, ...]) -> int:
    refused: list[tuple[str, Refusal]] = []
    for channel in channels:
        route = send.routes[channel]
        refusal = _ask(engine, user, run, send, route)
        if refusal is None:
            for passed, why in refused:
                _record(engine, user, run, "skipped", send, passed, why)
            refusal = leave(engine, user, run, send, route)
            if refusal is None:
                return REST if send.awaits_result else send.sent
            return _defer_or_block(engine, user, run, send, channel, refusal)
        refused.append((channel, refusal))
    waiting = [each for each in refused if each[1].waits]
    if waiting:
        channel, refusal = min(waiting, key=lambda each: each[1].until or 0)
        return _defer_or_block(engine, user, run, send, channel, refusal)
    for channel, refusal in refused:
        _record(engine, user, run, "blocked", send, channel, refusal)
    if not channels:
        _record(engine, user, run, "blocked", send, None, _NO_ADDRESS)
    return send.blocked


def _ask(engine: Engine, user: User, run: Run, send: SendCode, route: Route) -> Refusal | None:
    """Ask the guards of one channel that come before rendering."""
    if not route.is_approved:
        return _APPROVAL
    if engine.paused and route.channel in engine.paused:
        return _PAUSED
    address = None if route.needs is None else user.a[route.needs]
    if user.suppressed and is_suppressed(user, route.channel, send.category, address):
        return _SUPPRESSED
    if route.asks_consent:
        by_silence = engine.options.consent_all
        if not ask_consent(user, route.consent, route.channel, send.category, by_silence=by_silence):
            return _CONSENT
    if address is None and route.needs is not None:
        return _NO_ADDRESS
    if route.quiet:
        refusal = ask_quiet_hours(route.quiet, user.zone, engine.now, run.since)
        if refusal is not None:
            return refusal
    return ask_limits(engine, user, route.limits, run.since) if route.limits else None


def _defer_or_block(
    engine: Engine, user: User, run: Run, send: SendCode, channel: str, refusal: Refusal
) -> int:
    if not refusal.waits:
        _record(engine, user, run, "blocked", send, channel, refusal)
        return send.blocked
    assert refusal.until is not None
    _record(engine, user, run, "deferred", send, channel, refusal)
    set_timer(engine, user, run, refusal.until)
    return REST


def _record(  # noqa: PLR0913, PLR0917
    engine: Engine, user: User, run: Run, kind: str, send: SendCode, channel: str | None, refusal: Refusal
) -> None:
    engine.effects.append(
        Decision(
            engine.instant,
            user.id,
            kind,
            send.campaign,
            run.id,
            send.node_id,
            channel,
            send.message,
            rule=refusal.rule,
            reason=refusal.reason,
            until=refusal.until,
            value=refusal.value,
        )
    )
