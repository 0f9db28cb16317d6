"""What expressions are worth for the user of a machine: asked of the naive evaluation, over the whole log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from maflow.runtime.core.inputs import Event
from maflow.runtime.program import expressions as ir
from maflow.runtime.program.program import Program
from tests.differential.naive_ir import Passage, Question, Somebody

__all__ = ["Past", "evaluate", "holds"]


@dataclass(frozen=True)
class Past:
    """All that is known of a user at an instant. Shape: `consents` has (channel, category)."""

    program: Program
    now: int
    attributes: Mapping[str, Any]
    tags: frozenset[str] = frozenset()
    consents: frozenset[tuple[str, str]] = frozenset()
    log: list[Event] = field(default_factory=list)
    run: Passage | None = None
    event: Event | None = None


@dataclass(frozen=True)
class _Question(Question):
    """A question of a user of whom the consents are given as they are."""

    given: frozenset[tuple[str, str]] = frozenset()

    def consents(self, node: ir.Consents) -> bool:
        return (node.channel, node.category) in self.given


def holds(condition: ir.Expression | None, past: Past) -> bool:
    return condition is None or evaluate(condition, past) is True


# Any: a value of any type; what may stand where has been checked by the compiler.
def evaluate(node: ir.Expression, past: Past) -> Any:
    """Return the value of an expression, None where it is unknown."""
    user = Somebody("u", past.attributes, tuple(past.log), past.tags)
    return _Question(past.program, user, past.now, event=past.event, run=past.run, given=past.consents).value(
        node
    )
