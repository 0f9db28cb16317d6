"""MA601 and MA602: variables that may be unknown, and variables that are not there."""

from __future__ import annotations

import pytest

from maflow.compiler.templates import (
    Finding,
    MessageScope,
    SenderFact,
    ValueFact,
    analyse,
    check_defaults,
    check_names,
    offer_facts,
)
from maflow.dsl.catalogue import sentence
from maflow.dsl.diagnostics import Text
from maflow.dsl.source import Span

USER = {
    "name": ValueFact(type="text", may_be_unknown=True, declared=Span("main.ma", 10, 14)),
    "姓名": ValueFact(type="text", may_be_unknown=True),
    "level": ValueFact(type="choice", values=("gold", "regular")),
    "balance": ValueFact(type="money", may_be_unknown=True),
    "tags": ValueFact(type="list", item="text"),
}
VALUE = ValueFact(type="money")
NOTE = ValueFact(type="text", may_be_unknown=True, declared=Span("main.ma", 90, 94))


def sender(campaign: str, **facts: object) -> SenderFact:
    at = 100 + len(campaign)
    return SenderFact(campaign=campaign, send=Span("main.ma", at, at + 4), **facts)  # type: ignore[arg-type]


CART = sender("cart", event="cart_abandoned", entry={"value": VALUE, "note": NOTE, "cart_id": NOTE})
PAID = sender("thanks", event="order_paid", entry={"amount": VALUE, "note": VALUE}, has_description=True)
WEEKLY = sender("weekly", run={"total": VALUE})
GIVING = sender("coupon", offer=offer_facts(has_face=True, has_validity=False), run={"total": NOTE})


def scope(*senders: SenderFact, has_unsubscribe_link: bool = False) -> MessageScope:
    return MessageScope(channel="push", user=USER, senders=senders, has_unsubscribe_link=has_unsubscribe_link)


def said(finding: Finding) -> str:
    return sentence(finding.message, "en")


def labels(finding: Finding) -> list[str]:
    return [sentence(label.text, "en") for label in finding.labels if label.text is not None]


def mended(value: str, finding: Finding) -> str:
    for edit in sorted(finding.fixes[0].edits, key=lambda edit: edit.start, reverse=True):
        value = value[: edit.start] + edit.replacement + value[edit.end :]
    return value


# What is written; what is underlined; what is said; what the fix makes of it.
MISSING = [
    ("{{ user.nmae }}", "nmae", "unknown attribute `nmae` of `user`", "{{ user.name }}"),
    ("{{ user.姓明 }}", "姓明", "unknown attribute `姓明` of `user`", "{{ user.姓名 }}"),
    ("{{ user['nmae'] }}", "nmae", "unknown attribute `nmae` of `user`", "{{ user['name'] }}"),
    ("{{ name }}", "name", "unknown variable `name`", "{{ user.name }}"),
    ("{{ value }}", "value", "unknown variable `value`", "{{ entry.value }}"),
    ("{{ usr.name }}", "usr", "unknown variable `usr`", "{{ user.name }}"),
    ("{{ 用户.姓名 }}", "用户", "unknown variable `用户`", "{{ user.姓名 }}"),
    (
        "{{ event.value }}",
        "event",
        "`event` is not there in a message: the event that started the run is `entry`",
        "{{ entry.value }}",
    ),
    ("{{ entry.vale }}", "vale", "unknown property `vale` of `cart_abandoned`", "{{ entry.value }}"),
    ("{{ entry.weight }}", "weight", "unknown property `weight` of `cart_abandoned`", None),
    ("{{ run.total }}", "run.total", "nothing sets `run.total` before this message is sent", None),
    ("{{ offer.face }}", "offer.face", "no offer is given before this message is sent", None),
    ("{{ offer.fase }}", "fase", "`offer` has nothing called `fase`", "{{ offer.face }}"),
    ("{{ campaign.title }}", "title", "`campaign` has nothing called `title`", None),
    ("{{ unsubscribe_link }}", "unsubscribe_link", "messages by `push` have no `unsubscribe_link`", None),
    ("{{ user }}", "user", "`user` alone is no value: name what to take from it", None),
    ("{{ user[entry.value] }}", "entry.value", "what to take from `user` must be written as a name", None),
    ("{{ user.name.first }}", "first", "`user.name` is a text and has nothing called `first`", None),
    ("{{ user.level[0] }}", "0", "`user.level` is one of a fixed set of values, not a list", None),
    ("{% for t in user.tags %}{{ t.x }}{% endfor %}", "x", "`t` is a text and has nothing called `x`", None),
    (
        "{% for t in user.tags %}{{ forloop.indx }}{% endfor %}",
        "indx",
        "`forloop` has nothing called `indx`",
        "{% for t in user.tags %}{{ forloop.index }}{% endfor %}",
    ),
    (
        "{% assign greeting = 'hi' %}{{ greting }}",
        "greting",
        "unknown variable `greting`",
        "{% assign greeting = 'hi' %}{{ greeting }}",
    ),
]


