"""The compiler's types as those of a program."""

from __future__ import annotations

from maflow.compiler.symbols import SymbolKind
from maflow.compiler.typing.types import Anything, ListOf, Money, NameType, OneOf, Simple, SimpleType, Type
from maflow.runtime.program.types import ValueKind, ValueType

__all__ = ["value_type"]

_KINDS = {
    Simple.TEXT: ValueKind.TEXT,
    Simple.NUMBER: ValueKind.NUMBER,
    Simple.INTEGER: ValueKind.INTEGER,
    Simple.BOOLEAN: ValueKind.BOOLEAN,
    Simple.DURATION: ValueKind.DURATION,
    Simple.DATE: ValueKind.DATE,
    Simple.TIME: ValueKind.TIME,
    Simple.MOMENT: ValueKind.MOMENT,
    Simple.TIMEZONE: ValueKind.TIMEZONE,
    Simple.PHONE: ValueKind.PHONE,
    Simple.EMAIL: ValueKind.EMAIL,
    Simple.URL: ValueKind.URL,
    Simple.PERCENT: ValueKind.PERCENT,
}


def value_type(what: Type) -> ValueType:
    """Return a type of a program; the names of messages, campaigns and categories are texts there.

    Example:
        >>> value_type(Money("CNY"))
        ValueType(kind=<ValueKind.MONEY: 'money'>, currency='CNY', choices=(), item=None)
    """
    match what:
        case SimpleType(kind=kind):
            return ValueType(_KINDS[kind])
        case Money(currency=currency):
            return ValueType(ValueKind.MONEY, currency=currency)
        case OneOf(values=values):
            return ValueType(ValueKind.CHOICE, choices=values)
        case NameType(kind=SymbolKind.CHANNEL):
            return ValueType(ValueKind.CHANNEL)
        case ListOf(item=item):
            return ValueType(ValueKind.LIST, item=value_type(item))
        # The item of a list without items: nothing is ever compared with it.
        case NameType() | Anything():
            return ValueType(ValueKind.TEXT)
