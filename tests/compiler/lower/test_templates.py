"""Templates become data: values resolved, types attached, and what is beyond kept as it is written."""

from __future__ import annotations

import pytest

from maflow.compiler.lower.templates import TemplateTypes, lower_template
from maflow.runtime.program import templates as ir
from maflow.runtime.program.templates import NOW, ZONE, Fallback, Filter, Filtered, Literal, Output, Template
from maflow.runtime.program.types import ValueKind, ValueType

TEXT, MOMENT = ValueType(ValueKind.TEXT), ValueType(ValueKind.MOMENT)
CNY, JPY = (ValueType(ValueKind.MONEY, currency=currency) for currency in ("CNY", "JPY"))
TYPES = TemplateTypes(
    user={"name": TEXT, "full name": TEXT, "points": ValueType(ValueKind.INTEGER), "birthday": MOMENT},
    entry={"value": CNY, "yen": JPY, "prices": ValueType(ValueKind.LIST, item=JPY)},
    run={"unsure": None},
    currency="KWD",
)


def lower(text: str, *, is_html: bool = False) -> Template:
    return lower_template(text, TYPES, is_html=is_html)


def paths(template: Template) -> list[str]:
    return [".".join(variable.path) for variable in template.variables]


def test_the_tour() -> None:
    text = "{{ user.name | default: 'Hello' }}, your cart of {{ entry.value | money }} is waiting."
    assert lower(text) == Template(
        (ir.Variable(("user", "name"), TEXT), ir.Variable(("entry", "value"), CNY)),
        (
            Output(Filtered(ir.VariableUse(0), (Filter("default", (Literal("Hello"),)),))),
            ", your cart of ",
            Output(Filtered(ir.VariableUse(1), (Filter("money"),))),
            " is waiting.",
        ),
    )


@pytest.mark.parametrize(
    "text", ["", "plain", "a {{ 'b' }} c", "{% comment %}{{ user.name }}{% endcomment %}"]
)
def test_a_text_without_variables_takes_nothing(text: str) -> None:
    assert lower(text).variables == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ user.points }}{{ user.name }}{{ user.points }}", ["user.points", "user.name"]),
        ("{% if user.points > 1 %}{{ entry.value }}{% endif %}", ["user.points", "entry.value"]),
        ("{% for p in entry.prices %}{{ p }}{{ user.name }}{% endfor %}", ["entry.prices", "user.name"]),
        ("{{ user['full name'] }}{{ user.name.size }}", ["user.full name", "user.name"]),
        (
            "{{ 'x' | append: campaign.name | default: unsubscribe_link }}",
            ["campaign.name", "unsubscribe_link"],
        ),
        ("{% case user.name %}{% when 'a' %}{{ today }}{% endcase %}", ["user.name", "today"]),
        ("{% increment n %}{{ user.name }}{{ entry.value }}", ["user.name", "entry.value"]),
    ],
)
def test_variables_stand_in_the_order_in_which_they_are_met(text: str, expected: list[str]) -> None:
    assert paths(lower(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ today }}", ["today"]),
        ("{{ today | date: '%d' }}", ["today"]),
        ("{{ now }}", ["now", "zone"]),
        ("{{ now | date: '%H' }}", ["now", "zone"]),
        ("{{ entry.time }}", ["entry.time", "zone"]),
        ("{{ offer.valid_until }}", ["offer.valid_until", "zone"]),
        ("{{ user.name | date: '%d' }}", ["user.name", "now", "zone"]),
        ("{{ now | date: user.name }}", ["now", "user.name", "zone"]),
        ("{{ 'now' | date: '%d' }}", ["now", "zone"]),
        ("{% increment n %}{{ user.name | date: '%d' }}", ["user.name", "now", "zone"]),
    ],
)
def test_the_clock_and_the_zone_are_asked_for_where_they_are_needed(text: str, expected: list[str]) -> None:
    assert paths(lower(text)) == expected
    assert {NOW, ZONE}.issuperset(v for v in lower(text).variables if v.path in (NOW.path, ZONE.path))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("user.points", ir.Variable(("user", "points"), ValueType(ValueKind.INTEGER))),
        ("entry.yen", ir.Variable(("entry", "yen"), JPY, 0)),
        ("entry.prices", ir.Variable(("entry", "prices"), ValueType(ValueKind.LIST, item=JPY), 0)),
        ("entry.id", ir.Variable(("entry", "id"), TEXT)),
        ("entry.time", ir.Variable(("entry", "time"), MOMENT)),
        ("offer.name", ir.Variable(("offer", "name"), TEXT)),
        ("offer.face", ir.Variable(("offer", "face"), ValueType(ValueKind.MONEY, currency="KWD"), 3)),
        ("campaign.description", ir.Variable(("campaign", "description"), TEXT)),
        ("run.unsure", ir.Variable(("run", "unsure"), None)),
        ("today", ir.Variable(("today",), ValueType(ValueKind.DATE))),
        ("unsubscribe_link", ir.Variable(("unsubscribe_link",), ValueType(ValueKind.URL))),
    ],
)
def test_a_variable_carries_its_type_and_the_digits_of_its_currency(path: str, expected: ir.Variable) -> None:
    assert lower(f"{{{{ {path} }}}}").variables[0] == expected


