"""A finding keeps its identity when lines move, and no two findings share one."""

from __future__ import annotations

from maflow.dsl.diagnostics import Diagnostic, Severity
from maflow.dsl.fingerprint import fingerprint, fingerprints
from maflow.dsl.source import NO_SPAN, SourceFile, Span
from tests.dsl.rendering import span_of, text


def finding(span: Span, *, code: str = "MA101", address: str = "campaign a", name: str = "x") -> Diagnostic:
    message = text("unknown", kind="tag", name=name)
    return Diagnostic(code=code, severity=Severity.ERROR, message=message, span=span, address=address)


def identity(lines: str, part: str, *, path: str = "a.ma", **changes: str) -> str:
    source = SourceFile(path, lines)
    return fingerprint(finding(span_of(source, part), **changes), source)


def test_moving_indenting_and_renaming_the_file_change_nothing() -> None:
    expected = identity("send   x\n  by sms", "send   x\n  by sms")
    assert identity("# new\n\n\tsend x by sms", "send x by sms") == expected
    assert identity("send x by sms", "send x by sms", path="b.ma", name="y") == expected


def test_the_same_characters_in_another_normal_form_are_the_same() -> None:
    assert identity("caf\u00e9", "caf\u00e9") == identity("cafe\u0301", "cafe\u0301")


def test_code_address_and_text_tell_findings_apart() -> None:
    expected = identity("send x", "send x")
    assert identity("send x", "send x", code="MA102") != expected
    assert identity("send x", "send x", address="campaign b") != expected
    assert identity("send y", "send y") != expected


def test_where_nothing_is_written_the_arguments_tell_findings_apart() -> None:
    one, same, other = (fingerprint(finding(NO_SPAN, name=name), None) for name in ("x", "x", "y"))
    assert one == same != other


def test_equal_findings_are_counted() -> None:
    source = SourceFile("a.ma", "send x\nsend x\nsend y\n")
    spans = [span_of(source, "send x"), span_of(source, "send x", 1), span_of(source, "send y")]
    found = fingerprints(map(finding, spans), {"a.ma": source})
    assert len(set(found)) == 3
    assert found[0] == fingerprint(finding(spans[0]), source)
    assert found[1] == fingerprint(finding(spans[1]), source, 2)


def test_a_very_long_text_is_told_by_its_ends() -> None:
    ends = [("a", "z"), ("b", "z"), ("a", "y")]
    found = {identity(f"{first}{'-' * 5000}{last}", f"{first}{'-' * 5000}{last}") for first, last in ends}
    assert len(found) == 3


def test_a_fingerprint_is_for_ever() -> None:
    assert identity("send x", "send x") == "9d9bc01af1df6806"
