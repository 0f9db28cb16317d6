"""How conditions are compiled: True if true, True if false for certain, and Kleene's three values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from maflow.runtime.codegen.frame import Frame, Source
from maflow.runtime.codegen.history_queries import as_comparisons, count_test
from maflow.runtime.codegen.history_reads import count_is, did
from maflow.runtime.codegen.names import value_of
from maflow.runtime.codegen.patterns import compile_pattern
from maflow.runtime.codegen.strict import all_of, strict_test, strict_value
from maflow.runtime.program.expressions import (
    And,
    Between,
    Compare,
    Comparison,
    Consents,
    Contains,
    Did,
    Expression,
    HasTag,
    Holds,
    In,
    IsKnown,
    Matches,
    Not,
    Or,
    TextTest,
)
from maflow.runtime.program.types import BooleanData, Constant, MoneyData

__all__ = ["CONDITIONS", "FALSE", "TRUE"]

_OPERATORS = {
    Comparison.EQUAL: "==",
    Comparison.NOT_EQUAL: "!=",
    Comparison.LESS: "<",
    Comparison.LESS_OR_EQUAL: "<=",
    Comparison.GREATER: ">",
    Comparison.GREATER_OR_EQUAL: ">=",
}
_OPPOSITES = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_TESTS = {"starts with": "startswith", "ends with": "endswith"}

# Any: each rule takes its own class of expression, which is its key.
Test = Callable[[Frame, Any], str]


def _any_of(tests: Sequence[str]) -> str:
    return tests[0] if len(tests) == 1 else f"({' or '.join(tests)})"


def _and_true(frame: Frame, node: And) -> str:
    return all_of([frame.true(operand) for operand in node.operands])


def _and_false(frame: Frame, node: And) -> str:
    return _any_of([frame.false(operand) for operand in node.operands])


def _or_true(frame: Frame, node: Or) -> str:
    return _any_of([frame.true(operand) for operand in node.operands])


def _or_false(frame: Frame, node: Or) -> str:
    return all_of([frame.false(operand) for operand in node.operands])


def _logical_value(frame: Frame, node: And | Or) -> Source:
    """Return the deciding value if an operand has it, else unknown if an operand is."""
    decides, otherwise = ("False", "True") if isinstance(node, And) else ("True", "False")
    deciding, unknown = [], []
    for operand in node.operands:
        source = frame.value(operand)
        if source.may_be_unknown:
            local = frame.temporary()
            deciding.append(f"({local} := {source.text}) is {decides}")
            unknown.append(f"{local} is None")
        else:
            deciding.append(source.text if decides == "True" else f"(not {source.text})")
    if not unknown:
        text = _any_of(deciding)
        return Source(text if decides == "True" else f"(not {text})", may_be_unknown=False)
    return Source(
        f"({decides} if {' or '.join(deciding)} else None if {' or '.join(unknown)} else {otherwise})"
    )


def _not_true(frame: Frame, node: Not) -> str:
    return frame.false(node.operand)


def _not_false(frame: Frame, node: Not) -> str:
    return frame.true(node.operand)


def _not_value(frame: Frame, node: Not) -> Source:
    return strict_value(frame, (node.operand,), "(not {})".format)


def _compare(frame: Frame, node: Compare, *, is_wanted: bool) -> str:
    test = count_test(node)
    if test is not None:
        return count_is(frame, test, is_wanted=is_wanted)
    operator = _OPERATORS[node.operator]
    operator = operator if is_wanted else _OPPOSITES[operator]
    match operator, node.right:
        case "==", Constant(data=BooleanData(value=value)):
            return frame.true(node.left) if value else frame.false(node.left)
        case "!=", Constant(data=BooleanData(value=value)):
            return frame.false(node.left) if value else frame.true(node.left)
        case _:
            pass
    if operator == "==":
        return _equal(frame, node.left, node.right)
    return strict_test(frame, (node.left, node.right), f"{{}} {operator} {{}}".format)


def _equal(frame: Frame, left: Expression, right: Expression) -> str:
    one, other = frame.value(left), frame.value(right)
    if one.may_be_unknown and other.may_be_unknown:
        test, text = frame.known(one)
        return f"({test} and {text} == {other.text})"
    # None equals nothing that is known.
    return f"({one.text} == {other.text})"


def _compare_true(frame: Frame, node: Compare) -> str:
    return _compare(frame, node, is_wanted=True)


def _compare_false(frame: Frame, node: Compare) -> str:
    return _compare(frame, node, is_wanted=False)


def _compare_value(frame: Frame, node: Compare) -> Source:
    test = count_test(node)
    if test is not None:
        return Source(count_is(frame, test, is_wanted=True), may_be_unknown=False)
    operator = _OPERATORS[node.operator]
    return strict_value(frame, (node.left, node.right), f"({{}} {operator} {{}})".format)


def _in(frame: Frame, node: In, *, is_wanted: bool) -> str:
    if as_comparisons(node) is not node:
        rewritten = as_comparisons(node)
        return frame.true(rewritten) if is_wanted else frame.false(rewritten)
    constants = _set_of(frame, node.items)
    if constants is not None and is_wanted:
        # None is in no set of known values.
        return f"({frame.value(node.operand).text} in {constants})"
    if constants is not None:
        return strict_test(frame, (node.operand,), lambda operand: f"{operand} not in {constants}")
    test, operand = _held(frame, node.operand)
    items = [frame.value(item) for item in node.items]
    if is_wanted:
        return all_of([test, _any_of([f"{operand} == {item.text}" for item in items])])
    known = [frame.known(item) for item in items]
    return all_of(
        [test, *(each for known_test, text in known for each in (known_test, f"{operand} != {text}"))]
    )


def _held(frame: Frame, operand: Expression) -> tuple[str, str]:
    """Return a test that a value is known, and how to read it after that as often as one likes."""
    source = frame.value(operand)
    return frame.known(source if source.is_simple else Source(source.text))


def _set_of(frame: Frame, items: Sequence[Expression]) -> str | None:
    constants = [item for item in items if isinstance(item, Constant)]
    if len(constants) != len(items):
        return None
    data = tuple(item.data for item in constants)
    if any(isinstance(each, MoneyData) for each in data) or not data:
        return frame.tables.names.constant(("set", data), lambda: frozenset(map(value_of, data)))
    # Python makes a constant of a set of literals that is only looked into.
    return f"{{{', '.join(frame.literal(each) for each in data)}}}"


def _in_true(frame: Frame, node: In) -> str:
    return _in(frame, node, is_wanted=True)


def _in_false(frame: Frame, node: In) -> str:
    return _in(frame, node, is_wanted=False)


def _in_value(frame: Frame, node: In) -> Source:
    if as_comparisons(node) is not node:
        return frame.value(as_comparisons(node))
    constants = _set_of(frame, node.items)
    if constants is not None:
        return strict_value(frame, (node.operand,), lambda operand: f"({operand} in {constants})")
    test, operand = _held(frame, node.operand)
    equal, unknown = [], []
    for item in node.items:
        item_test, text = frame.known(frame.value(item))
        equal.append(f"({item_test} and {operand} == {text})" if item_test else f"{operand} == {text}")
        if item_test:
            unknown.append(f"{text} is None")
    otherwise = f"None if {' or '.join(unknown)} else False" if unknown else "False"
    text = f"True if {' or '.join(equal)} else {otherwise}"
    return Source(f"(None if not ({test}) else {text})" if test else f"({text})", bool(test or unknown))


def _between(frame: Frame, node: Between) -> tuple[str, str, list[tuple[str, str]]]:
    test, operand = _held(frame, node.operand)
    return test, operand, [frame.known(frame.value(bound)) for bound in (node.low, node.high)]


def _between_true(frame: Frame, node: Between) -> str:
    if as_comparisons(node) is not node:
        return frame.true(as_comparisons(node))
    return strict_test(frame, (node.operand, node.low, node.high), _within)


def _within(operand: str, low: str, high: str) -> str:
    # Python is quicker with two comparisons of a local than with a chain.
    if operand.isidentifier():
        return f"({operand} >= {low} and {operand} <= {high})"
    return f"{low} <= {operand} <= {high}"


def _between_false(frame: Frame, node: Between) -> str:
    if as_comparisons(node) is not node:
        return frame.false(as_comparisons(node))
    test, operand, bounds = _between(frame, node)
    outside = [
        all_of([bound_test, f"{operand} {operator} {bound}"])
        for (bound_test, bound), operator in zip(bounds, "<>", strict=True)
    ]
    return all_of([test, _any_of(outside)])


def _between_value(frame: Frame, node: Between) -> Source:
    if as_comparisons(node) is not node:
        return frame.value(as_comparisons(node))
    test, operand, bounds = _between(frame, node)
    outside, unknown = [], []
    for (bound_test, bound), operator in zip(bounds, "<>", strict=True):
        outside.append(all_of([bound_test, f"{operand} {operator} {bound}"]))
        if bound_test:
            unknown.append(f"{bound} is None")
    otherwise = f"None if {' or '.join(unknown)} else True" if unknown else "True"
    text = f"False if {_any_of(outside)} else {otherwise}"
    return Source(f"(None if not ({test}) else {text})" if test else f"({text})", bool(test or unknown))


def _plain(frame: Frame, node: Contains | TextTest | Matches) -> tuple[tuple[Expression, ...], str]:
    """Return the operands of a test that needs all of them, and how it is written."""
    match node:
        case Contains():
            return (node.whole, node.part), "({1} in {0})"
        case TextTest():
            return (node.operand, node.part), f"{{0}}.{_TESTS[node.test]}({{1}})"
        case Matches():
            pattern = node.pattern
            name = frame.tables.names.constant(("pattern", pattern), lambda: compile_pattern(pattern))
            return (node.operand,), f"({name}.search({{0}}) is not None)"


def _plain_true(frame: Frame, node: Contains | TextTest | Matches) -> str:
    operands, text = _plain(frame, node)
    return strict_test(frame, operands, text.format)


def _plain_false(frame: Frame, node: Contains | TextTest | Matches) -> str:
    operands, text = _plain(frame, node)
    return strict_test(frame, operands, f"(not {text})".format)


def _plain_value(frame: Frame, node: Contains | TextTest | Matches) -> Source:
    operands, text = _plain(frame, node)
    return strict_value(frame, operands, text.format)


def _is_known(frame: Frame, node: IsKnown) -> str:
    source = frame.value(node.operand)
    return f"({source.text} is not None)" if source.may_be_unknown else "True"


def _is_unknown(frame: Frame, node: IsKnown) -> str:
    source = frame.value(node.operand)
    return f"({source.text} is None)" if source.may_be_unknown else "False"


def _has_tag(frame: Frame, node: HasTag) -> str:
    return f"({node.tag!r} in u.tags)"


def _holds(frame: Frame, node: Holds) -> str:
    place, _ = frame.tables.predicates[node.predicate]
    return f"holds_{place}(E, u, now)"


def _consents(frame: Frame, node: Consents) -> str:
    return f"E.consents(u, {node.channel!r}, {node.category!r})"


def _did(frame: Frame, node: Did) -> str:
    return did(frame, node)


def _fact_false(rule: Test) -> Test:
    return lambda frame, node: f"(not {rule(frame, node)})"


def _fact_value(rule: Test) -> Callable[[Frame, Any], Source]:
    return lambda frame, node: Source(rule(frame, node), may_be_unknown=False)


_FACTS: dict[type, Test] = {
    Consents: _consents,
    Did: _did,
    HasTag: _has_tag,
    Holds: _holds,
}

TRUE: dict[type, Test] = {
    **_FACTS,
    And: _and_true,
    Between: _between_true,
    Compare: _compare_true,
    Contains: _plain_true,
    In: _in_true,
    IsKnown: _is_known,
    Matches: _plain_true,
    Not: _not_true,
    Or: _or_true,
    TextTest: _plain_true,
}

FALSE: dict[type, Test] = {
    **{kind: _fact_false(rule) for kind, rule in _FACTS.items()},
    And: _and_false,
    Between: _between_false,
    Compare: _compare_false,
    Contains: _plain_false,
    In: _in_false,
    IsKnown: _is_unknown,
    Matches: _plain_false,
    Not: _not_false,
    Or: _or_false,
    TextTest: _plain_false,
}

CONDITIONS: dict[type, Callable[[Frame, Any], Source]] = {
    **{kind: _fact_value(rule) for kind, rule in _FACTS.items()},
    And: _logical_value,
    Between: _between_value,
    Compare: _compare_value,
    Contains: _plain_value,
    In: _in_value,
    IsKnown: _fact_value(_is_known),
    Matches: _plain_value,
    Not: _not_value,
    Or: _logical_value,
    TextTest: _plain_value,
}
