"""Looks variables up: the template's own first, then what comes from outside."""

from __future__ import annotations

from collections.abc import Mapping

from maflow.compiler.templates.facts import NotFound, Resolution, Resolved, TemplateScope
from maflow.compiler.templates.filters import FILTERS, Gives
from maflow.compiler.templates.model import FilterUse, Local, LocalKind
from maflow.compiler.templates.nodes import Constant, ConstantKind, Filtered, Path, Value
from maflow.compiler.templates.scope import part_of
from maflow.dsl.diagnostics import Text

__all__ = ["look_up", "types_before", "types_of"]

_LOOP_PARTS = frozenset("name length index index0 rindex rindex0 first last parentloop".split())
_ROW_PARTS = frozenset(
    "name length index index0 rindex rindex0 first last col col0 col_first col_last row".split()
)
_CONSTANT_TYPES = {
    ConstantKind.TEXT: "text",
    ConstantKind.INTEGER: "integer",
    ConstantKind.NUMBER: "number",
    ConstantKind.TRUE: "boolean",
    ConstantKind.FALSE: "boolean",
}
_GIVEN_TYPES = {Gives.TEXT: "text", Gives.NUMBER: "number", Gives.LIST: "list", Gives.BOOLEAN: "boolean"}
_NOT_KNOWN: frozenset[str] = frozenset()


def look_up(path: Path, local: Local | None, scope: TemplateScope) -> Resolution:
    """Return what a variable means; `local` is the template's own variable of that name."""
    if local is None:
        return scope.resolve(path)
    match local.kind:
        case LocalKind.LOOP:
            return _loop_part(path)
        case LocalKind.CAPTURED:
            return part_of(Resolved(type="text"), path, 1)
        case LocalKind.COUNTER:
            return part_of(Resolved(type="integer"), path, 1)
        case LocalKind.ASSIGNED | LocalKind.ITEM:
            whole = scope.resolve(local.alias) if local.alias is not None else None
            if not isinstance(whole, Resolved):  # not known, or reported where it was assigned
                return Resolved(type=None)
            if local.kind is LocalKind.ITEM:
                whole = Resolved(type=whole.item if whole.type == "list" else None)
            return part_of(whole, path, 1)


def types_of(value: Value, locals: Mapping[str, Local], scope: TemplateScope) -> frozenset[str]:
    """Return the types that a value can have, none when that is not known.

    Shape: types are words of the catalogue's `type.*`.
    """
    if isinstance(value, Constant):
        return frozenset({_CONSTANT_TYPES[value.kind]}) if value.kind in _CONSTANT_TYPES else _NOT_KNOWN
    if not isinstance(value, Path):
        return frozenset({"list"})
    found = look_up(value, locals.get(value.root), scope)
    return frozenset({found.type}) if isinstance(found, Resolved) and found.type else _NOT_KNOWN


def types_before(use: FilterUse, scope: TemplateScope) -> frozenset[str]:
    """Return the types that a filter can be given, none when that is not known."""
    types = types_of(use.expression.value, use.locals, scope)
    for index in range(use.index):
        types = _types_after(types, use.expression, index, use.locals, scope)
    return types


def _types_after(
    types: frozenset[str],
    expression: Filtered,
    index: int,
    locals: Mapping[str, Local],
    scope: TemplateScope,
) -> frozenset[str]:
    call = expression.filters[index]
    spec = FILTERS.get(call.name)
    if spec is None:
        return _NOT_KNOWN
    if call.name == "default" and call.arguments:
        other = types_of(call.arguments[0].value, locals, scope)
        return types | other if types and other else _NOT_KNOWN
    if spec.gives is Gives.SAME:
        return types
    return frozenset({_GIVEN_TYPES[spec.gives]}) if spec.gives in _GIVEN_TYPES else _NOT_KNOWN


def _loop_part(path: Path) -> Resolution:
    parts = _LOOP_PARTS if path.root == "forloop" else _ROW_PARTS
    if len(path.segments) == 1:
        return NotFound(message=Text("MA602.alone", {"root": path.root}))
    name = path.segments[1].key
    if name == "parentloop":
        return Resolved(type=None)
    if isinstance(name, str) and name in parts:
        return Resolved(type="boolean" if name in ("first", "last", "col_first", "col_last") else "integer")
    message = Text("MA602.unknown-part", {"root": path.root, "name": str(name)})
    return NotFound(message=message, first=1, last=2, candidates=parts)
