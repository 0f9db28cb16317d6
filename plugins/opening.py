"""Opens a channel: from what the operator wrote to something that delivers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from maflow.plugins.catalogue import ChannelCatalogue
from maflow.plugins.errors import ConfigError
from maflow.plugins.resolving import resolve_settings
from maflow.plugins.spec import Channel, ChannelPlugin, OpenRequest, OpensChannel, SettingFault

__all__ = ["EXTRA", "ChannelSetup", "installed_plugin", "open_channel"]

EXTRA = "delivery"
"""The extra of this package that holds what the built-in channels need beside it."""


class ChannelSetup(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator wrote for one channel; `${NAME}` is kept as written."""

    project: str
    channel: str
    kind: str
    settings: Mapping[str, object] = {}


def installed_plugin(catalogue: ChannelCatalogue, channel: str, name: str) -> ChannelPlugin:
    """Return the plugin that delivers a channel.

    Raises: ConfigError when it is not installed here.
    """
    plugin = catalogue.plugins.get(name)
    if plugin is None:
        installed = "\n".join(catalogue.plugins)
        raise ConfigError(
            "delivery.unknown-plugin", {"channel": channel, "plugin": name, "installed": installed}
        )
    return plugin


def open_channel(
    plugin: ChannelPlugin, setup: ChannelSetup, environment: Mapping[str, str], folder: Path
) -> Channel:
    """Return a channel that is ready to deliver; it has connected to nothing yet.

    Raises: ConfigError for settings that are missing, unknown or wrong, for variables that are not set,
    and for a plugin that cannot deliver here.
    """
    if plugin.open is None:
        raise ConfigError("delivery.declared-only", {"channel": setup.channel, "plugin": plugin.name})
    settings = resolve_settings(setup.channel, plugin, setup.settings, environment, folder)
    told = {"channel": setup.channel, "plugin": plugin.name}
    request = OpenRequest(project=setup.project, channel=setup.channel, kind=setup.kind, settings=settings)
    try:
        return plugin.open(request)
    except SettingFault as fault:
        reason = settings.conceal(fault.reason)
        faulty = {**told, "setting": fault.setting, "reason": reason}
        raise ConfigError("delivery.setting-fault", faulty) from None
    except ImportError as error:
        raise _missing(plugin.open, {**told, "package": error.name or str(error)}) from error


def _missing(open: OpensChannel, told: Mapping[str, str]) -> ConfigError:
    # What a foreign plugin imports is no extra of ours.
    if open.__module__.startswith("maflow."):
        return ConfigError("delivery.missing-extra", {**told, "extra": EXTRA})
    return ConfigError("delivery.missing-package", told)
