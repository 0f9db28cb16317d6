"""What fixes and sentences quote: the author's own text, and keywords in the dialect of the file."""

from __future__ import annotations

from maflow.compiler.context import CompileContext
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Text
from maflow.dsl.dialects import load_dialect
from maflow.dsl.source import Span

__all__ = ["quoted", "suggestion", "write_phrase"]


def quoted(context: CompileContext, span: Span) -> str:
    """Return the author's text of a span in one line."""
    source = context.sources.get(span.file)
    return " ".join(source.slice(span).split()) if source else ""


def suggestion(span: Span, replacement: str, key: str = "fix.write") -> Fix:
    """Return a fix that offers a text for a span; its title is a sentence about that `text`."""
    return Fix(Text(key, {"text": replacement}), Applicability.SUGGEST, (Edit(span, replacement),))


def write_phrase(row: str, dialect: str) -> str:
    """Return the keywords of a row of `grammar/keywords.yaml` in the words of a dialect.

    Example:
        >>> write_phrase("per calendar day", "en"), write_phrase("per calendar day", "zh-CN")
        ('per calendar day', '每自然日')
    """
    return load_dialect(dialect).write(row)
