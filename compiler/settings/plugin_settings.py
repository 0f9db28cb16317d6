"""Checks the settings of a plugin against what the plugin declares."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from types import MappingProxyType

from maflow.compiler.setting_report import quoted, report
from maflow.compiler.settings.model import SettingValue
from maflow.compiler.settings.secrets import check_secret, take_references
from maflow.compiler.settings.values import (
    SettingContext,
    read_choice,
    read_duration,
    read_scalar,
    report_expected,
    report_unknown_key,
)
from maflow.compiler.settings.yaml_tree import ScalarKind, YamlMapping, YamlNode, YamlScalar, YamlSequence
from maflow.dsl.diagnostics import Text, items
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.source import Span
from maflow.plugins.resolving import expected_of
from maflow.plugins.spec import ChannelPlugin, SettingSpec, SettingType

__all__ = ["read_options", "read_value", "report_missing"]

_URL = re.compile(r"^[a-z][a-z0-9+.-]*://[^\s/]+\S*$", re.IGNORECASE)
_EMAIL = re.compile(r"^(?:[^<>@]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$")
_LONGEST_NUMBER = 40
_BOOLEANS = MappingProxyType({"true": True, "false": False})
_BOOLEANS_MEANT = MappingProxyType(
    {"yes": "true", "on": "true", "no": "false", "off": "false", "1": "true", "0": "false"}
)


def read_options(
    path: str, node: YamlMapping, declared: Iterable[SettingSpec], ctx: SettingContext
) -> dict[str, SettingValue]:
    """Read a mapping of which every key must be declared.

    Reports: MA115 for unknown and wrong settings and for secrets that are written out
    """
    specs = {spec.name: spec for spec in declared}
    values: dict[str, SettingValue] = {}
    for entry in node.entries:
        spec = specs.get(entry.key.text)
        if spec is None:
            report_unknown_key(entry.key, path, specs, ctx)
            continue
        value = _read_declared(f"{path}.{spec.name}", spec, entry.value, ctx)
        if value is not None:
            values[spec.name] = value
    return values


def report_missing(
    path: str, written: Collection[str], plugin: ChannelPlugin, at: Span, ctx: SettingContext
) -> None:
    """Report the settings that a plugin cannot do without and that are not written, not even misspelt.

    Reports: MA115
    """
    names = [spec.name for spec in plugin.settings]
    meant = {name if name in names else nearest(name, names) for name in written}
    for spec in plugin.settings:
        if spec.required and spec.name not in meant:
            told = {"setting": spec.name, "plugin": plugin.name, "where": path}
            report(ctx.sink, Text("MA115.missing-setting", told), at)


def read_value(key: str, name: str, node: YamlNode, ctx: SettingContext) -> SettingValue:
    """Read a value of which nothing is declared; secrets are looked for all the same."""
    match node:
        case YamlSequence():
            return tuple(read_value(key, name, item, ctx) for item in node.items)
        case YamlMapping():
            return {
                entry.key.text: read_value(f"{key}.{entry.key.text}", entry.key.text, entry.value, ctx)
                for entry in node.entries
            }
    if node.kind is not ScalarKind.NULL and not take_references(node, ctx):
        check_secret(key, name, node, ctx, is_secret=False)
    return _plain(node)


def _plain(scalar: YamlScalar) -> SettingValue:
    text = scalar.text.replace("_", "")
    match scalar.kind:
        case ScalarKind.NULL:
            return None
        case ScalarKind.BOOLEAN:
            return text.lower() == "true"
        case ScalarKind.NUMBER if text.lstrip("+-").isdigit():
            return int(text) if len(text) <= _LONGEST_NUMBER else scalar.text
        case ScalarKind.NUMBER:
            return float(text)
    return scalar.text


def _read_declared(key: str, spec: SettingSpec, node: YamlNode, ctx: SettingContext) -> SettingValue:
    if spec.type in (SettingType.TEXTS, SettingType.MAPPING):
        return _read_collection(key, spec, node, ctx)
    scalar = read_scalar(key, node, ctx, _expected(spec))
    if scalar is None:
        return None
    if take_references(scalar, ctx):
        return scalar.text
    before = len(ctx.sink.diagnostics)
    check_secret(key, spec.name, scalar, ctx, is_secret=spec.secret)
    return _read_typed(key, spec, scalar, ctx) if len(ctx.sink.diagnostics) == before else None


def _read_collection(key: str, spec: SettingSpec, node: YamlNode, ctx: SettingContext) -> SettingValue:
    wanted = YamlSequence if spec.type is SettingType.TEXTS else YamlMapping
    if not isinstance(node, wanted):
        report_expected(key, node, ctx, _expected(spec))
        return None
    return read_value(key, spec.name, node, ctx)


def _read_typed(key: str, spec: SettingSpec, scalar: YamlScalar, ctx: SettingContext) -> SettingValue:
    match spec.type:
        case SettingType.BOOLEAN:
            return read_choice(key, scalar, ctx, _BOOLEANS, _BOOLEANS_MEANT)
        case SettingType.CHOICE:
            return read_choice(key, scalar, ctx, {choice: choice for choice in spec.choices})
        case SettingType.DURATION:
            return scalar.text if read_duration(key, scalar, ctx) is not None else None
        case SettingType.INTEGER | SettingType.NUMBER:
            value = _plain(scalar)
            is_whole = isinstance(value, int) and not isinstance(value, bool)
            if is_whole or (isinstance(value, float) and spec.type is SettingType.NUMBER):
                return value
            report_expected(key, scalar, ctx, _expected(spec))
            return None
    if _has_form(spec.type, scalar.text):
        return scalar.text
    report_expected(key, scalar, ctx, _expected(spec))
    return None


def _has_form(type: SettingType, text: str) -> bool:
    match type:
        case SettingType.URL:
            return _URL.match(text) is not None
        case SettingType.EMAIL:
            return _EMAIL.match(text) is not None
    return True


def _expected(spec: SettingSpec) -> str:
    return items(each if each.startswith("@") else quoted(each) for each in expected_of(spec))
