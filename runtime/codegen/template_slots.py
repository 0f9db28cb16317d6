"""What a text puts out, piece by piece: a provider fills it into a template of its own.

A message that names such a template (`template "SMS_1"`) is sent as that code and as the values of the
template's variables. They are the outputs of the message's texts, in their order, under the last part of
what they show: `{{ user.name }}` is `name`, a second `name` is `name_2`, what has no name is its number.
Outputs inside of conditions and loops are none: no template of a provider has such a thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maflow.runtime.program.program import Content
from maflow.runtime.program.templates import (
    Assign,
    Capture,
    Fallback,
    Local,
    Operand,
    Output,
    Part,
    Template,
    TemplateNode,
    VariableUse,
)

__all__ = ["slots_of"]

_CODE = "template"


def slots_of(content: Content) -> Mapping[str, Template]:
    """Return what the texts of a content put out, each as a text of its own; empty without a template's code.

    Example:
        >>> from maflow.runtime.program.program import TextField
        >>> from maflow.runtime.program.templates import Filtered, Variable
        >>> from maflow.runtime.program.types import Place, ValueKind, ValueType
        >>> name = Variable(("user", "name"), ValueType(ValueKind.TEXT))
        >>> text = Template((name,), ("Hello, ", Output(Filtered(VariableUse(0)))))
        >>> fields = TextField("text", text), TextField("template", Template((), ("SMS_1",)))
        >>> list(slots_of(Content(channel="sms", place=Place(0, 1), fields=fields)))
        ['name']
    """
    slots: dict[str, Template] = {}
    if any(field.name == _CODE for field in content.fields):
        for field in content.fields:
            for name, template in _outputs(field.template):
                slots[_free(name or str(len(slots) + 1), slots)] = template
    return slots


def _outputs(template: Template) -> Iterator[tuple[str | None, Template]]:
    if isinstance(template.content, Fallback):
        return
    before: list[TemplateNode] = []
    named: dict[int, str | None] = {}
    for node in template.content:
        match node:
            case Assign(slot=slot, expression=expression):
                named[slot] = _name(expression.value, template, named)
                before.append(node)
            case Capture():
                before.append(node)
            case Output(expression=expression):
                name = _name(expression.value, template, named)
                yield name, Template(template.variables, (*before, node))
            case _:
                continue


def _name(value: Operand, template: Template, named: Mapping[int, str | None]) -> str | None:
    match value:
        case VariableUse(index=index):
            return template.variables[index].path[-1]
        case Local(slot=slot):
            return named.get(slot)
        case Part(value=inner):
            return _name(inner, template, named)
        case _:
            return None


def _free(name: str, taken: Mapping[str, Template]) -> str:
    number = 1
    free = name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free
