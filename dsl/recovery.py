"""Error recovery: one mistake gives one diagnostic, and the rest is still read.

A mistake is mended in the tokens and the declaration is read again. The ways to mend it stand in
`_REPAIRS`, the likelier ones first. The first after which the whole entry can be read (or all of it before
its block) is taken, else the first after which reading gets further; when none does, the entry in which the
mistake stands is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from maflow.dsl import ast
from maflow.dsl import repair_fillers as fillers
from maflow.dsl import repair_glued as gluing
from maflow.dsl import repair_limits as limits
from maflow.dsl import repair_operands as operands
from maflow.dsl import repair_order as order
from maflow.dsl import repair_signs as signs
from maflow.dsl import repair_values as values
from maflow.dsl import repair_windows as windows
from maflow.dsl import repair_words as words
from maflow.dsl.automaton import Automaton, Borrowed, Failure
from maflow.dsl.diagnostics import Diagnostic, Severity, Sink, Text
from maflow.dsl.lost_names import lost_names
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
# So many words that are glued to others are looked for in one entry before the first is taken apart.
_MOST_GLUED = 6
# What makes trees deep. Passes are recursive, so that many in one entry are refused.
_MOST_OPERATORS = 60
_NESTING_SIGNS = frozenset("+-*/")
_WORD_KINDS = frozenset(("WORD", "FOREIGN"))
# Units: letters. Shorter words are near to too many others.
_SHORT = 2
# Where the name of a declaration that cannot be read at all is looked for.
_HEAD = 4
# Signs that say to what something belongs.
_STRUCTURE = frozenset(("{", "}", "_NL", "."))

_REPAIRS: tuple[Find, ...] = (
    order.cut_off_else,
    order.doubled,
    order.hyphened,
    order.day_before_time,
    order.other_day,
    order.day_of_month,
    order.set_consent,
    order.total_before_window,
    order.start_before_duration,
    order.moment_of_history,
    limits.messages_by_channel,
    limits.each_of_which,
    limits.subject,
    limits.total_before_window,
    fillers.filler,
    fillers.possessive,
    fillers.then_before_block,
    fillers.colon_before_statement,
    fillers.several_channels,
    fillers.joined_by_word,
    fillers.several_events,
    limits.measure_word,
    limits.limit_without_messages,
    words.borrowed,
    windows.window,
    windows.budget_window,
    gluing.glued,
    values.unit_in_words,
    words.capitals,
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
    values.part_of_day,
    values.clock_range,
    values.slashed_date,
    values.date_range,
    values.number_word,
    values.long_unit,
    values.attribute_as_duration,
    values.thousands,
    signs.comma_between_entries,
    values.quoted_name,
    values.unquoted,
    signs.without_window,
    limits.limit_without_window,
    operands.next_without_brackets,
    signs.unbraced,
    signs.missing_before_keyword,
    signs.missing_here,
    signs.missing_before,
    signs.needless_brackets,
    signs.other_brackets,
    operands.valueless,
    signs.bracketed,
    signs.missing_line_end,
    signs.typeless,
    signs.early_line_end,
    signs.blockless,
    signs.nameless,
    signs.unnamed,
    signs.other_sign,
    words.other_trigger,
    values.name_in_parts,
    signs.superfluous,
)
_CERTAIN = (
    limits.messages_by_channel,
    words.borrowed,
    gluing.glued,
    values.unit_in_words,
    words.capitals,
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

    Shape: `damaged` are the spans of its entries in which something is lost or in doubt, `mended` those of
    which all is there; `nameless` is the keyword, in English, of a declaration that was lost because it has
    no name.
    """

    declaration: ast.Declaration | None
    damaged: tuple[Span, ...] = ()
    mended: tuple[Span, ...] = ()
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
    nameless: set[str] = field(default_factory=set)
    damaged: list[Span] = field(default_factory=list)
    mended: list[Span] = field(default_factory=list)
    # Braces that repairs have opened and not closed: the end is missed then, and that is no mistake.
    opened: int = 0


