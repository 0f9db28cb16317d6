"""MA602: variables that are missing where the message is sent from."""

from __future__ import annotations

from maflow.compiler.templates.facts import NotFound, TemplateScope
from maflow.compiler.templates.findings import Finding, TemplateFix
from maflow.compiler.templates.lookup import look_up
from maflow.compiler.templates.model import TemplateAnalysis, VariableUse
from maflow.compiler.templates.problems import TemplateEdit
from maflow.dsl.diagnostics import Text
from maflow.dsl.did_you_mean import nearest

__all__ = ["check_names"]


def check_names(analysis: TemplateAnalysis, scope: TemplateScope) -> list[Finding]:
    """Report every variable that a template reads and that is not there, or not everywhere.

    Reports: MA602
    """
    findings = []
    for use in analysis.variables:
        found = look_up(use.path, use.local, scope)
        if isinstance(found, NotFound):
            findings.append(_finding(use, found, frozenset(local.name for local in analysis.locals)))
    return findings


def _finding(use: VariableUse, missing: NotFound, locals: frozenset[str]) -> Finding:
    faulty = use.path.segments[missing.first : missing.last] or use.path.segments[-1:]
    candidates = (
        missing.candidates | locals if missing.first == 0 and missing.candidates else missing.candidates
    )
    meant = missing.meant or nearest(str(faulty[0].key), candidates)
    fixes: tuple[TemplateFix, ...] = ()
    help = missing.help
    if meant is not None:
        title = Text("help.did-you-mean", {"name": meant})
        edit = TemplateEdit(faulty[0].start, faulty[-1].end, meant)
        help = (title, *help)
        fixes = (TemplateFix(title, (edit,)),)
    return Finding(
        code="MA602",
        start=faulty[0].start,
        end=faulty[-1].end,
        message=missing.message,
        labels=() if meant is not None else missing.labels,
        help=help,
        fixes=fixes,
    )
