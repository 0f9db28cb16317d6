"""What a host has found no use for: events that are not declared, values that do not fit."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.cli.console import Console
from maflow.cli.expected_values import expected_values
from maflow.cli.hindsight import near_names
from maflow.cli.summary_text import skipped_text
from maflow.dsl.diagnostics import Text
from maflow.runtime.hosts.request import Outcome
from maflow.runtime.program.program import Program
from maflow.runtime.sources.tally import most_first

__all__ = ["unused_input"]


def unused_input(outcome: Outcome, program: Program, console: Console) -> Iterator[Text]:
    """Yield what would probably have made more of what came in."""
    if outcome.skipped:
        skipped = most_first(outcome.skipped)
        yield skipped_text(skipped, console.say)
        yield from near_names(skipped, program)
    for (name, why), count in sorted(outcome.misfits.items()):
        told = {"name": name, "count": f"{count:,}", "expected": expected_values(name, why, program)}
        yield Text("cli.run.misfit-currency" if why == "currency" else "cli.run.misfit", told)
