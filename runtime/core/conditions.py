"""`enter when`: conditions that are remembered by one bit, and the timers of their flips.

Source: language reference, section 7.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from maflow.runtime.core.code import WhenCode
from maflow.runtime.core.entering import enter
from maflow.runtime.core.state import User
from maflow.runtime.core.timers import wake_after_all

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["has_turned_true", "look_at", "look_at_all", "remember_baseline"]


def look_at_all(engine: Engine, user: User, whens: Iterable[WhenCode]) -> None:
    """Look at conditions, in the order of their campaigns."""
    for when in whens:
        look_at(engine, user, when)


def look_at(engine: Engine, user: User, when: WhenCode) -> None:
    """Let a user enter whose condition has turned true."""
    if has_turned_true(engine, user, when):
        enter(engine, user, when.campaign)


def has_turned_true(engine: Engine, user: User, when: WhenCode) -> bool:
    """Tell whether a condition has turned true, remember it, and set the timer of the next change."""
    is_true, due = when.look(engine, user, engine.now)
    was_true = bool(user.bits & when.bit)
    if is_true is not was_true:
        user.bits ^= when.bit
    _set_flip(engine, user, when, due)
    return is_true and not was_true


def remember_baseline(engine: Engine, user: User) -> None:
    """Remember what is true of a user who has just become known."""
    for when in engine.code.whens:
        is_true, due = when.look(engine, user, engine.now)
        if is_true:
            user.bits |= when.bit
        _set_flip(engine, user, when, due)


def _set_flip(engine: Engine, user: User, when: WhenCode, due: int | None) -> None:
    if due is None:
        if when.index in user.flips:
            del user.flips[when.index]
        return
    set_before = user.flips.get(when.index)
    if set_before is not None and set_before[0] <= due:
        # The timer that is set comes in time: when it fires, the condition is looked at anew.
        return
    flip = due, wake_after_all(engine, user, due, when.campaign.priority, when.index)
    if user.flips:
        user.flips[when.index] = flip
    else:
        user.flips = {when.index: flip}
