"""Printing what can be declared at the top of a file, campaigns and tests excepted."""

from __future__ import annotations

from collections.abc import Sequence

from maflow.dsl import ast
from maflow.dsl.ast import Name, Node, TextLiteral
from maflow.dsl.printer.context import PrintNode, PrintRow, Printer
from maflow.dsl.printer.document import HARD, Doc, Group, Indent, Row, spaced
from maflow.dsl.printer.expressions import called, hanging
from maflow.dsl.printer.flow import HEAD_INDENT
from maflow.dsl.printer.history import print_pattern
from maflow.dsl.printer.words import Site
from maflow.dsl.strings import encode_text

__all__ = ["DECLARATIONS", "DECLARATION_ROWS"]

# Attributes and properties stand two columns apart from their names.
_GAP = 2


def _user(p: Printer, user: ast.User) -> Row:
    return p.block_row("user", [p.word("user")], p.braces(user, user.attributes))


def _event(p: Printer, event: ast.Event) -> Row:
    head = spaced(p.word("event"), p.name(event.name))
    braces = p.braces(event, event.properties)
    wire_name = [spaced(p.word("from"), p.doc(event.wire_name))] if event.wire_name else []
    return p.block_row("event", [head, *wire_name], braces)


def _property(p: Printer, attribute: ast.Property) -> Row:
    default = spaced(p.word("default"), p.doc(attribute.default)) if attribute.default else ""
    sensitive = spaced(p.word("sensitive"), p.doc(attribute.sensitive)) if attribute.sensitive else ""
    rest = spaced(p.doc(attribute.type), default, sensitive)
    return Row((p.name(attribute.name), rest), "property", _GAP, is_open_ended=True)


def _named_type(p: Printer, named: ast.NamedType) -> Doc:
    return p.word(named.word.value)


def _money_type(p: Printer, money: ast.MoneyType) -> Doc:
    return spaced(p.word("money"), money.currency or "")


def _one_of(p: Printer, one_of: ast.OneOfType) -> Doc:
    return (p.word("one of"), " ", p.listed(map(p.doc, one_of.values)))


def _list_of(p: Printer, list_of: ast.ListType) -> Doc:
    return (p.word("list of"), " ", p.doc(list_of.item))


def _headed(p: Printer, word: str, name: Name) -> Doc:
    return (p.word(word), " ", p.name(name))


def _head_cells(p: Printer, word: str, name: Name, description: TextLiteral | None) -> tuple[Doc, ...]:
    head = _headed(p, word, name)
    return (head, p.doc(description)) if description else (head,)


def _audience(p: Printer, audience: ast.Audience) -> Row:
    cells = _head_cells(p, "audience", audience.name, audience.description)
    condition = p.doc(audience.condition)
    opened = (spaced(*cells), " =", Indent((HARD, condition)))
    return Row((*cells, ("= ", condition)), "audience", opened=opened)


def _audience_list(p: Printer, audience: ast.AudienceList) -> Doc:
    head = _head_cells(p, "audience", audience.name, audience.description)
    listed = spaced(p.word("from list"), p.doc(audience.path))
    return spaced(*head, listed, p.word("column"), _column(p, audience.column))


def _column(p: Printer, column: Name) -> Doc:
    # The header of a column may be any text; only a plain word is written as a name.
    name = p.words.name(column.text, Site.FREE)
    return p.with_remarks(column, encode_text(column.text) if name.text.startswith("`") else name)


def _tag_rule(p: Printer, rule: ast.TagRule) -> Doc:
    condition = p.with_remarks(rule.condition, hanging(p, rule.condition))
    return Group(spaced(p.word("tag"), p.doc(rule.tag), p.word("when"), condition))


def _score(p: Printer, score: ast.Score) -> Row:
    return _block(p, _headed(p, "score", score.name), score, score.entries)


def _score_gives(p: Printer, gives: ast.ScoreGives) -> Doc:
    at_most = spaced(p.word("at most"), p.doc(gives.at_most)) if gives.at_most else ""
    pattern = print_pattern(p, gives.pattern, Site.SCORE_ENTRY)
    return spaced(pattern, p.word("gives"), p.doc(gives.points), at_most)


