"""`ma audience`: how many users an audience has, and which."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.checkout import ROOT
from tests.running import Ended, plant, run_ma

HILLSTROM = ROOT.parent / "shared" / "data" / "hillstrom" / "users.csv.gz"
EXPERIMENT = {
    "ma.yaml": "name: experiment\ntimezone: UTC\ncurrency: USD\n",
    "main.ma": """
user { recency_months integer; history money; newbie boolean; channel text }
audience recent = user.recency_months <= 6
audience web = user.channel = "Web"
audience phone = user.channel = "Phone"
audience several = user.channel = "Multichannel"
audience newcomers = user.newbie
audience big = user.history >= 500 USD
""",
}
SHOP = {
    "ma.yaml": "name: shop\ntimezone: Asia/Shanghai\ncurrency: CNY\n",
    "main.ma": """
user { city text; spent money; birthday date; timezone timezone }
event order_paid from "Order Completed" { amount money }
channel push { }
audience buyers "Bought something" = count(order_paid, last 7 days) >= 1
audience big_buyers = sum(order_paid.amount, ever) >= 100.10 CNY and user in buyers
audience today_s = did(order_paid, today)
tag "silent" when never(order_paid, ever)
audience reachable = user consents to push
""",
}
USERS = """user_id,city,spent,birthday,timezone,consent
u1,Shanghai,10.50,2000-02-29,,push
u2,Berlin,,,Europe/Berlin,
u3,Berlin,10.5,,,push
"""
ORDER = '{"user_id": "%s", "event": "Order Completed", "time": "%s", "properties": {"amount": %s}}\n'
EVENTS = (
    ORDER % ("u1", "2026-03-01T16:30:00Z", "100.05")
    + ORDER % ("u1", "2026-03-02T10:00:00Z", "0.05")
    + ORDER % ("u2", "2026-02-20T10:00:00Z", '{"amount": "500", "currency": "USD"}')
    + ORDER % ("u4", "2026-02-27T10:00:00Z", "5")
)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project with users and events beside it."""
    (tmp_path / "users.csv").write_text(USERS)
    (tmp_path / "events.jsonl").write_text(EVENTS)
    return plant(tmp_path / "shop", SHOP)


def asked(shop: Path, name: str, *options: str) -> Ended:
    files = ("--users", shop.parent / "users.csv", "--events", shop.parent / "events.jsonl")
    return run_ma("audience", name, shop, *files, *options)


def listed(shop: Path, name: str, *options: str) -> Sequence[str]:
    ended = asked(shop, name, "--list", *options)
    assert (ended.code, ended.err) == (0, "")
    return ended.out.split()


@pytest.mark.skipif(not HILLSTROM.exists(), reason="the log `hillstrom` does not lie beside this checkout")
@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("recent", 36_585),
        ("web", 28_217),
        ("phone", 28_021),
        ("several", 7_762),
        ("newcomers", 32_144),
        ("big", 8_078),
    ],
)
def test_audiences_of_a_real_list_have_the_sizes_that_others_found(
    name: str, members: int, tmp_path: Path
) -> None:
    project = plant(tmp_path / "experiment", EXPERIMENT)
    ended = run_ma("audience", name, project, "--users", HILLSTROM, "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    found = json.loads(ended.out)
    assert (found["members"], found["users"]) == (members, 64_000)


def test_an_audience_is_counted_at_the_last_event(shop: Path) -> None:
    ended = asked(shop, "buyers")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "`buyers`: 2 of 4 users (50.00%) at 2026-03-02 18:00, Asia/Shanghai\n"


def test_chinese_is_spoken(shop: Path) -> None:
    assert asked(shop, "buyers", "--lang", "zh-CN").out.startswith("`buyers`：4 名用户中有 2 名")


def test_another_moment_has_another_audience(shop: Path) -> None:
    assert listed(shop, "buyers") == ["u1", "u4"]
    assert listed(shop, "buyers", "--at", "2026-02-27 17:59:59") == ["u2"]
    # Exactly 7 days after the order of u2, it is out of the window.
    assert listed(shop, "buyers", "--at", "2026-02-27T10:00:00Z") == ["u4"]


def test_users_exist_from_their_first_event_on(shop: Path) -> None:
    ended = asked(shop, "buyers", "--at", "2026-02-27T09:59:59Z", "--format", "json")
    assert json.loads(ended.out)["users"] == 3


def test_today_begins_in_the_zone_of_the_user(shop: Path) -> None:
    # u1 is in the project's zone, where 16:30 UTC is half past midnight of the next day.
    assert listed(shop, "today_s", "--at", "2026-03-01T16:40:00Z") == ["u1"]


def test_money_is_added_exactly_and_other_currencies_are_unknown(shop: Path) -> None:
    assert listed(shop, "big_buyers") == ["u1"]


def test_the_rule_of_a_tag_can_be_asked_for(shop: Path) -> None:
    assert listed(shop, 'tag "silent"') == ["u3"]


def test_consents_are_those_of_the_file_or_everyone_s(shop: Path) -> None:
    assert listed(shop, "reachable") == ["u1", "u3"]
    assert listed(shop, "reachable", "--consent", "all") == ["u1", "u2", "u3", "u4"]


def test_an_audience_is_counted_by_an_attribute(shop: Path) -> None:
    ended = asked(shop, "buyers", "--by", "city")
    assert [line.split() for line in ended.out.splitlines()[2:]] == [
        ["city", "in", "it", "users", "share"],
        ["Shanghai", "1", "1", "100.00%"],
        ["(unknown)", "1", "1", "100.00%"],
        ["Berlin", "0", "2", "0.00%"],
    ]


@pytest.mark.parametrize(
    ("attribute", "values"),
    [
        ("spent", {"10.5 CNY": 2, None: 2}),
        ("birthday", {"2000-02-29": 1, None: 3}),
        ("city", {"Shanghai": 1, "Berlin": 2, None: 1}),
    ],
)
def test_values_are_written_as_people_write_them(
    attribute: str, values: dict[str | None, int], shop: Path
) -> None:
    found = json.loads(asked(shop, "buyers", "--by", attribute, "--format", "json").out)["by"]
    assert found["attribute"] == attribute
    assert {each["value"]: each["users"] for each in found["values"]} == values


def test_many_values_are_cut_and_the_rest_is_added_up(shop: Path) -> None:
    lines = asked(shop, "buyers", "--by", "city", "--limit", "1").out.splitlines()
    assert lines[-1].split() == ["(2", "other", "values)", "1", "3", "33.33%"]


def test_a_list_can_be_cut(shop: Path) -> None:
    ended = asked(shop, "buyers", "--list", "--limit", "1")
    assert (ended.code, ended.out) == (0, "u1\n")
    assert ended.err == "1 of 2 users are shown\n"


def test_programs_get_json(shop: Path) -> None:
    ended = asked(shop, "buyers", "--list", "--format", "json")
    assert json.loads(ended.out) == {
        "format_version": 1,
        "audience": "buyers",
        "description": "Bought something",
        "at": "2026-03-02T10:00:00Z",
        "users": 4,
        "members": 2,
        "share": 0.5,
        "list": ["u1", "u4"],
    }


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        ((), [["audience", "at", "users", "members"], ["buyers", "2026-03-02T10:00:00Z", "4", "2"]]),
        (("--list",), [["user_id"], ["u1"], ["u4"]]),
        (
            ("--by", "city"),
            [["city", "users", "members"], ["Shanghai", "1", "1"], ["", "1", "1"], ["Berlin", "2", "0"]],
        ),
    ],
)
def test_tables_are_csv(options: Sequence[str], rows: list[list[str]], shop: Path) -> None:
    ended = asked(shop, "buyers", "--format", "csv", *options)
    assert list(csv.reader(io.StringIO(ended.out))) == rows


