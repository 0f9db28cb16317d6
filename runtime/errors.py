"""What can go wrong while a program runs, sorted by whose fault it is.

The runtime knows neither the compiler nor its catalogue: an error carries the key of its sentence and
the arguments, and whoever shows it looks the sentence up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["BundleError", "HostError", "RenderError", "SourceError", "StoreError"]


class HostError(Exception):
    """The operator's matter: `key` and `arguments` are a sentence of the message catalogue."""

    def __init__(self, key: str, arguments: Mapping[str, str] | None = None) -> None:
        super().__init__(key, dict(arguments or {}))
        self.key = key
        self.arguments: dict[str, str] = dict(arguments or {})

    # Any: this is the shape that `object.__reduce__` has.
    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.key, self.arguments)

    def __str__(self) -> str:
        return " ".join([self.key, *(f"{name}={value!r}" for name, value in self.arguments.items())])


class BundleError(HostError):
    """A bundle that cannot be trusted or understood."""


class SourceError(HostError):
    """A file or a stream of events or users that cannot be read at all."""


class StoreError(HostError):
    """A store that cannot be opened, read or written; nothing that was accepted is lost."""


class RenderError(HostError):
    """A text of a message that cannot be rendered for a user."""
