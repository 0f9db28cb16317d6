"""`ma run`: what it tells, what it refuses, and that it stops and goes on cleanly."""

from __future__ import annotations

import datetime
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from maflow.runtime.hosts.keys import KEYS_VARIABLE
from tests.maflow.cli.viewing import PROJECT
from tests.running import Ended, plant, run_ma

IN_TOTAL = "\nlimits { at most 10 push in any 1 day in total }\n"
TIMED = '{"user_id": "%s", "event": "viewed", "time": "2026-03-02T10:00:00Z"}\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return plant(tmp_path / "shop", PROJECT)


def sent(project: Path) -> list[str]:
    place = project / "sent.jsonl"
    return [json.loads(line)["user_id"] for line in place.read_bytes().splitlines()] if place.exists() else []


def soon() -> str:
    """Return a moment shortly from now: a host by the wall that ends then has read small files."""
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=3)).isoformat("T", "seconds")


def test_a_history_is_played_and_its_messages_leave(project: Path) -> None:
    Path("events.jsonl").write_text(TIMED % "ann" + TIMED % "bob")
    ended = run_ma("run", project, "--events", "events.jsonl", "--clock", "events", "--journal", "j.jsonl")
    assert ended == Ended(
        0,
        "",
        "ended; the clock of the events stands at 2026-03-02 10:00:00 (UTC); "
        "inputs taken: 2; messages handed over: 2, failed: 0, unknown: 0\n",
        b"",
    )
    assert sent(project) == ["ann", "bob"]
    assert run_ma("simulate", project, "--events", "events.jsonl", "--journal", "s.jsonl").code == 0
    assert Path("j.jsonl").read_bytes() == Path("s.jsonl").read_bytes()


def test_where_the_clock_stands_is_told_in_the_zone_of_the_project(tmp_path: Path) -> None:
    settings = PROJECT["ma.yaml"].replace("timezone: UTC", "timezone: Asia/Shanghai")
    project = plant(tmp_path / "shop", {**PROJECT, "ma.yaml": settings})
    Path("events.jsonl").write_text(TIMED % "ann")
    chosen = ("--events", "events.jsonl", "--clock", "events")
    assert "stands at 2026-03-02 18:00:00 (Asia/Shanghai);" in run_ma("run", project, *chosen).err
    told = run_ma("run", project, *chosen, "--lang", "zh-CN").err
    assert "事件时钟走到 2026-03-02 18:00:00（Asia/Shanghai）；" in told


@pytest.mark.parametrize("workers", ["1", "2"])
def test_reasons_of_rejects_speak_the_language_of_the_reader(workers: str, project: Path) -> None:
    Path("events.jsonl").write_text(TIMED % "ann" + "{\n")
    options = ("--clock", "events", "--workers", workers, "--lang", "zh-CN")
    ended = run_ma("run", project, "--events", "events.jsonl", *options)
    assert ended.err.endswith("`events.jsonl` 第 2 行：不是 JSON：内容中途断开\n")
    assert json.loads(Path("rejects.jsonl").read_bytes())["reason"] == "不是 JSON：内容中途断开"


def test_events_of_stdin_are_played_too(project: Path) -> None:
    ended = run_ma("run", project, "--events", "-", "--clock", "events", stdin=(TIMED % "ann").encode())
    assert (ended.code, sent(project)) == (0, ["ann"])


def test_a_host_by_the_wall_takes_a_file_and_ends_when_it_is_told_to(project: Path) -> None:
    Path("events.jsonl").write_text(TIMED % "ann")
    chosen = ("--events", "events.jsonl", "--until", soon(), "--journal", "j.jsonl")
    ended = run_ma("run", project, *chosen)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.startswith("everything is kept in `shop.db`")
    assert "ended; all that was due by 20" in ended.err
    assert "(UTC) is done; inputs taken: 1; messages handed over: 0" in ended.err
    assert Path("shop.db").exists()
    assert Path("j.jsonl").exists()


REFUSED = {
    "http by the events": (("--http", "localhost:0", "--clock", "events"), "`--http` takes what happens now"),
    "follow by the events": (("--follow", "--clock", "events"), "`--follow` waits for what happens next"),
    "workers by the wall": (("--workers", "2"), "several `--workers` are for `--clock events`"),
    "workers of stdin": (
        ("--workers", "2", "--clock", "events", "--events", "-"),
        "several `--workers` cannot share stdin or a pipe",
    ),
    "no key": (("--http", "localhost:0"), "set the environment variable `MAFLOW_HTTP_KEYS`"),
    "nothing to follow": (("--follow",), "`--follow` has no file to wait at: name one with `--events`"),
    "no address": (("--http", "8080"), "`8080` is no address"),
    "no follower of tables": (("--events", "events.csv", "--follow"), "`events.csv` cannot be followed"),
    "no such file": (("--events", "none.jsonl"), "none.jsonl"),
    "no store": (("--store", "there/is/no/folder.db"), "there/is/no/folder.db"),
    "an end that has passed": (
        ("--until", "2026-01-01"),
        "`--until` names 2026-01-01T00:00:00Z, which has passed",
    ),
    "no clock": (("--clock", "sun"), "sun"),
}


