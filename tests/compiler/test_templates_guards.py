"""Where a variable is said to be known, Liquid never prints nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from liquid import Environment, Undefined

from maflow.compiler.templates import analyse
from maflow.compiler.templates.model import Role

PATHS = st.sampled_from(["user.a", "user.b", "run.c"])
LOCALS = st.sampled_from(["x", "y"])
READ = st.one_of(PATHS, LOCALS)
CONSTANTS = st.sampled_from(["'v'", "nil", "blank", "empty"])
TESTS = st.one_of(
    READ,
    st.builds("{} {} {}".format, READ, st.sampled_from(["==", "!="]), CONSTANTS),
    st.builds("{} contains {}".format, PATHS, READ),
    st.builds("{} {} {}".format, CONSTANTS, st.sampled_from(["==", "!=", "<>"]), READ),
    st.builds("{} == {}".format, READ, READ),
)
CONDITIONS = st.lists(TESTS, min_size=1, max_size=3).flatmap(
    lambda terms: st.sampled_from([" and ", " or "]).map(lambda word: word.join(terms))
)
FILTERS = st.sampled_from(
    ["", " | default: 'd'", " | default: user.b", " | default: nil", " | append: user.a"]
)
LEAVES = st.one_of(
    st.builds("{{{{ {}{} }}}}".format, READ, FILTERS),
    st.builds("{{% assign {} = {}{} %}}".format, LOCALS, st.one_of(READ, CONSTANTS), FILTERS),
)


def blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    choice = "{{% {0} {1} %}}{2}{{% elsif {3} %}}{4}{{% else %}}{5}{{% end{0} %}}"
    return st.one_of(
        st.builds(
            choice.format, st.sampled_from(["if", "unless"]), CONDITIONS, inner, CONDITIONS, inner, inner
        ),
        st.builds("{{% if {} %}}{}{{% endif %}}".format, CONDITIONS, inner),
        st.builds(
            "{{% case {} %}}{{% when {} %}}{}{{% else %}}{}{{% endcase %}}".format,
            READ,
            st.sampled_from(["'v'", "nil", "'v', nil", "'v' or 'w'", "blank"]),  # twice the same runs twice
            inner,
            inner,
        ),
        st.builds("{{% for x in (1..2) %}}{}{{% endfor %}}".format, inner),
        st.builds("{{% capture {} %}}{}{{% endcapture %}}".format, LOCALS, inner),
        st.builds("{}{}{}".format, inner, inner, inner),
    )


TEMPLATES = st.recursive(LEAVES, blocks, max_leaves=10)


class Marked(Undefined):
    """Prints where the variable stands that is nothing."""

    def __str__(self) -> str:
        return f"<{self.token.start_index}>" if self.token else "<0>"


LIQUID = Environment(undefined=Marked)


@settings(max_examples=300)
@given(
    TEMPLATES,
    st.fixed_dictionaries({}, optional={"a": st.just("v"), "b": st.sampled_from(["v", "w"])}),
    st.booleans(),
)
def test_what_liquid_prints_of_nothing_is_said_to_need_a_default(
    value: str, user: dict[str, str], is_set: bool
) -> None:
    text = LIQUID.from_string(value).render(user=user, run={"c": "v"} if is_set else {})
    printed = {int(at) for at in re.findall(r"<(\d+)>", text)}
    uses = analyse(value).variables
    told = {use.path.start for use in uses if use.needs_default}
    if any(use.local for use in uses if use.needs_default):  # told where the local is printed
        told |= {use.path.start for use in uses if use.role is Role.ASSIGNED}
    assert printed <= told


@pytest.mark.parametrize(
    ("template", "needs"),
    [
        ("{{ user.a }}", 1),
        ("{{ user.a | default: 'x' }}", 0),
        ("{{ user.a | upcase | default: 'x' }}", 0),
        ("{{ user.a | money | default: 'x' }}", 0),
        ("{{ user.a | append: '!' | default: 'x' }}", 1),
        ("{{ user.a | size | default: 'x' }}", 1),
        ("{{ user.a | default: user.b }}", 1),
        ("{{ user.a | default: user.b | default: 'x' }}", 0),
        ("{{ 'Hi ' | append: user.a }}", 1),
        ("{% if user.a %}{{ user.a }}{% endif %}", 0),
        ("{% if user.a %}{% else %}{{ user.a }}{% endif %}", 1),
        ("{% if user.a %}{{ user.b }}{% endif %}", 1),
        ("{% if user.a and user.b %}{{ user.a }}{{ user.b }}{% endif %}", 0),
        ("{% if user.a or user.b %}{{ user.a }}{% endif %}", 1),
        ("{% if user.a == 'x' %}{{ user.a }}{% endif %}", 0),
        ("{% if user.a != 'x' %}{{ user.a }}{% endif %}", 1),
        ("{% if user.a != nil %}{{ user.a }}{% endif %}", 0),
        ("{% if user.a == nil %}{% else %}{{ user.a }}{% endif %}", 0),
        ("{% if user.a > 3 %}{{ user.a }}{% endif %}", 0),
        ("{% if user.a == nil %}no{% elsif user.b %}{{ user.a }}{{ user.b }}{% endif %}", 0),
        ("{% unless user.a %}{{ user.a }}{% endunless %}", 1),
        ("{% unless user.a %}no{% else %}{{ user.a }}{% endunless %}", 0),
        ("{% unless user.a == nil %}{{ user.a }}{% endunless %}", 0),
        ("{% case user.a %}{% when 'x', 'y' %}{{ user.a }}{% endcase %}", 0),
        ("{% case user.a %}{% when nil %}{{ user.a }}{% endcase %}", 1),
        ("{% case user.a %}{% when 'x' %}{% else %}{{ user.a }}{% endcase %}", 1),
        ("{% assign n = user.a %}{{ n }}", 1),
        ("{% assign n = user.a | default: 'x' %}{{ n }}", 0),
        ("{% assign n = user.a %}{{ n | default: 'x' }}", 0),
        ("{% if user.a %}{% assign n = user.a %}{{ n }}{% endif %}", 0),
        ("{% if user.a %}{% assign n = 'x' %}{% endif %}{{ n }}", 1),
        ("{% if user.a %}{% assign n = 'x' %}{% else %}{% assign n = 'y' %}{% endif %}{{ n }}", 0),
        ("{% if n %}{% assign n = user.a %}{{ n }}{% endif %}", 1),
        ("{% capture n %}{{ user.a }}{% endcapture %}{{ n }}", 1),
        ("{% for tag in user.tags %}{{ tag }}{{ forloop.index }}{% endfor %}", 0),
        ("{% for i in (1..user.n) %}{{ i }}{% endfor %}", 0),
        ("{% if user.a.size > 3 %}{{ user.a }}{% endif %}", 0),
        ("{% cycle user.a, 'x' %}", 1),
        ("{% if user.a %}x{% endif %}{{ user.a }}", 1),
    ],
)
def test_a_default_or_a_condition_stands_guard(template: str, needs: int) -> None:
    assert sum(use.needs_default for use in analyse(template).variables) == needs
