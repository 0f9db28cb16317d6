"""What is known of a run at one place of its flow, on whatever way it came there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec
from msgspec.structs import replace

from maflow.compiler.templates.known_values import KnownAttribute
from maflow.compiler.typing.types import ANYTHING, Type
from maflow.dsl import ast
from maflow.dsl.source import Span

__all__ = ["State", "Variable", "join"]

_NEVER_GIVEN = "MA601.given-on-some-ways"
_MAY_BE_REFUSED = "MA601.give-refused"


class Variable(msgspec.Struct, frozen=True):
    """A variable of the run that has been set, and where.

    `is_certain`: on every way to the place, not only on some. `is_unset`: it was taken away there.
    """

    type: Type
    declared: Span
    is_certain: bool = True
    is_unset: bool = False


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What has happened before a place.

    Shape: `known` are the attributes that cannot be unknown here, variables of the run among them;
    `run` is what may have been set, by name; `offers` are those that may have been given last, each with
    the place that gives it, and `no_offer` says why there may be none: a sentence about such a place.
    """

    known: frozenset[KnownAttribute] = frozenset()
    run: Mapping[str, Variable] = {}
    offers: Mapping[str, Span] = {}
    no_offer: str | None = _NEVER_GIVEN

    def knowing(self, more: Collection[KnownAttribute]) -> State:
        """Return this state where more is known."""
        return replace(self, known=self.known.union(more)) if more else self

    def with_value(self, scope: ast.Scope, name: str, *, is_known: bool) -> State:
        """Return the state after an attribute has been set, or unset."""
        what = frozenset({(scope, name)})
        return replace(self, known=self.known | what if is_known else self.known - what)

    def with_variable(self, name: str, what: Type, declared: Span, *, is_known: bool) -> State:
        """Return the state after a variable of the run has been set."""
        changed = replace(self, run={**self.run, name: Variable(what, declared)})
        return changed.with_value(ast.Scope.RUN, name, is_known=is_known)

    def without_variable(self, name: str, unset: Span) -> State:
        """Return the state after a variable of the run has been unset."""
        before = self.run.get(name)
        run = {**self.run, name: Variable(before.type, unset, is_unset=True)} if before else self.run
        return replace(self, run=run).with_value(ast.Scope.RUN, name, is_known=False)

    def with_offer(self, name: str, given: Span, *, can_be_refused: bool) -> State:
        """Return the state after a `give`; when it is refused, the offer before it stays the last one."""
        if not can_be_refused:
            return replace(self, offers={name: given}, no_offer=None)
        no_offer = _MAY_BE_REFUSED if self.no_offer is not None else None
        return replace(self, offers={**self.offers, name: given}, no_offer=no_offer)

    def in_block_of(self, known: Collection[KnownAttribute]) -> State:
        """Return the state at the beginning of a block that an event has opened."""
        inside = _without_event(self.known).union(known)
        return self if inside == self.known else replace(self, known=inside)

    def after_block_of(self, before: State) -> State:
        """Return the state behind such a block, where the event of `before` is in scope again."""
        outer = before.known - _without_event(before.known)
        known = _without_event(self.known) | outer
        return self if known == self.known else replace(self, known=known)


def join(states: Iterable[State | None]) -> State | None:
    """Return what is known where several ways meet; None where all of them have ended."""
    alive = [state for state in states if state is not None]
    if not alive:
        return None
    first = alive[0]
    if all(state == first for state in alive[1:]):
        return first
    return State(
        known=frozenset.intersection(*(state.known for state in alive)),
        run=_joined_variables(alive),
        offers={name: given for state in alive for name, given in state.offers.items()},
        no_offer=next((state.no_offer for state in alive if state.no_offer is not None), None),
    )


def _joined_variables(states: list[State]) -> Mapping[str, Variable]:
    first = states[0].run
    if all(state.run is first for state in states[1:]):
        return first
    names = dict.fromkeys(name for state in states for name in state.run)
    return {name: _joined_variable([state.run.get(name) for state in states]) for name in names}


def _joined_variable(found: list[Variable | None]) -> Variable:
    made = [variable for variable in found if variable is not None]
    is_one_type = all(variable.type == made[0].type for variable in made[1:])
    is_certain = len(made) == len(found) and all(variable.is_certain for variable in made)
    unset = next((variable for variable in made if variable.is_unset), made[0])
    return Variable(made[0].type if is_one_type else ANYTHING, unset.declared, is_certain, unset.is_unset)


def _without_event(known: frozenset[KnownAttribute]) -> frozenset[KnownAttribute]:
    return frozenset(what for what in known if what[0] is not ast.Scope.EVENT)