# Nothing is said to be kept, and no store is made, for what cannot be run.
SEEN_AT_ONCE = ("nothing to follow", "no key", "an end that has passed", "http by the events")


@pytest.mark.parametrize("why", REFUSED)
def test_what_cannot_be_run_is_refused_in_one_sentence(
    why: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options, told = REFUSED[why]
    Path("events.csv").write_text("user_id,event,time\n")
    if "8080" in options:
        monkeypatch.setenv(KEYS_VARIABLE, "a-key-for-tests-0123")
    ended = run_ma("run", project, *options)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    if why in SEEN_AT_ONCE:
        assert (ended.err.count("\n"), Path("shop.db").exists()) == (1, False)


def test_who_names_no_input_is_told_that_nothing_comes_in(project: Path) -> None:
    ended = run_ma("run", project, "--until", soon())
    assert (
        ended.code,
        "nothing comes in: `--events` and `--http` name what is to be taken" in ended.err,
    ) == (0, True)


def test_a_limit_in_total_stays_in_one_process(tmp_path: Path) -> None:
    project = plant(tmp_path / "shop", {**PROJECT, "main.ma": PROJECT["main.ma"] + IN_TOTAL})
    Path("events.jsonl").write_text(TIMED % "ann")
    ended = run_ma("run", project, "--events", "events.jsonl", "--clock", "events", "--workers", "2")
    assert (ended.code, "cannot share a limit `in total`" in ended.err) == (2, True)


def test_an_address_that_is_taken_is_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEYS_VARIABLE, "a-key-for-tests-0123")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = run_ma("run", project, "--http", f"127.0.0.1:{taken.getsockname()[1]}")
    assert (ended.code, "cannot listen at" in ended.err) == (2, True)


def test_a_channel_whose_plugin_is_gone_is_named(tmp_path: Path) -> None:
    lost = PROJECT["ma.yaml"].replace("path: sent.jsonl", "path: '${NOT_SET_ANYWHERE}'")
    project = plant(tmp_path / "shop", {**PROJECT, "ma.yaml": lost})
    ended = run_ma("run", project, "--clock", "events")
    assert (ended.code, "NOT_SET_ANYWHERE" in ended.err) == (2, True)


def started(project: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "maflow", "run", str(project), "--journal", "j.jsonl", *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env=environment, text=True, **pipes)  # type: ignore[call-overload, no-any-return]


def until_sent(project: Path, user_id: str, process: subprocess.Popen[str]) -> None:
    """Wait until a message to a user has left: the host works on its own."""
    end = time.monotonic() + 60
    while user_id not in sent(project):
        assert time.monotonic() < end
        assert process.poll() is None, process.stderr and process.stderr.read()


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_a_host_that_is_asked_to_stop_goes_on_where_it_stopped(asked: signal.Signals, project: Path) -> None:
    events = Path("events.jsonl")
    line = '{"user_id": "%s", "event": "viewed"}\n'
    events.write_text(line % "ann")
    for number, user_id in enumerate(("ann", "bob"), start=1):
        if user_id not in events.read_text():
            with events.open("a") as file:
                file.write(line % user_id)
        process = started(project, "--events", "events.jsonl", "--follow", "--store", "s.db")
        until_sent(project, user_id, process)
        process.send_signal(asked)
        _, told = process.communicate(timeout=60)
        assert (process.returncode, "the next run goes on from there" in told) == (0, True), told
        entered = [json.loads(each) for each in Path("j.jsonl").read_text().splitlines()]
        assert sum(each["kind"] == "entered" for each in entered) == number
    assert sent(project) == ["ann", "bob"]


def test_a_host_that_is_killed_loses_nothing_and_sends_nothing_twice(project: Path) -> None:
    line = '{"user_id": "%s", "event": "viewed"}\n'
    events = Path("events.jsonl")
    events.write_text(line % "ann")
    process = started(project, "--events", "events.jsonl", "--follow", "--store", "s.db")
    until_sent(project, "ann", process)
    process.kill()
    process.communicate(timeout=60)
    with events.open("a") as file:
        file.write(line % "bob")
    process = started(project, "--events", "events.jsonl", "--follow", "--store", "s.db")
    until_sent(project, "bob", process)
    process.terminate()
    process.communicate(timeout=60)
    assert (process.returncode, sent(project)) == (0, ["ann", "bob"])


