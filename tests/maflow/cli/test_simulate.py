"""`ma simulate`: what it tells, what it writes, and how it ends."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.checkout import CONFORMANCE
from tests.running import Ended, plant, run_ma

PROJECT = """
user { phone phone; level one of "regular", "gold" default "regular" }
channel push { }
channel sms { cost 0.03 CNY; needs user.phone }
event cart_abandoned from "Cart Abandoned" { value money }
event order_paid { amount money }
message note { push { title "note"; body "note" } sms { text "note" } }
campaign cart {
  enter on cart_abandoned where event.value >= 50 CNY
  reenter always
  goal order_paid within 3 days worth event.amount
  flow {
    wait 1 hour
    send note by push
    send note by sms
  }
}
"""
TEN = "2026-03-02T10:%02d:00Z"
USERS = "user_id,phone,consent\nann,+8613800000000,push;sms\nbob,,push\n"


def event(user: str, name: str, minute: int, **properties: object) -> str:
    head = {"user_id": user, "event": name, "time": TEN % minute}
    return json.dumps({**head, "properties": properties}) + "\n"


EVENTS = (
    event("ann", "Cart Abandoned", 0, value=80)
    + event("bob", "Cart Abandoned", 5, value=60)
    + event("cyd", "Cart Abandoned", 6, value={"amount": "70", "currency": "USD"})
    + event("bob", "order_paid", 30, amount="59.90")
    + event("bob", "Something Else", 40)
)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    files = {"main.ma": PROJECT, "users.csv": USERS, "events.jsonl": EVENTS}
    return plant(tmp_path / "here", files)


def simulate(*options: str, **rest: object) -> Ended:
    return run_ma("simulate", "--users", "users.csv", "--events", "events.jsonl", *options, **rest)


def journal(name: str = "journal.jsonl") -> list[dict[str, object]]:
    content = Path(name).read_bytes()
    return [json.loads(line) for line in content.splitlines()]


def test_the_summary_is_for_people(here: Path) -> None:
    ended = simulate("--until", "2026-03-02 20:00 +08:00")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[-1] == (
        "messages: 2, users reached: 1, blocked: 0, deferred: 0, goals: 1, cost: 0.03 CNY"
    )


def test_the_summary_is_for_programs(here: Path) -> None:
    ended = simulate("--until", "2026-03-02T12:00:00Z", "--format", "json", "--seed", "7")
    told = json.loads(ended.out)
    assert (told["format_version"], told["project"], told["seed"], told["users"]) == (1, "shop", 7, 3)
    assert (told["began"], told["ended"]) == ("2026-03-02T10:00:00Z", "2026-03-02T12:00:00Z")
    inputs = told["inputs"]
    assert (inputs["events"], inputs["events_taken"], inputs["skipped"]) == (5, 4, {"Something Else": 1})
    assert inputs["misfits"] == [
        {
            "name": "cart_abandoned.value",
            "why": "currency",
            "count": 1,
            "value": '{"amount": "70", "currency": "USD"}',
            "file": "events.jsonl",
            "line": 3,
        }
    ]
    (cart,) = told["campaigns"]
    assert (cart["entered"], cart["finished"], cart["goals"]["worth"]) == (2, 2, {"CNY": "59.90"})
    assert told["reach"] == {"messages": 2, "users": 1, "cost": {"CNY": "0.03"}}
    assert told["journal_records"] == 7


def test_the_journal_says_what_was_decided(here: Path) -> None:
    simulate("--journal", "journal.jsonl", "--until", "2026-03-02T12:00:00Z")
    assert [(each["time"][11:16], each["user_id"], each["kind"]) for each in journal()] == [
        ("10:00", "ann", "entered"),
        ("10:05", "bob", "entered"),
        ("10:30", "bob", "goal"),
        ("10:30", "bob", "finished"),
        ("11:00", "ann", "sent"),
        ("11:00", "ann", "sent"),
        ("11:00", "ann", "finished"),
    ]


def test_without_until_the_last_event_ends_it(here: Path) -> None:
    simulate("--journal", "journal.jsonl")
    assert journal()[-1]["time"] == TEN % 30
    assert run_ma("simulate", "--events", "events.jsonl", "--until", "2026-03-02").out.startswith(
        "`shop` from 2026-03-02 00:00:00 to 2026-03-02 00:00:00, UTC\n"
    )


def test_events_behind_the_end_are_left_out(here: Path) -> None:
    ended = simulate("--until", TEN % 5)
    assert "behind the end, and left out: 2\n" in ended.out
    assert "events read: 5, taken: 2\n" in ended.out


def test_what_had_no_effect_is_not_among_what_was_taken(here: Path) -> None:
    twice = '{"id": "e1", "user_id": "ann", "event": "order_paid", "time": "2026-03-02T10:02:00Z"}\n'
    (here / "events.jsonl").write_text(EVENTS + twice + twice)
    ended = simulate("--until", TEN % 5)
    assert "events read: 7, taken: 3\n" in ended.out
    assert "duplicates, without effect: 1\nbehind the end, and left out: 2\n" in ended.out
    inputs = json.loads(simulate("--until", TEN % 5, "--format", "json").out)["inputs"]
    assert (inputs["events_taken"], inputs["duplicates"], inputs["after_end"]) == (6, 1, 2)
    assert inputs["events_effective"] == 3


def test_consent_all_is_for_those_who_said_nothing(here: Path) -> None:
    options = ("--events", "events.jsonl", "--until", "2026-03-02T12:00:00Z", "--journal", "journal.jsonl")
    run_ma("simulate", *options)
    assert [each["reason"] for each in journal() if each["kind"] == "blocked"] == ["consent", "consent"]
    run_ma("simulate", *options, "--consent", "all")
    assert [
        (each["channel"], each.get("reason")) for each in journal() if each["kind"] in ("sent", "blocked")
    ] == [
        ("push", None),
        ("sms", "address"),
    ]


def test_a_rejected_line_ends_with_1_and_is_written_down(here: Path) -> None:
    (here / "events.jsonl").write_text(EVENTS + '{"user_id": "ann", "event": "order_paid", "time": "noon"}\n')
    ended = simulate()
    assert ended.code == 1
    assert "not understood, and rejected: 1\n" in ended.out
    assert ended.err == (
        "1 record could not be understood, and is in `rejects.jsonl`: `events.jsonl`, line 6:"
        ' `time` is `"noon"`: expected a moment such as `2026-11-10T12:30:00Z`\n'
    )
    (reject,) = journal("rejects.jsonl")
    assert (reject["file"], reject["line"]) == ("events.jsonl", 6)
    assert json.loads(str(reject["raw"]))["time"] == "noon"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_reasons_of_rejects_speak_the_language_of_the_reader(workers: str, here: Path) -> None:
    late = event("ann", "Cart Abandoned", 0).replace(TEN % 0, "noon")
    (here / "events.jsonl").write_text(EVENTS + late)
    ended = simulate("--lang", "zh-CN", "--workers", workers)
    reason = '`time` 是 `"noon"`：应为时刻，例如 `2026-11-10T12:30:00Z`'
    assert ended.err.endswith(f"`events.jsonl` 第 6 行：{reason}\n")
    assert [each["reason"] for each in journal("rejects.jsonl")] == [reason]


def test_of_values_that_do_not_fit_the_first_is_told_with_its_line(here: Path) -> None:
    Path("users.csv").write_text("user_id,phone,level,consent\nann,,gold,push\nbob,138,silver,fax\n")
    lines = [event("cyd", "Cart Abandoned", 6, value=value) for value in ("80,00 €", "80,00 €", "80 USD")]
    Path("events.jsonl").write_text("".join(lines))
    ended = simulate()
    rest = "and are unknown: {}; the first is `{}` in line {} of `{}`: expected {}"
    for told in (
        "amounts of `cart_abandoned.value` in another currency, which are unknown: 1; "
        "the first is `80 USD` in line 3 of `events.jsonl`: expected `80.00 CNY`",
        "values of `cart_abandoned.value` that do not fit, "
        + rest.format(2, "80,00 €", 1, "events.jsonl", "`80.00` or `80.00 CNY`"),
        "values of `user.consent` that do not fit, "
        + rest.format(1, "fax", 3, "users.csv", "`push`, `sms`, `push;sms` or `push:promotional`"),
        "values of `user.level` that do not fit, "
        + rest.format(1, "silver", 3, "users.csv", "`regular` or `gold`"),
        "values of `user.phone` that do not fit, "
        + rest.format(1, "138", 3, "users.csv", "`+8613800000000`"),
    ):
        assert told in ended.out.splitlines()
    assert simulate("--workers", "2").out == ended.out
    assert "第一个是 `users.csv` 第 3 行的 `138`：应为 `+8613800000000`" in simulate("--lang", "zh-CN").out


def test_what_a_list_takes_is_shown_by_its_items(here: Path) -> None:
    lists = (
        "user { words list of text; counts list of integer; levels list of number; spent list of money }\n"
    )
    (here / "main.ma").write_text(
        lists + PROJECT[PROJECT.index("channel push") :].replace("needs user.phone", "")
    )
    attributes = {name: {"a": 1} for name in ("words", "counts", "levels", "spent")}
    (here / "users.jsonl").write_text(json.dumps({"user_id": "ann", **attributes}))
    told = run_ma("simulate", "--users", "users.jsonl", "--events", "events.jsonl").out
    for example in ("one;two", "80;120", "80;80.5", "80.00;80.00 CNY"):
        assert f"expected `{example}`\n" in told


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ((), "rejects.jsonl"),
        (("--journal", "journal.jsonl"), "journal.rejects.jsonl"),
        (("--journal", "journal.jsonl", "--rejects", "bad.jsonl"), "bad.jsonl"),
    ],
)
def test_rejects_lie_beside_the_journal(options: tuple[str, ...], name: str, here: Path) -> None:
    (here / "events.jsonl").write_text(f"{EVENTS}\nnonsense\n")
    assert simulate(*options).code == 1
    assert [
        path.name for path in here.glob("*.jsonl") if path.name not in ("events.jsonl", "journal.jsonl")
    ] == [name]


def test_too_many_rejects_stop_it(here: Path) -> None:
    (here / "events.jsonl").write_text("a\nb\nc\n" + EVENTS)
    ended = simulate("--max-rejects", "1", "--journal", "journal.jsonl")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        "error: stopped at line 2 of `events.jsonl`: 2 records could not be understood, and 1 are allowed\n"
        "they are in `journal.rejects.jsonl`, each with its line and what was expected\n"
    )
    assert not (here / "journal.jsonl").exists()
    assert len(journal("journal.rejects.jsonl")) == 2


@pytest.mark.parametrize(
    "content", ["", "no JSON at all\n", event("ann", "Of No Use", 0)], ids=["empty", "rejected", "undeclared"]
)
def test_files_without_a_single_event_are_named(content: str, here: Path) -> None:
    (here / "events.jsonl").write_text(content)
    ended = simulate()
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: no event of `events.jsonl` can be taken: ")


def test_stdin_is_read_once(here: Path) -> None:
    ended = run_ma("simulate", "--users", "-", "--events", "-")
    assert (ended.code, ended.out) == (2, "")
    assert "`-` (stdin) can be read only once" in ended.err


@pytest.mark.parametrize("given", ["cart_abandoned", "cart abandoned"])
def test_a_name_that_was_skipped_and_is_nearly_declared_is_pointed_out(given: str, here: Path) -> None:
    (here / "events.jsonl").write_text(EVENTS + event("ann", given, 50, value=80) + event("ann", "Cart", 51))
    ended = simulate("--consent", "all")
    assert ended.code == 0
    assert f"events `{given}` were skipped: did you mean `Cart Abandoned`?" in ended.err
    assert ended.err.count("did you mean") == 1


def test_where_nobody_has_consented_to_anything_it_is_said(here: Path) -> None:
    (here / "users.csv").write_text("user_id,phone\nann,+8613800000000\n")
    later = ("--until", "2026-03-02 12:00")
    assert "for want of consent" in simulate(*later).err
    assert simulate(*later, "--consent", "all").err == ""


def test_a_project_with_errors_is_not_run(here: Path) -> None:
    (here / "main.ma").write_text("campaign cart { enter on nothing; flow { } }\n")
    ended = simulate("--journal", "journal.jsonl")
    assert ended.code == 2
    assert "MA103" in ended.out
    assert "mend the errors first" in ended.err
    assert not (here / "journal.jsonl").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--events", "none.jsonl"), "there is no file or folder `none.jsonl`"),
        (("--users", "users.csv"), "nothing says when to end"),
        (("--events", "events.jsonl", "--until", "noon"), "`noon` is not possible for `--until`"),
        (("--events", "events.jsonl", "--until", "2026-02-30"), "`2026-02-30` is not possible"),
        (("--events", "events.jsonl", "--consent", "some"), "`some` is not possible for `--consent`"),
        (("--events", "events.jsonl", "--format", "xml"), "`xml` is not possible for `--format`"),
        (("--events", "events.jsonl", "--max-rejects", "-1"), "--max-rejects"),
        (
            ("--events", "events.jsonl", "--journal", "no/journal.jsonl"),
            "`no/journal.jsonl` cannot be written",
        ),
        (("--events", "users.csv"), "the header of `users.csv` lacks `event` and `time`"),
    ],
)
def test_a_mistake_of_the_operator_ends_with_2(options: tuple[str, ...], told: str, here: Path) -> None:
    ended = run_ma("simulate", *options)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    assert [path.name for path in here.iterdir() if path.name.startswith(".journal")] == []


def test_a_journal_may_be_packed_and_is_the_same_each_time(here: Path) -> None:
    simulate("--journal", "journal.jsonl")
    simulate("--journal", "one.jsonl.gz")
    simulate("--journal", "two.jsonl.gz")
    assert Path("one.jsonl.gz").read_bytes() == Path("two.jsonl.gz").read_bytes()
    assert gzip.decompress(Path("one.jsonl.gz").read_bytes()) == Path("journal.jsonl").read_bytes()


def test_events_come_through_stdin(here: Path) -> None:
    ended = run_ma("simulate", "--events", "-", "--until", "2026-03-02T12:00:00Z", stdin=EVENTS.encode())
    assert ended.code == 0
    assert "events read: 5, taken: 4" in ended.out


def test_several_files_are_one_history(here: Path) -> None:
    lines = EVENTS.splitlines(keepends=True)
    Path("late.jsonl").write_text("".join(lines[2:]))
    Path("early.jsonl").write_text("".join(lines[:2]))
    simulate("--journal", "journal.jsonl")
    run_ma(
        *("simulate", "--users", "users.csv", "--journal", "other.jsonl"),
        *("--events", "late.jsonl", "--events", "early.jsonl"),
    )
    assert Path("other.jsonl").read_bytes() == Path("journal.jsonl").read_bytes()


def test_a_bundle_is_run_like_its_project(here: Path) -> None:
    simulate("--journal", "journal.jsonl")
    assert run_ma("build", "--output", "shop.mab").code == 0
    files = ("--users", "users.csv", "--events", "events.jsonl")
    ended = run_ma("simulate", "shop.mab", *files, "--journal", "other.jsonl")
    assert ended.code == 0
    assert Path("other.jsonl").read_bytes() == Path("journal.jsonl").read_bytes()


def test_a_bundle_that_was_altered_is_refused(here: Path) -> None:
    run_ma("build", "--output", "shop.mab")
    raw = bytearray(Path("shop.mab").read_bytes())
    raw[-40] ^= 1
    Path("shop.mab").write_bytes(raw)
    ended = run_ma("simulate", "shop.mab", "--events", "events.jsonl")
    assert (ended.code, ended.out) == (2, "")


def test_workers_share_the_work_and_change_nothing(here: Path) -> None:
    Path("events.jsonl").write_text(EVENTS + "nonsense\n")
    one = simulate("--journal", "journal.jsonl", "--rejects", "rejects1")
    two = simulate("--journal", "other.jsonl", "--rejects", "rejects2", "--workers", "2")
    assert (two.code, two.out) == (one.code, one.out) == (1, one.out)
    assert Path("other.jsonl").read_bytes() == Path("journal.jsonl").read_bytes()
    assert Path("rejects2").read_bytes() == Path("rejects1").read_bytes()


def test_workers_read_what_a_single_process_reads(here: Path) -> None:
    stamp = '"time": "2026-03-02T10:00:00Z"'
    cart = '"event": "Cart Abandoned"'
    lines = [
        # Of whose user it is, the second name tells.
        '{"user_id": "x", "type": "track", "userId": "u1", "event": "Cart Abandoned", "timestamp": '
        '"2026-03-02T10:00:00Z"}',
        '{"user_id": "y", "type": "identify", "userId": "u2", "traits": {}, "timestamp": '
        '"2026-03-02T10:00:00Z"}',
        "",
        *(f'{{"user_id": "v{number}", {cart}, {stamp}}}' for number in range(20)),
        '{"user_id": "u3", "event": "Cart Abandoned", "time": "soon"}',
        f'{{"user_id": "\\u0075", {cart}, {stamp}}}',
        f'{{"user_id": "two", {cart}, {stamp}}}{{"user_id": "records", {cart}, {stamp}}}',
    ]
    Path("events.jsonl").write_text(EVENTS + "\n".join(lines))
    one = simulate("--journal", "journal.jsonl", "--rejects", "rejects1")
    several = simulate("--journal", "other.jsonl", "--rejects", "rejects2", "--workers", "3")
    assert (several.code, several.out) == (one.code, one.out)
    assert Path("other.jsonl").read_bytes() == Path("journal.jsonl").read_bytes()
    assert Path("rejects2").read_bytes() == Path("rejects1").read_bytes()


def test_workers_reject_lines_as_a_single_process_does(here: Path) -> None:
    line = '{{"user_id": "u{}", "event": "Cart Abandoned", "time": "{}"}}\r\n'
    times = ("2026-03-02T10:00:00Z", "soon")
    lines = [line.format(number, times[number % 4 == 0]) for number in range(20)]
    Path("events.jsonl").write_text("".join(lines), newline="")
    for workers in ("1", "2"):
        assert simulate("--rejects", f"rejects{workers}", "--workers", workers).code == 1
    assert Path("rejects2").read_bytes() == Path("rejects1").read_bytes()


def test_workers_stop_together_at_too_many_rejects(here: Path) -> None:
    lines = [f'{{"user_id": "u{number}", "event": "Cart Abandoned", "time": "soon"}}' for number in range(9)]
    Path("events.jsonl").write_text("\n".join(lines))
    for workers in ("1", "2"):
        ended = simulate("--max-rejects", "7", "--workers", workers)
        assert (ended.code, ended.out) == (1, "")
        assert "`events.jsonl`" in ended.err, ended.err


def test_a_limit_in_total_keeps_it_in_one_process(here: Path) -> None:
    limits = "limits { at most 100 push per calendar day in total }\n"
    (here / "main.ma").write_text(PROJECT + limits)
    ended = simulate("--workers", "2")
    assert ended.code == 0
    assert ended.err.startswith("one process does it: a limit is shared by all users")


def test_an_error_in_a_worker_is_told_like_any_other(here: Path) -> None:
    ended = run_ma("simulate", "--events", "none.jsonl", "--workers", "2")
    assert (ended.code, ended.out) == (2, "")
    assert "there is no file or folder `none.jsonl`" in ended.err


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "error: `cut.jsonl.gz` is damaged or cut off: it ends in the middle\n"),
        ("zh-CN", "错误：`cut.jsonl.gz` 已损坏或不完整：内容中途断开\n"),
    ],
)
def test_a_packed_file_that_was_cut_off_is_told(lang: str, told: str, here: Path) -> None:
    Path("cut.jsonl.gz").write_bytes(gzip.compress(EVENTS.encode())[:-9])
    ended = run_ma("simulate", "--events", "cut.jsonl.gz", "--lang", lang)
    assert (ended.code, ended.out, ended.err) == (2, "", told)


def test_it_speaks_chinese(here: Path) -> None:
    ended = simulate("--lang", "zh-CN", "--until", "2026-03-02T12:00:00Z")
    assert ended.out.splitlines()[-1] == "消息：2，触达用户：1，拦截：0，推迟：0，达成目标：1，费用：0.03 CNY"


def test_the_case_of_history_files_is_met(here: Path) -> None:
    case = CONFORMANCE / "v24_history_files"
    files = ("--users", case / "users.jsonl", "--events", case / "events.jsonl")
    ended = run_ma("simulate", case, *files, "--journal", "journal.jsonl")
    expected = json.loads((case / "expected_journal.json").read_text("utf-8"))
    assert ended.code == expected["exit"]
    found = [each for each in journal() if each["kind"] in expected["kinds_compared"]]
    fields = [
        {name: each.get(name) for name in wanted}
        for each, wanted in zip(found, expected["records"], strict=True)
    ]
    assert fields == expected["records"]


@pytest.mark.parametrize(
    "table", ["user_id,name\r\nu1,Ann\r\n", "\ufeffuser_id;name\nu1;Ann\n", '"user_id"\t"name"\n']
)
def test_a_table_on_standard_input_is_refused(here: Path, table: str) -> None:
    ended = run_ma("simulate", "--users", "-", "--events", "events.jsonl", stdin=table.encode())
    assert (ended.code, "standard input is read as JSON Lines" in ended.err) == (2, True)
