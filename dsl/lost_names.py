"""Names that may be declared in what cannot be read: what refers to one of them is not told again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maflow.dsl.automaton import Automaton
from maflow.dsl.tokens import Token

__all__ = ["lost_names"]

# Behind these words, at the beginning of an entry, stands what it declares.
_DECLARING = frozenset(
    "event audience score stages channel category message offer group step alert campaign "
    "split as grade set run given".split()
)
_SETTING = frozenset(("set", "run"))
# In these declarations every word of an entry may be the beginning of one that is lost with it.
_OF_PROPERTIES = frozenset(("user", "event", "score"))
_ENTRY_ENDS = frozenset(("_NL", "{", "}"))
_NAMES = frozenset(("WORD", "IDENT"))
_BODIES = frozenset(("=", "{", "(", "STRING"))
# Units: words at the beginning of an entry, the keyword among them.
_HEAD = 4
# Units: tokens, from the beginning of an entry to the name of a variable: `set run.x`.
_TO_VARIABLE = 3


def lost_names(automaton: Automaton, declaration: Sequence[Token], first: int, stop: int) -> Iterator[str]:
    """Yield the names that may be declared in some tokens of a declaration; those it uses are others."""
    tokens = declaration[first:stop]
    are_properties = bool(_english(automaton, declaration[0]) & _OF_PROPERTIES)
    is_whole = first == 0
    entry = head = 0
    for index, token in enumerate(tokens):
        if token.kind in _ENTRY_ENDS:
            entry = head = index + 1
        elif token.kind not in _NAMES:
            # The share or the value of an arm stands before its name.
            head = index + 1 if head == index else -_HEAD
        elif (
            are_properties
            or index == head
            or (index < head + _HEAD and _may_declare(automaton, tokens[head]))
            or (is_whole and index < _HEAD)
            or "as" in _english(automaton, tokens[index - 1])
            or (is_whole and _is_before_body(tokens, index))
            or (index <= entry + _TO_VARIABLE and _is_variable(automaton, tokens[entry:index]))
        ):
            yield token.text


def _may_declare(automaton: Automaton, word: Token) -> bool:
    """Tell whether an entry may declare something by the word it begins with, which may be a mistyped one."""
    return not automaton.is_keyword(word.text) or bool(_english(automaton, word) & _DECLARING)


def _is_before_body(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a name stands as that of another declaration, which has run into the one that is lost."""
    following = tokens[min(index + 1, len(tokens) - 1)]
    return tokens[index - 1].kind in _NAMES and following.kind in _BODIES


def _is_variable(automaton: Automaton, before: Sequence[Token]) -> bool:
    """Tell whether a name stands where that of a variable is set: `set run.x`, or what is left of that."""
    words = frozenset[str]().union(*(_english(automaton, token) for token in before))
    return before[-1].kind == "." and bool(words & _SETTING) and _may_declare(automaton, before[0])


def _english(automaton: Automaton, token: Token) -> frozenset[str]:
    """Return the English keywords with which what a word stands for can begin."""
    return automaton.dialect.meanings(token.text) | {token.kind}
