"""What a rule is: a code, a manual page in two languages, and a check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from maflow.compiler.context import CompileContext, ResolvedProject

__all__ = ["Check", "Rule"]

Check = Callable[[ResolvedProject, CompileContext], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the catalogue.

    The English manual page is the docstring of the rule's module, `manual_zh` the Chinese one. A rule
    that is reported where it is found (a lexer, a pass) has no check of its own and says in
    `reported_by` which modules report it.
    """

    code: str
    manual_zh: str
    check: Check | None = None
    reported_by: tuple[str, ...] = ()
