"""Receipts and other raised events: what they change in a user before anything looks at them.

Source: language reference, sections 5 and 9.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from maflow.runtime.core.code import Code, SendCode
from maflow.runtime.core.consents import state_consent, suppress_address, suppress_channel
from maflow.runtime.core.inputs import ConsentStatement, Event, Value
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.limits import release
from maflow.runtime.core.options import Options
from maflow.runtime.core.state import OpenSend, Run, User
from maflow.runtime.program.program import Channel

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = [
    "Echo",
    "answer_at_once",
    "echoes_of",
    "final_success",
    "forget_oldest",
    "raise_event",
    "receipt_properties",
    "settle_receipt",
    "time_out",
]

_MOST_SAID: Final = 200
_FAILURES: Final = frozenset({"failed", "bounced"})
_SUCCESSES: Final = frozenset({"accepted", "delivered"})


def receipt_properties(engine: Engine, run: Run, send: SendCode, channel: str, key: str) -> dict[str, Value]:
    """Return the properties of a receipt of a message of a run; `key` names the delivery exactly."""
    return {
        "message": send.message,
        "campaign": engine.code.campaigns[run.campaign].name,
        "run": run.id,
        "channel": channel,
        "category": send.category.name,
        "key": key,
        **({} if run.arm is None else {"arm": run.arm}),
    }


def raise_event(engine: Engine, user: User, name: str, properties: Mapping[str, Value]) -> None:
    """Queue an event that the engine raises: it is taken next, at the same instant."""
    if name in engine.code.events or engine.code.has_exit_when:
        engine.queue.append(Event(user.id, name, engine.now, engine.now, properties))


@dataclass(frozen=True, slots=True)
class Echo:
    """What a world without providers answers at once to a send on a channel.

    Shape: the full names of the receipts that something looks at, `awaited` for a send whose result the
    flow awaits. `is_final`: nothing more will come. (Benchmark: test_journey.)
    """

    names: tuple[str, ...]
    awaited: tuple[str, ...]
    is_final: bool


def echoes_of(code: Code, options: Options) -> dict[str, Echo]:
    """Return what a world without providers answers at once to a send, by channel."""
    answers = ("sent", *options.answers)
    found = {}
    for channel in code.channels.values():
        names = [f"{channel.name}.{name}" for name in answers if name in channel.receipts]
        is_open = final_success(channel) not in options.answers
        found[channel.name] = Echo(
            tuple(name for name in names if _is_looked_at(code, name, is_open=is_open)),
            tuple(name for name in names if _is_looked_at(code, name, is_open=True)),
            not is_open,
        )
    return found


def answer_at_once(engine: Engine, user: User, names: Sequence[str], properties: Mapping[str, Value]) -> None:
    """Raise the receipt of a sending, and those that a world without providers answers with."""
    now = engine.now
    engine.queue.extend(Event(user.id, name, now, now, properties) for name in names)


def final_success(channel: Channel) -> str:
    """Return the last receipt of a success that a channel gives."""
    return "delivered" if "delivered" in channel.receipts else "accepted"


def _is_looked_at(code: Code, name: str, *, is_open: bool) -> bool:
    event = code.events.get(name)
    return code.has_exit_when or (event is not None and (event.is_looked_at or (is_open and event.settles)))


def settle_receipt(engine: Engine, user: User, event: Event) -> tuple[Run, int] | None:
    """Take in what a receipt says: suppression, and the end of a reservation.

    Return the run that waited for this result, and the node that follows.
    """
    channel, _, name = event.name.rpartition(".")
    if channel == "consent":
        _take_consent(user, event, is_given=name == "given")
        return None
    sent = _find(user, event, channel) if name in _FAILURES or name in _SUCCESSES else None
    if name in ("unsubscribed", "complained"):
        suppress_channel(user, name, channel)
    elif name == "bounced" and event.properties.get("hard") is True:
        address = _address_of(engine, user, channel, sent)
        if address is not None:
            suppress_address(user, address)
    return None if sent is None else _close(engine, user, event, sent, name)


def time_out(engine: Engine, user: User, run: Run) -> int:
    """Count a message whose validity is over as failed; return the node that follows."""
    for sent in user.open_sends:
        if sent.key == run.awaits:
            user.open_sends.remove(sent)
            return _fail(engine, user, run, sent, "valid")
    return engine.code.campaigns[run.campaign].nodes[run.node].send.failed  # type: ignore[union-attr]


def _take_consent(user: User, event: Event, *, is_given: bool) -> None:
    channel, category = event.properties.get("channel"), event.properties.get("category")
    state_consent(
        user,
        ConsentStatement(
            is_given,
            None if channel is None else str(channel),
            None if category is None else str(category),
        ),
    )


def _close(engine: Engine, user: User, event: Event, sent: OpenSend, name: str) -> tuple[Run, int] | None:
    run = next((run for run in user.runs if run.awaits == sent.key), None)
    route_code = engine.code.campaigns[sent.campaign].nodes[sent.node].send
    assert route_code is not None
    route = route_code.routes[sent.channel]
    if name in _FAILURES:
        user.open_sends.remove(sent)
        release(engine, user, [limit for limit in route.limits if limit.ring in sent.rings], sent.at)
        node = _fail(engine, user, run, sent, name, event.properties.get("reason"))
        return None if run is None else (run, node)
    # Accepted: what was reserved is settled, and a failure after that gives nothing back.
    sent.rings = []
    if name == route.final_success:
        user.open_sends.remove(sent)
        if run is not None:
            run.awaits = None
            return run, route_code.sent
    return None


def _address_of(engine: Engine, user: User, channel: str, sent: OpenSend | None) -> object:
    """Return where a message went that a receipt is about: the user may have another address by now."""
    needs = engine.code.channels[channel].needs
    if needs is None:
        return channel
    return user.a[engine.code.attributes[needs]] if sent is None else sent.address


def _find(user: User, event: Event, channel: str) -> OpenSend | None:
    key, run = event.properties.get("key"), event.properties.get("run")
    message = event.properties.get("message")
    for sent in reversed(user.open_sends):
        if key is not None:
            if sent.key == key:
                return sent
        elif sent.channel == channel and sent.message == message and sent.run == run:
            return sent
    return None


def forget_oldest(user: User) -> None:
    """Forget the oldest message of which nothing final is known and for which no run waits."""
    awaited = {run.awaits for run in user.runs}
    for sent in user.open_sends:
        if sent.key not in awaited:
            user.open_sends.remove(sent)
            return


def _fail(
    engine: Engine, user: User, run: Run | None, sent: OpenSend, reason: str, said: Value = None
) -> int:
    """Record a failure, with what the provider said of it, and end the waiting for its result."""
    campaign = engine.code.campaigns[sent.campaign]
    node = campaign.nodes[sent.node]
    assert node.send is not None
    engine.effects.append(
        Decision(
            engine.now,
            user.id,
            "failed",
            campaign.name,
            sent.run,
            node.id,
            sent.channel,
            sent.message,
            reason=reason,
            value=None if said is None else str(said)[:_MOST_SAID],
            key=sent.key,
        )
    )
    if run is not None:
        run.awaits = None
    return node.send.failed
