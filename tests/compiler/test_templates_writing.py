"""MA606: what is wrong with the Liquid of a template, and how it is mended."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from maflow.compiler.templates import Finding, MessageScope, ValueFact, analyse, check_writing
from maflow.dsl.catalogue import sentence

SCOPE = MessageScope(
    channel="push",
    user={
        "name": ValueFact(type="text"),
        "balance": ValueFact(type="money"),
        "birthday": ValueFact(type="date"),
        "tags": ValueFact(type="list", item="text"),
        "is_member": ValueFact(type="boolean"),
        "level": ValueFact(type="choice", values=("gold", "regular")),
        "points": ValueFact(type="integer"),
    },
)


def check(value: str) -> list[Finding]:
    return check_writing(analyse(value), SCOPE)


def mended(value: str) -> str:
    """Take the first fix of every finding."""
    edits = [edit for finding in check(value) for fix in finding.fixes[:1] for edit in fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        value = value[: edit.start] + edit.replacement + value[edit.end :]
    return value


MISTAKES = yaml.safe_load(Path(__file__).with_name("templates_writing.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", MISTAKES, ids=[case["template"] for case in MISTAKES])
def test_a_mistake_gives_one_finding_at_its_place(case: dict[str, str]) -> None:
    value, fixed = case["template"], case.get("fixed")
    [finding] = check(value)
    assert finding.code == "MA606"
    assert value[finding.start : finding.end] == case["underlined"]
    assert sentence(finding.message, "en") == case["said"]
    assert sentence(finding.message, "zh-CN") != case["said"]
    for text in (*finding.help, *finding.notes, *(label.text for label in finding.inner_labels)):
        assert sentence(text, "en") != sentence(text, "zh-CN")
    if fixed is None:
        assert finding.fixes == ()
    else:
        assert mended(value) == fixed
        assert check(fixed) == []


def test_blocks_nest_no_deeper_than_liquid_lets_them() -> None:
    assert check("{% if user.name %}" * 30 + "{% endif %}" * 30) == []
    [finding] = check("{% if user.name %}" * 31 + "{% endif %}" * 31)
    assert finding.message.key == "MA606.too-deep"


@pytest.mark.parametrize(
    ("begin", "branch", "end"),
    [
        ("{% if user.points == 0 %}", "{% elsif user.points == 1 %}x", "{% endif %}"),
        ("{% unless user.name %}", "{% elsif user.points == 1 %}x", "{% endunless %}"),
        ("{% if user.name %}{% case user.level %}", "{% when 'gold' %}x", "{% endcase %}{% endif %}"),
    ],
)
def test_branches_are_no_more_than_hosts_can_write_into_one_another(
    begin: str, branch: str, end: str
) -> None:
    assert check((begin + branch * 499 + end) * 2) == []
    value = begin + branch * 500 + end
    [finding] = check(value)
    assert finding.message.key == "MA606.too-many-branches"
    assert (finding.start, finding.end) == (
        value.rindex(branch),
        value.rindex(branch) + len(branch.removesuffix("x")),
    )


def test_branches_of_tags_inside_one_another_count_together() -> None:
    opening = "{% if user.points == 0 %}x" + "{% elsif user.points == 1 %}x" * 99
    assert check(opening * 5 + "{% endif %}" * 5) == []
    [finding] = check(opening * 6 + "{% endif %}" * 6)
    assert finding.message.key == "MA606.too-many-branches"


@pytest.mark.parametrize(
    ("template", "part", "most", "key"),
    [
        ("{{ user.name… }}", " | upcase", 50, "MA606.too-many-filters"),
        ("{% if user.name… %}x{% endif %}", " and user.name", 49, "MA606.too-many-conditions"),
        ("{% if user.name… %}x{% endif %}", " or user.name", 49, "MA606.too-many-conditions"),
    ],
)
def test_an_expression_that_is_too_long_is_told_what_of_it_is_too_much(
    template: str, part: str, most: int, key: str
) -> None:
    assert check(template.replace("…", part * most)) == []
    value = template.replace("…", part * (most + 1))
    [finding] = check(value)
    assert finding.message.key == key
    assert value.startswith(part.split()[0], finding.start)


def test_names_that_are_joined_without_end_are_told_as_too_many() -> None:
    assert [finding.message.key for finding in check("{{ user" + ".a" * 100 + " }}")] == [
        "MA606.too-many-names"
    ]


@pytest.mark.parametrize(
    "value",
    [
        "{{ user.name | default: '您好', allow_false: true }}",
        "{{ user.balance | money | default: '…' }}",
        "{{ user.birthday | date: '%Y年%m月%d日' }}",
        "{{ user.tags | join: ', ' | upcase }}",
        "{{ user.points | plus: 1 | times: 2 }}",
        "{{ user.level | capitalize }}",
        "{% assign n = user.tags | size %}{% if n > 3 %}many{% else %}few{% endif %}",
        "{% case user.level %}\n{% when 'gold', 'regular' %}x{% endcase %}",
        "{% for t in user.tags limit: 3 %}{{ forloop.index }}{% else %}none{% endfor %}",
        "{%- comment -%} {{ | }} {%- endcomment -%}{% raw %}{{ | }}{% endraw %}",
        '{"a": {"b": {"c": "{{ user.name }}"}}}',
    ],
)
def test_sound_liquid_is_left_alone(value: str) -> None:
    assert check(value) == []


def test_two_mistakes_give_two_findings_in_their_order() -> None:
    value = "{{ user.name | upcas }} {% if user.name = 1 %}x{% endif %} {{ user.name | sise }}"
    found = [value[finding.start : finding.end] for finding in check(value)]
    assert found == ["upcas", "=", "sise"]
