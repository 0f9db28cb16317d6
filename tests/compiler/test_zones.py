"""Time zones: which names there are, and which was meant."""

from __future__ import annotations

import zoneinfo

import pytest

from maflow.compiler.zones import is_fixed_offset, is_zone, zone_meant, zone_names


def test_every_zone_can_be_loaded_without_the_system() -> None:
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=[])
    try:
        assert all(zoneinfo.ZoneInfo.no_cache(name).key == name for name in zone_names())
    finally:
        zoneinfo.reset_tzpath(to=before)


@pytest.mark.parametrize("name", ["Asia/Shanghai", "UTC", "Etc/GMT+8", "America/Argentina/Buenos_Aires"])
def test_iana_names_are_zones(name: str) -> None:
    assert is_zone(name)


@pytest.mark.parametrize(
    "name", ["", "Factory", "localtime", "asia/shanghai", "Asia/Shanghai ", "../etc/passwd"]
)
def test_other_names_are_not(name: str) -> None:
    assert not is_zone(name)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Europe/Berlinn", "Europe/Berlin"),
        ("America/NewYork", "America/New_York"),
        ("new york", "America/New_York"),
        ("Hong Kong", "Asia/Hong_Kong"),
        ("北京", "Asia/Shanghai"),
        ("JST", "Asia/Tokyo"),
        ("utc", "UTC"),
        ("CST", None),
        ("UTC+8", None),
        ("nowhere at all", None),
        ("x" * 10_000, None),
    ],
)
def test_the_zone_that_was_meant(text: str, meant: str | None) -> None:
    assert zone_meant(text) == meant


@pytest.mark.parametrize("text", ["+08:00", "UTC+8", "GMT-3", "-0530"])
def test_an_offset_is_no_zone(text: str) -> None:
    assert is_fixed_offset(text)
    assert not is_zone(text)
