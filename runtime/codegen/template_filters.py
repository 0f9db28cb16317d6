"""The filters of templates, on values that say of themselves what they are.

They do what python-liquid 2 does, in which a test holds them, with these differences: numbers, booleans and
what is unknown become texts as `template_values` says; money does not become 0 where a number is wanted but
is a failure; `sum` adds money up; texts and numbers cannot grow without end.
Source: python-liquid 2, `liquid/builtin/filters`.
"""

from __future__ import annotations

import base64
import html
import math
import re
import urllib.parse
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from maflow.runtime.codegen.template_errors import TemplateFailure
from maflow.runtime.codegen.template_values import Amount, Percent, Wrapped, text

__all__ = ["FILTER_FUNCTIONS", "LONGEST", "bounded", "default", "escape_html", "money", "size", "truncate"]

LONGEST = 1_000_000
"""The most characters that a text, and items that a list can have inside a template."""

_MOST_DIGITS = 300
_LARGEST = 10**_MOST_DIGITS
_WORDS_WITHOUT_END = (1 << 31) - 1
_SLICE_BOUND = (1 << 63) - 1
_LINE_END = re.compile(r"\r?\n")
_BLANKS = re.compile(r"\s+")
_SCRIPT_SIGNS = "\\'\"><&=-;`\u2028\u2029" + "".join(map(chr, range(32)))
_SCRIPT_ESCAPES = str.maketrans({sign: f"\\u{ord(sign):04X}" for sign in _SCRIPT_SIGNS})
_DEEPEST_LIST = 5

_Number = int | float
_Reckoning = Callable[[_Number, _Number], _Number]


def bounded(value: str) -> str:
    """Return a text that may go on growing; one that has grown too long is a failure."""
    if len(value) > LONGEST:
        raise TemplateFailure("render.too-long", limit=str(LONGEST))
    return value


def escape_html(value: str) -> str:
    """Return a text as it stands in HTML; signs are written as python-liquid writes them there.

    Example:
        >>> escape_html("<b>Mei & 'Co'")
        '&lt;b&gt;Mei &amp; &#39;Co&#39;'
    """
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return value.replace("'", "&#39;").replace('"', "&#34;")


def default(value: Wrapped, other: Wrapped, *, allows_false: bool = False) -> Wrapped:
    """Return another value instead of nothing, `false`, an empty text or an empty list.

    Example:
        >>> default(None, "x"), default(0, "x"), default(False, "x"), default(False, "x", allows_false=True)
        ('x', 0, 'x', False)
    """
    if value is None or (value is False and not allows_false):
        return other
    return other if isinstance(value, str | list) and not value else value


def money(value: Wrapped) -> str:
    """Print an amount with its currency; anything else prints as it always does."""
    return f"{value!s} {value.currency}" if isinstance(value, Amount) else text(value)


def size(value: Wrapped) -> int:
    """Return how long a text or a list is, 0 for anything else."""
    return len(value) if isinstance(value, str | list | range) else 0


def truncate(value: str, length: int, end: str = "...") -> str:
    """Cut a text to a length, which counts what stands for the rest."""
    return value if len(value) < length else f"{value[: length - len(end)]}{end}"


def _truncate(value: Wrapped, length: Wrapped = 50, end: Wrapped = "...") -> str:
    return truncate(text(value), _whole(length), text(end))


def _truncate_words(value: Wrapped, count: Wrapped = 15, end: Wrapped = "...") -> str:
    most, printed = max(_whole(count), 1), text(value)
    words = printed.split()
    if most >= _WORDS_WITHOUT_END:
        return printed
    return " ".join(words) if len(words) < most else " ".join(words[:most]) + text(end)


def _whole(value: Wrapped) -> int:
    return int(value)  # type: ignore[call-overload, no-any-return]  # what is no number is a failure


def _append(value: Wrapped, other: Wrapped) -> str:
    return bounded(text(value) + text(other))


def _prepend(value: Wrapped, other: Wrapped) -> str:
    return bounded(text(other) + text(value))


def _replace(value: Wrapped, old: Wrapped, new: Wrapped = "") -> str:
    return bounded(text(value).replace(text(old), text(new)))


def _replace_first(value: Wrapped, old: Wrapped, new: Wrapped = "") -> str:
    return bounded(text(value).replace(text(old), text(new), 1))


def _replace_last(value: Wrapped, old: Wrapped, new: Wrapped) -> str:
    """Replace the last find; one at the very beginning is left alone, as python-liquid does."""
    printed, sought = text(value), text(old)
    if not sought:
        return bounded(printed + text(new))
    before, _, after = printed.rpartition(sought)
    return bounded(before + text(new) + after) if before else printed


