"""`ma test`: what people and programs are told, and when."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as xml

import pytest

from tests.running import plant, run_ma

HERE = Path(__file__).parent
BASE = (HERE.parents[1] / "runtime" / "scenario" / "base.ma").read_text(encoding="utf-8")
SETTINGS = "name: shop\ntimezone: Asia/Shanghai\ncurrency: CNY\nlint: {MA110: ignore}\n"
FAILING = {path.name: path.read_text(encoding="utf-8") for path in (HERE / "tests_that_fail").iterdir()}

GOOD = """
test "greeted at once" for greets {
  given user { consent push }
  at 2026-03-02 10:00  event ping { }
  expect send note by push
}
test "billed" for bills {
  given user { consent push }
  at 2026-03-02 10:00  event bill { }
  expect send receipt by push
}
"""
BAD = """
test "greeted by sms" for greets {
  given user { consent push }
  at 2026-03-02 10:00  event ping { }
  expect send note by sms
}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return plant(tmp_path / "here", {"ma.yaml": SETTINGS, "base.ma": BASE, "good_test.ma": GOOD})


def add(project: Path, **files: str) -> None:
    for name, text in files.items():
        (project / f"{name}.ma").write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("project")
def test_all_is_well() -> None:
    ended = run_ma("test")
    assert (ended.code, ended.out, ended.err) == (0, "..\n2 tests passed\n", "")


def test_a_failure_ends_with_exit_code_one(project: Path) -> None:
    add(project, bad_test=BAD)
    ended = run_ma("test")
    assert (ended.code, ended.err) == (1, "")
    assert ended.out.startswith("F..\n\nfailed: greeted by sms\n  --> bad_test.ma:5:3\n")
    assert ended.out.endswith("\n\n2 tests passed, 1 failed\n")


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_every_way_to_fail_is_explained(
    tmp_path: Path, lang: str, golden: Callable[[str, str], None]
) -> None:
    plant(tmp_path / "here", {"ma.yaml": SETTINGS, "base.ma": BASE, **FAILING})
    ended = run_ma("test", "--lang", lang)
    assert (ended.code, ended.err) == (1, "")
    golden(f"cli/test.{lang}.txt", ended.out)


def test_every_way_to_fail_fails(tmp_path: Path) -> None:
    plant(tmp_path / "here", {"ma.yaml": SETTINGS, "base.ma": BASE, **FAILING})
    told = json.loads(run_ma("test", "--format", "json").out)
    assert {each["outcome"] for each in told["tests"]} == {"failed"}
    assert told["summary"]["failed"] == sum(text.count("\ntest ") for text in FAILING.values()) + 1


@pytest.mark.usefixtures("project")
def test_each_test_is_told_of() -> None:
    ended = run_ma("test", "-v")
    assert ended.out == (
        "passed  good_test.ma:2  greeted at once\npassed  good_test.ma:7  billed\n2 tests passed\n"
    )


def test_quiet_leaves_out_the_signs(project: Path) -> None:
    assert run_ma("test", "--quiet").out == "2 tests passed\n"
    add(project, bad_test=BAD)
    assert run_ma("test", "--quiet").out.startswith("\nfailed: greeted by sms\n")


def test_only_the_files_that_are_named(project: Path) -> None:
    add(project, bad_test=BAD)
    assert run_ma("test", "good_test.ma").code == 0
    assert run_ma("test", "bad_test.ma").code == 1


@pytest.mark.parametrize("text", ["BILLED", "bills", "led"])
@pytest.mark.usefixtures("project")
def test_only_what_the_filter_speaks_of(text: str) -> None:
    ended = run_ma("test", "-k", text, "-v")
    assert (ended.code, ended.out) == (0, "passed  good_test.ma:7  billed\n1 test passed\n")


@pytest.mark.usefixtures("project")
def test_several_filters_add_up() -> None:
    assert run_ma("test", "-k", "billed", "--filter", "at once").out == "..\n2 tests passed\n"


@pytest.mark.usefixtures("project")
def test_a_filter_that_nothing_matches_is_a_mistake() -> None:
    ended = run_ma("test", "-k", "nigth", "-k", "moon")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "error: no test speaks of `nigth` or `moon`\n"


def test_a_project_without_tests(tmp_path: Path) -> None:
    plant(tmp_path / "here", {"base.ma": BASE})
    ended = run_ma("test")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "there are no tests here: write `test` blocks in a `*_test.ma` file\n"


def test_a_project_with_errors_is_not_run(project: Path) -> None:
    add(project, wrong="campaign c { enter on nothing_such; flow { } }\n")
    ended = run_ma("test")
    assert ended.code == 2
    assert "error[MA103]" in ended.out
    assert ended.err == "the tests of `.` were not run: mend the errors first\n"
    assert json.loads(run_ma("test", "--format", "json").out)["diagnostics"][0]["code"] == "MA103"


def test_a_project_that_cannot_be_built_yet_is_not_run(project: Path) -> None:
    add(project, later="score lead { view gives 15 }\n")
    ended = run_ma("test")
    assert ended.code == 2
    assert "error[MA905]" in ended.out


UNUSED = 'message unused { push { title "t"; body "b" } }\n'


