"""Messages, channels, files and lists: small projects, and what is said of them.

The cases stand in `messages/*.yaml`. Each file has a `base` that all of its cases are checked with; a case
is `main.ma`, perhaps with other files beside it and lines of `ma.yaml`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from maflow.compiler.context import CompileContext, NodeIndex, ResolvedProject
from maflow.compiler.driver import Checked, check_project
from maflow.compiler.files import MemoryFiles
from maflow.compiler.installed import load_installed
from maflow.compiler.messages.find_senders import find_senders
from maflow.compiler.settings import parse_settings
from maflow.compiler.symbols import collect_symbols
from maflow.dsl.catalogue import LANGUAGES, sentence
from maflow.dsl.diagnostics import Diagnostic, Sink
from maflow.dsl.parser import parse
from maflow.dsl.source import SourceFile, Span
from maflow.project import find_project

HERE = Path(__file__).parent
CASES = HERE / "messages"
SOUND = sorted(HERE.parent.glob("conformance/[tv]*"))
CATALOGUE, _ = load_installed(load_entry_points=False)
TODAY = datetime.date(2026, 11, 1)
SETTINGS = "name: demo\ntimezone: UTC\ncurrency: CNY\nlint: {MA110: ignore, MAS05: ignore}\n"
OWN_CODES = frozenset("MA113 MA114 MA601 MA602 MA603 MA604 MA606".split())


def cases() -> Iterator[tuple[str, dict[str, Any]]]:  # Any: what YAML holds
    for file in sorted(CASES.glob("*.yaml")):
        raw = yaml.safe_load(file.read_text(encoding="utf-8"))
        for name, case in raw["cases"].items():
            yield f"{file.stem}: {name}", {"base": raw.get("base", ""), **case}


ALL_CASES = dict(cases())


def check(case: dict[str, Any]) -> Checked:
    sources = [SourceFile("base.ma", case["base"]), SourceFile("main.ma", case["ma"])]
    files = {path: _content(content) for path, content in case.get("files", {}).items()}
    return check_project(
        SourceFile("ma.yaml", SETTINGS + case.get("settings", "")),
        sources,
        channels=CATALOGUE,
        files=MemoryFiles(files),
        today=TODAY,
    )


def _content(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def told(found: Diagnostic, sources: dict[str, SourceFile]) -> str:
    """Return a finding in one line: code, place, what is underlined, sentence, labels, help, fixes."""
    for language in LANGUAGES:
        assert sentence(found.message, language)
    labels = [
        f"({_place(label.span, sources)}: {sentence(label.text, 'en') if label.text else ''})"
        for label in found.labels
    ]
    parts = [sentence(found.message, "en"), *labels]
    parts += [sentence(text, "en") for text in (*found.notes, *found.help)]
    parts += [f"-> {edit.replacement}" for fix in found.fixes for edit in fix.edits]
    return f"{found.code} {_place(found.span, sources)} " + " | ".join(parts)


def _place(span: Span, sources: dict[str, SourceFile]) -> str:
    source = sources[span.file]
    start = source.position(span.start)
    file = "" if span.file == "main.ma" else f"{span.file}:"
    return f"{file}{start.line}:{start.column} `{source.slice(span)}`".replace("\n", "⏎")


def said(case: dict[str, Any]) -> list[str]:
    checked = check(case)
    return [told(found, dict(checked.sources)) for found in checked.diagnostics]


@pytest.mark.parametrize("name", ALL_CASES)
def test_what_is_said_of_a_project(name: str) -> None:
    assert said(ALL_CASES[name]) == ALL_CASES[name]["says"]


@pytest.mark.parametrize("folder", SOUND, ids=lambda folder: folder.name)
def test_nothing_is_said_of_the_messages_of_a_sound_project(folder: Path) -> None:
    project = find_project(folder)
    checked = check_project(
        project.settings, project.sources, channels=CATALOGUE, files=project.files, today=TODAY
    )
    assert [found for found in checked.diagnostics if found.code in OWN_CODES] == []


def test_the_text_of_a_message_is_a_source_of_the_check() -> None:
    checked = check(
        {
            "base": "channel email { }",
            "ma": 'message m { email { subject "s"; html file "texts/../a.html" } }',
            "files": {"a.html": "<p>Hello</p>"},
        }
    )
    assert checked.sources["a.html"].text == "<p>Hello</p>"


def test_steps_that_use_steps_are_walked_in_time() -> None:
    # Each step uses the next one twice: walked way by way that would be a billion ways.
    steps = "".join(
        f"step s{number}(what message) {{ s{number + 1}(what); s{number + 1}(what) }}\n"
        for number in range(30)
    )
    last = "step s30(what message) { send what by sms }"
    campaign = "campaign c { enter on ping; flow { s0(note) } }"
    base = 'event ping { }\nchannel push { }\nchannel sms { }\nmessage note { push { title "a"; body "b" } }'
    modules = [parse(SourceFile("a.ma", "\n".join((base, steps, last, campaign))), Sink())]
    settings = parse_settings(SourceFile("ma.yaml", SETTINGS), Sink(), CATALOGUE)
    project = ResolvedProject(settings, tuple(modules), collect_symbols(modules), NodeIndex(modules))
    context = CompileContext(sink=Sink(), channels=CATALOGUE, files=MemoryFiles({}))
    assert len(find_senders(project, context).sendings) == 1
