"""Templates and values at random, and the two ways to render them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from hypothesis import strategies as st

from maflow.compiler.lower.templates import TemplateTypes, lower_template
from maflow.runtime.codegen.templates import compile_template
from maflow.runtime.errors import RenderError
from maflow.runtime.program.templates import NOW, ZONE, Fallback, Template
from maflow.runtime.program.types import ValueKind, ValueType

__all__ = ["TYPES", "Drawn", "Values", "as_fallback", "plain_templates", "rendered", "templates"]

Values = Mapping[tuple[str, ...], object]
_Texts = st.SearchStrategy[str]

_MONEY = ValueType(ValueKind.MONEY, currency="CNY")
_TEXT = ValueType(ValueKind.TEXT)


def _list_of(item: ValueType) -> ValueType:
    return ValueType(ValueKind.LIST, item=item)


TYPES = TemplateTypes(
    user={
        "name": _TEXT,
        "nick": _TEXT,
        "size": _TEXT,
        "level": ValueType(ValueKind.CHOICE, choices=("regular", "gold")),
        "points": ValueType(ValueKind.INTEGER),
        "score": ValueType(ValueKind.NUMBER),
        "vip": ValueType(ValueKind.BOOLEAN),
        "birthday": ValueType(ValueKind.DATE),
        "tags": _list_of(_TEXT),
        "ranks": _list_of(ValueType(ValueKind.INTEGER)),
        "days": _list_of(ValueType(ValueKind.DATE)),
        "spent": _list_of(_MONEY),
    },
    entry={"value": _MONEY, "yen": ValueType(ValueKind.MONEY, currency="JPY"), "note": _TEXT},
    run={
        "delay": ValueType(ValueKind.DURATION),
        "share": ValueType(ValueKind.PERCENT),
        "at": ValueType(ValueKind.TIME),
        "due": ValueType(ValueKind.MOMENT),
    },
    currency="CNY",
)

_TEXTS = st.one_of(
    st.sampled_from(
        ["", " ", "Mei", "mei li", "<b>&'\"", "12", "2.5", "2026-11-11", "gold", "a,b,c", "\r\nx\n"]
    ),
    st.text(max_size=6),
)
_AMOUNTS = st.decimals(min_value=-1000, max_value=1000, places=2, allow_nan=False)
_DAYS = st.integers(-20_000, 40_000)
_MOMENTS = st.integers(0, 4_000_000_000_000)
_INTEGERS = st.integers(-100, 100)
_NUMBERS = st.one_of(_INTEGERS, st.sampled_from([0.0, 2.0, -2.0, 0.5, 1e17, 1e-7]), st.floats(-1e6, 1e6))
_ANY: dict[tuple[str, ...], st.SearchStrategy[object]] = {
    ("user", "name"): _TEXTS,
    ("user", "nick"): _TEXTS,
    ("user", "size"): _TEXTS,
    ("user", "level"): st.sampled_from(["regular", "gold"]),
    ("user", "points"): _INTEGERS,
    ("user", "score"): _NUMBERS,
    ("user", "vip"): st.booleans(),
    ("user", "birthday"): _DAYS,
    ("user", "tags"): st.lists(_TEXTS, max_size=4).map(tuple),
    ("user", "ranks"): st.lists(st.integers(-5, 5), max_size=4).map(tuple),
    ("user", "days"): st.lists(_DAYS, max_size=3).map(tuple),
    ("user", "spent"): st.lists(_AMOUNTS, max_size=3).map(tuple),
    ("entry", "value"): _AMOUNTS,
    ("entry", "yen"): _AMOUNTS,
    ("entry", "note"): _TEXTS,
    ("run", "delay"): st.sampled_from([0, 1, 1000, 90_000, 7_200_000, 86_400_000, 172_800_000]),
    ("run", "share"): st.sampled_from([0.0, 0.07, 0.4, 1, 1.5]),
    ("run", "at"): st.integers(0, 86_399_999),
    ("run", "due"): _MOMENTS,
}
_ALWAYS: dict[tuple[str, ...], st.SearchStrategy[object]] = {
    ("entry", "time"): _MOMENTS,
    ("campaign", "name"): _TEXTS,
    ("today",): _DAYS,
    ("now",): _MOMENTS,
    ("zone",): st.sampled_from(["UTC", "Asia/Shanghai", "America/New_York", "Asia/Kathmandu"]),
}
_VALUES: dict[tuple[str, ...], st.SearchStrategy[object]] = {
    **{path: st.none() | values for path, values in _ANY.items()},
    **_ALWAYS,
}

_PATHS = [".".join(path) for path in (*_ANY, *_ALWAYS) if path != ("zone",)]
_LOCALS = ["x", "y", "item"]
_PARTS = [
    "user.name.size",
    "user.tags.first",
    "user.tags.last",
    "user.tags[1]",
    "user.ranks.size",
    "user.days[-1]",
]
_LITERALS = ["'Mei'", "''", "'<i>'", "', '", "'a'", "0", "2", "-1", "3.5", "2.0", "true", "false", "nil"]
_NO_ARGUMENT = (
    "money size abs ceil floor round base64_decode base64_encode base64_url_safe_encode capitalize downcase "
    "escape escape_once escapejs lstrip newline_to_br rstrip safe squish strip strip_newlines upcase "
    "url_decode url_encode truncate truncatewords join compact first last reverse sort sort_natural sum uniq"
).split()
_ONE_ARGUMENT = (
    "default at_least at_most divided_by minus modulo plus times round append prepend remove remove_first "
    "remove_last replace replace_first slice split truncate truncatewords join concat"
).split()
_OF_TEXT = (
    "base64_encode base64_url_safe_encode capitalize downcase escape escape_once escapejs lstrip "
    "newline_to_br rstrip safe squish strip strip_newlines upcase url_decode url_encode truncate "
    "truncatewords"
).split()
_ARITHMETIC = "plus minus times modulo divided_by at_least at_most".split()
_TWO_ARGUMENTS = "replace replace_first replace_last slice truncate truncatewords".split()
_FORMS = ["'%Y-%m-%d'", "'%-d %B, %H:%M <%Z>'", "'%s'", "user.nick"]

_values = st.sampled_from([*_PATHS, *_PATHS, *_LOCALS, *_PARTS, *_LITERALS])
_arguments = st.sampled_from([*_LITERALS, *_LITERALS, *_PATHS, *_LOCALS])
_filters: _Texts = st.one_of(
    st.sampled_from(_NO_ARGUMENT),
    st.builds("{}: {}".format, st.sampled_from(_ONE_ARGUMENT), _arguments),
    st.builds("{}: {}, {}".format, st.sampled_from(_TWO_ARGUMENTS), _arguments, _arguments),
    st.builds("date: {}".format, st.sampled_from(_FORMS)),
    st.builds("default: {}, allow_false: true".format, _arguments),
)
_compared = st.sampled_from([*_PATHS, *_PATHS, *_LOCALS, *_PARTS, *_LITERALS, "empty", "blank"])
_operators = st.sampled_from(["==", "!=", "<>", "<", "<=", ">", ">=", "contains", "=="])
_lists = st.sampled_from(
    "user.tags user.ranks user.days user.spent x user.name (1..3) (-2..user.ranks.size) (1..x)".split()
)
_bounds = st.sampled_from(
    "/ reversed/ limit: 2/ offset: 1/ limit: 0/ limit: user.points/ offset: 2 limit: 1".split("/")
)
_gaps = st.sampled_from(["", " ", "\n", "\n "])
_literals = st.sampled_from(["", " ", "Hi ", "<p>", "{ ", "}", "'", '"', "\\", "您好\n", "a"])
_rounds = st.sampled_from(
    ["", "{{ item }}", "{{ forloop.index }}", "{{ forloop.rindex0 }}{{ forloop.length }}"]
)
_names, _jumps = st.sampled_from(["x", "y"]), st.sampled_from(["break", "continue"])

# Forms of markup: E is an expression, C a condition, B what stands inside, N a name, V a value, G a gap.
_BLOCKS = (
    "{% if C %}B{% endif %}",
    "{% unless C %}B{% else %}B{% endunless %}",
    "{% if C %}B{%- elsif C -%} B{% elsif C %}G{% else %}B{% endif %}",
    "{% case V %}{% when 'Mei', 2 %}B{% when 3 or 'gold' %}B{% else %}B{% endcase %}",
    "{% capture N %}B{% endcapture %}",
    "{% for item in L %}RB{% else %}B{% endfor %}",
    "{% for item in L %}R{% if C %}B{% J %}{% endif %}B{% endfor %}",
    "G{% comment %}B{% endcomment %}{% raw %}{{ x }}{% endraw %}",
)
_LEAVES = ("{{ E }}", "{{ E }}", "{{- E -}}", "T", "G", "{% assign N = E %}", "{% echo E %}")


@st.composite
def _template(draw: st.DrawFn, expressions: _Texts, depth: int = 2) -> str:
    """Draw forms and put random things for the letters in them."""
    found = ""
    for form in draw(
        st.lists(st.sampled_from((*_LEAVES, *(_BLOCKS if depth else ()))), min_size=1, max_size=3)
    ):
        found += "".join(
            [
                draw(_letter(letter, expressions, depth)) if letter in "BCEGJLNRTV" else letter
                for letter in form
            ]
        )
    return found


def _letter(letter: str, expressions: _Texts, depth: int) -> _Texts:
    match letter:
        case "E":
            return expressions
        case "B":
            return _template(expressions, depth - 1)
        case "L":
            return st.builds("{}{}".format, _lists, _bounds)
        case _:
            return _LETTERS[letter]


@st.composite
def _condition(draw: st.DrawFn) -> str:
    tests = draw(
        st.lists(
            st.one_of(_compared, st.tuples(_compared, _operators, _compared).map(" ".join)),
            min_size=1,
            max_size=3,
        )
    )
    return "".join(f"{test} {draw(st.sampled_from(['and', 'or']))} " for test in tests[1:]) + tests[0]


_LETTERS: dict[str, _Texts] = {
    "C": _condition(),
    "G": _gaps,
    "J": _jumps,
    "N": _names,
    "R": _rounds,
    "T": _literals,
    "V": _values,
}


@st.composite
def _filtered(draw: st.DrawFn) -> str:
    return " | ".join([draw(_values), *draw(st.lists(_filters, max_size=3))])


# Where python-liquid as it comes prints as templates here do: no booleans, fractions, amounts, dates, lists
# and nothings where it wants a text, no `date`, no `money`.
_TEXT_VALUES = "user.name user.nick user.level user.tags.first campaign.name entry.note 'Mei' ''".split()
_PLAIN_CHAINS = (
    (
        _TEXT_VALUES,
        [name for name in _NO_ARGUMENT if name in _OF_TEXT]
        + [
            f"{name}: {other}"
            for name in ("append", "prepend", "remove", "replace", "default")
            for other in _TEXT_VALUES
        ]
        + [
            "truncate: 3",
            "truncatewords: 1, '<'",
            "slice: 1, 2",
            "slice: -2",
            "replace_last: 'i', '<'",
            "size",
        ],
    ),
    (
        ["user.points", "user.ranks.size", "user.level", "7"],
        [
            f"{name}: {other}"
            for name in _ARITHMETIC
            for other in ("2", "-3", "0", "user.points", "user.level")
        ],
    ),
    (
        ["user.tags", "user.ranks", "user.name | split: ','", "user.name | split: ''"],
        ["compact", "reverse", "sort", "sort_natural", "uniq", "concat: user.tags", "slice: 0, 2"],
    ),
)


@st.composite
def _plain(draw: st.DrawFn) -> str:
    value, filters = draw(st.sampled_from(_PLAIN_CHAINS))
    calls = draw(st.lists(st.sampled_from(filters), max_size=3))
    last = (
        draw(st.sampled_from(["join", "join: ', '", "first", "last", "size"]))
        if "reverse" in filters
        else None
    )
    return " | ".join([draw(st.sampled_from(value)), *calls, *([last] if last else [])])


class Drawn(msgspec.Struct, frozen=True):
    """A template, as it is written and lowered, and values of its variables, the time zone too."""

    source: str
    is_html: bool
    template: Template
    values: Values


@st.composite
def _drawn(draw: st.DrawFn, expressions: _Texts) -> Drawn:
    source, is_html = draw(_template(expressions)), draw(st.booleans())
    template = lower_template(source, TYPES, is_html=is_html)
    paths = {variable.path for variable in (*template.variables, NOW, ZONE)}
    return Drawn(source, is_html, template, {path: draw(_VALUES[path]) for path in sorted(paths)})


templates: st.SearchStrategy[Drawn] = _drawn(_filtered())
"""Templates of all that can be compiled, and of some that cannot."""

plain_templates: st.SearchStrategy[Drawn] = _drawn(_plain())
"""Templates in which python-liquid prints everything as templates here do."""


def as_fallback(template: Template, source: str, *, is_html: bool = False) -> Template:
    """Return the template as python-liquid renders it."""
    given = {variable.path for variable in template.variables}
    clock = tuple(variable for variable in (NOW, ZONE) if variable.path not in given)
    return Template((*template.variables, *clock), Fallback(source, is_html))


def rendered(template: Template, values: Values) -> str:
    """Render a template, or say that it failed."""
    try:
        return compile_template(template)(*(values[variable.path] for variable in template.variables))
    except RenderError:
        return "(fails)"
