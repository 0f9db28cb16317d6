"""The type of every expression."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

from maflow.compiler.symbols import SymbolKind
from maflow.compiler.typing.advice import no_condition, tested_in
from maflow.compiler.typing.bare_words import infer_parameter
from maflow.compiler.typing.currency import check_currency
from maflow.compiler.typing.fit import report_mismatch
from maflow.compiler.typing.history import History, infer_history
from maflow.compiler.typing.names import (
    infer_attribute,
    infer_audience,
    infer_channel,
    known_symbol,
    report_no_context,
)
from maflow.compiler.typing.operators import (
    infer_between,
    infer_binary,
    infer_default,
    infer_in_list,
    infer_matches,
    infer_negative,
    infer_not,
)
from maflow.compiler.typing.scope import Scope
from maflow.compiler.typing.types import (
    ANYTHING,
    Anything,
    ListOf,
    Money,
    OneOf,
    Simple,
    SimpleType,
    Typed,
)
from maflow.dsl import ast

__all__ = ["check_condition", "infer"]

_BOOLEAN = Typed(SimpleType(Simple.BOOLEAN))
_MAYBE = Typed(SimpleType(Simple.BOOLEAN), may_be_unknown=True)
_DATE = Typed(SimpleType(Simple.DATE))
_MOMENT = Typed(SimpleType(Simple.MOMENT))
_CONSTANTS: dict[type[ast.Node], Typed] = {
    ast.BooleanLiteral: _BOOLEAN,
    ast.DateLiteral: _DATE,
    ast.Duration: Typed(SimpleType(Simple.DURATION)),
    ast.HasTag: _BOOLEAN,
    ast.MomentLiteral: _MOMENT,
    ast.Now: _MOMENT,
    ast.PercentLiteral: Typed(SimpleType(Simple.PERCENT)),
    ast.TextLiteral: Typed(SimpleType(Simple.TEXT)),
    ast.TimeLiteral: Typed(SimpleType(Simple.TIME)),
    ast.Today: _DATE,
}
_ABOUT_ONE_USER = (
    ast.Consents,
    ast.Grade,
    ast.HasTag,
    ast.InAudience,
    ast.ScoreValue,
    ast.StageValue,
    ast.Today,
)
_WEEKDAYS = OneOf(tuple(day.value for day in ast.Weekday if day is not ast.Weekday.WEEKDAYS))


def infer(node: ast.Expression, scope: Scope) -> Typed:
    """Return the type of an expression and whether it may be unknown.

    Reports: MA101-MA108, MA112 for what is wrong inside it; wrong parts then fit everywhere.
    """
    constant = _CONSTANTS.get(type(node))
    if not scope.has_user and isinstance(node, _ABOUT_ONE_USER):
        return report_no_context(node, "user", scope)
    if constant is not None:
        return constant
    return _RULES[type(node)](node, scope)


def check_condition(node: ast.Expression, scope: Scope) -> Typed:
    """Check an expression that must be a condition.

    Reports: MA105, and what `infer` reports.
    """
    found = infer(node, scope)
    if not isinstance(found.type, Anything) and found.type != SimpleType(Simple.BOOLEAN):
        no_condition(node, found, scope)
        return _BOOLEAN
    return Typed(SimpleType(Simple.BOOLEAN), found.may_be_unknown)


def _logical(node: ast.AllOf | ast.AnyOf, scope: Scope) -> Typed:
    inside = scope.with_tested(tested_in(node, scope))
    found = [check_condition(operand, inside) for operand in node.operands]
    return _MAYBE if any(operand.may_be_unknown for operand in found) else _BOOLEAN


def _not(node: ast.Not, scope: Scope) -> Typed:
    return infer_not(node, scope, check_condition)


def _binary(node: ast.Binary, scope: Scope) -> Typed:
    return infer_binary(node, scope, infer)


def _in_list(node: ast.InList, scope: Scope) -> Typed:
    return infer_in_list(node, scope, infer)


def _between(node: ast.Between, scope: Scope) -> Typed:
    return infer_between(node, scope, infer)


def _matches(node: ast.Matches, scope: Scope) -> Typed:
    return infer_matches(node, scope, infer)


def _negative(node: ast.Negative, scope: Scope) -> Typed:
    return infer_negative(node, scope, infer)


def _default(node: ast.Default, scope: Scope) -> Typed:
    return infer_default(node, scope, infer)


def _is_known(node: ast.IsKnown, scope: Scope) -> Typed:
    infer(node.operand, scope)
    return _BOOLEAN


def _history(node: History, scope: Scope) -> Typed:
    return infer_history(node, scope, check_condition)


def _number(node: ast.NumberLiteral, _: Scope) -> Typed:
    return Typed(SimpleType(Simple.NUMBER if "." in node.text else Simple.INTEGER))


def _money(node: ast.MoneyLiteral, scope: Scope) -> Typed:
    return Typed(Money(node.currency) if check_currency(node, scope) else ANYTHING)


def _list(node: ast.ListLiteral, scope: Scope) -> Typed:
    types = [infer(item, scope) for item in node.items]
    return Typed(ListOf(types[0].type if types else ANYTHING))


def _stage(node: ast.StageValue, scope: Scope) -> Typed:
    stages = known_symbol(SymbolKind.STAGES, node.stages, scope)
    if stages is None:
        return Typed(ANYTHING, may_be_unknown=True)
    assert isinstance(stages.node, ast.Stages)
    values = tuple(stage.name.text for stage in stages.node.stages)
    return Typed(OneOf(values), True, stages.span)


def _score(node: ast.ScoreValue, scope: Scope) -> Typed:
    known_symbol(SymbolKind.SCORE, node.score, scope)
    return Typed(SimpleType(Simple.NUMBER))


def _consents(node: ast.Consents, scope: Scope) -> Typed:
    infer_channel(node.channel, scope)
    return _BOOLEAN


def _in_audience(node: ast.InAudience, scope: Scope) -> Typed:
    infer_audience(node.audience, scope)
    return _BOOLEAN


def _grade(node: ast.Grade, scope: Scope) -> Typed:
    name = node.score
    score = known_symbol(SymbolKind.SCORE, name, scope)
    if score is None:
        return Typed(ANYTHING, may_be_unknown=True)
    assert isinstance(score.node, ast.Score)
    lines = [entry for entry in score.node.entries if isinstance(entry, ast.ScoreGrades)]
    values = tuple(grade.name.text for line in lines for grade in line.grades)
    return Typed(OneOf(values), True, score.span)


def _time_part(node: ast.TimePart, scope: Scope) -> Typed:
    operand = infer(node.operand, scope)
    moment = SimpleType(Simple.MOMENT)
    is_date = operand.type == SimpleType(Simple.DATE) and node.function is ast.TimePartFunction.WEEKDAY
    if not isinstance(operand.type, Anything) and operand.type != moment and not is_date:
        report_mismatch(node, Typed(moment), node.operand, operand, scope)
    match node.function:
        case ast.TimePartFunction.WEEKDAY:
            return Typed(_WEEKDAYS, operand.may_be_unknown)
        case ast.TimePartFunction.HOUR:
            return Typed(SimpleType(Simple.INTEGER), operand.may_be_unknown)
        case ast.TimePartFunction.DATE:
            return Typed(SimpleType(Simple.DATE), operand.may_be_unknown)
        case _:
            assert_never(node.function)


# Any: each function takes its own class of node, which is its key.
_RULES: dict[type[ast.Node], Callable[[Any, Scope], Typed]] = {
    ast.Aggregate: _history,
    ast.AllOf: _logical,
    ast.AnyOf: _logical,
    ast.Attribute: infer_attribute,
    ast.Between: _between,
    ast.Binary: _binary,
    ast.Consents: _consents,
    ast.Count: _history,
    ast.CountDistinct: _history,
    ast.Default: _default,
    ast.Did: _history,
    ast.DidThen: _history,
    ast.Grade: _grade,
    ast.InAudience: _in_audience,
    ast.InList: _in_list,
    ast.IsKnown: _is_known,
    ast.ListLiteral: _list,
    ast.Matches: _matches,
    ast.MoneyLiteral: _money,
    ast.Negative: _negative,
    ast.Not: _not,
    ast.NumberLiteral: _number,
    ast.Parameter: infer_parameter,
    ast.ScoreValue: _score,
    ast.Share: _history,
    ast.StageValue: _stage,
    ast.TimePart: _time_part,
    ast.TimeSince: _history,
}
