"""`# ma: ignore[...]` hides what it names, and is reported when it hides nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.dsl.ast.module import Comment
from maflow.dsl.catalogue import LANGUAGES, sentence
from maflow.dsl.codes import CODES, is_essential
from maflow.dsl.diagnostics import Applicability, Diagnostic, Severity
from maflow.dsl.fixes import apply_fixes
from maflow.dsl.source import NO_SPAN, SourceFile, Span
from maflow.dsl.suppressions import apply_suppressions
from tests.dsl.rendering import text

TODAY = date(2026, 6, 1)
REASON = 'reason="legacy text"'


def comments_of(source: SourceFile) -> list[Comment]:
    found = []
    for line in range(1, len(source.line_starts) + 1):
        begin, end = source.line_bounds(line)
        at = source.text.find("#", begin, end)
        if at >= 0:
            is_own_line = not source.text[begin:at].strip()
            found.append(
                Comment(span=Span(source.path, at, end), text=source.text[at:end], is_own_line=is_own_line)
            )
    return found


def found_at(source: SourceFile, mark: str, code: str = "MA601") -> Diagnostic:
    start = source.text.index(mark)
    span = Span(source.path, start, start + len(mark))
    return Diagnostic(code=code, severity=Severity.WARNING, message=text("implied"), span=span)


def checked(
    lines: str, *marks: str, code: str = "MA601", checked_codes: set[str] | None = None
) -> tuple[list[str], list[str], str]:
    """Return the codes still found, what is said of the comments, and the text after the safe fixes."""
    source = SourceFile("a.ma", lines)
    found = [found_at(source, mark, code) for mark in marks]
    kept = apply_suppressions(
        found, {"a.ma": comments_of(source)}, {"a.ma": source}, TODAY, CODES.keys(), checked_codes
    )
    faults = [each for each in kept if each.code == "MA009"]
    said = [sentence(fault.message, "en") for fault in faults]
    codes = [each.code for each in kept if each.code != "MA009"]
    return codes, said, apply_fixes(source, faults, {Applicability.SAFE})


def test_a_comment_behind_the_code_hides_what_is_on_its_line() -> None:
    lines = f"send x  # ma: ignore[MA601] {REASON}\nsend y\n"
    assert checked(lines, "send x") == ([], [], lines)
    assert checked(lines, "send x", "send y")[0] == ["MA601"]


def test_a_comment_above_hides_what_is_below_it() -> None:
    lines = f"# ma: ignore[MA601] {REASON}\nsend x\nsend y\n"
    assert checked(lines, "send x") == ([], [], lines)
    assert checked(lines, "send x", "send y")[0] == ["MA601"]


def test_comments_may_stand_on_one_another() -> None:
    lines = f"# ma: ignore[MA601] {REASON}\n  # why it is so\n# ma: ignore[MA701] {REASON}\nsend x\n"
    source = SourceFile("a.ma", lines)
    found = [found_at(source, "send x"), found_at(source, "send x", "MA701")]
    known = {"a.ma": comments_of(source)}, {"a.ma": source}, TODAY, CODES.keys()
    assert apply_suppressions(found, *known) == []


def test_a_blank_line_separates_a_comment_from_the_code() -> None:
    assert checked(f"# ma: ignore[MA601] {REASON}\n\nsend x\n", "send x")[0] == ["MA601"]


TEXT = 'body """\n  Hello\n  you\n  """'


@pytest.mark.parametrize(
    "lines",
    [f"{TEXT}  # ma: ignore[MA601] {REASON}\nsend x\n", f"# ma: ignore[MA601] {REASON}\n{TEXT}\nsend x\n"],
)
@pytest.mark.parametrize("mark", ["Hello", "you"])
def test_a_text_over_several_lines_is_one_line_to_a_comment(lines: str, mark: str) -> None:
    source = SourceFile("a.ma", lines)
    start = lines.index(TEXT) + len("body ")
    texts = [Span("a.ma", start, start + len(TEXT) - len("body "))]
    found = [found_at(source, mark), found_at(source, "send x")]
    comments = {"a.ma": comments_of(source)}
    kept = apply_suppressions(found, comments, {"a.ma": source}, TODAY, CODES.keys(), texts=texts)
    assert kept == [found[1]]


@pytest.mark.parametrize("code", [code for code in CODES if is_essential(code)])
def test_what_keeps_a_program_from_being_built_is_not_hidden(code: str) -> None:
    codes, said, _ = checked(f"send x # ma: ignore[{code}] {REASON}\n", "send x", code=code)
    assert (codes, said) == ([code], [f"`{code}` cannot be ignored"])


def test_a_finding_in_a_comment_is_hidden_by_the_comment_above() -> None:
    lines = f"# ma: ignore[MAS04] {REASON}\n# todo: x\nsend y\n"
    assert checked(lines, "todo", code="MAS04") == ([], [], lines)


def test_several_codes_and_an_end_to_come_are_understood() -> None:
    lines = f"send x # ma: ignore[MA701, MA601] until=2026-06-01 {REASON}\n"
    codes, said, _ = checked(lines, "send x")
    assert (codes, said) == ([], ["nothing to ignore: `MA701` is not found here"])


def test_the_punctuation_of_an_input_method_is_understood() -> None:
    assert checked("send x # ma：ignore【MA601，MA701】 reason＝“旧文案”\n", "send x") == (
        [],
        ["nothing to ignore: `MA701` is not found here"],
        "send x # ma：ignore【MA601】 reason＝“旧文案”\n",
    )


@pytest.mark.parametrize(
    ("comment", "said", "mended"),
    [
        (f"ignore[MA701] {REASON}", "nothing to ignore: `MA701` is not found here", "send x\n"),
        (f"ignore[MA999] {REASON}", "unknown code `MA999` in an `ignore` comment", "send x\n"),
        (f"ignore[MA001] {REASON}", "`MA001` cannot be ignored", "send x\n"),
        (f"ignore[MA009] {REASON}", "`MA009` cannot be ignored", "send x\n"),
        (f"ignore[MA101] {REASON}", "`MA101` cannot be ignored", "send x\n"),
        (f"ignore[MA406] {REASON}", "`MA406` cannot be ignored", "send x\n"),
        (f"ignore[MA601] {REASON} until=2026-05-31", "this `ignore` ended on `2026-05-31`", "send x\n"),
        ("ignore[MA601]", "this `ignore` gives no reason, so it hides nothing", None),
        ('ignore[MA601] reason=" "', "this `ignore` gives no reason, so it hides nothing", None),
        (f"ignore[] {REASON}", "this `ignore` names no code, so it hides nothing", None),
        ("ignore", "this `ignore` names no code, so it hides nothing", None),
        ("ignore MA601", "found `MA601` in an `ignore` comment, so it hides nothing", None),
        (
            f"ignore[MA601] {REASON} until=2026-02-30",
            "found `until=2026-02-30` in an `ignore` comment, so it hides nothing",
            None,
        ),
        (
            "ignore[MA601] reason=legacy",
            "found `reason=legacy` in an `ignore` comment, so it hides nothing",
            None,
        ),
        (f"ingore[MA601] {REASON}", "found `ingore` in an `ignore` comment, so it hides nothing", None),
    ],
)
def test_a_comment_that_hides_nothing_is_reported_and_the_finding_stays(
    comment: str, said: str, mended: str | None
) -> None:
    lines = f"send x  # ma: {comment}\n"
    assert checked(lines, "send x") == (["MA601"], [said], mended or lines)


@pytest.mark.parametrize(
    ("lines", "mended"),
    [
        (f"a\n  # ma: ignore[MA701] {REASON}\nsend x\n", "a\nsend x\n"),
        (f"a\r\n# ma: ignore[MA701] {REASON}\r\nsend x\r\n", "a\r\nsend x\r\n"),
        (f"send x\n# ma: ignore[MA701] {REASON}", "send x\n"),
        (f"send x # ma: ignore[MA701, MA999, MA601] {REASON}\n", f"send x # ma: ignore[MA601] {REASON}\n"),
    ],
)
def test_the_fix_removes_what_is_of_no_use_and_no_more(lines: str, mended: str) -> None:
    assert checked(lines, "send x")[2] == mended


def test_a_near_code_is_offered_for_an_unknown_one() -> None:
    source = SourceFile("a.ma", f"send x # ma: ignore[ma601] {REASON}\n")
    (fault,) = apply_suppressions(
        [], {"a.ma": comments_of(source)}, {"a.ma": source}, TODAY, CODES.keys(), set()
    )
    offered, removal = fault.fixes
    assert (offered.applicability, removal.applicability) == (Applicability.SUGGEST, Applicability.SAFE)
    assert apply_fixes(source, [fault], {Applicability.SUGGEST}) == f"send x # ma: ignore[MA601] {REASON}\n"
    assert all(sentence(fix.title, lang) for fix in fault.fixes for lang in LANGUAGES)


def test_a_second_comment_for_the_same_finding_is_of_no_use() -> None:
    lines = f"# ma: ignore[MA601] {REASON}\nsend x # ma: ignore[MA601] {REASON}\n"
    codes, said, mended = checked(lines, "send x")
    assert (codes, said) == ([], ["nothing to ignore: `MA601` is not found here"])
    assert mended == f"send x # ma: ignore[MA601] {REASON}\n"


def test_what_was_not_looked_for_proves_no_comment_useless() -> None:
    lines = f"send x # ma: ignore[MA701] {REASON}\n"
    assert checked(lines, "send x", checked_codes={"MA601"}) == (["MA601"], [], lines)


@pytest.mark.parametrize(
    "comment", ["# ma: none of our business", "# mango: ignore[MA601]", "# ignore[MA601]"]
)
def test_other_comments_are_left_alone(comment: str) -> None:
    assert checked(f"send x {comment}\n", "send x")[1] == []


def test_a_finding_without_a_place_cannot_be_hidden() -> None:
    source = SourceFile("a.ma", f"# ma: ignore[MA601] {REASON}\n")
    nowhere = Diagnostic(code="MA601", severity=Severity.ERROR, message=text("implied"), span=NO_SPAN)
    kept = apply_suppressions(
        [nowhere], {"a.ma": comments_of(source), "gone.ma": []}, {"a.ma": source}, TODAY, CODES.keys()
    )
    assert [each.code for each in kept] == ["MA601", "MA009"]


parts = [
    "# ma: ignore",
    "[MA601]",
    "[MA601, MA701]",
    "[",
    "]",
    'reason="a"',
    "until=2027-01-01",
    "x",
    "：",
    "\\",
]


@given(st.lists(st.sampled_from([*parts, " ", "\n", "# ", "\t"]), max_size=20).map("".join))
def test_any_comments_are_judged_and_the_fixes_leave_nothing_to_mend(lines: str) -> None:
    source = SourceFile("a.ma", lines)
    for _ in range(2):
        faults = apply_suppressions([], {"a.ma": comments_of(source)}, {"a.ma": source}, TODAY, CODES.keys())
        source = SourceFile("a.ma", apply_fixes(source, faults, {Applicability.SAFE}))
    assert "ma: ignore[MA601] reason" not in source.text


def test_ten_thousand_comments_on_one_another_are_quick() -> None:
    lines = f"# ma: ignore[MA601] {REASON}\n" * 10_000 + "send x\n"
    assert checked(lines, "send x")[2] == f"# ma: ignore[MA601] {REASON}\nsend x\n"
