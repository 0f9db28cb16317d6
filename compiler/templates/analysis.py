"""Finds every variable, filter, tag and local of a template, and where a variable may be nothing.

The template is walked as it runs: an `{% if user.name %}` makes `user.name` known inside it, arms meet
again after it. A loop is walked once.
"""

from __future__ import annotations

from typing import assert_never

import msgspec

from maflow.compiler.templates.filters import guards
from maflow.compiler.templates.guards import Known, known_after, known_to_match
from maflow.compiler.templates.model import (
    FilterUse,
    Local,
    LocalKind,
    Role,
    TagUse,
    TemplateAnalysis,
    VariableUse,
)
from maflow.compiler.templates.nodes import (
    Assign,
    Capture,
    Case,
    Comparison,
    Condition,
    Constant,
    ConstantKind,
    Counter,
    Cycle,
    FilterCall,
    Filtered,
    IfChanged,
    IfNode,
    Jump,
    LoopNode,
    Output,
    Path,
    Piece,
    RangeValue,
    Segment,
    Tag,
    TemplateNode,
    TemplateText,
    Value,
)
from maflow.compiler.templates.parser import has_markup, parse_template

__all__ = ["analyse"]

_LOOP_NAMES = {"for": "forloop", "tablerow": "tablerowloop"}


def analyse(value: str) -> TemplateAnalysis:
    """Read a template and tell what it uses; of an expression with a mistake only the mistake is told.

    Law: never raises; every place lies inside the text.
    Example:
        >>> [use.path.keys for use in analyse("{{ user.name | default: 'you' }}").variables]
        [('user', 'name')]
    """
    if not has_markup(value):
        return TemplateAnalysis(value, (TemplateText(0, len(value), value),) if value else ())
    template = parse_template(value)
    walker = _Walker()
    walker.walk(template.nodes)
    return TemplateAnalysis(
        value,
        template.nodes,
        template.problems,
        tuple(use for use in walker.variables if not _is_inside(use.path, template.broken)),
        tuple(use for use in walker.filters if not _is_inside(use.expression, template.broken)),
        tuple(walker.tags),
        tuple(walker.defined),
    )


def _is_inside(piece: Piece, places: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= piece.start < end for start, end in places)