def _score_loses(p: Printer, loses: ast.ScoreLoses) -> Doc:
    period = p.word(f"per {loses.period}")
    return spaced(p.word("lose"), p.doc(loses.points), period, p.word("without any event"))


def _score_grades(p: Printer, grades: ast.ScoreGrades) -> Doc:
    return (p.word("grade"), " ", p.listed(map(p.doc, grades.grades)))


def _score_grade(p: Printer, grade: ast.ScoreGrade) -> Doc:
    return spaced(p.name(grade.name), p.word("from"), p.doc(grade.minimum))


def _stages(p: Printer, stages: ast.Stages) -> Row:
    return _block(p, _headed(p, "stages", stages.name), stages, stages.stages)


def _stage(p: Printer, stage: ast.Stage) -> Row:
    condition = p.with_remarks(stage.condition, hanging(p, stage.condition))
    return Row((p.name(stage.name), (p.word("when"), " ", condition)), "stage", is_open_ended=True)


def _channel(p: Printer, channel: ast.Channel) -> Row:
    return _block(p, _headed(p, "channel", channel.name), channel, channel.clauses)


def _channel_cost(p: Printer, clause: ast.ChannelCost) -> Doc:
    return (p.word("cost"), " ", p.doc(clause.amount))


def _channel_needs(p: Printer, clause: ast.ChannelNeeds) -> Doc:
    return (p.word("needs"), " ", p.doc(clause.attribute))


def _channel_kind(p: Printer, clause: ast.ChannelKindClause) -> Doc:
    return (p.word("kind"), " ", p.name(clause.kind))


def _channel_consent(p: Printer, clause: ast.ChannelConsent) -> Doc:
    return p.word(f"consent {clause.rule.value}")


def _category(p: Printer, category: ast.Category) -> Row:
    rows: tuple[Row, ...] = ()
    if category.exemptions:
        exempt = p.listed(p.word(word.value) for word in category.exemptions)
        rows = (Row((spaced(p.word("exempt from"), exempt),)),)
    return _written_block(p, _headed(p, "category", category.name), category, rows)


def _message(p: Printer, message: ast.Message) -> Row:
    head = _head_cells(p, "message", message.name, message.description)
    return p.block_row("message", head, p.braces(message, message.entries))


def _message_block(p: Printer, block: ast.MessageBlock) -> Row:
    return p.block_row("block", [p.name(block.channel, Site.FIELD)], p.braces(block, block.entries))


def _field(p: Printer, field: ast.Field) -> Row:
    return Row((p.name(field.name, Site.FIELD), p.doc(field.value)), "field")


def _file_text(p: Printer, file: ast.FileText) -> Doc:
    return (p.word("file"), " ", p.doc(file.path))


def _valid(p: Printer, valid: ast.Valid | ast.OfferValid) -> Doc:
    return (p.word("valid"), " ", p.doc(valid.duration))


def _approved(p: Printer, approved: ast.Approved) -> Doc:
    digest = spaced(p.word("digest"), p.doc(approved.digest)) if approved.digest else ""
    return spaced(p.word("approved by"), p.doc(approved.by), p.word("on"), p.doc(approved.on), digest)


def _offer(p: Printer, offer: ast.Offer) -> Row:
    head = _head_cells(p, "offer", offer.name, offer.description)
    return p.block_row("offer", head, p.braces(offer, offer.clauses))


def _offer_face(p: Printer, face: ast.OfferFace) -> Doc:
    return (p.word("face"), " ", p.doc(face.amount))


def _offer_count(p: Printer, count: ast.OfferCount) -> Doc:
    return spaced(p.word("at most"), p.doc(count.count), p.doc(count.scope))


def _offer_ever(p: Printer, _: ast.OfferEverForUser) -> Doc:
    return p.word("ever for one user")


def _offer_total(p: Printer, _: ast.OfferInTotal) -> Doc:
    return p.word("in total")


def _offer_window(p: Printer, scope: ast.OfferWindow) -> Doc:
    return spaced(p.doc(scope.window), p.word("in total") if scope.in_total else "")


