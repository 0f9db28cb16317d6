"""What every run does in the very instant in which it comes to a block: before it can rest or end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from maflow.compiler.context import ResolvedProject
from maflow.compiler.symbols import SymbolKind
from maflow.dsl import ast
from maflow.dsl.source import Span

__all__ = ["Act", "Passage", "Passages"]

Act: TypeAlias = tuple[SymbolKind, str]
"""What a run does: it starts a campaign, or raises an event, by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What runs do at once.

    Shape: `acts` are what all of them do, each with its place; `goes_on`: all of them come to the end of the
    block at once; `may_rest`: some of them may stay inside of it.
    """

    acts: Mapping[Act, Span] = field(default_factory=dict)
    goes_on: bool = True
    may_rest: bool = False


_PASSES = Passage()
_STOPS = Passage(goes_on=False)
_RESTS = Passage(goes_on=False, may_rest=True)


class Passages:
    """Finds out what runs do at once; steps are followed where they are used.

    Runs are those of users to whom messages are sent: who is held out, or has not consented, comes less far.
    Quiet hours do not last: there are instants at which a send waits for nothing but limits and arbitration.
    """

    def __init__(self, project: ResolvedProject) -> None:
        rules = [rule for rule, _, _ in project.nodes.all(ast.LimitRule)]
        self._project = project
        self._is_limited = bool(rules) or any(project.nodes.all(ast.BudgetClause))
        self._sends_wait = any(project.nodes.all(ast.Arbitrate)) or any(
            isinstance(rule.otherwise, ast.OverLimitWait) for rule in rules
        )
        self._steps: dict[str, Passage] = {}

    def of(self, block: ast.Block) -> Passage:
        """Return what runs do at once that come to a block."""
        acts: dict[Act, Span] = {}
        goes_on, may_rest = True, False
        for statement in block.statements:
            passage = self._statement(statement)
            if goes_on:
                for act, span in passage.acts.items():
                    acts.setdefault(act, span)
            goes_on = goes_on and passage.goes_on
            may_rest = may_rest or passage.may_rest
        return Passage(acts=acts, goes_on=goes_on, may_rest=may_rest)

    def _statement(self, statement: ast.Statement) -> Passage:  # noqa: C901, PLR0911 - one case a statement
        match statement:
            case ast.Start(campaign=name):
                return Passage(acts={(SymbolKind.CAMPAIGN, name.text): statement.span})
            case ast.Stop():
                return _STOPS
            case ast.If(arms=arms, otherwise=otherwise):
                return self._ways((arm.block for arm in arms), otherwise)
            case ast.Split(arms=arms) | ast.SplitLearning(arms=arms):
                return _joined([self.of(arm.block) for arm in arms])
            case ast.SplitBy(arms=arms, otherwise=rest):
                return self._ways((arm.block for arm in arms), rest.block if rest is not None else None)
            case ast.Repeat():
                return self._repeat(statement)
            case ast.Send():
                return self._send(statement)
            case ast.UseStep(step=name):
                return self._step(name.text)
            case ast.Wait() | ast.WaitUntilTime() | ast.WaitUntilMoment() | ast.WaitUntilNext():
                return _RESTS
            case ast.WaitFor() | ast.WaitForAny() | ast.Escalate() | ast.Sequence():
                return _RESTS
            case _:
                return _PASSES

    def _ways(self, blocks: Iterable[ast.Block], otherwise: ast.Block | None) -> Passage:
        last = self.of(otherwise) if otherwise is not None else _PASSES
        return _joined([*(self.of(block) for block in blocks), last])

    def _repeat(self, loop: ast.Repeat) -> Passage:
        first = self.of(loop.block)
        rests = loop.every is not None
        return Passage(
            acts=first.acts if loop.until is None else {},
            goes_on=first.goes_on and not rests,
            may_rest=first.may_rest or rests,
        )

    def _send(self, send: ast.Send) -> Passage:
        blocks = {outcome.word: outcome.block for outcome in send.outcomes}
        if self._sends_wait or ast.OutcomeWord.FAILED in blocks:
            return _RESTS
        sent, blocked = (
            self.of(blocks[word]) if word in blocks else _PASSES
            for word in (ast.OutcomeWord.SENT, ast.OutcomeWord.BLOCKED)
        )
        if self._is_limited:
            return _joined([sent, blocked])
        return Passage(
            acts={**self._receipt(send), **sent.acts},
            goes_on=sent.goes_on,
            may_rest=sent.may_rest,
        )

    def _receipt(self, send: ast.Send) -> Mapping[Act, Span]:
        match send.target:
            case ast.ChannelTarget(channel=name) if self._project.symbols.find(SymbolKind.CHANNEL, name.text):
                return {(SymbolKind.EVENT, f"{name.text}.sent"): send.message.span.to(name.span)}
            case _:
                return {}

    def _step(self, name: str) -> Passage:
        """Return what runs do at once in a step; while that is being found out, nothing is certain."""
        symbol = self._project.symbols.find(SymbolKind.STEP, name)
        if symbol is None or not isinstance(symbol.node, ast.Step) or self._project.is_damaged(symbol.node):
            return _RESTS
        if name not in self._steps:
            self._steps[name] = _RESTS
            self._steps[name] = self.of(symbol.node.block)
        return self._steps[name]


def _joined(ways: list[Passage]) -> Passage:
    """Return what runs do at once, whichever way they take."""
    first, *others = ways or [_PASSES]
    return Passage(
        acts={act: span for act, span in first.acts.items() if all(act in way.acts for way in others)},
        goes_on=all(way.goes_on for way in ways),
        may_rest=any(way.may_rest for way in ways),
    )
