"""A simulation: files in, journal and summary out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

from maflow.runtime.journal.writer import journal_writer
from maflow.runtime.memory import rare_collections
from maflow.runtime.program.program import Program
from maflow.runtime.report.build import Frame, summarize
from maflow.runtime.report.progress import Progress
from maflow.runtime.report.summary import InputSummary, Misfit
from maflow.runtime.simulate.part import Figures, Part, span_of
from maflow.runtime.simulate.request import Outcome, Request
from maflow.runtime.simulate.workers import simulate_in_parts
from maflow.runtime.sources.records import json_text
from maflow.runtime.sources.rejects import RejectFile, RejectLog
from maflow.runtime.sources.share import reason_for_one_worker
from maflow.runtime.sources.tally import Misfits, most_first

__all__ = ["simulate"]

# Of a value that did not fit; whoever looks it up has its line.
_LONGEST_VALUE = 200


def simulate(
    program: Program, request: Request, write: Callable[[bytes], object], progress: Progress
) -> Outcome:
    """Run a program over the files of a request in virtual time; the journal is written as it comes about.

    The users of the files become known at the time of the first event (at the end, where there is none);
    then the events are taken in order of time, and timers fire up to and including the end.
    Law: the same program, files and request give the same journal, byte for byte, with any number of
    workers. Raises: SourceError, TooManyRejects.
    """
    with closing(RejectFile(request.rejects)) as file, rare_collections():
        rejects = RejectLog(file.write, request.most_rejects, request.word)
        files = (*request.users, *request.events)
        is_alone = request.workers == 1 or reason_for_one_worker(program, files) is not None
        run = _alone if is_alone else simulate_in_parts
        figures, span = run(program, request, rejects, write, progress)
        return _outcome(program, request, figures, span, rejects)


def _alone(
    program: Program,
    request: Request,
    rejects: RejectLog,
    write: Callable[[bytes], object],
    progress: Progress,
) -> tuple[Figures, tuple[int, int]]:
    with ExitStack() as stack:
        part = Part(program, request, rejects, stack)
        history = part.read(progress)
        span = span_of(request, history.first, history.last)
        writer = journal_writer(write)
        figures = part.play(history, span, writer.add, progress)
        writer.close()
        return figures, span


def _outcome(
    program: Program, request: Request, figures: Figures, span: tuple[int, int], rejects: RejectLog
) -> Outcome:
    """Return what a simulation amounts to."""
    frame = Frame(
        began=span[0],
        ended=span[1],
        users=figures.known_users,
        inputs=_inputs(figures, rejects.count),
        seed=request.seed,
    )
    summary = summarize(program, frame, figures.counts)
    return Outcome(summary=summary, rejected=rejects.count, first_reject=rejects.first)


def _inputs(figures: Figures, rejected: int) -> InputSummary:
    events, users = figures.events, figures.users
    return InputSummary(
        events=events.records,
        events_taken=events.taken,
        events_effective=events.taken - figures.duplicates - figures.after_end,
        skipped=most_first(events.skipped),
        users=users.records,
        users_taken=users.taken,
        rejected=rejected,
        duplicates=figures.duplicates,
        after_end=figures.after_end,
        misfits=tuple(_misfits(users.misfits, events.misfits)),
    )


def _misfits(users: Misfits, events: Misfits) -> Iterator[Misfit]:
    """Yield what did not fit; a sample of an attribute is one of the files of users, where they have one."""
    samples = {**events.samples, **users.samples}
    counts = users.counts + events.counts
    for name, why in sorted(counts):
        sample = samples[name, why]
        value = sample.value if isinstance(sample.value, str) else json_text(sample.value)
        yield Misfit(
            name=name,
            why=why,
            count=counts[name, why],
            value=value[:_LONGEST_VALUE],
            file=sample.file,
            line=sample.line,
        )
