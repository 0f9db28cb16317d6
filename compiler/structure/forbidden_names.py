"""Names that a declaration cannot have, because the language gives them a meaning in the same place."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.compiler.inspection import Inspection
from maflow.compiler.symbols import BUILT_IN_CATEGORIES
from maflow.dsl import ast
from maflow.dsl.diagnostics import Text

__all__ = ["check_forbidden_names"]

# `at most 3 messages from one campaign`: none of these can be told from the language's own words.
_IN_LIMITS = frozenset({"to", "from", "of", "per"})
_OF_TEST_USERS = frozenset({"consent", "tags", "did"})
_OF_EVERY_EVENT = frozenset({"id", "time"})
_HOLDOUT = frozenset({"holdout"})


def check_forbidden_names(inspection: Inspection) -> None:
    """Report channels, categories, attributes, properties and splits with names they cannot have.

    Source: language reference, sections 3, 6 and 10. Reports: MA001, MA109.
    """
    _check_built_in(inspection)
    for kind, forbidden, name in _named(inspection):
        if name.text in forbidden:
            help = (Text(f"MA001.forbidden-{kind}"),)
            args = {"kind": f"@kind.{kind}", "name": name.text}
            inspection.context.report("MA001", name.span, "MA001.forbidden-name", args=args, help=help)


def _check_built_in(inspection: Inspection) -> None:
    for category, _, _ in inspection.project.nodes.all(ast.Category):
        if category.name.text in BUILT_IN_CATEGORIES:
            args = {"name": category.name.text}
            inspection.context.report("MA109", category.name.span, "MA109.built-in", args=args)


def _named(inspection: Inspection) -> Iterator[tuple[str, frozenset[str], ast.Name]]:
    nodes = inspection.project.nodes
    for channel, _, _ in nodes.all(ast.Channel):
        yield "channel", _IN_LIMITS, channel.name
    for category, _, _ in nodes.all(ast.Category):
        yield "category", _IN_LIMITS, category.name
    for declared, holder, _ in nodes.all(ast.Property):
        if isinstance(holder, ast.User):
            yield "attribute", _OF_TEST_USERS, declared.name
        else:
            yield "property", _OF_EVERY_EVENT, declared.name
    for name in _split_names(inspection):
        yield "split", _HOLDOUT, name


def _split_names(inspection: Inspection) -> Iterator[ast.Name]:
    nodes = inspection.project.nodes
    yield from (split.name for split, _, _ in nodes.all(ast.Split))
    yield from (split.name for split, _, _ in nodes.all(ast.SplitBy))
    yield from (split.name for split, _, _ in nodes.all(ast.SplitLearning))
