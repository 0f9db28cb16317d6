"""Statements that change something: tags, attributes, variables, other campaigns (section 8)."""

from __future__ import annotations

from collections.abc import Callable

from maflow.dsl import ast
from maflow.runtime.core.inputs import Value
from maflow.runtime.core.journal import DecisionKind
from tests.reference.declared import Declared
from tests.reference.expressions import Evaluator
from tests.reference.history import User
from tests.reference.literals import moment_of
from tests.reference.runs import Run
from tests.reference.scope import Scope
from tests.reference.state import State
from tests.reference.values import Duration, Typed, plain, written

__all__ = ["Changes"]


class Changes:
    """Makes changes. `change` writes an attribute of a user; None makes it unknown."""

    def __init__(
        self,
        state: State,
        declared: Declared,
        evaluator: Evaluator,
        change: Callable[[User, str, Value], None],
    ) -> None:
        self._state = state
        self._declared = declared
        self._evaluator = evaluator
        self._change = change

    def make(
        self,
        run: Run,
        node: ast.TagAdd | ast.TagRemove | ast.Set | ast.Unset | ast.Start,
        name: str,
        scope: Scope,
    ) -> None:
        """Make one change; a held-out user is spared all but those of the run (section 9)."""
        match node:
            case ast.Set(target=target, value=value) if target.scope is ast.Scope.RUN:
                self._set_variable(run, target.name.text, self._evaluator.value(value, scope), name)
            case ast.Unset(target=target) if target.scope is ast.Scope.RUN:
                self._set_variable(run, target.name.text, None, name)
            case _ if run.is_held_out:
                self._state.record_of(run, DecisionKind.SKIPPED, node=name, reason="holdout")
            case ast.Set(target=target):
                self._set_attribute(run, scope.user, target.name.text, self._assigned(node, scope), name)
            case ast.Unset(target=target):
                self._set_attribute(run, scope.user, target.name.text, None, name)
            case ast.TagAdd(tag=tag) if tag.value not in scope.user.tags:
                scope.user.tags.add(tag.value)
                self._tagged(run, scope.user, tag.value, "add", name)
            case ast.TagRemove(tag=tag) if tag.value in scope.user.tags:
                scope.user.tags.discard(tag.value)
                self._tagged(run, scope.user, tag.value, "remove", name)
            case ast.Start(campaign=campaign):
                self._state.raise_call(run.user_id, campaign.text)
            case _:
                pass

    def _set_variable(self, run: Run, variable: str, value: Typed | None, name: str) -> None:
        run.variables[variable] = Duration(value.ms) if isinstance(value, Duration) else value
        self._record_set(run, f"run.{variable}", value, name)

    def _set_attribute(self, run: Run, user: User, attribute: str, value: Typed | None, name: str) -> None:
        self._change(user, attribute, plain(value))
        self._record_set(run, f"user.{attribute}", value, name)

    def _record_set(self, run: Run, target: str, value: Typed | None, name: str) -> None:
        self._state.record_of(run, DecisionKind.SET, node=name, reason=target, value=written(value))

    def _assigned(self, node: ast.Set, scope: Scope) -> Typed | None:
        """A date that is written for a moment stands for its first instant."""
        declared = self._declared.attributes[node.target.name.text].type
        if isinstance(node.value, ast.DateLiteral) and getattr(declared, "word", None) is ast.TypeWord.MOMENT:
            return moment_of(node.value, self._declared.zone)
        return self._evaluator.value(node.value, scope)

    def _tagged(self, run: Run, user: User, tag: str, reason: str, name: str) -> None:
        user.touched.add(("tag", tag))
        self._state.record_of(run, DecisionKind.TAGGED, node=name, value=tag, reason=reason)
