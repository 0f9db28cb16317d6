"""Lowers channels, with what delivers them, and categories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from maflow.compiler.lower.site import DEFAULT_CATEGORY, Lowering
from maflow.compiler.settings import ChannelSetting, SettingValue
from maflow.compiler.settings.model import DEFAULT_PLUGIN
from maflow.dsl import ast
from maflow.plugins.spec import Receipt
from maflow.runtime.program.program import Category, Channel, ConsentRule, Delivery

__all__ = ["lower_categories", "lower_channel"]

_TRANSACTIONAL = "transactional"


def lower_channel(node: ast.Channel, lowering: Lowering) -> Channel:
    """Return a channel: its kind says what comes back from it, `ma.yaml` what delivers it."""
    kind, cost, needs, consent = node.name.text, None, None, ConsentRule.DEFAULT
    for clause in node.clauses:
        match clause:
            case ast.ChannelKindClause(kind=name):
                kind = name.text
            case ast.ChannelCost(amount=amount):
                cost = amount
            case ast.ChannelNeeds(attribute=attribute):
                needs = attribute.name.text
            case ast.ChannelConsent(rule=rule):
                consent = ConsentRule(rule.value)
    emitted = lowering.context.channels.kinds[kind].receipts
    return Channel(
        name=node.name.text,
        kind=kind,
        place=lowering.place(node.span),
        cost=str(Decimal(cost.amount.replace("_", ""))) if cost else None,
        currency=cost.currency if cost else None,
        needs=needs,
        consent=consent,
        receipts=tuple(receipt.value for receipt in Receipt if receipt in emitted),
        delivery=_delivery(lowering.project.settings.channels.get(node.name.text)),
    )


def lower_categories(declared: Iterator[ast.Category]) -> tuple[Category, ...]:
    """Return the categories that the language gives, then those that the project declares."""
    given = (
        Category(name=DEFAULT_CATEGORY),
        Category(
            name=_TRANSACTIONAL,
            is_transactional=True,
            exempt_limits=True,
            exempt_quiet_hours=True,
            exempt_arbitration=True,
            exempt_holdout=True,
        ),
    )
    own = (_category(node) for node in declared)
    return tuple({category.name: category for category in (*given, *own)}.values())


def _category(node: ast.Category) -> Category:
    exempt = frozenset(node.exemptions)
    return Category(
        name=node.name.text,
        exempt_limits=ast.Exemption.LIMITS in exempt,
        exempt_quiet_hours=ast.Exemption.QUIET_HOURS in exempt,
        exempt_arbitration=ast.Exemption.ARBITRATION in exempt,
        exempt_holdout=ast.Exemption.HOLDOUT in exempt,
    )


def _delivery(setting: ChannelSetting | None) -> Delivery:
    if setting is None:
        return Delivery(plugin=DEFAULT_PLUGIN)
    throttle, retry = setting.throttle, setting.retry
    return Delivery(
        plugin=setting.plugin,
        settings={name: _plain(value) for name, value in setting.settings.items()},
        throttle=(throttle.count, throttle.per_ms) if throttle else None,
        retry=(retry.attempts, retry.wait_ms, retry.longest_ms) if retry else None,
    )


def _plain(value: SettingValue) -> object:
    """Return a setting as it comes back from a bundle."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
