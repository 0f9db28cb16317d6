"""Why a test failed: what was expected, what happened, and what had been decided before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import assert_never

from maflow.cli.decision_sentences import decision_text
from maflow.cli.testing.expectation_sentences import (
    content_text,
    expected_text,
    point_text,
    receipt_text,
    state_text,
)
from maflow.cli.testing.local_times import local_time_text
from maflow.cli.testing.played import PlayedTest
from maflow.dsl.diagnostics import Text
from maflow.dsl.dialects import Dialect, dialect_of, load_dialect
from maflow.dsl.source import Span
from maflow.runtime.core.effects import Outgoing
from maflow.runtime.core.journal import Decision
from maflow.runtime.program.scenarios import Expectation, ExpectedSend, ReceiptArrives
from maflow.runtime.program.time_zones import zone_named
from maflow.runtime.scenario.expectations import OfState
from maflow.runtime.scenario.outcome import Difference, NothingSent, UnexpectedSend, Unmet

__all__ = ["Failure", "Remembered", "describe_failure"]

_PER_SECOND = 1000
_WORD = re.compile(r"[^\W\d_]\w*")

Say = Callable[[Text], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A decision as a reader sees it: local time in the project's zone and in the user's, and a sentence."""

    decision: Decision
    time: str
    own_time: str | None
    sentence: str

    @property
    def row(self) -> str:
        """Return it as one line."""
        own = "" if self.own_time is None else f" ({self.own_time})"
        return f"{self.time}{own}  {self.sentence}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A failed test in words, all of them in the reader's language.

    Shape: `span` is what the carets stand under, `point` what is said there; `before` are the decisions
    of `user_id` up to what happened; `own_zone` is None where the user's zone is the project's.
    """

    span: Span
    point: str
    at_ms: int
    user_id: str
    expected: str
    happened: tuple[str, ...]
    before: tuple[Remembered, ...]
    zone: str
    own_zone: str | None
    help: str | None = None


def describe_failure(played: PlayedTest, difference: Difference, say: Say) -> Failure:
    """Return why a test failed, in words."""
    return _Description(played, difference, say).failure()


class _Description:
    """One failure on its way to becoming words."""

    def __init__(self, played: PlayedTest, difference: Difference, say: Say) -> None:
        self.played = played
        self.difference = difference
        self.say = say
        program = played.prepared.code.program
        self.zone = zone_named(program.timezone)
        self.own = None if difference.zone in (None, program.timezone) else zone_named(difference.zone or "")
        self.begin = difference.at_ms - difference.at_ms % _PER_SECOND
        self.time = self.local(difference.at_ms)
        self.span = played.test.spans[difference.line]

    def failure(self) -> Failure:
        """Return the whole."""
        difference = self.difference
        before = (each for each in difference.decisions if each.time < self.begin or self.is_of_state())
        return Failure(
            span=self.span,
            point=self.say(self.point()),
            at_ms=difference.at_ms,
            user_id=difference.user_id,
            expected=self.say(self.expected()),
            happened=tuple(self.happened()),
            before=tuple(map(self.remembered, before)),
            zone=self.zone.key,
            own_zone=self.own.key if self.own else None,
            help=self.help(),
        )

    def is_of_state(self) -> bool:
        """Tell whether the line is about what is, so that all decisions stand before it."""
        action = self.played.test.scenario.lines[self.difference.line].action
        return isinstance(self.difference, NothingSent) or (
            isinstance(self.difference, Unmet) and isinstance(action, OfState)
        )

    def point(self) -> Text:
        """Return what is said under the carets."""
        match self.difference:
            case Unmet():
                return point_text(self.expectation())
            case NothingSent():
                return Text("test.point.receipt")
            case UnexpectedSend(line=line, at_ms=at_ms):
                is_before = at_ms < self.line_second(line)
                return Text("test.point.other-send-before" if is_before else "test.point.other-send")
            case _ as never:
                assert_never(never)

    def expected(self) -> Text:
        """Return what was expected."""
        match self.difference:
            case Unmet():
                return expected_text(self.expectation(), self.time)
            case NothingSent():
                return receipt_text(self.receipt(), self.time)
            case UnexpectedSend():
                return Text("test.expected.no-other")
            case _ as never:
                assert_never(never)

    def happened(self) -> Iterator[str]:
        """Yield what was found instead."""
        match self.difference:
            case Unmet() as unmet:
                expected = self.expectation()
                if isinstance(expected, OfState):
                    yield self.say(state_text(expected, unmet))
                    return
                yield from self.decided()
                if isinstance(expected, ExpectedSend):
                    yield from self.texts_of(expected, unmet.sends)
            case NothingSent(user_id=user):
                told = {"message": self.receipt().message, "channel": self.receipt().channel, "user": user}
                yield self.say(Text("test.happened.not-sent", told))
            case UnexpectedSend():
                yield from self.decided()
            case _ as never:
                assert_never(never)

    def decided(self) -> Iterator[str]:
        """Yield what was decided of the user within the second, each with its time."""
        decisions = [each for each in self.difference.decisions if each.time >= self.begin]
        for decision in decisions:
            yield self.remembered(decision).row
        if not decisions:
            told = {"user": self.difference.user_id, "time": self.time}
            yield self.say(Text("test.happened.nothing", told))

    def texts_of(self, expected: ExpectedSend, sends: tuple[Outgoing, ...]) -> Iterator[str]:
        """Yield what stands in the messages that are the expected one but for their text."""
        for send in sends:
            if (send.message, send.channel) == (expected.message, expected.channel):
                for name, text in send.fields.items():
                    yield self.say(content_text(send.message, name, text))

    def help(self) -> str | None:
        """Return what can be done, where that is clear."""
        if not isinstance(self.difference, UnexpectedSend):
            return None
        source = self.played.prepared.source(self.span.file)
        dialect = load_dialect(dialect_of(source.text)[0])
        told = {
            "line": self.missing_line(self.difference.send, dialect),
            "allowed": dialect.write("other sends allowed"),
        }
        return self.say(Text("test.help.expect-send", told))

    def missing_line(self, send: Outgoing, dialect: Dialect) -> str:
        """Return the line that would expect a send."""
        write = dialect.write
        words = [write("at"), local_time_text(self.begin, self.zone), write("expect"), write("send")]
        words += [_spelled(send.message, dialect), write("by"), _spelled(send.channel, dialect)]
        if len(self.played.test.scenario.users) > 1:
            words += [write("for"), _spelled(send.user_id, dialect)]
        return " ".join(words)

    def remembered(self, decision: Decision) -> Remembered:
        """Return a decision as a reader sees it."""
        program = self.played.prepared.code.program
        return Remembered(
            decision=decision,
            time=self.local(decision.time),
            own_time=local_time_text(decision.time, self.own) if self.own else None,
            sentence=self.say(decision_text(decision, self.say, self.local, program)),
        )

    def local(self, instant_ms: int) -> str:
        """Return an instant in the project's zone."""
        return local_time_text(instant_ms, self.zone)

    def expectation(self) -> Expectation:
        """Return what the line expects that was not met."""
        action = self.played.test.scenario.lines[self.difference.line].action
        assert isinstance(action, Expectation), "only expectations are met or not"
        return action

    def receipt(self) -> ReceiptArrives:
        """Return the receipt of the line whose message was not sent."""
        action = self.played.test.scenario.lines[self.difference.line].action
        assert isinstance(action, ReceiptArrives)
        return action

    def line_second(self, line: int) -> int:
        """Return the instant at which the second of a line begins."""
        at_ms = self.played.test.scenario.lines[line].at_ms
        return at_ms - at_ms % _PER_SECOND


def _spelled(name: str, dialect: Dialect) -> str:
    """Return a name as it is written in a file: in backticks where it would be read as something else."""
    return name if _WORD.fullmatch(name) and name not in dialect.reserved else f"`{name}`"
