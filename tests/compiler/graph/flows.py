"""Random flows as text, and two ways to walk them: over the blocks of the tree, and over the program."""

from __future__ import annotations

import contextlib
import itertools
import re
from collections.abc import Iterator, Mapping

from hypothesis import strategies as st

from maflow.dsl import ast
from maflow.dsl.source import Span
from maflow.runtime.program import flow
from maflow.runtime.program.campaigns import Campaign

__all__ = ["HEAD", "Ended", "bodies", "walk_blocks", "walk_program"]

HEAD = """
user { points integer; segment text; favourite channel }
event ping { }
event pong { n integer }
channel push { }
message note { push { title "T"; body "B" } }
"""
_PASSES = 2

_plain = st.sampled_from(
    (
        "wait 1 hour",
        "wait until 09:00",
        "send note by push",
        'tag add "x"',
        "set run.n = 1",
        "stop",
    )
)


def bodies() -> st.SearchStrategy[str]:
    """Return flows of a few statements, in blocks inside one another."""
    blocks = st.recursive(st.lists(_plain, max_size=3).map(_block), _nested, max_leaves=12)
    return blocks.map(lambda block: _with_names(block[1:-1].strip()))


def _with_names(body: str) -> str:
    """Give each split a name of its own."""
    numbers = itertools.count(1)
    return re.sub(r"\bsplit ([st])\b", lambda found: f"split {found[1]}{next(numbers)}", body)


def _block(statements: list[str]) -> str:
    return "{ " + "; ".join(statements) + " }"


def _nested(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(blocks, blocks)
    compound = st.one_of(
        two.map(lambda b: f"if user.points > 1 {b[0]} else {b[1]}"),
        two.map(lambda b: f"if user.points > 1 {b[0]} else if user.points > 0 {b[1]}"),
        blocks.map(lambda b: f"repeat up to {_PASSES} times {b}"),
        two.map(lambda b: f"wait for pong up to 1 day {b[0]} else {b[1]}"),
        two.map(lambda b: f"wait up to 1 day {{ on pong {b[0]}; on ping {b[1]} }}"),
        two.map(lambda b: f"split s {{ 50% as a {b[0]}; 50% as b {b[1]} }}"),
        two.map(lambda b: f'split t by user.segment {{ "a" as a {b[0]} else as b {b[1]} }}'),
        two.map(lambda b: f"send note by push {{ blocked {b[0]}; sent {b[1]} }}"),
    )
    return st.lists(st.one_of(_plain, compound), max_size=3).map(_block)


class Ended(Exception):
    """A run has come to its end, or the choices have."""


class _Choices:
    """Which way is taken each time there are several."""

    def __init__(self, choices: list[int]) -> None:
        self._choices = iter(choices)

    def among(self, count: int) -> int:
        """Return one of some ways."""
        choice = next(self._choices, None)
        if choice is None:
            raise Ended
        return choice % count


def walk_blocks(block: ast.Block, ids: Mapping[Span, str], choices: list[int]) -> list[str]:
    """Return the ids of the statements that a run comes to, as the blocks say it."""
    passed: list[str] = []
    with contextlib.suppress(Ended):
        _walk_block(block, ids, _Choices(choices), passed)
    return passed


def _walk_block(block: ast.Block, ids: Mapping[Span, str], choices: _Choices, passed: list[str]) -> None:
    for statement in block.statements:
        passed.append(ids[statement.span])
        if isinstance(statement, ast.Stop):
            raise Ended
        if isinstance(statement, ast.Repeat):
            for _ in range(_PASSES):
                if choices.among(2):
                    break
                _walk_block(statement.block, ids, choices, passed)
                passed.append(ids[statement.span])
            continue
        ways = list(_ways(statement))
        if ways:
            way = ways[choices.among(len(ways))]
            if way is not None:
                _walk_block(way, ids, choices, passed)


def _ways(statement: ast.Statement) -> Iterator[ast.Block | None]:
    match statement:
        case ast.If(arms=arms, otherwise=otherwise):
            yield from (arm.block for arm in arms)
            yield otherwise
        case ast.WaitFor(then=then, otherwise=otherwise):
            yield then
            yield otherwise
        case ast.WaitForAny(arms=wait_arms):
            yield from (arm.block for arm in wait_arms)
            yield None
        case ast.Split(arms=shares):
            yield from (arm.block for arm in shares)
        case ast.SplitBy(arms=values, otherwise=rest):
            yield from (arm.block for arm in values)
            yield rest.block if rest else None
        case ast.Send(outcomes=outcomes) if any(outcome.block.statements for outcome in outcomes):
            by_word = {outcome.word: outcome.block for outcome in outcomes}
            yield by_word.get(ast.OutcomeWord.SENT)
            yield by_word.get(ast.OutcomeWord.BLOCKED)
        case _:
            return


def walk_program(campaign: Campaign, choices: list[int]) -> list[str]:
    """Return the ids of the nodes that a run comes to, as the program says it."""
    taken = _Choices(choices)
    passes = [0] * len(campaign.nodes)
    passed: list[str] = []
    index = 0 if campaign.nodes else flow.END
    with contextlib.suppress(Ended):
        while index != flow.END:
            node = campaign.nodes[index]
            passed.append(node.id)
            index = _next(index, node, taken, passes)
    return passed


def _next(index: int, node: flow.Node, choices: _Choices, passes: list[int]) -> int:
    match node:
        case flow.Stop():
            raise Ended
        case flow.Repeat():
            if passes[index] == _PASSES or choices.among(2):
                passes[index] = 0
                return node.next
            passes[index] += 1
            return node.body
        case flow.Branch(tests=tests):
            return _one([*(test.next for test in tests), node.otherwise], choices)
        case flow.WaitForEvent(arms=arms):
            return _one([*(arm.next for arm in arms), node.timeout], choices)
        case flow.Split(shares=shares):
            return _one([share.next for share in shares], choices)
        case flow.SplitBy(choices=values):
            return _one([*(value.next for value in values), node.otherwise], choices)
        case flow.Send() if node.sent != node.blocked:
            return _one([node.sent, node.blocked], choices)
        case flow.Send():
            return node.sent
        case _:
            return node.next  # type: ignore[union-attr]  # all others have one way out


def _one(targets: list[int], choices: _Choices) -> int:
    return targets[choices.among(len(targets))]
