"""Laws of flow graphs and of what is lowered from them, over random flows."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maflow.compiler.flow_graph.statement_ids import statement_ids
from maflow.compiler.graph import (
    END_ID,
    ENTRY_ID,
    EXIT_ID,
    EdgeKind,
    FlowGraph,
    NodeKind,
    flow_graph,
    project_graph,
)
from maflow.compiler.lower.lower import lower
from maflow.dsl import ast
from maflow.dsl.source import Span
from maflow.dsl.visitor import walk
from maflow.runtime.program.program import Program
from maflow.runtime.program.soundness import find_fault
from tests.compiler.graph.flows import HEAD, bodies, walk_blocks, walk_program
from tests.compiler.inspected import CATALOGUE, check
from tests.compiler.lowered import GOLDEN_NAMES, checked_golden, sound


def graph_of(body: str, clauses: str = "enter on ping") -> FlowGraph:
    """Return the graph of a campaign."""
    text = f"{HEAD} campaign c {{ {clauses}; flow {{ {body} }} }}"
    return project_graph(check(text).project).flows["c"]


def block_of(graph: FlowGraph) -> ast.Block:
    """Return the block of a campaign's flow."""
    (found,) = (clause for clause in graph.campaign.clauses if isinstance(clause, ast.Flow))
    return found.block


def statements(block: ast.Block) -> Iterator[ast.Statement]:
    """Yield all statements of a block in reading order."""
    return (node for node in walk(block) if isinstance(node, ast.Statement))


@given(body=bodies())
def test_a_graph_holds_every_statement_once_in_reading_order(body: str) -> None:
    graph = graph_of(body)
    assert [node.span for node in graph.statements] == [each.span for each in statements(block_of(graph))]
    assert len({node.id for node in graph.nodes}) == len(graph.nodes)
    assert graph.nodes[0].id == ENTRY_ID


@given(body=bodies())
def test_every_way_leads_from_a_node_to_a_node_and_only_ends_have_none(body: str) -> None:
    graph = graph_of(body)
    ids = {node.id for node in graph.nodes}
    assert {end for way in graph.edges for end in (way.source, way.target)} <= ids
    assert {node.id for node in graph.nodes if not graph.ways_out(node.id)} <= {END_ID, EXIT_ID}
    assert sum(len(graph.ways_out(node.id)) for node in graph.nodes) == len(graph.edges)
    assert sum(len(graph.ways_in(node.id)) for node in graph.nodes) == len(graph.edges)


@given(body=bodies())
def test_only_what_stands_behind_a_stop_is_unreachable(body: str) -> None:
    graph = graph_of(body)
    reached = {ENTRY_ID}
    grown = True
    while grown:
        found = {way.target for way in graph.edges if way.source in reached}
        grown = not found <= reached
        reached |= found
    assert {node.id for node in graph.unreachable()} == {node.id for node in graph.statements} - reached
    if "stop" not in body:
        assert graph.unreachable() == ()


@given(body=bodies())
def test_back_leads_only_to_the_head_of_a_loop(body: str) -> None:
    graph = graph_of(body)
    order = {node.id: index for index, node in enumerate(graph.nodes)}
    for way in graph.edges:
        if way.target not in (END_ID, EXIT_ID):
            assert way.is_back == (order[way.target] <= order[way.source])
            assert not way.is_back or graph.node(way.target).kind is NodeKind.REPEAT


@given(body=bodies(), data=st.data())
def test_another_statement_leaves_the_ids_as_they_are(body: str, data: st.DataObject) -> None:
    graph = graph_of(body)
    before = {node.span: node.id for node in graph.statements}
    found = list(statements(block_of(graph)))
    place = data.draw(st.integers(0, len(found)))
    added = ast.TagRemove(Span("added.ma", 0, 1), ast.TextLiteral(Span("added.ma", 0, 1), "another"))
    after = statement_ids([*found[:place], added, *found[place:]])
    assert {span: name for span, name in after.items() if span != added.span} == before


@settings(max_examples=40)
@given(body=bodies(), choices=st.lists(st.integers(0, 3), max_size=40))
def test_a_program_is_passed_through_as_its_blocks_say(body: str, choices: list[int]) -> None:
    checked = sound(f"{HEAD} campaign c {{ enter on ping; flow {{ {body} }} }}")
    program = lower(checked, CATALOGUE)
    graph = project_graph(checked.project).flows["c"]
    ids = {node.span: node.id for node in graph.statements}
    (campaign,) = program.campaigns
    assert walk_program(campaign, choices) == walk_blocks(block_of(graph), ids, choices)
    assert find_fault(program) is None


