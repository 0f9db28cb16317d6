"""What is wrong with the writing of a template, and how it is mended."""

from __future__ import annotations

import msgspec

from maflow.dsl.diagnostics import Text

__all__ = ["TemplateEdit", "TemplateProblem"]


class TemplateEdit(msgspec.Struct, frozen=True, gc=False):
    """Replace a part of the template's text."""

    start: int
    end: int
    replacement: str


class TemplateProblem(msgspec.Struct, frozen=True):
    """A mistake in the template's own language (MA606). `edits` mend it, when that can be said."""

    start: int
    end: int
    message: Text
    edits: tuple[TemplateEdit, ...] = ()
    help: tuple[Text, ...] = ()
