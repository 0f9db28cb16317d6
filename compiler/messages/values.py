"""What templates are told of attributes, properties and variables: types of the language as plain facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maflow.compiler.context import ResolvedProject
from maflow.compiler.symbols import SymbolKind
from maflow.compiler.templates import ValueFact
from maflow.compiler.typing.types import (
    Anything,
    ListOf,
    Money,
    NameType,
    OneOf,
    Simple,
    SimpleType,
    Type,
    Typed,
    type_of_declaration,
)
from maflow.dsl import ast
from maflow.dsl.diagnostics import Text
from maflow.dsl.source import Span

__all__ = ["ANY_FACTS", "user_facts", "value_fact"]


class _AnyFacts(Mapping[str, ValueFact]):
    """Has whatever is asked for: what an event or a run holds of which not everything could be read."""

    def __getitem__(self, name: str) -> ValueFact:
        return ValueFact(type=None)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


ANY_FACTS: Mapping[str, ValueFact] = _AnyFacts()
"""Facts about everything, none of which says anything."""


def value_fact(
    what: Type, *, may_be_unknown: bool, declared: Span | None, why: Text | None = None
) -> ValueFact:
    """Return what a template is told of a value of a type."""
    item = what.item if isinstance(what, ListOf) else None
    chosen = item if item is not None else what
    return ValueFact(
        type=_word(what),
        may_be_unknown=may_be_unknown,
        item=_word(item) if item is not None else None,
        values=chosen.values if isinstance(chosen, OneOf) else (),
        declared=declared,
        why=why,
    )


def user_facts(project: ResolvedProject) -> dict[str, ValueFact]:
    """Return what is known of the attributes of users, by name."""
    currency = project.settings.currency
    return {
        symbol.name: _of_attribute(symbol.node, currency)
        for symbol in project.symbols.of(SymbolKind.ATTRIBUTE)
        if isinstance(symbol.node, ast.Property)
    }


def _of_attribute(node: ast.Property, currency: str | None) -> ValueFact:
    typed = Typed(type_of_declaration(node.type, currency), node.default is None, node.name.span)
    return value_fact(typed.type, may_be_unknown=typed.may_be_unknown, declared=typed.declared)


def _word(what: Type) -> str | None:
    match what:
        case SimpleType(kind=Simple.PERCENT) | Anything():
            return None  # nothing can be declared as a percentage, so filters know none
        case SimpleType(kind=kind):
            return kind.value
        case Money():
            return "money"
        case OneOf():
            return "choice"
        case NameType(kind=SymbolKind.CHANNEL):
            return "channel"
        case NameType():
            return "text"
        case ListOf():
            return "list"
