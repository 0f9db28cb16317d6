"""Reads single values of `ma.yaml`; what cannot be read is reported and becomes None."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from maflow.compiler.setting_report import did_you_mean, quoted, replace_fix, report, shown
from maflow.compiler.settings.model import Reference
from maflow.compiler.settings.quantities import Mistake, nearest_currency, parse_duration
from maflow.compiler.settings.yaml_tree import ScalarKind, YamlMapping, YamlNode, YamlScalar
from maflow.compiler.zones import is_fixed_offset, is_zone, zone_meant
from maflow.dsl.currencies import CURRENCIES
from maflow.dsl.diagnostics import Sink, Text, items
from maflow.dsl.did_you_mean import nearest
from maflow.plugins.catalogue import ChannelCatalogue
from maflow.plugins.spec import LintRule

__all__ = [
    "SettingContext",
    "read_choice",
    "read_currency",
    "read_duration",
    "read_integer",
    "read_mapping",
    "read_quantity",
    "read_scalar",
    "read_zone",
    "report_expected",
    "report_unknown_key",
]

_E = TypeVar("_E", bound=enum.Enum)
_T = TypeVar("_T")

_EXAMPLE_DURATION = "10 minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingContext:
    """What every reader needs: where to report, what is installed, and which references were met."""

    sink: Sink
    catalogue: ChannelCatalogue
    rules: Mapping[str, LintRule]
    references: list[Reference] = field(default_factory=list)


def read_scalar(key: str, node: YamlNode, ctx: SettingContext, expected: str) -> YamlScalar | None:
    """Return a value that is one scalar; `expected` names what should stand there."""
    if not isinstance(node, YamlScalar):
        report_expected(key, node, ctx, expected)
        return None
    if node.kind is ScalarKind.NULL or not node.text.strip():
        told = {"key": key, "expected": expected}
        report(ctx.sink, Text("MA115.no-value", told), node.span)
        return None
    return node


def read_mapping(key: str, node: YamlNode, ctx: SettingContext) -> YamlMapping | None:
    """Return a value that has keys of its own."""
    if isinstance(node, YamlMapping):
        return node
    report_expected(key, node, ctx, "@setting.mapping")
    return None


def read_zone(key: str, node: YamlNode, ctx: SettingContext) -> str | None:
    """Return the name of an IANA time zone."""
    scalar = read_scalar(key, node, ctx, "@type.timezone")
    if scalar is None or is_zone(scalar.text):
        return scalar.text if scalar else None
    meant = zone_meant(scalar.text)
    is_offset = meant is None and is_fixed_offset(scalar.text)
    message = Text("MA115.fixed-offset" if is_offset else "MA115.unknown-zone", {"text": shown(scalar.text)})
    help = did_you_mean(meant) or (Text("MA115.for-example", {"example": "Asia/Shanghai"}),)
    report(ctx.sink, message, scalar.span, help=help, fixes=replace_fix(scalar.span, meant))
    return None


def read_currency(key: str, node: YamlNode, ctx: SettingContext) -> str | None:
    """Return an ISO 4217 code."""
    scalar = read_scalar(key, node, ctx, "@setting.currency")
    if scalar is None or scalar.text in CURRENCIES:
        return scalar.text if scalar else None
    meant = nearest_currency(scalar.text)
    help = did_you_mean(meant) or (Text("MA115.for-example", {"example": "CNY"}),)
    message = Text("MA115.unknown-currency", {"text": shown(scalar.text)})
    report(ctx.sink, message, scalar.span, help=help, fixes=replace_fix(scalar.span, meant))
    return None


def read_duration(key: str, node: YamlNode, ctx: SettingContext) -> int | None:
    """Return a duration.

    Units: milliseconds.
    """
    return read_quantity(key, node, ctx, parse_duration, _EXAMPLE_DURATION)


def read_quantity(
    key: str, node: YamlNode, ctx: SettingContext, parse: Callable[[str], _T | Mistake], example: str
) -> _T | None:
    """Return what `parse` makes of a text, or report its mistake with what was meant or an example."""
    scalar = read_scalar(key, node, ctx, quoted(example))
    if scalar is None:
        return None
    value = parse(scalar.text)
    if not isinstance(value, Mistake):
        return value
    help = did_you_mean(value.meant) or (Text("MA115.for-example", {"example": example}),)
    report(ctx.sink, value.message, scalar.span, help=help, fixes=replace_fix(scalar.span, value.meant))
    return None


def read_choice(
    key: str,
    node: YamlNode,
    ctx: SettingContext,
    choices: Mapping[str, _T],
    meant: Mapping[str, str] = MappingProxyType({}),
) -> _T | None:
    """Return the member of a closed choice; `meant` maps other usual words to the right ones."""
    scalar = read_scalar(key, node, ctx, items([quoted(choice) for choice in choices]))
    if scalar is None:
        return None
    if scalar.text in choices:
        return choices[scalar.text]
    near = meant.get(scalar.text.lower()) or nearest(scalar.text, choices)
    told = {"key": key, "text": shown(scalar.text), "choices": items([quoted(choice) for choice in choices])}
    fixes = replace_fix(scalar.span, near)
    report(ctx.sink, Text("MA115.not-a-choice", told), scalar.span, help=did_you_mean(near), fixes=fixes)
    return None


def read_integer(key: str, node: YamlNode, ctx: SettingContext, lowest: int, highest: int) -> int | None:
    """Return a whole number within bounds."""
    scalar = read_scalar(key, node, ctx, "@type.integer")
    if scalar is None:
        return None
    digits = scalar.text.replace("_", "")
    if scalar.kind is not ScalarKind.NUMBER or not digits.lstrip("+-").isdigit():
        report_expected(key, scalar, ctx, "@type.integer")
        return None
    if len(digits) <= len(str(highest)) + 1 and lowest <= int(digits) <= highest:
        return int(digits)
    told = {"key": key, "text": shown(scalar.text), "lowest": str(lowest), "highest": str(highest)}
    report(ctx.sink, Text("MA115.out-of-range", told), scalar.span)
    return None


def report_expected(key: str, node: YamlNode, ctx: SettingContext, expected: str) -> None:
    """Report that another sort of value stands where one is expected."""
    told = {"key": key, "expected": expected, "found": _found(node)}
    report(ctx.sink, Text("MA115.expected", told), node.span)


def report_unknown_key(
    key: YamlScalar, where: str, known: Mapping[str, object], ctx: SettingContext, meant: str | None = None
) -> None:
    """Report a key that nothing is known of; `where` is the path of the mapping, empty at the top."""
    near = meant or nearest(key.text, known)
    told = {"key": shown(key.text), **({"where": where} if where else {})}
    help = did_you_mean(near)
    if known and not near:
        help = (Text("MA115.known-keys", {"known": items([quoted(name) for name in known])}),)
    message = Text("MA115.unknown-key-in" if where else "MA115.unknown-key", told)
    report(ctx.sink, message, key.span, help=help, fixes=replace_fix(key.span, near))


def _found(node: YamlNode) -> str:
    if isinstance(node, YamlScalar):
        return "@setting.nothing" if node.kind is ScalarKind.NULL else quoted(node.text)
    return "@setting.mapping" if isinstance(node, YamlMapping) else "@type.list"
