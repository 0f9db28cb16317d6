"""Reads `ma.yaml` from its text to `Settings`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

import msgspec

from maflow.compiler.files import SETTINGS_FILE
from maflow.compiler.setting_report import did_you_mean, report, shown
from maflow.compiler.settings.channels import read_channels, read_targets
from maflow.compiler.settings.lint_levels import read_lint
from maflow.compiler.settings.model import Approval, Ceiling, History, Settings
from maflow.compiler.settings.quantities import Mistake, parse_money
from maflow.compiler.settings.values import (
    SettingContext,
    read_choice,
    read_currency,
    read_duration,
    read_quantity,
    read_scalar,
    read_zone,
    report_unknown_key,
)
from maflow.compiler.settings.yaml_tree import YamlMapping, YamlNode, parse_yaml
from maflow.dsl.ast import Weekday
from maflow.dsl.diagnostics import Label, Sink, Text
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.source import SourceFile, Span
from maflow.plugins.catalogue import ChannelCatalogue
from maflow.plugins.spec import LintRule

__all__ = ["KEYS", "REQUIRED_KEYS", "SETTINGS_FILE", "parse_settings"]

KEYS = (
    "name",
    "timezone",
    "currency",
    "week_starts",
    "lateness",
    "max_age",
    "offer_ceiling",
    "approval",
    "history",
    "lint",
    "channels",
    "targets",
)
REQUIRED_KEYS: Mapping[str, str] = MappingProxyType(
    {"timezone": "timezone: Asia/Shanghai", "currency": "currency: CNY"}
)
"""The keys without a default, each with an example of its line."""

_MEANT = MappingProxyType(
    {
        "tz": "timezone",
        "zone": "timezone",
        "project": "name",
        "title": "name",
        "rules": "lint",
        "plugins": "channels",
    }
)
_WEEKDAYS = MappingProxyType({day.value: day for day in Weekday if day is not Weekday.WEEKDAYS})

_T = TypeVar("_T")
_D = TypeVar("_D")
_Reader = Callable[[str, YamlNode, SettingContext], _T | None]


def parse_settings(
    source: SourceFile,
    sink: Sink,
    catalogue: ChannelCatalogue,
    *,
    default_name: str = "",
    rules: Mapping[str, LintRule] = MappingProxyType({}),
) -> Settings:
    r"""Return what the text of `ma.yaml` says, and report every mistake with its place.

    `default_name` names a project that does not name itself; `rules` are those that plugins add.
    Reports: MA114, MA115
    Law: returns settings whatever the text is; each wrong value is as if it were not there.
    Example:
        >>> from maflow.plugins.catalogue import build_catalogue
        >>> from maflow.plugins.manager import build_manager
        >>> sink = Sink()
        >>> source = SourceFile("ma.yaml", "timzone: UTC\ncurrency: CNY\n")
        >>> settings = parse_settings(source, sink, build_catalogue(build_manager(load_entry_points=False)))
        >>> settings.currency, [found.message.key for found in sink.diagnostics]
        ('CNY', ['MA115.unknown-key'])
    """
    found = Sink()
    settings = _parse(source, SettingContext(sink=found, catalogue=catalogue, rules=rules), default_name)
    for diagnostic in sorted(found.diagnostics, key=lambda diagnostic: diagnostic.span.start):
        sink.add(diagnostic)
    return settings


def _parse(source: SourceFile, ctx: SettingContext, default_name: str) -> Settings:
    root = parse_yaml(source, ctx.sink)
    if root is None:
        return Settings(name=default_name)
    if not isinstance(root, YamlMapping):
        report(ctx.sink, Text("MA115.not-a-mapping"), _first_line(source, root.span))
        return Settings(name=default_name)
    _report_unknown(root, ctx)
    _report_missing(root, source, ctx)
    return _read(_Keys(root, ctx), default_name)


@dataclass(frozen=True, slots=True)
class _Keys:
    """The entries of the file, read one by one."""

    root: YamlMapping
    ctx: SettingContext

    def read(self, key: str, reader: _Reader[_T], default: _D) -> _T | _D:
        """Return the value of a key, or the default when there is none that can be read."""
        entry = self.root.find(key)
        value = reader(key, entry.value, self.ctx) if entry else None
        return default if value is None else value


def _read(keys: _Keys, default_name: str) -> Settings:
    usual = Settings()
    currency = keys.read("currency", read_currency, None)
    settings = Settings(
        name=keys.read("name", _read_name, default_name),
        timezone=keys.read("timezone", read_zone, None),
        currency=currency,
        week_starts=keys.read("week_starts", _read_weekday, usual.week_starts),
        lateness_ms=keys.read("lateness", read_duration, usual.lateness_ms),
        max_age_ms=keys.read("max_age", read_duration, usual.max_age_ms),
        offer_ceiling=_read_ceiling(keys, currency),
        approval=keys.read("approval", _read_approval, usual.approval),
        history=keys.read("history", _read_history, usual.history),
        lint=keys.read("lint", read_lint, usual.lint),
        channels=keys.read("channels", read_channels, usual.channels),
        targets=keys.read("targets", read_targets, usual.targets),
    )
    _check_ages(keys, settings)
    return msgspec.structs.replace(settings, references=tuple(keys.ctx.references))


def _read_name(key: str, node: YamlNode, ctx: SettingContext) -> str | None:
    scalar = read_scalar(key, node, ctx, "@type.text")
    return " ".join(scalar.text.split()) if scalar else None


def _read_weekday(key: str, node: YamlNode, ctx: SettingContext) -> Weekday | None:
    return read_choice(key, node, ctx, _WEEKDAYS)


def _read_approval(key: str, node: YamlNode, ctx: SettingContext) -> Approval | None:
    return read_choice(key, node, ctx, {member.value: member for member in Approval})


def _read_history(key: str, node: YamlNode, ctx: SettingContext) -> History | None:
    return read_choice(key, node, ctx, {member.value: member for member in History})


def _read_ceiling(keys: _Keys, project_currency: str | None) -> Ceiling | None:
    entry = keys.root.find("offer_ceiling")
    if entry is None:
        return None

    def parse(text: str) -> tuple[Decimal, str] | Mistake:
        """Read an amount, in the project's currency where it names none."""
        return parse_money(text, project_currency)

    example = f"50 {project_currency or 'CNY'}"
    money = read_quantity("offer_ceiling", entry.value, keys.ctx, parse, example)
    if money is None:
        return None
    amount, currency = money
    if project_currency not in (None, currency):
        _report_other_currency(keys, entry.value.span, currency)
        return None
    return Ceiling(amount, currency, entry.value.span)


