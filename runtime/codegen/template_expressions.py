"""Python for the values and conditions of templates.

A value is printed and compared as the engine holds it wherever its type is known; `Code.type` is None for
one that says of itself what it is. Nothing of a template reaches the code but through `repr`.
"""

from __future__ import annotations

import math
from typing import assert_never

import msgspec

from maflow.runtime.program import templates as ir
from maflow.runtime.program.types import ValueKind, ValueType

__all__ = ["TEXT", "Code", "Expressions"]

TEXT = ValueType(ValueKind.TEXT)
_INTEGER = ValueType(ValueKind.INTEGER)
_NUMBER = ValueType(ValueKind.NUMBER)
_BOOLEAN = ValueType(ValueKind.BOOLEAN)

_TEXTS = frozenset(
    (
        ValueKind.TEXT,
        ValueKind.TIMEZONE,
        ValueKind.PHONE,
        ValueKind.EMAIL,
        ValueKind.URL,
        ValueKind.CHANNEL,
        ValueKind.CHOICE,
    )
)
_PLAIN = _TEXTS | {ValueKind.INTEGER, ValueKind.NUMBER, ValueKind.BOOLEAN}
_NUMBERS = frozenset((ValueKind.INTEGER, ValueKind.NUMBER, ValueKind.PERCENT))
_CONDITIONALS = {ValueKind.BOOLEAN: "('true' if {} else 'false')", ValueKind.INTEGER: "str({})"}
_PRINTERS = {
    ValueKind.NUMBER: "T_number({})",
    ValueKind.PERCENT: "T_percent({})",
    ValueKind.DATE: "T_day({})",
    ValueKind.TIME: "T_time({})",
    ValueKind.DURATION: "T_duration({})",
}
_WRAPPERS = {
    ValueKind.PERCENT: "T_Percent({})",
    ValueKind.DATE: "T_Day({})",
    ValueKind.TIME: "T_TimeOfDay({})",
    ValueKind.DURATION: "T_Span({})",
}
# Values of these kinds can be out of the range of the calendar.
_OF_CALENDAR = frozenset((ValueKind.DATE, ValueKind.MOMENT))
_DEEPEST = 90
_USUAL_DIGITS = 2
_LOOP_PARTS = {
    ir.LoopPartKind.INDEX: ("(i{0} + 1)", _INTEGER),
    ir.LoopPartKind.INDEX0: ("i{0}", _INTEGER),
    ir.LoopPartKind.RINDEX: ("(n{0} - i{0})", _INTEGER),
    ir.LoopPartKind.RINDEX0: ("(n{0} - i{0} - 1)", _INTEGER),
    ir.LoopPartKind.LENGTH: ("n{0}", _INTEGER),
    ir.LoopPartKind.FIRST: ("(i{0} == 0)", _BOOLEAN),
    ir.LoopPartKind.LAST: ("(i{0} == n{0} - 1)", _BOOLEAN),
}


class Code(msgspec.Struct, frozen=True):
    """A Python expression, the type of what it gives, and whether that may be None."""

    code: str
    type: ValueType | None = None
    may_be_none: bool = True
    digits: int = 2

    @property
    def kind(self) -> ValueKind | None:
        """What the value is, None where it says so itself."""
        return self.type.kind if self.type is not None else None

    @property
    def is_text(self) -> bool:
        """Tell whether it is a text, or nothing."""
        return self.kind in _TEXTS

    @property
    def is_number(self) -> bool:
        """Tell whether it is a number, or nothing."""
        return self.kind in _NUMBERS

    @property
    def is_simple(self) -> bool:
        """Tell whether it can be written twice."""
        return self.code.isidentifier() or not self.may_be_none


