"""MA303 and the flow graph agree on what nobody gets to."""

from __future__ import annotations

from hypothesis import given

from maflow.compiler.graph import project_graph
from tests.compiler.graph.flows import HEAD, bodies
from tests.compiler.inspected import check

SETTINGS = "name: demo\ntimezone: UTC\ncurrency: CNY\n"


@given(body=bodies())
def test_what_is_told_of_is_what_no_way_leads_to(body: str) -> None:
    checked = check(f"{HEAD} campaign c {{ enter on ping; flow {{ {body} }} }}", settings=SETTINGS)
    told = [finding for finding in checked.diagnostics if finding.code == "MA303"]
    removed = [edit.span for finding in told for fix in finding.fixes for edit in fix.edits]
    graph = project_graph(checked.project).flows["c"]
    unreachable = {node.id for node in graph.unreachable()}
    inside = {node.id for node in graph.statements if any(span.contains(node.span) for span in removed)}
    # The graph lets every loop be passed by, also one whose first pass ends each run.
    assert inside == unreachable or ("repeat" in body and inside > unreachable)
    assert {finding.span.start for finding in told} <= {node.span.start for node in graph.statements}
