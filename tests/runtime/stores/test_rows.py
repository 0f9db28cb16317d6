"""Users as rows: nothing is lost, on states of real runs, and they are small."""

from __future__ import annotations

import datetime
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maflow.building import build_program
from maflow.project import find_project
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Event
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.options import Options
from maflow.runtime.loader import load
from maflow.runtime.stores.rows import UserCodec
from maflow.runtime.stores.values import pack, unpack, unpack_ext
from tests.bench.journey_workload import SETTINGS, SOURCE
from tests.checkout import ROOT
from tests.compiler.lowered import lowered
from tests.differential.both_engines import Both
from tests.differential.flow_histories import History, histories, options_of, played
from tests.differential.ma_strategies import projects
from tests.running import use_own_environment
from tests.runtime.stores.pictures import Forgetful

HEALTH = tuple(HealthCheck)
HOUR = 3_600_000
NOW = 1_767_225_600_000

values = st.recursive(
    st.none()
    | st.booleans()
    | st.text()
    | st.integers(-(2**80), 2**80)
    | st.floats(allow_nan=False)
    | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=5,
)

# A night has time for more: MAFLOW_EXAMPLES=3000 make test-slow
MANY_EXAMPLES = int(os.environ.get("MAFLOW_EXAMPLES", "60"))


def typed(value: Any) -> Any:
    """Return a value with its types."""
    return [typed(each) for each in value] if isinstance(value, tuple) else (type(value), str(value))


@given(values)
def test_a_value_is_read_as_it_was_written(value: Any) -> None:
    encoded = msgspec.msgpack.encode(pack(value))
    assert typed(unpack(msgspec.msgpack.decode(encoded, ext_hook=unpack_ext))) == typed(value)


def is_decided_alike(text: str, history: History) -> None:
    both = Both.of(text)
    inputs, _, until = played(both, history)
    engine = Engine(both.code, options_of(history))
    forgetful = Forgetful(both.code, options_of(history))
    for input in inputs:
        assert forgetful.take(input) == engine.take(input)
    assert forgetful.fire(until) == engine.fire(until)


@settings(max_examples=8, deadline=None, suppress_health_check=HEALTH)
@given(text=projects(), history=histories())
def test_an_engine_that_remembers_rows_alone_decides_alike(text: str, history: History) -> None:
    is_decided_alike(text, history)


@pytest.mark.slow
@settings(max_examples=MANY_EXAMPLES, deadline=None, suppress_health_check=HEALTH)
@given(text=projects(), history=histories())
def test_it_decides_alike_in_very_many_histories(text: str, history: History) -> None:
    is_decided_alike(text, history)


@pytest.mark.checkout
def test_a_user_in_the_cart_campaign_takes_few_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_own_environment(monkeypatch, tmp_path)
    program = build_program(find_project(ROOT / "samples" / "shop_cart"), datetime.date(2026, 1, 1)).program
    assert program is not None
    code = load(program)
    engine = Engine(code, Options(consent_all=True))
    engine.take(Event("customer-12345", "add_to_cart", NOW, NOW, {"platform": "mobile"}, "e1"))
    engine.fire(NOW + 11 * HOUR)
    engine.take(
        Event("customer-12345", "add_to_cart", NOW + 12 * HOUR, NOW + 12 * HOUR, {"platform": "mobile"}, "e2")
    )
    (user,) = engine.users.values()
    assert len(user.runs) == 1
    assert user.rings is not None
    assert user.rings.next is not None
    assert len(UserCodec(code).encode(user)) <= 250


def test_a_user_in_a_journey_with_three_limits_takes_few_bytes() -> None:
    code = load(lowered(SOURCE, SETTINGS))
    engine = Engine(code, Options(answers=("accepted", "delivered")))
    engine.take(Event("u12345", "cart", NOW, NOW, {"plan": "gold"}, "e1"))
    engine.fire(NOW + 3 * HOUR)
    (user,) = engine.users.values()
    assert user.runs[0].timer
    assert user.rings
    assert len(UserCodec(code).encode(user)) <= 250


def test_money_in_an_attribute_stays_exact() -> None:
    code = load(lowered("user { balance money }\nevent a { }", "name: p\ntimezone: UTC\ncurrency: EUR\n"))
    engine = Engine(code)
    engine.take(Event("u", "a", NOW, NOW))
    (user,) = engine.users.values()
    user.a = (Decimal("0.10"),)
    codec = UserCodec(code)
    assert str(codec.decode("u", codec.encode(user)).a[0]) == "0.10"


def test_what_a_run_counts_since_its_entry_is_kept() -> None:
    source = """
    event a { }
    event b { }
    campaign c { enter on a; reenter always; exit when count(b, since entry) >= 2; flow { wait 1 day } }
    """
    forgetful = Forgetful(load(lowered(source, SETTINGS)), Options())
    inputs = [Event("u", name, NOW + place, NOW + place) for place, name in enumerate("abb")]
    effects = [effect for input in inputs for effect in forgetful.take(input)]
    assert [effect.kind for effect in effects if isinstance(effect, Decision)] == ["entered", "exited"]


def test_the_zone_of_a_user_is_that_of_the_attribute_or_its_default() -> None:
    source = 'user { timezone timezone default "Asia/Shanghai" }\nevent a { }'
    code = load(lowered(source, "name: p\ntimezone: UTC\ncurrency: EUR\n"))
    engine = Engine(code)
    engine.take(Event("u", "a", NOW, NOW))
    (user,) = engine.users.values()
    codec = UserCodec(code)
    assert codec.decode("u", codec.encode(user)).zone.name == user.zone.name == "Asia/Shanghai"


def test_a_row_that_is_none_is_told() -> None:
    code = load(lowered(SOURCE, SETTINGS))
    with pytest.raises(msgspec.DecodeError):
        UserCodec(code).decode("u", b"\x93\x01\x00")
