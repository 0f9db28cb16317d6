"""What is known where a condition holds, the audiences that it speaks of included."""

from __future__ import annotations

from maflow.compiler.context import ResolvedProject
from maflow.compiler.symbols import SymbolKind
from maflow.compiler.templates.known_values import KnownAttribute, known_when_true
from maflow.dsl import ast

__all__ = ["Knowledge", "Known", "known_otherwise"]

Known = frozenset[KnownAttribute]

_NOTHING: Known = frozenset()


class Knowledge:
    """Answers for one project; each audience is looked through once."""

    def __init__(self, project: ResolvedProject) -> None:
        self._project = project
        self._audiences: dict[str, Known] = {}

    def when_true(self, condition: ast.Expression | None) -> Known:
        """Return the attributes that are known whenever a condition is true."""
        match condition:
            case None:
                return _NOTHING
            case ast.AllOf(operands=operands):
                return _NOTHING.union(*map(self.when_true, operands))
            case ast.AnyOf(operands=operands):
                return frozenset.intersection(*map(self.when_true, operands))
            case ast.InAudience(audience=audience, is_negated=False):
                return self._in_audience(audience.text)
            case _:
                return known_when_true(condition)

    def _in_audience(self, name: str) -> Known:
        if name not in self._audiences:
            self._audiences[name] = _NOTHING  # holds while it is looked through: audiences may go in circles
            symbol = self._project.symbols.find(SymbolKind.AUDIENCE, name)
            if symbol is not None and isinstance(symbol.node, ast.Audience):
                self._audiences[name] = self.when_true(symbol.node.condition)
        return self._audiences[name]


def known_otherwise(condition: ast.Expression) -> Known:
    """Return the attributes that are known whenever a condition is not true, be it false or unknown."""
    match condition:
        case ast.IsKnown(operand=ast.Attribute(scope=scope, name=name), is_negated=True):
            return frozenset({(scope, name.text)})
        case ast.Not(operand=ast.IsKnown(operand=ast.Attribute(scope=scope, name=name), is_negated=False)):
            return frozenset({(scope, name.text)})
        case ast.AnyOf(operands=operands):
            return _NOTHING.union(*map(known_otherwise, operands))
        case ast.AllOf(operands=operands):
            return frozenset.intersection(*map(known_otherwise, operands))
        case _:
            return _NOTHING
