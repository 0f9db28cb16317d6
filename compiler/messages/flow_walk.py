"""Walks the flow of a campaign as runs do, and notes what is sent and what a run then knows.

Ways that part meet again: what is known on each of them is known behind, what was set on one of them may
have been set. Steps are walked where they are used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from maflow.compiler.messages.computed import Computed
from maflow.compiler.messages.entries import Beginnings
from maflow.compiler.messages.knowledge import Knowledge, known_otherwise
from maflow.compiler.messages.senders import Senders, Sending
from maflow.compiler.messages.state import State, join
from maflow.compiler.messages.surroundings import Given, Surroundings
from maflow.compiler.symbols import SymbolKind
from maflow.compiler.typing.arithmetic import ARITHMETIC
from maflow.compiler.typing.events import event_shape
from maflow.compiler.typing.flow import parameters_of
from maflow.compiler.typing.infer import infer
from maflow.compiler.typing.scope import Scope
from maflow.compiler.typing.types import NameType, Typed
from maflow.dsl import ast
from maflow.dsl.source import Span

__all__ = ["FlowWalk"]

_MOST_STEPS = 5_000
_DECIDED = frozenset({ast.OutcomeWord.SENT, ast.OutcomeWord.BLOCKED})
_Key = tuple[object, ...]


class FlowWalk:
    """The walk through one campaign; `beginnings` is None in a step that no campaign uses."""

    def __init__(
        self, scope: Scope, beginnings: Beginnings | None, knowledge: Knowledge, senders: Senders
    ) -> None:
        self._scope = scope
        self._beginnings = beginnings
        self._knowledge = knowledge
        self._senders = senders
        self._symbols = scope.project.symbols
        self._is_noting = True
        self._walked: dict[_Key, State | None] = {}
        self._under_way: set[str] = set()

    def block(self, block: ast.Block, state: State, around: Surroundings) -> State | None:
        """Return the state behind a block, None where no run gets there.

        What stands behind the end of all ways is walked all the same: it may send what is not there.
        """
        has_ended = False
        for statement in block.statements:
            walk = _STATEMENTS.get(type(statement))
            after = walk(self, statement, state, around) if walk is not None else state
            has_ended = has_ended or after is None
            state = after or state
        return None if has_ended else state

    def wait_for(self, node: ast.WaitFor, state: State, around: Surroundings) -> State | None:
        """Walk `wait for`: the event's block, and what happens without it."""
        ends = [self._event_block(node.then, node.pattern, state, around)]
        if node.otherwise is not None:
            ends.append(self.block(node.otherwise, state, around))
        return join([*ends, *([state] if node.otherwise is None else [])])

    def wait_for_any(self, node: ast.WaitForAny, state: State, around: Surroundings) -> State | None:
        """Walk `wait up to`: each arm, and going on where there is none for the timeout."""
        ends = [self._arm(arm, state, around) for arm in node.arms]
        has_timeout = any(arm.pattern is None for arm in node.arms)
        return join(ends if has_timeout else [*ends, state])

    def wait_until_moment(self, node: ast.WaitUntilMoment, state: State, _: Surroundings) -> State:
        """Walk `wait until`: an unknown moment counts as past, and `if past exit` ends the run then."""
        if node.if_past is ast.IfPast.EXIT:
            is_known = ast.IsKnown(node.moment.span, node.moment, is_negated=False)
            return state.knowing(self._knowledge.when_true(is_known))
        return state

    def choose(self, node: ast.If, state: State, around: Surroundings) -> State | None:
        """Walk `if`: each arm knows that its condition is true, and those before it were not."""
        ends = []
        for arm in node.arms:
            inside = state.knowing(self._knowledge.when_true(arm.condition))
            ends.append(self.block(arm.block, inside, around))
            state = state.knowing(known_otherwise(arm.condition))
        ends.append(state if node.otherwise is None else self.block(node.otherwise, state, around))
        return join(ends)

    def split(self, node: ast.Split | ast.SplitLearning, state: State, around: Surroundings) -> State | None:
        """Walk a split whose arms take everybody."""
        return join([self.block(arm.block, state, around) for arm in node.arms]) if node.arms else state

    def split_by(self, node: ast.SplitBy, state: State, around: Surroundings) -> State | None:
        """Walk a split by an attribute: where it is unknown, only `else` is taken."""
        known = state.knowing({(node.attribute.scope, node.attribute.name.text)})
        ends = [self.block(arm.block, known, around) for arm in node.arms]
        rest = self.block(node.otherwise.block, state, around) if node.otherwise is not None else state
        return join([*ends, rest])

    def send(self, node: ast.Send, state: State, around: Surroundings) -> State | None:
        """Walk `send` and what follows from how it ends."""
        match node.target:
            case ast.ChannelTarget(channel=channel):
                self._note(node.message, [channel], state, around)
            case ast.FirstOfTarget(channels=channels):
                self._note(node.message, channels, state, around)
            case ast.AttributeTarget():
                self._note(node.message, None, state, around)
        ends = [self.block(outcome.block, state, around) for outcome in node.outcomes]
        is_decided = frozenset(outcome.word for outcome in node.outcomes) >= _DECIDED
        return join(ends if is_decided else [*ends, state])

    def escalate(self, node: ast.Escalate, state: State, around: Surroundings) -> State:
        """Walk `escalate`: one message, channel after channel."""
        self._note(node.message, [step.channel for step in node.steps], state, around)
        return state

    def call_webhook(self, node: ast.CallWebhook, state: State, around: Surroundings) -> State:
        """Walk `call webhook`: the message goes by the channels of that kind."""
        self._note(node.message, None, state, around, kind="webhook")
        return state

    def tell(self, node: ast.Notify | ast.HandOff, state: State, _: Surroundings) -> State:
        """Walk a text for the team."""
        if self._is_noting and self._beginnings is not None:
            found = self._beginnings.senders(state, node.to.span)
            self._senders.tells(node, found, _attributes(state))
        elif self._is_noting:
            self._senders.tells(node)
        return state

    def sequence(self, node: ast.Sequence, state: State, around: Surroundings) -> State | None:
        """Walk `sequence`: any of its days may have passed already."""
        for day in node.days:
            state = join([state, self.block(day.block, state, around)]) or state
        return state

    def repeat(self, node: ast.Repeat, state: State, around: Surroundings) -> State | None:
        """Walk `repeat`: what a pass has set is there in the next one."""
        noted, self._is_noting = self._is_noting, False
        first = self.block(node.block, state, around) if noted else None
        self._is_noting = noted
        before = join([state, first]) or state
        after = self.block(node.block, before, around)
        return after if node.until is None else join([state, after])

    def give(self, node: ast.Give, state: State, _: Surroundings) -> State:
        """Walk `give`: an offer with a limit can be refused, and the flow goes on."""
        symbol = self._symbols.find(SymbolKind.OFFER, node.offer.text)
        clauses = symbol.node.clauses if symbol is not None and isinstance(symbol.node, ast.Offer) else ()
        can_be_refused = any(isinstance(clause, ast.OfferCount | ast.OfferBudget) for clause in clauses)
        return state.with_offer(node.offer.text, node.offer.span, can_be_refused=can_be_refused)

    def set(self, node: ast.Set, state: State, around: Surroundings) -> State:
        """Walk `set`."""
        target, name = node.target, node.target.name.text
        is_known = not self._may_be_unknown(node.value, state, around)
        if target.scope is ast.Scope.RUN:
            value = infer(node.value, self._scope_of(state, around))
            return state.with_variable(name, value.type, target.span, is_known=is_known)
        return state.with_value(target.scope, name, is_known=is_known)

    def unset(self, node: ast.Unset, state: State, _: Surroundings) -> State:
        """Walk `unset`."""
        target, name = node.target, node.target.name.text
        if target.scope is ast.Scope.RUN:
            return state.without_variable(name, target.span)
        return state.with_value(target.scope, name, is_known=False)

    def stop(self, _node: ast.Stop, _state: State, _around: Surroundings) -> None:
        """Walk `stop`: nothing comes behind it."""

    def use_step(self, node: ast.UseStep, state: State, around: Surroundings) -> State | None:
        """Walk the step that is used, with what is given to it; the same way is walked once."""
        symbol = self._symbols.find(SymbolKind.STEP, node.step.text)
        if symbol is None or not isinstance(symbol.node, ast.Step) or symbol.name in self._under_way:
            return state
        inside = self._inside(symbol.node, node, state, around)
        key = _key(symbol.name, state, inside, self._is_noting)
        if key not in self._walked:
            if len(self._walked) >= _MOST_STEPS:
                return state
            self._under_way.add(symbol.name)
            self._walked[key] = self.block(symbol.node.block, state, inside)
            self._under_way.remove(symbol.name)
        return self._walked[key]

    def _inside(self, step: ast.Step, use: ast.UseStep, state: State, around: Surroundings) -> Surroundings:
        types = parameters_of(step, self._scope.project.settings.currency)
        names: dict[str, ast.Name] = {}
        unknown: set[str] = set()
        for argument, (parameter, what) in zip(use.arguments, types.items(), strict=False):
            if isinstance(what, NameType):
                name = around.argument(argument, what.kind)
                names.update({parameter: name} if name is not None else {})
            elif self._may_be_unknown(argument, state, around):
                unknown.add(parameter)
        return Surroundings(names=names, types=types, unknown=frozenset(unknown), event=around.event)

    def _arm(self, arm: ast.WaitArm, state: State, around: Surroundings) -> State | None:
        if arm.pattern is None:
            return self.block(arm.block, state, around)
        return self._event_block(arm.block, arm.pattern, state, around)

    def _event_block(
        self, block: ast.Block, event: ast.EventPattern, state: State, around: Surroundings
    ) -> State | None:
        known = self._knowledge.when_true(event.where)
        end = self.block(block, state.in_block_of(known), around.within(event))
        return end.after_block_of(state) if end is not None else None

    def _note(
        self,
        message: ast.Name,
        channels: Iterable[ast.Name] | None,
        state: State,
        around: Surroundings,
        kind: str | None = None,
    ) -> None:
        given = around.given(message, SymbolKind.MESSAGE) if self._is_noting else None
        if given is None:
            return
        by: tuple[Given, ...] | None = None
        if channels is not None:
            found = (around.given(channel, SymbolKind.CHANNEL) for channel in channels)
            by = tuple(channel for channel in found if channel is not None)
        senders = self._beginnings.senders(state, given.name.span) if self._beginnings is not None else ()
        self._senders.sends(
            Sending(message=given, channels=by, kind=kind, senders=tuple(senders), known=_attributes(state))
        )

    def _may_be_unknown(self, value: ast.Expression, state: State, around: Surroundings) -> bool:
        """Tell whether a value may be unknown, with what is known at this place."""
        match value:
            case ast.Attribute(scope=scope, name=name) if (scope, name.text) in state.known:
                return False
            case ast.Parameter(name=name) if name.text in around.types:
                return name.text in around.unknown
            case ast.Default(operand=left, fallback=right):
                return all(self._may_be_unknown(part, state, around) for part in (left, right))
            case ast.Binary(operator=operator, left=left, right=right) if operator in ARITHMETIC:
                return any(self._may_be_unknown(part, state, around) for part in (left, right))
            case ast.Negative(operand=operand) | ast.TimePart(operand=operand):
                return self._may_be_unknown(operand, state, around)
            case _:
                return infer(value, self._scope_of(state, around)).may_be_unknown

    def _scope_of(self, state: State, around: Surroundings) -> Scope:
        event = event_shape(around.event.event, self._scope) if around.event is not None else None
        run = Computed(state.run, lambda name: Typed(state.run[name].type, True, state.run[name].declared))
        return replace(self._scope, event=event, run=run, parameters=around.types)