class Expressions:
    """Makes Python of values and conditions; `may_fail` tells of what has been made since it was reset.

    `loops` are the slots of the loops around the place, and `items` the types of those whose items are as
    the engine holds them.
    """

    def __init__(self, variables: tuple[ir.Variable, ...]) -> None:
        self._variables = variables
        self._places = {variable.path: index for index, variable in enumerate(variables)}
        self._names = 0
        self._depth = 0
        self.may_fail = False
        self.loops: tuple[int, ...] = ()
        self.locals: dict[str, None] = {}
        self.items: dict[int, ValueType] = {}

    def new_name(self) -> str:
        """Return a name that nothing has yet."""
        self._names += 1
        return f"t{self._names}"

    def local(self, slot: int) -> str:
        """Return the name of a variable of the template's own."""
        name = f"l{_natural(slot)}"
        self.locals[name] = None
        return name

    def looped(self, over: ir.Operand, slot: int) -> str:
        """Return the Python for what a loop goes through; the slot's type is noted where it is plain."""
        found = self.operand(over)
        item = found.type.item if found.type is not None else None
        if item is None or item.kind not in _PLAIN:
            return self.wrapped(found)
        self.items[slot] = item
        return found.code

    def outside(self, variable: ir.Variable) -> str:
        """Return the name of a variable that the template must have, `ZONE` or `NOW`."""
        place = self._places.get(variable.path)
        if place is None:
            raise ValueError(f"the template lacks the variable {variable.path}")
        return f"v{place}"

    def operand(self, operand: ir.Operand) -> Code:
        """Return the Python for a value."""
        match operand:
            case ir.Literal(value=value):
                return _literal(value)
            case ir.VariableUse(index=index):
                return self._variable(index)
            case ir.Local(slot=slot):
                return Code(self.local(slot), self.items.get(slot), slot not in self.items)
            case ir.LoopPart(slot=slot, part=part):
                return self._loop_part(slot, part)
            case ir.Part(value=value, key=key):
                return Code(f"T_part({self.wrapped(self.inner(value))}, {key!r})")
            case ir.Range(first=first, last=last):
                self.may_fail = True
                ends = (self.wrapped(self.inner(first)), self.wrapped(self.inner(last)))
                return Code(f"T_range({', '.join(ends)})", may_be_none=False)
            case ir.Nothing():
                raise ValueError("`empty` and `blank` stand in comparisons only")
            case _:
                assert_never(operand)

    def inner(self, operand: ir.Operand) -> Code:
        """Return the Python for a value inside another one."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("a template is nested too deeply")
        found = self.operand(operand)
        self._depth -= 1
        return found

    def simple(self, value: Code) -> tuple[str, str]:
        """Return how a value is written first, and how again."""
        if value.is_simple:
            return value.code, value.code
        name = self.new_name()
        return f"({name} := {value.code})", name

    def text(self, value: Code) -> str:
        """Return the Python that prints a value."""
        kind = value.kind
        self.may_fail = self.may_fail or kind is None or kind in _OF_CALENDAR or kind is ValueKind.LIST
        if kind in _TEXTS:
            return f"({value.code} or '')" if value.may_be_none else value.code
        if kind is None or kind is ValueKind.LIST:
            return f"T_text({self.wrapped(value)})"
        if kind is ValueKind.MONEY:
            return self._money(value)
        if kind is ValueKind.MOMENT:
            return f"T_moment({value.code}, {self.outside(ir.ZONE)})"
        if kind in _PRINTERS:
            return _PRINTERS[kind].format(value.code)
        first, again = self.simple(value)
        printed = _CONDITIONALS[kind].format(again)
        return f"('' if {first} is None else {printed})" if value.may_be_none else printed

    def wrapped(self, value: Code) -> str:
        """Return the Python for a value in the form that says of itself what it is."""
        kind = value.kind
        if kind is None or kind in _PLAIN:
            return value.code
        assert value.type is not None
        first, again = self.simple(value)
        made = self._wrapper(again, value.type, value.digits)
        return f"(None if {first} is None else {made})" if value.may_be_none else made

    def condition(self, condition: ir.Condition) -> str:
        """Return the Python for a condition."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("a template is nested too deeply")
        found = self._condition(condition)
        self._depth -= 1
        return found

    def equal(self, left: Code, right: Code) -> str:
        """Return the Python that tells whether two values are equal."""
        for value, other in ((left, right), (right, left)):
            if other.code == "None":
                return f"({value.code} is None)" if value.may_be_none else "False"
        if (left.is_text and right.is_text) or _are_reckoned(left, right):
            return f"({left.code} == {right.code})"
        self.may_fail = True
        return f"T_equal({self.wrapped(left)}, {self.wrapped(right)})"

    def _variable(self, index: int) -> Code:
        variable = self._variables[_natural(index)] if index < len(self._variables) else None
        if variable is None:
            raise ValueError("a template has fewer variables than it uses")
        return Code(f"v{index}", variable.type, digits=_natural(variable.digits))

    def _loop_part(self, slot: int, part: ir.LoopPartKind) -> Code:
        if slot not in self.loops:
            raise ValueError("`forloop` stands outside its loop")
        written, type = _LOOP_PARTS[part]
        return Code(written.format(slot), type, may_be_none=False)

    def _money(self, value: Code) -> str:
        if value.digits == _USUAL_DIGITS:
            return f"T_money_2({value.code})"
        return f"T_money({value.code}, {value.digits})"

    def _wrapper(self, name: str, type: ValueType, digits: int) -> str:
        match type.kind:
            case ValueKind.LIST:
                return self._list_wrapper(name, type, digits)
            case ValueKind.MONEY:
                return f"T_amount({name}, {type.currency or ''!r}, {digits})"
            case ValueKind.MOMENT:
                return f"T_Moment({name}, {self.outside(ir.ZONE)})"
            case kind:
                return _WRAPPERS[kind].format(name) if kind in _WRAPPERS else name

    def _list_wrapper(self, name: str, type: ValueType, digits: int) -> str:
        item = type.item
        if item is None or item.kind in _PLAIN:
            return f"list({name})"
        each = self.new_name()
        return f"[{self._wrapper(each, item, digits)} for {each} in {name}]"

    def _condition(self, condition: ir.Condition) -> str:
        match condition:
            case ir.IsTrue(value=value):
                return self._is_true(self.operand(value))
            case ir.IsFalse(condition=inner):
                return f"(not {self.condition(inner)})"
            case ir.Both(left=left, right=right):
                return f"({self.condition(left)} and {self.condition(right)})"
            case ir.Either(left=left, right=right):
                return f"({self.condition(left)} or {self.condition(right)})"
            case ir.Compare():
                return self._compare(condition)
            case _:
                assert_never(condition)

    def _is_true(self, value: Code) -> str:
        if value.kind is ValueKind.BOOLEAN:
            return value.code
        if value.kind is None:
            first, again = self.simple(value)
            return f"({first} is not None and {again} is not False)"
        return f"({value.code} is not None)" if value.may_be_none else "True"

    def _compare(self, test: ir.Compare) -> str:
        if isinstance(test.left, ir.Nothing) or isinstance(test.right, ir.Nothing):
            return self._is_nothing(test)
        left, right = self.operand(test.left), self.operand(test.right)
        match test.operator:
            case ir.Operator.EQUAL:
                return self.equal(left, right)
            case ir.Operator.UNEQUAL:
                return f"(not {self.equal(left, right)})"
            case ir.Operator.CONTAINS:
                return self._contains(left, right)
            case ir.Operator.LESS | ir.Operator.LESS_EQUAL:
                return self._ordered(left, test.operator, right)
            case ir.Operator.MORE:
                return self._ordered(right, ir.Operator.LESS, left)
            case ir.Operator.MORE_EQUAL:
                return self._ordered(right, ir.Operator.LESS_EQUAL, left)
            case _:
                assert_never(test.operator)

    def _is_nothing(self, test: ir.Compare) -> str:
        value, nothing = (
            (test.left, test.right) if isinstance(test.right, ir.Nothing) else (test.right, test.left)
        )
        if isinstance(value, ir.Nothing) or test.operator not in (ir.Operator.EQUAL, ir.Operator.UNEQUAL):
            raise ValueError("`empty` and `blank` are compared with values, and by `==` and `!=` alone")
        assert isinstance(nothing, ir.Nothing)
        asked = f"T_is_{nothing.kind.value}({self.wrapped(self.operand(value))})"
        return asked if test.operator is ir.Operator.EQUAL else f"(not {asked})"

    def _ordered(self, left: Code, operator: ir.Operator, right: Code) -> str:
        if not ((left.is_text and right.is_text) or _are_reckoned(left, right)):
            self.may_fail = True
            name = "T_less" if operator is ir.Operator.LESS else "T_less_or_equal"
            return f"{name}({self.wrapped(left)}, {self.wrapped(right)})"
        known = []
        ends = []
        for value in (left, right):
            first, again = self.simple(value)
            known += [f"{first} is not None"] if value.may_be_none else []
            ends.append(again)
        return f"({' and '.join([*known, f'{ends[0]} {operator.value} {ends[1]}'])})"

    def _contains(self, left: Code, right: Code) -> str:
        if left.is_text and left.is_simple and right.is_text and not right.may_be_none:
            known = f"{left.code} is not None and " if left.may_be_none else ""
            return f"({known}{right.code} in {left.code})"
        self.may_fail = True
        return f"T_contains({self.wrapped(left)}, {self.wrapped(right)})"


def _literal(value: str | int | float | bool | None) -> Code:
    match value:
        case None:
            return Code("None")
        case bool():
            return Code(repr(value), _BOOLEAN, may_be_none=False)
        case str():
            return Code(repr(value), TEXT, may_be_none=False)
        case int():
            return Code(f"({value})" if value < 0 else str(value), _INTEGER, may_be_none=False)
        case float():
            if not math.isfinite(value):
                raise ValueError("a number of a template is not finite")
            return Code(f"({value!r})", _NUMBER, may_be_none=False)
        case _:
            assert_never(value)


def _are_reckoned(left: Code, right: Code) -> bool:
    """Tell whether both are numbers that Python compares as they are written: money and fractions are not."""
    if left.is_number and right.is_number:
        return True
    kinds = {left.kind, right.kind}
    return ValueKind.MONEY in kinds and kinds <= {ValueKind.MONEY, ValueKind.INTEGER}


def _natural(number: int) -> int:
    if number < 0:
        raise ValueError("a negative place in a template")
    return number
