"""What a provider fills into a template of its own: the outputs of the text, by name and in order."""

from __future__ import annotations

import pytest

from maflow.runtime.core.effects import Outgoing
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.core.options import Options
from maflow.runtime.loader import load
from tests.compiler.lowered import lowered

SOURCE = """
user { name text; city text; phone phone }
event cart { name text; value integer }
channel sms { needs user.phone; consent none }
message note { sms { %s } }
campaign c { enter on cart; flow { send note by sms } }
"""
NAME = "{{ user.name | default: 'friend' }}"


def outgoing(block: str) -> Outgoing:
    engine = Engine(load(lowered(SOURCE % block)), Options())
    engine.take(Profile("u", 0, {"name": "Ann", "city": "Ulm", "phone": "+8613800000000"}))
    effects = engine.take(Event("u", "cart", 1_000, 1_000, {"name": "shoes", "value": 3}))
    (found,) = [each for each in effects if isinstance(each, Outgoing)]
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{NAME}, {{{{ entry.value | default: 0 | times: 2 }}}} wait", {"name": "Ann", "value": "6"}),
        (f"{NAME}: {{{{ entry.name | default: '' }}}}", {"name": "Ann", "name_2": "shoes"}),
        ("{% assign who = user.city | default: '' | upcase %}{{ who }}!", {"city": "ULM"}),
        ("{{ 'code' }} {{ entry.value | default: 0 }}", {"1": "code", "value": "3"}),
        ("{% if user.name %}{{ user.name }}{% endif %}", {}),
        ("nothing to fill in", {}),
    ],
)
def test_the_outputs_of_the_text_fill_the_template(text: str, expected: dict[str, str]) -> None:
    found = outgoing(f'template "SMS_1"; text "{text}"')
    assert found.variables == expected
    assert list(found.variables) == list(expected)
    assert found.fields["template"] == "SMS_1"


def test_a_message_without_a_template_has_none() -> None:
    assert outgoing(f'text "{NAME}"').variables == {}