def test_a_pipe_is_followed_until_it_ends_and_the_host_stays(project: Path) -> None:
    process = started(project, "--events", "-", "--follow", "--store", "s.db")
    assert process.stdin is not None
    process.stdin.write('{"user_id": "ann", "event": "viewed"}\n')
    process.stdin.flush()
    until_sent(project, "ann", process)
    # The last line has no end.
    process.stdin.write('{"user_id": "bob", "event": "viewed"}')
    process.stdin.close()
    process.stdin = None
    until_sent(project, "bob", process)
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 0


def test_a_store_does_not_go_on_with_another_number_of_workers(project: Path) -> None:
    Path("events.jsonl").write_text(TIMED % "ann" + TIMED % "bob")
    chosen = ("--events", "events.jsonl", "--clock", "events", "--store", "s.db")
    assert run_ma("run", project, *chosen, "--workers", "2").code == 0
    ended = run_ma("run", project, *chosen)
    assert (ended.code, "was made with `--workers 2`" in ended.err) == (2, True)
    assert run_ma("run", project, *chosen, "--workers", "2").code == 0
    assert sorted(sent(project)) == ["ann", "bob"]


def test_a_store_that_another_host_uses_is_said(project: Path) -> None:
    Path("events.jsonl").write_text('{"user_id": "ann", "event": "viewed"}\n')
    process = started(project, "--events", "events.jsonl", "--follow", "--store", "s.db")
    until_sent(project, "ann", process)
    ended = run_ma("run", project, "--events", "events.jsonl", "--store", "s.db", "--clock", "events")
    process.terminate()
    process.communicate(timeout=60)
    assert (ended.code, "s.db" in ended.err, process.returncode) == (2, True, 0), ended.err


@pytest.mark.parametrize("how", [("--clock", "events"), ("--until", "")], ids=["events", "wall"])
def test_what_a_host_has_no_use_for_is_told_in_the_end(how: tuple[str, str], tmp_path: Path) -> None:
    main = PROJECT["main.ma"].replace("event viewed { }", "event viewed { price money }")
    project = plant(tmp_path / "shop", {**PROJECT, "main.ma": main})
    priced = (
        '{"user_id": "ann", "event": "viewed", "time": "2026-03-02T10:00:00Z", "properties": {"price": %s}}\n'
    )
    amount = '{"amount": "3", "currency": "USD"}'
    unknown = (TIMED % "ann").replace("viewed", "veiwed")
    Path("events.jsonl").write_text(priced % '"dear"' + priced % amount + unknown * 2)
    ended = run_ma("run", project, "--events", "events.jsonl", how[0], how[1] or soon())
    assert ended.code == 0
    skipped, meant, *unknown_values = ended.err.splitlines()[-4:]
    assert skipped == "not declared, and skipped: 2 (`veiwed` 2)"
    assert meant.startswith("events `veiwed` were skipped: did you mean `viewed`?")
    assert unknown_values == [
        "amounts of `viewed.price` in another currency, which are unknown: 1; expected `80.00 CNY`",
        "values of `viewed.price` that do not fit, and are unknown: 1; expected `80.00` or `80.00 CNY`",
    ]


def test_a_store_that_is_ahead_of_the_clock_is_told_of(project: Path) -> None:
    Path("events.jsonl").write_text((TIMED % "ann").replace("2026", "2099"))
    chosen = ("--events", "events.jsonl", "--store", "s.db")
    assert run_ma("run", project, *chosen, "--clock", "events").code == 0
    ended = run_ma("run", project, *chosen, "--until", soon())
    assert ended.code == 0
    assert "the store has come to 2099-03-02T10:00:00Z, and the clock of this machine says 20" in ended.err


def test_rejects_of_an_earlier_host_stay_and_stand_there_once(project: Path) -> None:
    for name in ("one.jsonl", "two.jsonl"):
        Path(name).write_text("{\n")
    for name in ("one.jsonl", "two.jsonl", "two.jsonl"):
        ended = run_ma("run", project, "--events", name, "--store", "s.db", "--until", soon())
        assert (ended.code, "1 record could not be understood" in ended.err) == (1, True)
    rejects = [json.loads(line)["file"] for line in Path("rejects.jsonl").read_bytes().splitlines()]
    assert rejects == ["one.jsonl", "two.jsonl"]


@pytest.mark.parametrize(
    "command",
    [
        ("run", "--events", "-"),
        ("run", "--events", "-", "--clock", "events"),
        ("simulate", "--events", "-"),
        ("check", "-", "--stdin-filename", "shop/main.ma"),
    ],
    ids=lambda command: " ".join(command[:4]),
)
def test_a_closed_stdin_is_said(
    command: tuple[str, ...], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.parent)
    where = ["shop"] if command[0] != "check" else []
    arguments = [sys.executable, "-m", "maflow", command[0], *where, *command[1:]]
    # Any shell closes it so.
    ended = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" <&-', "sh", *arguments], capture_output=True, text=True, timeout=60
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "error: `-` cannot be read: it is closed" in ended.stderr
