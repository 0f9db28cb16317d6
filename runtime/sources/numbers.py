"""Numbers, money and truth as files write them.

What arrives is a text, an `int`, a `Decimal` (a JSON number with a point: its digits, exactly), a `float`
(from Parquet) or a `bool`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection
from decimal import Decimal, DecimalException

from maflow.runtime.sources.errors import Misfit

__all__ = [
    "MOST_INTEGER",
    "boolean_value",
    "has_sound_size",
    "have_sound_size",
    "integer_value",
    "money_value",
    "number_value",
    "percent_value",
]

MOST_INTEGER = 2**63 - 1
"""What a store can keep; whole numbers beyond it do not fit, and numbers become floats."""

# Amounts with more digits before or behind the point than this are nobody's money.
_MOST_DIGITS = 20
_TRUE = frozenset({"true", "yes", "1"})
_FALSE = frozenset({"false", "no", "0"})
_WITH_CURRENCY = re.compile(r"(?:([A-Z]{3})\s*(\S+)|(\S+?)\s*([A-Z]{3}))", re.ASCII)


def number_value(given: object) -> int | float:
    """Return a number.

    Raises: Misfit.
    """
    match given:
        case bool():
            raise Misfit
        case int():
            return given if -MOST_INTEGER <= given <= MOST_INTEGER else _finite(float(Decimal(given)))
        case float():
            return _finite(given)
        case Decimal() | str():
            digits = _decimal(given)
            is_whole = digits.as_tuple().exponent == 0 and abs(digits) <= MOST_INTEGER
            return int(digits) if is_whole else _finite(float(digits))
        case _:
            raise Misfit


def integer_value(given: object) -> int:
    """Return a whole number; `3.0` is one.

    Raises: Misfit.
    """
    match given:
        case bool():
            raise Misfit
        case int():
            number = given
        case float() | Decimal() | str():
            number = _whole(_decimal(repr(given) if isinstance(given, float) else given))
        case _:
            raise Misfit
    if not -MOST_INTEGER <= number <= MOST_INTEGER:
        raise Misfit
    return number


def percent_value(given: object) -> int | float:
    """Return a share: 0.4, or `40%` as a text.

    Raises: Misfit.
    """
    if isinstance(given, str) and given.rstrip().endswith("%"):
        try:
            return _finite(float(_decimal(given.rstrip()[:-1]).scaleb(-2)))
        except DecimalException:
            raise Misfit from None
    return number_value(given)


def boolean_value(given: object) -> bool:
    """Return whether something is true: true and false, 1 and 0, or as a text also yes and no.

    Raises: Misfit.
    """
    match given:
        case bool():
            return given
        case 0 | 1:
            return given == 1
        case str():
            said = given.strip().lower()
            if said in _TRUE or said in _FALSE:
                return said in _TRUE
    raise Misfit


def money_value(currency: str, home: str) -> Callable[[object], Decimal]:
    """Return what reads money of a currency; a bare number is money in the home currency.

    The amount is read digit by digit, never through a float. Money in full is
    `{"amount": "80.00", "currency": "CNY"}`, and in a text also `80.00 CNY`.
    Example:
        >>> money_value("CNY", "CNY")({"amount": "80.00", "currency": "CNY"})
        Decimal('80.00')
    """

    def read(given: object) -> Decimal:
        """Read an amount of money. Raises: Misfit."""
        if isinstance(given, dict):
            amount, stated = given.get("amount"), given.get("currency", home)
        elif isinstance(given, str):
            amount, stated = _split_amount(given, home)
        else:
            amount, stated = given, home
        value = _amount(amount)
        if stated != currency:
            raise Misfit("currency" if isinstance(stated, str) else "value")
        return value

    return read


def has_sound_size(amount: Decimal) -> bool:
    """Tell whether an amount is finite and of a size that money has."""
    return amount.is_finite() and -_MOST_DIGITS <= amount.adjusted() <= _MOST_DIGITS


def have_sound_size(amounts: Collection[Decimal]) -> bool:
    """Tell whether each of several amounts has a sound size."""
    # Places of the first digits are few: half the time of asking one by one (test_reading_known_events).
    places = set(map(Decimal.adjusted, amounts))
    has_sound_places = all(-_MOST_DIGITS <= place <= _MOST_DIGITS for place in places)
    return has_sound_places and all(map(Decimal.is_finite, amounts))


def _amount(given: object) -> Decimal:
    match given:
        case bool():
            raise Misfit
        case int():
            amount = Decimal(given)
        case float():
            # Parquet's DOUBLE: the shortest digits that mean this number are what was written into it.
            amount = _decimal(repr(given))
        case Decimal() | str():
            amount = _decimal(given)
        case _:
            raise Misfit
    if not has_sound_size(amount):
        raise Misfit
    return amount


def _split_amount(text: str, home: str) -> tuple[str, str]:
    match = _WITH_CURRENCY.fullmatch(text.strip())
    if match is None:
        return text, home
    before, one, other, after = match.groups()
    return one or other, before or after


def _decimal(given: str | Decimal) -> Decimal:
    try:
        number = Decimal(given)
    except DecimalException:
        raise Misfit from None
    if not number.is_finite():
        raise Misfit
    return number


def _whole(number: Decimal) -> int:
    if number.adjusted() > _MOST_DIGITS or number != number.to_integral_value():
        raise Misfit
    return int(number)


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise Misfit
    return number
