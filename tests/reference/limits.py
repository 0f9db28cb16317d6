"""Limits: guard 8 (language reference, section 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from maflow.compiler.channel_words import channel_meant
from maflow.dsl import ast
from tests.reference.declared import CampaignFacts, Declared
from tests.reference.ledger import Sent
from tests.reference.literals import elapsed_ms
from tests.reference.local_time import next_period, period_start
from tests.reference.verdicts import Refused, rule_text

__all__ = ["ask_limits"]


@dataclass(frozen=True, slots=True)
class _Full:
    """A rule that has no room now.

    Shape: `count` is how many it allows; `room` is when it will have some, None if never; `longest` is how
    long a message may wait for it, None if it drops.
    """

    rule: ast.LimitRule
    count: int
    room: int | None
    longest: int | None


def ask_limits(
    asked: Sent,
    campaign: CampaignFacts,
    ledger: Sequence[Sent],
    reached: int,
    zone: ZoneInfo,
    declared: Declared,
) -> Refused | None:
    """Return why a message may not be sent now, None if every rule has room.

    `asked` is the message as it would stand in the ledger; `reached` is when the flow came to the send.
    """
    found = [_full(rule, asked, _counted(rule, asked, ledger), zone, declared) for rule in declared.limits]
    # A campaign's own rules count its own messages.
    own = [sent for sent in ledger if sent.campaign == campaign.name]
    found += [_full(rule, asked, _counted(rule, asked, own), zone, declared) for rule in campaign.limits]
    full = [each for each in found if each is not None]
    return _refusal(full, reached) if full else None


def _refusal(full: Sequence[_Full], reached: int) -> Refused:
    rooms = [each.room for each in full if each.room is not None]
    latest = max(rooms) if len(rooms) == len(full) else None
    for each in full:
        if each.longest is None:
            return Refused("limits", rule_text(each.rule), each.room, each.count)
    for each in full:
        assert each.longest is not None, "no full rule drops"
        if latest is None or latest > reached + each.longest:
            return Refused("limits", rule_text(each.rule), latest, each.count)
    last = next(each for each in full if each.room == latest)
    return Refused("limits", rule_text(last.rule), latest, last.count, may_wait=True)


def _full(
    rule: ast.LimitRule, asked: Sent, counted: Sequence[Sent], zone: ZoneInfo, declared: Declared
) -> _Full | None:
    """Return a rule that concerns a message and has no room for it."""
    if not _concerns(rule, asked, declared):
        return None
    sends = [sent for sent in counted if _concerns(rule, sent, declared)]
    most = int(rule.count.text.replace("_", ""))
    inside, room = _window(rule, sends, asked.time, most, zone, declared)
    if inside < most:
        return None
    wait = rule.otherwise.up_to if isinstance(rule.otherwise, ast.OverLimitWait) else None
    longest = None if wait is None else elapsed_ms(wait)
    return _Full(rule, most, room if most else None, longest)


def _counted(rule: ast.LimitRule, asked: Sent, ledger: Sequence[Sent]) -> list[Sent]:
    """Return the earlier messages that are counted together with one: of the same user, campaign, ..."""
    found = [sent for sent in ledger if rule.in_total or sent.user_id == asked.user_id]
    match rule.scope:
        case ast.LimitScope.ONE_CAMPAIGN:
            return [sent for sent in found if sent.campaign == asked.campaign]
        case ast.LimitScope.ONE_MESSAGE:
            return [sent for sent in found if sent.message == asked.message]
        case None:
            return found


def _concerns(rule: ast.LimitRule, sent: Sent, declared: Declared) -> bool:
    if sent.is_released or declared.exempt_from(sent.category, ast.Exemption.LIMITS):
        return False
    channels = {channel_meant(name.text, declared.channels.keys()) for name in rule.channels}
    is_of_category = rule.category is None or rule.category.text == sent.category
    return is_of_category and (not channels or sent.channel in channels)


def _window(
    rule: ast.LimitRule, sends: Sequence[Sent], now: int, most: int, zone: ZoneInfo, declared: Declared
) -> tuple[int, int]:
    """Return how many messages lie in the window that ends now, and when there is room again."""
    match rule.window:
        case ast.RollingWindow(duration=duration):
            length = elapsed_ms(duration)
            times = sorted(sent.time for sent in sends if now - length < sent.time <= now)
            # At most `most - 1` may be left: the one before those has to be out.
            room = times[-most] + length if 0 < most <= len(times) else now
            return len(times), room
        case ast.CalendarWindow(period=period):
            place = declared.zone if rule.in_total else zone
            starts = declared.settings.week_starts
            first = period_start(now, period, place, starts)
            inside = sum(first <= sent.time <= now for sent in sends)
            return inside, next_period(now, period, place, starts)
        case ast.BarePeriod():
            raise AssertionError("a checked project has no bare period")
