"""Lines that begin like a declaration of their own, but go on with the declaration before them."""

from __future__ import annotations

from maflow.dsl.automaton import Automaton
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.synonyms import meant_by
from maflow.dsl.tokens import Token

__all__ = ["goes_on"]

# So many tokens further reading must get, so that the lines belong together.
_PROGRESS = 2
# Nobody writes longer declarations than this and then mistypes a word.
_MOST_TOKENS = 5_000


def goes_on(automaton: Automaton, chunk: list[Token], following: list[Token]) -> bool:
    """Tell whether lines belong to the declaration before them, and one of both has a mistake.

    Either their first word is a mistyped `and` or `else`, or a `=` is missing above, or a `{` has a line
    to itself.
    """
    first = following[0]
    if automaton.can_begin(first) or len(chunk) > _MOST_TOKENS:
        return False
    before = chunk[:-1]
    if first.kind == "WORD" and any(
        _reads_on(automaton, before, list(meant), following[1:]) for meant in _meanings(automaton, first.text)
    ):
        return True
    if automaton.probe(chunk).index < len(before):
        return False
    return first.kind == "{" or _reads_on(automaton, before, ["="], following)


def _meanings(automaton: Automaton, word: str) -> list[tuple[str, ...]]:
    dialect = automaton.dialect
    near = nearest(word, dialect.opens_line)
    meanings = [meant for meant in meant_by(word) if meant[0] in ("and", "or", "else")]
    if near is None:
        return meanings
    return [*meanings, dialect.phrases[near][0].english if near in dialect.phrases else (near,)]


def _reads_on(automaton: Automaton, before: list[Token], kinds: list[str], following: list[Token]) -> bool:
    at = before[-1].end if before else 0
    joined = [*before, *(Token(kind, kind, at, at) for kind in kinds), *following]
    return automaton.probe(joined).index >= min(len(before) + len(kinds) + _PROGRESS, len(joined))
