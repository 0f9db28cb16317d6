"""The engine decides as the reference interpreter does: known projects and logs, and random ones."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from maflow.dsl import ast
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.options import Options
from maflow.runtime.core.past import PastEvent, PastSend
from tests.differential.both_engines import Both, Taken
from tests.differential.flow_histories import History, differences, histories
from tests.differential.ma_crowds import crowds
from tests.differential.ma_strategies import projects, settings_of_projects
from tests.reference import scenario_runner
from tests.reference.declared import Declared
from tests.reference.logs import read_events, read_users
from tests.reference.scenario_runner import Scenario, scenarios_of
from tests.reference.world import Reference, journal
from tests.test_reference import CART, DAY, NOT_COVERED, TESTED, sample

ALL = list(HealthCheck)
COVERED = [case for case in TESTED if case.name not in NOT_COVERED]

# What the reference is told: an input to take, or an instant up to which timers fire.
Told: TypeAlias = "Taken | int"

# A night has time for more: MAFLOW_EXAMPLES=3000 make test-slow
MANY_EXAMPLES = int(os.environ.get("MAFLOW_EXAMPLES", "120"))


class Listening(Reference):
    """A reference that remembers what it is told."""

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]  # handed on as they are
        self.told: list[Told] = []

    def take(self, input: Taken) -> list[Decision]:
        self.told.append(input)
        return super().take(input)

    def finish(self, until: int) -> list[Decision]:
        self.told.append(until)
        return super().finish(until)


@contextmanager
def listening() -> Iterator[None]:
    """Let scenarios run over a reference that listens."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scenario_runner, "Reference", Listening)
        yield


def decided(both: Both, told: list[Told], options: Options) -> list[Decision]:
    """Return the journal of the engine over what the reference was told."""
    engine = Engine(both.code, options)
    effects = [
        effect
        for each in told
        for effect in (engine.fire(each) if isinstance(each, int) else engine.take(each))
    ]
    return journal(effect for effect in effects if isinstance(effect, Decision))


def options_of(test: ast.Test) -> Options:
    """Return the options under which a scenario runs."""
    return scenario_runner._options(test)


@pytest.mark.parametrize("case", COVERED, ids=lambda case: case.name)
def test_the_engine_decides_the_scenarios_of_a_conformance_case_as_the_reference_does(case: Path) -> None:
    both = Both.in_folder(case)
    scenarios = scenarios_of(both.project)
    assert scenarios
    for test in scenarios:
        with listening():
            scenario = Scenario(both.project, test)
        scenario.run()
        assert isinstance(scenario.reference, Listening)
        found = decided(both, scenario.reference.told, options_of(test))
        assert found == journal(scenario.decisions), test.title.value


def hold(text: str, settings_text: str, several: list[History]) -> None:
    """Hold the engine to the reference, over one project and some histories."""
    both = Both.of(text, settings_text)
    for history in several:
        found = differences(both, history)
        if found:
            note(text + settings_text)
        assert not found, "\n".join(found)


@settings(max_examples=35, deadline=None, suppress_health_check=ALL)
@given(projects(), settings_of_projects(), st.lists(histories(), min_size=3, max_size=5))
def test_the_engine_decides_random_projects_and_histories_as_the_reference_does(
    text: str, settings_text: str, several: list[History]
) -> None:
    hold(text, settings_text, several)


@pytest.mark.slow
@settings(max_examples=MANY_EXAMPLES, deadline=None, suppress_health_check=ALL)
@given(projects(), settings_of_projects(), st.lists(histories(), min_size=3, max_size=8))
def test_the_engine_decides_thousands_of_random_projects_as_the_reference_does(
    text: str, settings_text: str, several: list[History]
) -> None:
    hold(text, settings_text, several)


@settings(max_examples=15, deadline=None, suppress_health_check=ALL)
@given(crowds(), settings_of_projects(), st.lists(histories(is_crowded=True), min_size=2, max_size=3))
def test_the_engine_decides_as_the_reference_does_where_campaigns_get_in_each_others_way(
    text: str, settings_text: str, several: list[History]
) -> None:
    hold(text, settings_text, several)


@pytest.mark.slow
@settings(max_examples=MANY_EXAMPLES, deadline=None, suppress_health_check=ALL)
@given(crowds(), settings_of_projects(), st.lists(histories(is_crowded=True), min_size=3, max_size=6))
def test_the_engine_decides_thousands_of_crowded_projects_as_the_reference_does(
    text: str, settings_text: str, several: list[History]
) -> None:
    hold(text, settings_text, several)


@pytest.mark.slow
def test_the_engine_decides_the_cart_campaign_over_the_shop_log_as_the_reference_does() -> None:
    both = Both.of(CART)
    events = read_events(sample("ecom/events.jsonl.gz"), Declared(both.project))
    users = read_users(sample("ecom/users.csv"), events[0].time)
    inputs: list[Event | Profile | PastEvent | PastSend] = [*users, *events]
    until, options = events[-1].time + DAY, Options(consent_all=True)
    assert both.engine(inputs, until, options) == both.reference(inputs, until, options)
