"""Sends: their routes, with every guard that applies to a campaign, a message and a channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from maflow.runtime.codegen.module import ModuleWriter
from maflow.runtime.codegen.steps import fields_source, same_for_all, variables_of_template
from maflow.runtime.core.code import LimitCode, Route, SendCode
from maflow.runtime.core.leaving import site_of
from maflow.runtime.core.past import PastSend
from maflow.runtime.core.receipts import final_success
from maflow.runtime.program import flow
from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.program import Category, Channel, ConsentRule, Content, Program
from maflow.runtime.program.rules import Limit, LimitSubject, PerPeriod, Rolling

__all__ = ["LimitTable", "SendLinker", "sends_of"]


class LimitTable:
    """Every limit of a program, and the rings of send times that each needs.

    Shape: a ring belongs to a rule and, where it counts apart, to a campaign or a message.
    """

    def __init__(self, program: Program) -> None:
        self._rules: list[tuple[Limit, str | None]] = [(limit, None) for limit in program.limits]
        for campaign in sorted(program.campaigns, key=lambda each: each.name):
            self._rules += [(limit, campaign.name) for limit in campaign.limits]
        self._exempt = {each.name for each in program.categories if each.exempt_limits}
        self._rings: dict[tuple[int, str | None], int] = {}

    def applying(
        self, campaign: str | None, message: str, channel: str, category: str
    ) -> tuple[LimitCode, ...]:
        """Return the limits that a send is counted by and must pass: the project's, then the campaign's."""
        if category in self._exempt:
            return ()
        found = []
        for place, (limit, owner) in enumerate(self._rules):
            if owner is not None and owner != campaign:
                continue
            if limit.category not in (None, category) or (limit.channels and channel not in limit.channels):
                continue
            if limit.subject is LimitSubject.CAMPAIGN and campaign is None:
                continue
            found.append(self._code(place, limit, campaign, message))
        return tuple(found)

    def of_past(self, sent: PastSend) -> tuple[LimitCode, ...]:
        """Return the limits that a message of the past is counted by."""
        return self.applying(sent.campaign, sent.message, sent.channel, sent.category)

    def _code(self, place: int, limit: Limit, campaign: str | None, message: str) -> LimitCode:
        apart = {LimitSubject.ALL: None, LimitSubject.CAMPAIGN: campaign, LimitSubject.MESSAGE: message}
        ring = self._rings.setdefault((place, apart[limit.subject]), len(self._rings))
        match limit.window:
            case Rolling(duration_ms=rolling_ms):
                period = None
            case PerPeriod(period=period):
                rolling_ms = 0
        return LimitCode(limit.rule, ring, limit.count, rolling_ms, period, limit.in_total, limit.wait_ms)


class SendLinker:
    """Makes the code of the sends of one campaign."""

    def __init__(
        self,
        module: ModuleWriter,
        limits: LimitTable,
        categories: Mapping[str, Category],
        channels: Mapping[str, Channel],
    ) -> None:
        self._module = module
        self._limits = limits
        self._categories = categories
        self._channels = channels
        self._messages = {message.name: message for message in module.program.messages}
        self._attributes = {each.name: place for place, each in enumerate(module.program.attributes)}
        self._fields: dict[tuple[str, str, str], str] = {}

    def write(self, campaign: Campaign, prefix: str, index: int, node: flow.Send) -> None:
        """Write what a send needs: the texts of each channel, and the value that names the channel."""
        for content in self._messages[node.message].contents:
            self._write_fields(campaign, prefix, node.message, content)
        if isinstance(node.target, flow.ByAttribute):
            name = f"{prefix}_channel{index}"
            self._module.value(name, node.place, node.target.value, campaign)

    def link(
        self, campaign: Campaign, prefix: str, index: int, node: flow.Send, names: Mapping[str, object]
    ) -> SendCode:
        """Return the code of a send from the compiled module."""
        category = self._categories[campaign.category]
        contents = {content.channel: content for content in self._messages[node.message].contents}
        match node.target:
            case flow.ByChannel(channel=channel):
                channels: tuple[str, ...] = (channel,)
            case flow.FirstOf(channels=channels):
                pass
            case flow.ByAttribute():
                channels = ()
        # A channel for which the message has no text is asked its guards all the same.
        routes = {
            name: self._route(campaign, node, self._channels[name], contents.get(name), names)
            for name in channels or self._channels
        }
        chosen = names.get(f"{prefix}_channel{index}")
        return SendCode(
            campaign.name,
            index,
            node.id,
            node.message,
            category,
            routes,
            channels,
            routes[channels[0]] if len(channels) == 1 and chosen is None else None,
            chosen,  # type: ignore[arg-type]  # a generated function
            any(isinstance(each, flow.Repeat) for each in campaign.nodes),
            node.awaits_result,
            node.sent,
            node.blocked,
            node.failed,
        )

    def _write_fields(self, campaign: Campaign, prefix: str, message: str, content: Content) -> None:
        place = campaign.name, message, content.channel
        if place in self._fields:
            return
        name = self._fields[place] = f"{prefix}_fields_{len(self._fields)}"
        if same_for_all(content) is None:
            fields = fields_source(self._module, campaign, content)
            with self._module.writer.block(f"def {name}(E, u, r):", content.place):
                self._module.writer.line(f"return {fields}")
        variables = variables_of_template(self._module, campaign, content)
        if variables is not None:
            with self._module.writer.block(f"def {name}_variables(E, u, r):", content.place):
                self._module.writer.line(f"return {variables}")

    def _route(
        self,
        campaign: Campaign,
        node: flow.Send,
        channel: Channel,
        content: Content | None,
        names: Mapping[str, object],
    ) -> Route:
        category = self._categories[campaign.category]
        fields = None if content is None else self._fields[campaign.name, node.message, channel.name]
        quiet = [] if category.exempt_quiet_hours else self._module.program.quiet_hours
        receipts = frozenset(channel.receipts)
        return Route(
            channel.name,
            site_of(self._module.program.project, campaign.name, node.id, channel.name),
            None if channel.needs is None else self._attributes[channel.needs],
            channel.consent,
            _can_refuse(channel.consent, category),
            tuple(rule for rule in quiet if channel.name in rule.channels),
            self._limits.applying(campaign.name, node.message, channel.name, campaign.category),
            None if fields is None else names.get(fields),  # type: ignore[arg-type]  # a generated function
            None if content is None else same_for_all(content),
            names.get(f"{fields}_variables"),  # type: ignore[arg-type]  # a generated function
            None if content is None else content.valid_ms,
            content is None or content.is_approved,
            None if channel.cost is None else f"{channel.cost} {channel.currency or ''}".strip(),
            receipts,
            final_success(channel),
        )


def sends_of(nodes: Sequence[flow.Node]) -> list[tuple[int, flow.Send]]:
    """Return the sends of a flow with their indices."""
    return [(index, node) for index, node in enumerate(nodes) if isinstance(node, flow.Send)]


def _can_refuse(rule: ConsentRule, category: Category) -> bool:
    """Tell whether guard 4 can refuse a message of a category on a channel with a rule."""
    if rule is ConsentRule.NONE:
        return False
    return rule is ConsentRule.OPT_IN or not category.is_transactional