class _Walker:
    """Collects uses; `known` and `locals` describe the place that the walk has reached."""

    def __init__(self) -> None:
        self.variables: list[VariableUse] = []
        self.filters: list[FilterUse] = []
        self.tags: list[TagUse] = []
        self.defined: list[Local] = []
        self.known: Known = frozenset()
        self.locals: dict[str, Local] = {}
        self._owns_locals = True

    def walk(self, nodes: tuple[TemplateNode, ...]) -> None:
        """Walk nodes in order."""
        for node in nodes:
            if isinstance(node, Tag):
                self.tags.append(TagUse(node.name_start, node.name_start + len(node.name), node.name))
            self._node(node)

    def _node(self, node: TemplateNode) -> None:
        match node:
            case TemplateText() | Jump():
                pass
            case Output():
                self._filtered(node.expression, Role.PRINTED)
            case Assign():
                self._assign(node)
            case IfNode():
                self._if(node)
            case LoopNode():
                self._loop(node)
            case Case():
                self._case(node)
            case Capture() | Counter():
                self._made(node)
            case Cycle():
                self._cycle(node)
            case IfChanged():
                self.walk(node.body)
            case _:
                assert_never(node)

    def _made(self, node: Capture | Counter) -> None:
        if isinstance(node, Capture):
            self.walk(node.body)
        self._define(node.variable, LocalKind.CAPTURED if isinstance(node, Capture) else LocalKind.COUNTER)

    def _assign(self, node: Assign) -> None:
        first = len(self.variables)
        self._filtered(node.expression, Role.ASSIGNED)
        value = node.expression.value
        made = [use for use in self.variables[first:] if use.path is value]
        alias = value if isinstance(value, Path) and not node.expression.filters else None
        self._define(
            node.variable,
            LocalKind.ASSIGNED,
            alias=self._outside(alias),
            sources=made[0].sources if made else (),
            may_be_unset=bool(made) and made[0].local is not None and made[0].local.may_be_unset,
        )

    def _outside(self, path: Path | None) -> Path | None:
        """Return the outside variable that a path stands for, where that is one as a whole."""
        if path is None or path.root not in self.locals:
            return path
        local = self.locals[path.root]
        is_whole = len(path.segments) == 1 and local.kind is LocalKind.ASSIGNED
        return local.alias if is_whole else None

    def _define(
        self,
        variable: Segment,
        kind: LocalKind,
        *,
        alias: Path | None = None,
        sources: tuple[Path, ...] = (),
        may_be_unset: bool = False,
    ) -> None:
        name = str(variable.key)
        local = Local(name, variable.start, variable.end, kind, alias, sources, may_be_unset)
        self.defined.append(local)
        if not self._owns_locals:
            self.locals, self._owns_locals = dict(self.locals), True
        self.locals[name] = local
        if self.known:
            self.known = frozenset(keys for keys in self.known if keys[0] != name)

    def _if(self, node: IfNode) -> None:
        before, known_so_far = self.locals, self.known
        ends = []
        for arm in node.arms:
            self.known, self.locals = known_so_far, before
            self._condition(arm.condition)
            when_true, when_false = known_after(arm.condition)
            if arm.is_negated:
                when_true, when_false = when_false, when_true
            ends.append(self._branch(arm.body, before, known_so_far | when_true))
            known_so_far |= when_false
        ends.append(self._branch(node.otherwise, before, known_so_far))
        self._meet(ends)

    def _case(self, node: Case) -> None:
        self._value(node.subject, Role.TESTED)
        before, known = self.locals, self.known
        ends = []
        for arm in node.arms:
            self.known, self.locals = known, before
            for value in arm.values:
                self._value(value, Role.TESTED)
            ends.append(self._branch(arm.body, before, known | known_to_match(node.subject, arm.values)))
        ends.append(self._branch(node.otherwise, before, known))
        self._meet(ends)

    def _branch(
        self, body: tuple[TemplateNode, ...], before: dict[str, Local], known: Known
    ) -> tuple[dict[str, Local], Known]:
        self.locals, self.known, self._owns_locals = before, known, False
        self.walk(body)
        return self.locals, self.known

    def _meet(self, ends: list[tuple[dict[str, Local], Known]]) -> None:
        """Go on from where several ways come together."""
        self.known = frozenset.intersection(*(known for _, known in ends))
        ways = [way for way, _ in ends]
        self.locals, self._owns_locals = ways[0], False
        if any(way is not ways[0] for way in ways):
            names = dict.fromkeys(name for way in ways for name in way)
            self.locals = {name: _joined([way.get(name) for way in ways]) for name in names}
            self._owns_locals = True

    def _loop(self, node: LoopNode) -> None:
        self._value(node.over, Role.LOOPED)
        for parameter in node.parameters:
            self._value(parameter.value, Role.LOOPED)
        before, known = self.locals, self.known
        after, known_after_body = self._loop_body(node)
        mine = (str(node.variable.key), _LOOP_NAMES[node.name])
        after = {name: local for name, local in after.items() if name not in mine}
        after |= {name: before[name] for name in mine if name in before}
        otherwise = self._branch(node.otherwise, before, known)
        self._meet([otherwise, (after, known_after_body), (before, known)])

    def _loop_body(self, node: LoopNode) -> tuple[dict[str, Local], Known]:
        alias = self._outside(node.over) if isinstance(node.over, Path) else None
        self._owns_locals = False
        self._define(node.variable, LocalKind.ITEM, alias=alias)
        name_end = node.name_start + len(node.name)
        self._define(Segment(node.name_start, name_end, _LOOP_NAMES[node.name]), LocalKind.LOOP)
        return self._branch(node.body, self.locals, self.known | known_to_match(node.over, ()))

    def _cycle(self, node: Cycle) -> None:
        if node.group is not None:
            self._value(node.group, Role.TESTED)
        for value in node.values:
            self._value(value, Role.PRINTED)

    def _condition(self, condition: Condition) -> None:
        while not isinstance(condition, Comparison):
            self._comparison(condition.left)
            condition = condition.right
        self._comparison(condition)

    def _comparison(self, test: Comparison) -> None:
        self._value(test.left, Role.TESTED)
        if test.right is not None:
            self._value(test.right, Role.TESTED)

    def _filtered(self, expression: Filtered, role: Role) -> None:
        calls = expression.filters
        self._value(expression.value, role, expression, is_guarded=bool(calls) and guards(_names(calls)))
        if not calls:
            return
        inside = {name: self.locals[name] for name in _roots(expression) if name in self.locals}
        for index, call in enumerate(calls):
            self.filters.append(FilterUse(expression, index, inside))
            is_guarded = call.name == "default" and guards(_names(calls[index + 1 :]))
            for argument in call.arguments:
                self._value(argument.value, Role.ARGUMENT, expression, is_guarded=is_guarded)

    def _value(
        self, value: Value, role: Role, expression: Filtered | None = None, *, is_guarded: bool = False
    ) -> None:
        if isinstance(value, RangeValue):
            self._value(value.first, role, expression)
            self._value(value.last, role, expression)
        elif isinstance(value, Path):
            self._path(value, role, expression, is_guarded or (bool(self.known) and value.keys in self.known))

    def _path(self, path: Path, role: Role, expression: Filtered | None, is_guarded: bool) -> None:
        local = self.locals.get(path.root)
        if is_guarded and local is not None and local.may_be_unset:
            local = msgspec.structs.replace(local, may_be_unset=False)
        sources = () if is_guarded else _sources(path, local)
        self.variables.append(VariableUse(path, role, local, sources, expression))
        for segment in path.segments:
            if isinstance(segment.key, Path):
                self._value(segment.key, Role.INDEX)


def _names(calls: tuple[FilterCall, ...]) -> tuple[str, ...]:
    """Return the names of filters, a `default` without anything left out."""
    return tuple(call.name for call in calls if call.name != "default" or not _is_nil_default(call))


def _is_nil_default(call: FilterCall) -> bool:
    values = [argument.value for argument in call.arguments if argument.keyword is None]
    return all(isinstance(value, Constant) and value.kind is ConstantKind.NIL for value in values)


def _roots(expression: Filtered) -> list[str]:
    values = [expression.value, *(a.value for call in expression.filters for a in call.arguments)]
    return [value.root for value in values if isinstance(value, Path)]


def _sources(path: Path, local: Local | None) -> tuple[Path, ...]:
    if local is None:
        return (path,)
    return local.sources if local.kind is LocalKind.ASSIGNED else ()


def _joined(ways: list[Local | None]) -> Local:
    """Return a local as it is where several ways meet; None is a way on which nothing has set it."""
    found = [local for local in ways if local is not None]
    aliases = {local.alias.keys if local.alias else None for local in found}
    sources = {source.keys: source for local in found for source in local.sources}
    return msgspec.structs.replace(
        found[0],
        alias=found[0].alias if len(aliases) == 1 else None,
        sources=tuple(sources.values()),
        may_be_unset=len(found) < len(ways) or any(local.may_be_unset for local in found),
    )
