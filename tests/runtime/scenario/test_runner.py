"""Each case passes, and each of its changes is noticed on the line that it breaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from maflow.cli.testing.expectation_sentences import point_text
from maflow.dsl.catalogue import sentence
from maflow.dsl.diagnostics import Text
from maflow.runtime.program.scenarios import Expectation
from maflow.runtime.scenario.outcome import NothingSent, UnexpectedSend, Unmet
from tests.runtime.scenario.playing import line_of, play

# Any: YAML is what it is.
CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))
CHANGES = [
    pytest.param(case["test"], *change, id=f"{case['name']} {number}")
    for case in CASES
    for number, change in enumerate(case["fails"], start=1)
]


def told(text: str) -> str | None:
    """Return the line at which a test differs with what is said there, None when it passes."""
    test, outcome = play(text)
    difference = outcome.difference
    if difference is None:
        return None
    action = test.scenario.lines[difference.line].action
    match difference:
        case Unmet():
            assert isinstance(action, Expectation)
            said = point_text(action)
        case NothingSent():
            said = Text("test.point.receipt")
        case UnexpectedSend(at_ms=at_ms):
            is_before = at_ms < test.scenario.lines[difference.line].at_ms
            said = Text("test.point.other-send-before" if is_before else "test.point.other-send")
    return f"{line_of(text, test, difference.line)} {sentence(said, 'en')}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_happens_as_expected_passes(case: dict[str, Any]) -> None:
    assert told(case["test"]) is None


@pytest.mark.parametrize(("text", "old", "new", "says"), CHANGES)
def test_what_differs_is_told_where_it_stands(text: str, old: str, new: str, says: str) -> None:
    assert text.count(old) == 1
    assert told(text.replace(old, new)) == says
