"""Random values, names and expressions: a strategy for every node, valid by construction.

Names are as wild as the language allows: keywords of both dialects, and whatever backticks can hold.
"""

from __future__ import annotations

from typing import Any, TypeVar
from unicodedata import is_normalized

from hypothesis import strategies as st

from maflow.dsl import ast
from maflow.dsl.ast import Node
from maflow.dsl.dialects import load_dialect
from maflow.dsl.source import NO_SPAN
from maflow.dsl.tokens import RESERVED_WORDS

__all__ = [
    "any_texts",
    "attributes",
    "clocks",
    "dates",
    "durations",
    "event_refs",
    "expressions",
    "flags",
    "labels",
    "literals",
    "maybe",
    "moments",
    "money",
    "named",
    "names",
    "node_of",
    "numbers",
    "patterns",
    "percents",
    "some",
    "texts",
    "times",
    "weekdays",
]

T = TypeVar("T", bound=Node)

_ZH = load_dialect("zh-CN")
_ENGLISH_WORDS = sorted({word for row in _ZH.rows for word in row.split() if word.isalpha()} | RESERVED_WORDS)
_CHINESE_WORDS = sorted({word for written in _ZH.phrases.values() for p in written for word in p.words})


def node_of(node: type[T], **fields: st.SearchStrategy[object]) -> st.SearchStrategy[T]:
    return st.builds(node, span=st.just(NO_SPAN), **fields)


def some(strategy: st.SearchStrategy[object], least: int = 0, most: int = 3) -> st.SearchStrategy[object]:
    return st.lists(strategy, min_size=least, max_size=most).map(tuple)


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


def named(name: str, strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    # Hypothesis spells strategies out in full, and warns when that grows long; this one has a name.
    @st.composite
    def short(draw: st.DrawFn) -> Any:
        return draw(strategy)

    short.__name__ = name
    return short()


def _texts(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True)


flags = st.booleans()
_plain_names = st.sampled_from(
    ["order_paid", "push", "sms", "x1", "价值", "会员等级", "naïve", "Ångström", "名_2"]
)
_quoted_names = st.sampled_from(
    ["Order Paid", "1st", "a-b", "订单 支付", "#1", '"', "{", "\u00e9", "a.b", "·"]
)
_keywords = st.sampled_from(_ENGLISH_WORDS) | st.sampled_from(_CHINESE_WORDS)
_any_name = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="`"), min_size=1, max_size=8
)


def _is_name(text: str) -> bool:
    return text != "" and text == text.strip() and is_normalized("NFC", text)


names = named(
    "names", node_of(ast.Name, text=_plain_names | _quoted_names | _keywords | _any_name.filter(_is_name))
)
_values = (
    st.sampled_from(
        ["", "gold", "您好", 'say "hi"', "a\\b", "tab\there", "\n", " lead", "{{ user.name }}", "\u200b\x07"]
    )
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
    | st.text('ab \n\t"\\', max_size=16)
)
texts = node_of(ast.TextLiteral, value=_values, is_block=st.just(False))
any_texts = node_of(ast.TextLiteral, value=_values, is_block=flags)

_digits = _texts(r"[0-9](_?[0-9]){0,4}(\.[0-9]{1,3})?")
numbers = node_of(ast.NumberLiteral, text=_digits)
percents = node_of(ast.PercentLiteral, text=_texts(r"[0-9]{1,2}(\.[0-9]{1,2})?"))
money = node_of(ast.MoneyLiteral, amount=_digits, currency=st.sampled_from(["CNY", "USD", "EUR"]))
clocks = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
_dates = st.builds(
    "{:04}-{:02}-{:02}".format, st.integers(2000, 2999), st.integers(1, 12), st.integers(1, 28)
)
_seconds = st.just("") | st.builds(":{:02}".format, st.integers(0, 59))
times = node_of(ast.TimeLiteral, text=clocks)
dates = node_of(ast.DateLiteral, text=_dates)
moments = node_of(
    ast.MomentLiteral,
    text=st.builds("{} {}{}".format, _dates, clocks, _seconds),
    offset=st.none() | st.sampled_from(["+08:00", "-03:30"]),
)
booleans = node_of(ast.BooleanLiteral, value=flags)
spans_of_time = node_of(ast.Duration, amount=_digits, unit=st.sampled_from(ast.Unit))
durations = (
    spans_of_time
    | node_of(ast.Duration, amount=_digits, unit=st.none())
    | node_of(ast.DurationParameter, name=names)
)
weekdays = st.sampled_from(ast.Weekday)
labels = maybe(names)

