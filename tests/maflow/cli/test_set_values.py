"""What a flow has set is told as people write it: dates, moments, times and durations, in their zone."""

from __future__ import annotations

from pathlib import Path

import pytest

from maflow.cli.value_text import value_text
from maflow.runtime.program.types import ValueKind, ValueType
from tests.running import plant, run_ma, use_own_environment

SETTINGS = (
    "name: shop\ntimezone: Asia/Shanghai\ncurrency: CNY\n"
    "lint: {MA110: ignore, MA506: ignore, MA601: ignore, MA602: ignore, MA603: ignore, MA604: ignore}\n"
)
SHOP = """\
user { seen date; gap duration; best time; vip boolean; name text; spent money; days list of date }
event viewed { at moment; days list of date }
campaign look {
  enter on viewed
  flow {
    set user.seen = today
    set user.gap = 90 minutes
    set user.best = 09:30
    set user.vip = true
    set user.name = "20514"
    set user.spent = 5 CNY
    set user.days = entry.days
    set run.since = now
    set run.later = entry.at
    wait 1 day
  }
}
"""
TEST = """
test "told" for look {
  given user { name "Ann" }
  at 2026-03-02 10:00  event viewed { at 2026-03-02 09:00 }
  at 2026-03-02 10:00  expect finished
}
"""
EVENT = (
    '{"user_id": "ann", "event": "viewed", "time": "2026-03-02T02:00:00Z", '
    '"properties": {"at": "2026-03-01T16:30:05Z", "days": ["2026-03-02", "2026-04-01"]}}\n'
)
TOLD = (
    "`user.seen` set to `2026-03-02`",
    "`user.gap` set to `90 minutes`",
    "`user.best` set to `09:30`",
    "`user.vip` set to `true`",
    "`user.name` set to `20514`",
    "`user.spent` set to `5 CNY`",
    "`user.days` set to `2026-03-02, 2026-04-01`",
    "`run.since` set to `2026-03-02 10:00:00`",
    "`run.later` set to `2026-03-02 00:30:05`",
)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    use_own_environment(monkeypatch, tmp_path / "cache")
    monkeypatch.chdir(tmp_path)
    return plant(tmp_path / "shop", {"ma.yaml": SETTINGS, "main.ma": SHOP})


def test_explain_tells_values_as_people_write_them(shop: Path) -> None:
    Path("events.jsonl").write_text(EVENT)
    assert run_ma("simulate", shop, "--events", "events.jsonl", "--journal", "j.jsonl").code == 0
    told = run_ma("explain", "ann", "--journal", "j.jsonl", "--project", shop).out
    assert [each for each in TOLD if each not in told] == []
    assert (
        "`user.seen` 设为 `2026-03-02`"
        in run_ma("explain", "ann", "--journal", "j.jsonl", "--project", shop, "--lang", "zh-CN").out
    )


def test_a_failed_test_tells_values_as_people_write_them(shop: Path) -> None:
    plant(shop, {"look_test.ma": TEST})
    ended = run_ma("test", shop)
    assert ended.code == 1
    told = ("`user.seen` set to `2026-03-02`", "`user.gap` set to `90 minutes`", "`user.best` set to `09:30`")
    assert [each for each in (*told, "`run.later` set to `2026-03-02 09:00`") if each not in ended.out] == []


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        (ValueKind.DURATION, 604_800_000, "1 week"),
        (ValueKind.DURATION, 172_800_000, "2 days"),
        (ValueKind.DURATION, -3_600_000, "-1 hours"),
        (ValueKind.MOMENT, "1970-01-01T00:00:01.500Z", "1500"),
        # Beyond what a calendar has, the number is all there is.
        (ValueKind.MOMENT, 10**17, "100000000000000000"),
        (ValueKind.PERCENT, 0.4, "40%"),
        (ValueKind.PERCENT, 0.07, "7%"),
        (ValueKind.INTEGER, 20_514, "20514"),
        (ValueKind.TEXT, "x", "x"),
    ],
)
def test_a_value_is_told_by_its_type(kind: ValueKind, value: float | str, told: str) -> None:
    assert value_text(value, ValueType(kind), str) == told
