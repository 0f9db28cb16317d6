"""Lowers the tags of templates."""

from __future__ import annotations

from collections.abc import Mapping

from maflow.compiler.lower.template_escaping import Form, Safety
from maflow.compiler.lower.template_expressions import Beyond, ExpressionLowering
from maflow.compiler.templates import nodes as liquid
from maflow.compiler.templates.lexer import read_tokens
from maflow.runtime.program import templates as ir
from maflow.runtime.program.types import ValueKind

__all__ = ["NodeLowering"]

_DEEPEST_LOOP = 10
_ITEM = Form(None, Safety.VALUE)
_CAPTURED = Form(ValueKind.TEXT, Safety.HTML)

_Nodes = tuple[liquid.TemplateNode, ...]
_Lowered = tuple[ir.TemplateNode, ...]


class NodeLowering:
    """Lowers nodes; `assigned` gives the slot of every name that the template assigns."""

    def __init__(self, source: str, expressions: ExpressionLowering, assigned: Mapping[str, int]) -> None:
        self._source = source
        self._expressions = expressions
        self._assigned = assigned
        self._next_slot = len(assigned)

    def nodes(self, nodes: _Nodes) -> _Lowered:
        """Lower nodes in a row, texts beside each other as one."""
        found: list[ir.TemplateNode] = []
        for node in nodes:
            lowered = self._node(node)
            last = found[-1] if found else None
            if isinstance(lowered, str) and isinstance(last, str):
                found[-1] = last + lowered
            else:
                found.append(lowered)
        return tuple(found)

    def _node(self, node: liquid.TemplateNode) -> ir.TemplateNode:
        match node:
            case liquid.TemplateText(text=text):
                return text
            case liquid.Output(expression=expression) | liquid.Echo(expression=expression):
                return ir.Output(self._expressions.printed(expression))
            case liquid.Assign():
                return self._assign(node)
            case liquid.Capture():
                return self._capture(node)
            case liquid.IfNode():
                return self._if(node)
            case liquid.Case():
                return self._case(node)
            case liquid.LoopNode(is_table=False):
                return self._loop(node)
            case liquid.Jump(name=name) if self._expressions.loops:
                return ir.Jump(name == "break")
            case _:
                raise Beyond

    def _assign(self, node: liquid.Assign) -> ir.Assign:
        expression, form = self._expressions.filtered(node.expression)
        return ir.Assign(self._set(node.variable, form), expression)

    def _capture(self, node: liquid.Capture) -> ir.Capture:
        body = self._block(node.body)
        return ir.Capture(self._set(node.variable, _CAPTURED), body)

    def _set(self, variable: liquid.Segment, form: Form) -> int:
        """Note what a variable holds from here on; in HTML that is always the same."""
        slot = self._assigned[str(variable.key)]
        expressions = self._expressions
        before = expressions.forms.get(slot)
        safety = Safety.HTML if form.safety is Safety.HTML else Safety.VALUE
        if expressions.is_html and before is not None and before.safety is not safety:
            raise Beyond
        expressions.forms[slot] = Form(None, safety)
        return slot

    def _block(self, nodes: _Nodes, *, is_blank: bool | None = None) -> _Lowered:
        """Lower what stands inside a tag: Liquid leaves out the blanks of what is nothing but blanks."""
        if is_blank is None:
            is_blank = all(map(_is_blank, nodes))
        if is_blank:
            nodes = tuple(node for node in nodes if not isinstance(node, liquid.TemplateText))
        return self.nodes(nodes)

    def _if(self, node: liquid.IfNode) -> ir.If:
        is_blank = _is_blank(node)
        arms: list[ir.Arm] = []
        for arm in node.arms:
            condition = self._expressions.condition(arm.condition)
            if arm.is_negated:
                condition = ir.IsFalse(condition)
            # python-liquid judges the arms behind `elsif` each by itself, the others together.
            body = self._block(arm.body, is_blank=None if arms else is_blank)
            arms.append(ir.Arm(condition, body, self._written(arm)))
        return ir.If(tuple(arms), self._block(node.otherwise, is_blank=is_blank))

    def _case(self, node: liquid.Case) -> ir.Case:
        is_blank = _is_blank(node)
        subject = self._expressions.operand(node.subject)
        seen: list[str | int | float | bool] = []
        arms = []
        for arm in node.arms:
            values = tuple(_case_value(value, seen) for value in arm.values)
            arms.append(ir.When(values, self._block(arm.body, is_blank=is_blank)))
        return ir.Case(subject, tuple(arms), self._block(node.otherwise, is_blank=is_blank))

    def _loop(self, node: liquid.LoopNode) -> ir.Loop:
        expressions, name = self._expressions, str(node.variable.key)
        over = self._over(node.over)
        limit, offset = (self._bound(node, word) for word in ("limit", "offset"))
        words = {
            token[1] for token in read_tokens(self._source, node.start, node.end) if token[0] == "reserved"
        }
        if name == "forloop" or "continue" in words or len(expressions.loops) >= _DEEPEST_LOOP:
            raise Beyond
        slot, self._next_slot = self._next_slot, self._next_slot + 1
        items, loops = expressions.items, expressions.loops
        expressions.items, expressions.loops = {**items, name: slot}, (*loops, slot)
        expressions.forms[slot] = _ITEM
        body = self._block(node.body)
        expressions.items, expressions.loops = items, loops
        return ir.Loop(
            slot=slot,
            over=over,
            body=body,
            otherwise=self._block(node.otherwise),
            limit=limit,
            offset=offset,
            is_reversed="reversed" in words,
            source=self._written(node),
        )

    def _words(self, node: liquid.LoopNode) -> set[str]:
        """Return the words of a loop's tag; its node does not keep `reversed` and `continue`."""
        tokens = read_tokens(self._source, node.start, node.end)
        return {text for kind, text, _, _ in tokens if kind == "reserved"}

    def _over(self, value: liquid.Value) -> ir.Operand:
        if self._expressions.is_html and self._expressions.form_of(value).safety is Safety.HTML:
            raise Beyond
        return self._expressions.operand(value)

    def _bound(self, node: liquid.LoopNode, word: str) -> ir.Operand | None:
        found = [parameter.value for parameter in node.parameters if parameter.keyword == word]
        if not found:
            return None
        bound = self._expressions.operand(found[-1])
        is_number = isinstance(bound, ir.Literal) and bound.value.__class__ in (int, float)
        if isinstance(bound, ir.Literal) and not is_number:
            raise Beyond
        return bound

    def _written(self, piece: liquid.Piece) -> str:
        """Return how a tag is written, without its braces."""
        return self._source[piece.start + 2 : piece.end - 2].strip("- \t\r\n")


