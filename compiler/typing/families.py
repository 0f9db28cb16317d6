"""Which types are alike: texts, numbers, quantities, and what has an order."""

from __future__ import annotations

from maflow.compiler.typing.types import Anything, ListOf, Money, NameType, OneOf, Simple, SimpleType, Type

__all__ = ["is_number", "is_ordered", "is_quantity", "is_text", "same_family"]

_TEXTS = frozenset((Simple.TEXT, Simple.TIMEZONE, Simple.PHONE, Simple.EMAIL, Simple.URL))
_NUMBERS = frozenset((Simple.NUMBER, Simple.INTEGER, Simple.PERCENT))
_ORDERED = frozenset((Simple.DURATION, Simple.DATE, Simple.TIME, Simple.MOMENT)) | _NUMBERS
_QUANTITIES = frozenset((Simple.DURATION,)) | _NUMBERS


def is_text(what: Type) -> bool:
    """Tell whether values of a type are written as texts."""
    match what:
        case SimpleType(kind=kind):
            return kind in _TEXTS
        case OneOf() | NameType():
            return True
        case _:
            return False


def is_number(what: Type) -> bool:
    """Tell whether a type is a number: `40%` is 0.4."""
    return isinstance(what, SimpleType) and what.kind in _NUMBERS


def is_quantity(what: Type) -> bool:
    """Tell whether a type is an amount of something: to confuse two such is a matter of units (MA106)."""
    return isinstance(what, Money) or (isinstance(what, SimpleType) and what.kind in _QUANTITIES)


def is_ordered(what: Type) -> bool:
    """Tell whether `<` means something for a type."""
    match what:
        case Money() | Anything():
            return True
        case SimpleType(kind=kind):
            return kind in _ORDERED
        case _:
            return False


def same_family(left: Type, right: Type) -> bool:
    """Tell whether values of two types can be compared."""
    match left, right:
        case (Anything(), _) | (_, Anything()):
            return True
        case Money(currency=one), Money(currency=other):
            return one == other or one is None or other is None
        case ListOf(item=one_item), ListOf(item=other_item):
            return same_family(one_item, other_item)
        case _:
            if is_text(left) and is_text(right):
                return _names_agree(left, right)
            return (is_number(left) and is_number(right)) or left == right


def _names_agree(left: Type, right: Type) -> bool:
    if isinstance(left, NameType) and isinstance(right, NameType):
        return left.kind is right.kind
    return True
