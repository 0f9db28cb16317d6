"""The compiler in one place: what is done to a project, and in which order.

ma.yaml -> settings
.ma     -> dsl.parser -> modules -> symbols -> PASSES -> lint rules -> levels, suppressions
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from maflow.compiler.context import CompileContext, NodeIndex, ResolvedProject
from maflow.compiler.files import FileReader
from maflow.compiler.levels import apply_levels
from maflow.compiler.lint.engine import run_rules
from maflow.compiler.nesting import without_deep_definitions
from maflow.compiler.passes.check_channels import check_channels
from maflow.compiler.passes.check_defaults import check_defaults
from maflow.compiler.passes.check_messages import check_messages
from maflow.compiler.passes.check_numbers import check_numbers
from maflow.compiler.passes.check_scenarios import check_scenarios
from maflow.compiler.passes.check_types import check_types
from maflow.compiler.passes.resolve_names import resolve_names
from maflow.compiler.settings import parse_settings
from maflow.compiler.symbols import collect_symbols
from maflow.dsl.ast import Module
from maflow.dsl.diagnostics import Diagnostic, Sink
from maflow.dsl.parser import parse
from maflow.dsl.source import SourceFile
from maflow.plugins.catalogue import ChannelCatalogue
from maflow.plugins.spec import LintRule

__all__ = ["PASSES", "Checked", "Pass", "check_project"]

Pass = Callable[[ResolvedProject, CompileContext], None]

# The one order of the passes. `resolve_names` stands first: the others stay silent about names that
# it has reported.
PASSES: tuple[Pass, ...] = (
    resolve_names,
    check_types,
    check_channels,
    check_messages,
    check_defaults,
    check_scenarios,
    check_numbers,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A checked project and everything found in it, in the order of files and places.

    Shape: `sources` are the files that findings point into, by path, texts of messages among them.
    """

    project: ResolvedProject
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, SourceFile]


def check_project(  # noqa: PLR0913  # each is one thing that the findings depend on
    settings: SourceFile,
    sources: Sequence[SourceFile],
    *,
    channels: ChannelCatalogue,
    files: FileReader,
    today: datetime.date,
    name: str = "",
    rules: Mapping[str, LintRule] = MappingProxyType({}),
    read: Callable[[SourceFile, Sink], Module] = parse,
) -> Checked:
    """Check a project.

    `today` decides which suppressions have expired; `name` is that of a project that does not name
    itself; `rules` are those that plugins add; `read` does what `parse` does, perhaps from a memory.
    """
    sink = Sink()
    by_path = {source.path: source for source in (settings, *sources)}
    modules = tuple(read(source, sink) for source in sources)
    project = ResolvedProject(
        settings=parse_settings(settings, sink, channels, default_name=name, rules=rules),
        modules=modules,
        symbols=collect_symbols(modules),
        nodes=NodeIndex(modules),
        damaged={module.path: module.damaged for module in modules if module.damaged},
    )
    context = CompileContext(sink=sink, channels=channels, files=files, sources=by_path)
    # Passes follow definitions through one another: none may be too deep for that.
    project = without_deep_definitions(project, context)
    for step in PASSES:
        step(project, context)
    run_rules(project, context)
    diagnostics = apply_levels(project, by_path, sink.diagnostics, today)
    return Checked(project=project, diagnostics=diagnostics, sources=by_path)
