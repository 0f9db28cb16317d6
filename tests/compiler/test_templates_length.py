"""MA603 and MA604: what a text message costs at its longest, and the signature it needs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from liquid import Environment

from maflow.compiler.templates import (
    LengthFacts,
    MessageScope,
    ValueFact,
    analyse,
    check_length,
    check_signature,
)
from maflow.compiler.templates.longest import ASSUMED, longest_text
from maflow.compiler.templates.segments import count_segments, utf16_units
from maflow.dsl.catalogue import sentence
from maflow.plugins.channels.sms import SMS
from maflow.plugins.spec import SegmentRule, SmsEncoding

FACTS = LengthFacts(rules=SMS.segments, cost=(Decimal("0.03"), "CNY"))
SCOPE = MessageScope(
    channel="sms",
    user={
        "name": ValueFact(type="text"),
        "level": ValueFact(type="choice", values=("gold", "regular")),
        "等级": ValueFact(type="choice", values=("gold", "白金会员")),
        "bio": ValueFact(type="text", longest=200),
        "tags": ValueFact(type="list", item="text"),
        "balance": ValueFact(type="money"),
    },
)

TOUR = (
    "{{ user.name | default: 'Hello' }}, your cart of {{ user.balance | money }} is waiting. Reply T to stop."
)


def longest(value: str) -> int:
    return max(utf16_units(text) for text in longest_text(analyse(value).nodes, SCOPE).texts())


@pytest.mark.parametrize(
    ("text", "encoding", "units", "count"),
    [
        ("", SmsEncoding.GSM7, 0, 1),
        ("x" * 160, SmsEncoding.GSM7, 160, 1),
        ("x" * 161, SmsEncoding.GSM7, 161, 2),
        ("x" * 306, SmsEncoding.GSM7, 306, 2),
        ("x" * 307, SmsEncoding.GSM7, 307, 3),
        ("€" * 80, SmsEncoding.GSM7, 160, 1),
        ("€" * 81, SmsEncoding.GSM7, 162, 2),
        ("x" * 152 + "€" + "x" * 152, SmsEncoding.GSM7, 306, 3),
        ("Ünïcödé", SmsEncoding.UCS2, 7, 1),
        ("您" * 70, SmsEncoding.UCS2, 70, 1),
        ("您" * 71, SmsEncoding.UCS2, 71, 2),
        ("您" * 134, SmsEncoding.UCS2, 134, 2),
        ("您" * 135, SmsEncoding.UCS2, 135, 3),
        ("😀" * 35, SmsEncoding.UCS2, 70, 1),
        ("您" * 66 + "😀" + "您" * 66, SmsEncoding.UCS2, 134, 3),
        ("x" * 69 + "ç", SmsEncoding.UCS2, 70, 1),
        ("line\none", SmsEncoding.GSM7, 8, 1),
    ],
)
def test_segments_are_those_of_the_standard(text: str, encoding: SmsEncoding, units: int, count: int) -> None:
    found = count_segments(text, SMS.segments)
    assert (found.encoding, found.units, found.count) == (encoding, units, count)


def test_a_channel_with_one_encoding_uses_it_for_every_text() -> None:
    ucs2 = [SegmentRule(SmsEncoding.UCS2, 70, 67)]
    assert count_segments("x" * 71, ucs2).count == 2
    with pytest.raises(ValueError, match="no rule"):
        count_segments("您", [SegmentRule(SmsEncoding.GSM7, 160, 153)])


@pytest.mark.parametrize(
    ("value", "length"),
    [
        ("hello", 5),
        ("{{ user.level }}", len("regular")),
        ("{{ user.name }}", ASSUMED["text"]),
        ("{{ user.bio }}", 200),
        ("{{ user.bio | truncate: 20 }}", 20),
        ("{{ user.bio | slice: 0, 7 }}", 7),
        ("{{ user.level | append: '!!' }}", len("regular!!")),
        ("{{ user.level | default: 'a long default' }}", len("a long default")),
        ("{{ today | date: '%Y-%m-%d' }}", 10),
        ("{{ today | date: '%Y年%B' }}", len("2026年September")),
        ("{% if user.name %}aaa{% elsif user.bio %}bbbbb{% else %}c{% endif %}", 5),
        ("{% if user.name %}aaa{% endif %}", 3),
        ("{% case user.level %}{% when 'gold' %}aaa{% else %}bb{% endcase %}", 3),
        ("{% for t in user.tags %}ab{% endfor %}", 6),
        ("{% for t in user.tags limit: 1 %}ab{% endfor %}", 2),
        ("{% for i in (1..5) %}ab{% endfor %}", 10),
        ("{% assign x = user.level %}[{{ x }}]", len("[regular]")),
        ("{% capture x %}abc{% endcapture %}{{ x }}{{ x }}", 6),
        ("{% for i in (1..2) %}{% cycle 'a', 'bbb' %}{% endfor %}", 6),
        ("  {{- user.level -}}  ", len("regular")),
        ("{% raw %}{{ x }}{% endraw %}{% comment %}zzz{% endcomment %}", len("{{ x }}")),
    ],
)
def test_the_longest_text_takes_the_longest_values(value: str, length: int) -> None:
    assert longest(value) == length


CHOICES = st.sampled_from(
    ["{{ user.level }}", "{{ user.等级 }}", "您好", "plain text ", "{{ user.level | upcase }}"]
)
TEMPLATES = st.recursive(
    CHOICES,
    lambda inner: st.one_of(
        st.builds("{{% if user.level == 'gold' %}}{}{{% else %}}{}{{% endif %}}".format, inner, inner),
        st.builds(
            "{{% case user.等级 %}}{{% when 'gold' %}}{}{{% else %}}{}{{% endcase %}}".format, inner, inner
        ),
        st.builds("{}{}".format, inner, inner),
        st.builds("{{% for i in (1..3) %}}{}{{% endfor %}}".format, inner),
    ),
    max_leaves=8,
)


@settings(max_examples=150)
@given(TEMPLATES, st.sampled_from(["gold", "regular"]), st.sampled_from(["gold", "白金会员"]))
def test_no_message_takes_more_segments_than_the_longest_text(value: str, level: str, grade: str) -> None:
    sent = Environment().from_string(value).render(user={"level": level, "等级": grade})
    rules = [SegmentRule(SmsEncoding.GSM7, 16, 15), SegmentRule(SmsEncoding.UCS2, 7, 6)]
    most = max(
        count_segments(text, rules).count for text in longest_text(analyse(value).nodes, SCOPE).texts()
    )
    assert count_segments(sent, rules).count <= most


@pytest.mark.parametrize(
    "value", [TOUR, "您好，您的购物车在等您，回T退订", "{{ user.bio | truncate: 60 }}", "{{ user.name"]
)
def test_a_text_that_fits_is_not_reported(value: str) -> None:
    assert check_length(analyse(value), SCOPE, FACTS) == []


def test_a_long_text_is_reported_with_its_cost() -> None:
    value = "您好" * 40 + "{{ user.name }}"
    [finding] = check_length(analyse(value), SCOPE, FACTS)
    assert value[finding.start : finding.end] == value
    assert sentence(finding.message, "en") == (
        "this text takes 2 segments at its longest values: 92 characters, 70 fit into one"
    )
    assert [sentence(note, "en") for note in finding.notes] == [
        "at 0.03 CNY a segment each message costs 0.06 CNY",
        "a text without fixed values is taken to have 12 characters",
    ]
    assert "0.06 CNY" in sentence(finding.notes[0], "zh-CN")


def test_a_single_sign_that_halves_the_room_is_shown() -> None:
    value = "It’s waiting for you. " + "x" * 60
    [finding] = check_length(analyse(value), SCOPE, FACTS)
    [label] = finding.inner_labels
    assert value[label.start : label.end] == "’"
    assert [sentence(text, "en") for text in finding.help] == ["write `'` instead of `’`"]
    assert sentence(finding.help[0], "zh-CN") != sentence(finding.help[0], "en")


def test_more_segments_can_be_allowed_and_a_signature_counts() -> None:
    value = "您" * 68
    two = LengthFacts(rules=SMS.segments, most_segments=2, signature="【小店】")
    assert check_length(analyse(value), SCOPE, two) == []
    one = LengthFacts(rules=SMS.segments, signature="【小店】")
    assert len(check_length(analyse(value), SCOPE, one)) == 1
    assert check_length(analyse(value), SCOPE, LengthFacts(rules=())) == []


def signature_findings(value: str, *, has_field: bool = False, has_template_code: bool = False) -> int:
    found = check_signature(
        analyse(value),
        channel="sms",
        plugin="aliyun",
        has_field=has_field,
        has_template_code=has_template_code,
    )
    return len(found)


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("【小店】您好", 0),
        (" 【{{ campaign.name }}】您好", 0),
        ("您好【小店】", 0),
        ("您好", 1),
        ("【】您好", 1),
        ("【 】您好", 1),
        ("[小店]您好", 1),
        ("您好【小店】回T退订", 1),
    ],
)
def test_a_signature_stands_at_the_beginning_or_the_end(value: str, count: int) -> None:
    assert signature_findings(value) == count


def test_a_field_or_an_approved_template_does_as_well() -> None:
    assert signature_findings("您好", has_field=True) == 0
    assert signature_findings("您好", has_template_code=True) == 0


def test_the_missing_signature_is_told_with_a_choice() -> None:
    [finding] = check_signature(
        analyse("您好"), channel="sms", plugin="aliyun", has_field=False, has_template_code=False
    )
    assert sentence(finding.message, "en") == "`sms` is delivered by `aliyun`, which demands a signature"
    assert finding.fixes[0].edits[0].replacement == "【…】"
