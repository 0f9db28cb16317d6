"""`ma check`: what it shows, where, and how it ends."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import plant, run_ma

SOUND = "event ping { }\n"
# Found by the lexer alone, with a safe fix.
FAULTY = "audience a = now == now\n"
MENDED = "audience a = now = now\n"
# Said to be unused, which `ma.yaml` may call as bad as it likes.
WARNED = "audience a = now = now\n"


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return plant(tmp_path / "here", {"main.ma": SOUND})


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    return plant(tmp_path / "here", {"main.ma": SOUND, "campaigns/bad.ma": FAULTY})


def codes(output: str) -> list[str]:
    return [record["code"] for record in json.loads(output)["diagnostics"]]


def test_a_sound_project_says_nothing(sound: Path) -> None:
    ended = run_ma("check")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_a_person_is_told_that_nothing_was_found(sound: Path) -> None:
    ended = run_ma("check", is_terminal=True)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "checked 1 file: nothing to say\n"


def test_findings_go_to_stdout_and_end_with_one(faulty: Path) -> None:
    ended = run_ma("check")
    assert (ended.code, ended.err) == (1, "")
    assert "campaigns/bad.ma:1:18" in ended.out
    assert "^^" in ended.out


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_a_report_reads_well(golden: Callable[[str, str], None], tmp_path: Path, lang: str) -> None:
    plant(tmp_path / "here", {"ma.yaml": "name: shop\ntimezone: Asia/Beijing\n", "main.ma": SOUND})
    ended = run_ma("check", "--lang", lang)
    assert ended.code == 1
    golden(f"cli/check.{lang}.txt", ended.out)


def test_json_alone_stands_on_stdout(faulty: Path) -> None:
    ended = run_ma("check", "--format", "json")
    assert (ended.code, ended.err) == (1, "")
    (record,) = json.loads(ended.out)["diagnostics"]
    assert (record["code"], record["file"], record["line"]) == ("MA010", "campaigns/bad.ma", 1)


def test_json_of_a_sound_project_is_still_json(sound: Path) -> None:
    document = json.loads(run_ma("check", "--format", "json").out)
    assert document["format_version"] == 1
    assert document["diagnostics"] == []


def test_paths_for_people_can_be_opened_from_where_they_stand(
    faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(faulty.parent)
    assert run_ma("check", "here", "--format", "concise").out.startswith("here/campaigns/bad.ma:1:18: ")
    monkeypatch.chdir(faulty / "campaigns")
    assert run_ma("check", "--format", "concise").out.startswith("bad.ma:1:18: ")
    assert json.loads(run_ma("check", "--format", "json").out)["diagnostics"][0]["file"] == "campaigns/bad.ma"


@pytest.mark.parametrize(
    ("severity", "fail_level", "code"),
    [
        ("error", "error", 1),
        ("error", "never", 0),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("warning", "style", 1),
        ("info", "warning", 0),
        ("info", "info", 1),
        ("style", "info", 0),
        ("style", "style", 1),
    ],
)
def test_the_fail_level_decides_the_exit_code(
    tmp_path: Path, severity: str, fail_level: str, code: int
) -> None:
    settings = f"name: shop\ntimezone: UTC\ncurrency: CNY\nlint: {{MA110: {severity}}}\n"
    plant(tmp_path / "here", {"ma.yaml": settings, "main.ma": WARNED})
    assert run_ma("check", "--fail-level", fail_level).code == code


def test_matters_of_style_are_shown_to_programs_and_on_request(tmp_path: Path) -> None:
    settings = "name: shop\ntimezone: UTC\ncurrency: CNY\nlint: {MA110: style}\n"
    plant(tmp_path / "here", {"ma.yaml": settings, "main.ma": WARNED})
    assert run_ma("check").out == ""
    assert "MA110" in run_ma("check", "--level", "style").out
    assert "MA110" in run_ma("check", "--fail-level", "style").out
    assert codes(run_ma("check", "--format", "json").out) == ["MA110"]
    assert "1 milder finding is not shown" in run_ma("check", is_terminal=True).err


def test_a_level_hides_what_is_milder_but_does_not_forgive_it(tmp_path: Path) -> None:
    settings = "name: shop\ntimezone: UTC\ncurrency: CNY\n"
    plant(tmp_path / "here", {"ma.yaml": settings, "main.ma": WARNED})
    ended = run_ma("check", "--level", "error", "--fail-level", "warning")
    assert (ended.code, ended.out) == (1, "")


def test_of_one_file_only_its_own_findings_are_shown(faulty: Path) -> None:
    ended = run_ma("check", "main.ma")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "1 finding in another file of the project is not shown\n"
    assert run_ma("check", "campaigns").code == 1
    assert run_ma("check", "main.ma", "--quiet").err == ""


def test_a_file_through_stdin_takes_the_place_of_the_one_on_disk(faulty: Path) -> None:
    ended = run_ma("check", "-", "--stdin-filename", "campaigns/bad.ma", stdin=MENDED.encode())
    assert "MA010" in run_ma("check").out
    assert "MA010" not in ended.out
    new = run_ma(
        "check", "-", "--stdin-filename", "campaigns/new.ma", "--format", "json", stdin=FAULTY.encode()
    )
    assert [record["file"] for record in json.loads(new.out)["diagnostics"]].count("campaigns/new.ma") >= 1


def test_settings_can_come_through_stdin(sound: Path) -> None:
    ended = run_ma("check", "-", "--stdin-filename", "ma.yaml", "--format", "json", stdin=b"name: shop\n")
    assert ended.code == 1
    assert set(codes(ended.out)) == {"MA115"}


def test_two_projects_are_told_apart(tmp_path: Path) -> None:
    for name in ("one", "two"):
        plant(tmp_path / "here" / name, {"main.ma": FAULTY})
    ended = run_ma("check", "one", "two", "--format", "json")
    assert [record["file"] for record in json.loads(ended.out)["diagnostics"]] == [
        "one/main.ma",
        "two/main.ma",
    ]
    assert run_ma("check", "one", "two", "--format", "concise").out.count("MA010") == 2


def test_bytes_that_are_not_text_are_a_finding(tmp_path: Path) -> None:
    plant(tmp_path / "here", {})
    (tmp_path / "here" / "main.ma").write_bytes(b"event ping { }\n# \xff\xfe\nevent p\xffng { }\n")
    for arguments in (["--format", "json"], ["--format", "text"], ["--format", "concise"]):
        ended = run_ma("check", *arguments)
        assert ended.code == 1
        assert ended.out.encode("utf-8")


def test_a_project_without_files_is_sound(tmp_path: Path) -> None:
    plant(tmp_path / "here", {})
    assert run_ma("check").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "nowhere"],
        ["check", ".."],
        ["check", "--format", "xml"],
        ["check", "--lang", "fr"],
        ["check", "--level", "loud"],
        ["check", "--fail-level", "sometimes"],
        ["check", "--no-such-option"],
        ["check", "--baseline"],
        ["check", "--baseline", "nowhere.json"],
        ["check", "-"],
        ["check", "-", "main.ma", "--stdin-filename", "main.ma"],
        ["check", "-", "--stdin-filename", "main.ma", "--fix"],
        ["check", "-", "--stdin-filename", "nowhere/main.ma"],
        ["check", "--stdin-filename", "main.ma"],
        ["chekc"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_a_wrong_command_line_ends_with_two_and_says_why(
    sound: Path, arguments: list[str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAFLOW_LANG", lang)
    ended = run_ma(*arguments)
    assert (ended.code, ended.out) == (2, "")
    is_english = lang == "en" or arguments[-1] == "fr"
    assert ended.err.startswith("error: " if is_english else "错误：")


def test_an_unreadable_language_of_the_environment_is_said_in_english(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAFLOW_LANG", "fr")
    ended = run_ma("rules")
    assert ended.code == 2
    assert "no messages in `fr`" in ended.err


@pytest.mark.parametrize("variables", [{"LANG": "zh_CN.UTF-8"}, {"MAFLOW_LANG": "zh"}])
def test_the_environment_chooses_the_language(
    faulty: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert run_ma("check").out.startswith("错误[MA010]")
    assert run_ma("check", "--lang", "en").out.startswith("error[MA010]")


@pytest.mark.parametrize(
    ("variables", "arguments", "is_terminal", "is_coloured"),
    [
        ({}, [], False, False),
        ({}, [], True, True),
        ({"NO_COLOR": "1"}, [], True, False),
        ({"TERM": "dumb"}, [], True, False),
        ({"FORCE_COLOR": "1"}, [], False, True),
        ({"FORCE_COLOR": "0"}, [], False, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], True, False),
        ({"NO_COLOR": "1"}, ["--color"], False, True),
        ({"FORCE_COLOR": "1"}, ["--no-color"], True, False),
    ],
)
def test_colours_are_for_terminals_and_on_request(
    faulty: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    arguments: list[str],
    is_terminal: bool,
    is_coloured: bool,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run_ma("check", *arguments, is_terminal=is_terminal).out) is is_coloured


def test_the_project_is_not_written_to(faulty: Path) -> None:
    before = sorted(os.listdir(faulty))
    run_ma("check")
    run_ma("check", "--format", "json")
    assert sorted(os.listdir(faulty)) == before
