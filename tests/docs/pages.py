"""The pages of the documentation and the fenced blocks on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.checkout import ROOT

__all__ = ["Block", "block_name", "blocks", "blocks_in", "edition", "pages", "rewrite"]

DOCS = ROOT / "docs"
_FENCED = re.compile(r"^(?P<fence>`{3,})(?P<head>[^\n`]*)\n(?P<text>.*?)^(?P=fence)[ \t]*$", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, the words behind it, and its text.

    Shape: `number` counts the blocks of a page from 0; `line` is that of the first line of the text, from 1;
    `follower` is the next block on the page.
    """

    page: Path
    number: int
    line: int
    language: str
    words: tuple[str, ...]
    text: str
    follower: Block | None = field(default=None, repr=False)

    def option(self, name: str) -> str | None:
        """Return the value of a word such as `file=NAME`."""
        return next((word.partition("=")[2] for word in self.words if word.startswith(f"{name}=")), None)


def pages() -> tuple[Path, ...]:
    """Return every page: the README and what lies in `docs`, without decisions and manual pages of rules."""
    found = (page for page in DOCS.rglob("*.md") if not {"adr", "rules"} & set(page.relative_to(DOCS).parts))
    return (ROOT / "README.md", *sorted(found)) if DOCS.is_dir() else ()


@cache
def blocks(page: Path) -> tuple[Block, ...]:
    """Return the blocks of a page in reading order."""
    text = page.read_text(encoding="utf-8")
    found: list[Block] = []
    for number, match in reversed(list(enumerate(_FENCED.finditer(text)))):
        language, *words = match["head"].split() or [""]
        found.append(
            Block(
                page=page,
                number=number,
                line=text.count("\n", 0, match.start("text")) + 1,
                language=language,
                words=tuple(words),
                text=match["text"],
                follower=found[-1] if found else None,
            )
        )
    return tuple(reversed(found))


def blocks_in(language: str) -> Iterator[Block]:
    """Yield the blocks of a language on all pages."""
    for page in pages():
        yield from (block for block in blocks(page) if block.language == language)


def block_name(block: Block) -> str:
    """Return where a block stands, for the names of tests."""
    return f"{block.page.relative_to(ROOT).as_posix()}:{block.line}"


def edition(page: Path) -> str:
    """Return the language that a page is written in."""
    return "zh-CN" if page.name.endswith(".zh-CN.md") else "en"


def rewrite(block: Block, replacement: str) -> None:
    """Write another text into a block of its page."""
    text = block.page.read_text(encoding="utf-8")
    place = list(_FENCED.finditer(text))[block.number]
    written = text[: place.start("text")] + replacement + text[place.end("text") :]
    block.page.write_text(written, encoding="utf-8")
