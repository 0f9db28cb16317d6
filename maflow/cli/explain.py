"""`ma explain`: why something was sent to a user, or was not."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import click

from maflow.cli.console import Console, current_console
from maflow.cli.decision_sentences import decision_text
from maflow.cli.exit_codes import ExitCode
from maflow.cli.explain_advice import Adviser, rule_places
from maflow.cli.explain_campaigns import campaign_places, exit_events, ways_in
from maflow.cli.explain_limits import LimitCounts
from maflow.cli.explain_mistakes import check_project, senders_of, unknown_user
from maflow.cli.explaining import Story, Told, stories_of, told_of
from maflow.cli.help import Command, Example
from maflow.cli.moments import local_times
from maflow.cli.options import Choice, option, output_options
from maflow.cli.runnable import as_config_errors, load_runnable
from maflow.dsl.diagnostics import Text
from maflow.dsl.render.palette import Role, painted
from maflow.dsl.visible import visible
from maflow.runtime.core.journal import Decision, DecisionKind
from maflow.runtime.journal.reader import read_journal
from maflow.runtime.journal.writer import journal_lines
from maflow.runtime.program.program import Program

__all__ = ["explain"]

_FORMATS = Choice(lambda: ("text", "json"))
_FORMAT_VERSION = 1
_TIME_WIDTH = len("2026-11-11 20:00:00")
_EXAMPLES: tuple[Example, ...] = (
    ("ma explain u1001 --journal journal.jsonl", "cli.explain.example-user"),
    ("ma explain u1001 cart_reminder --journal journal.jsonl -p shop", "cli.explain.example-message"),
    ("ma explain u1001 --journal journal.jsonl --format json", "cli.explain.example-json"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What is told: of whom, of which message, and in which zone."""

    user_id: str
    message: str | None
    campaigns: frozenset[str]
    program: Program | None
    told: Told
    stories: list[Story]
    adviser: Adviser
    zone: str
    say: Callable[[Text], str]

    def sentence(self, decision: Decision) -> str:
        """Return a decision as a sentence."""
        return self.say(decision_text(decision, self.say, self.adviser.tell_time, self.program))

    def advice(self, decision: Decision) -> list[str]:
        """Return what stands behind a decision."""
        return [self.say(text) for text in self.adviser.advice(decision)]

    def counts(self) -> Iterator[Text]:
        """Yield what became of each message, or that nothing did."""
        names = {each.message for story in self.stories for each in story.decisions if each.message}
        for name in sorted(names if self.message is None else {self.message}):
            kinds = [each.kind for story in self.stories for each in story.decisions if each.message == name]
            if not kinds:
                yield from self._never(name)
                continue
            counted = {
                kind: str(kinds.count(DecisionKind[kind.upper()])) for kind in ("sent", "blocked", "deferred")
            }
            failed = kinds.count(DecisionKind.FAILED)
            if failed:
                told = {"message": name, "failed": str(failed), **counted}
                yield Text("explain.counts-with-failed", told)
            else:
                yield Text("explain.counts", {"message": name, **counted})

    def _never(self, name: str) -> Iterator[Text]:
        yield Text("explain.never-decided", {"message": name, "user": self.user_id})
        for campaign in sorted(self.campaigns):
            own = [each for story in self.stories for each in story.decisions if each.campaign == campaign]
            kinds = [each.kind for each in own]
            told = {
                "campaign": campaign,
                "entered": str(kinds.count(DecisionKind.ENTERED)),
                "refused": str(kinds.count(DecisionKind.REFUSED)),
            }
            yield Text("explain.sender", told)
            if not own and self.program is not None:
                yield from ways_in(self.program, {campaign}, self.say)


