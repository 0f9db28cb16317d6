"""Printing expressions: values, what the user did, operators with the brackets they need."""

from __future__ import annotations

import enum

from maflow.dsl import ast
from maflow.dsl.ast import BinaryOperator, Expression, Node
from maflow.dsl.printer.context import PrintNode, Printer
from maflow.dsl.printer.document import LINE, SOFT, Doc, Group, Indent, joined, spaced
from maflow.dsl.printer.words import Site

__all__ = ["EXPRESSIONS", "Level", "called", "hanging", "print_attribute", "print_operand"]


class Level(enum.IntEnum):
    """How tightly an expression holds together; a looser one needs brackets inside a tighter one."""

    OR = 1
    AND = 2
    NOT = 3
    COMPARISON = 4
    SUM = 5
    PRODUCT = 6
    NEGATIVE = 7
    DEFAULT = 8
    PRIMARY = 9


_LEVELS: dict[type[Node], Level] = {
    ast.AnyOf: Level.OR,
    ast.AllOf: Level.AND,
    ast.Not: Level.NOT,
    ast.Matches: Level.COMPARISON,
    ast.InList: Level.COMPARISON,
    ast.Between: Level.COMPARISON,
    ast.IsKnown: Level.COMPARISON,
    ast.InAudience: Level.COMPARISON,
    ast.Consents: Level.COMPARISON,
    ast.Negative: Level.NEGATIVE,
    ast.Default: Level.DEFAULT,
}
_SUMS = frozenset((BinaryOperator.PLUS, BinaryOperator.MINUS))
_PRODUCTS = frozenset((BinaryOperator.TIMES, BinaryOperator.DIVIDED_BY))


def print_operand(p: Printer, operand: Expression, level: Level) -> Doc:
    """Return an expression, in brackets where it is looser than its place allows."""
    return p.with_remarks(operand, _bare_operand(p, operand, level))


def print_attribute(p: Printer, attribute: ast.Attribute) -> Doc:
    """Return `user.X` and the like."""
    return (p.word(attribute.scope.value), ".", p.name(attribute.name, Site.AFTER_DOT))


def hanging(p: Printer, condition: Expression, by: int = 2) -> Doc:
    """Return a condition without its comments, its lines further to the right unless brackets hold them."""
    doc = p.bare(condition)
    return doc if isinstance(condition, ast.InList | ast.ListLiteral) else Indent(doc, by)


def called(function: Doc, *arguments: Doc) -> Doc:
    """Return arguments in brackets after what they belong to; they may stand on lines of their own."""
    return Group((function, "(", Indent((SOFT, joined((",", LINE), arguments))), SOFT, ")"))


def _bare_operand(p: Printer, operand: Expression, level: Level) -> Doc:
    doc = p.bare(operand)
    return _bracketed(doc) if _level(operand) < level else doc


def _level(expression: Expression) -> Level:
    if isinstance(expression, ast.Binary):
        if expression.operator in _SUMS:
            return Level.SUM
        return Level.PRODUCT if expression.operator in _PRODUCTS else Level.COMPARISON
    return _LEVELS.get(type(expression), Level.PRIMARY)


def _bracketed(doc: Doc) -> Doc:
    return Group(("(", Indent((SOFT, doc)), SOFT, ")"))


def _number(p: Printer, number: ast.NumberLiteral) -> Doc:
    return number.text


def _percent(p: Printer, percent: ast.PercentLiteral) -> Doc:
    return f"{percent.text}%"


def _money(p: Printer, money: ast.MoneyLiteral) -> Doc:
    return f"{money.amount} {money.currency}"


def _time(p: Printer, time: ast.TimeLiteral) -> Doc:
    return time.text


def _date(p: Printer, date: ast.DateLiteral) -> Doc:
    return date.text


def _moment(p: Printer, moment: ast.MomentLiteral) -> Doc:
    return moment.text if moment.offset is None else f"{moment.text} {moment.offset}"


def _boolean(p: Printer, boolean: ast.BooleanLiteral) -> Doc:
    return p.word("true" if boolean.value else "false")


def _list(p: Printer, items: ast.ListLiteral) -> Doc:
    if not items.items:
        return "[]"
    return Group(("[", Indent((SOFT, joined((",", LINE), map(p.doc, items.items)))), SOFT, "]"))


def _parameter(p: Printer, parameter: ast.Parameter) -> Doc:
    return p.name(parameter.name, Site.EXPRESSION)


def _now(p: Printer, _: ast.Now) -> Doc:
    return p.word("now")


def _today(p: Printer, _: ast.Today | ast.TodayWindow) -> Doc:
    return p.word("today")


def _has_tag(p: Printer, tag: ast.HasTag) -> Doc:
    return (p.word("tag"), " ", p.doc(tag.tag))


def _stage(p: Printer, stage: ast.StageValue) -> Doc:
    return (p.word("stage"), " ", p.name(stage.stages))


def _score(p: Printer, score: ast.ScoreValue) -> Doc:
    return (p.word("score"), " ", p.name(score.score))


def _grade(p: Printer, grade: ast.Grade) -> Doc:
    return (p.word("grade"), " ", p.name(grade.score))


def _time_part(p: Printer, part: ast.TimePart) -> Doc:
    return called(p.word(part.function.value), p.doc(part.operand))


