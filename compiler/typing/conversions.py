"""What a value was probably meant to be that does not go together with another one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from maflow.compiler.typing.scope import Scope
from maflow.compiler.typing.types import Money, Simple, SimpleType, Type
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Text
from maflow.dsl.dialects import load_dialect

__all__ = ["conversions"]

_UNITS = (ast.Unit.DAYS, ast.Unit.HOURS, ast.Unit.MINUTES)
_NUMBERS = (SimpleType(Simple.INTEGER), SimpleType(Simple.NUMBER))


def conversions(expected: Type, node: ast.Node, scope: Scope) -> tuple[Fix, ...]:
    """Return the ways to write a value so that it goes together with something of a type."""
    return tuple(_suggestion(node, key, text) for key, text in _written(expected, node, scope))


def _written(expected: Type, node: ast.Node, scope: Scope) -> Iterator[tuple[str, str]]:
    match expected, node:
        case Money(currency=currency), ast.NumberLiteral(text=text) if currency:
            yield "types.add-currency", f"{text} {currency}"
        case SimpleType(kind=Simple.DURATION), ast.NumberLiteral(text=text):
            dialect = load_dialect(_dialect(scope, node.span.file))
            for unit in _UNITS:
                yield "fix.write", f"{text} {dialect.write(unit.value)}"
        case SimpleType(kind=Simple.PERCENT), ast.NumberLiteral(text=text):
            yield "fix.write", _percentage(text)
        case _, ast.TextLiteral(value=value) if expected in _NUMBERS and value.strip().isdecimal():
            yield "types.drop-quotes", value.strip()
        case _:
            return


def _percentage(text: str) -> str:
    """Return the percentage that a number means: `0.5` is a half, and 5 is 5 of 100.

    Example:
        >>> _percentage("0.5"), _percentage("0.125"), _percentage("5")
        ('50%', '12.5%', '5%')
    """
    number = Decimal(text.replace("_", ""))
    return f"{(number * 100).normalize():f}%" if abs(number) < 1 else f"{text}%"


def _dialect(scope: Scope, path: str) -> str:
    return next((module.dialect for module in scope.project.modules if module.path == path), "en")


def _suggestion(node: ast.Node, key: str, text: str) -> Fix:
    return Fix(Text(key, {"text": text}), Applicability.SUGGEST, (Edit(node.span, text),))
