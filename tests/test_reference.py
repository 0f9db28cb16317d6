"""The reference interpreter passes the conformance cases and finds what is known of the real logs.

Whoever changes the meaning of the language begins there: the engine is held to it by other tests.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from maflow.runtime.core.inputs import Event, Profile
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.options import Options
from tests.checkout import CONFORMANCE, ROOT
from tests.reference.covered import not_covered
from tests.reference.declared import Declared
from tests.reference.loading import load_project, project_of
from tests.reference.logs import read_events, read_users
from tests.reference.scenario_runner import run_scenario, scenarios_of
from tests.reference.world import Reference, journal

DATA = ROOT.parent / "shared" / "data"
DAY = 86_400_000

# What a project of tests needs that the reference does not have.
NOT_COVERED = {
    "t09_tour": ("budget", "give", "offer"),
    "v07_sequence_escalate_first_of": ("escalate", "sequence"),
    "v15_tags_scores_stages": ("score", "stages"),
    "v16_offers_and_budgets": ("budget", "give", "offer"),
    "v19_zh_cn": ("sequence",),
    "v21_limit_in_total": ("budget",),
    "v25_refused_entries": ("group",),
}
# Reading a file with mistakes in it is a matter of hosts.
OTHER_SIMULATIONS = {"v24_history_files"}

TESTED = sorted({path.parent for path in CONFORMANCE.glob("*/*_test.ma")})
SIMULATED = sorted(
    path.parent
    for path in CONFORMANCE.glob("*/expected_journal.json")
    if path.parent.name not in OTHER_SIMULATIONS
)

CART = """
user { timezone timezone }
event add_to_cart { }
event purchase { }
channel push { }
message reminder { push { title "Cart"; body "Your cart is waiting." } }
quiet hours 22:00-07:00 for push
limits {
  at most 1 push in any 24 hours
  at most 2 push in any 7 days
}
campaign cart_recovery {
  enter on add_to_cart
  reenter always
  exit on purchase
  flow { wait 1 hour; send reminder by push }
}
"""
WINBACK = """
user { email email; timezone timezone }
event purchase { }
channel email { }
message back { email { subject "We miss you"; text "We miss you." } }
campaign winback {
  enter when time since purchase >= 90 days
  reenter after 180 days from start
  flow { send back by email }
}
"""


def of(case: Path) -> str:
    """Name a case in the list of tests."""
    return case.name


@pytest.mark.parametrize("case", TESTED, ids=of)
def test_the_scenarios_of_a_conformance_case_pass(case: Path) -> None:
    project = load_project(case)
    if case.name in NOT_COVERED:
        assert not_covered(project) == NOT_COVERED[case.name]
        with pytest.raises(NotImplementedError, match=", ".join(NOT_COVERED[case.name])):
            Reference(project)
        return
    found = {test.title.value: run_scenario(project, test) for test in scenarios_of(project)}
    assert found
    assert {title: complaints for title, complaints in found.items() if complaints} == {}


@pytest.mark.parametrize("case", SIMULATED, ids=of)
def test_the_journal_of_a_conformance_simulation_is_as_expected(case: Path) -> None:
    project = load_project(case)
    declared = Declared(project)
    events = read_events(case / "events.jsonl", declared)
    users = read_users(case / "users.jsonl", events[0].time)
    decisions = played(Reference(project), [*users, *events], events[-1].time)
    expected = json.loads((case / "expected_journal.json").read_text(encoding="utf-8"))
    compared = [each for each in decisions if each.kind in expected["kinds_compared"]]
    fields = sorted({name for record in expected["records"] for name in record})
    assert counted(shown(each, fields) for each in compared) == counted(expected["records"])


@pytest.mark.slow
def test_the_cart_campaign_over_the_shop_log_has_the_known_outcome() -> None:
    project = project_of(CART)
    events = read_events(sample("ecom/events.jsonl.gz"), Declared(project))
    users = read_users(sample("ecom/users.csv"), events[0].time)
    reference = Reference(project, Options(consent_all=True))
    # The last runs are deferred to the morning after the log ends.
    decisions = played(reference, [*users, *events], events[-1].time + DAY)
    kinds = Counter((each.kind, each.reason, each.rule) for each in decisions)
    assert kinds == {
        ("entered", None, None): 1220,
        ("refused", "running", None): 126,
        ("exited", "exit_on", None): 363,
        ("deferred", "quiet_hours", "quiet hours 22:00-07:00 for push"): 64,
        ("blocked", "limits", "at most 1 push in any 24 hours"): 4,
        ("blocked", "limits", "at most 2 push in any 7 days"): 1,
        ("sent", None, None): 852,
        ("finished", None, None): 857,
    }
    assert digest(decisions) == "70de1bbfe87646bc453f271ea2f615a4597664dd279f1e31414205dd10e59dab"


@pytest.mark.slow
def test_the_win_back_campaign_over_a_tenth_of_the_purchases_sends_when_a_script_says() -> None:
    project = project_of(WINBACK, "name: winback\ntimezone: UTC\ncurrency: USD\nlint: {MA506: ignore}\n")
    events = read_events(sample("cdnow/events.jsonl.gz"), Declared(project))
    users = read_users(sample("cdnow/users.csv"), events[0].time)[::10]
    some = {user.user_id for user in users}
    events = [event for event in events if event.user_id in some]
    until = int(datetime(1998, 6, 30, 23, 59, 59, tzinfo=UTC).timestamp() * 1000)
    decisions = played(Reference(project, Options(consent_all=True)), [*users, *events], until)
    sent = [(each.user_id, each.time) for each in decisions if each.kind == "sent"]
    assert len(sent) > 2000
    assert sorted(sent) == sorted((user, time) for user in some for time in won_back(user, events, until))


def won_back(user: str, events: list[Event], until: int) -> list[int]:
    """Return when a user is written to: 90 days after a purchase without another, 180 days apart."""
    times = sorted({event.time for event in events if event.user_id == user})
    found: list[int] = []
    for purchase, following in zip(times, [*times[1:], until + 1], strict=True):
        lapsed = purchase + 90 * DAY
        is_apart = not found or lapsed - found[-1] >= 180 * DAY
        if lapsed < following and is_apart:
            found.append(lapsed)
    return found


def played(reference: Reference, inputs: list[Event | Profile], until: int) -> list[Decision]:
    """Return the journal of a whole log."""
    decisions = [decision for each in inputs for decision in reference.take(each)]
    return journal([*decisions, *reference.finish(until)])


def sample(name: str) -> Path:
    """Return a file of the sample logs, which stand beside the repository."""
    if not (DATA / name).exists():
        pytest.skip(f"the sample log {name} is not here")
    return DATA / name


def digest(decisions: list[Decision]) -> str:
    """Return the digest of all sends, as the page of the sample logs defines it."""
    sends = sorted((each.user_id, written(each.time)) for each in decisions if each.kind == "sent")
    return sha256("".join(f"{user},{time}\n" for user, time in sends).encode()).hexdigest()


def written(instant: int) -> str:
    """Return an instant as the journal has it."""
    return datetime.fromtimestamp(instant // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# Any: records are JSON.
def shown(decision: Decision, fields: list[str]) -> dict[str, Any]:
    """Return some fields of a decision as the journal has them."""
    return {name: written(decision.time) if name == "time" else getattr(decision, name) for name in fields}


def counted(records: Any) -> Counter[str]:  # Any: records are JSON
    """Return records as a multiset."""
    return Counter(json.dumps(record, sort_keys=True) for record in records)
