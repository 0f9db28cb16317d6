"""What the language has and a program cannot hold yet: refused before anything is lowered (MA905).

One table says it all. A construct that is built loses its row here, and gains a function where it is lowered.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from maflow.compiler.address import address_of
from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.inspection import Inspection
from maflow.compiler.symbols import SymbolKind
from maflow.compiler.wording import write_phrase
from maflow.dsl import ast
from maflow.dsl.codes import CODES
from maflow.dsl.diagnostics import Diagnostic, Text
from maflow.dsl.source import Span

__all__ = ["Construct", "Unsupported", "is_test_file", "report_unsupported", "unsupported"]


class Construct(enum.Enum):
    """A part of the language that comes later; the value is its row of `grammar/keywords.yaml`."""

    ALERT = "alert"
    ARBITRATE = "arbitrate within"
    BUDGET = "budget"
    ESCALATE = "escalate"
    GROUP = "group"
    LEARNING = "by learning toward goal"
    LIST = "from list"
    MOVE = "when changed move"
    OFFER = "offer"
    SCORE = "score"
    SEQUENCE = "sequence"
    STAGES = "stages"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Unsupported:
    """One occurrence: the construct, the node that is it, and the declaration around it."""

    construct: Construct
    node: ast.Node
    declaration: ast.Declaration

    @property
    def span(self) -> Span:
        """Return where it stands."""
        return self.node.span


# What an author can write instead; most have nothing of the kind.
_INSTEAD: Mapping[Construct, str] = {
    Construct.ESCALATE: "MA905.use-wait-for",
    Construct.LEARNING: "MA905.use-shares",
    Construct.LIST: "MA905.use-attribute",
    Construct.SCORE: "MA905.use-count",
    Construct.SEQUENCE: "MA905.use-waits",
    Construct.STAGES: "MA905.use-audiences",
    Construct.STEP: "MA905.write-in-place",
}

_Asks = Callable[[ast.Node, ResolvedProject], bool]


def _always(_: ast.Node, __: ResolvedProject) -> bool:
    return True


def _moves(node: ast.Node, _: ResolvedProject) -> bool:
    return isinstance(node, ast.WhenChanged) and node.action is ast.ChangeAction.MOVE


def _raised_by(kind: SymbolKind) -> _Asks:
    def is_raised(node: ast.Node, project: ResolvedProject) -> bool:
        """Tell whether an event is one that a declaration of this kind raises."""
        source = node.source if isinstance(node, ast.EventRef) else None
        return source is not None and project.symbols.find(kind, source.text) is not None

    return is_raised


_TABLE: tuple[tuple[type[ast.Node], Construct, _Asks], ...] = (
    (ast.Alert, Construct.ALERT, _always),
    (ast.Arbitrate, Construct.ARBITRATE, _always),
    (ast.AudienceList, Construct.LIST, _always),
    (ast.BudgetClause, Construct.BUDGET, _always),
    (ast.Escalate, Construct.ESCALATE, _always),
    (ast.EventRef, Construct.OFFER, _raised_by(SymbolKind.OFFER)),
    (ast.EventRef, Construct.STAGES, _raised_by(SymbolKind.STAGES)),
    (ast.Give, Construct.OFFER, _always),
    (ast.GivenBudget, Construct.BUDGET, _always),
    (ast.Grade, Construct.SCORE, _always),
    (ast.Group, Construct.GROUP, _always),
    (ast.GroupClause, Construct.GROUP, _always),
    (ast.Offer, Construct.OFFER, _always),
    (ast.Score, Construct.SCORE, _always),
    (ast.ScoreAdd, Construct.SCORE, _always),
    (ast.ScoreValue, Construct.SCORE, _always),
    (ast.Sequence, Construct.SEQUENCE, _always),
    (ast.SplitLearning, Construct.LEARNING, _always),
    (ast.StageValue, Construct.STAGES, _always),
    (ast.Stages, Construct.STAGES, _always),
    (ast.Step, Construct.STEP, _always),
    (ast.UseStep, Construct.STEP, _always),
    (ast.WhenChanged, Construct.MOVE, _moves),
)

_SAID_IN_TESTS = frozenset({ast.GivenBudget})


def unsupported(project: ResolvedProject, *, with_tests: bool = False) -> tuple[Unsupported, ...]:
    """Return everything in a project that cannot be lowered, in reading order.

    Unless `with_tests`, what tests say is not among it, nor what their files declare for them. Most of what
    tests say of a construct names what is declared of it, and is not told again.
    """
    order = {module.path: index for index, module in enumerate(project.modules)}
    found = list(_found(project, with_tests))
    found.sort(key=lambda each: (order[each.span.file], each.span.start))
    return tuple(found)


def report_unsupported(
    project: ResolvedProject, context: CompileContext, *, with_tests: bool = False
) -> None:
    """Report every occurrence of what cannot be lowered.

    Reports: MA905.
    """
    inspection = Inspection(project, context)
    for each in unsupported(project, with_tests=with_tests):
        span = inspection.head(each.node)
        word = write_phrase(each.construct.value, inspection.dialect(span.file).name)
        context.sink.add(
            Diagnostic(
                code="MA905",
                severity=CODES["MA905"].severity,
                message=Text("MA905.not-yet", {"construct": word}),
                span=span,
                help=(Text(_INSTEAD.get(each.construct, "MA905.leave-out")),),
                address=address_of(span, (each.declaration,)),
            )
        )


def is_test_file(path: str) -> bool:
    """Tell whether a file is there for tests only, and is left out of programs.

    Example:
        >>> is_test_file("cart_test.ma"), is_test_file("cart.ma")
        (True, False)
    """
    return path.endswith("_test.ma")


def _found(project: ResolvedProject, with_tests: bool) -> Iterator[Unsupported]:
    for node_class, construct, asks in _TABLE:
        for node, declaration, module in project.nodes.all(node_class):
            is_said = isinstance(declaration, ast.Test)
            if is_said and node_class not in _SAID_IN_TESTS:
                continue
            is_for_tests = (is_said or is_test_file(module.path)) and not with_tests
            if not is_for_tests and asks(node, project):
                yield Unsupported(construct, node, declaration)
