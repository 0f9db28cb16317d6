"""What a guard says, and how a rule is written in the journal."""

from __future__ import annotations

from dataclasses import dataclass

from maflow.dsl import ast
from maflow.dsl.printer import print_node

__all__ = ["Refused", "rule_text"]

_ONE_LINE = 100_000


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a message may not go out now.

    Shape: `until` is when the rule no longer stands against it, None if never or not known; `value` is
    the count that stood against it; `may_wait` if it is to be asked again then.
    """

    reason: str
    rule: str | None = None
    until: int | None = None
    value: int | None = None
    may_wait: bool = False


def rule_text(rule: ast.LimitRule | ast.QuietHours) -> str:
    """Return a rule as the formatter writes it in English, on one line."""
    return print_node(rule, width=_ONE_LINE)
