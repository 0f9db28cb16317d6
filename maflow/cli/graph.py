"""`ma graph`: the flow of a campaign, or of all of them, as a drawing."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Mapping

import click

from maflow.building import compile_project
from maflow.cli.building import blocking_errors, refuse
from maflow.cli.console import current_console
from maflow.cli.exit_codes import ExitCode
from maflow.cli.help import Command, Example
from maflow.cli.options import Choice, option, output_options
from maflow.compiler.context import ResolvedProject
from maflow.compiler.export.dot import draw_dot, draw_project_dot
from maflow.compiler.export.mermaid import draw_mermaid, draw_project_mermaid
from maflow.compiler.graph import FlowGraph, ProjectGraph, project_graph
from maflow.dsl import ast
from maflow.dsl.codes import is_essential
from maflow.dsl.diagnostics import Text, items
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.errors import ConfigError
from maflow.project import Project, find_project

__all__ = ["graph"]

_ONE: Mapping[str, Callable[[FlowGraph, str], str]] = {"mermaid": draw_mermaid, "dot": draw_dot}
_ALL: Mapping[str, Callable[[ProjectGraph, Mapping[str, str]], str]] = {
    "mermaid": draw_project_mermaid,
    "dot": draw_project_dot,
}
_FORMATS = Choice(lambda: tuple(_ONE))
_EXAMPLES: tuple[Example, ...] = (
    ("ma graph cart_recovery", "cli.graph.example-campaign"),
    ("ma graph my-shop", "cli.graph.example-project"),
    ("ma graph cart_recovery --format dot", "cli.graph.example-dot"),
)


@click.command("graph", cls=Command, examples=_EXAMPLES, help="cli.graph.about")
@click.argument("what", metavar="[CAMPAIGN|PATH]", default=".", type=click.Path(path_type=str))
@option("--project", "-p", "path", metavar="PATH", default=".", help="cli.graph.project")
@option("--format", "format_name", metavar="NAME", type=_FORMATS, default="mermaid", help="cli.graph.format")
@output_options
def graph(what: str, path: str, format_name: str) -> ExitCode:
    """Draw a campaign, or all campaigns of a project or of one of its files."""
    console = current_console()
    is_path = os.path.lexists(what)
    project = find_project(what if is_path else path)
    checked = compile_project(project, datetime.date.today()).checked
    # What is wrong with a flow that could be read may best be seen in its drawing.
    errors = blocking_errors(project, checked.diagnostics)
    blocking = tuple(error for error in errors if is_essential(error.code))
    if blocking:
        refuse(project, blocking, console)
        return ExitCode.FINDINGS
    flows = project_graph(checked.project)
    dialects = _dialects(checked.project)
    if is_path:
        console.write(_ALL[format_name](_selected(flows, project), dialects))
    else:
        console.write(_ONE[format_name](_named(what, flows), dialects[what]))
    return ExitCode.CLEAN


def _dialects(project: ResolvedProject) -> dict[str, str]:
    return {campaign.name.text: module.dialect for campaign, _, module in project.nodes.all(ast.Campaign)}


def _selected(flows: ProjectGraph, project: Project) -> ProjectGraph:
    """Return the campaigns in the files that were asked for."""
    kept = {name: flow for name, flow in flows.flows.items() if project.is_selected(flow.campaign.span.file)}
    starts = tuple(start for start in flows.starts if start[0] in kept and start[2] in kept)
    return ProjectGraph(kept, starts)


def _named(name: str, flows: ProjectGraph) -> FlowGraph:
    if name in flows.flows:
        return flows.flows[name]
    near = nearest(name, flows.flows)
    if near is not None:
        raise ConfigError(Text("cli.no-such-campaign-near", {"given": name, "name": near}))
    known = items(f"`{each}`" for each in flows.flows)
    raise ConfigError(Text("cli.no-such-campaign", {"given": name, "campaigns": known}))
