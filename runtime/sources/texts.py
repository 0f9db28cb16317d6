"""Texts as files write them, and those of a form: telephone numbers, addresses, zones, choices."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Collection
from decimal import Decimal
from functools import cache
from uuid import UUID

from maflow.runtime.sources.errors import Misfit

__all__ = ["EMAIL", "PHONE", "URL", "choice_value", "form_value", "text_value", "zone_value"]

# E.164: at most fifteen digits after the plus, the first of them no zero.
PHONE = r"^\+[1-9][0-9]{6,14}\Z"
EMAIL = r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\Z"
URL = r"^https?://\S+\Z"


def text_value(given: object) -> str:
    """Return a text; of a number its digits as they are written.

    Raises: Misfit.
    """
    match given:
        case str():
            return given
        case bool():
            return "true" if given else "false"
        case int() | UUID():
            return str(given)
        case Decimal() if given.is_finite():
            return str(given)
        case float():
            return str(int(given)) if given.is_integer() else repr(given)
        case _:
            raise Misfit


def form_value(pattern: str) -> Callable[[object], str]:
    """Return what reads texts of a form, without the blanks around them."""
    form = re.compile(pattern)

    def read(given: object) -> str:
        """Read a text of the form. Raises: Misfit."""
        text = text_value(given).strip()
        if form.search(text) is None:
            raise Misfit
        return text

    return read


def choice_value(choices: Collection[str]) -> Callable[[object], str]:
    """Return what reads one of some texts, spelled exactly so."""
    known = frozenset(choices)

    def read(given: object) -> str:
        """Read one of the texts, blanks around it or not. Raises: Misfit."""
        text = text_value(given)
        if text in known:
            return text
        if text.strip() in known:
            return text.strip()
        raise Misfit

    return read


def zone_value(given: object) -> str:
    """Return the name of an IANA time zone.

    Raises: Misfit.
    """
    text = text_value(given).strip()
    if text not in _zones():
        raise Misfit
    return text


@cache
def _zones() -> frozenset[str]:
    listed = pkgutil.get_data("tzdata", "zones")
    assert listed is not None, "tzdata comes with its list of zones"
    return frozenset(listed.decode("ascii").split()) - {"Factory"}
