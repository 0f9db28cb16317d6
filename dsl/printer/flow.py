"""Printing the statements of a flow."""

from __future__ import annotations

from msgspec.structs import replace

from maflow.dsl import ast
from maflow.dsl.ast import Node
from maflow.dsl.printer.base import print_days, print_label
from maflow.dsl.printer.context import PrintNode, PrintRow, Printer
from maflow.dsl.printer.document import LINE, Doc, Group, Indent, Row, spaced
from maflow.dsl.printer.expressions import Level, called, hanging, print_operand
from maflow.dsl.printer.ladders import Rung, print_ladder
from maflow.dsl.printer.words import Site

__all__ = ["ARMS", "HEAD_INDENT", "STATEMENTS", "print_day"]

# What stands before an opening brace goes on four columns in, apart from what is between the braces.
HEAD_INDENT = 4


def print_day(p: Printer, number: ast.NumberLiteral) -> Doc:
    """Return `day N`, which another dialect may write around the number."""
    before, after = p.words.around("day")
    return (before, p.doc(number), after)


def _wait(p: Printer, wait: ast.Wait) -> Doc:
    return spaced(p.word("wait"), p.doc(wait.duration), print_label(p, wait.label))


def _wait_until_time(p: Printer, wait: ast.WaitUntilTime) -> Doc:
    days = spaced(p.word("on"), print_days(p, wait.days)) if wait.days else ""
    return spaced(p.word("wait until"), p.doc(wait.time), days, print_label(p, wait.label))


def _wait_until_moment(p: Printer, wait: ast.WaitUntilMoment) -> Doc:
    moment = Indent(print_operand(p, wait.moment, Level.SUM))
    time = spaced(p.word("at"), p.doc(wait.time)) if wait.time else ""
    if_past = p.word(f"if past {wait.if_past.value}")
    return spaced(p.word("wait until"), moment, time, if_past, print_label(p, wait.label))


def _wait_until_next(p: Printer, wait: ast.WaitUntilNext) -> Doc:
    date = called((p.word("wait until next"), " "), p.doc(wait.date))
    return spaced(date, p.word("at"), p.doc(wait.time), print_label(p, wait.label))


def _wait_for(p: Printer, wait: ast.WaitFor) -> Doc:
    since = p.word("since entry") if wait.since_entry else ""
    up_to = (LINE, p.led(p.word("up to"), wait.up_to))
    label = (" ", print_label(p, wait.label)) if wait.label else ()
    head = Group(Indent((spaced(p.word("wait for"), p.doc(wait.pattern), since), up_to, label), HEAD_INDENT))
    rungs = [Rung(head, wait.then, wait.then)] if wait.then else []
    if wait.otherwise:
        rungs.append(
            Rung(p.word("else") if rungs else spaced(head, p.word("else")), wait.otherwise, wait.otherwise)
        )
    return print_ladder(p, wait, rungs) if rungs else head


def _wait_for_any(p: Printer, wait: ast.WaitForAny) -> Doc:
    head = spaced(p.word("wait"), p.word("up to"), p.doc(wait.up_to), print_label(p, wait.label))
    return p.headed(head, p.braces(wait, wait.arms))


def _wait_arm(p: Printer, arm: ast.WaitArm) -> Row:
    # Not aligned: a short `timeout` would stand far from its block beside a long condition.
    head: Doc = p.word("timeout")
    if arm.pattern is not None:
        head = (p.word("on (arm)"), " ", Indent(p.doc(arm.pattern), HEAD_INDENT))
    return p.block_row("", [head], p.block(arm.block))


def _if(p: Printer, choice: ast.If) -> Doc:
    rungs = [
        Rung(_condition(p, "else if" if index else "if", arm.condition), arm.block, arm)
        for index, arm in enumerate(choice.arms)
    ]
    if choice.otherwise:
        rungs.append(Rung(p.word("else"), choice.otherwise, choice.otherwise))
    return print_ladder(p, choice, rungs)


