"""The fields of a message's block: which ones its channel has, and what each may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.installed import missing_fields, unknown_field
from maflow.compiler.literals import fits, report_misfit
from maflow.compiler.typing.types import Simple, SimpleType
from maflow.dsl import ast
from maflow.dsl.diagnostics import Text
from maflow.dsl.did_you_mean import nearest
from maflow.plugins.spec import ChannelKind, FieldSpec, FieldType

__all__ = ["check_fields", "known_fields"]

_TEXT = SimpleType(Simple.TEXT)
_MARKUP = re.compile(r"\{\{|\{%")
# The link of a web page, of an app (`shop:cart`) or of a page inside one (`/cart`).
_LINK = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|/)\S*")
_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>.]+(?:\.[^@\s<>.]+)+")
_NAMED_ADDRESS = re.compile(rf"[^<>]*<{_ADDRESS.pattern}>\s*")


def known_fields(block: ast.MessageBlock, kind: ChannelKind) -> Iterator[tuple[ast.Field, FieldSpec]]:
    """Yield the fields of a block that its channel has."""
    for entry in block.entries:
        spec = kind.field(entry.name.text) if isinstance(entry, ast.Field) else None
        if isinstance(entry, ast.Field) and spec is not None:
            yield entry, spec


def check_fields(
    block: ast.MessageBlock,
    kind: ChannelKind,
    project: ResolvedProject,
    context: CompileContext,
    *,
    is_damaged: bool,
) -> None:
    """Check which fields stand in a block and what each holds.

    Of a damaged block nothing is missing, nor of one with an unknown field: that may be meant for it.
    Reports: MA105, MA106, MA113
    """
    written = [entry.name for entry in block.entries if isinstance(entry, ast.Field)]
    unknown = [name for name in written if kind.field(name.text) is None]
    near = [nearest(name.text, kind.field_names()) for name in unknown]
    for name in unknown:
        context.sink.add(unknown_field(name.text, name.span, kind, context.channels))
    if not is_damaged and all(near):
        meant = {*(name.text for name in written), *filter(None, near)}
        for missing in missing_fields(meant, block.channel.span, kind):
            context.sink.add(missing)
    for field, spec in known_fields(block, kind):
        _check_value(field, spec, project, context)


def _check_value(
    field: ast.Field, spec: FieldSpec, project: ResolvedProject, context: CompileContext
) -> None:
    match field.value:
        case ast.FileText():
            if not spec.can_be_file:
                args = {"field": spec.name}
                context.report("MA113", field.value.span, "MA113.no-file", args=args)
        case ast.TextLiteral():
            _check_text(field.value, spec, context)
        case _:
            misfit = fits(field.value, _TEXT, project)
            if misfit is not None:
                report_misfit(misfit, None, context)


def _check_text(text: ast.TextLiteral, spec: FieldSpec, context: CompileContext) -> None:
    if not spec.template and _MARKUP.search(text.value):
        context.report("MA113", text.span, "MA113.no-template", args={"field": spec.name})
        return
    match spec.type:
        case FieldType.URL if not _is_link(text.value):
            _report_form(text, "url", context)
        case FieldType.EMAIL if not _is_address(text.value):
            _report_form(text, "email", context)
        case _:
            pass
    limit = spec.max_length
    if limit is not None and len(text.value) > limit and not _MARKUP.search(text.value):
        args = {"field": spec.name, "limit": str(limit), "count": str(len(text.value))}
        context.report("MA113", text.span, "MA113.too-long", args=args)


def _is_link(value: str) -> bool:
    """Tell whether a text can be a link, or where a template stands in it, begins like one."""
    beginning = _before_markup(value)
    is_template = bool(_MARKUP.match(value.strip()))
    return is_template or _LINK.fullmatch(beginning) is not None


def _before_markup(value: str) -> str:
    return _MARKUP.split(value.strip(), maxsplit=1)[0]


def _is_address(value: str) -> bool:
    is_template = _MARKUP.search(value) is not None
    return is_template or any(form.fullmatch(value.strip()) for form in (_ADDRESS, _NAMED_ADDRESS))


def _report_form(text: ast.TextLiteral, kind: str, context: CompileContext) -> None:
    is_blank = kind == "url" and any(map(str.isspace, _before_markup(text.value)))
    help = Text("MA105.link-without-blanks" if is_blank else f"MA105.form-of-{kind}")
    found = f"`{text.value}`" if text.value.strip() else "@type.empty-text"
    args = {"expected": f"@type.{kind}", "found": found}
    context.report("MA105", text.span, "MA105.value", args=args, help=[help])
