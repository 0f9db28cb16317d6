"""The texts of messages, between quotes or in files of their own, each read once."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from maflow.compiler.address import address_of
from maflow.compiler.context import CompileContext
from maflow.compiler.file_problems import file_problem
from maflow.compiler.files import FileProblem
from maflow.compiler.setting_report import mistake, shown
from maflow.compiler.templates import Place, TemplateAnalysis, analyse, file_place, literal_place
from maflow.dsl import ast
from maflow.dsl.diagnostics import Text
from maflow.dsl.source import SourceFile

__all__ = ["MessageText", "Texts"]


@dataclass(frozen=True, slots=True)
class MessageText:
    """A text, where its parts stand, and for a text in a file of its own whose it is (`message coupon`)."""

    value: str
    find_place: Callable[[], Place]
    address: str = ""


class Texts:
    """The texts of one project; files become sources of the check, so that findings can point into them."""

    def __init__(self, context: CompileContext) -> None:
        self._context = context
        self._files: dict[str, SourceFile | FileProblem] = {}
        self._analyses: dict[str, TemplateAnalysis] = {}

    def analysis(self, value: str) -> TemplateAnalysis:
        """Return what a text reads and does; equal texts are analysed once."""
        found = self._analyses.get(value)
        if found is None:
            found = self._analyses[value] = analyse(value)
        return found

    def literal(self, text: ast.TextLiteral) -> MessageText:
        """Return a text that stands between quotes."""
        sources = self._context.sources
        return MessageText(text.value, lambda: literal_place(text, sources[text.span.file]))

    def file(self, text: ast.FileText, message: ast.Message) -> MessageText | None:
        """Return a text that is a file of its own, None where it cannot be read.

        Reports: MA101
        """
        source = self._source(text.path.value)
        if isinstance(source, FileProblem):
            self._context.sink.add(file_problem(source, text.path.span))
            return None
        if source.invalid_bytes:
            problem = Text("MA101.text-encoding", {"path": shown(source.path)})
            help = (Text("MA101.save-as-utf-8"),)
            self._context.sink.add(mistake(problem, text.path.span, help=help))
            return None
        return MessageText(source.text, lambda: file_place(source.path), address_of(text.span, (message,)))

    def _source(self, written: str) -> SourceFile | FileProblem:
        path = posixpath.normpath(written) if written else written
        if path not in self._files:
            self._files[path] = self._read(path)
        return self._files[path]

    def _read(self, path: str) -> SourceFile | FileProblem:
        content = self._context.files.read(path)
        if isinstance(content, FileProblem):
            return content
        return self._context.sources.setdefault(path, SourceFile.from_bytes(path, content))
