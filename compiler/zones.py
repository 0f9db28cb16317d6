"""The IANA time zones a project may name.

The list is that of the `tzdata` package, so that a project checks alike on every machine.
"""

from __future__ import annotations

import functools
import pkgutil
import re
from types import MappingProxyType

from maflow.dsl.did_you_mean import nearest

__all__ = ["is_fixed_offset", "is_zone", "zone_meant", "zone_names"]

_NOT_PLACES = frozenset({"Factory"})
_LONGEST_ABBREVIATION = 4
_OFFSET = re.compile(r"^(?:(?:UTC|GMT)\s*)?[+-]\d{1,2}(?::?\d{2})?$", re.IGNORECASE)

_MEANT = MappingProxyType(
    {
        "asia/beijing": "Asia/Shanghai",
        "beijing": "Asia/Shanghai",
        "china": "Asia/Shanghai",
        "北京": "Asia/Shanghai",
        "上海": "Asia/Shanghai",
        "asia/shenzhen": "Asia/Shanghai",
        "asia/guangzhou": "Asia/Shanghai",
        "hong kong": "Asia/Hong_Kong",
        "asia/mumbai": "Asia/Kolkata",
        "asia/delhi": "Asia/Kolkata",
        "india": "Asia/Kolkata",
        "europe/frankfurt": "Europe/Berlin",
        "europe/munich": "Europe/Berlin",
        "germany": "Europe/Berlin",
        "europe/milan": "Europe/Rome",
        "europe/barcelona": "Europe/Madrid",
        "america/san_francisco": "America/Los_Angeles",
        "america/seattle": "America/Los_Angeles",
        "america/boston": "America/New_York",
        "america/washington": "America/New_York",
        "america/miami": "America/New_York",
        "utc+0": "UTC",
        "z": "UTC",
        "pst": "America/Los_Angeles",
        "pdt": "America/Los_Angeles",
        "edt": "America/New_York",
        "cest": "Europe/Berlin",
        "jst": "Asia/Tokyo",
        "kst": "Asia/Seoul",
        "hkt": "Asia/Hong_Kong",
        "sgt": "Asia/Singapore",
    }
)


@functools.cache
def zone_names() -> frozenset[str]:
    """Return the names of all zones."""
    listed = pkgutil.get_data("tzdata", "zones")
    assert listed is not None, "tzdata comes with its list of zones"
    return frozenset(listed.decode("ascii").split()) - _NOT_PLACES


def is_zone(name: str) -> bool:
    """Tell whether a name is that of a zone, letter case included.

    Example:
        >>> is_zone("Europe/Berlin"), is_zone("europe/berlin"), is_zone("Europe/Berlinn")
        (True, False, False)
    """
    return name in zone_names()


def is_fixed_offset(text: str) -> bool:
    """Tell whether a text is an offset such as `+08:00`: no zone, for it knows no clock changes."""
    return _OFFSET.match(text) is not None


def zone_meant(text: str) -> str | None:
    """Return the zone that was probably meant.

    Example:
        >>> zone_meant("Europe/Berlinn"), zone_meant("Asia/Beijing"), zone_meant("shanghai")
        ('Europe/Berlin', 'Asia/Shanghai', 'Asia/Shanghai')
    """
    wanted = text.strip().lower()
    if wanted in _MEANT:
        return _MEANT[wanted]
    by_lower = {name.lower(): name for name in sorted(zone_names())}
    exact = by_lower.get(wanted.replace(" ", "_"))
    # An abbreviation such as `cst` is close to others by its letters, not by its place.
    if exact is not None or len(wanted) <= _LONGEST_ABBREVIATION:
        return exact
    by_city = {name.rpartition("/")[2]: zone for name, zone in by_lower.items() if "/" in name}
    near = nearest(wanted, by_lower)
    return by_lower[near] if near else by_city.get(nearest(wanted, by_city) or "")
