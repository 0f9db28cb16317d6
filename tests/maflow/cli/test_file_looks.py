"""Files that are not what they are given as are named before anything is read, with the way out."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.running import Ended, plant, run_ma

PROJECT = """
user { name text; level text; email email }
event cart { }
channel push { }
message note { push { title "note"; body "note" } }
audience golden "gold" = user.level = "gold"
campaign carts { enter on cart; flow { send note by push } }
"""
EVENTS = '{"user_id": "ann", "event": "cart", "time": "2026-03-02T10:00:00Z"}\n'
USERS = "user_id,name,consent\nann,Ann,push\n"
COMMANDS = ("simulate", "run", "audience")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a project with sound files of users and events."""
    files = {"main.ma": PROJECT, "users.csv": USERS, "events.jsonl": EVENTS}
    place = plant(tmp_path / "shop", files)
    monkeypatch.chdir(place)
    return place


def given(command: str, users: str = "users.csv", events: str = "events.jsonl") -> Ended:
    before = {"audience": ["golden"]}.get(command, [])
    after = {"run": ["--clock", "events"]}.get(command, [])
    return run_ma(command, *before, "--users", users, "--events", events, *after)


@pytest.mark.parametrize("command", COMMANDS)
def test_files_that_are_what_they_should_be_go_through_in_silence(command: str) -> None:
    ended = given(command)
    assert ended.code == 0, ended.err
    assert "column" not in ended.err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("u.jsonl", USERS.encode(), "`u.jsonl` holds CSV, and is called JSON Lines: call it `.csv`"),
        ("u.csv", EVENTS.encode(), "`u.csv` holds JSON Lines, and is called CSV: call it `.jsonl`"),
        ("u.csv.gz", gzip.compress(EVENTS.encode()), "`u.csv.gz` holds JSON Lines, and is called CSV"),
        ("u.xlsx", b"PK\x03\x04 and more", "`u.xlsx` is a spreadsheet: save it as CSV (UTF-8)"),
        ("u.csv", b"PK\x03\x04 and more", "`u.csv` is a spreadsheet"),
        (
            "u.csv",
            b"userid,name\nann,Ann\n",
            "the header of `u.csv` lacks `user_id`: it has `userid` and `name`; ",
        ),
        (
            "u.csv",
            b"\xef\xbb\xbf\xe4\xba\xba;x\n",
            "the header of `u.csv` lacks `user_id`: it has `人` and `x`\n",
        ),
        (
            "u.csv",
            "who\tx\n".encode("utf-16"),
            "the header of `u.csv` lacks `user_id`: it has `who` and `x`\n",
        ),
        ("u.csv", b"", "`u.csv` is empty"),
        ("u.csv/inside", b"", "`u.csv` is a folder: name a file in it"),
    ],
)
def test_users_that_are_something_else(command: str, name: str, content: bytes, told: str) -> None:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_bytes(content)
    ended = given(command, users=name.split("/")[0])
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"error: {told}")


@pytest.mark.parametrize("command", COMMANDS)
def test_users_given_as_events_are_recognised(command: str) -> None:
    ended = given(command, events="users.csv")
    assert (ended.code, ended.out) == (2, "")
    assert "lacks `event` and `time`" in ended.err
    assert "if these are users, use `--users`" in ended.err


def test_a_column_called_almost_as_it_should_be_is_offered() -> None:
    Path("e.csv").write_text("user_id,event,Time\nann,cart,2026-03-02T10:00:00Z\n")
    assert "call `Time` `time`, if that is what it means" in given("simulate", events="e.csv").err


NEARLY = {"user_id": "ann", "Name": "Ann", "e_mail": "a@shop.example", "consents": "push", "shoe_size": "40"}


def plant_nearly(kind: str) -> str:
    """Write users whose columns are nearly attributes; return the name of the file."""
    path = f"u.{kind}"
    match kind:
        case "csv":
            Path(path).write_text(f"{','.join(NEARLY)}\n{','.join(NEARLY.values())}\n")
        case "jsonl":
            rest = {name: NEARLY[name] for name in ("user_id", "e_mail", "consents")}
            lines = ({"user_id": "bob", "Name": "Bob", "shoe_size": 41}, rest, rest)
            Path(path).write_text("".join(f"{json.dumps(line)}\n" for line in lines) + "nonsense\n")
        case _:
            duckdb = pytest.importorskip("duckdb")
            cells = ", ".join(f"'{value}' AS {name}" for name, value in NEARLY.items())
            with duckdb.connect(":memory:") as connection:
                connection.execute(f"COPY (SELECT {cells}) TO '{path}' (FORMAT parquet)")
    return path


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_a_column_that_is_nearly_an_attribute_is_pointed_out_once(command: str, kind: str) -> None:
    path = plant_nearly(kind)
    ended = given(command, users=path)
    for column, meant in (("Name", "name"), ("e_mail", "email"), ("consents", "consent")):
        told = f"the column `{column}` of `{path}` is no attribute, and was ignored: did you mean `{meant}`?"
        assert ended.err.count(told) == 1
    assert "shoe_size" not in ended.err


def test_it_speaks_chinese() -> None:
    Path("u.jsonl").write_text(USERS)
    ended = run_ma("simulate", "--users", "u.jsonl", "--events", "events.jsonl", "--lang", "zh-CN")
    assert ended.err.startswith("错误：`u.jsonl` 的内容是 CSV")
