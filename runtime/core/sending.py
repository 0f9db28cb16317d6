"""The send pipeline: every guard in its order, then the outbox.

1 the run is alive -> 2 hold-outs -> 3 suppression -> 4 consent -> 5 address -> 6 quiet hours ->
7 arbitration -> 8 limits -> 9 budgets -> 10 render -> 11 outbox.
Source: language reference, section 9. Arbitration and budgets have no rules to ask yet: a program that
has some is refused when it is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING

from maflow.runtime.core.code import CampaignCode, Route, SendCode
from maflow.runtime.core.consents import ask_consent, is_suppressed
from maflow.runtime.core.effects import Outgoing
from maflow.runtime.core.inputs import Value
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.limits import ask_limits, reserve
from maflow.runtime.core.quiet_hours import ask_quiet_hours
from maflow.runtime.core.receipts import answer_at_once, forget_oldest
from maflow.runtime.core.refusals import Refusal
from maflow.runtime.core.running import GONE, REST, exit_run, set_timer
from maflow.runtime.core.state import OpenSend, Run, User
from maflow.runtime.errors import RenderError

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["decide_send", "reach_send"]

_MOST_OPEN = 64
_NO_CHANNEL = Refusal("address")
_NO_CONTENT = Refusal("render")
_NO_PROPERTIES: Mapping[str, Value] = {}


def reach_send(engine: Engine, user: User, run: Run, send: SendCode) -> int:
    """Decide a send that the flow has just reached; the waiting times of all rules count from now."""
    run.since = engine.now
    return decide_send(engine, user, run, send)


def decide_send(engine: Engine, user: User, run: Run, send: SendCode) -> int:
    """Ask every guard and send, block or defer; return the node that follows."""
    campaign = engine.code.campaigns[run.campaign]
    if campaign.exits_when:
        for condition in campaign.exits_when:
            if condition(engine, user, run, _NO_PROPERTIES, engine.now, engine.now):
                exit_run(engine, user, run, "exit_when")
                return GONE
    channels = send.channels if send.chosen_by is None else _chosen(engine, user, run, send)
    if run.is_held_out:
        return _hold_back(engine, user, run, send, channels)
    if len(channels) == 1:
        return _send_by_one(engine, user, run, send, channels[0])
    if not channels:
        _record(engine, user, run, "blocked", send, None, _NO_CHANNEL)
        return send.blocked
    return _send_by_first(engine, user, run, send, channels)


def _hold_back(engine: Engine, user: User, run: Run, send: SendCode, channels: tuple[str, ...]) -> int:
    channel = channels[0] if len(channels) == 1 else None
    is_approved = channel is None or send.routes[channel].is_approved
    refusal = Refusal("holdout") if is_approved else Refusal("approval")
    _record(engine, user, run, "blocked", send, channel, refusal)
    return send.blocked


def _chosen(engine: Engine, user: User, run: Run, send: SendCode) -> tuple[str, ...]:
    assert send.chosen_by is not None
    channel = send.chosen_by(engine, user, run, _NO_PROPERTIES, engine.now, engine.now)
    return () if channel is None else (str(channel),)


def _send_by_one(engine: Engine, user: User, run: Run, send: SendCode, channel: str) -> int:
    route = send.routes[channel]
    refusal = _ask(engine, user, run, send, route)
    if refusal is None:
        return _leave(engine, user, run, send, route)
    if refusal.waits:
        return _defer(engine, user, run, send, channel, refusal)
    _record(engine, user, run, "blocked", send, channel, refusal)
    return send.blocked


def _send_by_first(engine: Engine, user: User, run: Run, send: SendCode, channels: tuple[str, ...]) -> int:
    refused: list[tuple[str, Refusal]] = []
    for channel in channels:
        route = send.routes[channel]
        refusal = _ask(engine, user, run, send, route)
        if refusal is None:
            for passed, why in refused:
                _record(engine, user, run, "skipped", send, passed, why)
            return _leave(engine, user, run, send, route)
        refused.append((channel, refusal))
    waiting = [each for each in refused if each[1].waits]
    if waiting:
        channel, refusal = min(waiting, key=lambda each: each[1].until or 0)
        return _defer(engine, user, run, send, channel, refusal)
    for channel, refusal in refused:
        _record(engine, user, run, "blocked", send, channel, refusal)
    return send.blocked


def _ask(engine: Engine, user: User, run: Run, send: SendCode, route: Route) -> Refusal | None:
    """Ask the guards of one channel that come before rendering."""
    channel, category = route.channel, send.category
    if not route.is_approved:
        return Refusal("approval")
    if channel in engine.paused:
        return Refusal("paused")
    address = None if route.needs is None else user.a[route.needs]
    if user.suppressed and is_suppressed(user, channel, category, address):
        return Refusal("suppressed")
    by_silence = engine.options.consent_all
    if not ask_consent(user, route.consent, channel, category, by_silence=by_silence):
        return Refusal("consent")
    if route.needs is not None and address is None:
        return Refusal("address")
    if route.quiet:
        refusal = ask_quiet_hours(route.quiet, user.zone, engine.now, run.since)
        if refusal is not None:
            return refusal
    return ask_limits(engine, user, route.limits, run.since) if route.limits else None


def _leave(engine: Engine, user: User, run: Run, send: SendCode, route: Route) -> int:
    if route.render is None:
        _record(engine, user, run, "blocked", send, route.channel, _NO_CONTENT)
        return send.blocked
    try:
        fields = route.render(engine, user, run)
    except RenderError as error:
        refusal = Refusal("render", value=str(error))
        _record(engine, user, run, "blocked", send, route.channel, refusal)
        return send.blocked
    now, campaign = engine.now, engine.code.campaigns[run.campaign]
    if route.limits:
        reserve(engine, user, route.limits, now)
    occurrence = _count(run, send.node)
    key = _key(engine, campaign, run, send, occurrence, route.channel)
    engine.effects.append(
        Decision(
            now,
            user.id,
            "sent",
            campaign.name,
            run.id,
            send.node_id,
            route.channel,
            send.message,
            cost=route.cost,
            key=key,
        )
    )
    expires_at = None if route.valid_ms is None else now + route.valid_ms
    address = None if route.needs is None else user.a[route.needs]
    engine.effects.append(
        Outgoing(
            key,
            now,
            user.id,
            campaign.name,
            run.id,
            send.node_id,
            send.message,
            route.channel,
            send.category.name,
            run.arm,
            None if address is None else str(address),
            fields,
            expires_at,
        )
    )
    return _after_leaving(engine, user, run, send, route, key, expires_at)


def _after_leaving(  # noqa: PLR0913, PLR0917 - what a send is made of
    engine: Engine, user: User, run: Run, send: SendCode, route: Route, key: str, expires_at: int | None
) -> int:
    if send.awaits_result or route.final_success not in engine.options.answers:
        rings = [limit.ring for limit in route.limits]
        user.open_sends.append(
            OpenSend(engine.now, key, run.campaign, run.id, send.node, send.message, route.channel, rings)
        )
        if len(user.open_sends) > _MOST_OPEN:
            forget_oldest(user)
    answer_at_once(engine, user, run, send, route, key)
    if not send.awaits_result:
        return send.sent
    run.awaits = key
    if expires_at is not None:
        set_timer(engine, user, run, expires_at)
    return REST


def _count(run: Run, node: int) -> int:
    if run.sends is None:
        run.sends = {node: 1}
        return 1
    run.sends[node] = occurrence = run.sends.get(node, 0) + 1
    return occurrence


def _key(
    engine: Engine, campaign: CampaignCode, run: Run, send: SendCode, occurrence: int, channel: str
) -> str:
    project = engine.code.program.project
    parts = f"{project}\0{campaign.name}\0{run.id}\0{send.node_id}\0{occurrence}\0{channel}"
    return sha256(parts.encode()).hexdigest()[:32]


def _defer(engine: Engine, user: User, run: Run, send: SendCode, channel: str, refusal: Refusal) -> int:
    assert refusal.until is not None
    _record(engine, user, run, "deferred", send, channel, refusal)
    set_timer(engine, user, run, refusal.until)
    return REST


def _record(  # noqa: PLR0913, PLR0917
    engine: Engine, user: User, run: Run, kind: str, send: SendCode, channel: str | None, refusal: Refusal
) -> None:
    engine.effects.append(
        Decision(
            engine.now,
            user.id,
            kind,
            engine.code.campaigns[run.campaign].name,
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
