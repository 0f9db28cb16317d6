"""Short stories for tests: what happens, in words, and what was decided, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from maflow.runtime.core.inputs import Call, ConsentStatement, Event, Profile, Tick, Value
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.options import Options
from maflow.runtime.core.past import PastEvent, PastSend
from tests.reference.loading import SETTINGS, project_of
from tests.reference.world import Reference

__all__ = ["Story", "instant", "shown"]

_EPOCH = datetime(1970, 1, 1)
_PLAIN = """
user { phone phone; email email; city text; points integer; timezone timezone; vip boolean; due date }
event a { n integer; cart text; value money }
event b { n integer; cart text }
event c { }
channel push { }
channel sms { cost 0.03 CNY; needs user.phone }
channel email { needs user.email }
message m { push { title "m"; body "m" } sms { text "m" } email { subject "m"; text "m" } }
message n { push { title "n"; body "n" } sms { text "n" } email { subject "n"; text "n" } }
"""


def instant(text: str) -> int:
    """Return an instant in milliseconds; UTC where no offset is written."""
    moment = datetime.fromisoformat(text)
    utc = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    return round((utc - _EPOCH).total_seconds() * 1000)


def shown(time: int) -> str:
    """Return an instant as `2026-03-02 10:00`, with seconds and milliseconds only where there are any."""
    text = datetime.fromtimestamp(time / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
    return text.removesuffix(".000").removesuffix(":00")


class Story:
    """A project in which the declarations that tests need stand already, and what happens to it."""

    # Any: the fields of Options.
    def __init__(self, text: str, *, settings: str = SETTINGS, plain: str = _PLAIN, **options: Any) -> None:
        given = {"consent_all": True, **options}
        self.reference = Reference(project_of(plain + text, settings), Options(**given))
        self.decisions: list[Decision] = []

    def did(self, name: str, at: str, *, user: str = "u", **properties: Value) -> Story:
        """Remember an event of earlier."""
        time = instant(at)
        self.reference.take(PastEvent(Event(user, name, time, time, properties)))
        return self

    def sent(self, channel: str, at: str, *, user: str = "u", campaign: str | None = None) -> Story:
        """Remember a message of earlier."""
        past = PastSend(user, "m", channel, instant(at), "promotional", campaign)
        self.reference.take(past)
        return self

    def event(
        self,
        name: str,
        at: str,
        *,
        user: str = "u",
        time: str | None = None,
        id: str | None = None,
        **properties: Value,
    ) -> Story:
        """Let an event arrive; `time` is its own where that is another."""
        arrival = instant(at)
        own = arrival if time is None else instant(time)
        self.decisions += self.reference.take(Event(user, name, own, arrival, properties, id))
        return self

    def profile(self, at: str, *, user: str = "u", tags: tuple[str, ...] = (), **attributes: Value) -> Story:
        """Let a profile arrive."""
        self.decisions += self.reference.take(Profile(user, instant(at), attributes, tags=tags))
        return self

    def says(self, at: str, *statements: ConsentStatement, user: str = "u") -> Story:
        """Let a profile with statements of consent arrive."""
        self.decisions += self.reference.take(Profile(user, instant(at), consents=statements))
        return self

    def receipt(self, name: str, at: str, *, user: str = "u", **properties: Value) -> Story:
        """Let a receipt of the user's last message on the channel arrive."""
        channel, _, _ = name.partition(".")
        sent = [each for each in self.reference.history(user) if each.name == f"{channel}.sent"][-1]
        time = instant(at)
        event = Event(user, name, time, time, {**sent.properties, **properties})
        self.decisions += self.reference.take(event)
        return self

    def call(self, campaign: str, at: str, *, user: str = "u") -> Story:
        """Call a campaign."""
        self.decisions += self.reference.take(Call(user, campaign, instant(at)))
        return self

    def tick(self, at: str) -> Story:
        """Let the clock come so far."""
        self.decisions += self.reference.take(Tick(instant(at)))
        return self

    def until(self, at: str) -> Story:
        """Fire the timers due up to and including an instant."""
        self.decisions += self.reference.finish(instant(at))
        return self

    def told(self, *fields: str, kinds: str = "") -> list[str]:
        """Return what was decided: time, kind and some fields of each record, those of some kinds only."""
        wanted = kinds.split()
        return [
            " ".join([shown(each.time), each.kind, *(_text(name, getattr(each, name)) for name in fields)])
            for each in self.decisions
            if not wanted or each.kind in wanted
        ]

    def sends(self) -> list[str]:
        """Return when which message was sent by which channel."""
        sent = [each for each in self.decisions if each.kind == "sent"]
        return [f"{shown(each.time)} {each.message} {each.channel}" for each in sent]


def _text(name: str, value: object) -> str:
    if isinstance(value, int) and name == "until":
        return f"until {shown(value)}"
    return "-" if value is None else str(value)
