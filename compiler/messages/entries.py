"""How runs of a campaign begin, and what a template sees of one at a place of its flow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from maflow.compiler.context import ResolvedProject
from maflow.compiler.messages.computed import Computed
from maflow.compiler.messages.knowledge import Knowledge, Known, known_otherwise
from maflow.compiler.messages.state import State, Variable
from maflow.compiler.messages.values import ANY_FACTS, value_fact
from maflow.compiler.symbols import SymbolKind
from maflow.compiler.templates import SenderFact, ValueFact, offer_facts
from maflow.compiler.typing.campaigns import entry_scope
from maflow.compiler.typing.scope import EntryScope, EventShape, Scope
from maflow.compiler.typing.types import Typed
from maflow.dsl import ast
from maflow.dsl.diagnostics import Text
from maflow.dsl.source import Span

__all__ = ["Beginnings"]

_OTHER_ENTRIES = ast.EnterWhen | ast.EnterEvery | ast.EnterAt | ast.EnterByCall
_OF_EVERY_EVENT = ("id", "time")
_NOTHING: Known = frozenset()


@dataclass(frozen=True, slots=True)
class _EventEntry:
    """An `enter on`; `known` are the properties that are known of its event."""

    shape: EventShape
    span: Span
    known: frozenset[str]


class Beginnings:
    """The entries of one campaign.

    `scope` is that of an expression in a run of it; what is inferred there reports nothing.
    """

    def __init__(self, campaign: ast.Campaign, quiet: Scope, knowledge: Knowledge) -> None:
        self._campaign = campaign
        self._knowledge = knowledge
        self._project = quiet.project
        self._is_damaged = quiet.project.is_damaged(campaign)
        others = (
            clause for clause in campaign.clauses if not isinstance(clause, ast.EnterOn | _OTHER_ENTRIES)
        )
        self._may_lack_entries = quiet.project.is_damaged_beside(campaign, others)
        self.entry: EntryScope = entry_scope(campaign, quiet)
        self.scope: Scope = replace(quiet, entry=self.entry, run={})
        self._events = tuple(self._event_entries())
        self._shared = _properties_of_all(self._events)
        self._others = tuple(clause.span for clause in campaign.clauses if isinstance(clause, _OTHER_ENTRIES))
        self._facts: dict[frozenset[str], tuple[tuple[str | None, Mapping[str, ValueFact]], ...]] = {}

    def state(self) -> State:
        """Return what is known when a run begins."""
        known = _NOTHING.union(*map(self._known_in_every_run, self._campaign.clauses))
        entered = [way for way in map(self._known_at_entry, self._campaign.clauses) if way is not None]
        if entered:
            known |= frozenset.intersection(*entered)
        if self._events and not self._others:
            everywhere = frozenset.intersection(*(event.known for event in self._events))
            known |= frozenset((ast.Scope.ENTRY, name) for name in everywhere)
        return State(known=known)

    def senders(self, state: State, send: Span) -> Iterator[SenderFact]:
        """Yield what a template sees where a run in this state sends it, for each way to begin."""
        guarded = frozenset(name for scope, name in state.known if scope is ast.Scope.ENTRY)
        if guarded not in self._facts:
            self._facts[guarded] = tuple(self._entry_facts(guarded))
        run = ANY_FACTS if self._is_damaged else _run_facts(state)
        offer = ANY_FACTS if self._is_damaged else self._offer(state)
        for event, facts in self._facts[guarded]:
            yield SenderFact(
                campaign=self._campaign.name.text,
                send=send,
                event=event,
                entry=facts,
                run=run,
                offer=offer,
                has_description=self._campaign.description is not None,
            )

    def _known_in_every_run(self, clause: ast.CampaignClause) -> Known:
        match clause:
            case ast.AudienceClause(condition=condition):
                return self._knowledge.when_true(condition)
            case ast.ExitWhen(condition=condition):
                return known_otherwise(condition)  # looked at again just before every send
            case _:
                return _NOTHING

    def _known_at_entry(self, clause: ast.CampaignClause) -> Known | None:
        """Return the attributes of users that are known when a run begins by a clause, None for others."""
        match clause:
            case ast.EnterOn(pattern=pattern):
                known = self._knowledge.when_true(pattern.where)
            case ast.EnterWhen() | ast.EnterEvery() | ast.EnterAt():
                known = self._knowledge.when_true(clause.condition)
            case ast.EnterByCall():
                known = _NOTHING
            case _:
                return None
        return frozenset(what for what in known if what[0] is ast.Scope.USER)

    def _event_entries(self) -> Iterator[_EventEntry]:
        clauses = self._campaign.clauses
        keys = frozenset(clause.key.name.text for clause in clauses if isinstance(clause, ast.ParallelBy))
        entries = [clause for clause in clauses if isinstance(clause, ast.EnterOn)]
        for clause, shape in zip(entries, self.entry.events, strict=True):
            known = self._knowledge.when_true(clause.pattern.where)
            names = frozenset(name for scope, name in known if scope is ast.Scope.EVENT)
            yield _EventEntry(shape, clause.pattern.event.span, names | keys)

    def _entry_facts(self, guarded: frozenset[str]) -> Iterator[tuple[str | None, Mapping[str, ValueFact]]]:
        if self._may_lack_entries or not (self._events or self._others):
            yield "", ANY_FACTS
        elif not self._events:
            yield None, {}
        for event in () if self._may_lack_entries else self._events:
            is_known = event.shape.is_known
            yield event.shape.name, self._properties(event, guarded) if is_known else ANY_FACTS

    def _properties(self, event: _EventEntry, guarded: frozenset[str]) -> Mapping[str, ValueFact]:
        """Return the facts of an event: what only some entries of the campaign have may be unknown."""
        return Computed(self._shared, lambda name: self._property(name, event, guarded))

    def _property(self, name: str, event: _EventEntry, guarded: frozenset[str]) -> ValueFact:
        first, lacking = self._shared[name]
        typed = event.shape.properties.get(name) or first
        if name in guarded:
            return value_fact(typed.type, may_be_unknown=False, declared=typed.declared)
        if lacking is not None:
            args = {"event": lacking.shape.name, "name": name}
            return _unknown(typed, lacking.span, Text("MA601.entry-without", args))
        if self._others:
            return _unknown(typed, self._others[0], Text("MA601.entry-without-event"))
        is_unknown = typed.may_be_unknown and name not in event.known
        return value_fact(typed.type, may_be_unknown=is_unknown, declared=typed.declared)

    def _offer(self, state: State) -> Mapping[str, ValueFact] | None:
        if not state.offers:
            return None
        offers = list(_offers(self._project, state))
        if len(offers) < len(state.offers):
            return ANY_FACTS
        if state.no_offer is not None:
            given = list(state.offers.values())[-1]
            facts = offer_facts(has_face=True, has_validity=True, may_be_missing=True, declared=given)
            return {name: _because(fact, given, Text(state.no_offer)) for name, fact in facts.items()}
        facts = offer_facts(has_face=True, has_validity=True, declared=offers[0].name.span)
        for name, clause in (("face", ast.OfferFace), ("valid_until", ast.OfferValid)):
            lacking = next((offer for offer in offers if not _has(offer, clause)), None)
            if lacking is not None:
                fact = msgspec.structs.replace(facts[name], may_be_unknown=True)
                why = Text("MA601.offer-without", {"offer": lacking.name.text})
                facts[name] = _because(fact, lacking.name.span, why)
        return facts


def _properties_of_all(events: Sequence[_EventEntry]) -> Mapping[str, tuple[Typed, _EventEntry | None]]:
    """Return the properties of any event: each as the first has it, with the first event that lacks it."""
    found: dict[str, Typed] = {}
    for event in events:
        for name, typed in event.shape.properties.items():
            found.setdefault(name, typed)
    return {
        name: (typed, next((event for event in events if name not in event.shape.properties), None))
        for name, typed in found.items()
        if name not in _OF_EVERY_EVENT
    }


def _run_facts(state: State) -> Mapping[str, ValueFact]:
    """Return what a template is told of the variables of a run."""

    def fact(name: str) -> ValueFact:
        """Return what is known of one of them."""
        variable = state.run[name]
        return value_fact(
            variable.type,
            may_be_unknown=(ast.Scope.RUN, name) not in state.known,
            declared=variable.declared,
            why=_why_unknown(variable),
        )

    return Computed(state.run, fact)


def _why_unknown(variable: Variable) -> Text:
    if variable.is_unset:
        return Text("MA601.unset")
    return Text("MA601.set-to-unknown" if variable.is_certain else "MA601.set-on-some-ways")


def _offers(project: ResolvedProject, state: State) -> Iterator[ast.Offer]:
    for name in state.offers:
        symbol = project.symbols.find(SymbolKind.OFFER, name)
        if symbol is not None and isinstance(symbol.node, ast.Offer) and not project.is_damaged(symbol.node):
            yield symbol.node


def _has(offer: ast.Offer, clause: type[ast.OfferClause]) -> bool:
    return any(isinstance(each, clause) for each in offer.clauses)


def _unknown(typed: Typed, declared: Span, why: Text) -> ValueFact:
    return value_fact(typed.type, may_be_unknown=True, declared=declared, why=why)


def _because(fact: ValueFact, declared: Span, why: Text) -> ValueFact:
    return msgspec.structs.replace(fact, declared=declared, why=fact.why or why)
