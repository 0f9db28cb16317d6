"""What a person or a program sees of a check: one report, many formats."""

from __future__ import annotations

from maflow.dsl.render.registry import Renderer, format_names, renderer_named
from maflow.dsl.render.report import RenderOptions, Report, Summary

__all__ = ["RenderOptions", "Renderer", "Report", "Summary", "format_names", "renderer_named"]
