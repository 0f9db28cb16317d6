"""The formats for programs, and the way to a format by its name."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module

import pytest

from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, items
from maflow.dsl.errors import ConfigError
from maflow.dsl.render import Report, format_names, renderer_named
from maflow.dsl.source import NO_SPAN, SourceFile, Span
from tests.dsl.rendering import LANGUAGES, output, span_of, text, twice_declared, unreachable_branch

Golden = Callable[[str, str], None]


def unknown_name(source: SourceFile, span: Span) -> Diagnostic:
    message = text("unknown", kind="@kind.audience", name=source.slice(span))
    return Diagnostic(code="MA101", severity=Severity.ERROR, message=message, span=span)


def test_every_file_of_the_folder_is_a_format() -> None:
    assert format_names() == ("concise", "json", "text")
    for name in format_names():
        assert renderer_named(name) is import_module(f"maflow.dsl.render.formats.{name}").render


def test_an_unknown_format_is_the_operators_mistake() -> None:
    with pytest.raises(ConfigError, match=r"config\.unknown-format given='xml'"):
        renderer_named("xml")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_json_holds_everything_that_is_known(golden: Golden, lang: str) -> None:
    golden(f"render/unreachable_branch.{lang}.json", output(unreachable_branch(), "json", lang=lang))


def test_json_leaves_places_open_where_the_text_is_not_at_hand(golden: Golden) -> None:
    golden("render/twice_declared.json", output(twice_declared(), "json"))


def test_json_of_a_clean_check_is_an_envelope() -> None:
    source = SourceFile("a.ma", "")
    assert json.loads(output(Report.of([], {"a.ma": source}), "json")) == {
        "format_version": 1,
        "diagnostics": [],
        "summary": {"error": 0, "warning": 0, "info": 0, "style": 0, "fixable": 0, "files": 1},
    }


def test_json_counts_each_kind_of_column() -> None:
    source = SourceFile("a.ma", "x\n标 😀 vip", has_bom=True)
    record = only(Report.of([unknown_name(source, span_of(source, "vip"))], {"a.ma": source}))
    assert record["spans"] == [
        {
            "file": "a.ma",
            "start": {"line": 2, "column": 5, "utf16": 5, "byte": 14},
            "end": {"line": 2, "column": 8, "utf16": 8, "byte": 17},
            "label": None,
            "primary": True,
        }
    ]


def test_json_has_typed_arguments() -> None:
    message = text("expected", found="@kind.audience", expected=items(["`wait`", "@kind.step"]))
    diagnostic = Diagnostic(code="MA001", severity=Severity.ERROR, message=message, span=NO_SPAN)
    assert only(Report.of([diagnostic], {}))["args"] == {
        "found": "@kind.audience",
        "expected": ["`wait`", "step"],
    }


def test_json_is_valid_and_harmless_for_any_character() -> None:
    source = SourceFile("a\udcff.ma", "\udcff\ud800\x7f\x9b\u202e\x00\U000e0041")
    edit = Edit(span_of(source, "\ud800"), source.text)
    fix = Fix(text("swap", condition=source.text), Applicability.SUGGEST, (edit,))
    diagnostic = Diagnostic(
        code="MA101",
        severity=Severity.ERROR,
        message=text("unknown", kind="tag", name=source.text),
        span=Span(source.path, 0, 7),
        fixes=(fix,),
    )
    shown = output(Report.of([diagnostic], {source.path: source}), "json")
    assert not set(shown) & set("\udcff\ud800\x7f\x9b\u202e\x00\U000e0041")
    record = json.loads(shown)["diagnostics"][0]
    assert record["file"] == "a\\xff.ma"
    assert record["args"]["name"] == "\\xff\\u{d800}\x7f\x9b\u202e\x00\U000e0041"
    assert record["message"] == r"unknown tag `\xff\u{d800}\u{7f}\u{9b}\u{202e}\u{0}\u{e0041}`"
    assert record["fixes"][0]["edits"][0]["replacement"] == record["args"]["name"]


def test_concise_is_one_line_a_finding() -> None:
    assert output(twice_declared(), "concise") == (
        "campaigns/spring.ma:3:10: error[MA109] `vip` is declared twice\n"
        "ma.yaml: error[MA115] `currency` is missing\n"
    )
    assert output(unreachable_branch(), "concise", lang="zh-CN", color=True) == (
        "\x1b[1mcampaigns/winback.ma:31:13: \x1b[0m\x1b[1;31m错误[MA108]\x1b[0m 这个分支永远不会执行\n"
    )


def test_concise_without_a_file_begins_with_the_severity() -> None:
    diagnostic = Diagnostic(code="MA115", severity=Severity.INFO, message=text("implied"), span=NO_SPAN)
    assert output(Report.of([diagnostic], {}), "concise") == "info[MA115] implied false\n"


def test_a_report_is_sorted_and_says_nothing_twice() -> None:
    source = SourceFile("a.ma", "vip old")
    vip, old = (unknown_name(source, span_of(source, name)) for name in ("vip", "old"))
    project = Diagnostic(code="MA115", severity=Severity.INFO, message=text("implied"), span=NO_SPAN)
    report = Report.of([old, vip, project, old], {"a.ma": source})
    assert report.diagnostics == (project, vip, old)


def only(report: Report) -> dict[str, object]:
    (record,) = json.loads(output(report, "json"))["diagnostics"]
    assert isinstance(record, dict)
    return record
