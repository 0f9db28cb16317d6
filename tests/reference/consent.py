"""Consent and suppression: guards 3 and 4 (language reference, section 9)."""

from __future__ import annotations

from collections.abc import Sequence

from maflow.dsl import ast
from maflow.runtime.core.inputs import ConsentStatement
from tests.reference.declared import TRANSACTIONAL, ChannelFacts
from tests.reference.history import Address, User

__all__ = ["has_consent", "is_suppressed", "note_receipt", "state"]


def has_consent(
    statements: Sequence[ConsentStatement], channel: ChannelFacts, category: str, *, is_assumed: bool
) -> bool:
    """Tell whether what a user has said allows messages of a category on a channel.

    `is_assumed`: who has said nothing of the channel consents.
    """
    said = _latest(statements, channel.name, category)
    match channel.consent:
        case ast.ConsentRule.NONE:
            return True
        case ast.ConsentRule.OPT_OUT:
            return category == TRANSACTIONAL or said is not False
        case ast.ConsentRule.OPT_IN:
            pass
        case None if category == TRANSACTIONAL:
            return True
    if is_assumed and not any(each.channel in (None, channel.name) for each in statements):
        return True
    return said is True


def _latest(statements: Sequence[ConsentStatement], channel: str, category: str) -> bool | None:
    for statement in reversed(statements):
        if statement.channel in (None, channel) and statement.category in (None, category):
            return statement.is_given
    return None


def state(user: User, statement: ConsentStatement) -> None:
    """Take down what a user says of consent; giving it again takes back an unsubscription.

    A consent for one category takes it back for that category.
    """
    user.statements.append(statement)
    if not statement.is_given:
        return
    for channel in [each for each in user.unsubscribed if statement.channel in (None, each)]:
        if statement.category is None:
            del user.unsubscribed[channel]
        else:
            user.unsubscribed[channel].add(statement.category)


def note_receipt(user: User, channel: ChannelFacts, receipt: str, address: Address | None) -> None:
    """Take down a receipt that stops further messages; `address` is that of a hard bounce."""
    match receipt:
        case "unsubscribed":
            user.unsubscribed[channel.name] = set()
        case "complained":
            user.complained.add(channel.name)
        case "bounced" if address is not None:
            user.bounced.add(address)
        case _:
            pass


def is_suppressed(user: User, channel: ChannelFacts, category: str, address: Address | None) -> bool:
    """Tell whether guard 3 refuses: unsubscriptions and complaints stop all but transactional messages."""
    has_left = channel.name in user.unsubscribed and category not in user.unsubscribed[channel.name]
    is_stopped = has_left or channel.name in user.complained
    return (is_stopped and category != TRANSACTIONAL) or address in user.bounced