def read_sound(automaton: Automaton, source: SourceFile, tokens: list[Token]) -> Recovered:
    """Read a declaration without mending anything and without a word about it."""
    borrowed: list[Borrowed] = []
    result = None if _too_long(automaton, tokens) else automaton.parse(source.path, tokens, borrowed)
    if result is None or isinstance(result, Failure):
        return Recovered(None, lost_names=frozenset(lost_names(automaton, tokens, 0, _HEAD)))
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
        return Recovered(None, lost_names=frozenset(lost_names(automaton, tokens, 0, len(tokens))))
    read = 0
    for _ in range(_MOST_MISTAKES):
        borrowed: list[Borrowed] = []
        result = automaton.parse(source.path, tokens, borrowed)
        if not isinstance(result, Failure):
            spans = tuple(attempt.damaged), tuple(attempt.mended)
            lost = frozenset(attempt.lost)
            return Recovered(result, *spans, lost, tuple(borrowed), frozenset(attempt.nameless))
        if attempt.opened > 0 and result.index >= len(tokens) - 1:
            break
        mended = _mend(attempt, Mistake(automaton, source, tokens, result))
        read += len(tokens)
        if not mended or read > _MOST_TOKENS_READ:
            break
        if not attempt.nameless:
            attempt.nameless.update(_nameless(automaton, tokens))
        tokens = mended
    attempt.lost.update(lost_names(automaton, tokens, 0, len(tokens)))
    return Recovered(None, lost_names=frozenset(attempt.lost), nameless=_nameless(automaton, tokens))


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
        if repair.diagnostic.severity is Severity.ERROR:
            spans = attempt.mended if _keeps_all(mistake, repair) else attempt.damaged
            spans.append(_mended_part(mistake, repair))
        mended = repair.applied(mistake.tokens)
        attempt.opened += _open(mended) - _open(mistake.tokens)
        return mended
    _report(attempt, mistake.token, hints[0] if hints else _plain(mistake))
    first, last, tokens = mistake.first, mistake.last, mistake.tokens
    attempt.lost.update(lost_names(mistake.automaton, tokens, first, last + 1))
    if first <= last:
        attempt.damaged.append(mistake.span(first, max(last, first + 1)))
    return tokens[:first] + tokens[last + 1 :] if first and first <= last else None


def _keeps_all(mistake: Mistake, repair: Repair) -> bool:
    """Tell whether a repair puts words for words, none fewer, and leaves everything in its entry and block.

    Where it makes one word of several, some of them may have been meant for something else, and so may a
    keyword that it takes for another.
    """
    replaced = mistake.tokens[repair.start : repair.stop]
    before, after = (
        [token.kind for token in tokens if token.kind in _STRUCTURE] for tokens in (replaced, repair.tokens)
    )
    is_for_each = len(repair.tokens) >= len(replaced) > 0
    is_in_doubt = any(token.kind == "WORD" and mistake.automaton.is_keyword(token.text) for token in replaced)
    return is_for_each and before == after and not (is_in_doubt or repair.lost)


def _mended_part(mistake: Mistake, repair: Repair) -> Span:
    """Return the span of an entry with a repair in it, from the block before that to the block behind it."""
    tokens = mistake.tokens
    first = min(mistake.first, repair.start)
    start = next((n for n in range(repair.start, first, -1) if tokens[n].kind == "}"), first)
    return mistake.span(start, max(mistake.head, repair.stop, start + 1))


def _open(tokens: list[Token]) -> int:
    return sum((token.kind == "{") - (token.kind == "}") for token in tokens)


def _repair(mistake: Mistake, hints: list[Diagnostic]) -> Repair | None:
    """Return how to mend a mistake; `hints` are the keywords that are near to what cannot be mended."""
    further: Repair | None = None
    for find in _REPAIRS:
        repair, reach = _furthest(mistake, find)
        if repair is None:
            continue
        alone = reach
        if find is gluing.glued:
            reach = _reach_of_all(mistake, repair, reach)
        if reach > max(mistake.head, repair.stop - 1) and (further is None or find is not signs.superfluous):
            return repair
        progress = _PROGRESS_IF_CERTAIN if find in _CERTAIN else _PROGRESS
        if reach > alone:
            progress = 0  # several keywords were found by that, and what is wrong behind them is told then
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


def _reach_of_all(mistake: Mistake, repair: Repair, reach: int, left: int = _MOST_GLUED) -> int:
    """Return how far reading gets when the other glued words of the entry are taken apart as well."""
    if not left or reach > max(mistake.head, repair.stop - 1):
        return reach
    later = mistake.after(repair)
    other, there = _furthest(later, gluing.glued)
    if other is None:
        return reach
    longer = len(repair.tokens) - (repair.stop - repair.start)
    return max(reach, _reach_of_all(later, other, there, left - 1) - longer)


def _report(attempt: _Attempt, token: Token, diagnostic: Diagnostic) -> None:
    lines = {attempt.source.line_number(token.start), attempt.source.line_number(diagnostic.span.start)}
    if not lines & attempt.silent_lines:
        attempt.sink.add(diagnostic)


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
