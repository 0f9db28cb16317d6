"""What programs read of tests: one JSON object, `format_version` 1."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from maflow.cli.testing.coverage_report import CoverageRecord
from maflow.cli.testing.failures import Failure, Remembered, describe_failure
from maflow.cli.testing.played import PlayedTest
from maflow.dsl.diagnostics import Text
from maflow.runtime.journal.writer import journal_lines
from maflow.runtime.sources.moments import moment_text

__all__ = ["json_report"]


class _Decided(msgspec.Struct, frozen=True):
    record: msgspec.Raw
    text: str


class _Failed(msgspec.Struct, frozen=True, kw_only=True):
    file: str
    line: int
    column: int
    time: str
    user_id: str
    message: str
    expected: str
    happened: list[str]
    before: list[_Decided]
    help: str | None


class _Test(msgspec.Struct, frozen=True, kw_only=True):
    project: str
    file: str
    line: int
    title: str
    campaign: str | None
    outcome: str
    seconds: float
    failure: _Failed | None


class _Document(msgspec.Struct, frozen=True, kw_only=True):
    format_version: int
    tests: list[_Test]
    summary: dict[str, int]
    coverage: list[CoverageRecord] | msgspec.UnsetType


def json_report(
    tests: Sequence[PlayedTest], coverage: Sequence[CoverageRecord] | None, say: Callable[[Text], str]
) -> str:
    """Return everything as one JSON object; paths are relative to each test's project."""
    failed = sum(not played.outcome.is_passed for played in tests)
    document = _Document(
        format_version=1,
        tests=[_test(played, say) for played in tests],
        summary={"tests": len(tests), "passed": len(tests) - failed, "failed": failed},
        coverage=msgspec.UNSET if coverage is None else list(coverage),
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode("utf-8") + "\n"


def _test(played: PlayedTest, say: Callable[[Text], str]) -> _Test:
    difference = played.outcome.difference
    return _Test(
        project=played.prepared.project.root.name,
        file=played.test.title.file,
        line=played.line,
        title=played.test.scenario.title,
        campaign=played.test.scenario.campaign,
        outcome="failed" if difference else "passed",
        seconds=round(played.took_s, 6),
        failure=_failed(played, describe_failure(played, difference, say)) if difference else None,
    )


def _failed(played: PlayedTest, failure: Failure) -> _Failed:
    place = played.prepared.source(failure.span.file).position(failure.span.start)
    return _Failed(
        file=failure.span.file,
        line=place.line,
        column=place.column,
        time=moment_text(failure.at_ms),
        user_id=failure.user_id,
        message=failure.point,
        expected=failure.expected,
        happened=list(failure.happened),
        before=[_decided(each) for each in failure.before],
        help=failure.help,
    )


def _decided(remembered: Remembered) -> _Decided:
    record = msgspec.Raw(journal_lines([remembered.decision]).rstrip())
    return _Decided(record, remembered.sentence)
