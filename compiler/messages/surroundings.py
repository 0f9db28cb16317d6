"""What is around a statement: the parameters of the steps that it stands in, and the event of its block."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from maflow.compiler.symbols import SymbolKind
from maflow.compiler.typing.types import NameType, Type
from maflow.dsl import ast

__all__ = ["Given", "Surroundings"]


class Given(msgspec.Struct, frozen=True):
    """The name of a message or a channel where it is written; `is_passed` when a step was given it."""

    name: ast.Name
    is_passed: bool = False


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """The surroundings of a statement.

    Shape: `names` are the messages and channels that the step around it was given, by parameter; `types`
    are those of all its parameters, and `unknown` the parameters that may hold nothing. `event` is the
    event that opened the block.
    """

    names: Mapping[str, ast.Name] = {}
    types: Mapping[str, Type] = {}
    unknown: frozenset[str] = frozenset()
    event: ast.EventPattern | None = None

    def within(self, event: ast.EventPattern) -> Surroundings:
        """Return the surroundings inside a block that an event has opened."""
        return msgspec.structs.replace(self, event=event)

    def given(self, name: ast.Name, kind: SymbolKind) -> Given | None:
        """Return what a name of a message or a channel stands for, None where that cannot be said."""
        if self.types.get(name.text) != NameType(kind):
            return Given(name)
        passed = self.names.get(name.text)
        return Given(passed, is_passed=True) if passed is not None else None

    def argument(self, argument: ast.Expression, kind: SymbolKind) -> ast.Name | None:
        """Return the name of a message or a channel that is given to a step."""
        match argument:
            case ast.Parameter(name=name):
                found = self.given(name, kind)
                return found.name if found is not None else None
            case ast.TextLiteral(span=span, value=value):
                return ast.Name(span, value)
            case _:
                return None
