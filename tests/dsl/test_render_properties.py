"""What holds for rendering any text with any spans."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Label, Severity
from maflow.dsl.render import Report, format_names
from maflow.dsl.render.cells import show_line
from maflow.dsl.source import SourceFile, Span, display_width
from maflow.dsl.visible import HIDDEN, visible
from tests.dsl.rendering import LANGUAGES, output, text

any_text = st.text(
    st.one_of(st.sampled_from("ab \t\r\n{会＞\u0301\u202e\udcff😀"), st.characters()), max_size=200
)
offsets = st.integers(min_value=-3, max_value=220)
spans = st.builds(Span, st.sampled_from(["a.ma", "b.ma", "gone.ma", ""]), offsets, offsets)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    sources = {path: SourceFile(path, draw(any_text)) for path in ("a.ma", "b.ma")}
    said = text("unknown", kind=draw(any_text), name=draw(any_text))
    label = st.builds(Label, spans, st.sampled_from([None, said]))
    fix = Fix(said, draw(st.sampled_from(Applicability)), (Edit(draw(spans), draw(any_text)),))
    findings = st.builds(
        Diagnostic,
        code=st.sampled_from(["MA101", "MA008", "ACME7"]),
        severity=st.sampled_from(Severity),
        message=st.just(said),
        span=spans,
        note=st.sampled_from([None, said]),
        labels=st.lists(label, max_size=6).map(tuple),
        fixes=st.sampled_from([(), (fix,)]),
        address=any_text,
    )
    return Report.of(draw(st.lists(findings, max_size=3)), sources)


@pytest.mark.parametrize("name", format_names())
@given(report=reports(), lang=st.sampled_from(LANGUAGES), width=st.integers(1, 120))
def test_rendering_never_raises_and_never_speaks_to_the_terminal(
    name: str, report: Report, lang: str, width: int
) -> None:
    shown = output(report, name, lang=lang, width=width)
    shown.encode("utf-8")
    assert not HIDDEN.search(shown.replace("\n", ""))


@given(reports())
def test_json_can_be_read_back_and_encoded(report: Report) -> None:
    document = json.loads(output(report, "json"))
    assert len(document["diagnostics"]) == len(report.diagnostics)
    json.dumps(document, ensure_ascii=False).encode("utf-8")
    identities = [record["fingerprint"] for record in document["diagnostics"]]
    assert len(set(identities)) == len(identities)


@given(any_text.map(lambda drawn: drawn.replace("\n", "")), offsets, offsets, offsets, st.integers(8, 60))
def test_a_mark_never_leaves_the_line_that_is_shown(
    drawn: str, focus: int, start: int, end: int, width: int
) -> None:
    shown = show_line(SourceFile("a.ma", drawn), 1, focus, width)
    assert display_width(shown.text) <= width
    first, stop = shown.place(start, end)
    assert 0 <= first < stop <= display_width(shown.text) + (not shown.is_cut_after)


@given(any_text.map(lambda drawn: drawn.replace("\n", "")), st.integers(8, 60), st.data())
def test_what_is_pointed_at_is_shown(drawn: str, width: int, data: st.DataObject) -> None:
    focus = data.draw(st.integers(0, len(drawn)))
    shown = show_line(SourceFile("a.ma", drawn), 1, focus, width)
    assert shown.first <= focus <= shown.last


def test_the_hidden_characters_are_those_of_unicode() -> None:
    hidden = ("Cc", "Cf", "Cs", "Zl", "Zp")
    every = map(chr, range(sys.maxunicode + 1))
    assert [ascii(c) for c in every if unicodedata.category(c) in hidden and not HIDDEN.match(c)] == []
    shown = (chr(code) for start in (0x20, 0xA1, 0x4E00, 0x1F600) for code in range(start, start + 12))
    assert all(visible(char) == char for char in shown)
