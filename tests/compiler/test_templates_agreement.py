"""What this parser accepts python-liquid accepts too, and both find the same in it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from liquid import Environment
from liquid.exceptions import LiquidError

from maflow.compiler.templates import analyse
from maflow.compiler.templates.filters import FILTERS
from maflow.compiler.templates.nodes import Path
from maflow.compiler.templates.tags import FORBIDDEN_TAGS, TAGS

LIQUID = Environment()
LIQUID.add_filter("money", str)

# Pieces that meet at random; whatever comes out, both parsers have to say the same of it, or ours more.
# fmt: off
PIECES = st.sampled_from(
    "{{ | }} | {{- | -}} | {% | %} | {%- | -%} | { | } | if | elsif | else | endif | unless | endunless | "
    "case | when | endcase | for | in | endfor | reversed | limit: | offset: | continue | break | capture | "
    "endcapture | assign | = | cycle | increment | echo | raw | endraw | comment | endcomment | doc | "
    "enddoc | tablerow | endtablerow | cols: | ifchanged | endifchanged | # | user | user.name | 姓名 | "
    "user.姓名 | x | a.b[0] | a['b'] | a[x.y] | [ | ] | ( | ) | (1..3) | .. | . | , | : | pipe | "
    "pipe default: | pipe upcase | pipe date: | 'x' | \"y\" | ' | 1 | -2 | 3.5 | 4. | true | nil | blank | "
    "empty | == | != | <> | < | >= | contains | and | or | not | ? | - | % | \\ | ` | 。 | 　 | \u00a0"
    .split(" | ")
).map(lambda piece: piece.replace("pipe", "|"))
# fmt: on
SPACES = st.sampled_from(["", " ", "  ", "\n", "\t"])
JUMBLES = st.lists(st.tuples(PIECES, SPACES), max_size=24).map(
    lambda parts: "".join(part + space for part, space in parts)
)


def keys(path: Path) -> list[Any]:  # Any: the nested lists of python-liquid
    return [keys(s.key) if isinstance(s.key, Path) else s.key for s in path.segments]


def ours(value: str) -> dict[str, list[Any]]:
    found = analyse(value)
    calls = [use.expression.filters[use.index] for use in found.filters]
    names = [local for local in found.locals if local.kind.value in ("assigned", "captured", "counter")]
    return {
        "variables": sorted((use.path.start, keys(use.path)) for use in found.variables),
        "filters": sorted((call.start, call.name) for call in calls),
        "tags": sorted((tag.start, tag.name) for tag in found.tags),
        "locals": sorted((local.start, local.name) for local in names),
    }


def theirs(value: str) -> dict[str, list[Any]]:
    found = LIQUID.from_string(value).analyze()
    return {
        "variables": sorted((v.span.index, v.segments) for all_ in found.variables.values() for v in all_),
        "filters": sorted((span.index, name) for name, spans in found.filters.items() for span in spans),
        "tags": sorted(
            (span.index, name)
            for name, spans in found.tags.items()
            for span in spans
            if name not in ("comment", "#", "doc")
        ),
        "locals": sorted((v.span.index, name) for name, all_ in found.locals.items() for v in all_),
    }


def is_accepted_by_liquid(value: str) -> bool:
    try:
        LIQUID.from_string(value)
    except LiquidError:
        return False
    return True


WORDS = st.sampled_from(
    ["user.name", "entry.金额", "run.x", "x", "a.b[0].c", "list['k'][x.y]", "item", "forloop.index"]
)
CONSTANTS = st.sampled_from(["'text'", '"它"', "1", "-2", "3.50", "true", "false", "nil", "blank", "empty"])
VALUES = st.one_of(WORDS, CONSTANTS, st.just("(1..x.y)"))
NAMES = st.sampled_from(sorted(FILTERS))


@st.composite
def filtered(draw: st.DrawFn) -> str:
    text = draw(VALUES)
    for name in draw(st.lists(NAMES, max_size=3)):
        arguments = draw(st.lists(VALUES.filter(lambda text: text not in ("blank", "empty")), max_size=2))
        text += draw(st.sampled_from([" | ", "|"])) + name
        if arguments:
            text += draw(st.sampled_from([": ", ":"])) + ", ".join(arguments)
    return text


COMPARISONS = st.tuples(
    VALUES, st.sampled_from(["==", "!=", "<>", "<", "<=", ">", ">=", "contains"]), VALUES
).map(" ".join)
CONDITIONS = st.lists(st.one_of(VALUES, COMPARISONS), min_size=1, max_size=3).flatmap(
    lambda terms: st.sampled_from([" and ", " or "]).map(lambda word: word.join(terms))
)
VARIABLES = st.sampled_from(["x", "item", "名字", "n-1"])


def blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(
            "{{% if {} %}}{}{{% elsif {} %}}{}{{% else %}}{}{{% endif %}}".format,
            CONDITIONS,
            inner,
            CONDITIONS,
            inner,
            inner,
        ),
        st.builds("{{%- unless {} -%}}{}{{%- endunless -%}}".format, CONDITIONS, inner),
        st.builds(
            "{{% for {} in {} limit:2 reversed %}}{}{{% else %}}{}{{% endfor %}}".format,
            VARIABLES,
            VALUES,
            inner,
            inner,
        ),
        st.builds("{{% tablerow {} in {} cols:2 %}}{}{{% endtablerow %}}".format, VARIABLES, VALUES, inner),
        st.builds(
            "{{% case {} %}} {{% when {}, {} %}}{}{{% else %}}{}{{% endcase %}}".format,
            VALUES,
            VALUES,
            VALUES,
            inner,
            inner,
        ),
        st.builds("{{% capture {} %}}{}{{% endcapture %}}".format, VARIABLES, inner),
        st.builds("{{% ifchanged %}}{}{{% endifchanged %}}".format, inner),
        st.builds("{}{}".format, inner, inner),
    )


LEAVES = st.one_of(
    st.sampled_from(["您好 ", "text", "\n", "{ }", "}}", "%}"]),
    filtered().map("{{{{ {} }}}}".format),
    filtered().map("{{{{-{}-}}}}".format),
    filtered().map("{{% echo {} %}}".format),
    st.builds("{{% assign {} = {} %}}".format, VARIABLES, filtered()),
    VARIABLES.map("{{% increment {} %}}".format),
    st.builds("{{% cycle {}: {}, {} %}}".format, CONSTANTS, VALUES, VALUES),
    st.sampled_from(
        [
            "{% raw %}{{ x | }}{% endraw %}",
            "{% comment %}{{ x }} {% if %}{% comment %}{% endcomment %}{% endcomment %}",
            "{% doc %}{{{% enddoc %}",
            "{% # a remark %}",
        ]
    ),
)
TEMPLATES = st.recursive(LEAVES, blocks, max_leaves=6)


@settings(max_examples=200)
@given(TEMPLATES)
def test_what_is_well_written_is_accepted_and_read_alike(value: str) -> None:
    assert is_accepted_by_liquid(value)
    assert analyse(value).problems == ()
    assert ours(value) == theirs(value)


@settings(max_examples=500)
@given(JUMBLES)
def test_whatever_is_accepted_liquid_accepts_and_reads_alike(value: str) -> None:
    if not analyse(value).problems:
        assert is_accepted_by_liquid(value)
        assert ours(value) == theirs(value)


@settings(max_examples=300)
@given(TEMPLATES, st.data())
def test_a_slip_in_a_template_is_judged_as_liquid_judges_it_or_more_strictly(
    value: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(value)))
    until = data.draw(st.integers(at, min(len(value), at + 3)))
    broken = (
        value[:at] + data.draw(st.sampled_from(["", "'", "|", "}", "{{", "%}", ".", " "])) + value[until:]
    )
    if not analyse(broken).problems:
        assert is_accepted_by_liquid(broken)
        assert ours(broken) == theirs(broken)


def test_filters_and_tags_are_those_of_liquid() -> None:
    assert set(LIQUID.filters) == set(FILTERS)
    standard = {
        name
        for name, tag in LIQUID.tags.items()
        if name.isascii() and name not in ("content", "output", "illegal")
    }
    assert standard == (TAGS - {"raw"}) | {"include", "render", "liquid"}
    assert not TAGS & FORBIDDEN_TAGS


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_a_filter_takes_as_many_arguments_as_in_liquid(name: str) -> None:
    spec = FILTERS[name]
    arguments = {"concat": ["y"], "divided_by": ["2"], "modulo": ["2"]}.get(name, ["'1'"])
    if name == "default":
        spec = spec.__class__(spec.accepts, spec.gives, 0, spec.maximum)  # Liquid has a default for `default`
    for count in range(spec.maximum + 2):
        given_arguments = (arguments * 4)[:count]
        call = f"{name}: {', '.join(given_arguments)}" if count else name
        is_right = spec.minimum <= count <= spec.maximum
        assert any(renders(f"{{{{ x | {call} }}}}", x=x) for x in ([{"1": 1}], "YWJj", 3)) == is_right


@pytest.mark.parametrize("name", sorted(set(FILTERS) - {"money"}))
def test_default_behind_a_filter_sees_an_unknown_value_as_liquid_does(name: str) -> None:
    spec = FILTERS[name]
    arguments = {"concat": "y", "divided_by": "2", "modulo": "2", "default": "''"}.get(name, ", ".join("11"))
    call = f"{name}: {arguments}" if spec.minimum else name
    if spec.minimum == 1 and name not in ("concat", "divided_by", "modulo", "default"):
        call = f"{name}: 1"
    text = LIQUID.from_string(f"{{{{ x | {call} | default: 'guarded' }}}}").render(y=[])
    assert (text == "guarded") == spec.keeps_nothing


def renders(value: str, **data: object) -> bool:
    try:
        LIQUID.from_string(value).render(y=[1], **data)
    except LiquidError:
        return False
    return True