def _condition(p: Printer, word: str, condition: ast.Expression) -> Doc:
    return p.led(p.word(word), condition, hanging(p, condition, HEAD_INDENT))


def _split(p: Printer, split: ast.Split) -> Doc:
    salt = spaced(p.word("salt"), p.doc(split.salt)) if split.salt else ""
    return p.headed(spaced(p.word("split"), p.name(split.name), salt), p.braces(split, split.arms))


def _percent_arm(p: Printer, arm: ast.PercentArm) -> Row:
    return _arm(p, arm.block, p.doc(arm.share), print_label(p, arm.name))


def _split_by(p: Printer, split: ast.SplitBy) -> Doc:
    arms = split.arms if split.otherwise is None else (*split.arms, split.otherwise)
    by = spaced(p.word("by (split)"), p.doc(split.attribute))
    return p.headed(spaced(p.word("split"), p.name(split.name), by), p.braces(split, arms))


def _by_arm(p: Printer, arm: ast.ByArm) -> Row:
    return _arm(p, arm.block, p.doc(arm.value), print_label(p, arm.name))


def _else_arm(p: Printer, arm: ast.ElseArm) -> Row:
    return replace(_arm(p, arm.block, p.word("else"), print_label(p, arm.name)), is_sequel=True)


def _split_learning(p: Printer, split: ast.SplitLearning) -> Doc:
    by = p.word("by learning toward goal")
    return p.headed(spaced(p.word("split"), p.name(split.name), by), p.braces(split, split.arms))


def _learning_arm(p: Printer, arm: ast.LearningArm) -> Row:
    return _arm(p, arm.block, print_label(p, arm.name))


def _arm(p: Printer, block: ast.Block, *head: Doc) -> Row:
    return p.block_row("arm", head, p.block(block))


def _send(p: Printer, send: ast.Send) -> Doc:
    target = p.doc(send.target)
    label = print_label(p, send.label)
    head = spaced(p.word("send"), p.name(send.message), p.word("by"), target, label)
    return p.headed(head, p.braces(send, send.outcomes)) if send.outcomes else head


def _channel_target(p: Printer, target: ast.ChannelTarget) -> Doc:
    return p.name(target.channel, Site.TARGET)


def _attribute_target(p: Printer, target: ast.AttributeTarget) -> Doc:
    return p.doc(target.attribute)


def _first_of_target(p: Printer, target: ast.FirstOfTarget) -> Doc:
    return (p.word("first of"), " ", p.names(target.channels))


def _outcome(p: Printer, outcome: ast.Outcome) -> Row:
    return _arm(p, outcome.block, p.word(outcome.word.value))


def _escalate(p: Printer, escalate: ast.Escalate) -> Doc:
    until = (LINE, p.led(p.word("until"), escalate.until))
    label = (" ", print_label(p, escalate.label)) if escalate.label else ()
    head = Group(Indent((spaced(p.word("escalate"), p.name(escalate.message)), until, label), HEAD_INDENT))
    return p.headed(head, p.braces(escalate, escalate.steps))


def _escalation_step(p: Printer, step: ast.EscalationStep) -> Row:
    if step.duration is None:
        return Row((p.name(step.channel),), "step")
    return Row((p.name(step.channel), spaced(p.word("for (escalate)"), p.doc(step.duration))), "step")


def _sequence(p: Printer, sequence: ast.Sequence) -> Doc:
    head = spaced(p.word("sequence"), print_label(p, sequence.label))
    return p.headed(head, p.braces(sequence, sequence.days))


def _day_block(p: Printer, day: ast.DayBlock) -> Row:
    return _arm(p, day.block, spaced(print_day(p, day.day), p.word("at"), p.doc(day.time)))


