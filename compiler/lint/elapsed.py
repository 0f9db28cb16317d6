"""Which parameters of a step are used as elapsed time, in the step itself or in the steps it uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from maflow.compiler.context import ResolvedProject
from maflow.compiler.durations import placed_durations
from maflow.compiler.symbols import SymbolKind
from maflow.dsl import ast
from maflow.dsl.source import Span

__all__ = ["ElapsedParameters"]

# A step and one of its parameters.
_Slot = tuple[str, str]


class ElapsedParameters:
    """Finds for an argument of a step the place where it would be counted as elapsed time."""

    def __init__(self, project: ResolvedProject) -> None:
        self._symbols = project.symbols
        self._places: dict[_Slot, Span] = {}
        for placed in placed_durations(project):
            match placed.declaration, placed.duration:
                case ast.Step() as step, ast.DurationParameter(name=name) if placed.place.is_elapsed:
                    self._places.setdefault((step.name.text, name.text), name.span)
        self._spread(self._handed_on(project))

    def uses(self, use: ast.UseStep) -> Iterator[tuple[ast.Expression, Span]]:
        """Yield the arguments of a step that are counted as elapsed time, each with the place where."""
        for slot, argument in self._filled(use):
            if slot in self._places:
                yield argument, self._places[slot]

    def _spread(self, handed_on: dict[_Slot, list[_Slot]]) -> None:
        """Find the parameters that steps hand on to parameters which are counted as elapsed time."""
        waiting = list(self._places)
        while waiting:
            inner = waiting.pop()
            for outer in handed_on[inner]:
                if outer not in self._places:
                    self._places[outer] = self._places[inner]
                    waiting.append(outer)

    def _handed_on(self, project: ResolvedProject) -> dict[_Slot, list[_Slot]]:
        found: dict[_Slot, list[_Slot]] = defaultdict(list)
        for use, step, _ in project.nodes.all(ast.UseStep):
            for slot, argument in self._filled(use):
                if isinstance(step, ast.Step) and isinstance(argument, ast.Parameter):
                    found[slot].append((step.name.text, argument.name.text))
        return found

    def _filled(self, use: ast.UseStep) -> Iterator[tuple[_Slot, ast.Expression]]:
        """Yield the parameters of a step that is used, each with what is handed to it."""
        symbol = self._symbols.find(SymbolKind.STEP, use.step.text)
        if symbol is not None and isinstance(symbol.node, ast.Step):
            for parameter, argument in zip(symbol.node.parameters, use.arguments, strict=False):
                yield (use.step.text, parameter.name.text), argument
