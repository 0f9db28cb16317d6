"""Where the filters of a template lead in HTML: what is escaped, and when.

Escaping is python-liquid's: texts written in a template are HTML, values are not. Once a value meets a text
of the template it is escaped first; what has been escaped is not escaped again.
"""

from __future__ import annotations

import enum

import msgspec

from maflow.runtime.program.templates import Filter, Literal
from maflow.runtime.program.types import ValueKind

__all__ = ["HTML", "Form", "Safety", "escaped_call"]

HTML = Filter("html")


class Safety(enum.Enum):
    """What a value is in HTML: to be escaped, HTML itself, or free of signs that mean something there."""

    VALUE = "value"
    HTML = "html"
    PLAIN = "plain"


class Form(msgspec.Struct, frozen=True):
    """What is known of a value on its way through filters; `kind` is None where its type is not known."""

    kind: ValueKind | None
    safety: Safety


_SPECIAL = frozenset("&<>'\"")
_NUMBERS = frozenset(
    "abs at_least at_most ceil divided_by floor minus modulo plus round size sum times".split()
)
_OF_VALUES = frozenset(
    "base64_decode base64_encode base64_url_safe_decode base64_url_safe_encode capitalize downcase lstrip "
    "remove remove_first remove_last replace replace_first rstrip squish strip truncate truncatewords upcase "
    "url_decode".split()
)
_OF_LISTS = frozenset("compact concat first last reverse slice sort sort_natural split uniq".split())
_OF_TIME = frozenset((ValueKind.DATE, ValueKind.MOMENT, ValueKind.TIME))
_MADE_SAFE = frozenset(("escapejs", "safe", "url_encode"))
_KEEPS_SAFE = frozenset(("newline_to_br", "strip_newlines"))

_VALUE = Form(None, Safety.VALUE)
_VALUE_TEXT = Form(ValueKind.TEXT, Safety.VALUE)
_SAFE = Form(ValueKind.TEXT, Safety.HTML)
_NUMBER = Form(ValueKind.NUMBER, Safety.PLAIN)
_AMOUNT = Form(ValueKind.TEXT, Safety.PLAIN)

Step = tuple[tuple[Filter, ...], Form]


def escaped_call(call: Filter, form: Form) -> Step | None:
    """Return the filters that stand for one filter in HTML, and the form after it.

    None where the generated Python could not do it alike.
    """
    if call.name in _NUMBERS:
        return (call,), _NUMBER
    if call.name == "money":
        return (call,), _AMOUNT if form.kind is ValueKind.MONEY else _VALUE_TEXT
    if call.name == "escape":
        return (HTML,), _SAFE
    if call.name in _MADE_SAFE:
        return (call,), _SAFE
    if call.name in _KEEPS_SAFE:
        return (*_escaping(form), call), _SAFE
    if call.name in ("append", "prepend"):
        return _joining(call, form)
    if call.name == "default":
        return _default(call, form)
    if form.safety is Safety.HTML:
        return None
    return _of_value(call, form)


def _of_value(call: Filter, form: Form) -> Step | None:
    if call.name in _OF_VALUES:
        return (call,), _VALUE_TEXT
    if call.name in _OF_LISTS:
        return (call,), _VALUE
    if call.name == "join":
        return _join(call)
    if call.name == "date" and form.kind in _OF_TIME and _is_written(call):
        return (call,), _SAFE
    return None


def _escaping(form: Form) -> tuple[Filter, ...]:
    return (HTML,) if form.safety is Safety.VALUE else ()


def _joining(call: Filter, form: Form) -> Step | None:
    if _is_written(call):
        return (*_escaping(form), call), _SAFE
    return None if form.safety is Safety.HTML else ((call,), _VALUE_TEXT)


def _default(call: Filter, form: Form) -> Step | None:
    if not _is_written(call):
        return None if form.safety is Safety.HTML else ((call,), _VALUE)
    # Escaping makes a text of `false` and of a list, which `default` has yet to see.
    if form.safety is Safety.VALUE and form.kind in (None, ValueKind.LIST):
        return None
    return (*_escaping(form), call), _SAFE


def _join(call: Filter) -> Step | None:
    if call.arguments and not _is_written(call):
        return (call,), _VALUE_TEXT
    written = call.arguments[0] if call.arguments else Literal(" ")
    assert isinstance(written, Literal)
    return None if _SPECIAL.intersection(str(written.value)) else ((call, HTML), _SAFE)


def _is_written(call: Filter) -> bool:
    argument = call.arguments[0]
    return isinstance(argument, Literal) and isinstance(argument.value, str)
