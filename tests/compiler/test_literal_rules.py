"""The rules that look at what is written: numbers, dates, durations, names, comments, layout.

The cases stand in `literals/*.yaml`; each file is about the one code that it is named after.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from maflow.compiler.driver import check_project
from maflow.compiler.files import MemoryFiles
from maflow.compiler.installed import load_installed
from maflow.compiler.lint.lookalikes import odd_letters, skeleton
from maflow.dsl.catalogue import LANGUAGES, sentence
from maflow.dsl.diagnostics import Applicability, Diagnostic, Fix, Sink, Text
from maflow.dsl.fixes import apply_edits
from maflow.dsl.parser import parse
from maflow.dsl.source import SourceFile

HERE = Path(__file__).parent
CASES = HERE / "literals"
CONFORMANCE = HERE.parent / "conformance"
CATALOGUE, _ = load_installed(load_entry_points=False)
TODAY = datetime.date(2026, 11, 1)
OWN_CODES = frozenset(
    "MA006 MA007 MA008 MA116 MA406 MA408 MA607 MA701 MA707 MAS01 MAS02 MAS03 MAS04 MAS05".split()
)


class Case(NamedTuple):
    """Files by name, more lines of `ma.yaml`, and what must be said of one code."""

    code: str
    files: dict[str, str]
    settings: str
    says: list[str]


def cases() -> Iterator[tuple[str, Case]]:
    for path in sorted(CASES.glob("*.yaml")):
        for name, raw in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            files = raw.get("files") or {"a.ma": raw["ma"]}
            case = Case(path.stem.upper(), files, raw.get("settings", ""), raw["says"])
            yield f"{path.stem}: {name}", case


ALL_CASES = dict(cases())


def check(files: dict[str, str], settings: str = "") -> tuple[tuple[Diagnostic, ...], dict[str, SourceFile]]:
    yaml_source = SourceFile("ma.yaml", f"name: demo\ntimezone: UTC\ncurrency: CNY\n{settings}")
    sources = [SourceFile(name, text) for name, text in files.items()]
    checked = check_project(yaml_source, sources, channels=CATALOGUE, files=MemoryFiles({}), today=TODAY)
    return checked.diagnostics, {source.path: source for source in (yaml_source, *sources)}


def findings(case: Case) -> tuple[list[Diagnostic], dict[str, SourceFile]]:
    diagnostics, sources = check(case.files, case.settings)
    return [found for found in diagnostics if found.code == case.code], sources


def told(found: Diagnostic, sources: dict[str, SourceFile]) -> str:
    """Return a finding in one line: file, place, message, labels, help, and what its fixes write."""
    source = sources[found.span.file]
    start = source.position(found.span.start)
    labels = [
        f"({sources[label.span.file].position(label.span.start).line}: {sentence(label.text, 'en')})"
        for label in found.labels
        if label.text
    ]
    parts = [sentence(found.message, "en"), *labels, *(sentence(text, "en") for text in found.help)]
    parts += [f"{fix.applicability.value} " + ", ".join(written(fix)) for fix in found.fixes]
    end = start.column + found.span.end - found.span.start
    return f"{found.span.file} {start.line}:{start.column}-{end} " + " | ".join(parts)


def written(fix: Fix) -> Iterator[str]:
    for edit in fix.edits:
        yield f"-> {edit.replacement!r}"


def texts(found: Diagnostic) -> list[Text]:
    labels = [label.text for label in found.labels if label.text]
    return [found.message, *labels, *found.notes, *found.help, *(fix.title for fix in found.fixes)]


@pytest.mark.parametrize("name", ALL_CASES)
def test_every_mistake_is_told_at_its_place(name: str) -> None:
    found, sources = findings(ALL_CASES[name])
    assert [told(each, sources) for each in found] == ALL_CASES[name].says


@pytest.mark.parametrize("name", ALL_CASES)
def test_every_sentence_is_there_in_both_languages(name: str) -> None:
    found, _ = findings(ALL_CASES[name])
    for text in itertools.chain.from_iterable(map(texts, found)):
        assert all(sentence(text, language) for language in LANGUAGES)


WITH_FIX = [name for name, case in ALL_CASES.items() if "-> " in "".join(case.says)]


@pytest.mark.parametrize("name", WITH_FIX)
def test_every_fix_can_be_read_and_mends_what_it_belongs_to(name: str) -> None:
    case = ALL_CASES[name]
    found, sources = findings(case)
    for diagnostic in found:
        for fix in diagnostic.fixes:
            mended = case._replace(files=fixed(case.files, sources, fix))
            left, mended_sources = findings(mended)
            assert len(left) < len(found)
            assert mistakes(mended_sources) == mistakes(sources)


def fixed(files: dict[str, str], sources: dict[str, SourceFile], fix: Fix) -> dict[str, str]:
    return {name: apply_edits(sources[name], fix.edits) for name in files}


def mistakes(sources: dict[str, SourceFile]) -> int:
    sink = Sink()
    for source in sources.values():
        if source.path.endswith(".ma"):
            parse(source, sink)
    return len(sink.diagnostics)


@pytest.mark.parametrize("name", WITH_FIX)
def test_a_safe_fix_keeps_the_program(name: str) -> None:
    case = ALL_CASES[name]
    found, sources = findings(case)
    for diagnostic in found:
        for fix in diagnostic.fixes:
            if fix.applicability is Applicability.SAFE:
                before, after = program(case.files), program(fixed(case.files, sources, fix))
                assert sorted(after) == sorted(renamed(before, diagnostic))


def program(files: dict[str, str]) -> list[str]:
    """Return every comment, and every declaration without its place."""
    modules = [parse(SourceFile(name, text), Sink()) for name, text in files.items()]
    comments = [comment.text for module in modules for comment in module.comments]
    return comments + [
        msgspec.json.encode(without_spans(msgspec.to_builtins(declaration))).decode()
        for module in modules
        for declaration in module.declarations
    ]


def without_spans(value: object) -> object:
    if isinstance(value, dict):
        return {key: without_spans(each) for key, each in value.items() if key != "span"}
    return [without_spans(each) for each in value] if isinstance(value, (list, tuple)) else value


def renamed(declarations: list[str], diagnostic: Diagnostic) -> list[str]:
    """Write the new name for the old one, where a finding is about a name."""
    if diagnostic.code != "MAS02":
        return declarations
    old, new = (f'"text":"{diagnostic.message.args[key]}"' for key in ("name", "usual"))
    return [declaration.replace(old, new) for declaration in declarations]


SOUND = sorted(path.name for path in CONFORMANCE.iterdir() if path.name[0] in "tv" and path.is_dir())


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_project_is_left_in_peace(name: str) -> None:
    folder = CONFORMANCE / name
    files = {path.name: path.read_text("utf-8") for path in folder.glob("*.ma")}
    diagnostics, _ = check(files)
    number_keys = [d.message.key for d in diagnostics if d.message.key.startswith("MA105.number")]
    assert [found.code for found in diagnostics if found.code in OWN_CODES] + number_keys == []


@pytest.mark.parametrize("code", ["MAS01", "MAS02", "MAS03", "MAS05"])
def test_a_rule_that_nobody_asked_for_says_nothing(code: str) -> None:
    text = 'campaign Odd{enter by call;flow{}}\nevent ping{}\ncampaign b { owner "mei"; enter by call }\n'
    for settings, is_told in (
        ("", False),
        (f"lint: {{{code}: ignore}}", False),
        (f"lint: {{{code}: error}}", True),
    ):
        diagnostics, _ = check({"a.ma": text}, settings)
        assert (code in {found.code for found in diagnostics}) is is_told


def test_the_configured_severity_is_told() -> None:
    diagnostics, _ = check({"a.ma": "event ping{}\n"}, "lint: {MAS01: error}")
    assert [found.severity.value for found in diagnostics if found.code == "MAS01"] == ["error"]


def test_what_a_damaged_declaration_lacks_is_not_reported() -> None:
    text = "campaign a { enter by call\n flow { split s {\n 50% as x { wiat 3 days }\n 5O% as y { }\n} } }\n"
    owned = "".join(f'campaign {name} {{ owner "mei"; enter by call; flow {{ }} }}\n' for name in "bcd")
    diagnostics, _ = check({"a.ma": text + owned})
    assert "MA001" in {found.code for found in diagnostics}
    assert {"MA701", "MAS05"}.isdisjoint(found.code for found in diagnostics)


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
@example(2028, 2, 29)
@example(2100, 2, 29)
def test_a_date_is_reported_when_the_calendar_has_no_such_day(year: int, month: int, day: int) -> None:
    text = f"audience a = did(ping, since {year:04}-{month:02}-{day:02})\nevent ping {{ }}\n"
    diagnostics, _ = check({"a.ma": text})
    assert ("MA406" not in {found.code for found in diagnostics}) is exists(year, month, day)


def exists(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


@given(st.lists(st.integers(1, 9_999), min_size=1, max_size=6))
@example([3_333, 3_333, 3_334])
def test_a_split_is_reported_when_its_shares_are_no_whole(shares: list[int]) -> None:
    arms = "; ".join(f"{share / 100:.2f}% as a{index} {{ }}" for index, share in enumerate(shares))
    text = f"campaign a {{ enter by call; flow {{ split s {{ {arms} }} }} }}\n"
    diagnostics, sources = check({"a.ma": text})
    found = [each for each in diagnostics if each.code == "MA701"]
    assert bool(found) is (sum(shares) != 10_000)
    for fix in itertools.chain.from_iterable(each.fixes for each in found):
        left, _ = check(fixed({"a.ma": text}, sources, fix))
        assert "MA701" not in {each.code for each in left}


@given(st.text(max_size=20))
def test_any_text_has_a_look_and_its_look_is_its_own(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)


@given(st.text(st.characters(codec="ascii"), max_size=20))
def test_nothing_is_odd_about_plain_letters(text: str) -> None:
    assert odd_letters(text) == ()
    assert skeleton(text) == text


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("会员等级_id", ""),
        ("кампания", ""),
        ("цена_vip", ""),
        ("Δprice", ""),
        ("μ_spend", ""),
        ("日本のmail", ""),
        ("\u0441ustomers", "\u0441"),
        ("会员\u0441", "\u0441"),
        ("price_\u0441", "\u0441"),
        ("priceж", "ж"),
        ("кампaния", "a"),
        ("\u03bfrders", "\u03bf"),
        ("ｐｕｓｈ", "ｐｕｓｈ"),
        ("用户\uff11", "\uff11"),
        ("\U0001d41audience", "\U0001d41a"),
    ],
)
def test_letters_are_odd_when_they_can_be_misread(name: str, odd: str) -> None:
    assert "".join(odd_letters(name)) == odd
