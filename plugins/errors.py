"""What is wrong with the installed plugins. A plugin knows neither the compiler nor its diagnostics."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PluginError"]


class PluginError(Exception):
    """An installed plugin cannot be used: the operator mends the installation.

    `key` and `arguments` are a sentence of the message catalogue.
    """

    def __init__(self, key: str, arguments: Mapping[str, str]) -> None:
        super().__init__(key, arguments)
        self.key = key
        self.arguments = arguments
