"""Builds the plugin manager: the built-in plugins, and those that are installed beside maflow."""

from __future__ import annotations

import sys

import pluggy

from maflow.plugins import spec
from maflow.plugins.channels import (
    call,
    console,
    email,
    file,
    popup,
    push,
    sms,
    sms_gateway,
    smtp,
    webhook,
    wecom,
    wecom_bot,
)
from maflow.plugins.entry_points import GROUP, has_entry_points
from maflow.plugins.errors import PluginError

__all__ = ["build_manager"]

_BUILT_IN = (sms, push, email, call, popup, wecom, webhook, console, file, smtp, sms_gateway, wecom_bot)

# What the import of a foreign module raises when it is broken or does not fit this Python.
_LOAD_FAULTS = (
    ImportError,
    AttributeError,
    SyntaxError,
    NameError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    LookupError,
)


def build_manager(load_entry_points: bool = True) -> pluggy.PluginManager:
    """Build a plugin manager with the built-in plugins and, unless told not to, the installed ones.

    Raises: PluginError for an installed plugin that cannot be loaded or does not fit the hooks.

    Example:
        >>> build_manager(load_entry_points=False).has_plugin("maflow.plugins.channels.sms")
        True
    """
    manager = pluggy.PluginManager(spec.PROJECT_NAME)
    manager.add_hookspecs(spec)
    for module in _BUILT_IN:
        manager.register(module, name=module.__name__)
    if load_entry_points and has_entry_points(sys.path):
        _load_entry_points(manager)
    return manager


def _load_entry_points(manager: pluggy.PluginManager) -> None:
    # Imported here because it costs more than the rest of a start, and most installations never need it.
    import importlib.metadata

    found = importlib.metadata.entry_points(group=GROUP)
    for entry in sorted(found, key=lambda entry: (entry.name, entry.value)):
        try:
            manager.register(entry.load(), name=entry.name)
            manager.check_pending()
        except (*_LOAD_FAULTS, pluggy.PluginValidationError) as error:
            told = {"plugin": entry.name, "target": entry.value, "reason": f"{type(error).__name__}: {error}"}
            raise PluginError("config.plugin-broken", told) from error
