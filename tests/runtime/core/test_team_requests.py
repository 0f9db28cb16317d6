"""What a flow asks of people and systems beside the customer."""

from __future__ import annotations

from maflow.runtime.core.effects import TeamRequest
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Event
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.options import Options
from maflow.runtime.loader import load
from tests.compiler.lowered import lowered

SOURCE = """
event ping { source text }
channel hook { kind webhook }
message ticket { hook { body "{{ entry.source | default: 'nowhere' }}" } }
holdout 50%
campaign c {
  enter on ping
  flow {
    hand off to "sales" with "came by {{ entry.source | default: 'nowhere' }}"
    notify "team" with "done"
    call webhook ticket
  }
}
"""
ASKED = [
    ("hand_off", "sales", {"text": "came by shop"}),
    ("notify", "team", {"text": "done"}),
    ("call", "ticket", {"body": "shop"}),
]


def test_each_asks_once_with_its_text_rendered() -> None:
    engine = Engine(load(lowered(SOURCE)), Options(holdout=False))
    effects = engine.take(Event("u", "ping", 1_000, 1_000, {"source": "shop"}))
    requests = [each for each in effects if isinstance(each, TeamRequest)]
    assert [(each.kind, each.to, each.fields) for each in requests] == ASKED
    asked = [each for each in effects if isinstance(each, Decision) and each.kind == "asked"]
    assert [each.key for each in asked] == [each.key for each in requests]
    assert len({each.key for each in requests}) == len(requests)


def test_nobody_is_asked_about_a_user_who_is_held_out() -> None:
    engine = Engine(load(lowered(SOURCE)), Options(holdout=True))
    effects = engine.take(Event("u", "ping", 1_000, 1_000, {"source": "shop"}))
    assert not [each for each in effects if isinstance(each, TeamRequest)]
    skipped = [each for each in effects if isinstance(each, Decision) and each.kind == "skipped"]
    assert [each.reason for each in skipped] == ["holdout"] * 3
