"""Liquid templates: what they read, and what is wrong with them."""

from __future__ import annotations

from maflow.compiler.templates.analysis import analyse
from maflow.compiler.templates.defaults import check_defaults
from maflow.compiler.templates.facts import (
    NotFound,
    Resolution,
    Resolved,
    SenderFact,
    TemplateScope,
    ValueFact,
    offer_facts,
)
from maflow.compiler.templates.findings import Finding, Place, to_diagnostic
from maflow.compiler.templates.message_length import LengthFacts, check_length
from maflow.compiler.templates.model import TemplateAnalysis
from maflow.compiler.templates.names import check_names
from maflow.compiler.templates.places import file_place, literal_place, template_span
from maflow.compiler.templates.scope import MessageScope
from maflow.compiler.templates.signature import check_signature
from maflow.compiler.templates.writing import check_writing

__all__ = [
    "Finding",
    "LengthFacts",
    "MessageScope",
    "NotFound",
    "Place",
    "Resolution",
    "Resolved",
    "SenderFact",
    "TemplateAnalysis",
    "TemplateScope",
    "ValueFact",
    "analyse",
    "check_defaults",
    "check_length",
    "check_names",
    "check_signature",
    "check_writing",
    "file_place",
    "literal_place",
    "offer_facts",
    "template_span",
    "to_diagnostic",
]