def _remove_last(value: Wrapped, old: Wrapped) -> str:
    printed, sought = text(value), text(old)
    return _replace_last(printed, sought, "") if sought else printed


def _slice(value: Wrapped, start: Wrapped, length: Wrapped = 1) -> Wrapped:
    source = value if isinstance(value, list | range) else text(value)
    first, count = _slice_bound(start), 1 if length is None else _slice_bound(length)
    end: int | None = first + count
    if end is not None and first < 0 <= end:
        end = None
    return source[first:end] if isinstance(source, str) else list(source[first:end])


def _slice_bound(value: Wrapped) -> int:
    if isinstance(value, float):
        raise TypeError("a whole number is wanted")
    return max(min(_whole(value), _SLICE_BOUND), -_SLICE_BOUND - 1)


def _split(value: Wrapped, separator: Wrapped) -> Wrapped:
    printed, sign = text(value), text(separator)
    if not sign:
        return list(printed)
    if not printed or printed == sign:
        return []
    return printed.split(None if sign == " " else sign)


def _money_refused(name: str, *values: Wrapped) -> None:
    if any(isinstance(value, Amount) for value in values):
        raise TemplateFailure("render.money-in-filter", filter=name)


def _number(value: Wrapped) -> _Number:
    """Return what a value is worth as a number: 0 where it is none."""
    if isinstance(value, bool | Percent):
        return int(value) if isinstance(value, bool) else float(value)
    if isinstance(value, int | float):
        return value
    if not isinstance(value, str):
        return 0
    for read in (int, float):
        try:
            return read(value)
        except ValueError:
            continue
    return 0


def _small(value: _Number) -> _Number:
    if isinstance(value, int) and not -_LARGEST < value < _LARGEST:
        raise TemplateFailure("render.too-large", limit=str(_MOST_DIGITS))
    return value


def _of_one(name: str, reckon: Callable[[_Number], _Number]) -> Callable[[Wrapped], _Number]:
    def filtered(value: Wrapped) -> _Number:
        _money_refused(name, value)
        return reckon(_number(value))

    return filtered


def _of_two(name: str, reckon: _Reckoning) -> Callable[[Wrapped, Wrapped], _Number]:
    def filtered(value: Wrapped, other: Wrapped) -> _Number:
        _money_refused(name, value, other)
        try:
            return _small(reckon(_number(value), _number(other)))
        except ZeroDivisionError:
            raise TemplateFailure("render.division", filter=name) from None

    return filtered


def _decimal(value: _Number) -> Decimal:
    return Decimal(float.__repr__(value) if isinstance(value, float) else value)


def _exactly(whole: Callable[[int, int], int], other: Callable[[Decimal, Decimal], Decimal]) -> _Reckoning:
    """Reckon with whole numbers as such, and with all others as they are written."""

    def reckon(left: _Number, right: _Number) -> _Number:
        if isinstance(left, int) and isinstance(right, int):
            return whole(left, right)
        return float(other(_decimal(left), _decimal(right)))

    return reckon


def _divided(left: _Number, right: _Number) -> _Number:
    return left // right if isinstance(left, int) and isinstance(right, int) else left / right


def _round(value: Wrapped, digits: Wrapped = None) -> _Number:
    _money_refused("round", value, digits)
    number = _number(value)
    count = _digits(digits)
    if count is None or not count:
        return round(number)
    return 0 if count < 0 else round(number, count)


def _digits(value: Wrapped) -> int | None:
    if isinstance(value, str):
        try:
            return int(float(value))
        except ValueError:
            return None
    return int(value) if isinstance(value, int | float) else None


def _items(value: Wrapped) -> list[Wrapped]:
    """Return the items of a list, inner lists laid out; anything else is a list of itself."""
    if isinstance(value, list):
        return list(_flat(value, _DEEPEST_LIST))
    if isinstance(value, range):
        if len(value) > LONGEST:
            raise TemplateFailure("render.too-long", limit=str(LONGEST))
        return list(value)
    return [] if value is None else [value]


def _flat(items: Iterable[Wrapped], deepest: int) -> Iterable[Wrapped]:
    for item in items:
        if deepest and isinstance(item, list):
            yield from _flat(item, deepest - 1)
        else:
            yield item


def _first(value: Wrapped) -> Wrapped:
    return value[0] if isinstance(value, list | range) and value else None


def _last(value: Wrapped) -> Wrapped:
    return value[-1] if isinstance(value, list | range) and value else None


