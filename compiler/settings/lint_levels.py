"""Reads `lint`: which rules are how severe, and their options."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from maflow.compiler.setting_report import did_you_mean, replace_fix, report, shown
from maflow.compiler.settings.model import LintSetting
from maflow.compiler.settings.plugin_settings import read_options
from maflow.compiler.settings.values import SettingContext, read_choice, read_mapping
from maflow.compiler.settings.yaml_tree import YamlEntry, YamlMapping, YamlNode, YamlScalar
from maflow.dsl.codes import CODES, is_essential
from maflow.dsl.diagnostics import Severity, Text
from maflow.dsl.did_you_mean import nearest

__all__ = ["LEVELS", "RESERVED_CODES", "read_lint"]

_SPOKEN_FOR = """
    MA201 MA202 MA203 MA204 MA205 MA207 MA208 MA209 MA210 MA211 MA212 MA305 MA307 MA308 MA309 MA310 MA311
    MA313 MA314 MA401 MA402 MA403 MA405 MA501 MA502 MA503 MA504 MA505 MA506 MA507 MA508 MA510 MA511 MA512
    MA605 MA702 MA703 MA704 MA705 MA706 MA801 MA802 MA803 MA901 MA902 MA903 MA904
"""

RESERVED_CODES = frozenset(_SPOKEN_FOR.split())
"""Codes that are spoken for and may stand in `ma.yaml`, though nothing reports them yet."""

_IGNORE = "ignore"
_SEVERITY = "severity"
LEVELS: Mapping[str, Severity | None] = MappingProxyType(
    {**{severity.value: severity for severity in Severity}, _IGNORE: None}
)
_MEANT = MappingProxyType(
    {
        "off": _IGNORE,
        "false": _IGNORE,
        "none": _IGNORE,
        "no": _IGNORE,
        "disable": _IGNORE,
        "disabled": _IGNORE,
        "0": _IGNORE,
        "warn": "warning",
        "1": "warning",
        "err": "error",
        "2": "error",
        "on": "error",
        "true": "error",
        "note": "info",
        "hint": "info",
    }
)


def read_lint(key: str, node: YamlNode, ctx: SettingContext) -> Mapping[str, LintSetting] | None:
    """Return what is said of each rule, by code.

    Reports: MA115
    """
    mapping = read_mapping(key, node, ctx)
    if mapping is None:
        return None
    found = (_read_rule(f"{key}.{entry.key.text}", entry, ctx) for entry in mapping.entries)
    return {setting.code: setting for setting in found if setting is not None}


def _read_rule(path: str, entry: YamlEntry, ctx: SettingContext) -> LintSetting | None:
    code = entry.key.text
    if code not in CODES and code not in RESERVED_CODES and code not in ctx.rules:
        _report_unknown_code(entry.key, ctx)
        return None
    if isinstance(entry.value, YamlMapping):
        return _read_long_form(path, entry.key, entry.value, ctx)
    return _read_level(path, entry.key, entry.value, ctx)


def _read_level(path: str, key: YamlScalar, node: YamlNode, ctx: SettingContext) -> LintSetting | None:
    level = read_choice(path, node, ctx, {name: name for name in LEVELS}, _MEANT)
    if level is None:
        return None
    if is_essential(key.text) and LEVELS[level] is not Severity.ERROR:
        message = Text("MA115.essential-rule", {"code": key.text, "level": level})
        report(ctx.sink, message, node.span, help=(Text("MA115.essential-help"),))
        return None
    return LintSetting(code=key.text, span=key.span, severity=LEVELS[level], is_ignored=level == _IGNORE)


def _read_long_form(path: str, key: YamlScalar, node: YamlMapping, ctx: SettingContext) -> LintSetting:
    found = node.find(_SEVERITY)
    level = _read_level(f"{path}.{_SEVERITY}", key, found.value, ctx) if found else None
    rest = YamlMapping(tuple(entry for entry in node.entries if entry is not found), node.span)
    rule = ctx.rules.get(key.text)
    options = read_options(path, rest, rule.options if rule else (), ctx)
    return LintSetting(
        code=key.text,
        span=key.span,
        severity=level.severity if level else None,
        is_ignored=level is not None and level.is_ignored,
        options=options,
    )


def _report_unknown_code(key: YamlScalar, ctx: SettingContext) -> None:
    near = _code_named(key.text, ctx) or nearest(key.text, {*CODES, *RESERVED_CODES, *ctx.rules})
    help = did_you_mean(near) or (Text("MA115.see-rules"),)
    message = Text("MA115.unknown-rule", {"code": shown(key.text)})
    report(ctx.sink, message, key.span, help=help, fixes=replace_fix(key.span, near))


def _code_named(name: str, ctx: SettingContext) -> str | None:
    names = {code.name: code.code for code in CODES.values()} | {
        rule.name: rule.code for rule in ctx.rules.values()
    }
    return names.get(name) or names.get(nearest(name, names) or "")
