"""What build servers read of tests: JUnit's XML, as most of them understand it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as xml

from maflow.cli.testing.failures import describe_failure
from maflow.cli.testing.played import PlayedTest
from maflow.cli.testing.text_report import failure_block
from maflow.dsl.render import RenderOptions
from maflow.dsl.visible import HIDDEN, visible

__all__ = ["junit_report"]


def junit_report(tests: Sequence[PlayedTest], options: RenderOptions) -> str:
    """Return a suite a file; a failure holds what the text format shows."""
    root = xml.Element("testsuites", {"name": "ma test", **_counts(tests)})
    for (project, file), group in groupby(tests, key=_suite_of):
        suite_tests = list(group)
        name = _valid(f"{project}/{file}")
        suite = xml.SubElement(root, "testsuite", {"name": name, **_counts(suite_tests)})
        for played in suite_tests:
            _add_test(suite, played, options)
    xml.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{xml.tostring(root, encoding="unicode")}\n'


def _suite_of(played: PlayedTest) -> tuple[str, str]:
    return played.prepared.project.root.name, played.test.title.file


def _counts(tests: Sequence[PlayedTest]) -> dict[str, str]:
    failed = sum(not played.outcome.is_passed for played in tests)
    took = sum(played.took_s for played in tests)
    return {
        "tests": str(len(tests)),
        "failures": str(failed),
        "errors": "0",
        "skipped": "0",
        "time": f"{took:.3f}",
    }


def _add_test(suite: xml.Element, played: PlayedTest, options: RenderOptions) -> None:
    scenario = played.test.scenario
    case = xml.SubElement(
        suite,
        "testcase",
        name=_valid(scenario.title),
        classname=_valid(scenario.campaign or played.prepared.project.root.name),
        file=_valid(played.test.title.file),
        line=str(played.line),
        time=f"{played.took_s:.3f}",
    )
    difference = played.outcome.difference
    if difference is not None:
        failure = describe_failure(played, difference, options.say)
        told = xml.SubElement(case, "failure", message=_valid(f"{failure.point}: {failure.expected}"))
        told.text = "\n".join(map(visible, failure_block(played, options).splitlines())) + "\n"


def _valid(text: str) -> str:
    """Return a text without the characters that XML does not have."""
    return visible(text) if HIDDEN.search(text) else text
