"""Printing campaigns and their clauses."""

from __future__ import annotations

from typing import assert_never

from maflow.dsl import ast
from maflow.dsl.ast import Node
from maflow.dsl.printer.base import print_days
from maflow.dsl.printer.context import PrintNode, PrintRow, Printer
from maflow.dsl.printer.document import LINE, Doc, Group, Indent, Row, Word, spaced
from maflow.dsl.printer.expressions import Level, hanging, print_operand
from maflow.dsl.printer.flow import print_day

__all__ = ["CAMPAIGN_ROWS", "MOVES"]

# Clauses stand two columns apart from their heads, as in a table.
_GAP = 2


def _campaign(p: Printer, campaign: ast.Campaign) -> Row:
    head: Doc = (p.word("campaign"), " ", p.name(campaign.name))
    heads = (head, p.doc(campaign.description)) if campaign.description else (head,)
    return p.block_row("campaign", heads, p.braces(campaign, campaign.clauses))


def _clause(head: Doc, *rest: Doc) -> Row:
    return _hung_clause(head, Group(Indent(spaced(*rest))))


def _hung_clause(head: Doc, rest: Doc) -> Row:
    """Return a clause whose rest sees to its own indentation."""
    return Row((head, rest), "clause", _GAP, is_open_ended=True)


def _condition(p: Printer, head: Doc, condition: ast.Expression) -> Row:
    return _hung_clause(head, p.with_remarks(condition, hanging(p, condition)))


def _owner(p: Printer, owner: ast.Owner) -> Row:
    return _hung_clause(p.word("owner"), p.doc(owner.text))


def _note(p: Printer, note: ast.Note) -> Row:
    return _hung_clause(p.word("note"), p.doc(note.text))


def _category(p: Printer, clause: ast.CategoryClause) -> Row:
    return _clause(p.word("category"), p.name(clause.category))


def _priority(p: Printer, clause: ast.Priority) -> Row:
    return _clause(p.word("priority"), p.doc(clause.value))


def _enter_on(p: Printer, clause: ast.EnterOn) -> Row:
    return _hung_clause(p.word("enter on"), p.doc(clause.pattern))


def _enter_when(p: Printer, clause: ast.EnterWhen) -> Row:
    return _condition(p, p.word("enter when"), clause.condition)


def _enter_every(p: Printer, clause: ast.EnterEvery) -> Row:
    head, schedule = _schedule(p, clause.schedule)
    zone = (LINE, p.word("in project time")) if clause.in_project_time else ()
    when = spaced(schedule, p.word("at"), p.doc(clause.time))
    return _clause(head, (when, zone, _for(p, clause.condition)))


def _schedule(p: Printer, schedule: ast.Schedule) -> tuple[Word, Doc]:
    match schedule:
        case ast.EveryDay():
            return p.words.split("enter every day")
        case ast.OnDays():
            head, every = p.words.split("enter every")
            return head, spaced(every, print_days(p, schedule.days))
        case ast.EveryMonth():
            head, every = p.words.split("enter every month on")
            return head, spaced(every, print_day(p, schedule.day))
        case _:
            assert_never(schedule)


def _for(p: Printer, condition: ast.Expression | None) -> Doc:
    return (LINE, p.led(p.word("for"), condition, hanging(p, condition))) if condition else ()


def _enter_at(p: Printer, clause: ast.EnterAt) -> Row:
    head, at = p.words.split("enter at")
    return _clause(head, (at, " ", p.doc(clause.moment), _for(p, clause.condition)))


def _enter_by_call(p: Printer, _: ast.EnterByCall) -> Row:
    return _clause(*p.words.split("enter by call"))


def _audience(p: Printer, clause: ast.AudienceClause) -> Row:
    return _condition(p, p.word("audience"), clause.condition)


def _active(p: Printer, clause: ast.Active) -> Row:
    return _clause(p.word("active"), p.doc(clause.first), p.word("to"), p.doc(clause.last))


def _reenter(p: Printer, clause: ast.Reenter) -> Row:
    return _clause(*p.words.split(f"reenter {clause.word.value}"))