@pytest.mark.parametrize(("value", "underlined", "message", "fixed"), MISSING, ids=[m[0] for m in MISSING])
def test_what_is_not_there_is_found(value: str, underlined: str, message: str, fixed: str | None) -> None:
    [finding] = check_names(analyse(value), scope(CART))
    assert finding.code == "MA602"
    assert value[finding.start : finding.end] == underlined
    assert said(finding) == message
    assert sentence(finding.message, "zh-CN") != message
    assert (mended(value, finding) if finding.fixes else None) == fixed


@pytest.mark.parametrize(
    "value",
    [
        "{{ user.name }}{{ user['姓名'] }}{{ user.tags[0] }}{{ user.tags.first }}{{ user.name.size }}",
        "{{ entry.value }}{{ entry.time }}{{ entry.id }}",
        "{{ campaign.name }}{{ campaign.description }}{{ today }}{{ now }}",
        "{% assign n = user.name %}{{ n }}{% capture c %}x{% endcapture %}{{ c }}{{ c.size }}",
        "{% for t in user.tags %}{{ t }}{{ forloop.parentloop.index }}{% endfor %}",
        "{% tablerow t in user.tags %}{{ tablerowloop.col }}{% endtablerow %}{% increment i %}{{ i }}",
    ],
)
def test_what_is_there_is_not_reported(value: str) -> None:
    assert check_names(analyse(value), scope(CART)) == []


def test_a_property_must_be_there_wherever_the_message_is_sent_from() -> None:
    [finding] = check_names(analyse("{{ entry.value }}"), scope(CART, PAID, WEEKLY))
    assert said(finding) == "`entry.value` is not there everywhere this message is sent from"
    assert [label.span for label in finding.labels] == [PAID.send, WEEKLY.send]
    assert labels(finding) == [
        "`order_paid` starts a run of `thanks` and has no `value`",
        "no event starts a run of `weekly`",
    ]


def test_a_campaign_without_an_event_has_a_time_of_entry_and_nothing_else() -> None:
    assert check_names(analyse("{{ entry.time }}"), scope(WEEKLY)) == []
    [finding] = check_names(analyse("{{ entry.value }}"), scope(WEEKLY))
    assert said(finding).startswith("`entry.value` is not there: no event starts")


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("{{ run.total }}", "`cart` sets no `run.total` before this"),
        ("{{ offer.face }}", "`cart` gives no offer before this"),
    ],
)
def test_the_send_that_lacks_something_is_shown(value: str, label: str) -> None:
    [finding] = check_names(analyse(value), scope(GIVING, CART))
    assert labels(finding) == [label]
    assert finding.labels[0].span == CART.send
    assert check_names(analyse(value), scope(GIVING)) == []


def test_a_message_that_nobody_sends_says_nothing_of_the_run() -> None:
    value = "{{ entry.value }}{{ run.total }}{{ offer.face }}{{ campaign.description }}"
    assert check_names(analyse(value), scope()) == []
    assert check_defaults(analyse(value), scope()) == []
    assert len(check_names(analyse("{{ user.nmae }}"), scope())) == 1


