"""What people see of tests: a sign for each, what failed with the line in question, and a count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from maflow.cli.found import named_from
from maflow.cli.testing.failures import Failure, describe_failure
from maflow.cli.testing.played import PlayedTest
from maflow.dsl.diagnostics import Text
from maflow.dsl.render import RenderOptions
from maflow.dsl.render.palette import Piece, Role, painted
from maflow.dsl.render.snippet import Mark, draw_snippet
from maflow.dsl.source import display_width
from maflow.dsl.visible import visible

__all__ = ["failure_block", "progress_sign", "summary_line", "verbose_line"]

_MOST_BEFORE = 20
_NARROWEST_GUTTER = 2
_INDENT = " " * 4


def progress_sign(played: PlayedTest, options: RenderOptions) -> str:
    """Return the sign for a test in a row of signs."""
    sign = (".", Role.HELP) if played.outcome.is_passed else ("F", Role.ERROR)
    return painted([sign], color=options.color)


def verbose_line(played: PlayedTest, options: RenderOptions) -> str:
    """Return the line that tells of one test."""
    is_passed = played.outcome.is_passed
    word = options.say(Text("test.passed" if is_passed else "test.failed"))
    role = Role.HELP if is_passed else Role.ERROR
    return (
        painted(
            [(word, role), (f"  {_where(played)}  ", Role.ASIDE), (_title(played), Role.PLAIN)],
            color=options.color,
        )
        + "\n"
    )


def summary_line(tests: Sequence[PlayedTest], options: RenderOptions) -> str:
    """Return the last line: how many passed, and how many did not."""
    failed = sum(not played.outcome.is_passed for played in tests)
    text = options.say(Text("test.count-passed", {"count": str(len(tests) - failed)}))
    if failed:
        told = {"passed": text, "failed": options.say(Text("test.count-failed", {"count": str(failed)}))}
        text = options.say(Text("test.count-both", told))
    return painted([(text, Role.ERROR if failed else Role.HELP)], color=options.color) + "\n"


def failure_block(played: PlayedTest, options: RenderOptions) -> str:
    """Return why a test failed, as several lines, each with its line end."""
    assert played.outcome.difference is not None
    failure = describe_failure(played, played.outcome.difference, options.say)
    rows = _Block(played, failure, options).rows()
    return "".join(painted(row, color=options.color) + "\n" for row in rows)


class _Block:
    """One failure on its way to becoming rows."""

    def __init__(self, played: PlayedTest, failure: Failure, options: RenderOptions) -> None:
        self.played = played
        self.failure = failure
        self.options = options
        self.source = played.prepared.source(failure.span.file)
        self.place = self.source.position(failure.span.start)
        last = self.source.line_number(max(failure.span.start, failure.span.end - 1))
        self.gutter = max(_NARROWEST_GUTTER, len(str(last)))
        self.colon = options.say(Text("label.colon"))

    def rows(self) -> Iterator[list[Piece]]:
        """Yield the failure row by row."""
        word = self.options.say(Text("test.failed"))
        yield [(word, Role.ERROR), (f"{self.colon}{_title(self.played)}", Role.TITLE)]
        path = named_from(self.played.prepared.project.root)(self.source.path)
        where = f"{visible(path)}:{self.place.line}:{self.place.column}"
        yield [(" " * self.gutter + "--> ", Role.GUTTER), (where, Role.PLAIN)]
        yield [(" " * self.gutter + " |", Role.GUTTER)]
        yield from draw_snippet(self.source, [self.mark()], self.gutter, self.options.width)
        yield self.note("test.label.expected", self.failure.expected)
        yield from self.several("test.label.happened", self.failure.happened)
        yield from self.before()
        yield self.note("test.label.times", self.times())
        if self.failure.help:
            yield self.note("label.help", self.failure.help)

    def times(self) -> str:
        """Return in which zones the times are."""
        failure = self.failure
        if failure.own_zone is None:
            return self.say("test.times", zone=failure.zone)
        told = {"zone": failure.zone, "own": failure.own_zone, "user": failure.user_id}
        return self.say("test.times-in-two-zones", **told)

    def mark(self) -> Mark:
        """Return the carets."""
        span = self.failure.span
        return Mark(
            start=span.start, end=span.end, label=self.failure.point, role=Role.ERROR, is_primary=True
        )

    def before(self) -> Iterator[list[Piece]]:
        """Yield what had been decided of the user until then, the latest of it."""
        failure = self.failure
        key = "test.before" if failure.before else "test.nothing-before"
        yield self.note("test.label.before", self.say(key, user=failure.user_id))
        hidden = len(failure.before) - _MOST_BEFORE
        if hidden > 0:
            yield self.deeper(self.say("test.more-before", count=str(hidden)))
        for remembered in failure.before[-_MOST_BEFORE:]:
            yield self.deeper(remembered.row)

    def several(self, label: str, lines: Iterable[str]) -> Iterator[list[Piece]]:
        """Yield a note of several lines, one below the other."""
        width = display_width(self.options.say(Text(label)) + self.colon)
        for index, line in enumerate(lines):
            yield self.note(label, line) if index == 0 else self.deeper(" " * width + line, indent="")

    def note(self, label: str, text: str) -> list[Piece]:
        """Return a row behind the sign of a note."""
        word = self.options.say(Text(label))
        return [*self.sign(" = "), (word, Role.TITLE), (f"{self.colon}{text}", Role.PLAIN)]

    def deeper(self, text: str, indent: str = _INDENT) -> list[Piece]:
        """Return a row that belongs to the note above it."""
        return [*self.sign("   "), (indent + text, Role.PLAIN)]

    def sign(self, sign: str) -> list[Piece]:
        """Return what stands in the gutter."""
        return [(" " * self.gutter + sign, Role.GUTTER)]

    def say(self, key: str, **told: str) -> str:
        """Return a sentence of the catalogue."""
        return self.options.say(Text(key, told))


def _where(played: PlayedTest) -> str:
    path = named_from(played.prepared.project.root)(played.test.title.file)
    return f"{visible(path)}:{played.line}"


def _title(played: PlayedTest) -> str:
    return visible(played.test.scenario.title)
