"""Error recovery: one mistake gives one diagnostic, and the rest is still read.

A mistake is mended in the tokens and the declaration is read again. The ways to mend it stand in
`_REPAIRS`, the likelier ones first. The first after which the whole entry can be read (or all of it before
its block) is taken, else the first after which reading gets further; when none does, the entry in which the
mistake stands is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from maflow.dsl import ast
from maflow.dsl import repair_fillers as fillers
from maflow.dsl import repair_limits as limits
from maflow.dsl import repair_order as order
from maflow.dsl import repair_signs as signs
from maflow.dsl import repair_values as values
from maflow.dsl import repair_words as words
from maflow.dsl.automaton import Automaton, Borrowed, Failure
from maflow.dsl.diagnostics import Diagnostic, Severity, Sink, Text
from maflow.dsl.repair import Find, Mistake, Repair, syntax_error
from maflow.dsl.source import SourceFile, Span
from maflow.dsl.tokens import Token

__all__ = ["Recovered", "read_sound", "recover"]

# So many mistakes in one declaration are reported; a longer one is given up earlier.
_MOST_MISTAKES = 25
_MOST_TOKENS_READ = 400_000
# A repair must get reading this much further than what it mended; one that leaves little doubt less far.
_PROGRESS = 2
_PROGRESS_IF_CERTAIN = 1
# What makes trees deep. Passes are recursive, so that many in one entry are refused.
_MOST_OPERATORS = 60
_NESTING_SIGNS = frozenset("+-*/")
_WORD_KINDS = frozenset(("WORD", "FOREIGN"))
# Units: letters. Shorter words are near to too many others.
_SHORT = 2
# Where the name of a declaration that cannot be read at all is looked for.
_HEAD = 4

_REPAIRS: tuple[Find, ...] = (
    order.cut_off_else,
    order.doubled,
    order.hyphened,
    order.day_before_time,
    order.other_day,
    order.day_of_month,
    order.set_consent,
    fillers.filler,
    fillers.then_before_block,
    fillers.colon_before_statement,
    fillers.several_channels,
    fillers.several_events,
    limits.measure_word,
    limits.limit_without_messages,
    words.borrowed,
    words.glued,
    words.said_otherwise,
    words.mistyped_here,
    words.said_otherwise_before,
    words.mistyped_before,
    words.taken_apart,
    words.rejoined,
    values.reserved_name,
    values.currency,
    values.currency_before,
    values.percentage,
    values.clock,
    values.clock_range,
    values.slashed_date,
    values.number_word,
    values.years,
    values.thousands,
    signs.comma_between_entries,
    values.quoted_name,
    values.unquoted,
    signs.without_window,
    limits.limit_without_window,
    signs.unbraced,
    signs.missing_before_keyword,
    signs.missing_here,
    signs.missing_before,
    signs.other_brackets,
    signs.bracketed,
    signs.missing_line_end,
    signs.typeless,
    signs.early_line_end,
    signs.blockless,
    signs.nameless,
    signs.other_sign,
    words.other_trigger,
    values.name_in_parts,
    signs.superfluous,
)
_CERTAIN = (
    words.borrowed,
    words.glued,
    words.said_otherwise,
    words.mistyped_here,
    words.said_otherwise_before,
    words.mistyped_before,
    values.currency,
    values.currency_before,
    values.slashed_date,
    values.number_word,
    values.thousands,
    signs.comma_between_entries,
    signs.other_sign,
)
_HINTS = (words.mistyped_here, words.mistyped_before)


@dataclass(frozen=True, slots=True)
class Recovered:
    """What could be read of a declaration, and the names that may have been declared in what could not.

    Shape: `nameless` is the keyword, in English, of a declaration that was lost because it has no name.
    """

    declaration: ast.Declaration | None
    is_damaged: bool = False
    lost_names: frozenset[str] = frozenset()
    borrowed: tuple[Borrowed, ...] = ()
    nameless: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Attempt:
    """The state of mending one declaration."""

    automaton: Automaton
    source: SourceFile
    sink: Sink
    silent_lines: frozenset[int]
    lost: set[str] = field(default_factory=set)
    is_spoiled: bool = False
    # Braces that repairs have opened and not closed: the end is missed then, and that is no mistake.
    opened: int = 0


def read_sound(automaton: Automaton, source: SourceFile, tokens: list[Token]) -> Recovered:
    """Read a declaration without mending anything and without a word about it."""
    borrowed: list[Borrowed] = []
    result = None if _too_long(automaton, tokens) else automaton.parse(source.path, tokens, borrowed)
    if result is None or isinstance(result, Failure):
        return Recovered(None, True, frozenset(_names(tokens[:_HEAD])))
    return Recovered(result, borrowed=tuple(borrowed))


def recover(
    automaton: Automaton, source: SourceFile, tokens: list[Token], sink: Sink, silent_lines: frozenset[int]
) -> Recovered:
    """Read a declaration, mending what cannot be read.

    `silent_lines` already have a diagnostic of the lexer; nothing more is said of them.
    Reports: MA001, MA004.
    """
    attempt = _Attempt(automaton, source, sink, silent_lines)
    too_long = _too_long(automaton, tokens)
    if too_long is not None:
        message = Text("MA001.too-long-expression", {"limit": str(_MOST_OPERATORS)})
        sink.add(syntax_error(message, Span(source.path, too_long.start, too_long.end)))
        return Recovered(None, True, frozenset(_names(tokens)))
    is_damaged = False
    read = 0
    for _ in range(_MOST_MISTAKES):
        borrowed: list[Borrowed] = []
        result = automaton.parse(source.path, tokens, borrowed)
        if not isinstance(result, Failure):
            return Recovered(result, is_damaged, frozenset(attempt.lost), tuple(borrowed))
        if attempt.opened > 0 and result.index >= len(tokens) - 1:
            break
        mended = _mend(attempt, Mistake(automaton, source, tokens, result))
        is_damaged = is_damaged or attempt.is_spoiled
        read += len(tokens)
        if not mended or read > _MOST_TOKENS_READ:
            break
        tokens = mended
    attempt.lost.update(_names(tokens))
    return Recovered(None, True, frozenset(attempt.lost), nameless=_nameless(automaton, tokens))


def _nameless(automaton: Automaton, tokens: list[Token]) -> frozenset[str]:
    """Return the keyword of a declaration behind which there is no name."""
    begun = automaton.read_word(tokens, 0, [0]) if tokens[0].kind == "WORD" else None
    if begun is None:
        return frozenset()
    failed = automaton.probe(tokens)
    is_name_missing = failed.index == begun.length and "IDENT" in automaton.expected(failed.states)
    return frozenset(begun.kinds) if is_name_missing else frozenset()


def _too_long(automaton: Automaton, tokens: list[Token]) -> Token | None:
    """Return the operator that is one too many in its entry: deep trees are refused here, once for all."""
    if len(tokens) <= _MOST_OPERATORS:
        return None
    count = 0
    nesting = automaton.nesting_words
    for token in tokens:
        kind = token.kind
        if kind in ("_NL", "{"):
            count = 0
        elif kind in _NESTING_SIGNS or (kind in _WORD_KINDS and token.text in nesting):
            count += 1
            if count > _MOST_OPERATORS:
                return token
    return None


def _mend(attempt: _Attempt, mistake: Mistake) -> list[Token] | None:
    """Return the tokens with one mistake mended, or without the entry it is in; None if nothing is left."""
    hints: list[Diagnostic] = []
    repair = _repair(mistake, hints)
    if repair is not None:
        _report(attempt, mistake.token, repair.diagnostic)
        attempt.lost.update(repair.lost)
        mended = repair.applied(mistake.tokens)
        attempt.opened += _open(mended) - _open(mistake.tokens)
        return mended
    _report(attempt, mistake.token, hints[0] if hints else _plain(mistake))
    first, last, tokens = mistake.first, mistake.last, mistake.tokens
    attempt.lost.update(_names(tokens[first : last + 1]))
    return tokens[:first] + tokens[last + 1 :] if first and first <= last else None


def _open(tokens: list[Token]) -> int:
    return sum((token.kind == "{") - (token.kind == "}") for token in tokens)


def _repair(mistake: Mistake, hints: list[Diagnostic]) -> Repair | None:
    """Return how to mend a mistake; `hints` are the keywords that are near to what cannot be mended."""
    further: Repair | None = None
    for find in _REPAIRS:
        repair, reach = _furthest(mistake, find)
        if repair is None:
            continue
        if reach > max(mistake.head, repair.stop - 1) and (further is None or find is not signs.superfluous):
            return repair
        progress = _PROGRESS_IF_CERTAIN if find in _CERTAIN else _PROGRESS
        if further is None and reach >= max(repair.stop, mistake.index) + progress:
            further = repair
        if find in _HINTS and len(mistake.token.text) > _SHORT:
            hints.append(repair.diagnostic)
    return further


def _furthest(mistake: Mistake, find: Find) -> tuple[Repair | None, int]:
    """Return the repair after which reading gets furthest, the first of equals, and how far it gets."""
    best: Repair | None = None
    furthest = -1
    for repair in find(mistake):
        reach = mistake.reach(repair)
        if reach > furthest:
            best, furthest = repair, reach
    return best, furthest


def _report(attempt: _Attempt, token: Token, diagnostic: Diagnostic) -> None:
    attempt.is_spoiled = attempt.is_spoiled or diagnostic.severity is Severity.ERROR
    lines = {attempt.source.line_number(token.start), attempt.source.line_number(diagnostic.span.start)}
    if not lines & attempt.silent_lines:
        attempt.sink.add(diagnostic)


def _names(tokens: list[Token]) -> Iterator[str]:
    return (token.text for token in tokens if token.kind in ("WORD", "IDENT", "STRING"))


def _plain(mistake: Mistake) -> Diagnostic:
    """Return what is said of a mistake that cannot be mended."""
    index = mistake.index
    if mistake.failure.previous_is_name and mistake.expected == {"("} and index:
        # An unknown word at the beginning of a statement was taken for the name of a step.
        index -= 1
    token = mistake.tokens[index]
    if token.kind == "STRAY":
        return syntax_error(Text("MA001.stray", {"found": token.text}), mistake.span(index))
    # The end of a line is no place to point at: the word before it is.
    shown = max(0, index - 1) if token.kind == "_NL" else index
    return syntax_error(mistake.unexpected(index), mistake.span(shown))
