"""Lowers the templates of messages: their syntax trees to data that hosts make Python of.

What generated Python cannot do alike becomes a `Fallback` to python-liquid, whole: tags that count or draw
tables, filters over objects, and some rare ways to write what has a common one.

In HTML every value from outside is escaped, as python-liquid does it: what is written in the template is
not, nor what has gone through `safe`.
"""

from __future__ import annotations

from maflow.compiler.lower.template_expressions import Beyond, ExpressionLowering
from maflow.compiler.lower.template_nodes import NodeLowering
from maflow.compiler.lower.template_scope import TemplateTypes, Variables, is_outside
from maflow.compiler.templates import TemplateAnalysis, analyse
from maflow.compiler.templates.model import LocalKind
from maflow.runtime.program.templates import Fallback, Template

__all__ = ["TemplateTypes", "lower_analysis", "lower_template"]

_ASSIGNING = (LocalKind.ASSIGNED, LocalKind.CAPTURED)


def lower_template(value: str, types: TemplateTypes, *, is_html: bool = False) -> Template:
    """Return a template as data.

    The text has been checked: what could not be read of it is left out.
    Law: rendering what comes back gives what python-liquid gives for the text.
    Example:
        >>> lower_template("Hello, {{ campaign.name }}", TemplateTypes()).content[0]
        'Hello, '
    """
    return lower_analysis(analyse(value), types, is_html=is_html)


def lower_analysis(analysis: TemplateAnalysis, types: TemplateTypes, *, is_html: bool = False) -> Template:
    """Return a template, which has been read before, as data."""
    variables = Variables(types)
    names = dict.fromkeys(local.name for local in analysis.locals if local.kind in _ASSIGNING)
    if any(is_outside(name) or name == "forloop" for name in names):
        return _fallback(analysis, types, is_html=is_html)
    assigned = {name: slot for slot, name in enumerate(names)}
    expressions = ExpressionLowering(analysis.value, variables, assigned, is_html=is_html)
    try:
        nodes = NodeLowering(analysis.value, expressions, assigned).nodes(analysis.nodes)
    except Beyond:
        return _fallback(analysis, types, is_html=is_html)
    return Template(variables.all(), nodes)


def _fallback(analysis: TemplateAnalysis, types: TemplateTypes, *, is_html: bool) -> Template:
    variables = Variables(types)
    for use in analysis.variables:
        if use.local is None:
            variables.add(use.path)
    if any(use.expression.filters[use.index].name == "date" for use in analysis.filters):
        variables.need_clock(now=True)
    return Template(variables.all(), Fallback(analysis.value, is_html))