def test_warnings_do_not_matter(project: Path) -> None:
    (project / "ma.yaml").write_text(SETTINGS.replace("ignore", "warning"), encoding="utf-8")
    add(project, unused=UNUSED)
    assert run_ma("check", "--fail-level", "warning").code == 1
    assert run_ma("test").code == 0


def test_what_the_baseline_knows_does_not_matter(project: Path) -> None:
    (project / "ma.yaml").write_text(SETTINGS.replace("}", ", MA601: error}"), encoding="utf-8")
    add(project, greeting=UNUSED.replace('"b"', '"{{ user.name }}"'))
    assert run_ma("test").code == 2
    run_ma("check", "--write-baseline")
    assert run_ma("test").code == 0


def test_several_projects(tmp_path: Path) -> None:
    for name in ("one", "two"):
        files = {"ma.yaml": SETTINGS, "base.ma": BASE, "good_test.ma": GOOD}
        plant(tmp_path / "here" / name, files)
    add(tmp_path / "here" / "two", bad_test=BAD)
    ended = run_ma("test", "one", "two")
    assert ended.code == 1
    assert "--> two/bad_test.ma:5:3\n" in ended.out
    assert ended.out.endswith("4 tests passed, 1 failed\n")


def test_a_program_is_told_everything(project: Path) -> None:
    add(project, bad_test=BAD)
    told = json.loads(run_ma("test", "--format", "json").out)
    assert told["format_version"] == 1
    assert told["summary"] == {"tests": 3, "passed": 2, "failed": 1}
    failed, *_ = told["tests"]
    assert {key: failed[key] for key in ("project", "file", "line", "title", "campaign", "outcome")} == {
        "project": "here",
        "file": "bad_test.ma",
        "line": 2,
        "title": "greeted by sms",
        "campaign": "greets",
        "outcome": "failed",
    }
    assert failed["failure"]["line"] == 5
    assert failed["failure"]["time"] == "2026-03-02T02:00:00Z"
    assert failed["failure"]["message"] == "this is not sent"
    assert "coverage" not in told


def test_decisions_of_the_past_are_records_of_the_journal(tmp_path: Path) -> None:
    plant(tmp_path / "here", {"ma.yaml": SETTINGS, "base.ma": BASE, **FAILING})
    told = json.loads(run_ma("test", "--format", "json", "-k", "no goal").out)
    [failed] = told["tests"]
    _, second, *_ = failed["failure"]["before"]
    assert second == {
        "record": {
            "time": "2026-03-02T02:00:00Z",
            "user_id": "user",
            "campaign": "greets",
            "run": "greets/user/1",
            "kind": "entered",
        },
        "text": "entered `greets`",
    }


def test_a_build_server_is_told_in_xml(project: Path) -> None:
    add(project, bad_test=BAD.replace("greeted by sms", "a < b \\u{7}"))
    ended = run_ma("test", "--format", "junit")
    assert ended.code == 1
    root = xml.fromstring(ended.raw)
    assert (root.tag, root.get("tests"), root.get("failures")) == ("testsuites", "3", "1")
    assert [suite.get("name") for suite in root] == ["here/bad_test.ma", "here/good_test.ma"]
    cases = [case for suite in root for case in suite]
    assert [(case.get("name"), case.get("classname")) for case in cases] == [
        ("a < b \\u{7}", "greets"),
        ("greeted at once", "greets"),
        ("billed", "bills"),
    ]
    [failure] = cases[0]
    assert failure.tag == "failure"
    assert "5 |   expect send note by sms" in (failure.text or "")
    assert [len(case) for case in cases[1:]] == [0, 0]


@pytest.mark.usefixtures("project")
def test_coverage_is_told_campaign_by_campaign(golden: Callable[[str, str], None]) -> None:
    ended = run_ma("test", "--coverage")
    assert ended.code == 0
    golden("cli/test_coverage.txt", ended.out)


def test_a_test_for_a_campaign_counts_for_that_one(project: Path) -> None:
    told = coverage("--filter", "greeted")
    assert {name: record["nodes_reached"] for name, record in told.items()} == {
        "ages": 0,
        "bills": 0,
        "calls": 0,
        "echoes": 0,
        "greets": 2,
    }
    add(
        project,
        other_test=GOOD.replace(" for greets", "").replace("greeted", "seen").partition('test "billed')[0],
    )
    assert coverage("--filter", "seen")["greets"]["nodes_reached"] == 2


@pytest.mark.usefixtures("project")
def test_everything_covered_leaves_nothing_to_say() -> None:
    record = coverage("--filter", "billed")["bills"]
    assert (record["nodes"], record["nodes_reached"], record["edges"], record["edges_taken"]) == (1, 1, 1, 1)
    assert record["missed"] == []


def coverage(*arguments: str) -> dict[str, Any]:  # Any: JSON is what it is
    told = json.loads(run_ma("test", "--coverage", "--format", "json", *arguments).out)
    return {record["campaign"]: record for record in told["coverage"]}


def test_colours_are_for_terminals(project: Path) -> None:
    add(project, bad_test=BAD)
    assert "\x1b[" not in run_ma("test").out
    assert "\x1b[1;31mF\x1b[0m" in run_ma("test", "--color").out
