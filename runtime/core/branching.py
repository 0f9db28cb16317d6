"""Splits and loops.

Source: language reference, sections 8 and 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from maflow.runtime.core.experiments import share_of
from maflow.runtime.core.inputs import Value
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.running import rest
from maflow.runtime.core.state import Run, User
from maflow.runtime.program.flow import Share

if TYPE_CHECKING:
    from maflow.runtime.core.engine import Engine

__all__ = ["begin_pass", "pause", "split", "split_by"]

_NO_REST: Final = -4


def split(  # noqa: PLR0913, PLR0917 - what a split is made of
    engine: Engine,
    user: User,
    run: Run,
    name: str,
    salt: str,
    shares: tuple[Share, ...],
    otherwise: int,
) -> int:
    """Take the arm of a user, and record that it mattered; a bucket may belong to no arm."""
    campaign = engine.code.campaigns[run.campaign]
    full_name = f"{campaign.name}.{name}"
    arms = engine.options.arms
    forced = arms.get(full_name, arms.get(name)) if arms else None
    share = None if forced is None else next((each for each in shares if each.arm == forced), None)
    if share is None:
        share = share_of(shares, salt, full_name, user.id)
    if share is None:
        return otherwise
    _expose(engine, user, run, name, share.arm)
    return share.next


def split_by(  # noqa: PLR0913, PLR0917 - what a split by an attribute is made of
    engine: Engine,
    user: User,
    run: Run,
    name: str,
    value: Value,
    choices: tuple[tuple[Value, str, int], ...],
    otherwise: tuple[str | None, int],
) -> int:
    """Take the arm that another system assigned, and record that it mattered."""
    arms = engine.options.arms
    campaign = engine.code.campaigns[run.campaign]
    forced = arms.get(f"{campaign.name}.{name}", arms.get(name)) if arms else None
    arm_else, node = otherwise
    # An arm that this split does not have, is that of another campaign's split of the same name.
    if forced is not None and forced != arm_else and forced not in [arm for _, arm, _ in choices]:
        forced = None
    for choice, arm, following in choices:
        if arm == forced or (forced is None and value is not None and choice == value):
            _expose(engine, user, run, name, arm)
            return following
    if arm_else is not None:
        _expose(engine, user, run, name, arm_else)
    return node


def begin_pass(run: Run, times: int, is_over: bool, body: int, next: int) -> int:
    """Begin the next pass of a loop, or leave it for good."""
    if not run.passes:
        run.passes = {}
    passes = run.passes
    done = passes.get(run.node, 0)
    if is_over or done >= times:
        passes.pop(run.node, None)
        return next
    passes[run.node] = done + 1
    return body


def pause(engine: Engine, user: User, run: Run, times: int, shift: tuple[int, int, int]) -> bool:
    """Rest between two passes; False when there is nothing to wait for: the first pass, or none left."""
    done = run.passes.get(run.node, 0)
    if done == 0 or done >= times:
        return False
    months, days, elapsed_ms = shift
    due = user.zone.shift(engine.now, months, days) + elapsed_ms
    return rest(engine, user, run, due, _NO_REST) != _NO_REST


def _expose(engine: Engine, user: User, run: Run, name: str, arm: str) -> None:
    run.arm = arm
    if name in run.exposed:
        return
    run.exposed = {*run.exposed, name}
    campaign = engine.code.campaigns[run.campaign]
    node = campaign.nodes[run.node].id
    engine.effects.append(Decision(engine.now, user.id, "exposed", campaign.name, run.id, node, arm=arm))
