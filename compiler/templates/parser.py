"""Parses a Liquid template into a tree, and goes on after every mistake.

The language is that of python-liquid 2 in strict mode, with the tags of `maflow.compiler.templates.tags`,
and stricter where Liquid passes over what it does not understand. A test holds both parsers together.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias, TypeVar

import msgspec

from maflow.compiler.templates.expressions import ExpressionReader
from maflow.compiler.templates.meant import meant_word
from maflow.compiler.templates.nodes import (
    Assign,
    Capture,
    Case,
    Counter,
    Cycle,
    Echo,
    IfChanged,
    IfNode,
    Jump,
    LoopNode,
    Output,
    TemplateArm,
    TemplateNode,
    TemplateText,
    When,
)
from maflow.compiler.templates.problems import TemplateEdit, TemplateProblem
from maflow.compiler.templates.scanner import MOST_PROBLEMS, Markup, scan
from maflow.compiler.templates.tag_arguments import read_assign, read_cycle, read_loop, tag_fields
from maflow.compiler.templates.tags import FORBIDDEN_TAGS, INNER_TAGS, PARTS, TAGS, VERBATIM_ENDS
from maflow.dsl.diagnostics import Text

__all__ = ["Template", "has_markup", "parse_template"]

_DEEPEST = 30
# Of tags inside one another these are counted together: hosts write each branch inside the one before it.
_MOST_BRANCHES = 500
_ELSE_IF = re.compile(r"if\b\s*")

_T = TypeVar("_T")
_Builder: TypeAlias = "Callable[[_Parser, Markup], TemplateNode]"


class Template(msgspec.Struct, frozen=True):
    """A parsed template: as much of it as could be understood, and what could not.

    Shape: `broken` are the places of expressions with a mistake; what was read of them says little.
    """

    nodes: tuple[TemplateNode, ...]
    problems: tuple[TemplateProblem, ...] = ()
    broken: tuple[tuple[int, int], ...] = ()


def has_markup(value: str) -> bool:
    """Tell whether a text holds anything but itself."""
    return "{{" in value or "{%" in value


def parse_template(value: str) -> Template:
    """Parse a template.

    Example:
        >>> len(parse_template("{{ user.name }}, hello").nodes)
        2
    """
    if not has_markup(value):
        return Template((TemplateText(0, len(value), value),) if value else ())
    result = scan(value)
    parser = _Parser(value, result.pieces, is_doubtful=result.is_doubtful)
    nodes = parser.block(())
    problems = sorted([*result.problems, *parser.problems], key=lambda problem: problem.start)
    return Template(nodes, tuple(problems), tuple(parser.broken))


class _Parser:
    """Builds the tree from the pieces. `ends` everywhere are the names of tags that end a block."""

    def __init__(self, value: str, pieces: list[Markup], *, is_doubtful: bool) -> None:
        self.problems: list[TemplateProblem] = []
        self.broken: list[tuple[int, int]] = []
        self._value = value
        self._pieces = pieces
        self._at = 0
        self._is_doubtful = is_doubtful
        self._open: list[Markup] = []
        self._branches = 0
        self._ignored_ends: set[str] = set()

    def block(self, ends: tuple[str, ...]) -> tuple[TemplateNode, ...]:
        """Parse up to a tag that ends this block, or one that ends a block around it."""
        nodes: list[TemplateNode] = []
        while self._at < len(self._pieces) and len(self.problems) < MOST_PROBLEMS:
            piece = self._pieces[self._at]
            if piece.tag and self._ends_block(piece, self._meant(piece), ends):
                break
            self._at += 1
            node = self._node(piece)
            if node is not None:
                nodes.append(node)
        return tuple(nodes)

    def _ends_block(self, piece: Markup, name: str, ends: tuple[str, ...]) -> bool:
        if name in ends:
            return True
        return name in INNER_TAGS and any(name in PARTS[str(around.tag)] for around in self._open)

    def _node(self, piece: Markup) -> TemplateNode | None:
        if piece.tag is None:
            return TemplateText(piece.start, piece.end, self._value[piece.inner_start : piece.inner_end])
        if not piece.tag:
            return self._output(piece)
        name = self._meant(piece)
        if name != piece.tag:
            self._report_tag(piece)
        builder = _BUILDERS.get(name)
        if builder is not None:
            return self._nested(piece, name, builder)
        if name not in TAGS:
            self._refuse(piece, name)
        elif name == "#":
            self._check_comment(piece)
        else:
            self._inside(piece, lambda reader: reader.whole(reader.nothing))
            self._ignored_ends.add(f"end{name}")
        return None

    def _nested(self, piece: Markup, name: str, builder: _Builder) -> TemplateNode:
        if name not in PARTS:
            return builder(self, piece)
        self._open.append(msgspec.structs.replace(piece, tag=name))
        if len(self._open) > _DEEPEST:
            self._give_up(piece, Text("MA606.too-deep"))
        around = self._branches
        node = builder(self, piece)
        self._branches = around
        self._open.pop()
        return node

    def _branch(self, piece: Markup) -> tuple[TemplateNode, ...]:
        """Parse what stands under one condition."""
        self._branches += 1
        if self._branches > _MOST_BRANCHES:
            self._give_up(piece, Text("MA606.too-many-branches", {"limit": str(_MOST_BRANCHES)}))
        return self.block(PARTS[str(self._open[-1].tag)])

    def _give_up(self, piece: Markup, why: Text) -> None:
        self.problems.append(TemplateProblem(piece.start, piece.end, why))
        self._at = len(self._pieces)
        self._is_doubtful = True

    def _meant(self, piece: Markup) -> str:
        """Return the tag that a piece is or, where its block shows it, the one that was meant."""
        name = str(piece.tag)
        if name in TAGS or name in INNER_TAGS or name in FORBIDDEN_TAGS or name in self._ignored_ends:
            return name
        meant = self._nearest(name)
        if meant in PARTS:
            end = re.compile(rf"\{{%-?\s*{PARTS[meant][-1]}\b")
            return meant if end.search(self._value, piece.end) else name
        return meant if meant in INNER_TAGS else name

    def _nearest(self, name: str) -> str | None:
        ends = {part for around in self._open for part in PARTS[str(around.tag)]}
        return meant_word(name, frozenset(TAGS | ends))

    def _report_tag(self, piece: Markup) -> None:
        name = str(piece.tag)
        start, end = piece.name_start, piece.name_start + len(name)
        meant = self._nearest(name)
        edits = (TemplateEdit(start, end, meant),) if meant else ()
        hint = (Text("help.did-you-mean", {"name": meant}),) if meant else ()
        self.problems.append(
            TemplateProblem(start, end, Text("MA606.unknown-tag", {"name": name}), edits, hint)
        )

    def _refuse(self, piece: Markup, name: str) -> None:
        start, end = piece.name_start, piece.name_start + len(name)
        if name in FORBIDDEN_TAGS:
            key = "MA606.liquid-tag" if name == "liquid" else "MA606.forbidden-tag"
            self.problems.append(TemplateProblem(start, end, Text(key, {"name": name})))
            self._ignored_ends.add(f"end{name}")
        elif name in INNER_TAGS or name in VERBATIM_ENDS:
            self._report_stray(piece)
        elif name not in self._ignored_ends:
            self._report_tag(piece)
            self._ignored_ends.add(f"end{name}")

    def _check_comment(self, piece: Markup) -> None:
        lines = self._value[piece.inner_start : piece.inner_end].split("\n")[1:]
        if any(line.strip() and not line.lstrip().startswith("#") for line in lines):
            self.problems.append(TemplateProblem(piece.start, piece.end, Text("MA606.comment-lines")))

    def _inside(self, piece: Markup, read: Callable[[ExpressionReader], _T]) -> _T:
        reader = ExpressionReader(self._value, piece.inner_start, piece.inner_end)
        result = read(reader)
        if reader.problem is not None:
            self.problems.append(self._placed(piece, reader.problem))
            self.broken.append((piece.start, piece.end))
        return result

    def _placed(self, piece: Markup, problem: TemplateProblem) -> TemplateProblem:
        """Return a problem with the whole markup as its place where its own would be empty."""
        if piece.inner_start < piece.inner_end:
            return problem
        if not piece.tag:
            return TemplateProblem(piece.start, piece.end, Text("MA606.empty-output"))
        args = {"tag": piece.tag, **problem.message.args}
        return TemplateProblem(piece.start, piece.end, Text("MA606.empty-expression", args))

    def _output(self, piece: Markup) -> Output:
        expression = self._inside(piece, lambda reader: reader.whole(reader.filtered, "bar", "end"))
        return Output(piece.start, piece.end, expression)

    def _echo(self, piece: Markup) -> Echo:
        return Echo(*tag_fields(piece), self._output(piece).expression)

    def _assign(self, piece: Markup) -> Assign:
        return self._inside(piece, lambda reader: read_assign(reader, piece))

    def _capture(self, piece: Markup) -> Capture:
        variable = self._inside(piece, lambda reader: reader.whole(reader.name))
        body = self.block(PARTS["capture"])
        self._close(piece, PARTS["capture"])
        return Capture(*tag_fields(piece), variable, body)

    def _jump(self, piece: Markup) -> Jump:
        self._inside(piece, lambda reader: reader.whole(reader.nothing))
        return Jump(*tag_fields(piece))

    def _counter(self, piece: Markup) -> Counter:
        return Counter(*tag_fields(piece), self._inside(piece, lambda reader: reader.whole(reader.name)))

    def _if_changed(self, piece: Markup) -> IfChanged:
        self._inside(piece, lambda reader: reader.whole(reader.nothing))
        body = self.block(PARTS["ifchanged"])
        self._close(piece, PARTS["ifchanged"])
        return IfChanged(*tag_fields(piece), body)

    def _cycle(self, piece: Markup) -> Cycle:
        return self._inside(piece, lambda reader: read_cycle(reader, piece))

    def _if(self, piece: Markup) -> IfNode:
        parts = PARTS[str(self._open[-1].tag)]
        arms = [self._arm(piece, is_negated=parts[-1] == "endunless")]
        otherwise: tuple[TemplateNode, ...] = ()
        while (part := self._part(parts[:-1])) is not None:
            if self._meant(part) == "else" and not self._is_else_if(part):
                otherwise = self.block(parts)
                break
            arms.append(self._arm(part, is_negated=False))
        self._close(piece, parts)
        return IfNode(*tag_fields(piece), tuple(arms), otherwise)

    def _arm(self, piece: Markup, *, is_negated: bool) -> TemplateArm:
        ends = ("comparison", "junction", "end")
        else_if = _ELSE_IF.match(self._value, piece.inner_start, piece.inner_end)
        if else_if and self._meant(piece) == "else":
            piece = msgspec.structs.replace(piece, inner_start=else_if.end())
        condition = self._inside(piece, lambda reader: reader.whole(reader.condition, *ends))
        return TemplateArm(piece.start, piece.end, condition, is_negated, self._branch(piece))

    def _is_else_if(self, piece: Markup) -> bool:
        """Check that nothing stands behind `else`; tell whether it is `else if`, a mistake of its own."""
        if not _ELSE_IF.match(self._value, piece.inner_start, piece.inner_end):
            self._inside(piece, lambda reader: reader.whole(reader.nothing))
            return False
        end = piece.inner_start + len("if")
        edits = (TemplateEdit(piece.name_start, end, "elsif"),)
        self.problems.append(TemplateProblem(piece.name_start, end, Text("MA606.else-if"), edits))
        return True

    def _case(self, piece: Markup) -> Case:
        subject = self._inside(piece, lambda reader: reader.whole(reader.value))
        parts = PARTS["case"]
        self._check_unreached(self.block(parts))
        arms: list[When] = []
        otherwise: tuple[TemplateNode, ...] = ()
        while (part := self._part(parts[:-1])) is not None:
            if self._meant(part) == "else":
                self._inside(part, lambda reader: reader.whole(reader.nothing))
                otherwise = self.block(parts)
                break
            arms.append(self._when(part))
        self._close(piece, parts)
        return Case(*tag_fields(piece), subject, tuple(arms), otherwise)

    def _check_unreached(self, nodes: tuple[TemplateNode, ...]) -> None:
        """Report what stands between `case` and its first `when`: it is never sent."""
        for node in nodes:
            if not isinstance(node, TemplateText) or node.text.strip():
                self.problems.append(TemplateProblem(node.start, node.end, Text("MA606.before-when")))
                return

    def _when(self, piece: Markup) -> When:
        values = self._inside(piece, lambda r: r.whole(lambda: r.values(or_too=True), "comma", "end"))
        return When(piece.start, piece.end, values, self._branch(piece))

    def _loop(self, piece: Markup) -> LoopNode:
        parts = PARTS[str(self._open[-1].tag)]
        is_table = parts[-1] == "endtablerow"
        node = self._inside(piece, lambda reader: read_loop(reader, piece, is_table=is_table))
        body = self.block(parts)
        otherwise: tuple[TemplateNode, ...] = ()
        if (part := self._part(parts[:-1])) is not None:
            self._inside(part, lambda reader: reader.whole(reader.nothing))
            otherwise = self.block(parts)
        self._close(piece, parts)
        return msgspec.structs.replace(node, body=body, otherwise=otherwise)

    def _part(self, names: tuple[str, ...]) -> Markup | None:
        """Take the next tag if it is one of these parts of the block."""
        if self._at >= len(self._pieces):
            return None
        piece = self._pieces[self._at]
        name = self._meant(piece) if piece.tag else None
        if name not in names:
            return None
        if name != piece.tag:
            self._report_tag(piece)
        self._at += 1
        return piece

    def _close(self, opening: Markup, parts: tuple[str, ...]) -> None:
        while (stray := self._part(parts[:-1])) is not None:
            self._report_stray(stray)
            self.block(parts)
        closing = self._part(parts[-1:])
        if closing is not None:
            self._inside(closing, lambda reader: reader.whole(reader.nothing))
        elif not self._is_doubtful and len(self.problems) < MOST_PROBLEMS:
            message = Text("MA606.unclosed-block", {"tag": str(opening.tag), "end": parts[-1]})
            self.problems.append(TemplateProblem(opening.start, opening.end, message))

    def _report_stray(self, piece: Markup) -> None:
        if not self._is_doubtful:
            start, end = piece.name_start, piece.name_start + len(str(piece.tag))
            message = Text("MA606.stray-tag", {"tag": str(piece.tag)})
            self.problems.append(TemplateProblem(start, end, message))


_BUILDERS: dict[str, _Builder] = {
    "assign": _Parser._assign,
    "break": _Parser._jump,
    "capture": _Parser._capture,
    "case": _Parser._case,
    "continue": _Parser._jump,
    "cycle": _Parser._cycle,
    "decrement": _Parser._counter,
    "echo": _Parser._echo,
    "for": _Parser._loop,
    "if": _Parser._if,
    "ifchanged": _Parser._if_changed,
    "increment": _Parser._counter,
    "tablerow": _Parser._loop,
    "unless": _Parser._if,
}