def _offer_budget(p: Printer, budget: ast.OfferBudget) -> Doc:
    return (p.word("budget"), " ", p.doc(budget.amount))


def _group(p: Printer, group: ast.Group) -> Row:
    rows = (Row((p.word("one campaign at a time"),)),)
    return _written_block(p, _headed(p, "group", group.name), group, rows)


def _arbitrate(p: Printer, arbitrate: ast.Arbitrate) -> Doc:
    return (p.word("arbitrate within"), " ", p.doc(arbitrate.within))


def _holdout(p: Printer, holdout: ast.Holdout) -> Doc:
    salt = spaced(p.word("salt"), p.doc(holdout.salt)) if holdout.salt else ""
    return spaced(p.word("holdout"), p.doc(holdout.share), salt)


def _step(p: Printer, step: ast.Step) -> Row:
    head = _headed(p, "step", step.name)
    brackets = called(head, *map(p.doc, step.parameters)) if step.parameters else (head, "()")
    return p.block_row("step", [brackets], p.block(step.block))


def _step_parameter(p: Printer, parameter: ast.StepParameter) -> Doc:
    return (p.name(parameter.name), " ", p.doc(parameter.type))


def _alert(p: Printer, alert: ast.Alert) -> Row:
    condition = p.with_remarks(alert.condition, hanging(p, alert.condition, HEAD_INDENT))
    head = spaced(_headed(p, "alert", alert.name), p.word("when"), condition)
    return _block(p, head, alert, alert.actions)


def _pause(p: Printer, pause: ast.Pause) -> Doc:
    return (p.word("pause"), " ", p.name(pause.channel))


def _block(p: Printer, head: Doc, node: Node, entries: Sequence[Node]) -> Row:
    return p.block_row(type(node).__name__, [head], p.braces(node, entries))


def _written_block(p: Printer, head: Doc, node: Node, rows: tuple[Row, ...]) -> Row:
    """Return a block of words that are no nodes: it stands on one line unless its author opened it."""
    is_one_line = p.trivia.is_one_line(node) is not False
    braces = p.rows_in_braces(node, rows, is_one_line=is_one_line)
    return p.block_row(type(node).__name__, [head], braces)


DECLARATIONS: dict[type[Node], PrintNode] = {
    ast.NamedType: _named_type,
    ast.MoneyType: _money_type,
    ast.OneOfType: _one_of,
    ast.ListType: _list_of,
    ast.AudienceList: _audience_list,
    ast.TagRule: _tag_rule,
    ast.ScoreGives: _score_gives,
    ast.ScoreLoses: _score_loses,
    ast.ScoreGrades: _score_grades,
    ast.ScoreGrade: _score_grade,
    ast.ChannelCost: _channel_cost,
    ast.ChannelNeeds: _channel_needs,
    ast.ChannelKindClause: _channel_kind,
    ast.ChannelConsent: _channel_consent,
    ast.FileText: _file_text,
    ast.Valid: _valid,
    ast.Approved: _approved,
    ast.OfferFace: _offer_face,
    ast.OfferValid: _valid,
    ast.OfferCount: _offer_count,
    ast.OfferEverForUser: _offer_ever,
    ast.OfferInTotal: _offer_total,
    ast.OfferWindow: _offer_window,
    ast.OfferBudget: _offer_budget,
    ast.Arbitrate: _arbitrate,
    ast.Holdout: _holdout,
    ast.StepParameter: _step_parameter,
    ast.Pause: _pause,
}

DECLARATION_ROWS: dict[type[Node], PrintRow] = {
    ast.User: _user,
    ast.Audience: _audience,
    ast.Event: _event,
    ast.Property: _property,
    ast.Score: _score,
    ast.Stages: _stages,
    ast.Stage: _stage,
    ast.Channel: _channel,
    ast.Category: _category,
    ast.Message: _message,
    ast.MessageBlock: _message_block,
    ast.Field: _field,
    ast.Offer: _offer,
    ast.Group: _group,
    ast.Step: _step,
    ast.Alert: _alert,
}
