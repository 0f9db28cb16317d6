"""Small projects for the tests of names and scenarios: checked, and what is said of them in one line each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from maflow.compiler.driver import Checked, check_project
from maflow.compiler.files import FileProblem, FileTrouble
from maflow.compiler.installed import load_installed
from maflow.dsl.catalogue import sentence
from maflow.dsl.diagnostics import Diagnostic, Label
from maflow.dsl.source import SourceFile
from maflow.project import find_project

__all__ = ["SETTINGS", "cases", "check", "check_folder", "told"]

TODAY = datetime.date(2026, 1, 1)
CATALOGUE, _ = load_installed(load_entry_points=False)
# What is lowered or typed may well stand behind a `stop`.
_LINT = "lint: {MA110: ignore, MA303: ignore, MA506: ignore}\n"
SETTINGS = f"name: demo\ntimezone: Europe/Berlin\ncurrency: CNY\n{_LINT}"


class NoFiles:
    """A project without files beside its sources."""

    def read(self, path: str) -> bytes | FileProblem:
        return FileProblem(path, FileTrouble.MISSING)


def cases(folder: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """Return every case of a folder by its name."""
    for file in sorted(folder.glob("*.yaml")):
        for name, case in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            yield f"{file.stem}: {name}", case


def check(text: str, *, base: str = "", settings: str = SETTINGS) -> Checked:
    """Check `main.ma` together with what `base.ma` declares."""
    sources = [SourceFile("main.ma", text), SourceFile("base.ma", base)]
    return check_project(
        SourceFile("ma.yaml", settings),
        sources,
        channels=CATALOGUE,
        files=NoFiles(),
        today=TODAY,
    )


def check_folder(folder: Path) -> Checked:
    """Check a project on disk."""
    project = find_project(folder)
    return check_project(
        project.settings, project.sources, channels=CATALOGUE, files=project.files, today=TODAY
    )


def told(found: Iterable[Diagnostic], text: str) -> list[str]:
    """Return each finding in one line: code, place, message, labels, help, and the text of its fixes."""
    source = SourceFile("main.ma", text)
    return [_line(diagnostic, source) for diagnostic in found]


def _line(found: Diagnostic, source: SourceFile) -> str:
    start = source.position(found.span.start)
    labels = [
        f"({_place(label.span.file, label.span.start, source)}: {_said(label)})" for label in found.labels
    ]
    parts = [sentence(found.message, "en"), *labels, *(sentence(text, "en") for text in found.help)]
    parts += [f"-> {edit.replacement}" for fix in found.fixes for edit in fix.edits]
    place = f"{start.line}:{start.column}-{start.column + found.span.end - found.span.start}"
    return f"{found.code} {place} " + " | ".join(parts)


def _said(label: Label) -> str:
    return sentence(label.text, "en") if label.text else ""


def _place(file: str, offset: int, source: SourceFile) -> str:
    return f"{source.position(offset).line}" if file == source.path else file