def test_events_come_through_stdin(shop: Path) -> None:
    ended = run_ma("audience", "buyers", shop, "--events", "-", "--list", stdin=EVENTS.encode())
    assert (ended.code, ended.out) == (0, "u1\nu4\n")


def test_what_cannot_be_understood_is_counted_and_kept(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop.parent)
    (shop.parent / "events.jsonl").write_text(EVENTS + "nonsense\n")
    ended = asked(shop, "buyers", "--list")
    assert (ended.code, ended.out) == (1, "u1\nu4\n")
    assert "1 record could not be understood, and is in `rejects.jsonl`" in ended.err
    assert "line 5" in ended.err
    kept = json.loads((shop.parent / "rejects.jsonl").read_text())
    assert (kept["line"], kept["raw"]) == (5, "nonsense")
    assert kept["reason"] == "this is not JSON, near its character 5: something that JSON does not have"
    assert "第 5 行：不是 JSON（第 5 个字符附近）：" in asked(shop, "buyers", "--lang", "zh-CN").err
    stopped = asked(shop, "buyers", "--max-rejects", "0")
    assert (stopped.code, stopped.out) == (1, "")
    assert "1 record could not be understood, and 0 are allowed" in stopped.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("buyer", "--users", "users.csv"), "unknown audience `buyer`: did you mean `buyers`?"),
        (("zzz", "--users", "users.csv"), "unknown audience `zzz`: the project has `big_buyers`, `buyers`"),
        (("buyers",), "name files with `--users` or `--events`"),
        (("buyers", "--users", "x.csv"), "there is no file or folder `x.csv`"),
        (("buyers", "--users", "users.csv", "--by", "citi"), "did you mean `city`?"),
        (("buyers", "--users", "users.csv", "--by", "zzz"), "users have no attribute `zzz`"),
        (("buyers", "--users", "users.csv", "--at", "soon"), "--at"),
        (
            ("buyers", "--users", "users.csv", "--format", "csv", "--list", "--by", "city"),
            "choose `--list` or",
        ),
    ],
)
def test_mistakes_on_the_command_line_end_with_two(
    arguments: Sequence[str], said: str, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop.parent)
    name, *rest = arguments
    ended = run_ma("audience", name, "shop", *rest)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_a_project_with_errors_is_not_asked(shop: Path) -> None:
    (shop / "main.ma").write_text("audience a = user.x\n")
    ended = asked(shop, "a")
    assert ended.code == 2
    assert "MA102" in ended.err + ended.out


def test_a_bundle_is_asked_like_its_project(shop: Path) -> None:
    bundle = shop.parent / "shop.mab"
    assert run_ma("build", shop, "--output", bundle).code == 0
    files = ("--users", shop.parent / "users.csv", "--events", shop.parent / "events.jsonl")
    ended = run_ma("audience", "buyers", bundle, *files, "--list")
    assert (ended.code, ended.out) == (0, "u1\nu4\n")
