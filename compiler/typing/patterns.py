"""Regular expressions: read by the engine that hosts run them with, so that what compiles can be run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from maflow.compiler.typing.scope import Scope
from maflow.dsl import ast
from maflow.dsl.diagnostics import Text

__all__ = ["check_pattern"]

# What a regular expression cannot have if it is to run in time linear in the text.
_NOT_LINEAR = re.compile(r"\\[1-9]|\(\?(?:[=!(]|<[=!]|P=)")
# What the engine says, and what authors are told.
_PROBLEMS: Mapping[str, str] = MappingProxyType(
    {
        "bad repetition operator": "@regex.repetition",
        "invalid character class": "@regex.class",
        "invalid character class range": "@regex.class",
        "invalid escape sequence": "@regex.escape",
        "invalid perl operator": "@regex.group",
        "invalid repetition size": "@regex.repetition-size",
        "missing )": "@regex.open-group",
        "missing ]": "@regex.open-class",
        "no argument for repetition operator": "@regex.nothing-repeated",
        "trailing \\": "@regex.ends",
        "unexpected )": "@regex.closes-nothing",
    }
)


def check_pattern(pattern: ast.TextLiteral, scope: Scope) -> None:
    """Check a regular expression.

    Reports: MA105.
    """
    problem = _problem(pattern.value)
    if problem is not None:
        scope.context.report("MA105", pattern.span, problem.key, args=problem.args)


def _problem(pattern: str) -> Text | None:
    # Only projects with `matches` need the library.
    import re2  # type: ignore[import-untyped]

    options = re2.Options()
    options.log_errors = False
    # Bytes that are no letters have been told of where the file was read.
    readable = pattern.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        re2.compile(readable, options)
    except re2.error as error:
        if _NOT_LINEAR.search(pattern):
            return Text("MA105.regex-not-linear")
        (said,) = error.args
        problem, _, part = (said.decode() if isinstance(said, bytes) else str(said)).partition(": ")
        told = _PROBLEMS.get(problem, "@regex.unknown")
        return Text("MA105.regex", {"problem": told, "part": part or pattern})
    return None
