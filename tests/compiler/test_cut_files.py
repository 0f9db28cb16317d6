"""Files that end in the middle: every project is checked all the same, and what is missing is told."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from maflow.compiler.driver import Checked, check_project
from maflow.dsl.catalogue import LANGUAGES, sentence
from maflow.dsl.diagnostics import Severity
from maflow.dsl.source import SourceFile
from maflow.project import Project, find_project
from tests.compiler.inspected import CATALOGUE, TODAY

TESTS = Path(__file__).parents[1]
FOLDERS = sorted(
    settings.parent
    for place in ("conformance", "conformance_own")
    for settings in (TESTS / place).rglob("ma.yaml")
)
IDS = [folder.relative_to(TESTS).as_posix() for folder in FOLDERS]
# Comments, texts and quoted names, in which a brace is none.
NO_CODE = re.compile(r'#[^\n]*|"""(?:[^"\\]|\\.|"(?!""))*(?:"""|$)|"(?:[^"\\\n]|\\.)*(?:"|$)|`[^`\n]*`')


def cut(project: Project, index: int, length: int) -> Checked:
    """Check a project of which one file ends early."""
    whole = project.sources[index]
    sources = list(project.sources)
    sources[index] = SourceFile(whole.path, whole.text[:length])
    return check_project(project.settings, sources, channels=CATALOGUE, files=project.files, today=TODAY)


def is_open(text: str) -> bool:
    """Tell whether a text ends inside a block."""
    code = NO_CODE.sub("", text)
    return code.count("{") > code.count("}")


def try_cuts(folder: Path, count: int) -> None:
    project = find_project(folder)
    chance = random.Random(folder.name)
    for index, source in enumerate(project.sources):
        for length in sorted(chance.randrange(len(source.text)) for _ in range(count)):
            checked = cut(project, index, length)
            for found in checked.diagnostics:
                text = checked.sources[found.span.file].text
                assert 0 <= found.span.start <= found.span.end <= len(text)
                assert all(sentence(found.message, lang) for lang in LANGUAGES)
            errors = [found for found in checked.diagnostics if found.severity is Severity.ERROR]
            told = {found.span.file for found in errors}
            assert source.path in told or not is_open(source.text[:length]), (source.path, length)


@pytest.mark.parametrize("folder", FOLDERS, ids=IDS)
def test_a_file_that_ends_inside_a_block_is_told_so(folder: Path) -> None:
    try_cuts(folder, 2)


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS, ids=IDS)
def test_a_file_that_ends_anywhere_inside_a_block_is_told_so(folder: Path) -> None:
    try_cuts(folder, 40)
