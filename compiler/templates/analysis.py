"""Finds every variable, filter, tag and local of a template, and where a variable may be nothing.

The template is walked as it runs: an `{% if user.name %}` makes `user.name` known inside it, and arms
meet again after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import assert_never

import msgspec

from maflow.compiler.templates.filters import guards, keeps_nothing
from maflow.compiler.templates.guards import Known, known_after, known_to_match
from maflow.compiler.templates.loops import after_any_round, assigned_in
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
    Echo,
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
    """Collects uses; `known`, `locals` and `items` describe the place that the walk has reached.

    `items` are the variables of the loops around it. They hide others, and what is assigned under such a
    name is seen after the loop only.
    """

    def __init__(self) -> None:
        self.variables: list[VariableUse] = []
        self.filters: list[FilterUse] = []
        self.tags: list[TagUse] = []
        self.defined: list[Local] = []
        self.known: Known = frozenset()
        self.locals: dict[str, Local] = {}
        self.items: dict[str, Local] = {}
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
            case Output() | Echo():
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
        kind = LocalKind.CAPTURED if isinstance(node, Capture) else LocalKind.COUNTER
        self._define(_local(node.variable, kind))

    def _assign(self, node: Assign) -> None:
        first = len(self.variables)
        self._filtered(node.expression, Role.ASSIGNED)
        value, calls = node.expression.value, node.expression.filters
        made = next((use for use in self.variables[first:] if use.path is value), None)
        before = made.local if made is not None else None
        self._define(
            Local(
                str(node.variable.key),
                node.variable.start,
                node.variable.end,
                LocalKind.ASSIGNED,
                self._outside(value if isinstance(value, Path) and not calls else None),
                made.sources if made is not None else (),
                is_disguised=bool(before and before.is_disguised) or not keeps_nothing(_names(calls)),
                may_be_unset=bool(before and before.may_be_unset),
            )
        )

    def _outside(self, path: Path | None) -> Path | None:
        """Return the outside variable that a path stands for, where that is one as a whole."""
        local = self._find(path.root) if path is not None else None
        if path is None or local is None:
            return path
        is_whole = len(path.segments) == 1 and local.kind is LocalKind.ASSIGNED
        return local.alias if is_whole else None

    def _find(self, name: str) -> Local | None:
        return self.items.get(name) or self.locals.get(name)

    def _define(self, local: Local) -> None:
        self.defined.append(local)
        if not self._owns_locals:
            self.locals, self._owns_locals = dict(self.locals), True
        self.locals[local.name] = local
        self.known = _without(self.known, (local.name,))

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
        after = self._loop_body(node)
        otherwise = self._branch(node.otherwise, before, known)
        self._meet([otherwise, after, (before, known)])

    def _loop_body(self, node: LoopNode) -> tuple[dict[str, Local], Known]:
        alias = self._outside(node.over) if isinstance(node.over, Path) else None
        name = Segment(node.name_start, node.name_start + len(node.name), _loop_name(node))
        mine = [_local(node.variable, LocalKind.ITEM, alias), _local(name, LocalKind.LOOP)]
        self.defined.extend(mine)
        self._expect_rounds(node.body)
        around, self.items = self.items, {**self.items, **{local.name: local for local in mine}}
        known = self.known | known_to_match(node.over, ())
        locals, known = self._branch(node.body, self.locals, _without(known, self.items))
        known = _without(known, self.items)
        self.items = around
        return locals, known

    def _expect_rounds(self, body: tuple[TemplateNode, ...]) -> None:
        """Weaken what is known of the variables that the body of a loop sets: it may have run before."""
        changed: dict[str, list[Assign | Capture]] = defaultdict(list)
        for node in assigned_in(body):
            changed[str(node.variable.key)].append(node)
        found = {}
        for name, nodes in changed.items():
            unset = Local(name, nodes[0].variable.start, nodes[0].variable.end, LocalKind.ASSIGNED)
            before = self.locals.get(name) or msgspec.structs.replace(unset, may_be_unset=True)
            found[name] = after_any_round(before, nodes, self.locals)
        self.locals, self._owns_locals = {**self.locals, **found}, True
        self.known = _without(self.known, changed)

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
        inside = {name: local for name in _roots(expression) if (local := self._find(name)) is not None}
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
        local = self._find(path.root)
        is_guarded = is_guarded and not (local is not None and local.is_disguised and local.sources)
        if is_guarded and local is not None and local.may_be_unset:
            local = msgspec.structs.replace(local, may_be_unset=False)
        sources = () if is_guarded else _sources(path, local)
        self.variables.append(VariableUse(path, role, local, sources, expression))
        for segment in path.segments:
            if isinstance(segment.key, Path):
                self._value(segment.key, Role.INDEX)


def _without(known: Known, roots: Collection[str]) -> Known:
    return frozenset(keys for keys in known if keys[0] not in roots) if known else known


def _local(variable: Segment, kind: LocalKind, alias: Path | None = None) -> Local:
    return Local(str(variable.key), variable.start, variable.end, kind, alias)


def _loop_name(node: LoopNode) -> str:
    return "tablerowloop" if node.is_table else "forloop"


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
    return (path,) if local is None else local.sources


def _joined(ways: list[Local | None]) -> Local:
    """Return a local as it is where several ways meet; None is a way on which nothing has set it."""
    found = [local for local in ways if local is not None]
    aliases = {local.alias.keys if local.alias else None for local in found}
    sources = {source.keys: source for local in found for source in local.sources}
    return msgspec.structs.replace(
        found[0],
        alias=found[0].alias if len(aliases) == 1 else None,
        sources=tuple(sources.values()),
        is_disguised=any(local.is_disguised for local in found),
        may_be_unset=len(found) < len(ways) or any(local.may_be_unset for local in found),
    )
