"""The printer: syntax trees to text, in every dialect."""

from __future__ import annotations

from maflow.dsl.printer.layout import lay_out_row
from maflow.dsl.printer.module import header, make_printer, print_module, print_node

__all__ = ["header", "lay_out_row", "make_printer", "print_module", "print_node"]
