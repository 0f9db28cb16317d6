"""Where durations stand in a program, and what a duration means there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast

from maflow.compiler.context import ResolvedProject
from maflow.dsl import ast
from maflow.dsl.periods import period_meant

__all__ = ["UNIT_MS", "Place", "PlacedDuration", "bare_period", "is_bare_period", "placed_durations"]

# How long a unit lasts as elapsed time. A month is 30 days where its size alone matters: it does not stand
# where elapsed time is meant (MA116).
UNIT_MS: Mapping[ast.Unit, int] = MappingProxyType(
    {
        ast.Unit.MILLISECONDS: 1,
        ast.Unit.SECONDS: 1_000,
        ast.Unit.MINUTES: 60_000,
        ast.Unit.HOURS: 3_600_000,
        ast.Unit.DAYS: 86_400_000,
        ast.Unit.WEEKS: 604_800_000,
        ast.Unit.MONTHS: 30 * 86_400_000,
    }
)

_SOON = (ast.Unit.MINUTES, ast.Unit.HOURS, ast.Unit.DAYS)
_LATER = (ast.Unit.HOURS, ast.Unit.DAYS, ast.Unit.WEEKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A field of a node in which a duration stands.

    A duration is calendar time (`wait 1 month`) or elapsed time (`within 24 hours`); some may be zero.
    Shape: `units` are those that an author of such a line means most often.
    """

    node: type[ast.Node]
    field: str
    is_elapsed: bool = True
    may_be_zero: bool = False
    units: tuple[ast.Unit, ...] = _LATER


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedDuration:
    """A duration, or the parameter of a step that stands for one, and where it stands."""

    duration: ast.Duration | ast.DurationParameter
    place: Place
    owner: ast.Node
    declaration: ast.Declaration
    module: ast.Module


# Source: language reference, section 5, "Durations".
_PLACES = (
    Place(node=ast.Wait, field="duration", is_elapsed=False, may_be_zero=True, units=_SOON),
    Place(node=ast.Repeat, field="every", is_elapsed=False, units=_SOON),
    Place(node=ast.WaitFor, field="up_to", units=_SOON),
    Place(node=ast.WaitForAny, field="up_to", units=_SOON),
    Place(node=ast.EscalationStep, field="duration", units=_SOON),
    Place(node=ast.DidThen, field="within", may_be_zero=True, units=_SOON),
    Place(node=ast.Arbitrate, field="within", units=_SOON),
    Place(node=ast.AfterDuration, field="duration", may_be_zero=True, units=_SOON),
    Place(node=ast.OverLimitWait, field="up_to"),
    Place(node=ast.RollingWindow, field="duration"),
    Place(node=ast.LastWindow, field="duration"),
    Place(node=ast.Goal, field="within"),
    Place(node=ast.ExitAfter, field="duration"),
    Place(node=ast.ReenterAfter, field="duration", may_be_zero=True),
    Place(node=ast.Valid, field="duration"),
    Place(node=ast.OfferValid, field="duration"),
)


def placed_durations(project: ResolvedProject) -> Iterator[PlacedDuration]:
    """Yield every duration that a line of the language asks for; those of expressions are not among them."""
    for place in _PLACES:
        for owner, declaration, module in project.nodes.all(place.node):
            # A field of the table holds a duration or nothing; the type system cannot say so.
            duration = cast("ast.Duration | ast.DurationParameter | None", getattr(owner, place.field))
            if duration is not None:
                yield PlacedDuration(
                    duration=duration, place=place, owner=owner, declaration=declaration, module=module
                )


def bare_period(named: ast.Duration | ast.DurationParameter) -> str | None:
    """Return the period that is named where its length should stand: `in any day`, `last month` (MA008)."""
    if not isinstance(named, ast.DurationParameter) or named.name.text.endswith("s"):
        return None  # of `in any days` the number is missing
    return period_meant(named.name.text)


def is_bare_period(named: ast.DurationParameter, holder: ast.Declaration) -> bool:
    """Tell whether a name is that of a period and not that of a parameter of the step it stands in."""
    parameters = holder.parameters if isinstance(holder, ast.Step) else ()
    return bare_period(named) is not None and all(each.name.text != named.name.text for each in parameters)