@click.command("explain", cls=Command, examples=_EXAMPLES, help="cli.explain.about")
@click.argument("user", metavar="USER")
@click.argument("message", metavar="[MESSAGE]", required=False)
@option("--journal", "-j", metavar="FILE", required=True, help="cli.explain.journal")
@option("--project", "-p", metavar="PATH", help="cli.explain.project")
@option("--format", "format_name", metavar="NAME", type=_FORMATS, default="text", help="cli.explain.format")
@output_options
def explain(user: str, message: str | None, journal: str, project: str | None, format_name: str) -> ExitCode:
    """Explain from a journal what was decided about a user."""
    console = current_console()
    program = None if project is None else load_runnable(project, console)
    if project is not None and program is None:
        return ExitCode.USAGE
    with as_config_errors():
        told = told_of(user, read_journal(journal))
    check_project(journal, told, program)
    campaigns = None if message is None else senders_of(message, told, program)
    if not told.decisions:
        _tell_nothing(user, journal, told, campaigns, program, console)
        return ExitCode.USAGE
    answer = _answer(user, message, campaigns, told, program, console)
    if format_name == "json":
        console.write(json.dumps(_document(answer), ensure_ascii=False, indent=2) + "\n")
    else:
        color = console.has_color(sys.stdout)
        for line in _lines(answer, color=color):
            console.write(line + "\n")
    return ExitCode.CLEAN


def _tell_nothing(
    user: str,
    journal: str,
    told: Told,
    campaigns: frozenset[str] | None,
    program: Program | None,
    console: Console,
) -> None:
    """Tell that the journal knows nothing of a user, and what would have made it."""
    mistake = unknown_user(user, journal, told)
    if program is None or told.ended is None:
        console.fail(mistake)
        return
    asked = {each.name for each in program.campaigns} if campaigns is None else campaigns
    console.fail(mistake, *ways_in(program, asked, console.say))


def _answer(
    user: str,
    message: str | None,
    campaigns: frozenset[str] | None,
    told: Told,
    program: Program | None,
    console: Console,
) -> _Answer:
    zone = "UTC" if program is None else program.timezone
    stories = stories_of(told.decisions, campaigns)
    adviser = Adviser(
        limits=None if program is None else LimitCounts(program, told.decisions),
        stories=stories,
        places={} if program is None else rule_places(program),
        campaigns={} if program is None else campaign_places(program),
        exits={} if program is None else exit_events(program),
        say=console.say,
        tell_time=local_times(zone),
    )
    return _Answer(
        user_id=user,
        message=message,
        campaigns=campaigns or frozenset(),
        program=program,
        told=told,
        stories=stories,
        adviser=adviser,
        zone=zone,
        say=console.say,
    )


def _lines(answer: _Answer, *, color: bool) -> Iterator[str]:
    say = answer.say
    title = Text("explain.title", {"user": answer.user_id, "zone": answer.zone})
    yield painted([(say(title), Role.TITLE)], color=color)
    for story in answer.stories:
        yield ""
        name = story.run or story.campaign or say(Text("explain.outside"))
        yield painted([(visible(name), Role.TITLE)], color=color)
        yield from _story_lines(answer, story, color=color)
    counts = [say(text) for text in answer.counts()]
    yield from ("", *counts) if counts else ()


def _story_lines(answer: _Answer, story: Story, *, color: bool) -> Iterator[str]:
    for decision in story.decisions:
        time = answer.adviser.tell_time(decision.time)
        yield f"  {time}  {visible(answer.sentence(decision))}"
        for line in answer.advice(decision):
            yield painted([(f"  {' ' * _TIME_WIDTH}    {visible(line)}", Role.ASIDE)], color=color)
    if story.is_under_way:
        ended = answer.adviser.tell_time(answer.told.ended or 0)
        yield f"  {ended}  {answer.say(Text('explain.still-under-way'))}"


def _document(answer: _Answer) -> dict[str, Any]:
    """Return the answer as an object. Any: it is JSON."""
    return {
        "format_version": _FORMAT_VERSION,
        "user_id": answer.user_id,
        "message": answer.message,
        "timezone": answer.zone,
        "stories": [
            {
                "campaign": story.campaign,
                "run": story.run,
                "under_way": story.is_under_way,
                "decisions": [_record(answer, each) for each in story.decisions],
            }
            for story in answer.stories
        ],
        "summary": [answer.say(text) for text in answer.counts()],
    }


def _record(answer: _Answer, decision: Decision) -> dict[str, Any]:
    record = json.loads(journal_lines([decision]))
    return {**record, "sentence": answer.sentence(decision), "advice": answer.advice(decision)}
