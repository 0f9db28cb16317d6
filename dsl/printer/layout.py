"""From a document to a text: which lines break, and how rows of a table line up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from maflow.dsl.printer.document import Choice, Doc, Group, Indent, Line, Remark, Row, Rows, Suffix, Word, flatten
from maflow.dsl.source import display_width

__all__ = ["WIDTH", "lay_out", "lay_out_rows"]

# Units: terminal columns.
WIDTH = 100
