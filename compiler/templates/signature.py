"""MA604: texts without the signature that their channel demands."""

from __future__ import annotations

import re

from maflow.compiler.templates.findings import Finding, TemplateFix
from maflow.compiler.templates.model import TemplateAnalysis
from maflow.compiler.templates.problems import TemplateEdit
from maflow.dsl.diagnostics import Text

__all__ = ["check_signature", "has_signature"]

_SIGNATURE = re.compile(r"^\s*【\s*[^】\s][^】]*】|【\s*[^【】\s][^【】]*】\s*$")


def check_signature(
    analysis: TemplateAnalysis, *, channel: str, plugin: str, has_field: bool, has_template_code: bool
) -> list[Finding]:
    """Report a text that has neither `【…】` nor a signature field nor the code of an approved template.

    Call it where the channel's plugin demands one.
    Reports: MA604
    """
    if has_field or has_template_code or has_signature(analysis.value):
        return []
    edit = TemplateEdit(0, 0, "【…】")
    return [
        Finding(
            code="MA604",
            start=0,
            end=len(analysis.value),
            message=Text("MA604.missing", {"channel": channel, "plugin": plugin}),
            help=(Text("MA604.ways"),),
            fixes=(TemplateFix(Text("MA604.insert"), (edit,)),),
        )
    ]


def has_signature(value: str) -> bool:
    """Tell whether a text begins or ends with something in `【】`.

    Example:
        >>> has_signature("【小店】您的购物车在等您"), has_signature("【】您好")
        (True, False)
    """
    return _SIGNATURE.search(value) is not None
