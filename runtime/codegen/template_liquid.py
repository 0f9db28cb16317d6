"""python-liquid, set up so that it prints as generated Python does.

Its filters, loops and comparisons are its own; what they take and give is brought into the form that
`template_values` says: numbers and booleans print alike everywhere, what is unknown never prints as `None`,
`date` and `now` follow the engine's clock, and `money` exists. Loops, texts and lists are bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from io import StringIO
from typing import Any, TextIO, cast

from liquid import BoundTemplate, Environment, Markup, RenderContext, Token, Undefined, escape, is_undefined
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.assign_tag import AssignNode, AssignTag
from liquid.builtin.tags.echo_tag import EchoNode, EchoTag
from liquid.builtin.tags.for_tag import ForNode, ForTag
from liquid.builtin.tags.tablerow_tag import TablerowNode, TablerowTag
from liquid.exceptions import FilterArgumentError, LiquidError, LoopIterationLimitError
from liquid.filter import with_context

from maflow.runtime.codegen.template_conditions import MOST_ROUNDS
from maflow.runtime.codegen.template_dates import date_filter
from maflow.runtime.codegen.template_errors import FAILURES, TemplateFailure
from maflow.runtime.codegen.template_fallback import CLOCK
from maflow.runtime.codegen.template_filters import FILTER_FUNCTIONS, LONGEST, bounded
from maflow.runtime.codegen.template_values import Amount, Number, Percent, Printed, Wrapped, text

__all__ = ["LIQUID_FAILURES", "bind", "known_object", "why"]

LIQUID_FAILURES: tuple[type[Exception], ...] = (LiquidError, *FAILURES)
"""What python-liquid raises, its own exceptions and those of the values of a user."""

_OF_NUMBERS = frozenset("abs at_least at_most ceil divided_by floor minus modulo plus round times".split())
_OF_TEXTS = frozenset(
    "append base64_decode base64_encode base64_url_safe_decode base64_url_safe_encode capitalize downcase "
    "escape escape_once escapejs lstrip newline_to_br prepend remove remove_first remove_last replace "
    "replace_first replace_last rstrip safe split squish strip strip_html strip_newlines truncate "
    "truncatewords upcase url_decode url_encode".split()
)
# The arguments of these that count something.
_COUNTED = frozenset(("truncate", "truncatewords"))
_WITHOUT_NIL = frozenset(("compact", "sort", "sort_natural", "uniq"))
_OURS = ("money", "sum")
_MOST_BITS = 1000
# python-liquid drops the line end at the very end of a text that follows `-}}`.
_END = "{% # %}"

# Any: python-liquid has no types for what filters take and give.
_Filter = Callable[..., Any]


def bind(source: str, *, is_html: bool) -> BoundTemplate:
    """Return a template that can be rendered."""
    return _environment(is_html).from_string(source + _END)


def known_object(values: dict[str, Wrapped]) -> dict[str, Wrapped]:
    """Return an object that has these parts, and no others: not even a `size` of its own."""
    return _Object(values)


def why(failure: Exception) -> tuple[Exception, int | None]:
    """Return what has gone wrong below a failure, and where in the template, if that is known."""
    if not isinstance(failure, LiquidError):
        return failure, None
    place = failure.token.start_index if failure.token is not None else None
    if isinstance(failure, LoopIterationLimitError):
        return TemplateFailure("render.too-many-rounds", limit=str(MOST_ROUNDS)), place
    below = failure.__cause__
    return (below if isinstance(below, FAILURES) else ValueError(str(failure.message))), place


@cache
def _environment(is_html: bool) -> Environment:
    environment = _Environment(autoescape=is_html)
    for name, liquid_filter in list(environment.filters.items()):
        environment.add_filter(name, _guarded(name, liquid_filter))
    for name in _OURS:
        environment.add_filter(name, _guarded(name, FILTER_FUNCTIONS[name]))
    environment.add_filter("date", _guarded("date", _date))
    for tag in (_OutputTag, _EchoTag, _AssignTag, _ForTag, _TablerowTag):
        environment.add_tag(tag)
    return environment


class _Object(dict[str, Wrapped]):
    def __missing__(self, name: str) -> Wrapped:
        return Undefined(name)


class _Buffer(StringIO):
    """A text that cannot grow without end."""

    def __init__(self) -> None:
        super().__init__()
        self._length = 0

    def write(self, piece: str, /) -> int:
        self._length += len(piece)
        if self._length > LONGEST:
            raise TemplateFailure("render.too-long", limit=str(LONGEST))
        return super().write(piece)


class _Context(RenderContext):
    def get_buffer(self, buf: TextIO | None = None) -> StringIO:
        return _Buffer()


class _Template(BoundTemplate):
    context_class = _Context

    def _get_buffer(self) -> StringIO:
        return _Buffer()


class _Environment(Environment):
    template_class = _Template
    loop_iteration_limit = MOST_ROUNDS


def _printed(value: Wrapped, context: RenderContext) -> str:
    if not context.autoescape:
        return text(value)
    if isinstance(value, list):
        return "".join(_printed(item, context) for item in value)
    return str(value) if isinstance(value, Markup) else str(escape(text(value)))


class _OutputNode(OutputNode):
    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        return buffer.write(_printed(self.expression.evaluate(context), context))


class _OutputTag(Output):
    node_class = _OutputNode


class _EchoNode(EchoNode):
    render_to_output = _OutputNode.render_to_output


class _EchoTag(EchoTag):
    node_class = _EchoNode


class _AssignNode(AssignNode):
    def render_to_output(self, context: RenderContext, _: TextIO) -> int:
        context.assign(self.name, _known(self.expression.evaluate(context)))
        return 0


class _AssignTag(AssignTag):
    node_class = _AssignNode


class _ForNode(ForNode):
    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        _check_range(self.expression.iterable.evaluate(context), self.token)
        try:
            return super().render_to_output(context, buffer)
        except LoopIterationLimitError as failure:
            failure.token = failure.token or self.token
            raise


class _ForTag(ForTag):
    node_class = _ForNode


class _TablerowNode(TablerowNode):
    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        _check_range(self.expression.iterable.evaluate(context), self.token)
        return super().render_to_output(context, buffer)


class _TablerowTag(TablerowTag):
    node_class = _TablerowNode


def _check_range(over: object, token: Token) -> None:
    """Refuse a range that python-liquid would lay out before it looks how long it is."""
    if isinstance(over, range) and over[MOST_ROUNDS:]:
        raise LoopIterationLimitError("too many rounds", token=token)


def _guarded(name: str, liquid_filter: _Filter) -> _Filter:
    """Return a filter that takes and gives values as templates here have them."""
    taken = _taken_as_text if name in _OF_TEXTS else _taken_as_number if name in _OF_NUMBERS else _known
    counted = 1 if name in _COUNTED else 0

    @wraps(liquid_filter)
    def guarded(left: Wrapped, *arguments: Wrapped, **keywords: Any) -> Wrapped:
        try:
            given = [
                _known(each) if index < counted else taken(each, name) for index, each in enumerate(arguments)
            ]
            if name in _WITHOUT_NIL:
                given = [each for each in given if not is_undefined(each)]
            value = _joined_items(left) if name == "join" else taken(left, name)
            if name in _OURS and is_undefined(value):
                value = None
            return _small(liquid_filter(value, *given, **keywords))
        except LIQUID_FAILURES as failure:
            # python-liquid notes the place of this one.
            raise FilterArgumentError(str(failure), token=None) from _below(failure, name)

    return guarded


def _below(failure: Exception, name: str) -> Exception:
    """Return what a failure of a filter comes from."""
    if isinstance(failure.__cause__, ZeroDivisionError):
        return TemplateFailure("render.division", filter=name)
    message = failure.message if isinstance(failure, LiquidError) else None
    return ValueError(str(message)) if message is not None else failure


@with_context
def _date(value: Wrapped, form: Wrapped, *, context: RenderContext) -> Wrapped:
    # A cast: the context holds values of any kind.
    now, zone = cast("tuple[int, str]", context.scope[CLOCK])
    printed = date_filter(
        None if is_undefined(value) else value, None if is_undefined(form) else form, now, zone
    )
    is_markup = context.autoescape and isinstance(form, Markup) and isinstance(value, Printed)
    return Markup(printed) if is_markup else printed


def _known(value: Wrapped, _: str = "") -> Wrapped:
    """Return a value as a filter or a variable of the template takes it."""
    if value is None:
        return Undefined("nil")
    if value.__class__ is float:
        return Number(value)
    if isinstance(value, range) and len(value) > LONGEST:
        raise TemplateFailure("render.too-long", limit=str(LONGEST))
    return value


def _taken_as_text(value: Wrapped, _: str) -> Wrapped:
    return value if isinstance(value, str | Undefined) else text(value)


def _taken_as_number(value: Wrapped, name: str) -> Wrapped:
    if isinstance(value, Amount):
        raise TemplateFailure("render.money-in-filter", filter=name)
    if isinstance(value, bool):
        return int(value)
    return float(value) if isinstance(value, Percent) else _known(value)


def _joined_items(value: Wrapped) -> Wrapped:
    if isinstance(value, list):
        return [item if isinstance(item, str | list) else text(item) for item in value]
    return _known(value) if isinstance(value, range) else _taken_as_text(value, "")


def _small(value: Wrapped) -> Wrapped:
    """Return what a filter gives, if it has not grown too large."""
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        raise TemplateFailure("render.too-large", limit="300")
    if isinstance(value, list) and len(value) > LONGEST:
        raise TemplateFailure("render.too-long", limit=str(LONGEST))
    if isinstance(value, str):
        bounded(value)
    return Number(value) if value.__class__ is float else value
