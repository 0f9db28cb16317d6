"""Lowers the values and conditions of templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from maflow.compiler.lower.template_escaping import HTML, Form, Safety, escaped_call
from maflow.compiler.lower.template_scope import Variables, is_outside
from maflow.compiler.templates import nodes as liquid
from maflow.runtime.program import templates as ir
from maflow.runtime.program.types import ValueKind

__all__ = ["Beyond", "ExpressionLowering"]

_TEXTS = frozenset(
    (
        ValueKind.CHANNEL,
        ValueKind.CHOICE,
        ValueKind.EMAIL,
        ValueKind.PHONE,
        ValueKind.TEXT,
        ValueKind.TIMEZONE,
        ValueKind.URL,
    )
)
_PRINTED_AS_THEY_ARE = _TEXTS | {ValueKind.LIST}
_OF_TIME = frozenset((ValueKind.DATE, ValueKind.MOMENT, ValueKind.TIME))
_NOTHINGS = {
    liquid.ConstantKind.EMPTY: ir.Nothing(ir.NothingKind.EMPTY),
    liquid.ConstantKind.BLANK: ir.Nothing(ir.NothingKind.BLANK),
}
_FOR_LOOP = "forloop"
# Filters that cannot fail over values of these kinds, so that nobody will ask how they are written.
_UNFAILING = frozenset(("default", "html", "money"))
_SURE = _TEXTS | {ValueKind.INTEGER, ValueKind.NUMBER, ValueKind.BOOLEAN, ValueKind.MONEY}


class Beyond(Exception):
    """Something that generated Python would not do as python-liquid does; it never leaves the lowering."""


class ExpressionLowering:
    """Lowers what stands between braces.

    `assigned` gives the slot of every name that the template assigns anywhere; `items` are the loops around
    the place, by the name of their variable. `forms` tells of the slots what they hold.
    """

    def __init__(
        self, source: str, variables: Variables, assigned: Mapping[str, int], *, is_html: bool
    ) -> None:
        self.items: dict[str, int] = {}
        self.loops: tuple[int, ...] = ()
        self.forms: dict[int, Form] = {}
        self.is_html = is_html
        self._source = source
        self._variables = variables
        self._assigned = assigned

    def printed(self, expression: liquid.Filtered) -> ir.Filtered:
        """Lower what is printed: in HTML it ends escaped."""
        found, form = self.filtered(expression)
        if not self.is_html or form.safety is not Safety.VALUE:
            return found
        return ir.Filtered(found.value, (*found.filters, HTML), found.source)

    def filtered(self, expression: liquid.Filtered) -> tuple[ir.Filtered, Form]:
        """Lower a value and its filters; return what form it ends in too."""
        value, form = self.operand(expression.value), self.form_of(expression.value)
        is_sure = form.kind in _SURE
        filters: list[ir.Filter] = []
        for call in expression.filters:
            lowered = self._call(call, form)
            steps = escaped_call(lowered, form) if self.is_html else ((lowered,), Form(None, form.safety))
            if steps is None:
                raise Beyond
            filters.extend(steps[0])
            form = steps[1]
        is_sure = is_sure and all(each.name in _UNFAILING for each in filters)
        source = "" if is_sure else self._source[expression.start : expression.end]
        return ir.Filtered(value, tuple(filters), source), form

    def operand(self, value: liquid.Value) -> ir.Operand:
        """Lower a value that stands alone; `empty` and `blank` stand in comparisons only."""
        operand = self._operand(value)[0]
        if isinstance(operand, ir.Nothing):
            raise Beyond
        return operand

    def condition(self, condition: liquid.Condition) -> ir.Condition:
        """Lower a condition; `and` and `or` group from the right."""
        if isinstance(condition, liquid.Comparison):
            return self._comparison(condition)
        left, right = self._comparison(condition.left), self.condition(condition.right)
        return ir.Both(left, right) if condition.is_and else ir.Either(left, right)

    def form_of(self, value: liquid.Value) -> Form:
        """Return what is known of a value that stands alone."""
        return self._operand(value)[1]

    def _operand(self, value: liquid.Value) -> tuple[ir.Operand, Form]:
        match value:
            case liquid.Constant():
                return _constant(value)
            case liquid.RangeValue(first=first, last=last):
                found = ir.Range(self.operand(first), self.operand(last))
                return found, Form(ValueKind.LIST, Safety.PLAIN)
            case liquid.Path():
                return self._path(value)
            case _:
                assert_never(value)

    def _path(self, path: liquid.Path) -> tuple[ir.Operand, Form]:
        root = path.root
        if root == _FOR_LOOP:
            return self._loop_part(path)
        slot = self.items.get(root, self._assigned.get(root))
        if slot is not None:
            return self._parts(ir.Local(slot), self._form(slot), path, 1)
        if not is_outside(root):
            return ir.Literal(None), Form(None, Safety.PLAIN)
        found = self._variables.add(path)
        if found is None:
            raise Beyond
        variable, place, length = found
        kind = variable.type.kind if variable.type is not None else None
        is_free = kind is not None and kind not in _PRINTED_AS_THEY_ARE
        form = Form(kind, Safety.PLAIN if is_free else Safety.VALUE)
        return self._parts(ir.VariableUse(place), form, path, length)

    def _form(self, slot: int) -> Form:
        if self.is_html and slot not in self.forms:
            raise Beyond  # read before it is set: by a later round of a loop
        return self.forms.get(slot, Form(None, Safety.VALUE))

    def _parts(self, value: ir.Operand, form: Form, path: liquid.Path, start: int) -> tuple[ir.Operand, Form]:
        for segment in path.segments[start:]:
            key = segment.key
            if isinstance(key, liquid.Path) or (self.is_html and form.safety is Safety.HTML):
                raise Beyond
            value = ir.Part(value, key)
            is_size = key == "size"
            form = Form(ValueKind.INTEGER, Safety.PLAIN) if is_size else Form(None, Safety.VALUE)
        return value, form

    def _loop_part(self, path: liquid.Path) -> tuple[ir.Operand, Form]:
        name = path.segments[1].key if len(path.segments) == 2 else None  # noqa: PLR2004
        if not self.loops or name not in [kind.value for kind in ir.LoopPartKind]:
            raise Beyond
        part = ir.LoopPart(self.loops[-1], ir.LoopPartKind(str(name)))
        return part, Form(None, Safety.PLAIN)

    def _call(self, call: liquid.FilterCall, form: Form) -> ir.Filter:
        arguments = [argument for argument in call.arguments if argument.keyword is None]
        least, most = ir.COMPILED_FILTERS.get(call.name, (1, 0))
        if not least <= len(arguments) <= most or call.name == HTML.name:
            raise Beyond
        found = ir.Filter(
            call.name,
            tuple(self._argument(argument.value) for argument in arguments),
            _allows_false(call),
        )
        if call.name == "date" and not (form.kind in _OF_TIME and _is_text(found.arguments[0])):
            self._variables.need_clock(now=True)
        return found

    def _argument(self, value: liquid.Value) -> ir.Operand:
        operand, form = self.operand(value), self.form_of(value)
        if self.is_html and form.safety is Safety.HTML and not isinstance(operand, ir.Literal):
            raise Beyond
        return operand

    def _comparison(self, test: liquid.Comparison) -> ir.Condition:
        if test.right is None:
            return ir.IsTrue(self.operand(test.left))
        left, right = self._operand(test.left)[0], self._operand(test.right)[0]
        operator = ir.Operator.UNEQUAL if test.operator == "<>" else ir.Operator(test.operator)
        is_equality = operator in (ir.Operator.EQUAL, ir.Operator.UNEQUAL)
        nothings = isinstance(left, ir.Nothing) + isinstance(right, ir.Nothing)
        if nothings > is_equality or (operator is ir.Operator.CONTAINS and _is_no_text(right)):
            raise Beyond
        return ir.Compare(left, operator, right)


def _constant(constant: liquid.Constant) -> tuple[ir.Operand, Form]:
    kinds = liquid.ConstantKind
    match constant.kind:
        case kinds.TEXT:
            return ir.Literal(constant.text), Form(ValueKind.TEXT, Safety.HTML)
        case kinds.INTEGER:
            return ir.Literal(int(constant.text)), Form(ValueKind.INTEGER, Safety.PLAIN)
        case kinds.NUMBER:
            return ir.Literal(float(constant.text)), Form(ValueKind.NUMBER, Safety.PLAIN)
        case kinds.TRUE | kinds.FALSE:
            return ir.Literal(constant.kind is kinds.TRUE), Form(ValueKind.BOOLEAN, Safety.PLAIN)
        case kinds.NIL:
            return ir.Literal(None), Form(None, Safety.PLAIN)
        case kinds.EMPTY | kinds.BLANK:
            return _NOTHINGS[constant.kind], Form(None, Safety.PLAIN)
        case _:
            assert_never(constant.kind)


def _allows_false(call: liquid.FilterCall) -> bool:
    keywords = [argument for argument in call.arguments if argument.keyword is not None]
    if not keywords:
        return False
    value = keywords[-1].value
    is_known = call.name == "default" and all(each.keyword == "allow_false" for each in keywords)
    if not is_known or not isinstance(value, liquid.Constant):
        raise Beyond
    return value.kind is liquid.ConstantKind.TRUE


def _is_text(operand: ir.Operand) -> bool:
    return isinstance(operand, ir.Literal) and isinstance(operand.value, str)


def _is_no_text(operand: ir.Operand) -> bool:
    """Tell whether it is a number or a boolean that is written down: python-liquid prints these otherwise."""
    return isinstance(operand, ir.Literal) and isinstance(operand.value, float | bool)
