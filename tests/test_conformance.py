"""The conformance cases, judged as tests/conformance/README.md says.

A project that uses what is not built yet stands in tests/conformance/PENDING with the constructs it waits
for, and these must be exactly those that keep it from being built; every other project must pass.
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from maflow.building import compile_project
from maflow.compiler.unsupported import unsupported
from maflow.project import find_project
from tests.running import run_ma, use_own_environment

HERE = Path(__file__).resolve().parent
CASES = sorted(path.parent for path in (HERE / "conformance").glob("*/ma.yaml"))
FAULTS = [case for case in CASES if (case / "expected.json").exists()]
SOUND = [case for case in CASES if case not in FAULTS]
TESTED = [case for case in SOUND if list(case.glob("*_test.ma"))]
PENDING_FILE = HERE / "conformance" / "PENDING"

# Any: expectations and records are JSON.
Record = Mapping[str, Any]


def pending() -> dict[str, set[str]]:
    """Return which project waits for which constructs."""
    lines = PENDING_FILE.read_text(encoding="utf-8").splitlines()
    rows = (line.split(": ") for line in lines if line and not line.startswith("#"))
    return {name: set(constructs.split(", ")) for name, constructs in rows}


PENDING = pending()


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use_own_environment(monkeypatch, tmp_path)


def of(case: Path) -> str:
    """Name a case in the list of tests."""
    return case.name


def complaints(expected: Record, code: int, found: list[Record]) -> Iterator[str]:
    """Yield what is not as it must be."""
    allowed = expected.get("exit_any_of", [expected.get("exit")])
    if code not in allowed:
        yield f"exit code {code}, expected {allowed}"
    for entry in expected.get("diagnostics", []):
        if not is_reported(entry, found):
            yield f"not reported: {entry}"
    choices = expected.get("diagnostics_any_of")
    if choices and not any(all(is_reported(entry, found) for entry in choice) for choice in choices):
        yield f"none of these is reported: {choices}"


def is_reported(entry: Record, found: list[Record]) -> bool:
    return any(is_met(entry, record) for record in found)


def is_met(entry: Record, record: Record) -> bool:
    codes = entry.get("code_any_of", [entry.get("code")])
    lines = entry.get("line_any_of", [entry["line"]] if "line" in entry else None)
    is_place = "file" not in entry or record["file"] == entry["file"]
    return record["code"] in codes and is_place and (lines is None or record["line"] in lines)


def judged(case: Path) -> list[str]:
    """Return the complaints about what `ma check` says of a fault."""
    ended = run_ma("check", case, "--format", "json")
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    return list(complaints(expected, ended.code, json.loads(ended.out)["diagnostics"]))


@pytest.mark.parametrize("case", FAULTS, ids=of)
def test_a_fault_is_found(case: Path) -> None:
    assert judged(case) == []


@pytest.mark.parametrize("case", SOUND, ids=of)
def test_a_sound_project_has_no_error(case: Path) -> None:
    ended = run_ma("check", case, "--format", "json")
    errors = [record for record in json.loads(ended.out)["diagnostics"] if record["severity"] == "error"]
    assert (ended.code, errors) == (0, [])


@pytest.mark.parametrize("case", SOUND, ids=of)
def test_nothing_is_said_of_errors_in_a_sound_project(case: Path) -> None:
    ended = run_ma("check", case, "--level", "error")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


@pytest.mark.parametrize("case", [case for case in TESTED if case.name not in PENDING], ids=of)
def test_every_test_of_a_project_passes(case: Path) -> None:
    ended = run_ma("test", case)
    assert ended.code == 0, ended.out + ended.err
    assert "passed" in ended.out


@pytest.mark.parametrize("case", [case for case in TESTED if case.name in PENDING], ids=of)
def test_a_pending_project_waits_for_exactly_what_is_said(case: Path) -> None:
    ended = run_ma("test", case, "--format", "json")
    assert ended.code == 2, f"{case.name} is run: take it out of {PENDING_FILE.name}"
    assert {record["code"] for record in json.loads(ended.out)["diagnostics"]} == {"MA905"}
    checked = compile_project(find_project(case), datetime.date.today()).checked
    waits_for = {found.construct.value for found in unsupported(checked.project, with_tests=True)}
    assert waits_for == PENDING[case.name]


def test_the_command_itself_finds_a_fault() -> None:
    case = HERE / "conformance" / "f08_two_mistakes_two_diagnostics"
    command = [sys.executable, "-m", "maflow", "check", str(case), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert done.stderr == ""
    assert list(complaints(expected, done.returncode, json.loads(done.stdout)["diagnostics"])) == []


def test_every_kind_of_case_stands_there() -> None:
    assert FAULTS
    assert SOUND
    assert TESTED


def test_what_is_pending_exists() -> None:
    assert set(PENDING) <= {case.name for case in SOUND}


REPORTED: list[Record] = [
    {"code": "MA101", "file": "bad.ma", "line": 9},
    {"code": "MA115", "file": "ma.yaml", "line": None},
]


@pytest.mark.parametrize(
    "expected",
    [
        {"exit": 1, "diagnostics": [{"code": "MA101", "file": "bad.ma", "line": 9}]},
        {"exit_any_of": [1, 2], "diagnostics": [{"code": "MA115", "file": "ma.yaml"}]},
        {"exit": 1, "diagnostics": [{"code_any_of": ["MA102", "MA101"], "line_any_of": [8, 9]}]},
        {"exit": 1, "diagnostics_any_of": [[{"code": "MA999"}], [{"code": "MA101"}, {"code": "MA115"}]]},
    ],
)
def test_the_judge_accepts_what_is_right(expected: Record) -> None:
    assert list(complaints(expected, 1, REPORTED)) == []


@pytest.mark.parametrize(
    "expected",
    [
        {"exit": 0, "diagnostics": []},
        {"exit_any_of": [0, 2], "diagnostics": []},
        {"exit": 1, "diagnostics": [{"code": "MA101", "file": "bad.ma", "line": 8}]},
        {"exit": 1, "diagnostics": [{"code": "MA101", "file": "other.ma", "line": 9}]},
        {"exit": 1, "diagnostics": [{"code": "MA102", "file": "bad.ma", "line": 9}]},
        {"exit": 1, "diagnostics_any_of": [[{"code": "MA101"}, {"code": "MA999"}]]},
    ],
)
def test_the_judge_refuses_what_is_wrong(expected: Record) -> None:
    assert len(list(complaints(expected, 1, REPORTED))) == 1
