"""The variables of a run, and the types that a flow gives them by setting them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import heappop, heappush

from maflow.compiler.symbols import SymbolKind
from maflow.compiler.typing.flow import inner_blocks, parameters_of
from maflow.compiler.typing.infer import infer
from maflow.compiler.typing.scope import Scope
from maflow.compiler.typing.types import ANYTHING, Anything, Simple, SimpleType, Type, Typed
from maflow.dsl import ast
from maflow.dsl.visitor import walk

__all__ = ["variables_of"]

_INTEGER = SimpleType(Simple.INTEGER)
_NUMBER = SimpleType(Simple.NUMBER)
_BROKEN = (_NUMBER, SimpleType(Simple.PERCENT))


def variables_of(block: ast.Block, scope: Scope) -> Mapping[str, Typed]:
    """Return the variables that a flow sets, each with the type of its first value; reports nothing.

    Whole numbers are numbers: a variable that holds `0` in one place and `event.n` in another is a number.
    `set run.n = run.n default 0 + 1` says by what it falls back to of which type it is. A value that
    depends on a variable which is set further down is looked at again once that one is known.
    """
    quiet = replace(scope, context=scope.context.quiet())
    settings = list(_settings(block, quiet, set()))
    found: dict[str, Typed] = {}
    for node, _ in settings:
        found.setdefault(node.target.name.text, Typed(ANYTHING, True, node.target.name.span))
    _learn(settings, found)
    return found


def _learn(settings: Sequence[tuple[ast.Set, Scope]], found: dict[str, Typed]) -> None:
    """Find out the types of variables: in the order written, then again what reads one that is known now."""
    readers: dict[str, list[int]] = defaultdict(list)
    for index, (node, _) in enumerate(settings):
        for name in _read_in(node.value):
            readers[name].append(index)
    # The rounds in which a statement is to be looked at, and its place.
    to_do = [(0, index) for index in range(len(settings))]
    while to_do:
        turn, index = heappop(to_do)
        node, scope = settings[index]
        name = node.target.name.text
        before = found[name]
        if isinstance(before.type, Anything) or before.type == _INTEGER:
            what = _type_of(node.value, name, replace(scope, run=found))
            if _tells_more(before.type, what):
                is_first = isinstance(before.type, Anything)
                first = Typed(what, True, node.target.name.span)
                found[name] = first if is_first else replace(before, type=_NUMBER)
                for reader in readers[name]:
                    heappush(to_do, (turn + (reader <= index), reader))


def _tells_more(before: Type, what: Type) -> bool:
    if isinstance(before, Anything):
        return not isinstance(what, Anything)
    return what in _BROKEN


def _read_in(value: ast.Expression) -> Iterator[str]:
    """Yield the variables that are read in a value."""
    for node in walk(value):
        if isinstance(node, ast.Attribute) and node.scope is ast.Scope.RUN:
            yield node.name.text


def _type_of(value: ast.Expression, name: str, scope: Scope) -> Type:
    what = infer(value, scope).type
    for fallback in _fallbacks(value, name) if isinstance(what, Anything) else ():
        guess = Typed(infer(fallback, scope).type, True)
        what = infer(value, replace(scope, run={**(scope.run or {}), name: guess})).type
        if not isinstance(what, Anything):
            return what
    return what


def _fallbacks(value: ast.Expression, name: str) -> Iterator[ast.Expression]:
    """Yield what stands in a value for a variable that is not set yet."""
    for node in walk(value):
        match node:
            case ast.Default(operand=ast.Attribute(scope=ast.Scope.RUN) as operand, fallback=fallback):
                if operand.name.text == name:
                    yield fallback
            case _:
                continue


def _settings(block: ast.Block, scope: Scope, steps: set[str]) -> Iterator[tuple[ast.Set, Scope]]:
    """Yield the statements that set a variable, each in the scope of its place; a step comes once."""
    for statement in block.statements:
        if isinstance(statement, ast.Set) and statement.target.scope is ast.Scope.RUN:
            yield statement, scope
        elif isinstance(statement, ast.UseStep):
            yield from _settings_of_step(statement, scope, steps)
        for inner, inside in inner_blocks(statement, scope):
            yield from _settings(inner, inside, steps)


def _settings_of_step(use: ast.UseStep, scope: Scope, steps: set[str]) -> Iterator[tuple[ast.Set, Scope]]:
    symbol = scope.project.symbols.find(SymbolKind.STEP, use.step.text)
    if symbol is None or not isinstance(symbol.node, ast.Step) or use.step.text in steps:
        return
    steps.add(use.step.text)
    parameters = parameters_of(symbol.node, scope.project.settings.currency)
    yield from _settings(symbol.node.block, scope.with_parameters(parameters), steps)