def test_a_link_to_unsubscribe_is_there_where_the_channel_has_one() -> None:
    assert check_names(analyse("{{ unsubscribe_link }}"), scope(CART, has_unsubscribe_link=True)) == []


@pytest.mark.parametrize(
    ("value", "fixed"),
    [
        ("{{ user.name }}", "{{ user.name | default: '…' }}"),
        ("{{user.姓名}}", "{{user.姓名 | default: '…'}}"),
        ("{{ user.name | upcase }}", "{{ user.name | default: '…' | upcase }}"),
        ("{{ user.balance | money }}", "{{ user.balance | money | default: '…' }}"),
        ("{{ user.balance | size }}", "{{ user.balance | default: '…' | size }}"),
        (
            "{{ entry.cart_id | default: entry.note }}",
            "{{ entry.cart_id | default: entry.note | default: '…' }}",
        ),
        ("{% assign n = user.name %}{{ n }}", "{% assign n = user.name %}{{ n | default: '…' }}"),
        ("{{ 'Hi ' | append: user.name }}", None),
        ("{% cycle user.name, 'x' %}", None),
    ],
)
def test_a_value_that_may_be_unknown_needs_a_default(value: str, fixed: str | None) -> None:
    [finding] = check_defaults(analyse(value), scope(CART))
    assert finding.code == "MA601"
    assert (mended(value, finding) if finding.fixes else None) == fixed
    if fixed is not None:
        assert check_defaults(analyse(fixed), scope(CART)) == []


@pytest.mark.parametrize(
    "value",
    [
        "{{ user.level }}{{ entry.value | money }}{{ today }}{{ campaign.name }}",
        "{{ user.name | default: 'you' }}",
        "{% if user.name %}{{ user.name }}{% endif %}",
        "{% if user.name == 'x' %}y{% endif %}",
        "{{ user.nmae }}",
        "{{ user.name | defualt: 'you' }}",
        "{% if user.name %}{{ user.name }}{% endfi %}",
    ],
)
def test_a_known_or_guarded_or_missing_value_needs_none(value: str) -> None:
    assert check_defaults(analyse(value), scope(CART)) == []


def test_the_finding_shows_where_the_value_is_declared() -> None:
    [finding] = check_defaults(analyse("{{ user.name }}"), scope(CART))
    assert [label.span for label in finding.labels] == [USER["name"].declared]
    assert labels(finding) == ["declared without `default`"]
    assert said(finding) == "`user.name` may be unknown and has no `default`"


def test_a_value_known_at_one_sender_may_be_unknown_at_another() -> None:
    assert check_defaults(analyse("{{ entry.note }}"), scope(PAID)) == []
    [finding] = check_defaults(analyse("{{ entry.note }}"), scope(PAID, CART))
    assert [label.span for label in finding.labels] == [NOTE.declared]


def test_a_variable_that_is_not_set_on_every_way_is_found() -> None:
    value = "{% if user.level == 'gold' %}{% assign n = 'Sir' %}{% endif %}{{ n }}"
    [finding] = check_defaults(analyse(value), scope(CART))
    assert said(finding) == "nothing sets `n` on some ways to this place"


def test_parts_of_an_offer_are_known_as_the_offer_is_declared() -> None:
    found = check_defaults(
        analyse("{{ offer.name }}{{ offer.face }}{{ offer.valid_until }}{{ offer.code }}"), scope(GIVING)
    )
    assert [said(finding).split("`")[1] for finding in found] == ["offer.valid_until", "offer.code"]


def test_all_that_is_said_is_said_in_both_languages() -> None:
    texts: list[Text] = []
    for value, *_ in MISSING:
        for finding in check_names(analyse(value), scope(CART, GIVING)):
            texts += [finding.message, *finding.help, *(fix.title for fix in finding.fixes)]
    assert all(sentence(text, "en") != sentence(text, "zh-CN") for text in texts)
