"""What a project declares, each thing under its name (language reference, sections 2, 6 and 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from maflow.compiler.context import ResolvedProject
from maflow.compiler.installed import load_installed
from maflow.dsl import ast
from maflow.plugins.spec import ChannelKind
from tests.reference.literals import elapsed_ms
from tests.reference.nodes import node_ids

__all__ = ["TRANSACTIONAL", "CampaignFacts", "ChannelFacts", "Declared"]

TRANSACTIONAL = "transactional"
_DEFAULT_PRIORITY = 50

Clause = TypeVar("Clause")
Declaration = TypeVar("Declaration")


class Declared:
    """The declarations of a project, tests and `*_test.ma` files left out."""

    def __init__(self, project: ResolvedProject, kinds: Mapping[str, ChannelKind] | None = None) -> None:
        settings = project.settings
        assert settings.timezone is not None, "a checked project has a time zone"
        assert settings.currency is not None, "a checked project has a currency"
        self.settings = settings
        self.zone = ZoneInfo(settings.timezone)
        self.currency = settings.currency
        self._kinds = load_installed(load_entry_points=False)[0].kinds if kinds is None else kinds
        self._all = tuple(
            declaration
            for module in project.modules
            if not module.path.endswith("_test.ma")
            for declaration in module.declarations
        )

    @cached_property
    def attributes(self) -> Mapping[str, ast.Property]:
        """The attributes of users."""
        return {each.name.text: each for user in self._of(ast.User) for each in user.attributes}

    @cached_property
    def events(self) -> Mapping[str, Mapping[str, ast.Property]]:
        """The properties of the declared events."""
        return {
            event.name.text: {each.name.text: each for each in event.properties}
            for event in self._of(ast.Event)
        }

    @cached_property
    def audiences(self) -> Mapping[str, ast.Expression]:
        """The conditions of audiences."""
        return {audience.name.text: audience.condition for audience in self._of(ast.Audience)}

    @cached_property
    def tag_rules(self) -> Mapping[str, ast.Expression]:
        """The conditions of the tags that follow one."""
        return {rule.tag.value: rule.condition for rule in self._of(ast.TagRule)}

    @cached_property
    def channels(self) -> Mapping[str, ChannelFacts]:
        """The channels."""
        return {channel.name.text: self._channel(channel) for channel in self._of(ast.Channel)}

    @cached_property
    def messages(self) -> Mapping[str, ast.Message]:
        """The messages."""
        return {message.name.text: message for message in self._of(ast.Message)}

    @cached_property
    def limits(self) -> tuple[ast.LimitRule, ...]:
        """The limits of the project, in the order written."""
        return tuple(rule for limits in self._of(ast.Limits) for rule in limits.rules)

    @cached_property
    def quiet_hours(self) -> tuple[ast.QuietHours, ...]:
        """The quiet hours, in the order written."""
        return tuple(self._of(ast.QuietHours))

    @cached_property
    def holdout(self) -> ast.Holdout | None:
        """The global hold-out."""
        return next(self._of(ast.Holdout), None)

    @cached_property
    def campaigns(self) -> tuple[CampaignFacts, ...]:
        """The campaigns in the order of their turns: priority (high first), then name (section 11)."""
        facts = [CampaignFacts(campaign) for campaign in self._of(ast.Campaign)]
        return tuple(sorted(facts, key=lambda campaign: (-campaign.priority, campaign.name)))

    @cached_property
    def _categories(self) -> Mapping[str, tuple[ast.Exemption, ...]]:
        return {category.name.text: category.exemptions for category in self._of(ast.Category)}

    def exempt_from(self, category: str, what: ast.Exemption) -> bool:
        """Tell whether messages of a category are exempt from limits, quiet hours or hold-outs."""
        declared = self._categories.get(category)
        return category == TRANSACTIONAL if declared is None else what in declared

    def property_type(self, event: str, name: str) -> ast.TypeExpression:
        """Return the type of a property of an event."""
        declared = self.events.get(event, {}).get(name)
        if declared is not None:
            return declared.type
        span = self._all[0].span
        if name == "time":
            return ast.NamedType(span, ast.TypeWord.MOMENT)
        return ast.NamedType(span, ast.TypeWord.BOOLEAN if name == "hard" else ast.TypeWord.TEXT)

    def is_receipt(self, event: str) -> bool:
        """Tell whether an event tells what became of a message."""
        source, dot, _ = event.partition(".")
        return bool(dot) and source in self.channels

    def message_block(self, message: str, channel: str) -> ast.MessageBlock | None:
        """Return what a message says on a channel."""
        for entry in self.messages[message].entries:
            if isinstance(entry, ast.MessageBlock) and entry.channel.text == channel:
                return entry
        return None

    def is_approved(self, message: str, channel: str) -> bool:
        """Tell whether what a message says on a channel carries an approval, where one is demanded."""
        block = self.message_block(message, channel)
        if self.settings.approval.value != "required" or block is None:
            return True
        entries = (*self.messages[message].entries, *block.entries)
        return any(isinstance(entry, ast.Approved) for entry in entries)

    def _of(self, wanted: type[Declaration]) -> Iterator[Declaration]:
        return (each for each in self._all if isinstance(each, wanted))

    def _channel(self, channel: ast.Channel) -> ChannelFacts:
        kind, needs, cost, consent = channel.name.text, None, None, None
        for clause in channel.clauses:
            match clause:
                case ast.ChannelKindClause(kind=name):
                    kind = name.text
                case ast.ChannelNeeds(attribute=attribute):
                    needs = attribute.name.text
                case ast.ChannelCost(amount=amount):
                    cost = amount
                case ast.ChannelConsent(rule=rule):
                    consent = rule
        receipts = frozenset(receipt.value for receipt in self._kinds[kind].receipts)
        return ChannelFacts(channel.name.text, receipts, needs, cost, consent)


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """A channel: the receipts of its kind, the attribute that it needs, what a message costs."""

    name: str
    receipts: frozenset[str]
    needs: str | None
    cost: ast.MoneyLiteral | None
    consent: ast.ConsentRule | None

    @property
    def success(self) -> str:
        """The receipt that is the final success of a message."""
        return "delivered" if "delivered" in self.receipts else "accepted"


class CampaignFacts:
    """A campaign, clause by clause."""

    def __init__(self, campaign: ast.Campaign) -> None:
        self.name = campaign.name.text
        self._clauses = campaign.clauses
        category = self._one(ast.CategoryClause)
        priority = self._one(ast.Priority)
        parallel = self._one(ast.ParallelBy)
        flow = self._one(ast.Flow)
        assert flow is not None, "a checked campaign has a flow"
        self.category = category.category.text if category else "promotional"
        self.priority = int(priority.value.text) if priority else _DEFAULT_PRIORITY
        self.enter_on = tuple(clause.pattern for clause in self._all(ast.EnterOn))
        self.enter_when = tuple(clause.condition for clause in self._all(ast.EnterWhen))
        self.schedules = tuple(
            each for each in campaign.clauses if isinstance(each, ast.EnterEvery | ast.EnterAt)
        )
        self.is_by_call = self._one(ast.EnterByCall) is not None
        self.audience = self._one(ast.AudienceClause)
        self.active = self._one(ast.Active)
        self.reenter = self._one(ast.Reenter) or self._one(ast.ReenterAfter)
        self.key = parallel.key if parallel else None
        self.exits = tuple(each for each in campaign.clauses if isinstance(each, ast.ExitOn | ast.ExitWhen))
        self.exit_when = tuple(clause.condition for clause in self._all(ast.ExitWhen))
        self.exit_after = tuple(elapsed_ms(clause.duration) for clause in self._all(ast.ExitAfter))
        self.goal = self._one(ast.Goal)
        self.holdout = self._one(ast.HoldoutClause)
        self.limits = tuple(clause.rule for clause in self._all(ast.LimitClause))
        self.block = flow.block
        self.node_ids = node_ids(flow.block)

    def _all(self, wanted: type[Clause]) -> Iterator[Clause]:
        return (clause for clause in self._clauses if isinstance(clause, wanted))

    def _one(self, wanted: type[Clause]) -> Clause | None:
        return next(self._all(wanted), None)