_simple_literals = st.one_of(
    texts,
    numbers,
    percents,
    money,
    spans_of_time,
    times,
    dates,
    moments,
    booleans,
    node_of(ast.Negative, operand=numbers | money | spans_of_time),
)
literals = st.recursive(
    _simple_literals, lambda inner: node_of(ast.ListLiteral, items=some(inner)), max_leaves=4
)

event_refs = node_of(ast.EventRef, source=maybe(names), name=names)
attributes = node_of(ast.Attribute, scope=st.sampled_from(ast.Scope), name=names)
windows = st.one_of(
    node_of(ast.LastWindow, duration=durations),
    node_of(ast.TodayWindow),
    node_of(ast.SinceEntry),
    node_of(ast.SinceDate, date=dates | moments),
    node_of(ast.Ever),
)

_leaves = st.one_of(
    any_texts,
    numbers,
    percents,
    money,
    spans_of_time,
    times,
    dates,
    moments,
    booleans,
    attributes,
    node_of(ast.Parameter, name=names),
    node_of(ast.Now),
    node_of(ast.Today),
    node_of(ast.HasTag, tag=texts),
    node_of(ast.StageValue, stages=names),
    node_of(ast.ScoreValue, score=names),
    node_of(ast.Grade, score=names),
    node_of(ast.Consents, channel=names),
    node_of(ast.InAudience, audience=names, is_negated=flags),
)


def _pattern(condition: st.SearchStrategy[object]) -> st.SearchStrategy[ast.EventPattern]:
    return node_of(ast.EventPattern, event=event_refs, where=maybe(condition))


def _compound(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    pattern = _pattern(inner)
    return st.one_of(
        node_of(ast.ListLiteral, items=some(inner)),
        node_of(ast.TimePart, function=st.sampled_from(ast.TimePartFunction), operand=inner),
        node_of(ast.Count, pattern=pattern, window=windows),
        node_of(ast.CountDistinct, property=names, pattern=pattern, window=windows),
        node_of(
            ast.Aggregate,
            function=st.sampled_from(ast.AggregateFunction),
            property=names,
            pattern=pattern,
            window=windows,
        ),
        node_of(ast.Did, pattern=pattern, window=windows, is_negated=flags),
        node_of(ast.DidThen, first=pattern, second=pattern, within=durations, window=windows),
        node_of(ast.TimeSince, pattern=pattern),
        node_of(ast.Share, part=pattern, whole=pattern, window=windows),
        node_of(ast.AnyOf, operands=some(inner, 2)),
        node_of(ast.AllOf, operands=some(inner, 2)),
        node_of(ast.Not, operand=inner),
        node_of(ast.Negative, operand=inner),
        node_of(ast.Binary, operator=st.sampled_from(ast.BinaryOperator), left=inner, right=inner),
        node_of(ast.Matches, operand=inner, pattern=texts),
        node_of(ast.InList, operand=inner, items=some(inner, 1), is_negated=flags),
        node_of(ast.Between, operand=inner, low=inner, high=inner),
        node_of(ast.IsKnown, operand=inner, is_negated=flags),
        node_of(ast.Default, operand=inner, fallback=inner),
    )


expressions = named("expressions", st.recursive(_leaves, _compound, max_leaves=6))
patterns = _pattern(expressions)
