"""The types of the language (language reference, section 4)."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from maflow.compiler.symbols import SymbolKind
from maflow.dsl import ast
from maflow.dsl.currencies import CURRENCIES
from maflow.dsl.source import Span

__all__ = [
    "ANYTHING",
    "Anything",
    "ListOf",
    "Money",
    "NameType",
    "OneOf",
    "Simple",
    "SimpleType",
    "Type",
    "Typed",
    "describe",
    "type_of_declaration",
]


class Simple(enum.Enum):
    """Types without parameters; the value is the key of the word for it (`type.text`)."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DURATION = "duration"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    TIMEZONE = "timezone"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class SimpleType:
    """A type without parameters."""

    kind: Simple


@dataclass(frozen=True, slots=True)
class Money:
    """Money of one currency; None where the project's own is not known."""

    currency: str | None


@dataclass(frozen=True, slots=True)
class OneOf:
    """A closed set of texts."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameType:
    """The name of something declared: a channel, a message, a campaign, a category."""

    kind: SymbolKind


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list."""

    item: Type


@dataclass(frozen=True, slots=True)
class Anything:
    """The type of what has been reported already: it fits everywhere."""


Type = SimpleType | Money | OneOf | NameType | ListOf | Anything

ANYTHING = Anything()


@dataclass(frozen=True, slots=True)
class Typed:
    """The type of an expression, whether it may be unknown, and where the type was declared."""

    type: Type
    may_be_unknown: bool = False
    declared: Span | None = None


_WORDS = {
    ast.TypeWord.TEXT: Simple.TEXT,
    ast.TypeWord.NUMBER: Simple.NUMBER,
    ast.TypeWord.INTEGER: Simple.INTEGER,
    ast.TypeWord.BOOLEAN: Simple.BOOLEAN,
    ast.TypeWord.DURATION: Simple.DURATION,
    ast.TypeWord.DATE: Simple.DATE,
    ast.TypeWord.TIME: Simple.TIME,
    ast.TypeWord.MOMENT: Simple.MOMENT,
    ast.TypeWord.TIMEZONE: Simple.TIMEZONE,
    ast.TypeWord.PHONE: Simple.PHONE,
    ast.TypeWord.EMAIL: Simple.EMAIL,
    ast.TypeWord.URL: Simple.URL,
}


def type_of_declaration(declared: ast.TypeExpression, currency: str | None) -> Type:
    """Return the type that an attribute, a property or a parameter is declared with."""
    match declared:
        case ast.NamedType(word=ast.TypeWord.CHANNEL):
            return NameType(SymbolKind.CHANNEL)
        case ast.NamedType(word=ast.TypeWord.MESSAGE):
            return NameType(SymbolKind.MESSAGE)
        case ast.NamedType(word=word):
            return SimpleType(_WORDS[word])
        case ast.MoneyType(currency=own):
            # Of a currency that does not exist (MA106) nothing more is known.
            return Money(own or currency) if own is None or own in CURRENCIES else ANYTHING
        case ast.OneOfType(values=values):
            return OneOf(tuple(value.value for value in values))
        case ast.ListType(item=item):
            return ListOf(type_of_declaration(item, currency))


def describe(what: Type) -> str:
    """Return the words for a type, as an argument of a sentence.

    Example:
        >>> describe(SimpleType(Simple.INTEGER)), describe(Money("USD"))
        ('@type.integer', '`money USD`')
    """
    match what:
        case SimpleType(kind=kind):
            return f"@type.{kind.value}"
        case Money(currency=currency):
            return f"`money {currency}`" if currency else "@type.money"
        case OneOf():
            return "@type.choice"
        case NameType(kind=kind):
            return f"@type.{kind.value}"
        case ListOf():
            return "@type.list"
        case Anything():
            return "@type.text"
