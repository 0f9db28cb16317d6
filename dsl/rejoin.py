"""Lines that begin like a declaration of their own, but go on with the declaration before them."""

from __future__ import annotations

from maflow.dsl.automaton import Automaton
from maflow.dsl.repair_words import continuing_words
from maflow.dsl.tokens import Token

__all__ = ["rejoin"]

# So many tokens further reading must get, so that the lines belong together.
_PROGRESS = 2
# Nobody writes longer declarations than this and then mistypes a word.
_MOST_TOKENS = 5_000


def rejoin(automaton: Automaton, chunk: list[Token], following: list[Token]) -> list[Token] | None:
    """Return a declaration with the lines that follow it, if these belong to it and one has a mistake.

    Either their first word is a mistyped or glued `and`, or a `=` is missing above, or a `{` has a line
    to itself. The mistake stays in the tokens.
    """
    first = following[0]
    if automaton.can_begin(first) or len(chunk) > _MOST_TOKENS:
        return None
    before = chunk[:-1]
    if first.kind == "WORD" and any(
        _reads_on(automaton, before, meant, following[1:]) for meant in _meanings(automaton, first)
    ):
        return before + following
    if automaton.probe(chunk).index < len(before):
        return None
    is_below = first.kind == "{" or _reads_on(automaton, before, [Token("=", "=", 0, 0)], following)
    return chunk + following if is_below else None


def _meanings(automaton: Automaton, word: Token) -> list[list[Token]]:
    """Return what the first word of a line can stand for, so that the line goes on from the one before."""
    dialect = automaton.dialect
    meanings = [
        [Token(kind, kind, word.start, word.end) for kind in meant]
        for meant in continuing_words(dialect, word.text)
    ]
    for keyword in dialect.opens_line:
        if word.text.startswith(keyword) and not word.text.isascii():
            rest = Token("WORD", word.text.removeprefix(keyword), word.start, word.end)
            meanings.append([Token("WORD", keyword, word.start, word.end), rest])
    return meanings


def _reads_on(automaton: Automaton, before: list[Token], meant: list[Token], following: list[Token]) -> bool:
    joined = [*before, *meant, *following]
    return automaton.probe(joined).index >= min(len(before) + len(meant) + _PROGRESS, len(joined))
