"""`ma fmt`: what is written, listed and compared, and what is left alone."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests.running import plant, run_ma

MESSY = "event   ping{value money}\n"
TIDY = "event ping { value money }\n"
FAULTY = "event ping {\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return plant(tmp_path / "here", {"messy.ma": MESSY, "deep/tidy.ma": TIDY.replace("ping", "pong")})


def test_changed_files_are_written_and_listed(root: Path) -> None:
    ended = run_ma("fmt")
    assert (ended.code, ended.out, ended.err) == (0, "messy.ma\n", "")
    assert (root / "messy.ma").read_text() == TIDY
    again = run_ma("fmt")
    assert (again.code, again.out) == (0, "")


def test_a_person_is_told_how_many(root: Path) -> None:
    assert run_ma("fmt", is_terminal=True).err == "files formatted: 1, as they were: 1\n"
    assert run_ma("fmt", "--check", is_terminal=True).err == "files that would change: 0, as they are: 2\n"
    assert run_ma("fmt", "--quiet", is_terminal=True).err == ""


def test_check_lists_and_writes_nothing(root: Path) -> None:
    ended = run_ma("fmt", "--check")
    assert (ended.code, ended.out) == (1, "messy.ma\n")
    assert (root / "messy.ma").read_text() == MESSY
    assert run_ma("fmt", "--check", "deep").code == 0


def test_diff_shows_and_writes_nothing(root: Path) -> None:
    ended = run_ma("fmt", "--diff")
    assert ended.code == 1
    assert ended.out == f"--- messy.ma\n+++ messy.ma\n@@ -1 +1 @@\n-{MESSY}+{TIDY}"
    assert (root / "messy.ma").read_text() == MESSY
    assert "\x1b[32m+event ping" in run_ma("fmt", "--diff", "--color").out


def test_a_diff_can_be_applied_by_patch(root: Path) -> None:
    (root / "messy.ma").write_text("# 会员\nevent   ping{value money}")
    shown = run_ma("fmt", "--diff").raw
    assert b"\\ No newline at end of file" in shown
    run_ma("fmt", "--diff")
    done = subprocess.run(
        ["git", "apply", "-p0", "-"], cwd=root, input=shown, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    written = (root / "messy.ma").read_bytes()
    run_ma("fmt")
    assert (root / "messy.ma").read_bytes() == written


def test_unchanged_files_are_not_touched(root: Path) -> None:
    place = root / "deep" / "tidy.ma"
    os.utime(place, ns=(1, 1))
    run_ma("fmt")
    assert place.stat().st_mtime_ns == 1


def test_the_mode_stays(root: Path) -> None:
    (root / "messy.ma").chmod(0o600)
    run_ma("fmt")
    assert stat.S_IMODE((root / "messy.ma").stat().st_mode) == 0o600
    assert sorted(os.listdir(root)) == ["deep", "ma.yaml", "messy.ma"]


def test_a_byte_order_mark_and_carriage_returns_are_not_written(root: Path) -> None:
    (root / "messy.ma").write_bytes(b"\xef\xbb\xbf" + TIDY.encode().replace(b"\n", b"\r\n"))
    assert run_ma("fmt", "--check").out == "messy.ma\n"
    run_ma("fmt")
    assert (root / "messy.ma").read_bytes() == TIDY.encode()


@pytest.mark.parametrize("options", [[], ["--check"], ["--diff"], ["--quiet"]])
def test_a_file_with_mistakes_is_left_alone_and_said_so(tmp_path: Path, options: list[str]) -> None:
    root = plant(tmp_path / "here", {"bad.ma": FAULTY})
    ended = run_ma("fmt", *options)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("`bad.ma` is left as it was")
    assert (root / "bad.ma").read_text() == FAULTY


def test_around_a_mistake_the_rest_is_formatted(tmp_path: Path) -> None:
    root = plant(tmp_path / "here", {"bad.ma": f"{MESSY}\nevent pong {{ wiat }}\n\nevent   pang{{}}\n"})
    ended = run_ma("fmt")
    assert ended.code == 1
    assert "bad.ma" in ended.err
    text = (root / "bad.ma").read_text()
    assert "event pong { wiat }" in text
    assert TIDY in text


def test_bytes_that_are_not_text_are_left_alone(tmp_path: Path) -> None:
    root = plant(tmp_path / "here", {})
    (root / "bad.ma").write_bytes(b"event   ping{}\n# \xff\n")
    ended = run_ma("fmt")
    assert ended.code == 1
    assert (root / "bad.ma").read_bytes() == b"event   ping{}\n# \xff\n"
    assert run_ma("fmt", "-", stdin=b"# \xff\r\n").raw == b"# \xff\r\n"


def test_keywords_are_translated_and_back(root: Path) -> None:
    run_ma("fmt")
    ended = run_ma("fmt", "--language", "zh-CN")
    assert (ended.code, ended.out) == (0, "deep/tidy.ma\nmessy.ma\n")
    assert (root / "messy.ma").read_text() == "# language: zh-CN\n事件 ping { value 金额 }\n"
    run_ma("fmt", "--language", "en")
    assert (root / "messy.ma").read_text() == TIDY


def test_stdin_goes_to_stdout(root: Path) -> None:
    ended = run_ma("fmt", "-", stdin=MESSY.encode())
    assert (ended.code, ended.raw, ended.err) == (0, TIDY.encode(), "")
    assert run_ma("fmt", "-", stdin=TIDY.encode()).raw == TIDY.encode()
    assert (root / "messy.ma").read_text() == MESSY


def test_stdin_can_be_checked_and_compared() -> None:
    named = ["--stdin-filename", "a.ma"]
    assert run_ma("fmt", "-", "--check", *named, stdin=MESSY.encode()).out == "a.ma\n"
    assert run_ma("fmt", "-", "--check", *named, stdin=TIDY.encode()).code == 0
    assert run_ma("fmt", "-", "--diff", *named, stdin=MESSY.encode()).out.startswith("--- a.ma\n")


def test_a_mistake_through_stdin_comes_back_as_it_was() -> None:
    ended = run_ma("fmt", "-", stdin=FAULTY.encode())
    assert (ended.code, ended.raw) == (1, FAULTY.encode())
    assert "stdin.ma" in ended.err


def test_one_file_needs_no_project(tmp_path: Path) -> None:
    place = tmp_path / "loose.ma"
    place.write_text(MESSY)
    assert run_ma("fmt", place).code == 0
    assert place.read_text() == TIDY


def test_a_file_that_is_named_twice_is_listed_once(root: Path) -> None:
    assert run_ma("fmt", "messy.ma", ".", "messy.ma", "--check").out == "messy.ma\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nowhere.ma"],
        ["ma.yaml"],
        ["empty"],
        [".."],
        ["--language", "fr"],
        ["-", "messy.ma"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_changes_nothing(root: Path, arguments: list[str]) -> None:
    (root / "empty").mkdir()
    ended = run_ma("fmt", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: ")
    assert (root / "messy.ma").read_text() == MESSY
