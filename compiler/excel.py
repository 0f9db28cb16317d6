"""Excel files, read with python-calamine: an optional extra, imported only when a project needs it."""

from __future__ import annotations

import io

from maflow.compiler.files import ContentProblem
from maflow.compiler.setting_report import shown
from maflow.dsl.diagnostics import Text

__all__ = ["excel_rows"]


def excel_rows(path: str, content: bytes) -> list[list[str]] | ContentProblem:
    """Return the rows of the first sheet as texts, or why there are none."""
    try:
        import python_calamine
    except ImportError:
        message = Text("MA101.list-excel", {"path": shown(path)})
        return ContentProblem(message, (Text("MA101.list-install-excel"),))
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = workbook.get_sheet_by_index(0)
        return [[_text(cell) for cell in row] for row in sheet.to_python()]
    except python_calamine.CalamineError:
        return ContentProblem(Text("MA101.list-not-excel", {"path": shown(path)}))


def _text(cell: object) -> str:
    # Excel keeps every number as a float: the id 1001 arrives as 1001.0.
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
