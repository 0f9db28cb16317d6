"""From a checked project to its program: data that a host runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from maflow.compiler.context import CompileContext
from maflow.compiler.driver import Checked
from maflow.compiler.files import MemoryFiles
from maflow.compiler.lower.campaigns import CampaignLowering
from maflow.compiler.lower.channels import lower_categories, lower_channel
from maflow.compiler.lower.constants import data_of
from maflow.compiler.lower.entry_values import entry_values
from maflow.compiler.lower.expressions import lower_expression, tag_predicate
from maflow.compiler.lower.messages import lower_message
from maflow.compiler.lower.rules import lower_holdout, lower_limit, lower_quiet_hours
from maflow.compiler.lower.site import Lowering
from maflow.compiler.lower.templates import TemplateTypes, lower_template
from maflow.compiler.lower.texts import joined_types, template_types, user_types
from maflow.compiler.lower.value_types import value_type
from maflow.compiler.lower.weekdays import weekday_number
from maflow.compiler.messages.channels import declared_channels
from maflow.compiler.settings import History
from maflow.compiler.typing.events import consent_shapes, reported_shapes
from maflow.compiler.typing.scope import EventShape
from maflow.compiler.typing.types import type_of_declaration
from maflow.compiler.unsupported import is_test_file
from maflow.dsl import ast
from maflow.dsl.diagnostics import Sink
from maflow.plugins.catalogue import ChannelCatalogue
from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.flow import AddTag, RemoveTag
from maflow.runtime.program.program import Channel, Message, Predicate, PredicateKind, Program
from maflow.runtime.program.templates import Template
from maflow.runtime.program.types import EventType, Property, ValueType

__all__ = ["lower"]

_Declared = TypeVar("_Declared", bound=ast.Declaration)
_Types = Mapping[str, ValueType | None]
_Senders = Sequence[tuple[CampaignLowering, TemplateTypes]]

_OF_EVERY_EVENT = ("id", "time")


def lower(checked: Checked, channels: ChannelCatalogue, *, with_tests: bool = False) -> Program:
    """Return the program of a project without errors in which `unsupported` finds nothing.

    `channels` are those that it was checked with. `with_tests`: what `*_test.ma` files declare for their
    tests is part of it; else they are left out. Tests themselves always are.
    Law: the same project gives the same program.
    """
    return _Project(checked, channels, with_tests).program()


class _Project:
    """The state of one lowering."""

    def __init__(self, checked: Checked, channels: ChannelCatalogue, with_tests: bool) -> None:
        self.project = checked.project
        self.modules = [
            module for module in checked.project.modules if with_tests or not is_test_file(module.path)
        ]
        context = CompileContext(
            sink=Sink(), channels=channels, files=MemoryFiles({}), sources=dict(checked.sources)
        )
        sources = {module.path: checked.sources[module.path] for module in self.modules}
        self.lowering = Lowering(checked.project, context, sources)
        self.files = tuple(sources)

    def program(self) -> Program:
        """Lower everything."""
        settings = self.project.settings
        assert settings.timezone is not None
        assert settings.currency is not None
        attributes = tuple(self.attributes())
        predicates = tuple(sorted(self.predicates(), key=lambda predicate: predicate.name))
        user = user_types(attributes)
        senders = self.senders(user, settings.currency)
        messages = tuple(
            sorted(self.messages(senders, user, settings.currency), key=lambda message: message.name)
        )
        campaigns = tuple(sorted(_campaigns(senders, messages), key=lambda campaign: campaign.name))
        channels = tuple(lower_channel(node, self.lowering) for node in self.all(ast.Channel))
        holdout = next(self.all(ast.Holdout), None)
        return Program(
            project=settings.name,
            timezone=settings.timezone,
            currency=settings.currency,
            week_starts=weekday_number(settings.week_starts),
            lateness_ms=settings.lateness_ms,
            max_age_ms=settings.max_age_ms,
            history_from_load=settings.history is History.FROM_LOAD,
            files=self.files,
            attributes=attributes,
            predicates=predicates,
            tags=self.tags(campaigns),
            channels=channels,
            categories=lower_categories(self.all(ast.Category)),
            messages=messages,
            limits=tuple(
                lower_limit(rule, self.lowering) for each in self.all(ast.Limits) for rule in each.rules
            ),
            quiet_hours=tuple(lower_quiet_hours(node, self.lowering) for node in self.all(ast.QuietHours)),
            holdout=lower_holdout(holdout, None, self.lowering) if holdout else None,
            campaigns=campaigns,
            # These come last: of what the engine raises itself, what something has spoken of is known by now.
            events=(*self.declared_events(), *self.raised_events(channels)),
        )

    def all(self, declaration_class: type[_Declared]) -> Iterator[_Declared]:
        """Yield the declarations of a class in reading order."""
        for module in self.modules:
            for declaration in module.declarations:
                if isinstance(declaration, declaration_class):
                    yield declaration

    def attributes(self) -> Iterator[Property]:
        """Yield the attributes of users."""
        for user in self.all(ast.User):
            yield from map(self.property, user.attributes)

    def property(self, declared: ast.Property) -> Property:
        """Return an attribute of users or a property of events."""
        what = type_of_declaration(declared.type, self.project.settings.currency)
        default = data_of(declared.default, what, self.lowering.zone) if declared.default else None
        return Property(declared.name.text, value_type(what), default)

    def declared_events(self) -> Iterator[EventType]:
        """Yield the events that the project declares."""
        for event in self.all(ast.Event):
            name = event.name.text
            wire_name = event.wire_name.value if event.wire_name else name
            yield EventType(name, wire_name, tuple(map(self.property, event.properties)))

    def raised_events(self, channels: Sequence[Channel]) -> Iterator[EventType]:
        """Yield the events that nobody declares, by name: a log may tell them all.

        Receipts of every channel, consents given and withdrawn, and what the engine raises itself
        where the project speaks of it.
        """
        found = {shape.name: shape for shape in consent_shapes()}
        for channel in channels:
            found |= {shape.name: shape for shape in reported_shapes(channel.name, channel.receipts)}
        found |= self.lowering.raised
        for name, shape in sorted(found.items()):
            yield EventType(name, name, tuple(_properties(shape)), is_raised=True)

    def predicates(self) -> Iterator[Predicate]:
        """Yield audiences, and tags that have a rule."""
        site = self.lowering.site()
        for audience in self.all(ast.Audience):
            yield Predicate(
                name=audience.name.text,
                kind=PredicateKind.AUDIENCE,
                place=self.lowering.place(audience.span),
                description=audience.description.value if audience.description else None,
                condition=lower_expression(audience.condition, site),
            )
        for rule in self.all(ast.TagRule):
            yield Predicate(
                name=tag_predicate(rule.tag.value),
                kind=PredicateKind.TAG,
                place=self.lowering.place(rule.span),
                condition=lower_expression(rule.condition, site),
            )

    def senders(self, user: _Types, currency: str) -> _Senders:
        """Return the campaigns, each with what its texts may speak of."""
        found = [CampaignLowering(campaign, self.lowering) for campaign in self.all(ast.Campaign)]
        return [(campaign, template_types(campaign.inside, user, currency)) for campaign in found]

    def messages(self, senders: _Senders, user: _Types, currency: str) -> Iterator[Message]:
        """Yield the messages."""
        channels = declared_channels(self.project, self.lowering.context)
        for message in self.all(ast.Message):
            name = message.name.text
            own = (types for campaign, types in senders if name in campaign.messages)
            types = joined_types(own, user, currency)
            yield lower_message(message, types, channels, self.lowering)

    def tags(self, campaigns: tuple[Campaign, ...]) -> tuple[str, ...]:
        """Return the tags that are set by flows or asked for, those with a rule left out."""
        nodes = (node for campaign in campaigns for node in campaign.nodes)
        found = {node.tag for node in nodes if isinstance(node, AddTag | RemoveTag)}
        paths = {module.path for module in self.modules}
        for asked, declaration, module in self.project.nodes.all(ast.HasTag):
            if module.path in paths and not isinstance(declaration, ast.Test):
                found.add(asked.tag.value)
        return tuple(sorted(tag for tag in found if not self.lowering.is_computed_tag(tag)))


def _campaigns(senders: _Senders, messages: tuple[Message, ...]) -> Iterator[Campaign]:
    entry_names = {message.name: entry_values(message) for message in messages}
    for campaign, types in senders:
        team_template = partial(_team_template, types)
        yield campaign.lowered(entry_names, team_template)


def _team_template(types: TemplateTypes, text: ast.TextLiteral) -> Template:
    return lower_template(text.value, types)


def _properties(shape: EventShape) -> Iterator[Property]:
    for name, typed in shape.properties.items():
        if name not in _OF_EVERY_EVENT:
            yield Property(name, value_type(typed.type))
