"""One project and one log, played by the engine and by the reference interpreter.

Example:

    both = Both.of(text)
    assert both.engine(inputs, until) == both.reference(inputs, until)
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from maflow.compiler.driver import Checked
from maflow.compiler.installed import load_installed
from maflow.compiler.lower.lower import lower
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Input
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.options import Options
from maflow.runtime.core.past import PastEvent, PastSend
from maflow.runtime.loader import load
from tests.reference.loading import SETTINGS, check_folder, check_text
from tests.reference.world import Reference, journal

__all__ = ["Both", "Taken"]

Taken = Input | PastEvent | PastSend
_DEFAULTS = Options()


class Both:
    """A checked project, ready to be played by both."""

    def __init__(self, checked: Checked) -> None:
        self.project = checked.project
        channels, _ = load_installed(load_entry_points=False)
        self.code = load(lower(checked, channels, with_tests=True))

    @classmethod
    def of(cls, text: str, settings: str = SETTINGS) -> Both:
        """Return the project of one text."""
        return cls(check_text(text, settings))

    @classmethod
    def in_folder(cls, folder: Path) -> Both:
        """Return the project of a folder."""
        return cls(check_folder(folder))

    def engine(
        self, inputs: Sequence[Taken], until: int | None = None, options: Options = _DEFAULTS
    ) -> list[Decision]:
        """Return the journal of the engine."""
        engine = Engine(self.code, options)
        effects = [effect for each in inputs for effect in engine.take(each)]
        if until is not None:
            effects += engine.fire(until)
        return journal(effect for effect in effects if isinstance(effect, Decision))

    def reference(
        self, inputs: Sequence[Taken], until: int | None = None, options: Options = _DEFAULTS
    ) -> list[Decision]:
        """Return the journal of the reference."""
        reference = Reference(self.project, options)
        decisions = [decision for each in inputs for decision in reference.take(each)]
        if until is not None:
            decisions += reference.finish(until)
        return journal(decisions)
