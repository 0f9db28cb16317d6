"""ISO 4217: the currencies of the world and their minor units."""

from __future__ import annotations

import pytest

from maflow.dsl.currencies import CURRENCIES, currency_meant


@pytest.mark.parametrize(
    ("code", "digits"),
    [
        ("CNY", 2),
        ("USD", 2),
        ("EUR", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("VND", 0),
        ("KWD", 3),
        ("TND", 3),
        ("HUF", 2),
    ],
)
def test_a_currency_has_its_minor_unit(code: str, digits: int) -> None:
    assert CURRENCIES[code] == digits


def test_codes_are_three_capitals_and_none_is_counted_twice() -> None:
    assert all(len(code) == 3 and code.isascii() and code.isalpha() and code.isupper() for code in CURRENCIES)
    assert len(CURRENCIES) == 156


@pytest.mark.parametrize("code", ["XXX", "XTS", "XAU", "DEM", "EURO", ""])
def test_what_nobody_pays_with_is_no_currency(code: str) -> None:
    assert code not in CURRENCIES


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("rmb", "CNY"),
        ("元", "CNY"),
        ("euro", "EUR"),
        ("€", "EUR"),
        (" usd ", "USD"),
        ("NT$", "TWD"),
        ("fee", None),
    ],
)
def test_the_currency_that_was_meant(word: str, code: str | None) -> None:
    assert currency_meant(word) == code
