"""Read `# ma: ignore[MA601, MA101] reason="legacy text" until=2026-12-31` out of a comment.

The form is the same in every keyword dialect; what an input method makes of its punctuation is understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from maflow.dsl.ast.module import Comment
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.source import Span

__all__ = ["Suppression", "Word", "read_suppression"]

_HEAD = re.compile(r"#\s*ma\s*[:：]\s*(\w+)")
_CODES = re.compile(r"\s*[\[［【]([^\]］】]*)[\]］】]")
_CODE = re.compile(r"[^,，、\s]+")
_OPTION = re.compile(
    r"""\s*(?: reason \s*[=＝]\s* (?: "(?P<reason>(?:[^"\\]|\\.)*)" | [“”](?P<cjk_reason>[^“”]*)[“”] )
             | until \s*[=＝]\s* (?P<until>\d{4}-\d{2}-\d{2}) (?!\w) )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the comment and its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """What a comment says. `list_span` is what stands between the brackets; `misread` is what makes no sense.

    `meant` is the word that was probably meant by `misread`.
    """

    comment: Comment
    codes: tuple[Word, ...] = ()
    list_span: Span | None = None
    reason: str = ""
    until: date | None = None
    until_span: Span | None = None
    misread: Word | None = None
    meant: str | None = None

    def is_in_force(self, today: date) -> bool:
        """Tell whether it hides anything: it is understood, gives a reason and has not ended."""
        has_ended = self.until is not None and self.until < today
        return self.misread is None and bool(self.reason) and not has_ended


def read_suppression(comment: Comment) -> Suppression | None:
    """Return what a comment asks to ignore, or None for a comment that is not of this kind."""
    head = _HEAD.match(comment.text)
    if head is None:
        return None
    if head[1] != "ignore":
        meant = nearest(head[1], ["ignore"])
        misread = Word(head[1], _span(comment, *head.span(1)))
        return Suppression(comment=comment, misread=misread, meant=meant) if meant else None
    codes = _CODES.match(comment.text, head.end())
    if codes is None:
        return Suppression(comment=comment, misread=_rest(comment, head.end()))
    return _read_options(
        comment,
        tuple(
            Word(code[0], _span(comment, *code.span()))
            for code in _CODE.finditer(comment.text, *codes.span(1))
        ),
        codes,
    )


def _read_options(comment: Comment, codes: tuple[Word, ...], list_match: re.Match[str]) -> Suppression:
    reason, until, until_span = "", None, None
    at = list_match.end()
    while option := _OPTION.match(comment.text, at):
        if option["until"]:
            until_span = _span(comment, *option.span("until"))
            until = _date(option["until"])
            if until is None:
                break
        else:
            reason = (option["reason"] or option["cjk_reason"] or "").strip()
        at = option.end()
    return Suppression(
        comment=comment,
        codes=codes,
        list_span=_span(comment, *list_match.span(1)),
        reason=reason,
        until=until,
        until_span=until_span,
        misread=_rest(comment, at),
    )


def _rest(comment: Comment, at: int) -> Word | None:
    rest = comment.text[at:].strip()
    start = comment.text.find(rest, at)
    return Word(rest, _span(comment, start, start + len(rest))) if rest else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _span(comment: Comment, start: int, end: int) -> Span:
    return Span(comment.span.file, comment.span.start + start, comment.span.start + end)
