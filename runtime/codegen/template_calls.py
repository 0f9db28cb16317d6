"""Python for the filters of templates: what is common stands in line, the rest are calls."""

from __future__ import annotations

from maflow.runtime.codegen.template_expressions import TEXT, Code, Expressions
from maflow.runtime.program import templates as ir
from maflow.runtime.program.types import ValueKind, ValueType

__all__ = ["filtered", "printed"]

_INTEGER = ValueType(ValueKind.INTEGER)
_MOST_FILTERS = 60
_METHODS = {
    "capitalize": "capitalize",
    "downcase": "lower",
    "lstrip": "lstrip",
    "rstrip": "rstrip",
    "strip": "strip",
    "upcase": "upper",
}
# Filters that give a text whatever they are given.
_GIVE_TEXT = frozenset(
    "append base64_decode base64_encode base64_url_safe_decode base64_url_safe_encode capitalize downcase "
    "escape escape_once escapejs html join lstrip money newline_to_br prepend remove remove_first "
    "remove_last replace replace_first replace_last rstrip safe squish strip strip_newlines truncate "
    "truncatewords upcase url_decode url_encode".split()
)
_IN_FORM = {
    ValueKind.DATE: "T_day_in_form",
    ValueKind.MOMENT: "T_moment_in_form",
    ValueKind.TIME: "T_time_in_form",
}
_NEVER_FAIL = frozenset(
    "base64_encode base64_url_safe_encode default escape escape_once escapejs first html last money "
    "newline_to_br safe size squish strip_newlines url_decode url_encode".split()
)


def printed(expression: ir.Filtered, expressions: Expressions) -> str:
    """Return the Python that prints a value and what is done to it."""
    filters = expression.filters
    if filters and filters[-1].name == "default":
        found = _printed_or_default(expression, expressions)
        if found is not None:
            return found
    return expressions.text(filtered(expression.value, filters, expressions))


def filtered(value: ir.Operand, filters: tuple[ir.Filter, ...], expressions: Expressions) -> Code:
    """Return the Python for a value and what is done to it."""
    if len(filters) > _MOST_FILTERS:
        raise ValueError("too many filters in a template")
    found = expressions.operand(value)
    for call in filters:
        _check(call)
        found = _apply(call, found, [expressions.operand(each) for each in call.arguments], expressions)
    return found


def _check(call: ir.Filter) -> None:
    least, most = ir.COMPILED_FILTERS.get(call.name, (1, 0))
    if not least <= len(call.arguments) <= most:
        raise ValueError(f"no such filter in a template: {call.name!r} with {len(call.arguments)} arguments")


def _printed_or_default(expression: ir.Filtered, expressions: Expressions) -> str | None:
    """Return the Python that prints a value or what stands for it, where only None is replaced."""
    call = expression.filters[-1]
    _check(call)
    value = filtered(expression.value, expression.filters[:-1], expressions)
    if value.kind in (None, ValueKind.BOOLEAN, ValueKind.LIST) or value.is_text:
        return None
    other = expressions.operand(call.arguments[0])
    if not value.may_be_none:
        return expressions.text(value)
    first, again = expressions.simple(value)
    known = Code(again, value.type, may_be_none=False, digits=value.digits)
    return f"({expressions.text(other)} if {first} is None else {expressions.text(known)})"


def _apply(call: ir.Filter, value: Code, arguments: list[Code], expressions: Expressions) -> Code:
    match call.name:
        case "default":
            return _default(call, value, arguments[0], expressions)
        case "date":
            return _date(value, arguments[0], expressions)
        case "money" if value.type is not None and value.kind is ValueKind.MONEY:
            return _money(value, value.type, expressions)
        case "append" | "prepend" if value.kind is not None and arguments[0].kind is not None:
            pieces = [expressions.text(value), expressions.text(arguments[0])]
            return _text(f"({' + '.join(pieces if call.name == 'append' else pieces[::-1])})")
        case "html" | "truncate" | "size" | "safe" if value.is_text:
            return _of_text(call, value, arguments, expressions)
        case name if name in _METHODS:
            return _text(f"{expressions.text(value)}.{_METHODS[name]}()")
        case _:
            return _call(call, value, arguments, expressions)


def _of_text(call: ir.Filter, value: Code, arguments: list[Code], expressions: Expressions) -> Code:
    printed = expressions.text(value)
    match call.name:
        case "html":
            return _text(f"T_html({printed})")
        case "size":
            return Code(f"len({printed})", _INTEGER, may_be_none=False)
        case "truncate" if len(arguments) == 1 and arguments[0].kind is ValueKind.INTEGER:
            if not arguments[0].may_be_none:
                return _text(f"T_truncate({printed}, {arguments[0].code})")
            return _call(call, value, arguments, expressions)
        case "safe":
            return _text(printed)
        case _:
            return _call(call, value, arguments, expressions)


def _default(call: ir.Filter, value: Code, other: Code, expressions: Expressions) -> Code:
    if value.is_text and other.is_text:
        return Code(f"({value.code} or {other.code})", TEXT, other.may_be_none)
    allowed = ", allows_false=True" if call.allows_false else ""
    return Code(f"T_default({expressions.wrapped(value)}, {expressions.wrapped(other)}{allowed})")


def _money(value: Code, type: ValueType, expressions: Expressions) -> Code:
    first, again = expressions.simple(value)
    known = Code(again, type, may_be_none=False, digits=value.digits)
    currency = " " + (type.currency or "")
    shown = f"{expressions.text(known)} + {currency!r}"
    return _text(f"('' if {first} is None else {shown})" if value.may_be_none else f"({shown})")


def _date(value: Code, form: Code, expressions: Expressions) -> Code:
    expressions.may_fail = True
    if value.kind in _IN_FORM and form.is_text and not form.may_be_none:
        zone = f", {expressions.outside(ir.ZONE)}" if value.kind is ValueKind.MOMENT else ""
        return _text(f"{_IN_FORM[value.kind]}({value.code}, {form.code}{zone})")
    clock = f"{expressions.outside(ir.NOW)}, {expressions.outside(ir.ZONE)}"
    return Code(f"T_date({expressions.wrapped(value)}, {expressions.wrapped(form)}, {clock})")


def _call(call: ir.Filter, value: Code, arguments: list[Code], expressions: Expressions) -> Code:
    is_safe = call.name in _NEVER_FAIL and value.kind is not None
    expressions.may_fail = expressions.may_fail or not is_safe
    given = ", ".join(expressions.wrapped(each) for each in (value, *arguments))
    code = f"T_f_{call.name}({given})"
    return _text(code) if call.name in _GIVE_TEXT else Code(code)


def _text(code: str) -> Code:
    return Code(code, TEXT, may_be_none=False)
