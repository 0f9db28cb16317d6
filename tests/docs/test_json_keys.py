"""Every key that a program reads in `--format json` stands in the page of the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from maflow.runtime.core.journal import Decision
from tests.checkout import ROOT
from tests.running import plant, run_ma, use_own_environment

pytestmark = pytest.mark.checkout

SHOP = """\
user { name text; channel channel }
event cart { value money }
event paid { amount money }
channel push { cost 1 EUR }
channel sms { }
limits { at most 1 push in any 24 hours }
quiet hours 22:00-07:00 for sms
message hello { push { title "Hello"; body "Hello" } sms { text "Hello" } }
audience named "Has a name" = user.name is known
campaign carts {
  enter on cart
  exit on paid
  goal paid within 3 days worth event.amount
  flow {
    split half { 50% as a { send hello by push } 50% as b { send hello by sms } }
    send hello by user.channel
    wait 1 day
  }
}
test "who has no channel gets nothing" for carts {
  given user { }
  at 2026-03-02 10:00  event cart { }
  at 2026-03-02 10:00  expect send hello by push
}
"""
SETTINGS = "name: shop\ntimezone: UTC\ncurrency: EUR\nlint: {MA506: ignore}\n"
EVENTS = "".join(
    json.dumps({"user_id": user, "event": name, "time": time, "properties": properties}) + "\n"
    for user, name, time, properties in [
        ("ann", "cart", "2026-03-02T10:00:00Z", {"value": 3}),
        ("bob", "cart", "2026-03-02T23:00:00Z", {"value": "much"}),
        ("ann", "paid", "2026-03-02T23:30:00Z", {"amount": 3}),
        ("cyd", "other", "2026-03-02T23:40:00Z", {}),
        *((f"u{number}", "cart", "2026-03-02T23:00:00Z", {}) for number in range(9)),
    ]
)
INPUTS = ("--users", "users.csv", "--events", "events.jsonl")
COMMANDS = (
    ("test", "--coverage"),
    ("simulate", *INPUTS, "--journal", "journal.jsonl"),
    ("explain", "ann", "--journal", "journal.jsonl"),
    ("audience", "named", *INPUTS, "--by", "name"),
    ("audience", "named", *INPUTS, "--list"),
    ("rules",),
)
# By reason, by name, by message, by currency: what stands there are no keys of ours.
_OPEN = frozenset(("refused", "exited", "skipped", "by_message", "cost", "worth"))


def test_every_key_is_documented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_own_environment(monkeypatch, tmp_path / "cache")
    users = "user_id,name,consent\nann,Ann,push;sms\nbob,,push;sms\n"
    files = {"ma.yaml": SETTINGS, "main.ma": SHOP, "users.csv": users, "events.jsonl": EVENTS}
    monkeypatch.chdir(plant(tmp_path / "shop", files))
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    section = page.partition("### What programs read")[2].partition("\n### ")[0]
    told = {*re.findall(r"`(\w+)`", section), *Decision.__struct_fields__}
    for command in COMMANDS:
        ended = run_ma(*command, "--format", "json")
        assert ended.code in (0, 1), ended.err
        found = set(keys(json.loads(ended.out)))
        assert found <= told, f"{command[0]}: {sorted(found - told)}"


# Any: whatever JSON holds.
def keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            if key not in _OPEN or isinstance(each, list):
                yield from keys(each)
    elif isinstance(value, list):
        for each in value:
            yield from keys(each)
