"""The text that people read, as golden files: read them as you would read the program's output."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Label, Severity, Text, items
from maflow.dsl.render import RenderOptions, Report
from maflow.dsl.render.formats.text import render_diagnostic
from maflow.dsl.source import NO_SPAN, SourceFile, Span
from tests.dsl.rendering import (
    CATALOGUE,
    LANGUAGES,
    output,
    span_of,
    text,
    twice_declared,
    unreachable_branch,
)

# The example of the page on diagnostics, under a code that exists already.
AS_DOCUMENTED = """\
error[MA108] not-in-enum: this arm can never be taken
  --> campaigns/winback.ma:31:13   in campaign winback > flow > step 4
   |
28 |   if user.points > 10 {
   |      ---------------- everyone with points > 50 already leaves here
31 |   } else if user.points > 50 {
   |             ^^^^^^^^^^^^^^^^ implied false
   = for example: user { points: 51 } takes the first arm
   = help: swap the arms, or use `user.points > 10 and user.points <= 50`      [suggest: 2 edits]
   = docs: ma rule MA108
"""

Golden = Callable[[str, str], None]


def finding(source: SourceFile, part: str, *labels: Label, note: Text | None = None) -> Report:
    diagnostic = Diagnostic(
        code="MA001",
        severity=Severity.ERROR,
        message=text("unclosed"),
        span=span_of(source, part),
        note=note,
        labels=labels,
    )
    return Report.of([diagnostic], {source.path: source})


def drawing(report: Report, width: int = 120) -> str:
    """Return the rows between the place and the documentation."""
    rows = output(report, "text", width=width).split("\n")
    return "\n".join(row for row in rows[2:] if " = docs" not in row).rpartition("\n\nfound")[0]


def test_a_finding_looks_as_the_page_on_diagnostics_shows_it() -> None:
    report = unreachable_branch()
    shown = render_diagnostic(report.diagnostics[0], report.sources, RenderOptions(catalogue=CATALOGUE))
    assert shown == AS_DOCUMENTED


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("report", [unreachable_branch, twice_declared], ids=lambda each: each.__name__)
def test_a_report_reads_well_in_both_languages(
    golden: Golden, report: Callable[[], Report], lang: str
) -> None:
    golden(f"render/{report.__name__}.{lang}.txt", output(report(), "text", lang=lang))


def test_colours_are_there_when_asked_for(golden: Golden) -> None:
    golden("render/colours.txt", output(unreachable_branch(), "text", color=True))


def test_nothing_found_says_nothing() -> None:
    assert output(Report.of([], {}), "text") == ""


def test_a_last_line_counts_what_was_found_and_what_can_be_mended() -> None:
    source = SourceFile("a.ma", "x\ny\nz\n")
    fix = Fix(text("implied"), Applicability.SAFE, (Edit(span_of(source, "y"), ""),))
    report = Report.of(
        [
            Diagnostic(code="MA101", severity=severity, message=text("implied"), span=span, fixes=fixes)
            for severity, span, fixes in (
                (Severity.ERROR, span_of(source, "x"), ()),
                (Severity.ERROR, span_of(source, "y"), (fix,)),
                (Severity.STYLE, span_of(source, "z"), ()),
            )
        ],
        {"a.ma": source},
    )
    last = output(report, "text").splitlines()[-1]
    assert last == "found 2 errors and 1 matter of style; `ma check --fix` mends 1 of them"
    last = output(report, "text", lang="zh-CN").splitlines()[-1]
    assert last == "发现 2 个错误、1 个风格问题；其中 1 个可用 `ma check --fix` 修复"


def test_labels_on_one_line_hang_on_stems() -> None:
    source = SourceFile("a.ma", "audience a = user.age > 5 and user.age < 3\n")
    labels = (
        Label(span_of(source, "user.age > 5"), text("earlier", points="5")),
        Label(span_of(source, "and"), text("declared-here")),
    )
    assert drawing(finding(source, "user.age < 3", *labels, note=text("implied"))) == (
        "   |\n"
        " 1 | audience a = user.age > 5 and user.age < 3\n"
        "   |              ------------ --- ^^^^^^^^^^^^ implied false\n"
        "   |              |            |\n"
        "   |              |            declared here\n"
        "   |              everyone with points > 5 already leaves here"
    )


def test_a_label_inside_the_primary_span_leaves_the_carets_whole() -> None:
    source = SourceFile("a.ma", "audience a = user.age > 5\n")
    inner = Label(span_of(source, "age"), text("declared-here"))
    assert drawing(finding(source, "user.age > 5", inner, note=text("implied"))) == (
        "   |\n"
        " 1 | audience a = user.age > 5\n"
        "   |              ^^^^^^^^^^^^\n"
        "   |              |    |\n"
        "   |              |    declared here\n"
        "   |              implied false"
    )


def test_chinese_is_two_columns_wide() -> None:
    source = SourceFile("a.ma", '人群 高意向 = 用户.会员等极 属于 ("金卡")\n')
    assert drawing(finding(source, "会员等极", note=text("implied"))) == (
        '   |\n 1 | 人群 高意向 = 用户.会员等极 属于 ("金卡")\n   |                    ^^^^^^^^ implied false'
    )


def test_tabs_are_four_columns_wide() -> None:
    source = SourceFile("a.ma", "flow {\n\tsend\tx\n}\n")
    assert drawing(finding(source, "x")) == "   |\n 2 |     send    x\n   |             ^"


def test_what_a_terminal_would_obey_is_written_out() -> None:
    source = SourceFile.from_bytes("a.ma", b"a \x00\x1b[31m \xff \xe2\x80\xae b\r\r\nc")
    assert drawing(finding(source, "b")) == (
        "   |\n 1 | a \\u{0}\\u{1b}[31m \\xff \\u{202e} b\\r\n   |                                 ^"
    )


def test_a_path_and_an_argument_cannot_speak_to_the_terminal() -> None:
    source = SourceFile("a\x1b[2J.ma", "x")
    unknown = text("unknown", kind="@kind.audience", name="n\x1b[2J\u202e\n")
    diagnostic = Diagnostic(
        code="MA101",
        severity=Severity.ERROR,
        message=unknown,
        span=Span(source.path, 0, 1),
        address="tag \x07",
    )
    shown = output(Report.of([diagnostic], {source.path: source}), "text")
    assert shown.startswith(
        "error[MA101] unknown-name: unknown audience `n\\u{1b}[2J\\u{202e}\\n`\n"
        "  --> a\\u{1b}[2J.ma:1:1   in tag \\u{7}\n"
    )


def test_a_span_over_several_lines_is_a_bar_at_the_left() -> None:
    source = SourceFile("a.ma", "campaign c {\n  flow {\n    send a\n  }\n}\n")
    assert drawing(finding(source, "flow {\n    send a\n  }\n", note=text("unclosed"))) == (
        "   |\n 2 | /   flow {\n 3 | |     send a\n 4 | |   }\n   | |___^ this block is never closed"
    )


def test_a_long_span_is_shown_by_its_ends_and_begins_where_it_begins() -> None:
    source = SourceFile("a.ma", "campaign c {\n" + "  # more\n" * 200 + "}\n")
    assert drawing(finding(source, source.text[11:], note=text("unclosed"))) == (
        "    |\n"
        "  1 |   campaign c {\n"
        "    |  ____________^\n"
        "  2 | |   # more\n"
        "    | :\n"
        "202 | | }\n"
        "    | |_^ this block is never closed"
    )


def test_bars_inside_one_another_and_too_many_of_them_are_drawn() -> None:
    source = SourceFile("a.ma", "".join(f"{'  ' * i}b{i} {{\n" for i in range(6)) + "}\n" * 6)
    labels = [
        Label(Span("a.ma", span_of(source, f"b{i}").start, len(source.text) - 2 * i), text("declared-here"))
        for i in range(1, 6)
    ]
    shown = drawing(finding(source, source.text, *labels))
    assert shown.count("/") == 4
    assert shown.count("declared here") == 5
    assert " 7 | |||| }" in shown


def test_a_single_line_between_two_marked_ones_is_shown_too() -> None:
    source = SourceFile("a.ma", "one\ntwo\nthree\nfour\nfive\nsix\n")
    labels = (Label(span_of(source, "three")), Label(span_of(source, "six")))
    rows = drawing(finding(source, "one", *labels)).split("\n")
    assert [row[:2].strip() for row in rows if row[:2].strip()] == ["1", "2", "3", "6"]


def test_a_place_behind_the_last_character_has_a_caret() -> None:
    source = SourceFile("a.ma", "wait")
    diagnostic = Diagnostic(
        code="MA001", severity=Severity.ERROR, message=text("unclosed"), span=Span("a.ma", 4, 4)
    )
    assert drawing(Report.of([diagnostic], {"a.ma": source})) == "   |\n 1 | wait\n   |     ^"


def test_a_line_of_ten_megabytes_is_cut_around_the_span() -> None:
    source = SourceFile("a.ma", "x" * 5_000_000 + " 会员等极 " + "y" * 5_000_000)
    shown = drawing(finding(source, "会员等极", note=text("implied")), width=60)
    assert shown == (
        "   |\n"
        " 1 | ...xxxxxxxxxxxxxxx 会员等极 yyyyyyyyyyyyyyyyyyyyyyyy...\n"
        "   |                    ^^^^^^^^ implied false"
    )


def test_a_span_longer_than_the_window_is_marked_as_far_as_it_is_shown() -> None:
    source = SourceFile("a.ma", "audience a = " + "b" * 1000)
    assert drawing(finding(source, "b" * 1000, note=text("implied")), width=40) == (
        "   |\n"
        " 1 | ...ence a = bbbbbbbbbbbbbbbbbbbb...\n"
        "   |             ^^^^^^^^^^^^^^^^^^^^^^^ implied false"
    )


def test_a_finding_without_a_place_still_says_where_it_belongs() -> None:
    diagnostic = Diagnostic(
        code="MA115",
        severity=Severity.WARNING,
        message=text("missing", setting="timezone"),
        span=NO_SPAN,
        notes=(text("implied"),),
        address="campaign `spring/summer`/flow",
    )
    assert output(Report.of([diagnostic], {}), "text").startswith(
        "warning[MA115] project-setting: `timezone` is missing\n"
        "  --> in campaign `spring/summer` > flow\n"
        "   = note: implied false\n"
        "   = docs: ma rule MA115\n"
    )


def test_tags_of_fixes_stand_below_one_another() -> None:
    source = SourceFile("a.ma", "wait 3\n")
    fixes = tuple(
        Fix(text("swap", condition=spelling), applicability, (Edit(span_of(source, "3"), spelling),))
        for spelling, applicability in (("3 hours", Applicability.SUGGEST), ("三天", Applicability.SAFE))
    )
    diagnostic = Diagnostic(
        code="MA008", severity=Severity.ERROR, message=text("implied"), span=span_of(source, "3"), fixes=fixes
    )
    shown = output(Report.of([diagnostic], {"a.ma": source}), "text")
    assert "   = help: swap the arms, or use `3 hours`      [suggest: 1 edit]\n" in shown
    assert "   = help: swap the arms, or use `三天`         [safe: 1 edit]\n" in shown


def test_a_help_that_is_also_the_title_of_a_fix_is_said_once() -> None:
    assert output(unreachable_branch(), "text").count("swap the arms") == 1


def test_a_list_of_expectations_is_joined_in_each_language() -> None:
    message = text("expected", found="wiat", expected=items(["`wait`", "`send`", "@kind.step"]))
    diagnostic = Diagnostic(code="MA001", severity=Severity.ERROR, message=message, span=NO_SPAN)
    report = Report.of([diagnostic], {})
    assert "found `wiat`, expected `wait`, `send` or step\n" in output(report, "text")
    assert "发现 `wiat`，应为 `wait`、`send` 或 步骤\n" in output(report, "text", lang="zh-CN")
