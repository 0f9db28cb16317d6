"""Apply fixes to the text they were found in."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable

from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix
from maflow.dsl.source import SourceFile

__all__ = ["apply_edits", "apply_fixes", "choose_fixes"]

# Start, end and replacement.
_Place = tuple[int, int, str]


def apply_fixes(
    source: SourceFile, diagnostics: Iterable[Diagnostic], applicabilities: Collection[Applicability]
) -> str:
    """Return the text of a file after its fixes; of fixes that collide, the one that begins first is applied.

    A fix may reach into several files: give the same diagnostics, those of all files, for each of them.
    What was left out shows up again when the new text is checked.
    """
    chosen = choose_fixes(diagnostics, applicabilities)
    return apply_edits(source, [edit for fix in chosen for edit in fix.edits])


def choose_fixes(
    diagnostics: Iterable[Diagnostic], applicabilities: Collection[Applicability]
) -> tuple[Fix, ...]:
    """Return fixes that can be applied together: at most one for a diagnostic, and each one whole.

    Law: the answer does not depend on the order of the diagnostics.
    """
    taken: dict[str, list[_Place]] = defaultdict(list)
    eligible = filter(None, (_first_fix(diagnostic, applicabilities) for diagnostic in diagnostics))
    return tuple(fix for fix in sorted(eligible, key=_order) if _take(fix, taken))


def apply_edits(source: SourceFile, edits: Iterable[Edit]) -> str:
    """Return the text of a file with its edits made; equal edits are made once, those of other files never.

    Raises: ValueError for edits that overlap or reach beyond the text.
    """
    parts = []
    at = 0
    for start, end, replacement in sorted({_place(e) for e in edits if e.span.file == source.path}):
        if not at <= start <= end <= len(source.text):
            raise ValueError(f"an edit of {start} to {end} does not fit after {at} in {source.path}")
        parts += [source.text[at:start], replacement]
        at = end
    return "".join(parts) + source.text[at:]


def _place(edit: Edit) -> _Place:
    return edit.span.start, edit.span.end, edit.replacement


def _first_fix(diagnostic: Diagnostic, applicabilities: Collection[Applicability]) -> Fix | None:
    fixes = (fix for fix in diagnostic.fixes if fix.edits and fix.applicability in applicabilities)
    return next(fixes, None)


def _order(fix: Fix) -> list[tuple[str, int, int, str]]:
    return sorted((edit.span.file, *_place(edit)) for edit in fix.edits)


def _take(fix: Fix, taken: dict[str, list[_Place]]) -> bool:
    """Add the edits of a fix to those taken, or none of them when one collides."""
    added: list[tuple[str, _Place]] = []
    for edit in fix.edits:
        file, place = edit.span.file, _place(edit)
        at = bisect_left(taken[file], place)
        neighbours = taken[file][max(at - 1, 0) : at + 1]
        if place in neighbours:
            continue
        if any(_collide(place, other) for other in neighbours):
            for added_file, added_place in added:
                taken[added_file].remove(added_place)
            return False
        insort(taken[file], place)
        added.append((file, place))
    return True


def _collide(one: _Place, other: _Place) -> bool:
    """Tell whether two edits overlap, or insert at the same place so that their order would be a guess."""
    is_same_point = one[0] == one[1] == other[0] == other[1]
    return is_same_point or (one[0] < other[1] and other[0] < one[1])
