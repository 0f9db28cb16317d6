"""Regular expressions that run in time linear in the text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

__all__ = ["InvalidPattern", "compile_pattern"]


class InvalidPattern(ValueError):
    """A regular expression that the linear-time engine does not know."""


@lru_cache(maxsize=1024)
def compile_pattern(pattern: str) -> Any:  # Any: google-re2 has no types
    """Return a compiled pattern; `search` finds it anywhere in a text.

    Raises: InvalidPattern.
    """
    # Only programs with `matches` need the library.
    import re2  # type: ignore[import-untyped]

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        raise InvalidPattern(f"{pattern!r}: {error}") from error
