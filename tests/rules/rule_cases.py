"""The cases of the rules as they lie in the folders beside this file (README.md)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from maflow.compiler.context import CompileContext
from maflow.compiler.driver import Checked, check_project
from maflow.compiler.files import MemoryFiles
from maflow.compiler.installed import load_installed
from maflow.compiler.unsupported import report_unsupported
from maflow.disk import DiskFiles
from maflow.dsl.codes import CODES, Code
from maflow.dsl.diagnostics import Applicability, Diagnostic, Severity, Sink
from maflow.dsl.fixes import apply_fixes
from maflow.dsl.render import RenderOptions, Report, renderer_named
from maflow.dsl.source import SourceFile

__all__ = [
    "HERE",
    "Case",
    "Found",
    "also",
    "cases",
    "check",
    "default_settings",
    "errors",
    "fixed",
    "folder_of",
    "named",
    "rendered",
    "root_of",
]

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 22)
SETTINGS = "name: demo\ntimezone: UTC\ncurrency: CNY\nlint: {MA506: ignore}\n"
CHANNELS, _ = load_installed(load_entry_points=False)
MOST_ROUNDS = 10

Sources = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One project of a folder. Shape: `texts` are its `ma.yaml` and `.ma` files by path."""

    code: Code
    kind: str
    suffix: str
    texts: dict[str, str]
    place: Path

    @property
    def id(self) -> str:
        """The name of the test."""
        return f"{self.code.code}{self.suffix}"

    def beside(self, stem: str, ending: str) -> Path:
        """Return a file of this case: `expected-windows.txt`."""
        return self.folder / f"{stem}{self.suffix}{ending}"

    @property
    def folder(self) -> Path:
        """The folder of the code."""
        return folder_of(self.code)

    @property
    def also(self) -> frozenset[str]:
        """The codes of other errors that are told as well."""
        return also(self.folder)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a project, and its files."""

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, SourceFile]


def folder_of(code: Code) -> Path:
    """Return the folder of a code."""
    return HERE / f"{code.code}-{code.name}"


def cases(kind: str) -> Iterator[Case]:
    """Yield the cases of a kind, `bad` or `good`, of every code that has a folder."""
    for code in CODES.values():
        folder = folder_of(code)
        for place in sorted(folder.glob(f"{kind}*")):
            stem = place.stem if place.is_file() else place.name
            if stem == kind or stem.startswith(f"{kind}-"):
                suffix = stem.removeprefix(kind)
                yield Case(code, kind, suffix, texts_of(place, folder), place)


def texts_of(place: Path, folder: Path) -> dict[str, str]:
    """Return the files of a case by their paths in the project."""
    if place.is_file():
        return {"ma.yaml": default_settings(folder), place.name: read(place)}
    files = sorted(path for path in place.rglob("*") if path.suffix in (".ma", ".yaml"))
    found = {path.relative_to(place).as_posix(): read(path) for path in files}
    return {"ma.yaml": default_settings(folder), **found}


def default_settings(folder: Path) -> str:
    """Return the `ma.yaml` of a folder."""
    settings = folder / "ma.yaml"
    return read(settings) if settings.exists() else SETTINGS


def also(folder: Path) -> frozenset[str]:
    """Return the codes of other errors that the cases of a folder may get."""
    path = folder / "also.txt"
    return frozenset(read(path).split()) if path.exists() else frozenset()


def check(texts: Sources, root: Path) -> Found:
    """Check a project; its other files are read from a folder."""
    sources = {path: SourceFile.from_bytes(path, text.encode()) for path, text in texts.items()}
    checked = check_project(
        sources["ma.yaml"],
        [source for path, source in sources.items() if path != "ma.yaml"],
        channels=CHANNELS,
        files=DiskFiles(root),
        today=TODAY,
    )
    diagnostics = checked.diagnostics
    if folder_of(CODES["MA905"]) in (root, *root.parents):  # reported where something is to be run
        diagnostics += not_supported(checked)
    return Found(diagnostics, {**sources, **checked.sources})


def not_supported(checked: Checked) -> tuple[Diagnostic, ...]:
    """Return what a build reports of a project and a check does not."""
    context = CompileContext(
        sink=Sink(), channels=CHANNELS, files=MemoryFiles({}), sources=dict(checked.sources)
    )
    report_unsupported(checked.project, context)
    return tuple(context.sink.diagnostics)


def named(found: Found, code: str) -> list[Diagnostic]:
    """Return the findings of a code."""
    return [diagnostic for diagnostic in found.diagnostics if diagnostic.code == code]


def errors(found: Found) -> list[str]:
    """Return the codes of the errors."""
    return [d.code for d in found.diagnostics if d.severity is Severity.ERROR]


def rendered(case: Case, found: Found, lang: str) -> str:
    """Return the findings of the case's code as people read them."""
    report = Report.of(named(found, case.code.code), found.sources)
    return "".join(renderer_named("text")(report, RenderOptions(lang=lang)))


def fixed(case: Case, applicabilities: Iterable[Applicability], rounds: int = MOST_ROUNDS) -> dict[str, str]:
    """Return the files of a case after the fixes of its code."""
    allowed = frozenset(applicabilities)
    texts = dict(case.texts)
    for _ in range(rounds):
        found = check(texts, root_of(case))
        told = named(found, case.code.code)
        after = {path: apply_fixes(found.sources[path], told, allowed) for path in texts}
        if after == texts:
            break
        texts = after
    return texts


def root_of(case: Case) -> Path:
    """Return the folder from which the other files of a project are read."""
    return case.place if case.place.is_dir() else case.folder


def read(path: Path) -> str:
    """Return a file with its line ends as they are."""
    return path.read_bytes().decode("utf-8")
