"""The expressions of a flow, each in the scope of its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from maflow.compiler.symbols import SymbolKind
from maflow.compiler.typing.events import ESCALATION_RECEIPTS
from maflow.compiler.typing.fit import check_fits, report_mismatch
from maflow.compiler.typing.history import check_duration, check_pattern
from maflow.compiler.typing.infer import check_condition, infer
from maflow.compiler.typing.names import known_symbol
from maflow.compiler.typing.scope import Scope
from maflow.compiler.typing.types import (
    Anything,
    NameType,
    Simple,
    SimpleType,
    Type,
    Typed,
    type_of_declaration,
)
from maflow.dsl import ast
from maflow.dsl.diagnostics import Label, Text
from maflow.dsl.visitor import children

__all__ = ["StepsSeen", "check_flow", "inner_blocks", "parameters_of"]

StepsSeen = set[tuple[str, str]]

_DATE = SimpleType(Simple.DATE)
_MOMENT = SimpleType(Simple.MOMENT)


def check_flow(block: ast.Block, scope: Scope, steps: StepsSeen | None = None) -> None:
    """Check every expression of a block, that of each step once for each event it may look at.

    Reports: MA101-MA108, MA112.
    """
    seen: StepsSeen = set() if steps is None else steps
    for statement in block.statements:
        if isinstance(statement, ast.UseStep):
            _check_step(statement, scope, seen)
            continue
        check = _CHECKS.get(type(statement))
        if check is not None:
            check(statement, scope)
        for inner, inner_scope in inner_blocks(statement, scope):
            check_flow(inner, inner_scope, seen)


def parameters_of(step: ast.Step, currency: str | None) -> Mapping[str, Type]:
    """Return the types of a step's parameters by name."""
    return {p.name.text: type_of_declaration(p.type, currency) for p in step.parameters}


def inner_blocks(statement: ast.Statement, scope: Scope) -> Iterator[tuple[ast.Block, Scope]]:
    """Yield the blocks inside a statement, each with its scope: `event` may change there."""
    match statement:
        case ast.WaitFor():
            yield from _blocks_of_wait(statement, scope)
        case ast.WaitForAny(arms=arms):
            for arm in arms:
                # When nothing has happened, the event of the block around is still in scope.
                event = check_pattern(arm.pattern, scope, check_condition) if arm.pattern else scope.event
                yield arm.block, scope.with_event(event)
        case ast.If(arms=arms):
            for condition in arms:
                check_condition(condition.condition, scope)
            yield from ((block, scope) for block in _plain_blocks(statement))
        case _:
            yield from ((block, scope) for block in _plain_blocks(statement))


def _check_step(node: ast.UseStep, scope: Scope, seen: StepsSeen) -> None:
    symbol = scope.project.symbols.find(SymbolKind.STEP, node.step.text)
    if symbol is None:
        return
    assert isinstance(symbol.node, ast.Step)
    parameters = parameters_of(symbol.node, scope.project.settings.currency)
    for argument, expected in zip(node.arguments, parameters.values(), strict=False):
        is_name = isinstance(expected, NameType) and isinstance(argument, ast.Parameter)
        if not is_name:
            found = infer(argument, scope)
            check_fits(Typed(expected), argument, found, node.step, scope)
    # Steps that use steps are a graph with many ways; each node of it is looked at once.
    key = (node.step.text, scope.event.name if scope.event is not None else "")
    if key not in seen:
        seen.add(key)
        check_flow(symbol.node.block, scope.with_parameters(parameters), seen)


def _blocks_of_wait(node: ast.WaitFor, scope: Scope) -> Iterator[tuple[ast.Block, Scope]]:
    yield node.then, scope.with_event(check_pattern(node.pattern, scope, check_condition))
    if node.otherwise is not None:
        yield node.otherwise, scope


def _plain_blocks(statement: ast.Statement) -> Iterator[ast.Block]:
    for child in children(statement):
        if isinstance(child, ast.Block):
            yield child
        else:
            yield from (inner for inner in children(child) if isinstance(inner, ast.Block))


def _wait(node: ast.Wait, scope: Scope) -> None:
    check_duration(node.duration, scope)


def _wait_for(node: ast.WaitFor | ast.WaitForAny, scope: Scope) -> None:
    check_duration(node.up_to, scope)


