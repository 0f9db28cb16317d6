"""Checks `channels` of `ma.yaml` against the channels that the project declares."""

from __future__ import annotations

from collections.abc import Mapping

from maflow.compiler.installed import plugin_not_for_kind
from maflow.compiler.setting_report import did_you_mean, replace_fix, report, shown
from maflow.compiler.settings import DEFAULT_PLUGIN, ChannelSetting, Settings
from maflow.dsl.diagnostics import Sink, Text
from maflow.dsl.did_you_mean import nearest
from maflow.plugins.catalogue import ChannelCatalogue

__all__ = ["check_delivery", "is_signature_demanded"]


def check_delivery(
    settings: Settings, kinds: Mapping[str, str], catalogue: ChannelCatalogue, sink: Sink
) -> None:
    """Report settings of channels that do not exist, and plugins that cannot deliver theirs.

    `kinds` maps every declared channel to the name of its kind.
    Reports: MA114, MA115
    """
    for setting in settings.channels.values():
        if setting.channel not in kinds:
            _report_undeclared(setting, kinds, sink)
            continue
        plugin = catalogue.plugins.get(setting.plugin)
        kind = kinds[setting.channel]
        if plugin is not None and kind in catalogue.kinds and not plugin.can_deliver(kind):
            sink.add(plugin_not_for_kind(plugin, kind, setting.plugin_span, catalogue))


def is_signature_demanded(settings: Settings, channel: str, catalogue: ChannelCatalogue) -> bool:
    """Tell whether texts of a channel need a signature or a template code."""
    setting = settings.channels.get(channel)
    plugin = catalogue.plugins.get(setting.plugin if setting else DEFAULT_PLUGIN)
    return plugin is not None and plugin.signature_demanded(setting.settings if setting else {})


def _report_undeclared(setting: ChannelSetting, kinds: Mapping[str, str], sink: Sink) -> None:
    near = nearest(setting.channel, kinds)
    message = Text("MA115.undeclared-channel", {"channel": shown(setting.channel)})
    help = did_you_mean(near) or (Text("MA115.declare-channel"),)
    report(sink, message, setting.span, help=help, fixes=replace_fix(setting.span, near))
