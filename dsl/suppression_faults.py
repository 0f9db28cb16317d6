"""What can be wrong with an `ignore` comment (MA009)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from maflow.dsl.codes import CODES, is_essential
from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Text, items
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.source import SourceFile, Span
from maflow.dsl.suppression_comments import Suppression, Word

__all__ = ["NEVER_SUPPRESSED", "Judge"]

# What means that there is no program is still so when nobody says it; and MA009 would hide that it hides.
NEVER_SUPPRESSED = frozenset({"MA009", *(code for code in CODES if is_essential(code))})

_FORM = (Text("MA009.form"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Finds the faults of `ignore` comments against one check: the codes there are, and those looked for."""

    sources: Mapping[str, SourceFile]
    today: date
    known: AbstractSet[str]
    checked: AbstractSet[str]

    def faults(self, suppression: Suppression, used: AbstractSet[str]) -> list[Diagnostic]:
        """Return what is wrong with a comment that hid findings of the codes `used`."""
        if suppression.misread is not None:
            return [_misread(suppression, suppression.misread)]
        if not suppression.codes:
            return [_fault("MA009.no-codes", {}, suppression.comment.span, help_=_FORM)]
        dead = [word for word in suppression.codes if self._is_dead(word.text, suppression, used)]
        fixes = (self._removal(suppression, dead),) if dead else ()
        return [*self._comment_faults(suppression, fixes), *self._code_faults(suppression, dead, fixes)]

    def _is_dead(self, code: str, suppression: Suppression, used: AbstractSet[str]) -> bool:
        if code in NEVER_SUPPRESSED or code not in self.known or self._has_ended(suppression):
            return True
        return bool(suppression.reason) and code in self.checked and code not in used

    def _has_ended(self, suppression: Suppression) -> bool:
        return suppression.until is not None and suppression.until < self.today

    def _comment_faults(self, suppression: Suppression, fixes: tuple[Fix, ...]) -> Iterator[Diagnostic]:
        span = suppression.comment.span
        if self._has_ended(suppression):
            until = str(suppression.until)
            yield _fault("MA009.expired", {"until": until}, suppression.until_span or span, fixes=fixes)
        elif not suppression.reason:
            end = span.start + len(suppression.comment.text.rstrip())
            edit = Edit(Span(span.file, end, end), ' reason="..."')
            yield _fault(
                "MA009.no-reason", {}, span, fixes=(_fix("MA009.add-reason", Applicability.SUGGEST, edit),)
            )

    def _code_faults(
        self, suppression: Suppression, dead: list[Word], fixes: tuple[Fix, ...]
    ) -> Iterator[Diagnostic]:
        for word in dead:
            args = {"code": word.text}
            if word.text in NEVER_SUPPRESSED:
                yield _fault("MA009.never", args, word.span, help_=(Text("MA009.never-help"),), fixes=fixes)
            elif word.text not in self.known:
                meant = _respelling(word, nearest(word.text, self.known))
                yield _fault("MA009.unknown-code", args, word.span, fixes=(*meant, *fixes))
            elif not self._has_ended(suppression):
                yield _fault("MA009.unused", args, word.span, fixes=fixes)

    def _removal(self, suppression: Suppression, dead: list[Word]) -> Fix:
        alive = [word.text for word in suppression.codes if word not in dead]
        if not alive or suppression.list_span is None:
            edit = Edit(self._whole(suppression), "")
            return _fix("MA009.remove-comment", Applicability.SAFE, edit)
        codes = items(f"`{word.text}`" for word in dead)
        edit = Edit(suppression.list_span, ", ".join(alive))
        return _fix("MA009.remove-codes", Applicability.SAFE, edit, codes=codes)

    def _whole(self, suppression: Suppression) -> Span:
        """Return a comment with the blanks before it, or with its line when it has one to itself."""
        span, source = suppression.comment.span, self.sources[suppression.comment.span.file]
        line = source.line_number(span.start)
        begin = source.line_bounds(line)[0]
        if suppression.comment.is_own_line:
            is_last = line == len(source.line_starts)
            return Span(span.file, begin, span.end if is_last else source.line_starts[line])
        return Span(span.file, begin + len(source.text[begin : span.start].rstrip()), span.end)


def _misread(suppression: Suppression, misread: Word) -> Diagnostic:
    fixes = _respelling(misread, suppression.meant)
    help_ = () if fixes else _FORM
    return _fault("MA009.malformed", {"found": misread.text}, misread.span, help_=help_, fixes=fixes)


def _respelling(word: Word, meant: str | None) -> tuple[Fix, ...]:
    if meant is None:
        return ()
    title = Text("help.did-you-mean", {"name": meant})
    return (Fix(title, Applicability.SUGGEST, (Edit(word.span, meant),)),)


def _fix(key: str, applicability: Applicability, edit: Edit, **args: str) -> Fix:
    return Fix(Text(key, args), applicability, (edit,))


def _fault(
    key: str,
    args: dict[str, str],
    span: Span,
    *,
    help_: tuple[Text, ...] = (),
    fixes: tuple[Fix, ...] = (),
) -> Diagnostic:
    return Diagnostic(
        code="MA009",
        severity=CODES["MA009"].severity,
        message=Text(key, args),
        span=span,
        help=help_,
        fixes=fixes,
    )
