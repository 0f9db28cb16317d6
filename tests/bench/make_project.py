"""Writes a large project: 500 campaigns, 20,000 lines, always the same ones, without a mistake.

python -m tests.bench.make_project FOLDER [CAMPAIGNS]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

__all__ = ["CAMPAIGNS", "RUNNING", "large_file", "make_project", "project_files"]

CAMPAIGNS = 500

_SETTINGS = """\
name: large
timezone: Asia/Shanghai
currency: CNY
lint: {MA110: ignore}
"""

_TOPICS = ("shoes", "books", "garden", "kitchen", "music", "travel", "toys", "sports", "health", "wine")
_LEVELS = ("regular", "silver", "gold", "platinum")

# One file of tests/bench/templates each; `@name@` and the like are filled in.
_KINDS = ("cart", "price", "welcome", "level", "service")
# Those that this version runs, not only checks.
RUNNING = ("cart", "price", "level", "service")
_CHINESE = "service"


def make_project(folder: Path, campaigns: int = CAMPAIGNS, kinds: Sequence[str] = _KINDS) -> int:
    """Write the project; return its number of lines."""
    lines = 0
    for path, text in project_files(campaigns, kinds):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        lines += text.count("\n") if path.endswith(".ma") else 0
    return lines


def project_files(campaigns: int = CAMPAIGNS, kinds: Sequence[str] = _KINDS) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every file."""
    yield "ma.yaml", _SETTINGS
    yield "basics.ma", _template("basics")
    for number in range(campaigns):
        kind = kinds[number % len(kinds)]
        yield f"campaigns/{kind}/{kind}_{number:03}.ma", _campaign(number, kind)


def large_file(lines: int) -> str:
    """Return one file of at least so many lines: English campaigns, one below the other."""
    texts: list[str] = []
    number = 0
    while sum(text.count("\n") for text in texts) < lines:
        kind = _KINDS[number % len(_KINDS)]
        if kind != _CHINESE:
            texts.append(_campaign(number, kind))
        number += 1
    return "\n".join(texts)


def _campaign(number: int, kind: str) -> str:
    told = {
        "name": f"{kind}_{number:03}",
        "number": str(number),
        "topic": _TOPICS[number // len(_KINDS) % len(_TOPICS)],
        "level": _LEVELS[number % len(_LEVELS)],
        "days": str(7 + number % 24),
        "hours": str(2 + number % 5),
        "count": str(2 + number % 4),
        "amount": str(50 + 10 * (number % 30)),
        "points": str(100 + 50 * (number % 40)),
        "priority": str(10 + number % 80),
    }
    return re.sub("@([a-z]+)@", lambda match: told[match[1]], _template(kind))


@cache
def _template(kind: str) -> str:
    return (Path(__file__).parent / "templates" / f"{kind}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    print(make_project(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else CAMPAIGNS), "lines")
