"""Reads `channels` and `targets`: the operator's part of `ma.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from maflow.compiler.installed import unknown_plugin
from maflow.compiler.setting_report import report
from maflow.compiler.settings.model import (
    DEFAULT_PLUGIN,
    ChannelSetting,
    Retry,
    SettingValue,
    Target,
    Throttle,
)
from maflow.compiler.settings.plugin_settings import read_options, read_value, report_missing
from maflow.compiler.settings.quantities import parse_throttle
from maflow.compiler.settings.values import (
    SettingContext,
    read_duration,
    read_integer,
    read_mapping,
    read_quantity,
    read_scalar,
    report_unknown_key,
)
from maflow.compiler.settings.yaml_tree import YamlEntry, YamlMapping, YamlNode, YamlScalar
from maflow.dsl.diagnostics import Text
from maflow.dsl.source import Span
from maflow.plugins.spec import ChannelPlugin

__all__ = ["read_channels", "read_targets"]

_CHANNEL_KEYS: Mapping[str, None] = MappingProxyType(
    dict.fromkeys(("plugin", "settings", "throttle", "retry"))
)
_RETRY_KEYS: Mapping[str, None] = MappingProxyType(dict.fromkeys(("attempts", "wait", "longest")))
_MOST_ATTEMPTS = 100


def read_channels(key: str, node: YamlNode, ctx: SettingContext) -> Mapping[str, ChannelSetting] | None:
    """Return how each channel is delivered.

    Reports: MA114 for a plugin that is not installed, MA115 for everything else
    """
    mapping = read_mapping(key, node, ctx)
    if mapping is None:
        return None
    return {entry.key.text: _read_channel(f"{key}.{entry.key.text}", entry, ctx) for entry in mapping.entries}


def read_targets(key: str, node: YamlNode, ctx: SettingContext) -> Mapping[str, Target] | None:
    """Return the places where the project runs.

    Reports: MA115
    """
    mapping = read_mapping(key, node, ctx)
    targets: dict[str, Target] = {}
    for entry in mapping.entries if mapping is not None else ():
        path = f"{key}.{entry.key.text}"
        inner = read_mapping(path, entry.value, ctx)
        values = _read_undeclared(path, inner, ctx)
        targets[entry.key.text] = Target(name=entry.key.text, span=entry.key.span, settings=values)
    return targets


@dataclass(frozen=True, slots=True)
class _Channel:
    """One entry of `channels` while it is read; `mapping` is empty where only a plugin is written."""

    path: str
    entry: YamlEntry
    mapping: YamlMapping
    plugin: YamlScalar | None
    ctx: SettingContext

    @property
    def plugin_name(self) -> str:
        """Return the plugin that is named, else the usual one."""
        return self.plugin.text if self.plugin else DEFAULT_PLUGIN

    @property
    def plugin_span(self) -> Span:
        """Return where the plugin is named, else where the channel is."""
        return self.plugin.span if self.plugin else self.entry.key.span

    @property
    def declared(self) -> ChannelPlugin | None:
        """Return the plugin itself, None where none of that name is installed."""
        return self.ctx.catalogue.plugins.get(self.plugin_name)


def _read_channel(path: str, entry: YamlEntry, ctx: SettingContext) -> ChannelSetting:
    channel = _open_channel(path, entry, ctx)
    return ChannelSetting(
        channel=entry.key.text,
        span=entry.key.span,
        plugin=channel.plugin_name,
        plugin_span=channel.plugin_span,
        settings=_read_settings(channel, _report_keys(channel)),
        throttle=_read_throttle(path, channel.mapping, ctx),
        retry=_read_retry(f"{path}.retry", channel.mapping, ctx),
    )


def _open_channel(path: str, entry: YamlEntry, ctx: SettingContext) -> _Channel:
    # `push: console` is short for `push: {plugin: console}`.
    if isinstance(entry.value, YamlScalar):
        plugin = read_scalar(path, entry.value, ctx, "@setting.plugin")
        return _Channel(path, entry, YamlMapping((), entry.value.span), plugin, ctx)
    mapping = read_mapping(path, entry.value, ctx) or YamlMapping((), entry.value.span)
    found = mapping.find("plugin")
    plugin = read_scalar(f"{path}.plugin", found.value, ctx, "@setting.plugin") if found else None
    return _Channel(path, entry, mapping, plugin, ctx)


def _report_keys(channel: _Channel) -> frozenset[str]:
    """Report unknown keys; return the settings of the plugin that stand one level too high."""
    plugin = channel.declared
    misplaced: set[str] = set()
    for entry in channel.mapping.entries:
        key = entry.key
        if key.text in _CHANNEL_KEYS:
            continue
        if plugin is None or plugin.setting(key.text) is None:
            report_unknown_key(key, channel.path, _CHANNEL_KEYS, channel.ctx)
            continue
        misplaced.add(key.text)
        told = {"key": key.text, "plugin": plugin.name, "where": f"{channel.path}.settings"}
        report(channel.ctx.sink, Text("MA115.setting-too-high", told), key.span)
    return frozenset(misplaced)


def _read_settings(channel: _Channel, misplaced: frozenset[str]) -> Mapping[str, SettingValue]:
    path = f"{channel.path}.settings"
    found = channel.mapping.find("settings")
    node = read_mapping(path, found.value, channel.ctx) if found else None
    plugin = channel.declared
    if plugin is None:
        catalogue = channel.ctx.catalogue
        channel.ctx.sink.add(unknown_plugin(channel.plugin_name, channel.plugin_span, catalogue))
        return _read_undeclared(path, node, channel.ctx)
    if found is None or node is not None:
        values = read_options(path, node, plugin.settings, channel.ctx) if node else {}
        written = misplaced.union(entry.key.text for entry in node.entries) if node else misplaced
        report_missing(path, written, plugin, channel.plugin_span, channel.ctx)
        return values
    return {}


def _read_undeclared(path: str, node: YamlMapping | None, ctx: SettingContext) -> Mapping[str, SettingValue]:
    entries = node.entries if node is not None else ()
    return {
        entry.key.text: read_value(f"{path}.{entry.key.text}", entry.key.text, entry.value, ctx)
        for entry in entries
    }


def _read_throttle(path: str, mapping: YamlMapping | None, ctx: SettingContext) -> Throttle | None:
    found = mapping.find("throttle") if mapping else None
    if found is None:
        return None
    pace = read_quantity(f"{path}.throttle", found.value, ctx, parse_throttle, "100 per second")
    return Throttle(*pace) if pace else None


def _read_retry(path: str, mapping: YamlMapping | None, ctx: SettingContext) -> Retry | None:
    found = mapping.find("retry") if mapping else None
    if found is None:
        return None
    if isinstance(found.value, YamlScalar) and found.value.text == "never":
        return Retry(attempts=1)
    inner = read_mapping(path, found.value, ctx)
    if inner is None:
        return None
    for entry in inner.entries:
        if entry.key.text not in _RETRY_KEYS:
            report_unknown_key(entry.key, path, _RETRY_KEYS, ctx)
    return _checked_retry(path, inner, ctx)


def _checked_retry(path: str, inner: YamlMapping, ctx: SettingContext) -> Retry:
    usual = Retry()
    attempts, wait, longest = (inner.find(key) for key in _RETRY_KEYS)
    retry = Retry(
        attempts=(attempts and read_integer(f"{path}.attempts", attempts.value, ctx, 1, _MOST_ATTEMPTS))
        or usual.attempts,
        wait_ms=(wait and read_duration(f"{path}.wait", wait.value, ctx)) or usual.wait_ms,
        longest_ms=(longest and read_duration(f"{path}.longest", longest.value, ctx)) or usual.longest_ms,
    )
    if wait is not None and longest is not None and retry.wait_ms > retry.longest_ms:
        report(ctx.sink, Text("MA115.retry-order"), longest.value.span)
    return retry
