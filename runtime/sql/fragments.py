"""Pieces of SQL that stand for values, and how each value is held."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias

from maflow.runtime.program.types import ValueKind, ValueType

__all__ = [
    "FALSE",
    "TRUE",
    "Amount",
    "Form",
    "Fragment",
    "Plain",
    "all_of",
    "any_of",
    "fits_money",
    "form_of",
    "storage_type",
    "text_literal",
]


class Form(enum.Enum):
    """How a value is held: the value is the type of a column for it."""

    TEXT = "VARCHAR"
    BOOLEAN = "BOOLEAN"
    INTEGER = "BIGINT"
    # What is calculated from whole numbers.
    WIDE = "HUGEINT"
    NUMBER = "DOUBLE"
    MONEY = "DECIMAL(38, 18)"
    # Milliseconds, or days of a date.
    TIME = "INT64"
    LIST = "LIST"


@dataclass(frozen=True, slots=True)
class Plain:
    """A value in one expression; `item` is the form of a list's items."""

    sql: str
    form: Form
    item: Form | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """Money that was multiplied or divided, rounded to 28 digits as the engine's decimals are.

    `exact` is computed digit by digit in Python, as a text, so it is looked at only where `approximate`,
    a DOUBLE, does not decide. `magnitude` is at least as large as everything that was added on the way.
    """

    exact: str
    approximate: str
    magnitude: str


Fragment: TypeAlias = Plain | Amount

TRUE = Plain("TRUE", Form.BOOLEAN)
FALSE = Plain("FALSE", Form.BOOLEAN)

_WHOLE_DIGITS, _DECIMALS = 20, 18
_FORMS = MappingProxyType(
    {
        ValueKind.NUMBER: Form.NUMBER,
        ValueKind.PERCENT: Form.NUMBER,
        ValueKind.INTEGER: Form.INTEGER,
        ValueKind.BOOLEAN: Form.BOOLEAN,
        ValueKind.MONEY: Form.MONEY,
        ValueKind.DURATION: Form.TIME,
        ValueKind.DATE: Form.TIME,
        ValueKind.TIME: Form.TIME,
        ValueKind.MOMENT: Form.TIME,
        ValueKind.LIST: Form.LIST,
    }
)


def fits_money(amount: Decimal) -> bool:
    """Tell whether a column of money can hold an amount: 20 digits before the point and 18 behind it.

    Example:
        >>> fits_money(Decimal("99.99")), fits_money(Decimal("1e20")), fits_money(Decimal("1e-19"))
        (True, False, False)
    """
    exponent = amount.normalize().as_tuple().exponent
    return isinstance(exponent, int) and amount.adjusted() < _WHOLE_DIGITS and -exponent <= _DECIMALS


def form_of(type: ValueType) -> Form:
    """Return how values of a type are held."""
    return _FORMS.get(type.kind, Form.TEXT)


def storage_type(type: ValueType) -> str:
    """Return the type of a column that holds values of a type.

    Example:
        >>> storage_type(ValueType(ValueKind.LIST, item=ValueType(ValueKind.INTEGER)))
        'BIGINT[]'
    """
    if type.kind is ValueKind.LIST:
        assert type.item is not None, "a list says what its items are"
        return f"{storage_type(type.item)}[]"
    return form_of(type).value


def text_literal(text: str) -> str:
    r"""Return a text as SQL writes it.

    Example:
        >>> text_literal("it's"), text_literal("a\0")
        ("'it''s'", "('a' || chr(0) || '')")
    """
    quoted = ["'" + part.replace("'", "''") + "'" for part in text.split("\0")]
    return quoted[0] if len(quoted) == 1 else f"({' || chr(0) || '.join(quoted)})"


def all_of(conditions: Iterable[str]) -> str:
    """Return the SQL for several conditions together."""
    return " AND ".join(conditions) or "TRUE"


def any_of(conditions: Iterable[str]) -> str:
    """Return the SQL for one of several conditions, in brackets."""
    return f"({' OR '.join(conditions) or 'FALSE'})"
