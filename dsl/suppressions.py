"""Hide the findings that an `ignore` comment names, and report the comments that hide nothing.

A comment behind code covers its line. Comments that have lines to themselves cover those lines and the
line below them. A text over several lines, in which no comment can stand, counts as one line: a comment
behind its end covers it, and so do comments above its first line. A finding is where its primary span begins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from maflow.dsl.ast.module import Comment
from maflow.dsl.diagnostics import Diagnostic
from maflow.dsl.source import SourceFile, Span
from maflow.dsl.suppression_comments import Suppression, read_suppression
from maflow.dsl.suppression_faults import NEVER_SUPPRESSED, Judge

__all__ = ["apply_suppressions"]

# For a line, or for a line and the comments above it: code to the comment that covers it there.
_Cover = dict[str, Suppression]
# The first and the last line of a text.
_Lines = tuple[int, int]


def apply_suppressions(  # noqa: PLR0913 - each is one thing that the findings depend on
    diagnostics: Iterable[Diagnostic],
    comments_by_file: Mapping[str, Iterable[Comment]],
    sources: Mapping[str, SourceFile],
    today: date,
    known_codes: Collection[str],
    checked_codes: Collection[str] | None = None,
    *,
    texts: Iterable[Span] = (),
) -> list[Diagnostic]:
    """Return the findings that no comment hides, and after them what is wrong with the comments.

    What means that there is no program (`is_essential`) is never hidden: nothing could be built from it.
    Shape: `checked_codes` are those whose absence proves a comment useless (default: all that are known);
    leave out what was not looked for, as when a file with syntax errors is not checked any further;
    `texts` are where texts stand.
    Reports: MA009.
    """
    suppressions: list[Suppression] = []
    covers: dict[tuple[str, int], list[_Cover]] = {}
    for path in sorted(comments_by_file.keys() & sources.keys()):
        found = _cover_lines(sources[path], comments_by_file[path], today, covers)
        suppressions += found
    long_texts = _long_texts(texts, sources)
    kept = []
    used: dict[Suppression, set[str]] = defaultdict(set)
    for diagnostic in diagnostics:
        suppression = _hidden_by(diagnostic, sources, covers, long_texts)
        if suppression is None:
            kept.append(diagnostic)
        else:
            used[suppression].add(diagnostic.code)
    known = frozenset(known_codes)
    checked = known if checked_codes is None else frozenset(checked_codes)
    judge = Judge(sources=sources, today=today, known=known, checked=checked)
    return kept + [fault for each in suppressions for fault in judge.faults(each, used[each])]


def _cover_lines(
    source: SourceFile,
    comments: Iterable[Comment],
    today: date,
    covers: dict[tuple[str, int], list[_Cover]],
) -> list[Suppression]:
    """Note for each line which comments cover it; return all comments that ask to ignore something."""
    found = []
    block: _Cover = {}
    last_line = -1
    for comment in sorted(comments, key=lambda each: each.span.start):
        line = source.line_number(comment.span.start)
        cover: _Cover = {}
        if comment.is_own_line:
            cover = block = block if line == last_line + 1 else {}
            last_line = line
            covers[source.path, line + 1] = [block]
        covers.setdefault((source.path, line), []).insert(0, cover)
        suppression = read_suppression(comment)
        if suppression is not None:
            found.append(suppression)
            if suppression.is_in_force(today):
                cover.update((word.text, suppression) for word in suppression.codes)
    return found


def _hidden_by(
    diagnostic: Diagnostic,
    sources: Mapping[str, SourceFile],
    covers: Mapping[tuple[str, int], list[_Cover]],
    long_texts: Mapping[str, Sequence[_Lines]],
) -> Suppression | None:
    source = sources.get(diagnostic.span.file)
    if source is None or diagnostic.code in NEVER_SUPPRESSED:
        return None
    line = source.line_number(diagnostic.span.start)
    around = next(
        (text for text in long_texts.get(source.path, ()) if text[0] <= line <= text[1]), (line, line)
    )
    lines = dict.fromkeys((line, around[1], around[0]))
    covering = (cover.get(diagnostic.code) for each in lines for cover in covers.get((source.path, each), ()))
    return next(filter(None, covering), None)


def _long_texts(texts: Iterable[Span], sources: Mapping[str, SourceFile]) -> Mapping[str, Sequence[_Lines]]:
    """Return the first and the last line of each text over several lines, by file."""
    found: dict[str, list[_Lines]] = defaultdict(list)
    for span in texts:
        source = sources[span.file]
        first, last = source.line_number(span.start), source.line_number(span.end)
        if last > first:
            found[span.file].append((first, last))
    return found
