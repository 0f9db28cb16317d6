"""Every name and every structure outside expressions: what is declared, how often, and what uses it."""

from __future__ import annotations

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.inspection import Inspection, suggest
from maflow.compiler.references import Reference, find_target, references
from maflow.compiler.structure.campaigns import check_campaigns
from maflow.compiler.structure.clauses import check_clauses
from maflow.compiler.structure.duplicates import check_duplicates
from maflow.compiler.structure.forbidden_names import check_forbidden_names
from maflow.compiler.structure.steps import check_steps, describe_parameter
from maflow.compiler.symbols import SymbolKind
from maflow.dsl import ast
from maflow.dsl.counted import MEASURE_WORDS
from maflow.dsl.diagnostics import Label, Text
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.source import Span

__all__ = ["resolve_names"]

_PARAMETER_WORDS = {
    SymbolKind.CHANNEL: ast.TypeWord.CHANNEL,
    SymbolKind.MESSAGE: ast.TypeWord.MESSAGE,
}


def resolve_names(project: ResolvedProject, context: CompileContext) -> None:
    """Check names and structure outside expressions.

    Reports: MA001, MA101, MA105, MA109.
    """
    inspection = Inspection(project, context)
    check_duplicates(inspection)
    check_clauses(inspection)
    check_forbidden_names(inspection)
    tests = {module.path for module in project.modules if module.path.endswith("_test.ma")}
    for reference in references(project):
        if not reference.is_in_expression and not _is_known(inspection, reference):
            _report(inspection, reference)
        elif reference.span.file not in tests and not isinstance(reference.holder, ast.Test):
            _check_leaves_tests(inspection, reference)
        if isinstance(reference.node, ast.Start | ast.CallAction):
            _check_may_be_called(inspection, reference)
    check_steps(inspection)
    check_campaigns(inspection)


def _check_leaves_tests(inspection: Inspection, reference: Reference) -> None:
    target = find_target(inspection.project, reference)
    if reference.parameter is None and target is not None and target.is_test:
        args = {"kind": f"@kind.{target.kind.value}", "name": reference.name}
        labels = (Label(target.span, Text("types.declared-here")),)
        inspection.context.report("MA101", reference.span, "MA101.only-in-test", args=args, labels=labels)


def _check_may_be_called(inspection: Inspection, reference: Reference) -> None:
    """Report a campaign that is started or called, but is entered in other ways only."""
    target = find_target(inspection.project, reference)
    if reference.parameter is not None or target is None or not isinstance(target.node, ast.Campaign):
        return
    campaign = target.node
    if inspection.project.is_damaged(campaign):
        return
    if not any(isinstance(clause, ast.EnterByCall) for clause in campaign.clauses):
        inspection.context.report(
            "MA101",
            reference.span,
            "MA101.not-callable",
            args={"name": reference.name},
            labels=(Label(target.span, Text("types.declared-here")),),
            help=(Text("MA101.make-callable", {"name": reference.name}),),
        )


def _is_known(inspection: Inspection, reference: Reference) -> bool:
    if reference.parameter is not None or find_target(inspection.project, reference) is not None:
        return True
    return any(reference.name in inspection.known_names(kind) for kind in reference.kinds)


def _report(inspection: Inspection, reference: Reference) -> None:
    kind = reference.kinds[0]
    mistaken = next((p for p in _parameters(reference) if p.name.text == reference.name), None)
    if mistaken is not None:
        _report_parameter(inspection, reference, mistaken)
    elif _is_limited(reference, SymbolKind.CATEGORY) and reference.name in MEASURE_WORDS:
        _report_measure_word(inspection, reference)
    elif _is_category_without_messages(inspection, reference):
        _report_bare_category(inspection, reference)
    else:
        also = [p.name.text for p in _parameters(reference) if _names_a(p, kind)]
        if _is_limited(reference, SymbolKind.CHANNEL):
            messages = inspection.dialect(reference.span.file).write("messages")
            also += [messages] if nearest(reference.name, (messages,)) else []
        inspection.unknown_symbol(ast.Name(reference.span, reference.name), kind, also=also)


def _parameters(reference: Reference) -> tuple[ast.StepParameter, ...]:
    return reference.holder.parameters if isinstance(reference.holder, ast.Step) else ()


def _names_a(parameter: ast.StepParameter, kind: SymbolKind) -> bool:
    return isinstance(parameter.type, ast.NamedType) and parameter.type.word is _PARAMETER_WORDS.get(kind)


def _report_parameter(inspection: Inspection, reference: Reference, parameter: ast.StepParameter) -> None:
    args = {
        "name": reference.name,
        "expected": f"@type.{reference.kinds[0].value}",
        "found": describe_parameter(parameter),
    }
    labels = (Label(parameter.span, Text("types.declared-here")),)
    inspection.context.report("MA105", reference.span, "MA105.parameter-kind", args=args, labels=labels)


def _is_limited(reference: Reference, kind: SymbolKind) -> bool:
    return isinstance(reference.node, ast.LimitRule) and reference.kinds == (kind,)


def _is_category_without_messages(inspection: Inspection, reference: Reference) -> bool:
    return _is_limited(reference, SymbolKind.CHANNEL) and reference.name in inspection.known_names(
        SymbolKind.CATEGORY
    )


def _report_measure_word(inspection: Inspection, reference: Reference) -> None:
    """Report a measure word before what is counted, unless more is to be said of how it is counted."""
    assert isinstance(reference.node, ast.LimitRule), "categories are limited in limits"
    if not isinstance(reference.node.window, ast.BarePeriod):
        span = reference.span
        blank = Span(span.file, span.start, span.end + 1)
        fix = suggest(Text("fix.remove", {"text": reference.name}), blank, "")
        args = {"found": reference.name}
        inspection.context.report("MA001", span, "MA001.measure-word", args=args, fixes=(fix,))


def _report_bare_category(inspection: Inspection, reference: Reference) -> None:
    """Report `at most 3 promotional per …`, where `messages` is missing."""
    span = reference.span
    text = f"{reference.name} {inspection.dialect(span.file).write('messages')}"
    title = Text("MA101.category-messages", {"text": text})
    inspection.context.report(
        "MA101",
        span,
        "MA101.category-alone",
        args={"name": reference.name},
        help=(title,),
        fixes=(suggest(title, span, text),),
    )