def _attributes(state: State) -> frozenset[str]:
    return frozenset(name for scope, name in state.known if scope is ast.Scope.USER)


def _key(step: str, state: State, inside: Surroundings, is_noting: bool) -> _Key:
    event: Span | None = inside.event.span if inside.event is not None else None
    return (
        step,
        is_noting,
        event,
        inside.unknown,
        tuple(inside.names.items()),
        state.known,
        state.no_offer,
        tuple(state.offers.items()),
        frozenset(state.run.items()),
    )


# Any: each method takes its own class of statement, which is its key.
_STATEMENTS: dict[type[ast.Node], Callable[[FlowWalk, Any, State, Surroundings], State | None]] = {
    ast.CallWebhook: FlowWalk.call_webhook,
    ast.Escalate: FlowWalk.escalate,
    ast.Give: FlowWalk.give,
    ast.HandOff: FlowWalk.tell,
    ast.If: FlowWalk.choose,
    ast.Notify: FlowWalk.tell,
    ast.Repeat: FlowWalk.repeat,
    ast.Send: FlowWalk.send,
    ast.Sequence: FlowWalk.sequence,
    ast.Set: FlowWalk.set,
    ast.Split: FlowWalk.split,
    ast.SplitBy: FlowWalk.split_by,
    ast.SplitLearning: FlowWalk.split,
    ast.Stop: FlowWalk.stop,
    ast.Unset: FlowWalk.unset,
    ast.UseStep: FlowWalk.use_step,
    ast.WaitFor: FlowWalk.wait_for,
    ast.WaitForAny: FlowWalk.wait_for_any,
    ast.WaitUntilMoment: FlowWalk.wait_until_moment,
}
