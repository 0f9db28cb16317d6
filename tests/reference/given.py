"""What a test writes down, as the inputs that it stands for (language reference, sections 13 and 14)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from maflow.compiler.context import ResolvedProject
from maflow.dsl import ast
from maflow.dsl.visitor import walk
from maflow.runtime.core.inputs import ConsentStatement, Event, Profile, Value
from maflow.runtime.core.past import PastSend
from tests.reference.declared import CampaignFacts, Declared
from tests.reference.literals import (
    amount_of,
    date_of_literal,
    duration_of,
    moment_of,
    number_of,
    percent_of,
    time_of,
)
from tests.reference.nodes import event_name
from tests.reference.values import plain

__all__ = ["Given"]

_FORMS = {
    ast.TypeWord.PHONE: re.compile(r"\+[1-9][0-9]{6,14}"),
    ast.TypeWord.EMAIL: re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+"),
}


class Given:
    """Turns the lines of tests into inputs."""

    def __init__(self, project: ResolvedProject) -> None:
        self._declared = Declared(project)

    def instant(self, moment: ast.MomentLiteral | ast.DateLiteral) -> int:
        """Return an instant, in the project's zone unless it names an offset."""
        return moment_of(moment, self._declared.zone).ms

    def profile(self, given: ast.GivenUser, user_id: str, at: int) -> Profile:
        """Return what is given of a user."""
        attributes: dict[str, Value] = {}
        consents: list[ConsentStatement] = []
        tags: list[str] = []
        for entry in given.entries:
            match entry:
                case ast.GivenAttribute(name=name, value=value):
                    attributes[name.text] = self._attribute(name.text, value)
                case ast.GivenConsent(channels=channels):
                    consents += [ConsentStatement(True, channel.text) for channel in channels]
                case ast.GivenTags(tags=given_tags):
                    tags += [tag.value for tag in given_tags]
                case ast.GivenDid():
                    pass
        return Profile(user_id, at, attributes, tuple(consents), tuple(tags))

    def past(self, given: ast.GivenUser, user_id: str) -> list[Event]:
        """Return what a user did, in the order of time."""
        found = [
            self.event(entry.event, entry.properties, user_id, self.instant(entry.at))
            for entry in given.entries
            if isinstance(entry, ast.GivenDid)
        ]
        return sorted(found, key=lambda event: event.time)

    def past_send(self, given: ast.GivenSent, user_id: str, campaign: str | None) -> PastSend:
        """Return a message of earlier.

        It counts as one of the test's campaign if that can have sent it, else of the only campaign that can.
        """
        senders = [each for each in self._declared.campaigns if _sends(each, given.message.text)]
        meant = [each for each in senders if each.name == campaign] or senders
        categories = {each.category for each in meant}
        return PastSend(
            user_id,
            given.message.text,
            given.channel.text,
            self.instant(given.at),
            categories.pop() if len(categories) == 1 else "promotional",
            meant[0].name if len(meant) == 1 else None,
        )

    def changed(self, values: Sequence[ast.PropertyValue], user_id: str, at: int) -> Profile:
        """Return a change of attributes."""
        return Profile(user_id, at, {v.name.text: self._attribute(v.name.text, v.value) for v in values})

    def event(
        self, ref: ast.EventRef, properties: Sequence[ast.PropertyValue], user_id: str, at: int
    ) -> Event:
        """Return an event; its braces may hold its own `time` and `id`."""
        name = event_name(ref)
        values = {given.name.text: self._property(name, given) for given in properties}
        time, own_id = values.pop("time", at), values.pop("id", None)
        assert isinstance(time, int)
        return Event(user_id, name, time, at, values, None if own_id is None else str(own_id))

    def receipt(self, ref: ast.EventRef, sent: Mapping[str, Value], user_id: str, at: int) -> Event:
        """Return a receipt of a message that was sent; a bounce of a test is hard."""
        hard = {"hard": True} if ref.name.text == "bounced" else {}
        return Event(user_id, event_name(ref), at, at, {**sent, **hard})

    def _attribute(self, name: str, literal: ast.Literal) -> Value:
        return self._value(literal, self._declared.attributes[name].type)

    def _property(self, event: str, given: ast.PropertyValue) -> Value:
        return self._value(given.value, self._declared.property_type(event, given.name.text))

    def _value(self, literal: ast.Expression, declared: ast.TypeExpression) -> Value:  # noqa: C901, PLR0911, PLR0912
        """Return a value as it arrives: what cannot be understood is unknown."""
        match literal, declared:
            case _, ast.ListType(item=item) if not isinstance(literal, ast.ListLiteral):
                return (self._value(literal, item),)
            case ast.TextLiteral(value=text), ast.NamedType(word=word) if word in _FORMS:
                return text if _FORMS[word].fullmatch(text) else None
            case ast.TextLiteral(value=text), _:
                return text
            case ast.MoneyLiteral(), ast.MoneyType(currency=own):
                money = amount_of(literal)
                return money.amount if money.currency == (own or self._declared.currency) else None
            case ast.NumberLiteral(text=text), ast.NamedType(word=ast.TypeWord.INTEGER):
                return int(number_of(text))
            case ast.NumberLiteral(text=text), _:
                return number_of(text)
            case ast.PercentLiteral(text=text), _:
                return percent_of(text)
            case (ast.DateLiteral() | ast.MomentLiteral(), ast.NamedType(word=ast.TypeWord.MOMENT)):
                return moment_of(literal, self._declared.zone).ms
            case ast.DateLiteral(), _:
                return plain(date_of_literal(literal))
            case ast.Duration(), _:
                return plain(duration_of(literal))
            case ast.TimeLiteral(), _:
                return plain(time_of(literal))
            case ast.BooleanLiteral(value=is_true), _:
                return is_true
            case ast.ListLiteral(items=items), ast.ListType(item=item):
                return tuple(self._value(each, item) for each in items)
            case ast.Negative(operand=operand), _:
                value = self._value(operand, declared)
                assert not isinstance(value, str | tuple)
                return None if value is None else -value
            case _:
                raise AssertionError(literal)


def _sends(campaign: CampaignFacts, message: str) -> bool:
    return any(isinstance(node, ast.Send) and node.message.text == message for node in walk(campaign.block))
