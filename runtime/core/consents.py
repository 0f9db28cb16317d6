"""Guards 3 and 4: suppression and consent.

Source: language reference, sections 6 and 9.
"""

from __future__ import annotations

from maflow.runtime.core.inputs import ConsentStatement
from maflow.runtime.core.state import User
from maflow.runtime.program.program import Category, ConsentRule

__all__ = [
    "ask_consent",
    "has_consent",
    "is_suppressed",
    "state_consent",
    "suppress_address",
    "suppress_channel",
]


def has_consent(user: User, channel: str, category: str, *, by_silence: bool) -> bool:
    """Tell what a user last said of a channel and a category; `by_silence` when nothing."""
    for (said_channel, said_category), answer in reversed(list(user.consents.items())):
        if said_channel in (None, channel) and said_category in (None, category):
            return answer
    return by_silence


def ask_consent(user: User, rule: ConsentRule, channel: str, category: Category, *, by_silence: bool) -> bool:
    """Tell whether guard 4 lets a message pass.

    `by_silence`: whether who has said nothing of the channel at all consents where consent is asked for.
    """
    if rule is ConsentRule.NONE:
        return True
    if category.is_transactional and rule is not ConsentRule.OPT_IN:
        return True
    if rule is not ConsentRule.OPT_OUT and by_silence:
        by_silence = not any(said in (None, channel) for said, _ in user.consents)
    silence = by_silence or rule is ConsentRule.OPT_OUT
    return has_consent(user, channel, category.name, by_silence=silence)


def state_consent(user: User, statement: ConsentStatement) -> None:
    """Remember a statement: the latest wins; statements are kept in order, without those it covers."""
    channel, category = statement.channel, statement.category
    if not user.consents:
        user.consents = {}
    for said_channel, said_category in list(user.consents):
        covers_channel = channel is None or said_channel == channel
        covers_category = category is None or said_category == category
        if covers_channel and covers_category:
            del user.consents[said_channel, said_category]
    user.consents[channel, category] = statement.is_given
    if statement.is_given and user.suppressed:
        _take_back_unsubscriptions(user, channel, category)


def is_suppressed(user: User, channel: str, category: Category, address: object) -> bool:
    """Tell whether guard 3 refuses: an unsubscription or a complaint, or an address that bounced."""
    gone = user.suppressed
    if not gone:
        return False
    if f"address:{channel if address is None else address}" in gone:
        return True
    if category.is_transactional:
        return False
    if f"complained:{channel}" in gone:
        return True
    return f"unsubscribed:{channel}" in gone and f"again:{channel}:{category.name}" not in gone


def suppress_channel(user: User, why: str, channel: str) -> None:
    """Stop all but transactional messages on a channel: `why` is `unsubscribed` or `complained`."""
    kept = {each for each in user.suppressed if not each.startswith(f"again:{channel}:")}
    user.suppressed = {*kept, f"{why}:{channel}"}


def suppress_address(user: User, address: object) -> None:
    """Stop everything to an address; for a channel that needs none its name stands for it."""
    user.suppressed = {*user.suppressed, f"address:{address}"}


def _take_back_unsubscriptions(user: User, channel: str | None, category: str | None) -> None:
    """Lift unsubscriptions that a new consent covers; one for a category lifts them for that category."""
    places = {each for each in user.suppressed if each.startswith("unsubscribed:")}
    lifted = places if channel is None else places & {f"unsubscribed:{channel}"}
    channels = {place.removeprefix("unsubscribed:") for place in lifted}
    if category is not None:
        user.suppressed = {*user.suppressed, *(f"again:{each}:{category}" for each in channels)}
        return
    exceptions = tuple(f"again:{each}:" for each in channels)
    user.suppressed = {each for each in user.suppressed - lifted if not each.startswith(exceptions)}
