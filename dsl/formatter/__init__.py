"""The formatter: one canonical layout for every file, and translation between dialects."""

from __future__ import annotations

from maflow.dsl.formatter.format import FormatResult, format_source

__all__ = ["FormatResult", "format_source"]
