"""What a command writes never takes the place of what it reads, nor of what is something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import Ended, plant, run_ma

PROJECT = """
user { name text }
event cart { }
channel push { }
message note { push { title "note"; body "note" } }
audience anns = user.name = "Ann"
campaign carts { enter on cart; reenter always; flow { send note by push } }
"""
EVENTS = '{"user_id": "ann", "event": "cart", "time": "2026-03-02T10:00:00Z"}\n'
BROKEN = EVENTS + "{\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a project with a file of events, in which a record cannot be understood."""
    place = plant(tmp_path / "shop", {"main.ma": PROJECT, "events.jsonl": BROKEN})
    monkeypatch.chdir(place)
    return place


def given(command: str, *options: str | Path) -> Ended:
    before = {"audience": ["anns"]}.get(command, [])
    after = {"run": ["--clock", "events"]}.get(command, [])
    return run_ma(command, *before, "--events", "events.jsonl", *options, *after)


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("simulate", "--journal"),
        ("simulate", "--rejects"),
        ("run", "--journal"),
        ("run", "--rejects"),
        ("run", "--store"),
        ("run", "--requests"),
        ("audience", "--rejects"),
    ],
)
def test_nothing_is_written_over_a_file_that_is_read(command: str, option: str, here: Path) -> None:
    for path in ("events.jsonl", here / "events.jsonl"):
        ended = given(command, option, path)
        assert (ended.code, ended.out) == (2, "")
        assert f"`{option}` names `{path}`, which is read here and would be lost" in ended.err
    assert Path("events.jsonl").read_text() == BROKEN


def test_two_options_do_not_share_a_file() -> None:
    ended = given("simulate", "--journal", "out.jsonl", "--rejects", "out.jsonl")
    assert ended.code == 2
    assert "`--rejects` and `--journal` both name `out.jsonl`" in ended.err
    assert not Path("out.jsonl").exists()


@pytest.mark.parametrize("command", ["simulate", "run"])
def test_a_journal_takes_the_place_of_a_journal_only(command: str) -> None:
    assert given(command, "--journal", "j.jsonl").code == 1
    before = Path("j.jsonl").read_bytes()
    assert given(command, "--journal", "j.jsonl").code == 1
    assert Path("j.jsonl").read_bytes() == before
    ended = given(command, "--journal", "main.ma")
    assert ended.code == 2
    assert "`main.ma` is there already, and is no journal" in ended.err
    assert Path("main.ma").read_text() == PROJECT


@pytest.mark.parametrize("command", ["simulate", "run", "audience"])
def test_rejects_take_the_place_of_rejects_only(command: str) -> None:
    assert given(command).code == 1
    assert given(command).code == 1
    ended = given(command, "--rejects", "main.ma")
    assert ended.code == 2
    assert "`main.ma` is there already, and holds no rejected records" in ended.err
    assert Path("main.ma").read_text() == PROJECT


@pytest.mark.parametrize("there", ["", '{"file":"events.jsonl","li'])
def test_rejects_go_on_where_the_file_was_cut_off(there: str) -> None:
    Path("rejects.jsonl").write_text(there)
    assert given("run").code == 1
    assert Path("rejects.jsonl").read_text().endswith("}\n")


def test_a_bundle_takes_the_place_of_a_bundle_only() -> None:
    assert run_ma("build", "-o", "shop.mab").code == 0
    assert run_ma("build", "-o", "shop.mab").code == 0
    ended = run_ma("build", "-o", "main.ma")
    assert ended.code == 2
    assert "`main.ma` is there already, and is no bundle" in ended.err
    assert Path("main.ma").read_text() == PROJECT
