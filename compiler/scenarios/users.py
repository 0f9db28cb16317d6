"""Whose each line of a test is: with several users every action and expectation says so."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.compiler.inspection import Inspection, insert_fix
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Label, Text, items
from maflow.dsl.source import Span

__all__ = ["check_users"]

Named = ast.GivenSent | ast.Action

_MOST_FIXES = 4
# Of the lines that begin with these, none gives a user.
_TIMED = frozenset("at after event set receipt call expect".split())


def check_users(inspection: Inspection, test: ast.Test) -> None:
    """Check the users that the lines of a test name, and that they do where it matters.

    Reports: MA001, MA101, MA112.
    """
    users = [line for line in test.lines if isinstance(line, ast.GivenUser)]
    names = tuple(dict.fromkeys(user.name.text for user in users if user.name is not None))
    may_lack_users = _may_lack_users(inspection, test)
    if len(users) > 1 and not may_lack_users:
        for user in users:
            if user.name is None:
                _report_nameless(inspection, user)
    for line in _lines(test):
        if inspection.project.is_damaged(line):
            continue
        if line.user is not None:
            if line.user.text not in names and not may_lack_users:
                _report_unknown(inspection, line.user, names, users)
        elif len(users) > 1 and not isinstance(line, ast.ExpectNothing):
            _report_missing(inspection, line, names)


def _lines(test: ast.Test) -> Iterator[Named]:
    for line in test.lines:
        if isinstance(line, ast.GivenSent):
            yield line
        elif isinstance(line, ast.TimedAction):
            yield line.action


def _may_lack_users(inspection: Inspection, test: ast.Test) -> bool:
    """Tell whether a line with a user may be among those that could not be read."""
    inside = [line.span for line in test.lines]
    return any(
        not _is_timed(inspection, damage)
        for damage in inspection.project.damage_in(test.span)
        if not any(line.start < damage.start < line.end for line in inside)
    )


def _is_timed(inspection: Inspection, damage: Span) -> bool:
    """Tell whether what could not be read begins like a line in which something is done or expected."""
    word = inspection.written(damage).partition(" ")[0]
    return not _TIMED.isdisjoint(inspection.dialect(damage.file).meanings(word))


def _report_nameless(inspection: Inspection, user: ast.GivenUser) -> None:
    help = (Text("MA001.name-user"),)
    inspection.context.report("MA001", inspection.head(user), "MA001.user-without-name", help=help)


def _report_unknown(
    inspection: Inspection, name: ast.Name, names: tuple[str, ...], users: list[ast.GivenUser]
) -> None:
    labels = [Label(inspection.head(user), Text("MA101.user-here")) for user in users if user.name is None]
    help = (Text("MA101.give-user", {"name": name.text}),) if not names else ()
    inspection.unknown("MA101", "@kind.user", name, frozenset(names), labels=labels, help=help)


def _report_missing(inspection: Inspection, line: Named, names: tuple[str, ...]) -> None:
    known = items(f"`{name}`" for name in names)
    help = (Text("MA112.users", {"known": known}),) if names else ()
    fixes = [fix for name in names[:_MOST_FIXES] for fix in _fixes(inspection, line, name)]
    inspection.context.report("MA112", inspection.head(line), "MA112.no-test-user", help=help, fixes=fixes)


def _fixes(inspection: Inspection, line: Named, name: str) -> Iterator[Fix]:
    dialect = inspection.dialect(line.span.file)
    written = inspection.spelled(name, line.span.file)
    match line:
        case ast.EventAction(event=event):
            yield insert_fix(event.span, f" {dialect.write('by (event)')} {written}")
        case ast.SetAction():
            head = inspection.written(line.span).find("{")
            if head > 0:
                place = line.span.start + head
                edit = Edit(Span(line.span.file, place, place), f"{written} ")
                yield Fix(Text("fix.insert", {"text": written}), Applicability.SUGGEST, (edit,))
        case _:
            yield insert_fix(line.span, f" {dialect.write('for')} {written}")
