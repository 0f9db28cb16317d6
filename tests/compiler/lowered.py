"""Programs of small texts and of the golden projects, for the tests of what comes after checking."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from maflow.compiler.driver import Checked
from maflow.compiler.lower.lower import lower
from maflow.compiler.unsupported import unsupported
from maflow.dsl.diagnostics import Severity
from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.program import Program
from tests.compiler.inspected import CATALOGUE, SETTINGS, check

__all__ = ["GOLDEN", "GOLDEN_NAMES", "campaign_of", "checked_golden", "lowered", "sound"]

GOLDEN = Path(__file__).parents[1] / "golden" / "lower"
GOLDEN_NAMES = sorted(path.stem for path in GOLDEN.glob("*.ma"))


def sound(text: str, settings: str = SETTINGS) -> Checked:
    """Check a project that can be lowered."""
    checked = check(text, settings=settings)
    assert [d.code for d in checked.diagnostics if d.severity is Severity.ERROR] == []
    assert unsupported(checked.project) == ()
    return checked


def lowered(text: str, settings: str = SETTINGS) -> Program:
    """Return the program of a text."""
    return lower(sound(text, settings), CATALOGUE)


def campaign_of(program: Program, name: str) -> Campaign:
    """Return a campaign of a program."""
    (found,) = (campaign for campaign in program.campaigns if campaign.name == name)
    return found


@cache
def checked_golden(name: str) -> Checked:
    """Check a golden project."""
    return sound((GOLDEN / f"{name}.ma").read_text(encoding="utf-8"))