def _consents(p: Printer, consents: ast.Consents) -> Doc:
    return (p.word("user consents to"), " ", p.name(consents.channel))


def _in_audience(p: Printer, test: ast.InAudience) -> Doc:
    word = p.word("not in" if test.is_negated else "in")
    return (p.word("user"), " ", word, " ", p.name(test.audience))


def _any_of(p: Printer, any_of: ast.AnyOf) -> Doc:
    return _chain(p, any_of.operands, "or")


def _all_of(p: Printer, all_of: ast.AllOf) -> Doc:
    return _chain(p, all_of.operands, "and")


def _chain(p: Printer, operands: tuple[Expression, ...], word: str) -> Doc:
    # An `and` chain inside an `or` stands in brackets too, though it needs none.
    first, *others = operands
    parts: list[Doc] = [print_operand(p, first, Level.NOT)]
    for operand in others:
        parts.append((LINE, p.led(p.word(word), operand, _bare_operand(p, operand, Level.NOT))))
    return Group(tuple(parts))


def _not(p: Printer, negation: ast.Not) -> Doc:
    # `not user.age > 18` reads like `(not user.age) > 18`, so a comparison stands in brackets here.
    is_test = isinstance(negation.operand, ast.InAudience | ast.Consents)
    level = Level.NOT if is_test or isinstance(negation.operand, ast.Not) else Level.SUM
    return (p.word("not"), " ", print_operand(p, negation.operand, level))


def _negative(p: Printer, negative: ast.Negative) -> Doc:
    return ("-", print_operand(p, negative.operand, Level.DEFAULT))


def _binary(p: Printer, binary: ast.Binary) -> Doc:
    level = _level(binary)
    if level == Level.COMPARISON:
        return _comparison(p, binary)
    # A chain of operators of one kind is one group: each stands on a line of its own, or none does.
    steps: list[tuple[BinaryOperator, Expression]] = []
    left: Expression = binary
    while isinstance(left, ast.Binary) and _level(left) == level:
        steps.append((left.operator, left.right))
        left = left.left
    tail = Indent(tuple(_step(p, operator, right, Level(level + 1)) for operator, right in reversed(steps)))
    return Group((print_operand(p, left, level), tail))


def _comparison(p: Printer, binary: ast.Binary) -> Doc:
    left = print_operand(p, binary.left, Level.SUM)
    if binary.operator.value.isascii() and binary.operator.value[0].isalpha():
        return (left, " ", p.word(binary.operator.value), " ", print_operand(p, binary.right, Level.SUM))
    return Group((left, Indent(_step(p, binary.operator, binary.right, Level.SUM))))


def _step(p: Printer, operator: BinaryOperator, operand: Expression, level: Level) -> Doc:
    return (LINE, p.led(operator.value, operand, _bare_operand(p, operand, level)))


def _matches(p: Printer, matches: ast.Matches) -> Doc:
    return spaced(print_operand(p, matches.operand, Level.SUM), p.word("matches"), p.doc(matches.pattern))


def _in_list(p: Printer, test: ast.InList) -> Doc:
    word = p.word("not in" if test.is_negated else "in")
    operand = print_operand(p, test.operand, Level.SUM)
    return (operand, " ", called((word, " "), *map(p.doc, test.items)))


def _between(p: Printer, between: ast.Between) -> Doc:
    operand, low = (print_operand(p, part, Level.SUM) for part in (between.operand, between.low))
    high = p.led(p.word("and (between)"), between.high, _bare_operand(p, between.high, Level.SUM))
    return Group((operand, " ", p.word("between"), " ", low, Indent((LINE, high))))


def _is_known(p: Printer, test: ast.IsKnown) -> Doc:
    word = p.word("is unknown" if test.is_negated else "is known")
    return (print_operand(p, test.operand, Level.SUM), " ", word)


def _default(p: Printer, default: ast.Default) -> Doc:
    # To the left defaults may follow one another; to the right stands a simple value or its negative.
    fallback = default.fallback
    if isinstance(fallback, ast.Negative) and _level(fallback.operand) == Level.PRIMARY:
        right = p.doc(fallback)
    else:
        right = print_operand(p, fallback, Level.PRIMARY)
    return spaced(print_operand(p, default.operand, Level.DEFAULT), p.word("default"), right)


EXPRESSIONS: dict[type[Node], PrintNode] = {
    ast.NumberLiteral: _number,
    ast.PercentLiteral: _percent,
    ast.MoneyLiteral: _money,
    ast.TimeLiteral: _time,
    ast.DateLiteral: _date,
    ast.MomentLiteral: _moment,
    ast.BooleanLiteral: _boolean,
    ast.ListLiteral: _list,
    ast.Attribute: print_attribute,
    ast.Parameter: _parameter,
    ast.Now: _now,
    ast.Today: _today,
    ast.HasTag: _has_tag,
    ast.StageValue: _stage,
    ast.ScoreValue: _score,
    ast.Grade: _grade,
    ast.TimePart: _time_part,
    ast.Consents: _consents,
    ast.InAudience: _in_audience,
    ast.AnyOf: _any_of,
    ast.AllOf: _all_of,
    ast.Not: _not,
    ast.Negative: _negative,
    ast.Binary: _binary,
    ast.Matches: _matches,
    ast.InList: _in_list,
    ast.Between: _between,
    ast.IsKnown: _is_known,
    ast.Default: _default,
}
