"""What every pass and every rule is given: the project as it was read, and where to report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

from maflow.compiler.files import FileReader
from maflow.compiler.settings import Settings
from maflow.compiler.symbols import Symbols
from maflow.dsl import ast
from maflow.dsl.codes import CODES
from maflow.dsl.diagnostics import Diagnostic, Fix, Label, Sink, Text
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.source import SourceFile, Span
from maflow.dsl.visitor import walk
from maflow.plugins.catalogue import ChannelCatalogue

__all__ = ["CompileContext", "NodeIndex", "ResolvedProject"]

AnyNode = TypeVar("AnyNode", bound=ast.Node)


class NodeIndex:
    """Every node of a project by its class, in reading order; made by one walk (bench_front_end)."""

    def __init__(self, modules: Sequence[ast.Module]) -> None:
        self._by_class: dict[type[ast.Node], list[tuple[ast.Node, ast.Declaration, ast.Module]]]
        self._by_class = defaultdict(list)
        for module in modules:
            for declaration in module.declarations:
                for node in walk(declaration):
                    self._by_class[type(node)].append((node, declaration, module))

    def all(self, node_class: type[AnyNode]) -> Iterator[tuple[AnyNode, ast.Declaration, ast.Module]]:
        """Yield all nodes of a class, each with the declaration and the module it stands in."""
        # The list under a class holds only its members; the type system cannot say so.
        yield from cast(
            "list[tuple[AnyNode, ast.Declaration, ast.Module]]", self._by_class.get(node_class, [])
        )


@dataclass(frozen=True, slots=True)
class ResolvedProject:
    """A project whose files have been read and whose names are known.

    Shape: `damaged` are the spans of declarations and entries, by file, that could not be read as they stand.
    """

    settings: Settings
    modules: tuple[ast.Module, ...]
    symbols: Symbols
    nodes: NodeIndex
    damaged: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

    def is_damaged(self, node: ast.Node) -> bool:
        """Tell whether part of a node could not be read, so that what it lacks says nothing."""
        return any(self.damage_in(node.span))

    def is_damaged_beside(self, node: ast.Node, parts: Iterable[ast.Node]) -> bool:
        """Tell whether something could not be read in a node outside of some parts, given in their order."""
        edges = [node.span.start]
        for part in parts:
            edges += part.span.start, part.span.end
        edges.append(node.span.end)
        return any(
            any(self.damage_in(Span(node.span.file, start, end)))
            for start, end in zip(edges[::2], edges[1::2], strict=True)
        )

    def damage_in(self, span: Span) -> Iterator[Span]:
        """Yield what could not be read in a span, or reaches into it."""
        for damage in self.damaged.get(span.file, ()):
            if damage.start < span.end and span.start < damage.end:
                yield damage


@dataclass(frozen=True, slots=True)
class CompileContext:
    """Where passes and rules report, and what they may ask beside the project.

    Shape: `sources` are the files that findings can point into, by path: `ma.yaml` and the `.ma` files, and
    the texts of messages that were read with `files`, as are static lists; `channels` are the installed
    kinds and plugins. `is_quiet`: nobody reads what is reported here.
    """

    sink: Sink
    channels: ChannelCatalogue
    files: FileReader
    sources: dict[str, SourceFile] = field(default_factory=dict)
    is_quiet: bool = False

    def quiet(self) -> CompileContext:
        """Return a context for what only asks: what it reports is not told."""
        return replace(self, sink=Sink(), is_quiet=True)

    def report(  # noqa: PLR0913 - one keyword for each part of a diagnostic
        self,
        code: str,
        span: Span,
        key: str,
        *,
        args: Mapping[str, str] | None = None,
        note: Text | None = None,
        labels: Sequence[Label] = (),
        notes: Sequence[Text] = (),
        help: Sequence[Text] = (),
        fixes: Sequence[Fix] = (),
    ) -> None:
        """Report a finding by its code; `key` is the sentence in `grammar/messages`."""
        self.sink.add(
            Diagnostic(
                code=code,
                severity=CODES[code].severity,
                message=Text(key, dict(args or {})),
                span=span,
                note=note,
                labels=tuple(labels),
                notes=tuple(notes),
                help=tuple(help),
                fixes=tuple(fixes),
            )
        )

    def near_name(self, name: str, candidates: frozenset[str]) -> tuple[Text, ...]:
        """Return the help line that offers a near name, if there is one."""
        near = nearest(name, candidates)
        return (Text("help.did-you-mean", {"name": near}),) if near else ()
