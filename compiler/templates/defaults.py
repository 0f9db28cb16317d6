"""MA601: variables that may be unknown, printed without a `default`."""

from __future__ import annotations

from maflow.compiler.templates.facts import Resolved, TemplateScope
from maflow.compiler.templates.filters import FILTERS
from maflow.compiler.templates.findings import Finding, TemplateFix
from maflow.compiler.templates.meant import meant_word
from maflow.compiler.templates.model import Role, TemplateAnalysis, VariableUse
from maflow.compiler.templates.nodes import Filtered
from maflow.compiler.templates.problems import TemplateEdit
from maflow.dsl.diagnostics import Label, Text

__all__ = ["PLACEHOLDER", "check_defaults"]

PLACEHOLDER = "…"

_FILTER_NAMES = frozenset(FILTERS)
_TEXT_TYPES = frozenset({"text", "choice", "email", "phone", "url", "timezone", "channel", None})


def check_defaults(analysis: TemplateAnalysis, scope: TemplateScope) -> list[Finding]:
    """Report every place where nothing may be printed because a value is unknown.

    A template with mistakes in its writing is left alone: an `{% if %}` that cannot be read may be a guard,
    and so is a variable with a filter that is meant to be `default`.
    Reports: MA601
    """
    if analysis.problems:
        return []
    uses = (use for use in analysis.variables if use.needs_default and not _is_default_meant(use.expression))
    findings = (_finding(analysis.value, use, scope) for use in uses)
    return [finding for finding in findings if finding is not None]


def _is_default_meant(expression: Filtered | None) -> bool:
    """Tell whether a filter that does not exist looks like `default`."""
    names = {call.name for call in expression.filters} - _FILTER_NAMES if expression else ()
    return any(meant_word(name, _FILTER_NAMES) == "default" for name in names)


def _finding(value: str, use: VariableUse, scope: TemplateScope) -> Finding | None:
    unknown = [(path, found) for path in use.sources if (found := _unknown(scope.resolve(path)))]
    is_unset = use.local is not None and use.local.may_be_unset
    if not unknown and not is_unset:
        return None
    written = value[use.path.start : use.path.end]
    labels: tuple[Label, ...] = ()
    if unknown:
        path, found = unknown[0]
        message = Text("MA601.may-be-unknown", {"path": written})
        if use.local is not None:
            args = {"name": written, "path": value[path.start : path.end]}
            message = Text("MA601.local-may-be-unknown", args)
        labels = found.labels
    else:
        message = Text("MA601.may-be-unset", {"name": written})
    return Finding(
        code="MA601",
        start=use.path.start,
        end=use.path.end,
        message=message,
        labels=labels,
        help=(Text("MA601.guard", {"path": written}),),
        fixes=_fixes(use, unknown[0][1].type if unknown else None),
    )


def _unknown(found: object) -> Resolved | None:
    return found if isinstance(found, Resolved) and found.may_be_unknown else None


def _fixes(use: VariableUse, type_name: str | None) -> tuple[TemplateFix, ...]:
    at = _default_place(use, type_name)
    if at is None:
        return ()
    edit = TemplateEdit(at, at, f" | default: '{PLACEHOLDER}'")
    return (TemplateFix(Text("MA601.insert-default"), (edit,)),)


def _default_place(use: VariableUse, type_name: str | None) -> int | None:
    """Return where a `default` has to stand: before filters of texts, behind those of other values."""
    expression = use.expression
    if expression is None:
        return None
    if use.role is Role.ARGUMENT:
        return expression.end if _is_argument_of_default(use, expression) else None
    if expression.value is not use.path:
        return None
    keeps_nothing = all(
        (spec := FILTERS.get(call.name)) is not None and spec.keeps_nothing for call in expression.filters
    )
    return expression.end if keeps_nothing and type_name not in _TEXT_TYPES else use.path.end


def _is_argument_of_default(use: VariableUse, expression: Filtered) -> bool:
    call = expression.filters[-1]
    return call.name == "default" and any(argument.value is use.path for argument in call.arguments)
