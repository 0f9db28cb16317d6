"""The name that was probably meant."""

from __future__ import annotations

import time
from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maflow.dsl.did_you_mean import nearest

NAMES = (
    "cart_abandoned",
    "order_paid",
    "page_view",
    "member_level",
    "points",
    "push",
    "sms",
    "email",
    "name",
)
CHINESE = ("会员等级", "会员姓名", "人群", "高意向")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Push", "push"),
        ("memberlevel", "member_level"),
        ("orderPaid", "order_paid"),
        ("pusch", "push"),
        ("pu", None),
        ("puhs", "push"),
        ("emial", "email"),
        ("pionts", "points"),
        ("cart_abandonned", "cart_abandoned"),
        ("abandoned_cart", "cart_abandoned"),
        ("level", "member_level"),
        ("page", "page_view"),
        ("wechat", None),
        ("x", None),
        ("", None),
        ("_", None),
        ("s" * 100_000, None),
    ],
)
def test_slips_of_the_finger(word: str, meant: str | None) -> None:
    assert nearest(word, NAMES) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [("会员等极", "会员等级"), ("等级", "会员等级"), ("会员", None), ("人裙", "人群"), ("渠道", None)],
)
def test_slips_of_an_input_method(word: str, meant: str | None) -> None:
    assert nearest(word, CHINESE) == meant


def test_of_equally_near_names_the_one_with_the_same_first_letter_is_meant() -> None:
    assert nearest("gold_tier", ["bold_tier", "gold_tie"]) == "gold_tie"
    assert nearest("cat", ["bat", "cut"]) == "cut"


def test_spelling_without_case_comes_before_any_slip() -> None:
    assert nearest("vip_users", ["vip_user", "VIPUsers"]) == "VIPUsers"


words = st.text("abcdefgh_会员等级", min_size=1, max_size=12)


@given(words, st.lists(words, max_size=8))
def test_the_order_of_the_candidates_does_not_matter(word: str, candidates: list[str]) -> None:
    meant = nearest(word, candidates)
    assert meant == nearest(word, candidates[::-1])
    assert meant is None or meant in candidates


@given(st.text("abcdefghij", min_size=3, max_size=14), st.data())
def test_one_slip_is_always_forgiven(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 2))
    slips = {
        "missing": name[:at] + name[at + 1 :],
        "too many": name[:at] + "z" + name[at:],
        "wrong": name[:at] + "z" + name[at + 1 :],
        "exchanged": name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    }
    word = data.draw(st.sampled_from(sorted(slips.values())))
    assume(word != name)
    assert nearest(word, [name, "xyzxyzxyzxyzxyzxyz"]) == name


letters = st.text("abc会", min_size=2, max_size=12)


@given(letters, letters)
def test_slips_are_counted_as_the_textbook_does(word: str, name: str) -> None:
    is_near = distance(word, name) <= min(1 + (len(word) - 2) // 4, 4)
    is_part = not word.isascii() and (name.startswith(word) or name.endswith(word))
    assert (nearest(word, [name]) == name) == (is_near or is_part)


@cache
def distance(left: str, right: str) -> int:
    """Return the optimal string alignment distance, the slow way."""
    if not left or not right:
        return len(left) + len(right)
    costs = [
        distance(left[1:], right) + 1,
        distance(left, right[1:]) + 1,
        distance(left[1:], right[1:]) + (left[0] != right[0]),
    ]
    if left[:2] == right[:2][::-1] and len(left[:2]) == 2:
        costs.append(distance(left[2:], right[2:]) + 1)
    return min(costs)


def test_five_thousand_candidates_are_looked_through_quickly() -> None:
    candidates = frozenset(f"audience_{i:04}_of_spring" for i in range(5000))
    nearest("warm", candidates)
    begin = time.process_time()
    for i in range(20):
        nearest(f"audiense_{i:04}_of_sprng", candidates)
    assert time.process_time() - begin < 10
