"""What is found in a template is shown where it stands in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.compiler.templates import (
    Finding,
    MessageScope,
    analyse,
    check_names,
    check_writing,
    file_place,
    literal_place,
    template_span,
    to_diagnostic,
)
from maflow.dsl.ast import TextLiteral
from maflow.dsl.diagnostics import Applicability, Diagnostic
from maflow.dsl.fixes import apply_fixes
from maflow.dsl.source import SourceFile, Span
from maflow.dsl.strings import decode_text

Q = '"""'
SCOPE = MessageScope(channel="push", user={})


def literal_in(raw: str, before: str = "message m { push { body ") -> tuple[SourceFile, TextLiteral]:
    source = SourceFile("m.ma", before + raw + " } }\n")
    span = Span("m.ma", len(before), len(before) + len(raw))
    return source, TextLiteral(span=span, value=decode_text(raw), is_block=raw.startswith(Q))


def findings(value: str) -> list[Finding]:
    return [*check_writing(analyse(value), SCOPE), *check_names(analyse(value), SCOPE)]


@pytest.mark.parametrize(
    ("raw", "underlined"),
    [
        ('"{{ user.nmae }}"', "nmae"),
        ('"您好，{{ user.姓明 }}！"', "姓明"),
        ('"😀{{ user.姓明 }}"', "姓明"),
        (r'"say \"{{ user.nmae }}\""', "nmae"),
        (r'"\u{1F600}\n\t{{ user.nmae }}"', "nmae"),
        (f"{Q}\n    Dear\n      {{{{ user.nmae }}}}\n    {Q}", "nmae"),
        (f"{Q}\r\n\t您好\r\n\t{{{{ user.nmae }}}}\r\n\t{Q}", "nmae"),
        (f"{Q}first \\u{{41}}\n\n  {{{{ user.nmae }}}}{Q}", "nmae"),
        (r'"{{ user.name | append: \"x\", 1 }}"', "name"),
        (r'"{{ user.na\u{6d}e }}"', r"na\u{6d}e"),
    ],
)
def test_a_place_in_a_text_is_exact(raw: str, underlined: str) -> None:
    source, literal = literal_in(raw)
    place = literal_place(literal, source)
    shown = {source.slice(to_diagnostic(finding, place).span) for finding in findings(literal.value)}
    assert underlined in shown


BODIES = st.text(alphabet=st.sampled_from('ab 您😀\n\t{}|.\\"nu41'), max_size=30)


@given(BODIES, st.sampled_from(['"', Q]), st.booleans())
def test_every_part_of_a_value_is_shown_as_it_is_written(body: str, quotes: str, is_crlf: bool) -> None:
    body = body.replace("\n", "\r\n") if is_crlf else body
    source, literal = literal_in(quotes + body + quotes)
    value = literal.value
    for start in range(len(value)):
        shown = source.slice(template_span(literal, source, start, start + 1))
        assert shown == value[start] or decode_text(f'"{shown}"') == value[start] or shown == "\r\n"
        rest = template_span(literal, source, start, len(value))
        assert literal.span.contains(rest)
    assert template_span(literal, source, 0, 0).start == template_span(literal, source, 0, 0).end


@pytest.mark.parametrize(
    ("raw", "fixed"),
    [
        (r'"\"{{ user.name | upcas }}\""', r'"\"{{ user.name | upcase }}\""'),
        (
            f"{Q}\r\n  您好\r\n  {{{{ user.name | default: “您” }}}}\r\n  {Q}",
            f"{Q}\r\n  您好\r\n  {{{{ user.name | default: '您' }}}}\r\n  {Q}",
        ),
    ],
)
def test_a_fix_changes_the_file_at_the_right_place(raw: str, fixed: str) -> None:
    source, literal = literal_in(raw)
    place = literal_place(literal, source)
    found: list[Diagnostic] = [
        to_diagnostic(finding, place) for finding in check_writing(analyse(literal.value), SCOPE)
    ]
    assert apply_fixes(source, found, {Applicability.SUGGEST}) == literal_in(fixed)[0].text


def test_a_place_in_a_file_of_its_own_is_that_of_its_text() -> None:
    value = "<p>\r\n您好 {{ user.nmae }}</p>"
    [finding] = check_names(analyse(value), SCOPE)
    diagnostic = to_diagnostic(finding, file_place("mail/cart.html"))
    assert diagnostic.span.file == "mail/cart.html"
    assert SourceFile("mail/cart.html", value).slice(diagnostic.span) == "nmae"


def test_a_finding_becomes_a_diagnostic_of_its_rule() -> None:
    source, literal = literal_in('"{{ user.name | upcas }}"')
    [finding] = check_writing(analyse(literal.value), SCOPE)
    diagnostic = to_diagnostic(finding, literal_place(literal, source))
    assert (diagnostic.code, diagnostic.severity.value) == ("MA606", "error")
    assert diagnostic.fixes[0].applicability is Applicability.SUGGEST
