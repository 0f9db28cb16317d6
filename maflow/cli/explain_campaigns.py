"""How a campaign is entered and left, in sentences: for whoever asks why nothing happened."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import assert_never

from maflow.dsl.diagnostics import Text, items
from maflow.runtime.program.campaigns import (
    Campaign,
    EnterAt,
    EnterByCall,
    EnterEvery,
    EnterOn,
    EnterWhen,
    Entry,
)
from maflow.runtime.program.program import Program

__all__ = ["campaign_places", "exit_events", "ways_in"]

_MOST_CAMPAIGNS = 5


def ways_in(program: Program, names: Collection[str], say: Callable[[Text], str]) -> Iterator[Text]:
    """Yield how each of some campaigns is entered, and where; of many the first, and how many more."""
    places = campaign_places(program)
    wires = {event.name: event.wire_name for event in program.events}
    chosen = [each for each in program.campaigns if each.name in names]
    for campaign in chosen[:_MOST_CAMPAIGNS]:
        entries = items(say(_entry(each, wires)) for each in campaign.entries)
        yield Text(
            "explain.way-in", {"campaign": campaign.name, "entries": entries, "place": places[campaign.name]}
        )
    others = len(chosen[_MOST_CAMPAIGNS:])
    if others:
        yield Text("explain.more-ways-in", {"count": str(others)})


def campaign_places(program: Program) -> dict[str, str]:
    """Return where each campaign stands."""
    return {each.name: _place(program, each) for each in program.campaigns}


def exit_events(program: Program) -> dict[str, tuple[str, ...]]:
    """Return the events on which each campaign is left."""
    return {each.name: tuple(exit_on.query.event for exit_on in each.exits_on) for each in program.campaigns}


def _place(program: Program, campaign: Campaign) -> str:
    return f"{program.files[campaign.place.file]}:{campaign.place.line}"


def _entry(entry: Entry, wires: dict[str, str]) -> Text:
    match entry:
        case EnterOn(query=query):
            wire = wires.get(query.event, query.event)
            key = "explain.enters-on" if query.where is None else "explain.enters-on-where"
            return Text(key, {"event": wire})
        case EnterWhen():
            return Text("explain.enters-when")
        case EnterEvery():
            return Text("explain.enters-every")
        case EnterAt():
            return Text("explain.enters-at")
        case EnterByCall():
            return Text("explain.enters-by-call")
        case _ as never:
            assert_never(never)