def _join(value: Wrapped, separator: Wrapped = " ") -> str:
    return bounded(text(separator).join(map(text, _items(value))))


def _concat(value: Wrapped, other: Wrapped) -> Wrapped:
    if not isinstance(other, list):
        raise TypeError("a list is wanted")
    items = [*_items(value), *other]
    if len(items) > LONGEST:
        raise TemplateFailure("render.too-long", limit=str(LONGEST))
    return items


def _sort(value: Wrapped) -> Wrapped:
    return sorted(_items(value))  # type: ignore[type-var]  # what cannot be sorted is a failure


def _uniq(value: Wrapped) -> Wrapped:
    items = _items(value)
    return [item for index, item in enumerate(items) if items.index(item) == index]


def _sum(value: Wrapped) -> Wrapped:
    items = _items(value)
    first = next((item for item in items if isinstance(item, Amount)), None)
    if first is not None:
        amounts = [item for item in items if isinstance(item, Amount)]
        if any(amount.currency != first.currency for amount in amounts):
            raise TypeError("amounts of several currencies")
        return Amount.of(sum(amounts, Decimal()), first.currency, first.digits)
    total = sum((_decimal(_number(item)) for item in items), Decimal())
    return float(total) if any(isinstance(_number(item), float) for item in items) else int(total)


def _of_text(change: Callable[[str], str]) -> Callable[[Wrapped], str]:
    return lambda value: change(text(value))


FILTER_FUNCTIONS: Mapping[str, Callable[..., Wrapped]] = MappingProxyType(
    {
        "default": default,
        "money": money,
        "size": size,
        "html": _of_text(escape_html),
        "abs": _of_one("abs", abs),
        "ceil": _of_one("ceil", math.ceil),
        "floor": _of_one("floor", math.floor),
        "round": _round,
        "at_least": _of_two("at_least", max),
        "at_most": _of_two("at_most", min),
        "divided_by": _of_two("divided_by", _divided),
        "minus": _of_two("minus", _exactly(lambda a, b: a - b, lambda a, b: a - b)),
        "modulo": _of_two("modulo", _exactly(lambda a, b: a % b, lambda a, b: a % b)),
        "plus": _of_two("plus", _exactly(lambda a, b: a + b, lambda a, b: a + b)),
        "times": _of_two("times", _exactly(lambda a, b: a * b, lambda a, b: a * b)),
        "append": _append,
        "prepend": _prepend,
        "remove": lambda value, old: _replace(value, old),
        "remove_first": lambda value, old: _replace_first(value, old),
        "remove_last": _remove_last,
        "replace": _replace,
        "replace_first": _replace_first,
        "replace_last": _replace_last,
        "slice": _slice,
        "split": _split,
        "truncate": _truncate,
        "truncatewords": _truncate_words,
        "join": _join,
        "first": _first,
        "last": _last,
        "compact": lambda value: [item for item in _items(value) if item is not None],
        "concat": _concat,
        "reverse": lambda value: _items(value)[::-1],
        "sort": _sort,
        "sort_natural": lambda value: sorted(_items(value), key=lambda item: text(item).lower()),
        "sum": _sum,
        "uniq": _uniq,
        "base64_decode": _of_text(lambda value: base64.b64decode(value).decode()),
        "base64_encode": _of_text(lambda value: base64.b64encode(value.encode()).decode()),
        "base64_url_safe_decode": _of_text(lambda value: base64.urlsafe_b64decode(value).decode()),
        "base64_url_safe_encode": _of_text(lambda value: base64.urlsafe_b64encode(value.encode()).decode()),
        "capitalize": _of_text(str.capitalize),
        "downcase": _of_text(str.lower),
        "escape": _of_text(html.escape),
        "escape_once": _of_text(lambda value: html.escape(html.unescape(value))),
        "escapejs": _of_text(lambda value: value.translate(_SCRIPT_ESCAPES)),
        "lstrip": _of_text(str.lstrip),
        "newline_to_br": _of_text(lambda value: _LINE_END.sub("<br />\n", value)),
        "rstrip": _of_text(str.rstrip),
        "safe": text,
        "squish": _of_text(lambda value: _BLANKS.sub(" ", value.strip())),
        "strip": _of_text(str.strip),
        "strip_newlines": _of_text(lambda value: _LINE_END.sub("", value)),
        "upcase": _of_text(str.upper),
        "url_decode": _of_text(urllib.parse.unquote_plus),
        "url_encode": _of_text(urllib.parse.quote_plus),
    }
)
"""Each filter but `date`, which needs to know the time."""
