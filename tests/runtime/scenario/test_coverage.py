"""What counts as walked through: statements that runs came to, and ways that they took."""

from __future__ import annotations

import pytest

from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.flow import END
from maflow.runtime.scenario.coverage import CampaignCoverage, coverage_of, edges_of
from tests.runtime.scenario.playing import flow


def ways(campaign: Campaign) -> list[str]:
    """Return all ways of a flow by the ids at their ends."""
    names = [node.id for node in campaign.nodes]
    ends = ((edge.source, edge.target) for edge in edges_of(campaign))
    return [f"{names[left]} > {'end' if reached == END else names[reached]}" for left, reached in ends]


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ("send note by push", ["send.note > end"]),
        (
            'send note by push { blocked { tag add "a" } }',
            ["send.note > end", "send.note > tag.add.a", "tag.add.a > end"],
        ),
        ('wait 1 hour; stop; tag add "a"', ["wait > stop", "tag.add.a > end"]),
        ("if user.vip { stop }\nwait 1 hour", ["if > stop", "if > wait", "wait > end"]),
        ("if user.vip { } else { }\nwait 1 hour", ["if > wait", "wait > end"]),
        (
            "split s { 50% as a { wait 1 hour } 50% as b { } }",
            ["split.s > wait", "split.s > end", "wait > end"],
        ),
        (
            'split s by user.name { "a" as a { wait 1 hour } else as b { stop } }',
            ["split.s > wait", "split.s > stop", "wait > end"],
        ),
        (
            "wait up to 1 hour { on view { stop } timeout { wait 1 day } }",
            ["wait_for_any > stop", "wait_for_any > wait", "wait > end"],
        ),
        ("repeat up to 2 times { wait 1 hour }", ["repeat > wait", "repeat > end", "wait > repeat"]),
    ],
)
def test_every_way_counts_once(statements: str, expected: list[str]) -> None:
    assert ways(flow(statements)) == expected


def missed(coverage: CampaignCoverage) -> tuple[list[str], list[tuple[int, int]]]:
    return (
        [node.id for node in coverage.missed_nodes],
        [(edge.source, edge.target) for edge in coverage.missed_edges],
    )


FLOW = "if user.vip { wait 1 hour }\nsend note by push"


def test_nothing_walked_nothing_reached() -> None:
    coverage = coverage_of(flow(FLOW), [])
    assert (coverage.nodes, coverage.edges) == (3, 4)
    assert missed(coverage) == (["if", "wait", "send.note"], [(0, 1), (0, 2), (1, 2), (2, END)])


def test_what_was_walked_is_not_missed() -> None:
    coverage = coverage_of(flow(FLOW), [(END, 0), (0, 2), (2, END)])
    assert missed(coverage) == (["wait"], [(0, 1), (1, 2)])


def test_everything_walked() -> None:
    steps = [(END, 0), (0, 2), (2, END), (0, 1), (1, 2)]
    assert missed(coverage_of(flow(FLOW), steps)) == ([], [])


def test_a_campaign_without_a_flow_misses_nothing() -> None:
    coverage = coverage_of(flow(""), [])
    assert (coverage.nodes, coverage.edges, missed(coverage)) == (0, 0, ([], []))