def _report_other_currency(keys: _Keys, span: Span, currency: str) -> None:
    entry = keys.root.find("currency")
    labels = (Label(entry.value.span, Text("MA115.project-currency")),) if entry else ()
    report(keys.ctx.sink, Text("MA115.other-currency", {"currency": currency}), span, labels=labels)


def _check_ages(keys: _Keys, settings: Settings) -> None:
    """Report a `lateness` over `max_age`: events between the two would be both taken and left out."""
    if settings.lateness_ms <= settings.max_age_ms:
        return
    lateness, max_age = keys.root.find("lateness"), keys.root.find("max_age")
    entry = lateness or max_age
    assert entry is not None, "the defaults fit together"
    labels = (Label(max_age.value.span, Text("MA115.max-age-here")),) if lateness and max_age else ()
    report(keys.ctx.sink, Text("MA115.lateness-over-age"), entry.value.span, labels=labels)


def _report_unknown(root: YamlMapping, ctx: SettingContext) -> None:
    known: dict[str, None] = dict.fromkeys(KEYS)
    for entry in root.entries:
        if entry.key.text in known:
            continue
        meant = _meant(entry.key.text)
        already = root.find(meant) if meant else None
        if already is None:
            report_unknown_key(entry.key, "", known, ctx, meant)
        else:
            labels = (Label(already.key.span, Text("MA115.set-here", {"key": already.key.text})),)
            message = Text("MA115.unknown-key", {"key": shown(entry.key.text)})
            report(ctx.sink, message, entry.key.span, help=did_you_mean(meant), labels=labels)


def _report_missing(root: YamlMapping, source: SourceFile, ctx: SettingContext) -> None:
    meant = {_meant(entry.key.text) for entry in root.entries}
    for key, example in REQUIRED_KEYS.items():
        # A key that is only misspelt is one mistake, not two.
        if root.find(key) is None and key not in meant:
            help = (Text("MA115.add-line", {"example": example}),)
            report(ctx.sink, Text("MA115.missing", {"key": key}), Span(source.path, 0, 0), help=help)


def _meant(word: str) -> str | None:
    return word if word in KEYS else _MEANT.get(word.lower()) or nearest(word, KEYS)


def _first_line(source: SourceFile, span: Span) -> Span:
    line_end = source.text.find("\n", span.start)
    return Span(span.file, span.start, span.end if line_end < 0 else min(span.end, line_end))
