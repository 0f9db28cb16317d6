"""Lowers expressions: names resolved, literals converted, operators told apart by their types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from maflow.compiler.lower.arithmetic import lower_arithmetic
from maflow.compiler.lower.constants import constant, is_written_value
from maflow.compiler.lower.history import lower_history
from maflow.compiler.lower.site import Site
from maflow.compiler.typing.arithmetic import ARITHMETIC
from maflow.compiler.typing.types import ListOf, Simple, SimpleType, Type
from maflow.dsl import ast
from maflow.dsl.strings import encode_text
from maflow.runtime.program import expressions as ir
from maflow.runtime.program.types import Constant, TextData, ValueKind, ValueType

__all__ = ["lower_expression", "tag_predicate"]

_COMPARISONS = {
    ast.BinaryOperator.EQUAL: ir.Comparison.EQUAL,
    ast.BinaryOperator.NOT_EQUAL: ir.Comparison.NOT_EQUAL,
    ast.BinaryOperator.LESS: ir.Comparison.LESS,
    ast.BinaryOperator.LESS_OR_EQUAL: ir.Comparison.LESS_OR_EQUAL,
    ast.BinaryOperator.GREATER: ir.Comparison.GREATER,
    ast.BinaryOperator.GREATER_OR_EQUAL: ir.Comparison.GREATER_OR_EQUAL,
}
_DATE = SimpleType(Simple.DATE)


def lower_expression(node: ast.Expression, site: Site, expected: Type | None = None) -> ir.Expression:
    """Return an expression as data; a date that is written down is a moment where one is `expected`."""
    if is_written_value(node):
        return constant(node, expected, site.lowering.zone)
    rule = _RULES.get(type(node))
    assert rule is not None, f"{type(node).__name__} is refused before anything is lowered"
    return rule(node, site, expected)


def tag_predicate(tag: str) -> str:
    """Return the name of the predicate of a tag that has a rule.

    Example:
        >>> tag_predicate("high intent")
        'tag "high intent"'
    """
    return f"tag {encode_text(tag)}"


def _attribute(node: ast.Attribute, site: Site, _: Type | None) -> ir.Expression:
    name = node.name.text
    match node.scope:
        case ast.Scope.USER:
            return ir.UserValue(name)
        case ast.Scope.ENTRY:
            return ir.EntryValue(name)
        case ast.Scope.RUN:
            return ir.RunValue(name)
        case ast.Scope.EVENT:
            kept = site.kept
            return ir.EventValue(name) if kept is None else ir.RunValue(kept.keep(name, site.type_of(node)))


def _name(node: ast.Parameter, _: Site, __: Type | None) -> ir.Expression:
    return Constant(ValueType(ValueKind.TEXT), TextData(node.name.text))


def _list(node: ast.ListLiteral, site: Site, expected: Type | None) -> ir.Expression:
    item = expected.item if isinstance(expected, ListOf) else None
    return ir.ListOf(tuple(lower_expression(each, site, item) for each in node.items))


def _now(_: ast.Now, __: Site, ___: Type | None) -> ir.Expression:
    return ir.Now()


def _today(_: ast.Today, __: Site, ___: Type | None) -> ir.Expression:
    return ir.TodayDate()


def _tag(node: ast.HasTag, site: Site, _: Type | None) -> ir.Expression:
    tag = node.tag.value
    return ir.Holds(tag_predicate(tag)) if site.lowering.is_computed_tag(tag) else ir.HasTag(tag)


def _audience(node: ast.InAudience, _: Site, __: Type | None) -> ir.Expression:
    return _negated(ir.Holds(node.audience.text), node.is_negated)


def _consents(node: ast.Consents, site: Site, _: Type | None) -> ir.Expression:
    return ir.Consents(node.channel.text, site.category)


def _time_part(node: ast.TimePart, site: Site, _: Type | None) -> ir.Expression:
    operand = lower_expression(node.operand, site)
    return ir.TimePart(node.function.value, operand, of_date=site.type_of(node.operand) == _DATE)


def _all(node: ast.AllOf, site: Site, _: Type | None) -> ir.Expression:
    return ir.And(tuple(lower_expression(operand, site) for operand in node.operands))


def _any(node: ast.AnyOf, site: Site, _: Type | None) -> ir.Expression:
    return ir.Or(tuple(lower_expression(operand, site) for operand in node.operands))


def _not(node: ast.Not, site: Site, _: Type | None) -> ir.Expression:
    return ir.Not(lower_expression(node.operand, site))


def _negative(node: ast.Negative, site: Site, _: Type | None) -> ir.Expression:
    return ir.Negate(lower_expression(node.operand, site))


def _binary(node: ast.Binary, site: Site, _: Type | None) -> ir.Expression:
    operator = node.operator
    if operator in ARITHMETIC:
        return lower_arithmetic(node, site, lower_expression)
    if operator is ast.BinaryOperator.CONTAINS:
        whole = site.type_of(node.left)
        item = whole.item if isinstance(whole, ListOf) else None
        return ir.Contains(lower_expression(node.left, site), lower_expression(node.right, site, item))
    left = lower_expression(node.left, site, _moment_beside(node.left, node.right, site))
    right = lower_expression(node.right, site, _moment_beside(node.right, node.left, site))
    if operator in _COMPARISONS:
        return ir.Compare(_COMPARISONS[operator], left, right)
    return ir.TextTest(operator.value, left, right)


def _moment_beside(node: ast.Expression, other: ast.Expression, site: Site) -> Type | None:
    """Return the type of what stands beside a date that is written down, or beside a list of such."""
    return site.type_of(other) if isinstance(node, ast.DateLiteral | ast.ListLiteral) else None


def _matches(node: ast.Matches, site: Site, _: Type | None) -> ir.Expression:
    return ir.Matches(lower_expression(node.operand, site), node.pattern.value)


def _in(node: ast.InList, site: Site, _: Type | None) -> ir.Expression:
    what = site.type_of(node.operand)
    items = tuple(lower_expression(item, site, what) for item in node.items)
    return _negated(ir.In(lower_expression(node.operand, site), items), node.is_negated)


def _between(node: ast.Between, site: Site, _: Type | None) -> ir.Expression:
    what = site.type_of(node.operand)
    low, high = (lower_expression(bound, site, what) for bound in (node.low, node.high))
    return ir.Between(lower_expression(node.operand, site), low, high)


def _is_known(node: ast.IsKnown, site: Site, _: Type | None) -> ir.Expression:
    return _negated(ir.IsKnown(lower_expression(node.operand, site)), node.is_negated)


def _default(node: ast.Default, site: Site, expected: Type | None) -> ir.Expression:
    what = site.type_of(node.operand)
    return ir.Default(
        lower_expression(node.operand, site, expected), lower_expression(node.fallback, site, what)
    )


def _history(node: Any, site: Site, _: Type | None) -> ir.Expression:
    return lower_history(node, site, lower_expression)


def _negated(expression: ir.Expression, is_negated: bool) -> ir.Expression:
    return ir.Not(expression) if is_negated else expression


# Any: each function takes its own class of node, which is its key.
_RULES: dict[type[ast.Node], Callable[[Any, Site, Type | None], ir.Expression]] = {
    ast.Aggregate: _history,
    ast.AllOf: _all,
    ast.AnyOf: _any,
    ast.Attribute: _attribute,
    ast.Between: _between,
    ast.Binary: _binary,
    ast.Consents: _consents,
    ast.Count: _history,
    ast.CountDistinct: _history,
    ast.Default: _default,
    ast.Did: _history,
    ast.DidThen: _history,
    ast.HasTag: _tag,
    ast.InAudience: _audience,
    ast.InList: _in,
    ast.IsKnown: _is_known,
    ast.ListLiteral: _list,
    ast.Matches: _matches,
    ast.Negative: _negative,
    ast.Not: _not,
    ast.Now: _now,
    ast.Parameter: _name,
    ast.TimePart: _time_part,
    ast.TimeSince: _history,
    ast.Today: _today,
}
