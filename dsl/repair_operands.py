"""Values that are missing between two words, and values that lack the brackets around them."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.dsl.diagnostics import Text
from maflow.dsl.repair import Mistake, Repair, suggestion, syntax_error
from maflow.dsl.syntax_errors import describe_found
from maflow.dsl.tokens import Token

__all__ = ["next_without_brackets", "valueless"]

# What can stand where a value is expected, among others.
_VALUE = frozenset(("now", "count", "STRING", "DIGITS"))
# What can follow a condition.
_CLAUSES = frozenset(("within", "up", "until"))
_UNNAMED = "_"
_EARLY = "09:00"


def valueless(mistake: Mistake) -> Iterator[Repair]:
    """Put in a value that is missing before a block or a clause: `if user.age > 3 and { stop }`."""
    start = mistake.token.start
    value = Token("IDENT", _UNNAMED, start, start)
    if mistake.expected >= _VALUE:
        tokens: tuple[Token, ...] = (value,)
    elif mistake.expected == {"("} and "in" in mistake.meanings(mistake.index - 1):
        tokens = (Token("(", "(", start, start), value, Token(")", ")", start, start))
    else:
        return
    index = mistake.index
    if mistake.token.kind == "{" or mistake.meanings(index) & _CLAUSES:
        diagnostic = syntax_error(mistake.unexpected(index), mistake.span(index))
        # A value without a name says nothing of its type, so that nothing more is said of it.
        repair = Repair(index, index, tokens, diagnostic, lost=(_UNNAMED,))
        if mistake.reads_on(repair):
            yield repair


def next_without_brackets(mistake: Mistake) -> Iterator[Repair]:
    """Put brackets around the date that returns every year: `wait until next user.birthday at 09:00`."""
    first, index, last = mistake.first, mistake.index, mistake.last
    verb = mistake.text(first, index) if index > first else ""
    stop = next((place for place in range(index, last) if "at" in mistake.meanings(place)), last)
    if verb != mistake.spelled("wait", "until", "next") or stop == index:
        return
    span = mistake.span(index, stop)
    words = [Token(word, word, span.start, span.start) for word in ("wait", "until", "next", "(")]
    closing = Token(")", ")", span.end, span.end)
    clock = [Token("at", "at", span.end, span.end), Token("CLOCK", _EARLY, span.end, span.end)]
    missing = "" if stop < last else f" {mistake.spelled('at')} {_EARLY}"
    meant = (*words, *mistake.tokens[index:stop], closing, *(clock if missing else ()))
    fix = suggestion(span, f"({mistake.text(index, stop)}){missing}")
    message = Text("MA001.missing", {"missing": "(", "found": describe_found(mistake.token)})
    yield Repair(first, stop, meant, syntax_error(message, span, fix))
