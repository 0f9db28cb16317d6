"""`ma explain` tells from a journal what was decided about a user, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.running import Ended, plant, run_ma, use_own_environment

SHOP = """\
user { phone phone; level text }
event cart { }
event paid { }
channel push { }
channel sms { needs user.phone }
quiet hours 22:00-07:00 for push
limits {
  at most 1 push in any 24 hours
}
message reminder { push { title "Cart"; body "It waits." } sms { text "It waits." } }
message goodbye { push { title "Bye"; body "Bye." } }
campaign recovery {
  enter on cart
  audience user.level = "gold"
  reenter always
  exit on paid
  flow {
    wait 1 hour
    send reminder by push
    send reminder by sms
    wait 1 day
    send goodbye by push
  }
}
"""
TEST_ONLY = "lint: {MA110: ignore, MA107: ignore, MA506: ignore, MAS04: ignore}\n"
SETTINGS = "name: shop\ntimezone: Asia/Shanghai\ncurrency: CNY\n" + TEST_ONLY


def event(user: str, name: str, time: str) -> str:
    return json.dumps({"user_id": user, "event": name, "time": time, "properties": {}}) + "\n"


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the journal of a small shop, in whose folder the reader stands."""
    use_own_environment(monkeypatch, tmp_path / "cache")
    plant(tmp_path / "shop", {"ma.yaml": SETTINGS, "main.ma": SHOP})
    users = "user_id,level,consent\nann,gold,push\nbob,silver,push\ncyd,gold,\n"
    events = [
        event("ann", "cart", "2026-03-02T02:00:00Z"),  # 10:00 in Shanghai
        event("ann", "cart", "2026-03-02T02:10:00Z"),
        event("bob", "cart", "2026-03-02T02:20:00Z"),
        event("cyd", "cart", "2026-03-02T02:30:00Z"),
        event("cyd", "paid", "2026-03-02T05:00:00Z"),
        event("ann", "paid", "2026-03-02T06:00:00Z"),
        event("ann", "cart", "2026-03-02T07:00:00Z"),
        event("ann", "cart", "2026-03-03T13:30:00Z"),
    ]
    (tmp_path / "users.csv").write_text(users, encoding="utf-8")
    (tmp_path / "events.jsonl").write_text("".join(events), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    options = ("--users", "users.csv", "--events", "events.jsonl", "--journal", "journal.jsonl")
    ended = run_ma("simulate", "shop", *options, "--until", "2026-03-05")
    assert (ended.code, ended.err) == (0, ""), ended.err
    return tmp_path / "journal.jsonl"


def explained(journal: Path, *arguments: str) -> Ended:
    return run_ma("explain", *arguments, "--journal", journal)


def test_a_run_is_told_from_entry_to_end_in_the_time_of_the_project(journal: Path) -> None:
    ended = explained(journal, "ann", "--project", "shop")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("`ann`, times in Asia/Shanghai\n\nrecovery/ann/1\n")
    assert "  2026-03-02 10:00:00  entered `recovery`\n" in ended.out
    assert "  2026-03-02 11:00:00  `reminder` sent by `push`\n" in ended.out


def test_without_a_project_times_are_utc(journal: Path) -> None:
    ended = explained(journal, "ann")
    assert "2026-03-02 02:00:00  entered" in ended.out
    assert "the rule stands" not in ended.out


def test_a_limit_tells_what_it_counted_when_it_frees_and_where_it_stands(journal: Path) -> None:
    lines = explained(journal, "ann", "--project", "shop").out.splitlines()
    at = next(place for place, line in enumerate(lines) if "blocked by `limits`" in line)
    assert "2026-03-02 16:00:00" in lines[at]
    assert "`at most 1 push in any 24 hours`; counted so far: 1" in lines[at]
    assert [line.strip() for line in lines[at + 1 : at + 4]] == [
        "the limit counted `reminder` by `push` at 2026-03-02 11:00:00",
        "there is room again from 2026-03-03 11:00:00 on; decided then, it would not have met this limit",
        "the rule stands in main.ma:8",
    ]


LIMITED = """\
event go { what text }
channel push { consent none }
channel sms { consent none }
category service { exempt from limits }
limits {
  at most 2 push of one message in any 24 hours
  at most 3 messages in any 24 hours
  at most 1 promotional sms in any 24 hours
}
message a { push { title "a"; body "a" } sms { text "a" } }
message b { push { title "b"; body "b" } }
campaign pushes {
  parallel by event.what
  enter on go where event.what starts with "a"
  reenter always
  flow { send a by push }
}
campaign others {
  limit at most 1 message in any 2 days
  enter on go where event.what = "b"
  reenter always
  flow { send b by push }
}
campaign texts { enter on go where event.what = "sms"; reenter always; flow { send a by sms } }
campaign bills {
  category transactional
  enter on go where event.what = "bill"
  reenter always
  flow { send a by push }
}
campaign serves {
  category service
  enter on go where event.what = "serve"
  reenter always
  flow { send a by push }
}
"""


@pytest.mark.parametrize(
    ("sent", "rule", "counted"),
    [
        (("a1", "b", "bill", "serve", "a2", "a3"), "2 push of one message in any 24 hours", "a00 a04"),
        (("a1", "b", "sms", "bill", "b", "sms"), "3 messages in any 24 hours", "a00 b01 s02"),
        (("b", "a1", "serve", "b"), "1 message in any 2 days", "b00"),
        (("sms", "a1", "bill", "sms"), "1 promotional sms in any 24 hours", "s00"),
    ],
)
def test_a_limit_names_the_messages_that_it_counts(
    sent: tuple[str, ...], rule: str, counted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_own_environment(monkeypatch, tmp_path / "cache")
    plant(tmp_path, {"ma.yaml": SETTINGS, "main.ma": LIMITED})
    monkeypatch.chdir(tmp_path)
    lines = [
        json.dumps(
            {
                "user_id": "u",
                "event": "go",
                "time": f"2026-03-02T02:{at:02}:00Z",
                "properties": {"what": each},
            }
        )
        for at, each in enumerate(sent)
    ]
    (tmp_path / "events.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run_ma("simulate", ".", "--events", "events.jsonl", "--journal", "journal.jsonl")
    told = explained(tmp_path / "journal.jsonl", "u", "--project", ".").out.splitlines()
    at = next(place for place, line in enumerate(told) if f"`at most {rule}`" in line)
    names = {"a": "`a` by `push`", "b": "`b` by `push`", "s": "`a` by `sms`"}
    expected = [f"{names[each[0]]} at 2026-03-02 10:{each[1:]}:00" for each in counted.split()]
    assert told[at + 1].strip() == "the limit counted " + " and ".join(
        ", ".join(part) for part in (expected[:-1], expected[-1:]) if part
    )


def test_what_a_limit_counted_is_not_told_where_nothing_says_what_it_counts(journal: Path) -> None:
    assert "the limit counted" not in explained(journal, "ann").out


def test_a_refused_entry_stands_in_the_run_that_it_met(journal: Path) -> None:
    out = explained(journal, "ann").out
    first = out[out.index("recovery/ann/1") : out.index("recovery/ann/2")]
    assert "not let into `recovery` by `running`" in first
    assert "the run that began at 2026-03-02 02:00:00 was under way until 2026-03-02 06:00:00" in first


def test_who_left_early_is_told_where_the_run_rested(journal: Path) -> None:
    out = explained(journal, "ann").out
    assert "left `recovery`: an event to leave on" in out
    assert "it rested at `wait#2`; what follows there in the flow was not done" in out


def test_missing_consent_and_address_tell_what_it_takes(journal: Path) -> None:
    out = explained(journal, "cyd").out
    assert "it takes a consent for `push` and the campaign's category before that moment" in out
    assert "it takes a consent for `sms`" in out


def test_a_message_that_nobody_came_to_tells_of_the_refused_entries(journal: Path) -> None:
    ended = explained(journal, "bob", "goodbye", "--project", "shop")
    assert "the condition of `audience` must hold when the campaign is entered" in ended.out
    assert ended.out.endswith(
        "no campaign came to `goodbye` for `bob`\n`recovery` sends it: entered 0, not let in 1\n"
    )


def test_a_message_is_counted_in_the_end(journal: Path) -> None:
    ended = explained(journal, "ann", "reminder")
    assert "`reminder`: sent 1, blocked " in ended.out.splitlines()[-1]


def test_an_unknown_user_is_a_mistake_and_the_nearest_is_named(journal: Path) -> None:
    ended = explained(journal, "anm")
    assert (ended.code, ended.out) == (2, "")
    assert "did you mean `ann`?" in ended.err


def test_an_unknown_user_without_a_neighbour_is_told_what_it_may_be(journal: Path) -> None:
    ended = explained(journal, "0000-4711")
    assert ended.code == 2
    assert "no campaign had anything to decide" in ended.err


@pytest.mark.parametrize(
    ("given", "told"), [("remindr", "did you mean `reminder`?"), ("xyzzy", "decides nothing about")]
)
def test_an_unknown_message_is_a_mistake(given: str, told: str, journal: Path) -> None:
    ended = explained(journal, "ann", given)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err


def test_json_has_the_records_with_their_sentences(journal: Path) -> None:
    document = json.loads(explained(journal, "ann", "--format", "json", "--project", "shop").out)
    assert (document["format_version"], document["timezone"]) == (1, "Asia/Shanghai")
    record = document["stories"][0]["decisions"][0]
    assert (record["kind"], record["time"]) == ("entered", "2026-03-02T02:00:00Z")
    assert record["sentence"] == "entered `recovery`"
    assert [story["run"] for story in document["stories"]][:1] == ["recovery/ann/1"]


def test_it_speaks_chinese(journal: Path) -> None:
    out = explained(journal, "ann", "--lang", "zh-CN").out
    assert "时间按 UTC" in out
    assert "达到频控上限" in out


def test_a_file_that_is_no_journal_is_refused_with_its_line(journal: Path) -> None:
    journal.write_text("{}\n", encoding="utf-8")
    ended = explained(journal, "ann")
    assert ended.code == 2
    assert "journal.jsonl" in ended.err


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        *(("blocked", each) for each in "suppressed consent address render approval holdout paused".split()),
        *(("refused", each) for each in "audience inactive key exit late".split()),
    ],
)
def test_every_reason_says_what_it_takes(kind: str, reason: str, lang: str, tmp_path: Path) -> None:
    record = {"time": "2026-03-02T02:00:00Z", "user_id": "u", "campaign": "c", "kind": kind, "reason": reason}
    if kind == "blocked":
        record |= {"run": "c/u/1", "node": "send.m", "channel": "push", "message": "m"}
    journal = tmp_path / "journal.jsonl"
    journal.write_text(json.dumps(record) + "\n", encoding="utf-8")
    ended = explained(journal, "u", "--format", "json", "--lang", lang)
    (story,) = json.loads(ended.out)["stories"]
    assert len(story["decisions"][0]["advice"]) == 1
    assert story["under_way"] is (kind == "blocked")


def test_quiet_hours_that_drop_tell_the_first_instant_that_is_not_quiet(tmp_path: Path) -> None:
    record = {
        "time": "2026-03-02T23:00:00Z",
        "user_id": "u",
        "campaign": "c",
        "run": "c/u/1",
        "node": "send.m",
    }
    record |= {"kind": "blocked", "channel": "push", "message": "m", "reason": "quiet_hours"}
    record |= {"rule": "quiet hours 22:00-07:00 for push else drop", "until": "2026-03-03T07:00:00Z"}
    journal = tmp_path / "journal.jsonl"
    journal.write_text(json.dumps(record) + "\n", encoding="utf-8")
    out = explained(journal, "u").out
    assert "the first instant that is not quiet is 2026-03-03 07:00:00" in out
    assert "the journal ends, and the run is still under way" in out


def test_an_event_that_came_late_stands_outside_of_campaigns(tmp_path: Path) -> None:
    record = {"time": "2026-03-02T23:00:00Z", "user_id": "u", "kind": "late", "value": "cart"}
    journal = tmp_path / "journal.jsonl"
    journal.write_text(json.dumps({**record, "reason": "lateness"}) + "\n", encoding="utf-8")
    assert "\noutside of campaigns\n  2026-03-02 23:00:00  `cart` came late" in explained(journal, "u").out


def test_a_message_that_was_not_delivered_is_counted_and_told(tmp_path: Path) -> None:
    head = {"time": "2026-03-02T23:00:00Z", "user_id": "u", "campaign": "c", "run": "c/u/1", "node": "send.m"}
    send = {**head, "channel": "push", "message": "m", "key": "8b"}
    records = [{**send, "kind": "sent"}, {**send, "kind": "failed", "reason": "failed"}]
    journal = tmp_path / "journal.jsonl"
    journal.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    out = explained(journal, "u").out
    assert "`m` by `push` was not delivered: the provider refused it\n" in out
    assert out.endswith("`m`: sent 1, of which not delivered 1, blocked 0, put off 0\n")


def test_who_leaves_because_a_moment_has_passed_is_told_so(tmp_path: Path) -> None:
    due = "user { due date }\nevent ping { }\ncampaign c { enter on ping; flow { @ } }\n"
    for wait in ("wait until user.due at 09:00 if past exit", "wait until next (user.due) at 09:00"):
        shop = plant(tmp_path / "shop", {"ma.yaml": SETTINGS, "main.ma": due.replace("@", wait)})
        events, journal = tmp_path / "events.jsonl", tmp_path / "journal.jsonl"
        events.write_text(event("u", "ping", "2026-03-02T02:00:00Z"), encoding="utf-8")
        ended = run_ma("simulate", str(shop), "--events", str(events), "--journal", str(journal))
        why = "the moment to wait for has passed, or is unknown"
        assert why in ended.out
        assert f"left `c`: {why}\n" in explained(journal, "u").out


def test_of_many_campaigns_it_is_told_how_many_are_not_named(journal: Path) -> None:
    many = "".join(f"campaign c{number} {{ enter on cart; flow {{ wait 1 day }} }}\n" for number in range(6))
    (journal.parent / "shop" / "more.ma").write_text(many, encoding="utf-8")
    told = explained(journal, "zoe", "--project", "shop").err.splitlines()
    assert told[-1] == "2 more campaigns are not named here"
    assert len(told) == 1 + 5 + 1