def _repeat(p: Printer, repeat: ast.Repeat) -> Doc:
    times = p.words.counted("times", is_one=repeat.times.text == "1")
    every = spaced(p.word("every"), p.doc(repeat.every)) if repeat.every else ""
    until = (LINE, p.led(p.word("until"), repeat.until, hanging(p, repeat.until))) if repeat.until else ()
    label = (" ", print_label(p, repeat.label)) if repeat.label else ()
    count = spaced(p.word("repeat"), p.word("up to"), p.doc(repeat.times), times, every)
    return p.headed(Group(Indent((count, until, label), HEAD_INDENT)), p.block(repeat.block))


def _give(p: Printer, give: ast.Give) -> Doc:
    return (p.word("give"), " ", p.name(give.offer))


def _tag_add(p: Printer, add: ast.TagAdd) -> Doc:
    return (p.word("tag add"), " ", p.doc(add.tag))


def _tag_remove(p: Printer, remove: ast.TagRemove) -> Doc:
    return (p.word("tag remove"), " ", p.doc(remove.tag))


def _set(p: Printer, assignment: ast.Set) -> Doc:
    target = spaced(p.word("set"), p.doc(assignment.target), "=")
    return Group((target, Indent((LINE, p.doc(assignment.value)))))


def _unset(p: Printer, unset: ast.Unset) -> Doc:
    return (p.word("unset"), " ", p.doc(unset.target))


def _score_add(p: Printer, add: ast.ScoreAdd) -> Doc:
    return spaced(p.word("score"), p.name(add.score), p.word("add (score)"), p.doc(add.points))


def _hand_off(p: Printer, hand_off: ast.HandOff) -> Doc:
    return spaced(p.word("hand off to"), p.doc(hand_off.to), p.word("with"), p.doc(hand_off.text))


def _notify(p: Printer, notify: ast.Notify) -> Doc:
    return spaced(p.word("notify"), p.doc(notify.to), p.word("with"), p.doc(notify.text))


def _call_webhook(p: Printer, call: ast.CallWebhook) -> Doc:
    return (p.word("call webhook"), " ", p.name(call.message))


def _start(p: Printer, start: ast.Start) -> Doc:
    return (p.word("start"), " ", p.name(start.campaign))


def _stop(p: Printer, _: ast.Stop) -> Doc:
    return p.word("stop")


def _use_step(p: Printer, use: ast.UseStep) -> Doc:
    name = p.name(use.step, Site.STATEMENT)
    return called(name, *map(p.doc, use.arguments)) if use.arguments else (name, "()")


STATEMENTS: dict[type[Node], PrintNode] = {
    ast.Wait: _wait,
    ast.WaitUntilTime: _wait_until_time,
    ast.WaitUntilMoment: _wait_until_moment,
    ast.WaitUntilNext: _wait_until_next,
    ast.WaitFor: _wait_for,
    ast.WaitForAny: _wait_for_any,
    ast.If: _if,
    ast.Split: _split,
    ast.SplitBy: _split_by,
    ast.SplitLearning: _split_learning,
    ast.Send: _send,
    ast.ChannelTarget: _channel_target,
    ast.AttributeTarget: _attribute_target,
    ast.FirstOfTarget: _first_of_target,
    ast.Escalate: _escalate,
    ast.Sequence: _sequence,
    ast.Repeat: _repeat,
    ast.Give: _give,
    ast.TagAdd: _tag_add,
    ast.TagRemove: _tag_remove,
    ast.Set: _set,
    ast.Unset: _unset,
    ast.ScoreAdd: _score_add,
    ast.HandOff: _hand_off,
    ast.Notify: _notify,
    ast.CallWebhook: _call_webhook,
    ast.Start: _start,
    ast.Stop: _stop,
    ast.UseStep: _use_step,
}

ARMS: dict[type[Node], PrintRow] = {
    ast.WaitArm: _wait_arm,
    ast.PercentArm: _percent_arm,
    ast.ByArm: _by_arm,
    ast.ElseArm: _else_arm,
    ast.LearningArm: _learning_arm,
    ast.Outcome: _outcome,
    ast.EscalationStep: _escalation_step,
    ast.DayBlock: _day_block,
}
