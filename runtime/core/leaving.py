"""A message that no guard refuses leaves: rendered, counted by its limits, and put into the outbox.

Source: language reference, section 9.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2s
from typing import TYPE_CHECKING, Any, Final

from maflow.runtime.core.code import Route, SendCode
from maflow.runtime.core.effects import Outgoing
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.limits import reserve
from maflow.runtime.core.receipts import answer_at_once, forget_oldest, receipt_properties
from maflow.runtime.core.refusals import Refusal
from maflow.runtime.core.running import set_timer
from maflow.runtime.core.state import OpenSend, Run, User
from maflow.runtime.errors import RenderError

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["count", "key_of", "leave", "site_of"]

_SITE_BYTES: Final = 8
_OWNER_BYTES: Final = 16
_MOST_OPEN: Final = 64
_NO_CONTENT: Final = Refusal("render")
_NO_VARIABLES: Final[Mapping[str, str]] = {}

# At hand as a constant: a name that is imported is looked up each time (benchmark: test_journey).
_Decision: Final = Decision


def leave(engine: Engine, user: User, run: Run, send: SendCode, route: Route) -> Refusal | None:
    """Let a message leave; return why it cannot be rendered if it cannot."""
    fields = route.fields
    if fields is None and route.render is None:
        return _NO_CONTENT
    try:
        if fields is None:
            fields = route.render(engine, user, run)  # type: ignore[misc]  # one of both is there
        variables = _NO_VARIABLES if route.fill is None else route.fill(engine, user, run)
    except RenderError as error:
        return Refusal("render", value=str(error))
    # Any: of an instant that is recorded and counted, no new number is made (benchmark: test_journey).
    instant: Any = engine.instant
    user_id, run_id, campaign = user.id, run.id, send.campaign
    node, message, channel = send.node_id, send.message, route.channel
    occurrence = count(run, send.node) if send.may_repeat else 1
    key = key_of(route.site, user, run, campaign, occurrence)
    expires_at = None if route.valid_ms is None else engine.now + route.valid_ms
    address = None if route.needs is None else str(user.a[route.needs])
    effects = engine.effects
    # By place: arguments with names take three times as long (benchmark: test_journey).
    effects.append(
        _Decision(
            instant, user_id, "sent", campaign, run_id, node, channel, message,
            None, None, None, None, None, route.cost, key,
        )
    )  # fmt: skip
    if engine.hands_on:
        effects.append(
            Outgoing(
                key, instant, user_id, campaign, run_id, node, message, channel,
                send.category.name, run.arm, address, fields, expires_at, variables,
            )
        )  # fmt: skip
    echo = engine.echoes[channel]
    if send.awaits_result or not echo.is_final:
        _keep_open(engine, user, run, send, route, key, address)
    if route.limits:
        reserve(engine, user, route.limits, instant)
    names = echo.awaited if send.awaits_result else echo.names
    if names:
        answer_at_once(engine, user, names, receipt_properties(engine, run, send, channel, key))
    if send.awaits_result:
        run.awaits = key
        if expires_at is not None:
            set_timer(engine, user, run, expires_at)
    return None


def count(run: Run, node: int) -> int:
    """Count what leaves from a node of a run; return how often it has."""
    if run.sends is None:
        run.sends = {node: 1}
        return 1
    run.sends[node] = occurrence = run.sends.get(node, 0) + 1
    return occurrence


def site_of(project: str, campaign: str, node: str, channel: str) -> str:
    """Return the hash of where deliveries leave from, with which the keys of all end."""
    site = "\0".join((project, campaign, node, channel))
    return f"-{_hash_of(site, _SITE_BYTES)}"


def key_of(site: str, user: User, run: Run, campaign: str, occurrence: int) -> str:
    """Return the idempotency key of a delivery: whose it is, from which of the runs, and from where.

    Shape: hash of the user, and the key of the run if there is one; number of the run; hash of where it
    leaves from (`site_of`); how often the run was there, from the second time on.
    """
    owner = user.hash
    if owner is None:
        # Made once for each user (benchmark: test_journey).
        owner = user.hash = f"{_hash_of(user.id, _OWNER_BYTES)}-"
    begin = len(campaign) + len(user.id) + 2
    if run.key is not None:
        owner = f"{_hash_of(f'{owner}{run.key}', _OWNER_BYTES)}-"
        begin += len(run.key) + 1
    key = f"{owner}{run.id[begin:]}{site}"
    return key if occurrence == 1 else f"{key}-{occurrence}"


def _hash_of(text: str, size: int) -> str:
    return blake2s(text.encode(), digest_size=size).hexdigest()


def _keep_open(  # noqa: PLR0913, PLR0917 - what is known of a message
    engine: Engine, user: User, run: Run, send: SendCode, route: Route, key: str, address: str | None
) -> None:
    """Remember a message until its last receipt has come."""
    rings = [limit.ring for limit in route.limits]
    if not user.open_sends:
        user.open_sends = []
    user.open_sends.append(
        OpenSend(
            engine.now, key, run.campaign, run.id, send.node, send.message, route.channel, rings, address
        )
    )
    if len(user.open_sends) > _MOST_OPEN:
        forget_oldest(user)
