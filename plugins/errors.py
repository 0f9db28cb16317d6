"""What is wrong with plugins and their settings. A plugin knows neither the compiler nor its diagnostics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["ConfigError", "PluginError"]


class PluginError(Exception):
    """An installed plugin cannot be used: the operator mends the installation.

    `key` and `arguments` are a sentence of the message catalogue.
    """

    def __init__(self, key: str, arguments: Mapping[str, str]) -> None:
        super().__init__(key, arguments)
        self.key = key
        self.arguments = arguments

    # Any: this is the shape that `object.__reduce__` has.
    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.key, dict(self.arguments))


class ConfigError(PluginError):
    """A channel cannot be opened as it is set up: the operator mends `ma.yaml` or the environment."""
