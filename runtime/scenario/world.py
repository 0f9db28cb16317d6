"""The world of one test: an engine of its own, and everything that it has decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import assert_never

from maflow.runtime.core.code import Code
from maflow.runtime.core.effects import Effect, Outgoing, TeamRequest
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Call, ConsentStatement, Event, Input, Profile, Value
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.options import Options
from maflow.runtime.core.past import PastEvent, PastSend
from maflow.runtime.program.scenarios import (
    Assignment,
    CallArrives,
    EventArrives,
    Happening,
    HistoricEvent,
    HistoricSend,
    ProfileChanges,
    ReceiptArrives,
    Scenario,
    ScenarioUser,
)
from maflow.runtime.program.types import BooleanData, Data, ListData, MoneyData, NumberData, TextData
from maflow.runtime.scenario.outcome import Step

__all__ = ["World"]


class World:
    """What a test is played in. Shape: `decisions` and `sends` in the order in which they came."""

    def __init__(self, code: Code, scenario: Scenario) -> None:
        self.steps: set[Step] = set()
        self.engine = Engine(
            code,
            Options(arms=dict(scenario.arms), holdout=scenario.is_held_out),
            trace=lambda campaign, left, reached: self.steps.add((campaign, left, reached)),
        )
        self.given_sends = sorted(scenario.sends, key=lambda each: each.at_ms)
        self.decisions: list[Decision] = []
        self.sends: list[Outgoing] = []

    def prepare(self, scenario: Scenario, at_ms: int) -> None:
        """Let everything be as the test says that it is: the past first, then the users as they are known."""
        past = [(event.time_ms, user.id, event) for user in scenario.users for event in user.past]
        for _, user_id, event in sorted(past, key=lambda each: each[0]):
            self.take(PastEvent(_past_event(user_id, event)))
        for send in self.given_sends:
            self.take(_past_send(send))
        for user in scenario.users:
            self.take(_profile(user, at_ms))

    def happen(self, action: Happening, at_ms: int) -> bool:
        """Let one line happen; False where it cannot: a receipt of a message that was not sent."""
        happened = self._input(action, at_ms)
        if happened is None:
            return False
        self.take(happened)
        return True

    def take(self, happened: Input | PastEvent | PastSend) -> None:
        """Let the engine take something, timers due before it first."""
        self._keep(self.engine.take(happened))

    def fire(self, until_ms: int) -> None:
        """Let everything happen that is due by an instant, the instant included."""
        self._keep(self.engine.fire(until_ms))

    def zone_of(self, user_id: str) -> str | None:
        """Return the zone that a user has said to be in."""
        place = self.engine.code.zone_attribute
        user = self.engine.users.get(user_id)
        value = None if place is None or user is None else user.a[place]
        return None if value is None else str(value)

    def _keep(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            match effect:
                case Decision():
                    self.decisions.append(effect)
                case Outgoing():
                    self.sends.append(effect)
                case TeamRequest():
                    pass
                case _ as never:
                    assert_never(never)

    def _input(self, action: Happening, at_ms: int) -> Input | None:
        match action:
            case EventArrives(user=user, name=name, time_ms=time_ms, id=id, properties=properties):
                time = at_ms if time_ms is None else time_ms
                return Event(user, name, time, at_ms, _values(properties), id)
            case ProfileChanges(user=user, attributes=attributes):
                return Profile(user, at_ms, _values(attributes))
            case CallArrives(user=user, campaign=campaign):
                return Call(user, campaign, at_ms)
            case ReceiptArrives():
                return self._receipt(action, at_ms)
            case _ as never:
                assert_never(never)

    def _receipt(self, action: ReceiptArrives, at_ms: int) -> Event | None:
        properties = self._sent_properties(action)
        if properties is None:
            return None
        # A test does not say of what kind a bounce is: the address does not exist.
        more: dict[str, Value] = {"hard": True} if action.receipt == "bounced" else {}
        return Event(action.user, f"{action.channel}.{action.receipt}", at_ms, at_ms, properties | more)

    def _sent_properties(self, action: ReceiptArrives) -> dict[str, Value] | None:
        wanted = action.user, action.message, action.channel
        for send in reversed(self.sends):
            if (send.user_id, send.message, send.channel) == wanted:
                return _properties_of_send(send)
        for given in reversed(self.given_sends):
            if (given.user, given.message, given.channel) == wanted:
                return _properties_of_given(given)
        return None


def _past_event(user_id: str, event: HistoricEvent) -> Event:
    return Event(user_id, event.name, event.time_ms, event.time_ms, _values(event.properties), event.id)


def _past_send(send: HistoricSend) -> PastSend:
    return PastSend(
        user_id=send.user,
        message=send.message,
        channel=send.channel,
        at=send.at_ms,
        category=send.category,
        campaign=send.campaign,
    )


def _profile(user: ScenarioUser, at_ms: int) -> Profile:
    return Profile(
        user.id,
        at_ms,
        attributes=_values(user.attributes),
        consents=tuple(ConsentStatement(is_given=True, channel=channel) for channel in user.consents),
        tags=user.tags,
    )


def _properties_of_send(send: Outgoing) -> dict[str, Value]:
    return {
        "message": send.message,
        "campaign": send.campaign,
        "run": send.run,
        "arm": send.arm,
        "channel": send.channel,
        "category": send.category,
        "key": send.key,
    }


def _properties_of_given(given: HistoricSend) -> dict[str, Value]:
    """Return what a receipt of a message tells that is only given: no run has sent it."""
    return {
        "message": given.message,
        "campaign": given.campaign,
        "channel": given.channel,
        "category": given.category,
    }


def _values(assignments: Iterable[Assignment]) -> Mapping[str, Value]:
    return {each.name: None if each.value is None else _value(each.value) for each in assignments}


def _value(data: Data) -> Value:
    match data:
        case TextData(value=value) | NumberData(value=value) | BooleanData(value=value):
            return value
        case MoneyData(value=value):
            return Decimal(value)
        case ListData(value=items):
            return tuple(map(_value, items))
        case _ as never:
            assert_never(never)