@settings(max_examples=20)
@given(body=bodies())
def test_a_program_comes_back_from_its_bytes_and_is_always_the_same(body: str) -> None:
    text = f"{HEAD} campaign c {{ enter on ping; flow {{ {body} }} }}"
    program = lower(sound(text), CATALOGUE)
    packed = msgspec.msgpack.encode(program)
    assert msgspec.msgpack.decode(packed, type=Program) == program
    assert msgspec.json.decode(msgspec.json.encode(program), type=Program) == program
    assert msgspec.msgpack.encode(lower(sound(text), CATALOGUE)) == packed


@pytest.mark.parametrize("name", GOLDEN_NAMES)
def test_a_translated_campaign_has_the_same_graph(name: str) -> None:
    for campaign, _, _ in checked_golden(name).project.nodes.all(ast.Campaign):
        english, chinese = flow_graph(campaign), flow_graph(campaign, "zh-CN")
        assert [node.id for node in english.nodes] == [node.id for node in chinese.nodes]
        assert [(way.source, way.target, way.kind) for way in english.edges] == [
            (way.source, way.target, way.kind) for way in chinese.edges
        ]


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ("wait 1 hour; wait 1 hour", ["wait", "wait#2"]),
        ("wait 1 hour as wait; wait 1 hour", ["wait", "wait#2"]),
        ("wait 1 hour; send note by push as wait", ["wait#2", "wait"]),
        ("wait 1 hour as first; wait 1 hour", ["first", "wait#2"]),
        ("send note by push as `wait#2`; wait 1 hour; wait 1 hour", ["wait#2", "wait", "wait#3"]),
        ('tag add "x"; tag remove "x"', ["tag.add.x", "tag.remove.x"]),
        (
            "set user.points = 1; set run.points = 1; unset user.points",
            [
                "set.user.points",
                "set.run.points",
                "unset.user.points",
            ],
        ),
        ("wait for push.opened up to 1 day { stop }", ["wait_for.push.opened", "stop"]),
        (
            'hand off to "sales" with "x"; notify "team" with "y"; start c',
            [
                "hand_off.sales",
                "notify.team",
                "start.c",
            ],
        ),
        ("send note by push as `(end)`", ["(end)#2"]),
        ("sequence { day 1 at 09:00 { stop } day 1 at 10:00 { } }", ["sequence", "day.1", "stop", "day.1#2"]),
    ],
)
def test_statements_are_called_by_label_or_by_kind_and_operand(body: str, ids: list[str]) -> None:
    assert [node.id for node in graph_of(body).statements] == ids


def test_what_ends_a_run_anywhere_is_a_way_of_its_own() -> None:
    graph = graph_of("wait 1 day", "enter on ping; exit on pong; exit after 3 days; goal pong within 1 day")
    ends = [way.text for way in graph.ways_in(EXIT_ID) if way.kind is EdgeKind.ANY_TIME]
    assert ends == ["exit on pong", "exit after 3 days", "goal pong within 1 day"]


def test_a_split_without_arms_is_passed_by() -> None:
    ways = graph_of("split s { }; wait 1 hour").ways_out("split.s")
    assert [(way.kind, way.target) for way in ways] == [(EdgeKind.ELSE, "wait")]


def test_an_event_is_in_scope_in_its_own_block_and_all_that_stands_there() -> None:
    graph = graph_of(
        """wait for pong up to 1 day {
            wait for ping up to 1 day { wait 1 hour } else { wait 2 hours }
            wait 3 hours
        } else { wait 4 hours }
        wait 5 hours"""
    )
    opened = {node.text: node.opened_by and node.opened_by.node for node in graph.statements}
    assert opened == {
        "wait for pong up to 1 day": None,
        "wait for ping up to 1 day": "wait_for.pong",
        "wait 1 hour": "wait_for.ping",
        "wait 2 hours": "wait_for.pong",
        "wait 3 hours": "wait_for.pong",
        "wait 4 hours": None,
        "wait 5 hours": None,
    }


def test_a_project_shows_who_starts_whom() -> None:
    text = f"""{HEAD}
        campaign c {{ enter on ping; flow {{ wait 1 day; start d; start d }} }}
        campaign d {{ enter by call; flow {{ }} }}
    """
    assert project_graph(check(text).project).starts == (("c", "start.d", "d"), ("c", "start.d#2", "d"))