def _wait_until_moment(node: ast.WaitUntilMoment, scope: Scope) -> None:
    found = infer(node.moment, scope)
    if isinstance(found.type, Anything):
        return
    if found.type == _DATE and node.time is None:
        scope.context.report("MA105", node.moment.span, "MA105.date-needs-time")
    elif found.type not in (_DATE, _MOMENT):
        report_mismatch(node, Typed(_MOMENT), node.moment, found, scope)


def _wait_until_next(node: ast.WaitUntilNext, scope: Scope) -> None:
    found = infer(node.date, scope)
    if not isinstance(found.type, Anything) and found.type != _DATE:
        report_mismatch(node, Typed(_DATE), node.date, found, scope)


def _split_by(node: ast.SplitBy, scope: Scope) -> None:
    found = infer(node.attribute, scope)
    for arm in node.arms:
        check_fits(found, arm.value, infer(arm.value, scope), node.attribute, scope)


def _send(node: ast.Send, scope: Scope) -> None:
    if not isinstance(node.target, ast.AttributeTarget):
        return
    attribute = node.target.attribute
    found = infer(attribute, scope)
    expected = NameType(SymbolKind.CHANNEL)
    if not isinstance(found.type, Anything) and found.type != expected:
        help = (Text("MA105.declare-channel", {"name": attribute.name.text}),)
        scope.context.report("MA105", attribute.span, "MA105.no-channel", help=help)


def _escalate(node: ast.Escalate, scope: Scope) -> None:
    event = node.until.event
    is_receipt = event.source is None and event.name.text in ESCALATION_RECEIPTS
    is_declared = scope.project.symbols.find(SymbolKind.EVENT, event.name.text) is not None
    if not is_receipt or is_declared:
        check_pattern(node.until, scope, check_condition)
    for step in node.steps:
        if step.duration is not None:
            check_duration(step.duration, scope)


def _repeat(node: ast.Repeat, scope: Scope) -> None:
    if node.every is not None:
        check_duration(node.every, scope)
    if node.until is not None:
        check_condition(node.until, scope)


def _set(node: ast.Set, scope: Scope) -> None:
    value = infer(node.value, scope)
    if not _is_settable(node.target, scope):
        return
    target = infer(node.target, scope)
    if isinstance(target.type, NameType) and isinstance(node.value, ast.Parameter):
        return
    is_whole = target.type == SimpleType(Simple.INTEGER)
    if is_whole and value.type in (SimpleType(Simple.NUMBER), SimpleType(Simple.PERCENT)):
        report_mismatch(node.target, target, node.value, value, scope)
    else:
        check_fits(target, node.value, value, node.target, scope)


def _unset(node: ast.Unset, scope: Scope) -> None:
    if _is_settable(node.target, scope):
        infer(node.target, scope)


def _is_settable(target: ast.Attribute, scope: Scope) -> bool:
    if target.scope in (ast.Scope.USER, ast.Scope.RUN):
        return True
    scope.context.report("MA105", target.span, "MA105.not-settable", args={"scope": target.scope.value})
    return False


def _score_add(node: ast.ScoreAdd, scope: Scope) -> None:
    known_symbol(SymbolKind.SCORE, node.score, scope)


def _tag(node: ast.TagAdd | ast.TagRemove, scope: Scope) -> None:
    rule = scope.project.symbols.find(SymbolKind.TAG, node.tag.value)
    if rule is not None:
        labels = [Label(rule.span, Text("types.declared-here"))]
        args = {"tag": node.tag.value}
        scope.context.report("MA105", node.tag.span, "MA105.computed-tag", args=args, labels=labels)


# Any: each function takes its own class of statement, which is its key.
_CHECKS: dict[type[ast.Node], Callable[[Any, Scope], None]] = {
    ast.Wait: _wait,
    ast.WaitFor: _wait_for,
    ast.WaitForAny: _wait_for,
    ast.WaitUntilMoment: _wait_until_moment,
    ast.WaitUntilNext: _wait_until_next,
    ast.SplitBy: _split_by,
    ast.Send: _send,
    ast.Escalate: _escalate,
    ast.Repeat: _repeat,
    ast.Set: _set,
    ast.Unset: _unset,
    ast.ScoreAdd: _score_add,
    ast.TagAdd: _tag,
    ast.TagRemove: _tag,
}
