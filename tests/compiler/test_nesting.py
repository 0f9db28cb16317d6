"""Definitions that are nested through one another: as deep as hosts can follow them, and no deeper."""

from __future__ import annotations

import pytest

from maflow.compiler.driver import Checked
from maflow.compiler.lower.lower import lower
from maflow.compiler.nesting import MAX_NESTING
from maflow.dsl.catalogue import sentence
from maflow.runtime.loader import load
from tests.compiler.inspected import CATALOGUE, check

BASE = """
user { age number; ok boolean }
event ping { }
channel push { }
message hello { push { title "Hello"; body "Hello" } }
"""
CAMPAIGN = """
campaign welcome { enter when user in a0; audience user in a0; flow { send hello by push } }
"""
TAG_CAMPAIGN = 'campaign welcome { enter when tag "t0"; flow { send hello by push } }\n'
STEP_CAMPAIGN = "campaign welcome { enter on ping; flow { s0() } }\n"

# Each link names the next one; how deep in it that stands.
LINKS = {
    "audience a{i} = user in a{next}": 1,
    "audience a{i} = user not in a{next}": 1,
    "audience a{i} = user in a{next} and user.ok": 2,
    'audience a{i} = user.ok or not (user in a{next} and tag "x")': 4,
    'audience a{i} = tag "t{i}"\ntag "t{i}" when user in a{next}': 2,
}


def chain(link: str, count: int, last: str) -> str:
    return "".join(f"{link.format(i=i, next=i + 1)}\n" for i in range(count)) + last.format(i=count)


def audiences(link: str, count: int) -> str:
    return chain(link, count, "audience a{i} = user.age > 3 and time since ping > 3 days\n") + CAMPAIGN


def said(checked: Checked) -> list[str]:
    return [f"{found.code} {sentence(found.message, 'en')}" for found in checked.diagnostics]


@pytest.mark.parametrize(("link", "depth"), LINKS.items(), ids=LINKS)
def test_definitions_as_deep_as_they_may_be_can_be_built_and_loaded(link: str, depth: int) -> None:
    checked = check(audiences(link, MAX_NESTING // depth), base=BASE)
    assert said(checked) == []
    load(lower(checked, CATALOGUE))


@pytest.mark.parametrize("count", [MAX_NESTING + 1, 5 * MAX_NESTING, 3_000])
@pytest.mark.parametrize(
    ("link", "last", "campaign", "depth"),
    [
        ("audience a{i} = user in a{next}", "audience a{i} = user.ok\n", CAMPAIGN, 1),
        ('tag "t{i}" when tag "t{next}"', 'tag "t{i}" when user.ok\n', TAG_CAMPAIGN, 1),
        ("step s{i}() {{ s{next}() }}", "step s{i}() {{ send hello by push }}\n", STEP_CAMPAIGN, 2),
    ],
    ids=["audiences", "tags", "steps"],
)
def test_of_definitions_that_are_too_deep_the_first_is_told_alone(
    link: str, last: str, campaign: str, depth: int, count: int
) -> None:
    checked = check(chain(link, count, last) + campaign, base=BASE)
    name = f"{link.split()[1].strip(chr(34))[0]}{count - MAX_NESTING // depth - 1}"
    assert said(checked) == [f"MA001 `{name}` is nested more than 100 deep, with all that it is defined by"]
    [found] = checked.diagnostics
    assert found.span.file == "main.ma"
    assert name in checked.sources["main.ma"].text[found.span.start : found.span.end]


@pytest.mark.parametrize("count", [MAX_NESTING, MAX_NESTING + 1, 3_000])
def test_a_circle_of_any_length_is_told_once(count: int) -> None:
    circle = "".join(f"audience a{i} = user in a{(i + 1) % count}\n" for i in range(count))
    assert [found.code for found in check(circle + CAMPAIGN, base=BASE).diagnostics] == ["MA111"]


def test_what_leads_to_a_circle_is_not_too_deep() -> None:
    circle = "audience x = user in y\naudience y = user in x\n"
    many = "".join(f"audience a{i} = user in x and user.age > {i}\n" for i in range(2 * MAX_NESTING))
    assert [found.code for found in check(circle + many + CAMPAIGN, base=BASE).diagnostics] == ["MA111"]


def test_what_is_named_twice_counts_where_it_stands_deepest() -> None:
    link, last = "audience a{i} = user in a{next} or user.ok and user in a{next}", "audience a{i} = user.ok\n"
    assert said(check(chain(link, MAX_NESTING // 3, last) + CAMPAIGN, base=BASE)) == []
    [found] = check(chain(link, MAX_NESTING // 3 + 1, last) + CAMPAIGN, base=BASE).diagnostics
    assert found.message.args["name"] == "a0"


def test_an_expression_that_is_too_long_in_itself_is_told_where_it_is_written() -> None:
    checked = check("audience a0 = " + "not " * 1_000 + "user.ok\n" + CAMPAIGN, base=BASE)
    assert [found.message.key for found in checked.diagnostics] == ["MA001.too-long-expression"]
