"""What a simulation's numbers suggest: a name that was probably meant, consents that nobody gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from maflow.dsl.diagnostics import Text
from maflow.dsl.did_you_mean import nearest
from maflow.runtime.program.program import Program
from maflow.runtime.report.summary import Summary

__all__ = ["near_names", "suggestions"]

_MOST_NAMES = 3
_LONGEST_SLIP = 2


def suggestions(summary: Summary, program: Program, *, consent_all: bool) -> Iterator[Text]:
    """Yield what would probably have made more of the files."""
    yield from near_names(summary.inputs.skipped, program)
    stopped = sum(
        each.count for channel in summary.channels for each in channel.blocked if each.reason == "consent"
    )
    if stopped and not summary.reach.messages and not consent_all:
        yield Text("cli.simulate.no-consents")


def near_names(skipped: Iterable[str], program: Program) -> Iterator[Text]:
    """Yield the names of events that were skipped and look like one that is declared."""
    declared = {event.name: event.wire_name for event in program.events if not event.is_raised}
    wires = frozenset(declared.values())
    found = ((name, declared.get(name) or _slip(name, wires)) for name in skipped)
    near = [{"given": name, "name": meant} for name, meant in found if meant is not None]
    for told in near[:_MOST_NAMES]:
        yield Text("cli.simulate.near-name", told)


def _slip(name: str, wires: frozenset[str]) -> str | None:
    """Return the name that differs by a slip only: logs have many names, and `cart` is not `add_to_cart`."""
    near = nearest(name, wires)
    return near if near is not None and abs(len(near) - len(name)) <= _LONGEST_SLIP else None
