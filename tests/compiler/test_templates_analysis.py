"""Everything that a template uses is found at its place; whatever the text, nothing is raised."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.compiler.templates import analyse
from maflow.compiler.templates.model import LocalKind, Role

TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "{{",
                "}}",
                "{%",
                "%}",
                "-",
                "|",
                ":",
                "'",
                '"',
                ".",
                "[",
                "]",
                " ",
                "user",
                "姓名",
                "if",
                "endif",
            ]
        ),
        st.sampled_from(
            ["else", "for", "in", "raw", "comment", "endcomment", "case", "when", "assign", "=", "“", "`"]
        ),
        st.characters(),
    ),
    max_size=40,
).map("".join)


@given(TEXTS)
def test_any_text_is_read_and_every_place_lies_inside_it(value: str) -> None:
    found = analyse(value)
    for problem in found.problems:
        assert 0 <= problem.start <= problem.end <= len(value)
        assert all(0 <= edit.start <= edit.end <= len(value) for edit in problem.edits)
    for use in found.variables:
        assert value[use.path.start : use.path.end].startswith(use.path.root)
        for segment in use.path.segments:
            if isinstance(segment.key, str):
                assert value[segment.start : segment.end] == segment.key
    for use in found.filters:
        call = use.expression.filters[use.index]
        assert value[call.start : call.name_end] == call.name
    for tag in found.tags:
        assert value[tag.start : tag.end] == tag.name
    for local in found.locals:
        if local.kind is not LocalKind.LOOP:
            assert value[local.start : local.end] == local.name


@given(TEXTS)
def test_a_text_is_read_alike_every_time(value: str) -> None:
    assert analyse(value) == analyse(value)


@pytest.mark.parametrize("value", ["", "hello", "{ not markup }", "100% {", "}} %}"])
def test_text_without_markup_uses_nothing(value: str) -> None:
    found = analyse(value)
    assert found.is_plain
    assert "".join(node.text for node in found.nodes) == value


def test_variables_are_found_with_their_roles() -> None:
    value = (
        "{% assign n = run.x %}{% for t in user.tags %}{{ t | append: entry.a }}{% endfor %}"
        "{% if user.list[user.i] == n %}{{ user['姓名'] }}{% endif %}"
    )
    found = [(value[use.path.start : use.path.end], use.role) for use in analyse(value).variables]
    assert found == [
        ("run.x", Role.ASSIGNED),
        ("user.tags", Role.LOOPED),
        ("t", Role.PRINTED),
        ("entry.a", Role.ARGUMENT),
        ("user.list[user.i]", Role.TESTED),
        ("user.i", Role.INDEX),
        ("n", Role.TESTED),
        ("user['姓名']", Role.PRINTED),
    ]


def test_a_name_in_brackets_and_quotes_is_the_name() -> None:
    dotted, quoted = analyse("{{ user.姓名 }}{{ user['姓名'] }}").variables
    assert dotted.path.keys == quoted.path.keys == ("user", "姓名")


def test_locals_end_where_liquid_ends_them() -> None:
    value = "{% for t in user.tags %}{{ t }}{% endfor %}{{ t }}{% assign t = 'x' %}{{ t }}"
    kinds = [use.local and use.local.kind for use in analyse(value).variables if use.path.root == "t"]
    assert kinds == [LocalKind.ITEM, None, LocalKind.ASSIGNED]


def test_arguments_of_filters_are_counted() -> None:
    [use] = analyse("{{ user.name | replace: 'a', user.b }}").filters
    assert len(use.expression.filters[use.index].arguments) == 2


@pytest.mark.parametrize(
    "value",
    [
        "{{" * 1_000_000,
        "{%" * 1_000_000,
        "{{ a }" * 200_000,
        "{% comment %}" + "{{" * 500_000,
        "{% comment %}" + "{% raw %}" * 100_000,
        "{% comment %}" + "{%{" * 300_000 + "%}",
        "{% if a %}" * 50_000,
        "{% iff a %}" * 50_000,
        "{{ a" + "[a" * 200_000 + " }}",
        "{{ " + "(" * 200_000 + ".. }}",
        "{% if " + " or ".join(["a"] * 50_000) + " %}x{% endif %}",
        "{{ a " + "| upcase " * 50_000 + "}}",
        "{{ a " + "| default: 1 " * 50_000 + "}}",
        "{% if a" + ".b" * 100_000 + " %}x{% endif %}",
        "{{ '" + "a" * 1_000_000 + " }}",
        "{{ " + "' \" " * 100_000 + "}}",
        "{% assign a = a | append: a %}" * 5_000 + "{{ a }}",
    ],
    ids=range(17),
)
def test_a_hostile_text_takes_little_time(value: str) -> None:
    begin = time.process_time()
    found = analyse(value)
    assert time.process_time() - begin < 8
    assert len(found.problems) <= 60


def test_liquid_is_not_imported() -> None:
    code = (
        "import sys; from maflow.compiler.templates import analyse;"
        "analyse('{{ user.name | default: 1 }}{% if a %}{% endif %}');"
        "print('liquid' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