def _reenter_after(p: Printer, clause: ast.ReenterAfter) -> Row:
    anchor = p.word(f"from {clause.anchor.value}")
    return _clause(*p.words.split("reenter after"), p.doc(clause.duration), anchor)


def _parallel_by(p: Printer, clause: ast.ParallelBy) -> Row:
    return _clause(p.word("parallel by"), p.doc(clause.key))


def _exit_on(p: Printer, clause: ast.ExitOn) -> Row:
    return _hung_clause(p.word("exit on"), p.doc(clause.pattern))


def _exit_when(p: Printer, clause: ast.ExitWhen) -> Row:
    return _condition(p, p.word("exit when"), clause.condition)


def _exit_after(p: Printer, clause: ast.ExitAfter) -> Row:
    return _clause(p.word("exit after"), p.doc(clause.duration))


def _goal(p: Printer, goal: ast.Goal) -> Row:
    within = (LINE, p.led(p.word("within"), goal.within))
    worth = (" ", p.word("worth"), " ", print_operand(p, goal.worth, Level.SUM)) if goal.worth else ()
    stays = (LINE, p.word("and stay")) if goal.stays else ()
    return _clause(p.word("goal"), (p.doc(goal.pattern), within, worth, stays))


def _expected_worth(p: Printer, clause: ast.ExpectedWorth) -> Row:
    return _clause(p.word("expected worth"), print_operand(p, clause.value, Level.SUM))


def _group(p: Printer, clause: ast.GroupClause) -> Row:
    return _clause(p.word("group"), p.name(clause.group))


def _holdout(p: Printer, clause: ast.HoldoutClause) -> Row:
    salt = spaced(p.word("salt"), p.doc(clause.salt)) if clause.salt else ""
    return _clause(p.word("holdout"), p.doc(clause.share), salt)


def _budget(p: Printer, clause: ast.BudgetClause) -> Row:
    return _clause(
        p.word("budget"), p.doc(clause.amount), p.word("per calendar day") if clause.is_per_day else ""
    )


def _limit(p: Printer, clause: ast.LimitClause) -> Row:
    return _hung_clause(p.word("limit"), p.doc(clause.rule))


def _when_changed(p: Printer, clause: ast.WhenChanged) -> Row:
    moves = p.listed(map(p.doc, clause.moves)) if clause.moves else ""
    return Row((spaced(p.word(f"when changed {clause.action.value}"), moves),), "clause", _GAP)


def _move(p: Printer, move: ast.LabelMove) -> Doc:
    return spaced(p.name(move.old), p.word("to"), p.name(move.new))


def _flow(p: Printer, flow: ast.Flow) -> Row:
    return p.block_row("flow", [p.word("flow")], p.block(flow.block))


MOVES: dict[type[Node], PrintNode] = {ast.LabelMove: _move}

CAMPAIGN_ROWS: dict[type[Node], PrintRow] = {
    ast.Campaign: _campaign,
    ast.Owner: _owner,
    ast.Note: _note,
    ast.CategoryClause: _category,
    ast.Priority: _priority,
    ast.EnterOn: _enter_on,
    ast.EnterWhen: _enter_when,
    ast.EnterEvery: _enter_every,
    ast.EnterAt: _enter_at,
    ast.EnterByCall: _enter_by_call,
    ast.AudienceClause: _audience,
    ast.Active: _active,
    ast.Reenter: _reenter,
    ast.ReenterAfter: _reenter_after,
    ast.ParallelBy: _parallel_by,
    ast.ExitOn: _exit_on,
    ast.ExitWhen: _exit_when,
    ast.ExitAfter: _exit_after,
    ast.Goal: _goal,
    ast.ExpectedWorth: _expected_worth,
    ast.GroupClause: _group,
    ast.HoldoutClause: _holdout,
    ast.BudgetClause: _budget,
    ast.LimitClause: _limit,
    ast.WhenChanged: _when_changed,
    ast.Flow: _flow,
}