BEYOND = {
    "a counter": "{% increment n %}",
    "a cycle": "{% cycle 'a', 'b' %}",
    "a table": "{% tablerow x in user.name %}{{ x }}{% endtablerow %}",
    "what has changed": "{% ifchanged %}x{% endifchanged %}",
    "a filter over objects": "{{ user.name | split: ',' | where: 'a' }}",
    "a filter by a key": "{{ user.name | split: ',' | sort: 'a' }}",
    "a name from outside that is set": "{% assign user = 'x' %}{{ user }}",
    "a name from outside that is captured": "{% capture today %}x{% endcapture %}",
    "the loop that is set": "{% assign forloop = 'x' %}",
    "the loop around a loop": "{% for x in (1..2) %}{{ forloop.parentloop.index }}{% endfor %}",
    "the name of a loop": "{% for x in (1..2) %}{{ forloop.name }}{% endfor %}",
    "a loop that goes on where another ended": "{% for x in (1..9) offset: continue %}{{ x }}{% endfor %}",
    "a loop up to what is no number": "{% for x in (1..9) limit: true %}{{ x }}{% endfor %}",
    "a part that is computed": "{% assign n = 0 %}{{ user.name[n] }}",
    "a case with values that may be equal": "{% case user.name %}{% when user.name %}x{% endcase %}",
    "a case with a value twice": "{% case user.points %}{% when 1 %}a{% when 1.0 %}b{% endcase %}",
    "a case with nothing": "{% case user.points %}{% when nil %}a{% endcase %}",
    "empty that is set": "{% assign x = empty %}",
    "empty in order": "{% if user.name < empty %}x{% endif %}",
    "two empties": "{% if empty == blank %}x{% endif %}",
    "a number within a text": "{% if user.name contains 1.0 %}x{% endif %}",
    "a keyword that is computed": "{{ user.name | default: 'x', allow_false: user.points }}",
    "jumps without a loop": "{% break %}",
    "loops within loops within loops": "{% for x in (1..2) %}" * 12 + "{% endfor %}" * 12,
}


@pytest.mark.parametrize("what", BEYOND)
def test_what_is_beyond_stays_as_it_is_written(what: str) -> None:
    assert lower(BEYOND[what]).content == Fallback(BEYOND[what])
    assert lower(BEYOND[what]).needs_liquid
    assert lower(BEYOND[what], is_html=True).content == Fallback(BEYOND[what], is_html=True)


ESCAPED = {
    "{{ user.name }}": ["html"],
    "{{ user.name | upcase }}": ["upcase", "html"],
    "{{ user.name | default: '<b>' }}": ["html", "default"],
    "{{ user.name | default: campaign.name }}": ["default", "html"],
    "{{ user.name | append: '<br>' }}": ["html", "append"],
    "{{ user.name | append: campaign.name }}": ["append", "html"],
    "{{ user.name | append: '<br>' | default: 'x' }}": ["html", "append", "default"],
    "{{ user.name | escape }}": ["html"],
    "{{ user.name | newline_to_br }}": ["html", "newline_to_br"],
    "{{ user.name | safe }}": ["safe"],
    "{{ user.name | url_encode | append: '&x=1' }}": ["url_encode", "append"],
    "{{ user.name | split: ',' | join: ', ' }}": ["split", "join", "html"],
    "{{ user.name | size }}": ["size"],
    "{{ user.points }}": [],
    "{{ user.points | plus: 1 }}": ["plus"],
    "{{ entry.value | money | default: '<b>' }}": ["money", "default"],
    "{{ now }}": [],
    "{{ now | date: '<b>%d</b>' }}": ["date"],
    "{{ '<b>' }}": [],
}


@pytest.mark.parametrize("text", ESCAPED)
def test_in_html_a_value_is_escaped_before_it_meets_a_text_of_the_template(text: str) -> None:
    (node,) = lower(text, is_html=True).content
    assert isinstance(node, Output)
    assert [call.name for call in node.expression.filters] == ESCAPED[text]


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'a' | upcase }}",
        "{{ user.name | escape | upcase }}",
        "{{ user.name | escape_once }}",
        "{{ user.name | default: 'x' | append: user.name }}",
        "{{ user.name | date: '%d' }}",
        "{{ user.name | split: ',' | join: '<br>' }}",
        "{% assign x = '<b>' %}{% if user.points %}{% assign x = user.name %}{% endif %}{{ x }}",
        "{% for i in (1..2) %}{{ x }}{% assign x = user.name %}{% endfor %}",
        "{% capture x %}a{% endcapture %}{{ x | upcase }}",
        "{% capture x %}a{% endcapture %}{{ user.name | append: x }}",
    ],
)
def test_what_may_be_html_or_not_is_left_to_python_liquid(text: str) -> None:
    assert not lower(text).needs_liquid
    assert lower(text, is_html=True).needs_liquid


def test_texts_beside_each_other_become_one() -> None:
    assert lower("a{% comment %}x{% endcomment %}b{% raw %}{{ c }}{% endraw %}").content == ("ab{{ c }}",)


def test_expressions_that_may_fail_say_how_they_are_written() -> None:
    template = lower(
        "{{ user.name }}{{ user.points | divided_by:  0 }}{% if user.points < 1 -%} x{% endif %}"
    )
    assert isinstance(template.content, tuple)
    plain, divided, choice = template.content
    assert isinstance(plain, Output)
    assert isinstance(divided, Output)
    assert isinstance(choice, ir.If)
    assert plain.expression.source == ""
    assert divided.expression.source == "user.points | divided_by:  0"
    assert choice.arms[0].source == "if user.points < 1"
