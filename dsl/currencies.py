"""The currencies that money can be written in, with their minor units."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["CURRENCIES", "currency_meant"]

_BY_DIGITS: tuple[tuple[int, str], ...] = (
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
    (
        2,
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
        "CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD "
        "HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK "
        "MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD "
        "RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS "
        "UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
)

CURRENCIES: Mapping[str, int] = MappingProxyType(
    {code: digits for digits, codes in _BY_DIGITS for code in codes.split()}
)
"""ISO 4217 code to the number of decimal digits of its minor unit.

Source: ISO 4217 list one, without funds, precious metals and testing codes.

Example:
    >>> CURRENCIES["CNY"], CURRENCIES["JPY"], CURRENCIES["KWD"]
    (2, 0, 3)
"""

_MEANT = MappingProxyType(
    {
        "RMB": "CNY",
        "CNH": "CNY",
        "YUAN": "CNY",
        "RENMINBI": "CNY",
        "元": "CNY",
        "块": "CNY",
        "¥": "CNY",
        "￥": "CNY",
        "人民币": "CNY",
        "EURO": "EUR",
        "EUROS": "EUR",
        "€": "EUR",
        "欧元": "EUR",
        "DOLLAR": "USD",
        "DOLLARS": "USD",
        "US$": "USD",
        "$": "USD",
        "美元": "USD",
        "POUND": "GBP",
        "POUNDS": "GBP",
        "£": "GBP",
        "英镑": "GBP",
        "YEN": "JPY",
        "日元": "JPY",
        "WON": "KRW",
        "RUPEE": "INR",
        "HK$": "HKD",
        "港币": "HKD",
        "港元": "HKD",
        "NT$": "TWD",
        "NTD": "TWD",
        "新台币": "TWD",
    }
)


def currency_meant(word: str) -> str | None:
    """Return the code that a symbol, a local name or a lower-case code stands for.

    Example:
        >>> currency_meant("rmb"), currency_meant("cny"), currency_meant("QQQ")
        ('CNY', 'CNY', None)
    """
    upper = word.strip().upper()
    return upper if upper in CURRENCIES else _MEANT.get(upper)
