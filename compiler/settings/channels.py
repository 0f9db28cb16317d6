"""Reads `channels` and `targets`: the operator's part of `ma.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
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
from maflow.compiler.settings.plugin_settings import read_plugin_settings, read_value
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

__all__ = ["read_channels", "read_targets"]

_CHANNEL_KEYS = MappingProxyType(dict.fromkeys(("plugin", "settings", "throttle", "retry")))
_RETRY_KEYS = MappingProxyType(dict.fromkeys(("attempts", "wait", "longest")))
_MOST_ATTEMPTS = 100


def read_channels(key: str, node: YamlNode, ctx: SettingContext) -> Mapping[str, ChannelSetting] | None:
    """Return how each channel is delivered.

    Reports: MA114 for a plugin that is not installed, MA115 for everything else
    """
    mapping = read_mapping(key, node, ctx)
    if mapping is None:
        return None
    return MappingProxyType(
        {entry.key.text: _read_channel(f"{key}.{entry.key.text}", entry, ctx) for entry in mapping.entries}
    )


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
    return MappingProxyType(targets)


def _read_channel(path: str, entry: YamlEntry, ctx: SettingContext) -> ChannelSetting:
    name, span = entry.key.text, entry.key.span
    # `push: console` is short for `push: {plugin: console}`.
    if isinstance(entry.value, YamlScalar):
        plugin = read_scalar(path, entry.value, ctx, "@kind.plugin")
        return _channel(path, entry, ctx, plugin, None)
    mapping = read_mapping(path, entry.value, ctx)
    if mapping is None:
        return ChannelSetting(channel=name, span=span, plugin_span=span)
    for inner in mapping.entries:
        if inner.key.text not in _CHANNEL_KEYS:
            report_unknown_key(inner.key, path, _CHANNEL_KEYS, ctx, _key_meant(inner.key.text, mapping, ctx))
    found = mapping.find("plugin")
    plugin = read_scalar(f"{path}.plugin", found.value, ctx, "@kind.plugin") if found else None
    return _channel(path, entry, ctx, plugin, mapping)


def _channel(
    path: str, entry: YamlEntry, ctx: SettingContext, plugin: YamlScalar | None, mapping: YamlMapping | None
) -> ChannelSetting:
    return ChannelSetting(
        channel=entry.key.text,
        span=entry.key.span,
        plugin=plugin.text if plugin else DEFAULT_PLUGIN,
        plugin_span=plugin.span if plugin else entry.key.span,
        settings=_read_settings(path, entry, ctx, plugin, mapping),
        throttle=_read_throttle(path, mapping, ctx),
        retry=_read_retry(f"{path}.retry", mapping, ctx),
    )


def _read_settings(
    path: str, entry: YamlEntry, ctx: SettingContext, plugin: YamlScalar | None, mapping: YamlMapping | None
) -> Mapping[str, SettingValue]:
    found = mapping.find("settings") if mapping else None
    node = read_mapping(f"{path}.settings", found.value, ctx) if found else None
    declared = ctx.catalogue.plugins.get(plugin.text if plugin else DEFAULT_PLUGIN)
    at = plugin.span if plugin else entry.key.span
    if declared is None:
        ctx.sink.add(unknown_plugin(plugin.text if plugin else DEFAULT_PLUGIN, at, ctx.catalogue))
        return _read_undeclared(f"{path}.settings", node, ctx)
    if found is not None and node is None:
        return MappingProxyType({})
    return MappingProxyType(read_plugin_settings(f"{path}.settings", node, declared, at, ctx))


def _read_undeclared(path: str, node: YamlMapping | None, ctx: SettingContext) -> Mapping[str, SettingValue]:
    entries = node.entries if node is not None else ()
    return MappingProxyType(
        {
            entry.key.text: read_value(f"{path}.{entry.key.text}", entry.key.text, entry.value, ctx)
            for entry in entries
        }
    )


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


def _key_meant(word: str, mapping: YamlMapping, ctx: SettingContext) -> str | None:
    """Return `settings` for a setting of the plugin that stands one level too high."""
    found = mapping.find("plugin")
    name = found.value.text if found and isinstance(found.value, YamlScalar) else DEFAULT_PLUGIN
    plugin = ctx.catalogue.plugins.get(name)
    return f"settings.{word}" if plugin and plugin.setting(word) else None
