"""Workload A: rules over the attributes of users and the properties of one event, for every engine alike.

Shape: 63 predicates over 20 attributes and 4 properties; a rule is 4 to 6 of them, all true.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from maflow.runtime.program import expressions as ir
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import (
    BooleanData,
    Constant,
    EventType,
    NumberData,
    Property,
    TextData,
    ValueKind,
    ValueType,
)

__all__ = ["EVENT", "make_events", "make_predicates", "make_program", "make_rules", "rule_text"]

EVENT = "order_paid"

_TEXTS = {f"text_{n}": tuple(f"{'abcdefgh'[n]}{value}" for value in range(3 + n)) for n in range(8)}
_NUMBERS = tuple(f"number_{n}" for n in range(9))
_FLAGS = tuple(f"flag_{n}" for n in range(3))
_PAGES = ("home", "cart", "wealth", "help", "search")

_TEXT, _INTEGER, _NUMBER, _BOOLEAN = (
    ValueType(kind) for kind in (ValueKind.TEXT, ValueKind.INTEGER, ValueKind.NUMBER, ValueKind.BOOLEAN)
)
_SIGNS = {"=": "=="}

# Any: an event's properties and a user's attributes, of several types.
Values = Mapping[str, Any]


def make_program() -> Program:
    """Return a program that declares the attributes and the event; nothing has a default."""
    attributes = (
        *(Property(name, _TEXT) for name in _TEXTS),
        *(Property(name, _INTEGER) for name in _NUMBERS),
        *(Property(name, _BOOLEAN) for name in _FLAGS),
    )
    properties = (
        Property("page", _TEXT),
        Property("amount", _NUMBER),
        Property("items", _INTEGER),
        Property("is_gift", _BOOLEAN),
    )
    return Program(
        project="bench",
        timezone="UTC",
        currency="CNY",
        lateness_ms=0,
        max_age_ms=0,
        attributes=attributes,
        events=(EventType(EVENT, EVENT, properties),),
    )


def make_predicates(seed: int = 7) -> tuple[ir.Expression, ...]:
    """Return the predicates that rules are made of."""
    draw = random.Random(seed)
    found: list[ir.Expression] = []
    for name, values in _TEXTS.items():
        user = ir.UserValue(name)
        found.append(_compare("=", user, draw.choice(values)))
        found.append(ir.In(user, tuple(_constant(value) for value in draw.sample(values, 2))))
        found.append(_compare("!=", user, draw.choice(values)))
    for name in _NUMBERS:
        user = ir.UserValue(name)
        found.append(_compare(">=", user, draw.randrange(20, 80)))
        found.append(_compare("<", user, draw.randrange(20, 80)))
        found.append(ir.Between(user, _constant(draw.randrange(40)), _constant(draw.randrange(60, 100))))
    found += [_compare("=", ir.UserValue(name), True) for name in _FLAGS]
    page, amount, items, is_gift = (ir.EventValue(name) for name in ("page", "amount", "items", "is_gift"))
    found.append(_compare("=", page, "cart"))
    found.append(ir.In(page, (_constant("home"), _constant("wealth"))))
    found += [_compare(">", amount, limit) for limit in (20, 50, 80)]
    found += [_compare(">=", items, limit) for limit in (2, 4)]
    found += [_compare("=", is_gift, value) for value in (True, False)]
    return tuple(found)


def make_rules(count: int, seed: int = 1) -> list[ir.Expression]:
    """Return rules of 4 to 6 predicates."""
    draw, predicates = random.Random(seed), make_predicates()
    return [ir.And(tuple(draw.sample(predicates, draw.randint(4, 6)))) for _ in range(count)]


def make_events(count: int, users: int = 5_000, seed: int = 5) -> list[tuple[Values, Values]]:
    """Return events: the attributes of the user, and the properties; everything is known."""
    draw = random.Random(seed)
    known = [_user(draw) for _ in range(users)]
    return [(draw.choice(known), _event(draw)) for _ in range(count)]


def rule_text(rule: ir.Expression, conjunction: str, dot: str = ".") -> str:
    """Return a rule in what the languages of the peers have in common, but for `and` and `user.x`."""
    match rule:
        case ir.And(operands=operands):
            return f" {conjunction} ".join(rule_text(operand, conjunction, dot) for operand in operands)
        case ir.Compare(operator=operator, left=left, right=right):
            return f"{_name(left, dot)} {_SIGNS.get(operator, operator.value)} {_literal(right)}"
        case ir.In(operand=operand, items=items):
            return f"{_name(operand, dot)} in [{', '.join(_literal(item) for item in items)}]"
        case ir.Between(operand=operand, low=low, high=high):
            name = _name(operand, dot)
            return f"{name} >= {_literal(low)} {conjunction} {name} <= {_literal(high)}"
        case _:
            raise AssertionError(rule)


def _user(draw: random.Random) -> Values:
    return {
        **{name: draw.choice(values) for name, values in _TEXTS.items()},
        **{name: draw.randrange(100) for name in _NUMBERS},
        **{name: draw.random() < 0.5 for name in _FLAGS},
    }


def _event(draw: random.Random) -> Values:
    return {
        "page": draw.choice(_PAGES),
        "amount": draw.randrange(1_000) / 10,
        "items": draw.randrange(6),
        "is_gift": draw.random() < 0.3,
    }


def _compare(operator: str, left: ir.Expression, value: str | float) -> ir.Compare:
    return ir.Compare(ir.Comparison(operator), left, _constant(value))


def _constant(value: str | float) -> Constant:
    match value:
        case bool():
            return Constant(_BOOLEAN, BooleanData(value))
        case str():
            return Constant(_TEXT, TextData(value))
        case _:
            return Constant(_NUMBER, NumberData(value))


def _name(node: ir.Expression, dot: str) -> str:
    assert isinstance(node, ir.UserValue | ir.EventValue)
    return f"{'user' if isinstance(node, ir.UserValue) else 'event'}{dot}{node.name}"


def _literal(node: ir.Expression) -> str:
    assert isinstance(node, Constant)
    value: Sequence[Any] | float = node.data.value
    return str(value).lower() if isinstance(value, bool) else repr(value)
