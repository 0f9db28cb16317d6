"""What a file consists of: sound declarations with their comments, and stretches to leave as they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from maflow.dsl.ast import Comment, Declaration, Module
from maflow.dsl.dialects import dialect_of
from maflow.dsl.formatter.comments import Attached, attach
from maflow.dsl.source import SourceFile, Span

__all__ = ["Run", "Sliced", "Verbatim", "slice_module"]


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A stretch in which something could not be read."""

    span: Span


@dataclass(frozen=True, slots=True)
class Run:
    """Adjacent sound declarations."""

    declarations: tuple[Declaration, ...]


@dataclass(frozen=True, slots=True)
class Sliced:
    """A file in pieces, in order.

    Shape: `comments` are the texts of all but the header; `attached` are those outside of what is
    left as it is, or `loose` where there is no declaration to attach them to.
    """

    header: Comment | None
    pieces: tuple[Run | Verbatim, ...]
    declarations: tuple[Declaration, ...]
    comments: tuple[str, ...]
    attached: list[Attached]
    loose: tuple[Comment, ...]


def slice_module(source: SourceFile, module: Module, unsound: Iterable[Span]) -> Sliced:
    """Cut a file into runs of sound declarations and what stands between them and cannot be read.

    Shape: `unsound` are spans of mistakes: a declaration that holds one is left as it is.
    """
    faults = [*module.damaged, *module.mended, *unsound]
    sound = tuple(d for d in module.declarations if not any(_overlaps(d.span, fault) for fault in faults))
    header = _header(source, module)
    comments = [comment for comment in module.comments if comment is not header]
    pieces = tuple(_pieces(source, sound, comments, header))
    kept = [piece.span for piece in pieces if isinstance(piece, Verbatim)]
    free = [comment for comment in comments if not any(span.contains(comment.span) for span in kept)]
    return Sliced(
        header=header,
        pieces=pieces,
        declarations=sound,
        comments=tuple(comment.text for comment in comments),
        attached=attach(source.text, sound, free) if sound else [],
        loose=() if sound else tuple(free),
    )


def _header(source: SourceFile, module: Module) -> Comment | None:
    _, _, end = dialect_of(source.text)
    return module.comments[0] if end and module.comments else None


def _overlaps(span: Span, fault: Span) -> bool:
    return fault.start < span.end and span.start < max(fault.end, fault.start + 1)


def _pieces(
    source: SourceFile, sound: tuple[Declaration, ...], comments: list[Comment], header: Comment | None
) -> Iterator[Run | Verbatim]:
    run: list[Declaration] = []
    at = header.span.end if header else 0
    for declaration in sound:
        if _is_unreadable(source.text, at, declaration.span.start, comments):
            if run:
                yield Run(tuple(run))
                run = []
            yield Verbatim(Span(source.path, at, declaration.span.start))
        run.append(declaration)
        at = declaration.span.end
    if run:
        yield Run(tuple(run))
    if _is_unreadable(source.text, at, len(source.text), comments):
        yield Verbatim(Span(source.path, at, len(source.text)))


def _is_unreadable(text: str, start: int, end: int, comments: list[Comment]) -> bool:
    """Tell whether a stretch holds more than blanks, comments and `;`."""
    at = start
    first = bisect_left(comments, start, key=lambda comment: comment.span.start)
    last = bisect_left(comments, end, key=lambda comment: comment.span.start)
    for comment in comments[first:last]:
        if _has_content(text[at : comment.span.start]):
            return True
        at = comment.span.end
    return _has_content(text[at:end])


def _has_content(text: str) -> bool:
    return any(not (char.isspace() or char == ";") for char in text)
