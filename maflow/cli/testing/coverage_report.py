"""How much of each campaign the tests have walked through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from maflow.cli.testing.played import PlayedTest, Prepared
from maflow.dsl.diagnostics import Text
from maflow.dsl.render import RenderOptions
from maflow.dsl.render.palette import Piece, Role, painted
from maflow.dsl.visible import visible
from maflow.runtime.program.flow import END
from maflow.runtime.scenario.coverage import CampaignCoverage, coverage_of

__all__ = ["CoverageRecord", "MissedRecord", "coverage_records", "coverage_text"]


class MissedRecord(msgspec.Struct, frozen=True):
    """A statement that no test came to, or a way from it that none took; `to` is null where a run ends."""

    file: str
    line: int
    node: str
    to: str | msgspec.UnsetType | None = msgspec.UNSET


class CoverageRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What was walked through of one campaign."""

    project: str
    campaign: str
    nodes: int
    nodes_reached: int
    edges: int
    edges_taken: int
    missed: list[MissedRecord]


def coverage_records(prepared: Prepared, tests: Iterable[PlayedTest]) -> list[CoverageRecord]:
    """Return what the tests of a project have walked through, campaign by campaign.

    A test `for` a campaign counts for that one, a test for none counts for all.
    """
    steps: dict[str, set[tuple[int, int]]] = {}
    for played in tests:
        tested = played.test.scenario.campaign
        for index, left, reached in played.outcome.steps:
            name = prepared.code.campaigns[index].name
            if tested in (None, name):
                steps.setdefault(name, set()).add((left, reached))
    campaigns = prepared.code.program.campaigns
    found = (coverage_of(campaign, steps.get(campaign.name, set())) for campaign in campaigns)
    return [_record(prepared, coverage) for coverage in found]


def coverage_text(
    records: Iterable[CoverageRecord], name: Callable[[str], str], options: RenderOptions
) -> Iterator[str]:
    """Yield what was walked through, and below each campaign what was not; `name` makes paths openable."""
    for record in records:
        told = {
            "campaign": record.campaign,
            "nodes": str(record.nodes_reached),
            "of_nodes": str(record.nodes),
            "edges": str(record.edges_taken),
            "of_edges": str(record.edges),
        }
        role = Role.WARNING if record.missed else Role.HELP
        yield _line([(options.say(Text("test.coverage.campaign", told)), role)], options)
        for missed in record.missed:
            place = (f"  {visible(name(missed.file))}:{missed.line}  ", Role.ASIDE)
            yield _line([place, (options.say(_missed_text(missed)), Role.PLAIN)], options)


def _line(pieces: Iterable[Piece], options: RenderOptions) -> str:
    return painted(pieces, color=options.color) + "\n"


def _missed_text(missed: MissedRecord) -> Text:
    if missed.to is msgspec.UNSET:
        return Text("test.coverage.node", {"node": missed.node})
    if missed.to is None:
        return Text("test.coverage.end", {"source": missed.node})
    return Text("test.coverage.edge", {"source": missed.node, "target": missed.to})


def _record(prepared: Prepared, coverage: CampaignCoverage) -> CoverageRecord:
    campaign = coverage.campaign
    return CoverageRecord(
        project=prepared.project.root.name,
        campaign=campaign.name,
        nodes=coverage.nodes,
        nodes_reached=coverage.nodes - len(coverage.missed_nodes),
        edges=coverage.edges,
        edges_taken=coverage.edges - len(coverage.missed_edges),
        missed=list(_missed(prepared, coverage)),
    )


def _missed(prepared: Prepared, coverage: CampaignCoverage) -> Iterator[MissedRecord]:
    """Yield the statements that were not reached, and the ways not taken between those that were."""
    files = prepared.code.program.files
    nodes = coverage.campaign.nodes
    unreached = {node.id for node in coverage.missed_nodes}
    for index, node in enumerate(nodes):
        place = files[node.place.file], node.place.line
        if node.id in unreached:
            yield MissedRecord(*place, node.id)
            continue
        targets = [edge.target for edge in coverage.missed_edges if edge.source == index]
        for target in (None if each == END else nodes[each].id for each in targets):
            if target not in unreached:
                yield MissedRecord(*place, node.id, target)
