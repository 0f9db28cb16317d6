"""From the blocks of a flow to nodes in reading order and the ways between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from maflow.compiler.flow_graph.heads import written, written_head
from maflow.compiler.flow_graph.model import EdgeKind, FlowEdge, FlowNode, NodeKind, Opening
from maflow.compiler.flow_graph.shares import ALL_BUCKETS, buckets
from maflow.compiler.flow_graph.statement_ids import (
    END_ID,
    ENTRY_ID,
    EXIT_ID,
    FlowStatement,
    event_name,
    kind_of,
    label_of,
    statement_ids,
)
from maflow.dsl import ast
from maflow.dsl.source import Span
from maflow.dsl.visitor import walk

__all__ = ["FlowDraft", "draft_flow"]

_OUTCOMES = {
    ast.OutcomeWord.SENT: EdgeKind.SENT,
    ast.OutcomeWord.BLOCKED: EdgeKind.BLOCKED,
    ast.OutcomeWord.FAILED: EdgeKind.FAILED,
}


@dataclass(slots=True)
class FlowDraft:
    """The nodes of a campaign in reading order, between its entry and its ends, and the ways."""

    nodes: list[FlowNode] = field(default_factory=list)
    edges: list[FlowEdge] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Follow:
    """What follows a block; `is_back` when that is the head of the loop around it."""

    node: str
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    """A way out of a statement into a block; None is one that is not written, and goes on."""

    kind: EdgeKind
    block: ast.Block | None
    span: Span
    name: str | None = None
    text: str | None = None
    opens: int | None = None


def draft_flow(campaign: ast.Campaign, dialect: str) -> FlowDraft:
    """Return what the graph of a campaign consists of; heads are written in a dialect."""
    return _Drafting(campaign, dialect).run()


class _Drafting:
    """The state of one walk over a flow."""

    def __init__(self, campaign: ast.Campaign, dialect: str) -> None:
        self.campaign = campaign
        self.dialect = dialect
        self.draft = FlowDraft()
        self.counts: Counter[tuple[str, EdgeKind]] = Counter()
        flows = [clause for clause in campaign.clauses if isinstance(clause, ast.Flow)]
        self.block = flows[0].block if flows else ast.Block(campaign.span, ())
        self.ids = statement_ids(_statements(self.block))

    def run(self) -> FlowDraft:
        """Draft everything."""
        nodes = self.draft.nodes
        span = self.campaign.name.span
        nodes.append(FlowNode(id=ENTRY_ID, kind=NodeKind.ENTRY, span=span, text=self.entry_text()))
        first = self.first(self.block, _Follow(END_ID))
        self.way(ENTRY_ID, first.node, EdgeKind.NEXT, span)
        self.statements(self.block, _Follow(END_ID), None)
        nodes[1:] = sorted(nodes[1:], key=lambda node: node.span.start)
        nodes.append(FlowNode(id=END_ID, kind=NodeKind.END, span=self.block.span, text=""))
        self.ends()
        if any(edge.target == EXIT_ID for edge in self.draft.edges):
            nodes.append(FlowNode(id=EXIT_ID, kind=NodeKind.EXIT, span=span, text=""))
        return self.draft

    def entry_text(self) -> str:
        """Return the clauses that say who enters, a line each."""
        entries = (ast.EnterOn, ast.EnterWhen, ast.EnterEvery, ast.EnterAt, ast.EnterByCall)
        clauses = [clause for clause in self.campaign.clauses if isinstance(clause, entries)]
        return "\n".join(written(clause, self.dialect) for clause in clauses)

    def ends(self) -> None:
        """Add a way for every clause that can end a run wherever it is."""
        for clause in self.campaign.clauses:
            match clause:
                case ast.ExitOn() | ast.ExitWhen() | ast.ExitAfter() | ast.Goal(stays=False):
                    text = written(clause, self.dialect)
                    self.way(ENTRY_ID, EXIT_ID, EdgeKind.ANY_TIME, clause.span, text=text)
                case _:
                    continue

    def statements(self, block: ast.Block, follow: _Follow, opened_by: Opening | None) -> None:
        """Draft the statements of a block in reading order."""
        for statement, later in zip_longest(block.statements, block.statements[1:]):
            after = follow if later is None else _Follow(self.ids[later.span])
            self.statement(statement, after, opened_by)

    def statement(self, statement: FlowStatement, follow: _Follow, opened_by: Opening | None) -> None:
        """Draft one statement, then what stands in its blocks."""
        node = FlowNode(
            id=self.ids[statement.span],
            kind=kind_of(statement),
            span=statement.span,
            text=written_head(statement, self.dialect),
            label=label_of(statement),
            statement=statement,
            opened_by=opened_by,
        )
        self.draft.nodes.append(node)
        match statement:
            case ast.Repeat():
                self.repeat(statement, node.id, follow, opened_by)
            case ast.Sequence():
                self.sequence(statement, node.id, follow, opened_by)
            case _:
                self.ways(statement, node.id, follow, opened_by)

    def ways(self, statement: FlowStatement, source: str, follow: _Follow, opened_by: Opening | None) -> None:
        """Draft the ways out of a statement, and the blocks that they lead into."""
        if isinstance(statement, ast.Stop):
            self.way(source, EXIT_ID, EdgeKind.NEXT, statement.span)
            return
        for way in self.ways_out(statement):
            block = way.block or ast.Block(way.span, ())
            first = self.first(block, follow)
            self.way(
                source, first.node, way.kind, way.span, name=way.name, text=way.text, is_back=first.is_back
            )
            opening = _opening(statement, way, source, opened_by)
            self.statements(block, follow, opening)
        if isinstance(statement, ast.WaitUntilMoment) and statement.if_past is ast.IfPast.EXIT:
            self.way(source, EXIT_ID, EdgeKind.EXIT, statement.span)

    def repeat(self, loop: ast.Repeat, source: str, follow: _Follow, opened_by: Opening | None) -> None:
        """Draft a loop: its body leads back to its head."""
        back = _Follow(source, is_back=True)
        first = self.first(loop.block, back)
        self.way(source, first.node, EdgeKind.LOOP, loop.block.span, is_back=first.is_back)
        self.statements(loop.block, back, opened_by)
        self.way(source, follow.node, EdgeKind.NEXT, loop.span, is_back=follow.is_back)

    def sequence(
        self, sequence: ast.Sequence, source: str, follow: _Follow, opened_by: Opening | None
    ) -> None:
        """Draft days one after the other, each a node of its own."""
        before = source
        for index, day in enumerate(sequence.days):
            node = FlowNode(
                id=self.ids[day.span],
                kind=NodeKind.DAY,
                span=day.span,
                text=written_head(day, self.dialect),
                statement=day,
                opened_by=opened_by,
            )
            self.draft.nodes.append(node)
            rest = sequence.days[index + 1 :]
            after = _Follow(self.ids[rest[0].span]) if rest else follow
            if index == 0:
                self.way(before, node.id, EdgeKind.NEXT, day.span)
            first = self.first(day.block, after)
            self.way(node.id, first.node, EdgeKind.DAY, day.block.span, is_back=first.is_back)
            self.statements(day.block, after, opened_by)
            before = node.id
        if not sequence.days:
            self.way(source, follow.node, EdgeKind.NEXT, sequence.span, is_back=follow.is_back)

    def ways_out(self, statement: FlowStatement) -> Iterator[_Way]:
        """Yield the ways out of a statement in the order written."""
        match statement:
            case ast.WaitFor():
                yield from self.wait_for(statement)
            case ast.WaitForAny():
                yield from self.wait_for_any(statement)
            case ast.If():
                yield from self.choice(statement)
            case ast.Split() | ast.SplitBy() | ast.SplitLearning():
                yield from self.split(statement)
            case ast.Send():
                yield from self.send(statement)
            case _:
                yield _Way(EdgeKind.NEXT, None, statement.span)

    def wait_for(self, wait: ast.WaitFor) -> Iterator[_Way]:
        """Yield the ways out of a wait for one event."""
        text = event_name(wait.pattern.event)
        yield _Way(EdgeKind.EVENT, wait.then, wait.then.span, text=text, opens=0)
        otherwise = wait.otherwise
        yield _Way(EdgeKind.TIMEOUT, otherwise, otherwise.span if otherwise else wait.span)

    def wait_for_any(self, wait: ast.WaitForAny) -> Iterator[_Way]:
        """Yield the ways out of a wait for several events; a timeout that is not written goes on."""
        arms = [arm for arm in wait.arms if arm.pattern is not None]
        for index, arm in enumerate(arms):
            assert arm.pattern is not None
            text = written(arm.pattern, self.dialect)
            yield _Way(EdgeKind.EVENT, arm.block, arm.span, text=text, opens=index)
        timeout = next((arm for arm in wait.arms if arm.pattern is None), None)
        span = timeout.span if timeout else wait.span
        yield _Way(EdgeKind.TIMEOUT, timeout.block if timeout else None, span)

    def choice(self, choice: ast.If) -> Iterator[_Way]:
        """Yield the arms of an `if`, then what is done else."""
        for arm in choice.arms:
            yield _Way(EdgeKind.THEN, arm.block, arm.span, text=written(arm.condition, self.dialect))
        otherwise = choice.otherwise
        yield _Way(EdgeKind.ELSE, otherwise, otherwise.span if otherwise else choice.span)

    def split(self, split: ast.Split | ast.SplitBy | ast.SplitLearning) -> Iterator[_Way]:
        """Yield the arms of a split; without an `else`, whoever fits no arm goes on."""
        for arm in split.arms:
            match arm:
                case ast.PercentArm(share=value) | ast.ByArm(value=value):
                    text: str | None = written(value, self.dialect)
                case ast.LearningArm():
                    text = None
            yield _Way(EdgeKind.ARM, arm.block, arm.span, name=arm.name.text, text=text)
        match split:
            case ast.SplitBy(otherwise=None):
                yield _Way(EdgeKind.ELSE, None, split.span)
            case ast.Split(arms=arms) if max(buckets(arm.share for arm in arms), default=0) < ALL_BUCKETS:
                yield _Way(EdgeKind.ELSE, None, split.span)
            case ast.SplitBy(otherwise=ast.ElseArm() as rest):
                yield _Way(EdgeKind.ELSE, rest.block, rest.span, name=rest.name.text)
            case _:
                return

    def send(self, send: ast.Send) -> Iterator[_Way]:
        """Yield what follows a message that was sent, blocked or, if that is asked, failed."""
        written_outcomes = {outcome.word: outcome for outcome in send.outcomes}
        if not written_outcomes:
            yield _Way(EdgeKind.NEXT, None, send.span)
            return
        for word, kind in _OUTCOMES.items():
            outcome = written_outcomes.get(word)
            if outcome is not None:
                yield _Way(kind, outcome.block, outcome.span)
            elif word is not ast.OutcomeWord.FAILED:
                yield _Way(kind, None, send.span)

    def first(self, block: ast.Block, follow: _Follow) -> _Follow:
        """Return where a block begins: at its first statement, else at what follows it."""
        return _Follow(self.ids[block.statements[0].span]) if block.statements else follow

    def way(  # noqa: PLR0913 - one for each part of an edge
        self,
        source: str,
        target: str,
        kind: EdgeKind,
        span: Span,
        *,
        name: str | None = None,
        text: str | None = None,
        is_back: bool = False,
    ) -> None:
        """Add a way."""
        arm = self.counts[source, kind]
        self.counts[source, kind] += 1
        self.draft.edges.append(
            FlowEdge(
                source=source,
                target=target,
                kind=kind,
                span=span,
                name=name,
                text=text,
                arm=arm,
                is_back=is_back,
            )
        )


def _statements(block: ast.Block) -> Iterator[FlowStatement]:
    for node in walk(block):
        if isinstance(node, FlowStatement):
            yield node


def _opening(statement: FlowStatement, way: _Way, source: str, opened_by: Opening | None) -> Opening | None:
    """Return whose event is in scope inside a way: that of a wait's arm, else that of the block around."""
    if not isinstance(statement, ast.WaitFor | ast.WaitForAny) or way.opens is None:
        return opened_by
    return Opening(node=source, arm=way.opens)
