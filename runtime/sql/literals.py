"""Values that are written in the program, as SQL writes them."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from maflow.runtime.program.types import (
    BooleanData,
    Data,
    ListData,
    MoneyData,
    NumberData,
    TextData,
    ValueType,
)
from maflow.runtime.sql.errors import NotInSqlError
from maflow.runtime.sql.fragments import Form, Plain, fits_money, form_of, storage_type, text_literal

__all__ = ["constant"]

_LARGEST_INTEGER = 2**127 - 1


def constant(data: Data, type: ValueType) -> Plain:
    """Return a value that is written in the program.

    Raises: NotInSqlError for an amount or a whole number that no column can hold.
    Example:
        >>> from maflow.runtime.program.types import ValueKind
        >>> constant(NumberData(3), ValueType(ValueKind.NUMBER)).sql
        "CAST('3' AS DOUBLE)"
    """
    match data:
        case TextData(value=text):
            return Plain(text_literal(text), Form.TEXT)
        case BooleanData(value=is_true):
            return Plain("TRUE" if is_true else "FALSE", Form.BOOLEAN)
        case MoneyData(value=digits):
            return Plain(f"CAST('{_amount(digits)}' AS {Form.MONEY.value})", Form.MONEY)
        case NumberData(value=number):
            return _number(number, form_of(type))
        case ListData(value=items):
            assert type.item is not None, "a list says what its items are"
            item = type.item
            listed = ", ".join(constant(each, item).sql for each in items)
            return Plain(f"CAST([{listed}] AS {storage_type(type)})", Form.LIST, form_of(item))
        case _:
            assert_never(data)


def _number(number: int | float, form: Form) -> Plain:
    if form is Form.NUMBER or isinstance(number, float):
        return Plain(f"CAST('{number!r}' AS DOUBLE)", Form.NUMBER)
    if abs(number) > _LARGEST_INTEGER:
        raise NotInSqlError(str(number))
    return Plain(f"({number})", form)


def _amount(digits: str) -> str:
    amount = Decimal(digits)
    if not fits_money(amount):
        raise NotInSqlError(digits)
    return f"{amount:f}"
