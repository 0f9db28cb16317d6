"""What is installed: the kinds of channel, the plugins that deliver them, and added lint rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import msgspec
import pluggy

from maflow.plugins.errors import PluginError
from maflow.plugins.spec import ChannelKind, ChannelPlugin, LintRule

__all__ = ["ChannelCatalogue", "build_catalogue", "lint_rules"]

_V = TypeVar("_V")


class ChannelCatalogue(msgspec.Struct, frozen=True):
    """Every kind of channel and every plugin that is installed, by name.

    Shape: both mappings are sorted by name.
    """

    kinds: Mapping[str, ChannelKind]
    plugins: Mapping[str, ChannelPlugin]

    def kinds_with_field(self, field: str) -> tuple[str, ...]:
        """Return the kinds that have a field of that name."""
        return tuple(name for name, kind in self.kinds.items() if kind.field(field))

    def plugins_for(self, kind: str) -> tuple[str, ...]:
        """Return the plugins that can deliver a kind."""
        return tuple(name for name, plugin in self.plugins.items() if plugin.can_deliver(kind))


def build_catalogue(manager: pluggy.PluginManager) -> ChannelCatalogue:
    """Ask every plugin of the manager what it declares.

    Raises: PluginError when two plugins declare the same name.

    Example:
        >>> from maflow.plugins.manager import build_manager
        >>> catalogue = build_catalogue(build_manager(load_entry_points=False))
        >>> catalogue.kinds_with_field("title")
        ('popup', 'push', 'wecom')
    """
    kinds: dict[str, ChannelKind] = {}
    plugins: dict[str, ChannelPlugin] = {}
    manager.hook.maflow_channel_kinds(register=_registrar(kinds, "kind", lambda kind: kind.name))
    manager.hook.maflow_channel_plugins(register=_registrar(plugins, "plugin", lambda plugin: plugin.name))
    return ChannelCatalogue(_sorted(kinds), _sorted(plugins))


def lint_rules(manager: pluggy.PluginManager) -> Mapping[str, LintRule]:
    """Return the lint rules that plugins add, by code.

    Raises: PluginError when two plugins declare the same code.
    """
    rules: dict[str, LintRule] = {}
    manager.hook.maflow_lint_rules(register=_registrar(rules, "rule", lambda rule: rule.code))
    return _sorted(rules)


def _registrar(into: dict[str, _V], what: str, name_of: Callable[[_V], str]) -> Callable[[_V], None]:
    def register(declared: _V) -> None:
        """Take what a plugin declares. Raises: PluginError where another one has declared it."""
        name = name_of(declared)
        if name in into:
            raise PluginError("config.declared-twice", {"what": what, "name": name})
        into[name] = declared

    return register


def _sorted(by_name: dict[str, _V]) -> Mapping[str, _V]:
    return {name: by_name[name] for name in sorted(by_name)}
