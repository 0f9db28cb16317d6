"""What a shell hands over: pipes, streams that are closed, variables that are not set, Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from maflow.runtime.hosts.following import Followed
from tests.maflow.cli.viewing import PROJECT
from tests.running import plant, run_ma

TIMED = '{"user_id": "%s", "event": "viewed", "time": "2026-03-02T10:00:00Z"}\n'
EVENTS = "".join(TIMED % name for name in ("ann", "bob", "cyd", "dan"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return plant(tmp_path / "shop", PROJECT)


def piped(name: str, content: str) -> threading.Thread:
    """Write into a pipe as a process of its own would: whoever opens it to read gets it once."""
    os.mkfifo(name)
    writer = threading.Thread(target=lambda: Path(name).write_text(content), daemon=True)
    writer.start()
    return writer


def in_shell(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", "-c", script, "sh", sys.executable, "-m", "maflow", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("options", [(), ("--workers", "2")], ids=["alone", "workers"])
def test_all_events_of_a_pipe_are_taken_once(options: Sequence[str], project: Path) -> None:
    writer = piped("events", EVENTS)
    ended = run_ma("simulate", project, "--events", "events", *options)
    writer.join(30)
    assert (ended.code, "events read: 4, taken: 4" in ended.out) == (0, True)
    assert ended.err == ("one process does it: stdin and pipes can be read only once\n" if options else "")


def test_a_table_in_a_pipe_is_said_to_need_a_file(project: Path) -> None:
    writer = piped("users", "user_id,name\nann,Ann\n")
    Path("events.jsonl").write_text(EVENTS)
    ended = run_ma("simulate", project, "--users", "users", "--events", "events.jsonl")
    writer.join(30)
    assert (
        ended.code,
        "`users` is a pipe, which is read as JSON Lines, and this is a table" in ended.err,
    ) == (
        2,
        True,
    )


def test_how_far_a_pipe_was_read_is_not_remembered(project: Path) -> None:
    for taken in (4, 8):
        writer = piped("events", EVENTS)
        ended = run_ma("run", project, "--events", "events", "--clock", "events", "--store", "s.db")
        writer.join(30)
        os.unlink("events")
        assert (ended.code, "inputs taken: 4;" in ended.err) == (0, True)
        assert len((project / "sent.jsonl").read_bytes().splitlines()) == taken


def test_several_workers_do_not_share_a_pipe(project: Path) -> None:
    os.mkfifo("events")
    ended = run_ma("run", project, "--events", "events", "--clock", "events", "--workers", "2")
    assert (ended.code, "cannot share stdin or a pipe" in ended.err) == (2, True)


def test_nobody_waits_for_the_writer_of_a_pipe_while_it_is_opened() -> None:
    os.mkfifo("events")
    followed = Followed("events", ends=True)
    assert followed.read() == []
    writer = os.open("events", os.O_WRONLY)
    os.write(writer, (TIMED % "ann").encode())
    assert followed.read() == [(1, (TIMED % "ann").strip().encode())]
    os.close(writer)
    assert followed.read() is None
    followed.close()


def test_a_byte_order_mark_costs_a_host_no_event(project: Path) -> None:
    Path("events.jsonl").write_bytes("\ufeff".encode() + EVENTS.encode())
    followed = Followed("events.jsonl", ends=True)
    lines = followed.read()
    followed.close()
    assert lines is not None
    assert lines[0] == (1, (TIMED % "ann").strip().encode())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[\n" + EVENTS + "]\n", "is one JSON list: write one object a line"),
        ("user_id,event,time\n", "a table"),
    ],
)
def test_a_host_says_of_a_pipe_what_it_is_where_it_is_none_of_json_lines(
    content: str, told: str, project: Path
) -> None:
    writer = piped("events", content)
    ended = run_ma("run", project, "--events", "events", "--store", "s.db")
    writer.join(30)
    assert (ended.code, told in ended.err, Path("rejects.jsonl").exists()) == (2, True, False)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_name_that_is_no_utf8_is_a_name_like_any(workers: str, project: Path) -> None:
    name = os.fsdecode(b"caf\xe9.jsonl")
    Path(name).write_text(EVENTS + "{\n")
    for taken in (4, 0):
        options = ("--events", name, "--clock", "events", "--store", "s.db", "--workers", workers)
        ended = run_ma("run", project, *options, "--journal", f"{workers}.jsonl")
        assert (ended.code, f"inputs taken: {taken};" in ended.err) == (1, True), ended.err
    assert b'"file":"caf\\\\xe9.jsonl","line":5' in Path("rejects.jsonl").read_bytes()


def test_a_file_that_is_named_twice_is_refused(project: Path) -> None:
    Path("events.jsonl").write_text(EVENTS)
    ended = run_ma("simulate", project, "--events", "events.jsonl", "--events", "./events.jsonl")
    assert (ended.code, ended.out) == (2, "")
    assert "`--events` names `./events.jsonl` twice" in ended.err


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("simulate", ""), "PROJECT"),
        (("simulate", "shop", "--users", ""), "--users"),
        (("simulate", "shop", "--journal", ""), "--journal"),
        (("run", "shop", "--store", ""), "--store"),
        (("build", ""), "PATH"),
        (("explain", "", "--journal", "j.jsonl"), "USER"),
    ],
)
def test_what_is_empty_is_said(arguments: Sequence[str], name: str) -> None:
    ended = run_ma(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"error: `{name}` is empty: ")
    assert f"`{name}` 为空：" in run_ma(*arguments, "--lang", "zh-CN").err


@pytest.mark.parametrize("place", [".", ".."])
def test_a_journal_cannot_be_a_folder(place: str, project: Path) -> None:
    Path("events.jsonl").write_text(EVENTS)
    ended = run_ma("simulate", project, "--events", "events.jsonl", "--journal", place)
    assert (ended.code, "cannot be written: it is a folder" in ended.err) == (2, True)


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_a_closed_stream_is_no_fault(closed: str, project: Path) -> None:
    Path("events.jsonl").write_text(EVENTS)
    options = ("--events", "events.jsonl", "--journal", "j.jsonl")
    ended = in_shell(f'exec "$@" {closed}', "simulate", project, *options)
    assert (ended.returncode, ended.stderr) == (0, "")
    # Nothing that was meant for a stream went into a file that has its place now.
    assert {line.partition(b":")[0] for line in Path("j.jsonl").read_bytes().splitlines()} == {b'{"time"'}


def test_ctrl_c_while_the_program_is_loaded_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # A library that is not through with its loading when Ctrl-C comes.
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    ended = in_shell('exec "$@"', "rules")
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the processes of a process")
def test_ctrl_c_while_several_processes_still_read_ends_all_of_them_silently(project: Path) -> None:
    Path("events.jsonl").write_text(EVENTS * 50_000)
    options = ("--events", "events.jsonl", "--clock", "events", "--workers", "2", "--journal", "j.jsonl")
    command = [sys.executable, "-m", "maflow", "run", str(project), *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    # As soon as there is a second process, whatever it is about to do.
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None and not children.read_text():
        continue
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told.strip()) == (130, b"")
    assert not Path("j.jsonl").exists()
