"""`ma preview` renders a message for one user."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import Ended, plant, run_ma, use_own_environment

SHOP = """\
user { name text; age integer; level one of "regular", "gold" default "regular"; timezone timezone }
event cart { value money; items integer }
channel push { }
channel sms { }
message reminder {
  push {
    title "Cart"
    body "{{ user.name | default: 'Hello' }}, {{ entry.value | money }} ({{ user.level }})"
  }
  sms { text "{{ user.name }}: {{ entry.items | times: 2 }}" }
}
campaign recovery { enter on cart; flow { send reminder by push; send reminder by sms } }
"""
SETTINGS = (
    "name: shop\ntimezone: Asia/Shanghai\ncurrency: CNY\n"
    "lint: {MA110: ignore, MA506: ignore, MA601: ignore, MA602: ignore, MA603: ignore, MA604: ignore}\n"
)


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    use_own_environment(monkeypatch, tmp_path / "cache")
    folder = plant(tmp_path / "shop", {"ma.yaml": SETTINGS, "main.ma": SHOP})
    monkeypatch.chdir(folder)
    return folder


def shown(*arguments: str) -> Ended:
    return run_ma("preview", "reminder", *arguments)


def test_every_channel_is_shown_with_its_fields() -> None:
    ended = shown("--set", "user.name=Mei", "--set", "entry.value=80", "--set", "entry.items=3")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "push\n  title  Cart\n  body   Mei, 80.00 CNY (regular)\n\n"
        "sms\n  text  Mei: 6\n  6 characters: 1 segment\n"
    )


def test_one_channel_is_shown_alone() -> None:
    ended = shown("push", "--set", "user.name=Mei", "--set", "entry.value=80")
    assert (ended.out.count("\n"), ended.out.startswith("push\n")) == (3, True)


def test_what_is_unknown_is_named() -> None:
    ended = shown("push")
    assert "Hello," in ended.out
    assert ended.err.splitlines() == [
        "`entry.value` is unknown here: `--set entry.value=…` gives it a value",
        "`user.name` is unknown here: `--set user.name=…` gives it a value",
    ]


@pytest.mark.parametrize(
    ("other", "told"),
    [("default 1.50 CNY", "Hello, 1.50 CNY"), ("default 2 CNY", "Hello, "), ("", "Hello, ")],
)
def test_a_default_of_events_is_shown_where_all_senders_agree_on_it(
    other: str, told: str, shop: Path
) -> None:
    basket = f"event basket {{ value money {other}; items integer }}\n"
    second = "campaign second { enter on basket; flow { send reminder by push } }\n"
    declared = SHOP.replace("value money", "value money default 1.5 CNY")
    (shop / "main.ma").write_text(declared + basket + second)
    ended = shown("push")
    assert f"body   {told} (regular)\n" in ended.out
    assert ("`entry.value` is unknown here" in ended.err) is ("CNY" not in told)
    assert "Hello, 3.00 CNY (regular)\n" in shown("push", "--set", "entry.value=3").out


def test_a_long_text_message_takes_more_segments() -> None:
    ended = shown("sms", "--set", f"user.name={'我' * 80}", "--set", "entry.items=1")
    assert ended.out.endswith("83 characters: 2 segments\n")


@pytest.mark.parametrize("way", ["file", "text"])
def test_a_user_is_read_from_json(way: str, shop: Path) -> None:
    text = '{"user_id": "u1", "name": "Mei", "level": "gold", "shoe_size": 1, "consent": "push"}'
    # As Windows saves it.
    (shop / "mei.json").write_text(f"\ufeff{text}\r\n", encoding="utf-8")
    ended = shown("push", "--user", text if way == "text" else "mei.json", "--set", "entry.value=5")
    assert "Mei, 5.00 CNY (gold)" in ended.out
    assert ended.err == "`shoe_size` of `--user` is no attribute of this project, and is ignored\n"


def test_every_property_of_the_entry_event_can_be_given() -> None:
    given = ("--set", "entry.items=2", "--set", "entry.time=2026-03-02T10:00:00Z", "--set", "entry.id=e1")
    ended = shown("push", "--quiet", *given)
    assert (ended.code, ended.err) == (0, "")


def test_a_project_may_stand_in_the_place_of_the_channel(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shop.parent)
    assert shown("shop", "--quiet").out.startswith("push\n")
    assert shown("sms", "shop", "--quiet").out.startswith("sms\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("mail",), "`reminder` has no text for `mail`: it has `push` and `sms`"),
        (("--set", "user.nam=Mei"), "did you mean `name`?"),
        (("--set", "name=Mei"), "write `--set user.NAME=VALUE`"),
        (
            ("--set", "user.level=glod", "push"),
            'cannot be `glod`: it is declared as `one of "regular", "gold"`',
        ),
        (
            ("--set", "user.age=old", "push"),
            "`user.age` cannot be `old`: it is declared as `integer`, expected `80`\n",
        ),
        (
            ("--set", "entry.valeu=80"),
            "`entry.valeu` is nothing that `reminder` could know",
        ),
        (
            ("--set", "entry.colour=red"),
            "can know `entry.id`, `entry.items`, `entry.time` and `entry.value`",
        ),
        (
            ("--set", "entry.items=some", "push"),
            "`entry.items` cannot be `some`: it is declared",
        ),
        (("--set", "run.code=5"), "no campaign that sends it sets a value of the run"),
        (("--set", "user.timezone=Asia/Shangai"), "which is no time zone: did you mean `Asia/Shanghai`?"),
        (("--set", "user.timezone=+08:00"), "expected a name such as `Asia/Shanghai`"),
        (("--user", '{"timezone": "Mars"}'), "`user.timezone` cannot be `Mars`"),
        (("--user", '{"nmae": "Mei"}'), "users have no attribute `nmae`: did you mean `name`?"),
        (("--user", "[1"), "cannot be read"),
        (("--user", "{"), "`--user` cannot be read: this is not JSON"),
        (("--user", "[1]"), '`--user` is no JSON object: expected one such as `{"name": "Mei"}`'),
        (("--user", '{"age": {"years": "3"}}'), '`user.age` cannot be `{"years": "3"}`: it is declared'),
    ],
)
def test_what_is_wrong_is_told(arguments: tuple[str, ...], told: str) -> None:
    ended = shown(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err


def test_an_unknown_message_is_a_mistake() -> None:
    ended = run_ma("preview", "remindr")
    assert ended.code == 2
    assert "did you mean `reminder`?" in ended.err


def test_a_project_without_messages_has_none_to_be_meant(tmp_path: Path) -> None:
    place = plant(tmp_path / "bare", {"main.ma": "event ping { }\n"})
    ended = run_ma("preview", "reminder", "push", place)
    assert ended.err == "error: unknown message `reminder`: the project declares none\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--set", "entry.valeu=80"), "`reminder` 中不会有 `entry.valeu`：是否想写 `entry.value`？"),
        (("--set", "entry.colour=red"), "可用的有 `entry.id`、`entry.items`、`entry.time`、`entry.value`"),
        (("--set", "user.timezone=Asia/Shangai"), "没有这个时区：是否想写 `Asia/Shanghai`？"),
    ],
)
def test_what_is_wrong_is_told_in_chinese(arguments: tuple[str, ...], told: str) -> None:
    assert told in shown(*arguments, "--lang", "zh-CN").err


def test_what_is_wrong_with_a_user_is_told_in_chinese() -> None:
    assert shown("--user", "{", "--lang", "zh-CN").err == "错误：无法读取 `--user`：不是 JSON：内容中途断开\n"
