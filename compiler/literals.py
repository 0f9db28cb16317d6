"""Values that are written down: whether one fits the type that was declared for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.symbols import BUILT_IN_CATEGORIES, SymbolKind
from maflow.compiler.typing.families import is_number, is_quantity, is_text
from maflow.compiler.typing.types import (
    Anything,
    ListOf,
    Money,
    NameType,
    OneOf,
    Simple,
    SimpleType,
    Type,
    describe,
)
from maflow.compiler.zones import is_zone, zone_meant
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Label, Text
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.source import Span

__all__ = ["Misfit", "fits", "report_misfit"]

_MOST_VALUES = 8
_FORMS = {
    # E.164: at most fifteen digits after the plus, the first of them no zero.
    Simple.PHONE: re.compile(r"\+[1-9][0-9]{6,14}"),
    Simple.EMAIL: re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+"),
    Simple.URL: re.compile(r"https?://\S+"),
}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_SIGNED = ast.NumberLiteral | ast.PercentLiteral | ast.Duration
_KINDS: dict[type[ast.Node], Simple] = {
    ast.BooleanLiteral: Simple.BOOLEAN,
    ast.DateLiteral: Simple.DATE,
    ast.Duration: Simple.DURATION,
    ast.MomentLiteral: Simple.MOMENT,
    ast.NumberLiteral: Simple.NUMBER,
    ast.PercentLiteral: Simple.PERCENT,
    ast.TextLiteral: Simple.TEXT,
    ast.TimeLiteral: Simple.TIME,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """Why a value does not fit, ready to be reported.

    `is_form`: the type is right and only its form is not, as that of a phone number without `+`.
    `is_currency`: money, but in another currency.
    """

    code: str
    key: str
    args: dict[str, str]
    span: Span
    help: tuple[Text, ...] = ()
    fixes: tuple[Fix, ...] = field(default=())
    is_form: bool = False
    is_currency: bool = False


def fits(literal: ast.Literal, expected: Type, project: ResolvedProject) -> Misfit | None:
    """Return why a written value does not fit a type, None if it does.

    Of a list the first misfit is returned. A date fits where a moment is expected: its first instant.
    """
    if isinstance(expected, ListOf) and isinstance(literal, ast.ListLiteral):
        found = (fits(item, expected.item, project) for item in _literals(literal.items))
        return next(filter(None, found), None)
    match expected, literal:
        case Anything(), _:
            return None
        case Money(currency=currency), ast.MoneyLiteral() | ast.Negative(operand=ast.MoneyLiteral()):
            return _money_misfit(literal, currency)
        case ((SimpleType() | OneOf() | NameType()), ast.TextLiteral()) if is_text(expected):
            return _text_misfit(literal, expected, project)
        case SimpleType(kind=kind), _ if _is_of(literal, kind):
            return None
        case _:
            return _type_misfit(literal, expected)


def as_given(literal: ast.Literal, expected: Type) -> ast.Literal:
    """Return what a value of a test stands for: one item where a list is expected is a list of it."""
    if isinstance(expected, ListOf) and not isinstance(literal, ast.ListLiteral):
        return ast.ListLiteral(literal.span, (literal,))
    return literal


def report_misfit(misfit: Misfit, declared: Span | None, context: CompileContext) -> None:
    """Report a value that does not fit, with a label where its type was declared.

    Reports: MA105, MA106, MA108.
    """
    labels = (Label(declared, Text("types.declared-here")),) if declared else ()
    context.report(
        misfit.code,
        misfit.span,
        misfit.key,
        args=misfit.args,
        labels=labels,
        help=misfit.help,
        fixes=misfit.fixes,
    )


def _literals(items: Sequence[ast.Expression]) -> list[ast.Literal]:
    return [item for item in items if isinstance(item, ast.Literal)]


def _is_of(literal: ast.Literal, kind: Simple) -> bool:
    match literal:
        case ast.Negative(operand=operand):
            return isinstance(operand, _SIGNED) and _is_of(operand, kind)
        case ast.NumberLiteral(text=text):
            return kind is Simple.NUMBER or (kind is Simple.INTEGER and _is_whole(text))
        case ast.PercentLiteral():
            return kind is Simple.NUMBER
        case ast.DateLiteral():
            return kind in (Simple.DATE, Simple.MOMENT)
        case _:
            return SimpleType(kind) == _type_of(literal)


def _is_whole(text: str) -> bool:
    number = Decimal(text.replace("_", ""))
    return number == number.to_integral_value()


def _type_of(literal: ast.Expression) -> Type | None:
    match literal:
        case ast.MoneyLiteral(currency=currency):
            return Money(currency)
        case ast.Negative(operand=operand):
            return _type_of(operand)
        case _:
            kind = _KINDS.get(type(literal))
            return SimpleType(kind) if kind is not None else None


def _money_misfit(literal: ast.Literal, currency: str | None) -> Misfit | None:
    money = literal.operand if isinstance(literal, ast.Negative) else literal
    assert isinstance(money, ast.MoneyLiteral)
    if currency is None or money.currency == currency:
        return None
    args = {"expected": currency, "found": money.currency}
    return Misfit(code="MA106", key="MA106.other-currency", args=args, span=literal.span, is_currency=True)


def _text_misfit(text: ast.TextLiteral, expected: Type, project: ResolvedProject) -> Misfit | None:
    match expected:
        case OneOf(values=values):
            return None if text.value in values else _no_such_value(text, values)
        case NameType(kind=kind):
            names = project.symbols.names(kind)
            if kind is SymbolKind.CATEGORY:
                names = names.union(BUILT_IN_CATEGORIES)
            is_known = text.value in names or project.symbols.may_be_lost(kind, text.value)
            return None if is_known else _no_such_value(text, sorted(names))
        case SimpleType(kind=Simple.TIMEZONE):
            return None if is_zone(text.value) else _no_such_zone(text)
        case SimpleType(kind=kind) if kind in _FORMS and not _FORMS[kind].fullmatch(text.value):
            return _wrong_form(text, expected, kind)
        case _:
            return None


def _no_such_value(text: ast.TextLiteral, values: Sequence[str]) -> Misfit:
    near = nearest(text.value, frozenset(values))
    if near is None:
        known = ", ".join(f'"{value}"' for value in list(dict.fromkeys(values))[:_MOST_VALUES])
        help = (Text("MA108.known-values", {"known": known}),) if values else ()
        return _not_in_enum("MA108.no-such-value", text, help=help)
    return _not_in_enum("MA108.no-such-value", text, near=near)


def _no_such_zone(text: ast.TextLiteral) -> Misfit:
    return _not_in_enum("MA108.no-such-zone", text, near=zone_meant(text.value))


def _not_in_enum(
    key: str, text: ast.TextLiteral, *, near: str | None = None, help: tuple[Text, ...] = ()
) -> Misfit:
    fixes: tuple[Fix, ...] = ()
    if near is not None:
        help = (Text("help.did-you-mean", {"name": near}),)
        fixes = (_replace(help[0], text.span, f'"{near}"'),)
    args = {"value": text.value}
    return Misfit(code="MA108", key=key, args=args, span=text.span, help=help, fixes=fixes)


def _wrong_form(text: ast.TextLiteral, expected: Type, kind: Simple) -> Misfit:
    return Misfit(
        code="MA105",
        key="MA105.value",
        args={"expected": describe(expected), "found": f"`{text.value}`"},
        span=text.span,
        help=(Text(f"MA105.form-of-{kind.value}"),),
        is_form=True,
    )


def _type_misfit(literal: ast.Literal, expected: Type) -> Misfit:
    found = _type_of(literal)
    is_unit = found is not None and _is_other_unit(expected, found)
    code, key = ("MA106", "MA106.value") if is_unit else ("MA105", "MA105.value")
    replacement = _meant(literal, expected)
    fixes: tuple[Fix, ...] = ()
    if replacement is not None:
        title = Text("fix.write", {"text": replacement})
        fixes = (_replace(title, literal.span, replacement),)
    return Misfit(
        code=code,
        key=key,
        args={"expected": describe(expected), "found": _described(literal, found)},
        span=literal.span,
        fixes=fixes,
    )


def _is_other_unit(expected: Type, found: Type) -> bool:
    are_numbers = is_number(expected) and is_number(found) and found != SimpleType(Simple.PERCENT)
    return not are_numbers and is_quantity(expected) and is_quantity(found)


def _described(literal: ast.Literal, found: Type | None) -> str:
    match literal:
        case ast.NumberLiteral(text=text) if not _is_whole(text):
            return f"`{text}`"
        case ast.PercentLiteral(text=text):
            return f"`{text}%`"
        case _:
            return describe(found) if found is not None else "@type.list"


def _meant(literal: ast.Literal, expected: Type) -> str | None:
    """Return how the value is written in the type that is expected, where that is certain enough."""
    match expected, literal:
        case Money(currency=str(currency)), ast.NumberLiteral(text=text):
            return f"{text} {currency}"
        case _, ast.NumberLiteral(text=text) if is_text(expected) and isinstance(expected, SimpleType):
            return f'"{text}"'
        case SimpleType(kind=Simple.DATE), ast.MomentLiteral(text=text):
            return text.partition(" ")[0]
        case SimpleType(kind=kind), ast.TextLiteral(value=value):
            return value if _is_unquoted(value, kind) else None
        case _:
            return None


def _is_unquoted(value: str, kind: Simple) -> bool:
    match kind:
        case Simple.NUMBER:
            return _NUMBER.fullmatch(value) is not None
        case Simple.INTEGER:
            return _NUMBER.fullmatch(value) is not None and _is_whole(value)
        case Simple.DATE | Simple.MOMENT:
            return _DATE.fullmatch(value) is not None
        case Simple.BOOLEAN:
            return value in ("true", "false")
        case _:
            return False


def _replace(title: Text, span: Span, replacement: str) -> Fix:
    return Fix(title, Applicability.SUGGEST, (Edit(span, replacement),))
