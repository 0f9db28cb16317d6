"""Every rule finds what it should, says so as a reviewer has read it, and mends what it offers to mend."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from maflow.dsl.codes import CODES, Code
from maflow.dsl.diagnostics import Applicability, Sink
from maflow.dsl.formatter.sameness import meaning
from maflow.dsl.parser import parse
from maflow.dsl.source import SourceFile
from tests.rules.rule_cases import (
    HERE,
    Case,
    cases,
    check,
    errors,
    fixed,
    folder_of,
    named,
    rendered,
    root_of,
)

BAD = [pytest.param(case, id=case.id) for case in cases("bad")]
GOOD = [pytest.param(case, id=case.id) for case in cases("good")]
ALL_FIXES = tuple(Applicability)
# The more certain a fix must be, the later it stands.
CERTAINTY = (Applicability.SUGGEST, Applicability.UNSAFE, Applicability.SAFE)
LANGUAGES = ("en", "zh-CN")
# Their safe fixes give other names to what only the project itself knows.
RENAMING = frozenset({"MAS02"})
NAME = re.compile(rb'(?<="text":)"[^"]*"')


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_every_code_has_a_folder_with_a_bad_and_a_good_case(code: Code) -> None:
    kinds = {case.kind for kind in ("bad", "good") for case in cases(kind) if case.code is code}
    assert kinds == {"bad", "good"}


def test_every_folder_belongs_to_a_code() -> None:
    folders = {path for path in HERE.iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert folders - {folder_of(code) for code in CODES.values()} == set()


@pytest.mark.parametrize("case", BAD)
def test_a_bad_case_gets_its_code_and_no_other_error(case: Case) -> None:
    found = check(case.texts, root_of(case))
    assert named(found, case.code.code)
    assert set(errors(found)) - {case.code.code} == case.also


@pytest.mark.parametrize("case", GOOD)
def test_a_good_case_gets_no_error_and_not_the_code(case: Case) -> None:
    found = check(case.texts, root_of(case))
    assert errors(found) == []
    assert named(found, case.code.code) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", BAD)
def test_what_is_said_is_what_a_reviewer_has_read(
    case: Case, lang: str, request: pytest.FixtureRequest
) -> None:
    path = case.beside("expected", ".txt" if lang == "en" else f".{lang}.txt")
    told = rendered(case, check(case.texts, root_of(case)), lang)
    if request.config.getoption("--update-golden"):
        path.write_bytes(told.encode())
    assert path.exists(), f"{path.name} is missing; `pytest --update-golden` writes it"
    assert told == path.read_bytes().decode()


@pytest.mark.parametrize("case", BAD)
def test_the_fixes_lead_to_the_fixed_case(case: Case, request: pytest.FixtureRequest) -> None:
    after = fixed(case, ALL_FIXES)
    changed = {path: text for path, text in after.items() if text != case.texts[path]}
    written = fixed_files(case, changed)
    if request.config.getoption("--update-golden"):
        for place, text in written.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode())
    assert {place: place.read_bytes().decode() for place in fixed_places(case)} == written
    if changed and not mends_in_part(case):
        assert named(check(after, root_of(case)), case.code.code) == []


@pytest.mark.parametrize("case", BAD)
def test_a_safe_fix_leaves_the_meaning(case: Case) -> None:
    after = fixed(case, [Applicability.SAFE])
    for path, text in case.texts.items():
        if path.endswith(".ma"):
            forget = case.code.code in RENAMING
            assert meanings(path, after[path], forget) == meanings(path, text, forget)


@pytest.mark.parametrize("case", BAD)
def test_no_fix_claims_to_be_safer_than_the_catalogue_says(case: Case) -> None:
    offered = {
        fix.applicability
        for finding in named(check(case.texts, root_of(case)), case.code.code)
        for fix in finding.fixes
    }
    most = case.code.fix
    allowed = CERTAINTY[: CERTAINTY.index(most) + 1] if most else ()
    assert offered <= set(allowed)


@pytest.mark.parametrize("case", BAD)
def test_findings_stand_where_something_is_written(case: Case) -> None:
    found = check(case.texts, root_of(case))
    for finding in named(found, case.code.code):
        assert finding.span.file in found.sources
        assert finding.span.end <= len(found.sources[finding.span.file].text)


def fixed_files(case: Case, changed: dict[str, str]) -> dict[Path, str]:
    """Return where the changed files of a case are kept."""
    if case.place.is_file():
        return {case.beside("fixed", ".ma"): changed[case.place.name]} if changed else {}
    return {case.beside("fixed", "") / path: text for path, text in changed.items()}


def fixed_places(case: Case) -> list[Path]:
    """Return the files that a case is to be mended into."""
    if case.place.is_file():
        path = case.beside("fixed", ".ma")
        return [path] if path.exists() else []
    return sorted(path for path in case.beside("fixed", "").rglob("*") if path.is_file())


def mends_in_part(case: Case) -> bool:
    """Tell whether some findings of a case offer no fix."""
    found = named(check(case.texts, root_of(case)), case.code.code)
    return any(not any(fix.edits for fix in finding.fixes) for finding in found)


def meanings(path: str, text: str, forget_names: bool) -> list[bytes]:
    """Return what the declarations of a file say, in no order: it changes no meaning."""
    module = parse(SourceFile(path, text), Sink())
    said = (meaning(declaration) for declaration in module.declarations)
    return sorted(NAME.sub(b"", each) if forget_names else each for each in said)
