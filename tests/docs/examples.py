"""Examples on pages as projects: what stands around each of them, and what is found in it."""

from __future__ import annotations

import datetime
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from maflow.compiler.driver import check_project
from maflow.compiler.files import MemoryFiles
from maflow.compiler.installed import load_installed
from maflow.dsl.diagnostics import Diagnostic
from maflow.dsl.formatter import format_source
from maflow.dsl.render import RenderOptions
from maflow.dsl.render.formats.text import render_diagnostic
from maflow.dsl.source import SourceFile
from maflow.plugins.catalogue import ChannelCatalogue
from maflow.plugins.spec import LintRule
from tests.docs.pages import Block, blocks_in, edition

__all__ = ["SEVERITIES", "Example", "Outcome", "example", "laid_out", "settings_example", "wanted"]

SETTINGS = "name: demo\ntimezone: Asia/Shanghai\ncurrency: CNY\nlint: {MA110: ignore, MA506: ignore}\n"
"""Nothing uses what an example declares, and ways out of a message are another page's matter."""

FILES = MemoryFiles(
    {
        "lists/vip.csv": b"user_id,name\nu1,Ann\nu2,Bo\n",
        "texts/welcome.liquid.html": b"<p>Welcome, {{ user.name | default: 'friend' }}</p>\n",
    }
)
TODAY = datetime.date(2026, 11, 22)
WIDTH = 100
SEVERITIES = ("error", "warning", "info", "style")

_FLOW = "campaign demo {{\n  enter on  cart_abandoned\n  flow {{\n{}  }}\n}}\n"
_PREAMBLE = "preamble.ma"


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its file, and the settings and other files of its project."""

    settings: SourceFile
    file: SourceFile
    others: tuple[SourceFile, ...] = ()

    @property
    def sources(self) -> dict[str, SourceFile]:
        """Return every file by its path."""
        return {source.path: source for source in (self.settings, self.file, *self.others)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is found in an example."""

    example: Example
    found: tuple[Diagnostic, ...]

    def codes(self) -> list[tuple[str, str]]:
        """Return severity and code of each finding, in order."""
        return [(found.severity.value, found.code) for found in self.found]

    def text(self, lang: str) -> str:
        """Return the findings as a person sees them."""
        options = RenderOptions(lang=lang, width=WIDTH)
        return "\n".join(render_diagnostic(found, self.example.sources, options) for found in self.found)


def example(block: Block) -> Outcome:
    """Check the example of a block and return what is found."""
    is_part = {"fragment", "statements"}.intersection(block.words)
    others = (_preamble(),) if is_part else ()
    return _checked(Example(SourceFile("ma.yaml", SETTINGS), _file(block), others))


def settings_example(block: Block) -> Outcome:
    """Check the `ma.yaml` of a block, with the zone and the currency where it leaves them out."""
    known = "" if "whole" in block.words else "timezone: Asia/Shanghai\ncurrency: CNY\n"
    settings = SourceFile("ma.yaml", block.text + known)
    outcome = _checked(Example(settings, _preamble()))
    return Outcome(
        outcome.example, tuple(found for found in outcome.found if found.span.file == settings.path)
    )


def laid_out(block: Block) -> str:
    """Return a block in the common layout, or as it is where it cannot be read."""
    result = format_source(_file(block))
    if result.skipped:
        return block.text
    if "statements" in block.words:
        return textwrap.dedent("".join(result.text.splitlines(keepends=True)[3:-2]))
    return result.text


def wanted(block: Block) -> list[tuple[str, str]]:
    """Return severity and code of each finding that a block announces: `error=MA008`."""
    found = []
    for severity in SEVERITIES:
        codes = block.option(severity)
        found += [(severity, code) for code in codes.split(",")] if codes else []
    return found


def _file(block: Block) -> SourceFile:
    is_flow = "statements" in block.words
    text = _FLOW.format(textwrap.indent(block.text, " " * 4)) if is_flow else block.text
    return SourceFile("example.ma", text)


def _checked(example: Example) -> Outcome:
    channels, rules = _installed()
    checked = check_project(
        example.settings,
        sorted((example.file, *example.others), key=lambda source: source.path),
        channels=channels,
        files=FILES,
        today=TODAY,
        rules=rules,
    )
    return Outcome(example, checked.diagnostics)


@cache
def _installed() -> tuple[ChannelCatalogue, dict[str, LintRule]]:
    return load_installed(load_entry_points=False)


@cache
def _preamble() -> SourceFile:
    """Return the declarations that the fragments of all pages are about."""
    found: Sequence[Block] = [block for block in blocks_in("ma") if "preamble" in block.words]
    assert len(found) == 1, "one page shows the preamble"
    assert edition(found[0].page) == "en"
    return SourceFile(_PREAMBLE, found[0].text)
