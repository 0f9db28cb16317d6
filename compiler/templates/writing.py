"""MA606: Liquid that does not exist or cannot be read: filters, tags, and everything between the braces."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.compiler.templates.facts import TemplateScope
from maflow.compiler.templates.filters import FILTERS, Accepts, FilterSpec
from maflow.compiler.templates.findings import Finding, TemplateFix, TemplateLabel
from maflow.compiler.templates.lookup import types_before
from maflow.compiler.templates.meant import meant_word
from maflow.compiler.templates.model import FilterUse, TemplateAnalysis
from maflow.compiler.templates.nodes import FilterCall
from maflow.compiler.templates.problems import TemplateEdit, TemplateProblem
from maflow.dsl.diagnostics import Text

__all__ = ["check_writing"]

_FILTER_NAMES = frozenset(FILTERS)
_TEXTS = frozenset({"text", "choice", "email", "phone", "url", "timezone", "channel"})
_ACCEPTED = {
    Accepts.MONEY: frozenset({"money"}),
    Accepts.MOMENT: frozenset({"date", "moment", "time", "text", "integer"}),
    Accepts.NUMBER: frozenset({"number", "integer", "text"}),
    Accepts.LIST: frozenset({"list"}),
    Accepts.TEXT: _TEXTS | {"boolean", "date", "duration", "integer", "moment", "money", "number", "time"},
}
_EXPECTED = {
    Accepts.MONEY: "money",
    Accepts.MOMENT: "moment",
    Accepts.NUMBER: "number",
    Accepts.LIST: "list",
    Accepts.TEXT: "text",
}


def check_writing(analysis: TemplateAnalysis, scope: TemplateScope) -> list[Finding]:
    """Report what is wrong with the Liquid of a template.

    Reports: MA606
    """
    findings = [_from_problem(problem) for problem in analysis.problems]
    for use in analysis.filters:
        findings.extend(_check_filter(use, analysis.value, scope))
    return sorted(findings, key=lambda finding: finding.start)


def _from_problem(problem: TemplateProblem) -> Finding:
    title = problem.help[0] if problem.help else Text("MA606.mend")
    fixes = (TemplateFix(title, problem.edits),) if problem.edits else ()
    return Finding(
        code="MA606",
        start=problem.start,
        end=problem.end,
        message=problem.message,
        help=problem.help,
        fixes=fixes,
    )


def _check_filter(use: FilterUse, value: str, scope: TemplateScope) -> Iterator[Finding]:
    call = use.expression.filters[use.index]
    if not call.name:
        return
    spec = FILTERS.get(call.name)
    if spec is None:
        yield _unknown_filter(call)
        return
    message = _wrong_arguments(call, spec)
    if message is not None:
        yield Finding(code="MA606", start=call.start, end=call.end, message=message)
    keyword = next((a for a in call.arguments if a.keyword and a.keyword not in spec.keywords), None)
    if keyword is not None:
        args = {"filter": call.name, "argument": str(keyword.keyword)}
        end = keyword.start + len(str(keyword.keyword))
        message = Text("MA606.unknown-argument", args)
        yield Finding(code="MA606", start=keyword.start, end=end, message=message)
    yield from _wrong_type(use, call, spec, value, scope)


def _unknown_filter(call: FilterCall) -> Finding:
    meant = meant_word(call.name, _FILTER_NAMES)
    fixes: tuple[TemplateFix, ...] = ()
    help: tuple[Text, ...] = ()
    if meant is not None:
        help = (Text("help.did-you-mean", {"name": meant}),)
        fixes = (TemplateFix(help[0], (TemplateEdit(call.start, call.name_end, meant),)),)
    return Finding(
        code="MA606",
        start=call.start,
        end=call.name_end,
        message=Text("MA606.unknown-filter", {"name": call.name}),
        help=help,
        fixes=fixes,
    )


def _wrong_arguments(call: FilterCall, spec: FilterSpec) -> Text | None:
    count = sum(argument.keyword is None for argument in call.arguments)
    if spec.minimum <= count <= spec.maximum:
        return None
    args = {"filter": call.name}
    if spec.maximum == 0:
        return Text("MA606.takes-none", args)
    if spec.minimum == spec.maximum:
        return Text("MA606.takes-exactly", {**args, "count": str(spec.minimum)})
    bounds = {"minimum": str(spec.minimum), "maximum": str(spec.maximum)}
    return Text("MA606.takes-between", {**args, **bounds})


def _wrong_type(
    use: FilterUse, call: FilterCall, spec: FilterSpec, value: str, scope: TemplateScope
) -> Iterator[Finding]:
    accepted = _ACCEPTED.get(spec.accepts)
    if accepted is None:
        return
    wrong = sorted(types_before(use, scope) - accepted)
    if not wrong:
        return
    before = use.expression.filters[use.index - 1].end if use.index else use.expression.value.end
    start = use.expression.value.start
    expected = f"@type.{_EXPECTED[spec.accepts]}"
    args = {"filter": call.name, "expected": expected, "found": f"@type.{wrong[0]}"}
    is_after_default = any(earlier.name == "default" for earlier in use.expression.filters[: use.index])
    help = [Text("MA606.default-last", {"filter": call.name})] if is_after_default else []
    if spec.accepts is Accepts.NUMBER and "money" in wrong:
        help.append(Text("MA606.reckon-in-flow"))
    found = Text("MA606.is-type", {"value": value[start:before], "type": args["found"]})
    yield Finding(
        code="MA606",
        start=call.start,
        end=call.name_end,
        message=Text("MA606.wrong-type", args),
        inner_labels=(TemplateLabel(start, before, found),),
        help=tuple(help),
    )
