"""Durations, money and paces in `ma.yaml`."""

from __future__ import annotations

from decimal import Decimal

import pytest

from maflow.compiler.settings.quantities import Mistake, parse_duration, parse_money, parse_throttle


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("500 milliseconds", 500),
        ("1 second", 1_000),
        ("1 seconds", 1_000),
        ("90 seconds", 90_000),
        ("1.5 hours", 5_400_000),
        ("0.001 seconds", 1),
        ("1_000 minutes", 60_000_000),
        ("2 weeks", 1_209_600_000),
        ("0 seconds", 0),
    ],
)
def test_a_duration_is_read_exactly(text: str, milliseconds: int) -> None:
    assert parse_duration(text) == milliseconds


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("24h", "24 hours"),
        ("1 min", "1 minute"),
        ("10minutes", "10 minutes"),
        ("10 Minutes", "10 minutes"),
        ("2 months", "60 days"),
        ("1 year", "365 days"),
        ("0.5 days", "12 hours"),
        ("3 tage", None),
        ("10", None),
        ("", None),
        ("ten minutes", None),
        ("9" * 5000 + " days", None),
    ],
)
def test_what_is_no_duration_says_what_was_meant(text: str, meant: str | None) -> None:
    found = parse_duration(text)
    assert isinstance(found, Mistake)
    assert found.meant == meant


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("50 CNY", "50", "CNY"),
        ("0.03 USD", "0.03", "USD"),
        ("1_000 JPY", "1000", "JPY"),
        ("1.234 KWD", "1.234", "KWD"),
    ],
)
def test_money_is_read_exactly(text: str, amount: str, currency: str) -> None:
    assert parse_money(text, None) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("50", "50 CNY"),
        ("$50", "50 CNY"),
        ("€ 50", "50 EUR"),
        ("USD 50", "50 USD"),
        ("50 usd", "50 USD"),
        ("50 元", "50 CNY"),
        ("5 QQ9", None),
        ("1.5 JPY", None),
        ("lots", None),
    ],
)
def test_what_is_no_money_says_what_was_meant(text: str, meant: str | None) -> None:
    found = parse_money(text, "CNY")
    assert isinstance(found, Mistake)
    assert found.meant == meant


@pytest.mark.parametrize(
    ("text", "pace"), [("100 per second", (100, 1_000)), ("5_000 per hour", (5_000, 3_600_000))]
)
def test_a_pace_is_read_exactly(text: str, pace: tuple[int, int]) -> None:
    assert parse_throttle(text) == pace


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("100/s", "100 per second"),
        ("100 / minute", "100 per minute"),
        ("100 a minute", "100 per minute"),
        ("100 per sec", "100 per second"),
        ("100", None),
        ("0 per second", None),
        ("fast", None),
    ],
)
def test_what_is_no_pace_says_what_was_meant(text: str, meant: str | None) -> None:
    found = parse_throttle(text)
    assert isinstance(found, Mistake)
    assert found.meant == meant
