"""The pages in docs/rules are those that `ma rule` prints."""

from __future__ import annotations

import runpy

import pytest

from tests.checkout import ROOT

pytestmark = pytest.mark.checkout

PAGES = ROOT / "docs" / "rules"


def test_the_pages_of_the_rules_are_up_to_date() -> None:
    pages = runpy.run_path(str(ROOT / "tools" / "rule_pages.py"))["rule_pages"]()
    written = {page.relative_to(PAGES).as_posix(): page.read_text("utf-8") for page in PAGES.rglob("*.md")}
    stale = sorted(name for name in pages.keys() | written.keys() if pages.get(name) != written.get(name))
    assert stale == [], "run `python tools/rule_pages.py`"
