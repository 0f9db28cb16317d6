"""The ids of statements: stable under edits of other statements.

A statement is called by its label; else by its kind and main operand, with `#2`, `#3` … for the later
ones of that kind and operand in the campaign. A label changes the id of its own statement only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import assert_never

from maflow.compiler.flow_graph.model import NodeKind
from maflow.dsl import ast
from maflow.dsl.source import Span

__all__ = ["END_ID", "ENTRY_ID", "EXIT_ID", "FlowStatement", "event_name", "kind_of", "statement_ids"]

ENTRY_ID, END_ID, EXIT_ID = "(entry)", "(end)", "(exit)"

FlowStatement = ast.Statement | ast.DayBlock

_KINDS: Mapping[type[ast.Node], NodeKind] = {
    ast.Wait: NodeKind.WAIT,
    ast.WaitUntilTime: NodeKind.WAIT_UNTIL,
    ast.WaitUntilMoment: NodeKind.WAIT_UNTIL,
    ast.WaitUntilNext: NodeKind.WAIT_UNTIL,
    ast.WaitFor: NodeKind.WAIT_FOR,
    ast.WaitForAny: NodeKind.WAIT_FOR_ANY,
    ast.If: NodeKind.IF,
    ast.Split: NodeKind.SPLIT,
    ast.SplitBy: NodeKind.SPLIT,
    ast.SplitLearning: NodeKind.SPLIT,
    ast.Send: NodeKind.SEND,
    ast.Escalate: NodeKind.ESCALATE,
    ast.Sequence: NodeKind.SEQUENCE,
    ast.DayBlock: NodeKind.DAY,
    ast.Repeat: NodeKind.REPEAT,
    ast.Give: NodeKind.GIVE,
    ast.TagAdd: NodeKind.TAG,
    ast.TagRemove: NodeKind.TAG,
    ast.Set: NodeKind.SET,
    ast.Unset: NodeKind.UNSET,
    ast.ScoreAdd: NodeKind.SCORE,
    ast.HandOff: NodeKind.HAND_OFF,
    ast.Notify: NodeKind.NOTIFY,
    ast.CallWebhook: NodeKind.CALL,
    ast.Start: NodeKind.START,
    ast.Stop: NodeKind.STOP,
    ast.UseStep: NodeKind.STEP,
}


def kind_of(statement: FlowStatement) -> NodeKind:
    """Return the kind of node that a statement becomes."""
    return _KINDS[type(statement)]


def statement_ids(statements: Iterable[FlowStatement]) -> dict[Span, str]:
    """Return the id of every statement of a campaign, by its span; they come in reading order.

    Law: ids are unique; what is put before a statement of another kind or operand leaves its id as it is.
    """
    found = list(statements)
    taken = {ENTRY_ID, END_ID, EXIT_ID}
    ids: dict[Span, str] = {}
    for statement in found:
        label = label_of(statement)
        if label is not None:
            ids[statement.span] = _free(label, Counter(), taken)
    seen: Counter[str] = Counter()
    for statement in found:
        name = ".".join((kind_of(statement).value, *_operand(statement)))
        if statement.span in ids:
            seen[name] += 1
        else:
            ids[statement.span] = _free(name, seen, taken)
    return {statement.span: ids[statement.span] for statement in found}


def label_of(statement: FlowStatement) -> str | None:
    """Return the label that a statement carries."""
    label: ast.Name | None = getattr(statement, "label", None)
    return label.text if label is not None else None


def event_name(event: ast.EventRef) -> str:
    """Return the name of an event: `order_paid`, `push.opened`."""
    return event.name.text if event.source is None else f"{event.source.text}.{event.name.text}"


def _free(name: str, seen: Counter[str], taken: set[str]) -> str:
    while True:
        seen[name] += 1
        found = name if seen[name] == 1 else f"{name}#{seen[name]}"
        if found not in taken:
            taken.add(found)
            return found


def _operand(statement: FlowStatement) -> tuple[str, ...]:  # noqa: C901, PLR0911 - one case a statement
    match statement:
        case ast.WaitFor(pattern=pattern):
            return (event_name(pattern.event),)
        case ast.Split(name=name) | ast.SplitBy(name=name) | ast.SplitLearning(name=name):
            return (name.text,)
        case ast.Send(message=name) | ast.Escalate(message=name) | ast.CallWebhook(message=name):
            return (name.text,)
        case ast.Give(offer=name) | ast.ScoreAdd(score=name) | ast.Start(campaign=name):
            return (name.text,)
        case ast.UseStep(step=name):
            return (name.text,)
        case ast.TagAdd(tag=tag):
            return ("add", tag.value)
        case ast.TagRemove(tag=tag):
            return ("remove", tag.value)
        case ast.Set(target=target) | ast.Unset(target=target):
            return (target.scope.value, target.name.text)
        case ast.HandOff(to=to) | ast.Notify(to=to):
            return (to.value,)
        case ast.DayBlock(day=day):
            return (day.text,)
        case (
            ast.Wait()
            | ast.WaitUntilTime()
            | ast.WaitUntilMoment()
            | ast.WaitUntilNext()
            | ast.WaitForAny()
            | ast.If()
            | ast.Sequence()
            | ast.Repeat()
            | ast.Stop()
        ):
            return ()
        case _:
            assert_never(statement)
