"""Which parameters of a step are used as elapsed time, in the step itself or in the steps it uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from maflow.compiler.context import ResolvedProject
from maflow.compiler.durations import placed_durations
from maflow.compiler.symbols import SymbolKind
from maflow.dsl import ast
from maflow.dsl.source import Span

__all__ = ["ElapsedParameters"]


class ElapsedParameters:
    """Finds for an argument of a step the place where it would be counted as elapsed time."""

    def __init__(self, project: ResolvedProject) -> None:
        self._symbols = project.symbols
        self._direct: dict[str, dict[str, Span]] = defaultdict(dict)
        self._passed: dict[str, list[ast.UseStep]] = defaultdict(list)
        for placed in placed_durations(project):
            name = placed.duration
            if isinstance(name, ast.DurationParameter) and placed.place.is_elapsed:
                for step in _step(placed.declaration):
                    self._direct[step].setdefault(name.name.text, name.span)
        for use, declaration, _ in project.nodes.all(ast.UseStep):
            for step in _step(declaration):
                self._passed[step].append(use)

    def uses(self, use: ast.UseStep) -> Iterator[tuple[ast.Expression, Span]]:
        """Yield the arguments of a step that are counted as elapsed time, each with the place where."""
        places = self._places(use.step.text, frozenset())
        for parameter, argument in zip(self._parameters(use.step.text), use.arguments, strict=False):
            if parameter in places:
                yield argument, places[parameter]

    def _places(self, step: str, above: frozenset[str]) -> Mapping[str, Span]:
        """Return the parameters of a step that are counted as elapsed time."""
        if step in above:  # a circle is reported as such
            return {}
        found = dict(self._direct[step])
        for use in self._passed[step]:
            inner = self._places(use.step.text, above | {step})
            for parameter, argument in zip(self._parameters(use.step.text), use.arguments, strict=False):
                if parameter in inner and isinstance(argument, ast.Parameter):
                    found.setdefault(argument.name.text, inner[parameter])
        return found

    def _parameters(self, step: str) -> tuple[str, ...]:
        symbol = self._symbols.find(SymbolKind.STEP, step)
        if symbol is None or not isinstance(symbol.node, ast.Step):
            return ()
        return tuple(parameter.name.text for parameter in symbol.node.parameters)


def _step(declaration: ast.Declaration) -> Iterator[str]:
    if isinstance(declaration, ast.Step):
        yield declaration.name.text