def _is_blank(node: liquid.TemplateNode) -> bool:
    match node:
        case liquid.TemplateText(text=text):
            return text.isspace()
        case liquid.Output() | liquid.Echo():
            return False
        case liquid.IfNode(arms=arms, otherwise=otherwise):
            return all(map(_is_blank, otherwise)) and all(_is_blank(n) for arm in arms for n in arm.body)
        case liquid.Case(arms=whens, otherwise=otherwise):
            return all(map(_is_blank, otherwise)) and all(_is_blank(n) for when in whens for n in when.body)
        case liquid.LoopNode(body=body, otherwise=otherwise):
            return all(map(_is_blank, (*body, *otherwise)))
        case _:
            return True


def _case_value(value: liquid.Value, seen: list[str | int | float | bool]) -> ir.Literal:
    """Return a value of a `when`, which no other one may equal: python-liquid would print both arms."""
    if not isinstance(value, liquid.Constant):
        raise Beyond
    constant: str | int | float | bool
    match value.kind:
        case liquid.ConstantKind.TEXT:
            constant = value.text
        case liquid.ConstantKind.INTEGER:
            constant = int(value.text)
        case liquid.ConstantKind.NUMBER:
            constant = float(value.text)
        case liquid.ConstantKind.TRUE | liquid.ConstantKind.FALSE:
            constant = value.kind is liquid.ConstantKind.TRUE
        case _:
            raise Beyond
    if constant in seen:
        raise Beyond
    seen.append(constant)
    return ir.Literal(constant)
