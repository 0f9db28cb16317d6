"""`ma explain` where the journal has nothing to tell: it says why that may be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.running import Ended, plant, run_ma

SHOP = """\
user { level text }
event cart from "Cart Abandoned" { value money }
event paid { }
channel push { }
message note { push { title "a"; body "b" } }
message later { push { title "a"; body "b" } }
campaign carts {
  enter on cart where event.value >= 50 CNY
  audience user.level = "gold"
  exit on paid
  flow {
    wait 1 hour
    send note by push
  }
}
campaign gone { enter when user.level = "lost"; flow { send later by push } }
campaign daily { enter every day at 09:00; flow { send later by push } }
campaign once { enter at 2026-12-01 09:00; flow { send later by push } }
campaign called { enter by call; flow { send later by push } }
"""
TEST_ONLY = "lint: {MA110: ignore, MA107: ignore, MA506: ignore, MAS04: ignore}\n"
SETTINGS = "name: shop\ntimezone: UTC\ncurrency: CNY\n" + TEST_ONLY
OTHER = 'event cart { }\nchannel push { }\nmessage m { push { title "a"; body "b" } }\n'
OTHER += "campaign elsewhere { enter on cart; flow { send m by push } }\n"


def record(user: str, kind: str, **rest: object) -> str:
    head = {"time": "2026-03-02T02:00:00Z", "user_id": user, "campaign": "carts"}
    return json.dumps({**head, **rest, "kind": kind}) + "\n"


RUN = {"run": "carts/ann/1"}
JOURNAL = record("ann", "entered", **RUN) + record("ann", "exited", **RUN, node="wait", reason="exit_on")
JOURNAL += record("bob", "refused", reason="audience")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand beside a project, another one, and a journal of the first."""
    monkeypatch.chdir(tmp_path)
    plant(tmp_path / "shop", {"ma.yaml": SETTINGS, "main.ma": SHOP})
    plant(tmp_path / "other", {"ma.yaml": SETTINGS.replace("shop", "other"), "main.ma": OTHER})
    (tmp_path / "journal.jsonl").write_text(JOURNAL)
    (tmp_path / "empty.jsonl").write_text("")
    return tmp_path


def explain(*arguments: str, journal: str = "journal.jsonl") -> Ended:
    return run_ma("explain", *arguments, "--journal", journal)


def test_of_an_unknown_user_it_tells_how_each_campaign_is_entered() -> None:
    ended = explain("zoe", "--project", "shop")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines()[1:] == [
        "`called` is entered when another campaign starts it; it stands in main.ma:19",
        "`carts` is entered with an event `Cart Abandoned` that meets its `where`; it stands in main.ma:7",
        "`daily` is entered at the hours of its schedule; it stands in main.ma:17",
        "`gone` is entered when its condition turns true; it stands in main.ma:16",
        "`once` is entered at its moment; it stands in main.ma:18",
    ]


def test_of_an_unknown_user_and_a_message_only_its_campaigns_are_told() -> None:
    lines = explain("zoe", "note", "--project", "shop").err.splitlines()
    assert [line.split("`")[1] for line in lines[1:]] == ["carts"]
    assert len(explain("zoe", "--lang", "zh-CN", "--project", "shop").err.splitlines()) == 6


def test_a_message_that_nobody_came_near_tells_how_its_campaigns_are_entered() -> None:
    out = explain("ann", "later", "--project", "shop").out
    assert "`gone` sends it: entered 0, not let in 0\n`gone` is entered when its condition turns true" in out


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_the_journal_of_another_project_is_refused(lang: str) -> None:
    ended = explain("ann", "--project", "other", "--lang", lang)
    assert (ended.code, ended.out) == (2, "")
    for name in ("journal.jsonl", "carts", "other"):
        assert f"`{name}`" in ended.err


def test_an_empty_journal_is_called_empty() -> None:
    ended = explain("ann", journal="empty.jsonl")
    assert ended.code == 2
    assert ended.err.startswith("error: `empty.jsonl` is empty: ")


def test_an_unknown_message_tells_which_there_are() -> None:
    (Path.cwd() / "journal.jsonl").write_text(record("ann", "sent", **RUN, message="note", channel="push"))
    without = explain("ann", "xyzzy").err
    assert "only about `note`; with `--project`, messages are known that nobody came to" in without
    assert "the project has `later` and `note`" in explain("ann", "xyzzy", "--project", "shop").err


def test_who_left_is_told_on_which_events_one_leaves() -> None:
    ended = explain("ann", "--project", "shop")
    assert "`carts` is left on `paid`" in ended.out
    assert "is left on" not in explain("ann").out


def test_who_was_refused_is_told_where_the_campaign_stands() -> None:
    out = explain("bob", "--project", "shop").out
    assert out.endswith(
        "must hold when the campaign is entered\n" + " " * 25 + "`carts` stands in main.ma:7\n"
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            '{"user_id": "ann", "event": "cart", "time": "2026-03-02T10:00:00Z"}\n',
            "line 1 of `other.jsonl` is an event, and no record of a journal: ",
        ),
        ('{"user_id": "ann", "level": "gold"}\n', "line 1 of `other.jsonl` is a user, and no record"),
        ("user_id,level\nann,gold\n", "line 1 of `other.jsonl` is no JSON object, or is cut off"),
        (record("ann", "entered")[:-20], "line 1 of `other.jsonl` is no JSON object, or is cut off"),
        (record("ann", "entered", more=1), "line 1 of `other.jsonl` has a field `more`"),
    ],
)
def test_another_file_than_a_journal_is_told_in_words(content: str, told: str) -> None:
    Path("other.jsonl").write_text(content)
    ended = explain("ann", journal="other.jsonl")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"error: {told}")


def test_another_file_than_a_journal_is_told_in_chinese() -> None:
    Path("other.jsonl").write_text('{"user_id": "ann", "event": "cart", "time": "2026-03-02T10:00:00Z"}\n')
    ended = explain("ann", "--lang", "zh-CN", journal="other.jsonl")
    assert ended.err.startswith("错误：`other.jsonl` 第 1 行是事件，不是日志记录：")
