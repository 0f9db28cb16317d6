"""Error recovery: one mistake gives one diagnostic, and the rest is still read.

A mistake is mended in the tokens and the declaration is read again. Each way to mend it is tried in
the order of how likely it is what the author meant, and taken if reading then gets further; when none
does, the entry in which the mistake stands is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import msgspec

from maflow.dsl import ast
from maflow.dsl.automaton import Automaton, Borrowed, Failure
from maflow.dsl.borrowed import foreign_keyword
from maflow.dsl.currencies import CURRENCIES
from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Sink, Text
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.source import SourceFile, Span
from maflow.dsl.syntax_errors import FOREIGN_WORDS, expectation, written
from maflow.dsl.tokens import Token

__all__ = ["Recovered", "read_sound", "recover"]

# So many mistakes in one declaration are reported; a longer one is given up earlier.
_MOST_MISTAKES = 25
_MOST_TOKENS_READ = 400_000
# A repair must get reading this much further than what it mended; a word near to a keyword less far.
_PROGRESS = 2
_MOST_NEAR_WORDS = 3
_LONGEST_KEYWORD = 20
# What makes trees deep. Passes are recursive, so that many in one entry are refused.
_MOST_OPERATORS = 60
_NESTING_SIGNS = frozenset("+-*/")
_WORD_KINDS = frozenset(("WORD", "FOREIGN"))
# Where the name of a declaration that cannot be read at all is looked for.
_HEAD = 4

_INSERTABLE: tuple[tuple[str, ...], ...] = (
    ("by",),
    ("up", "to"),
    ("to",),
    ("at",),
    ("on",),
    ("of",),
    ("as",),
    ("in", "any"),
    ("any",),
    ("from",),
    ("with",),
    ("for",),
    ("column",),
    ("times",),
    ("=",),
    (",",),
    (")",),
    ("(",),
    ("{",),
    ("where",),
)


@dataclass(frozen=True, slots=True)
class Recovered:
    """What could be read of a declaration, and the names that may have been declared in what could not."""

    declaration: ast.Declaration | None
    is_damaged: bool = False
    lost_names: frozenset[str] = frozenset()
    borrowed: tuple[Borrowed, ...] = ()


@dataclass(frozen=True, slots=True)
class _Repair:
    """Tokens with one mistake mended: reading must get past `resume`."""

    tokens: list[Token]
    resume: int
    diagnostic: Diagnostic


@dataclass(slots=True)
class _Attempt:
    """The state of mending one declaration."""

    automaton: Automaton
    source: SourceFile
    sink: Sink
    silent_lines: frozenset[int]
    lost: set[str] = field(default_factory=set)
    is_spoiled: bool = False


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
        sink.add(_diagnostic(attempt, too_long, message))
        return Recovered(None, True, frozenset(_names(tokens)))
    is_damaged = False
    read = 0
    for _ in range(_MOST_MISTAKES):
        borrowed: list[Borrowed] = []
        result = automaton.parse(source.path, tokens, borrowed)
        if not isinstance(result, Failure):
            return Recovered(result, is_damaged, frozenset(attempt.lost), tuple(borrowed))
        mended = _mend(attempt, tokens, result)
        is_damaged = is_damaged or attempt.is_spoiled
        read += len(tokens)
        if mended is None or read > _MOST_TOKENS_READ:
            break
        tokens = mended
    attempt.lost.update(_names(tokens))
    return Recovered(None, True, frozenset(attempt.lost))


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


def _mend(attempt: _Attempt, tokens: list[Token], failure: Failure) -> list[Token] | None:
    index = min(failure.index, len(tokens) - 1)
    end = _entry_end(tokens, index)
    best: Diagnostic | None = None
    for find in _REPAIRS:
        further = _PROGRESS - 1 if find in _NEAR_WORDS else _PROGRESS
        repair = _furthest(attempt, find(attempt, tokens, failure))
        if repair is None:
            continue
        reached = attempt.automaton.probe(repair.tokens).index
        shift = len(repair.tokens) - len(tokens)
        if reached >= min(repair.resume + further, end + shift + 1, len(repair.tokens)):
            _report(attempt, tokens[index], repair.diagnostic)
            return repair.tokens
        if find in (_mistyped_here, _mistyped_before):
            best = best or repair.diagnostic
    _report(attempt, tokens[index], best or _plain(attempt, tokens, failure))
    start = _entry_start(tokens, index)
    attempt.lost.update(_names(tokens[start : end + 1]))
    if start == 0 or end + 1 - start <= 0:
        return None
    return tokens[:start] + tokens[end + 1 :]


def _furthest(attempt: _Attempt, repairs: Iterator[_Repair]) -> _Repair | None:
    """Return the repair after which reading gets furthest, the first of equals."""
    return max(repairs, key=lambda r: attempt.automaton.probe(r.tokens).index - r.resume, default=None)


def _report(attempt: _Attempt, token: Token, diagnostic: Diagnostic) -> None:
    attempt.is_spoiled = attempt.is_spoiled or diagnostic.severity is Severity.ERROR
    lines = {attempt.source.line_number(token.start), attempt.source.line_number(diagnostic.span.start)}
    if not lines & attempt.silent_lines:
        attempt.sink.add(diagnostic)


def _entry_end(tokens: list[Token], index: int) -> int:
    """Return the place of the `_NL` that ends the entry around a token."""
    depth = 0
    for place in range(index, len(tokens)):
        kind = tokens[place].kind
        if kind == "{":
            depth += 1
        elif kind == "}":
            if depth == 0:
                return place - 1
            depth -= 1
        elif kind == "_NL" and depth == 0:
            return place
    return len(tokens) - 1


def _entry_start(tokens: list[Token], index: int) -> int:
    """Return the place of the first token of the entry around a token."""
    depth = 0
    for place in range(index - 1, -1, -1):
        kind = tokens[place].kind
        if kind == "}":
            depth += 1
        elif kind == "{":
            if depth == 0:
                return place + 1
            depth -= 1
        elif kind == "_NL" and depth == 0:
            return place + 1
    return 0


def _names(tokens: list[Token]) -> set[str]:
    return {token.text for token in tokens if token.kind in ("WORD", "IDENT", "STRING")}


def _mistyped_here(attempt: _Attempt, tokens: list[Token], failure: Failure) -> Iterator[_Repair]:
    if failure.index < len(tokens) and tokens[failure.index].kind == "WORD":
        expected = attempt.automaton.expected(failure.states)
        yield from _mistyped(attempt, tokens, failure.index, expected)


def _mistyped_before(attempt: _Attempt, tokens: list[Token], failure: Failure) -> Iterator[_Repair]:
    if failure.previous_is_name and failure.index:
        before = attempt.automaton.probe(tokens, failure.index - 1)
        expected = attempt.automaton.expected(before.states)
        yield from _mistyped(attempt, tokens, failure.index - 1, expected)


def _mistyped(
    attempt: _Attempt, tokens: list[Token], index: int, expected: frozenset[str]
) -> Iterator[_Repair]:
    """Take a word for the keyword it is near to, or that another language calls so."""
    token = tokens[index]
    for meant in _near(token.text, _vocabulary(attempt, expected), expected):
        spelling = written(meant, attempt.automaton.dialect)
        message = expectation(token, expected, attempt.automaton.dialect)
        hint = Text("help.did-you-mean", {"name": spelling})
        diagnostic = _diagnostic(attempt, token, message, spelling, hint)
        replaced = [Token(word, word, token.start, token.end) for word in meant]
        mended = [*tokens[:index], *replaced, *tokens[index + 1 :]]
        yield _Repair(mended, index + len(replaced), diagnostic)


def _near(
    word: str, vocabulary: dict[str, tuple[str, ...]], expected: frozenset[str]
) -> Iterator[tuple[str, ...]]:
    foreign = FOREIGN_WORDS.get(word.lower())
    if foreign is not None and foreign[0] in expected:
        yield foreign
    left = set(vocabulary)
    for _ in range(_MOST_NEAR_WORDS):
        near = nearest(word, left)
        if near is None:
            return
        left.discard(near)
        yield vocabulary[near]


def _vocabulary(attempt: _Attempt, expected: frozenset[str]) -> dict[str, tuple[str, ...]]:
    dialect = attempt.automaton.dialect
    words: dict[str, tuple[str, ...]] = {
        kind: (kind,) for kind in expected if kind.isalpha() and kind.islower()
    }
    for phrases in dialect.phrases.values():
        for phrase in phrases:
            if phrase.english[0] in expected:
                words[" ".join(phrase.words)] = phrase.english
    return words


def _borrowed(attempt: _Attempt, tokens: list[Token], failure: Failure) -> Iterator[_Repair]:
    """Take a word that was read as a name for a keyword of another dialect."""
    for index in (failure.index, failure.index - 1):
        if not 0 <= index < len(tokens) or tokens[index].kind != "WORD":
            continue
        for reading in attempt.automaton.borrowed_readings(tokens, index):
            token, last = tokens[index], tokens[index + reading.length - 1]
            whole = Token("WORD", token.text, token.start, last.end)
            diagnostic = foreign_keyword(attempt.source, attempt.automaton.dialect, [(whole, reading.kinds)])
            replaced = [Token(kind, kind, token.start, last.end) for kind in reading.kinds]
            mended = [*tokens[:index], *replaced, *tokens[index + reading.length :]]
            yield _Repair(mended, index + len(replaced), diagnostic)


def _glued(attempt: _Attempt, tokens: list[Token], failure: Failure) -> Iterator[_Repair]:
    """Take a keyword apart from what it is glued to: `并且y > 4`."""
    for index in (failure.index, failure.index - 1):
        if 0 <= index < len(tokens) and tokens[index].kind == "WORD":
            yield from _unglued(attempt, tokens, index)


def _unglued(attempt: _Attempt, tokens: list[Token], index: int) -> Iterator[_Repair]:
    token = tokens[index]
    for length in range(min(len(token.text) - 1, _LONGEST_KEYWORD), 0, -1):
        head, tail = token.text[:length], token.text[length:]
        if not any(len(phrase.words) == 1 for phrase in attempt.automaton.dialect.phrases.get(head, ())):
            continue
        cut = token.start + length
        rest = Token("DIGITS" if tail.isdecimal() else "WORD", tail, cut, token.end)
        span = Span(attempt.source.path, token.start, token.end)
        edit = Edit(Span(attempt.source.path, cut, cut), " ")
        fix = Fix(Text("fix.insert-space"), Applicability.SAFE, (edit,))
        message = Text("MA004.glued", {"keyword": head, "rest": tail})
        diagnostic = Diagnostic(
            code="MA004", severity=Severity.ERROR, message=message, span=span, fixes=(fix,)
        )
        first = Token("WORD", head, token.start, cut)
        yield _Repair([*tokens[:index], first, rest, *tokens[index + 1 :]], index + 2, diagnostic)


def _reserved(attempt: _Attempt, tokens: list[Token], failure: Failure) -> Iterator[_Repair]:
    """Take a reserved word for a name that lacks its backticks."""
    token = _failed(tokens, failure)
    if token.kind != "WORD" or token.text not in attempt.automaton.dialect.reserved:
        return
    if "IDENT" not in attempt.automaton.expected(failure.states):
        return
    message = Text("MA001.reserved-word", {"word": token.text})
    diagnostic = _diagnostic(attempt, token, message, f"`{token.text}`")
    yield _replace(tokens, failure.index, Token("IDENT", token.text, token.start, token.end), diagnostic)


def _unquoted(attempt: _Attempt, tokens: list[Token], failure: Failure) -> Iterator[_Repair]:
    """Take a word for a text that lacks its quotes, or a text for a name."""
    token = _failed(tokens, failure)
    expected = attempt.automaton.expected(failure.states)
    if token.kind == "WORD" and "STRING" in expected:
        quoted = f'"{token.text}"'
        diagnostic = _diagnostic(attempt, token, Text("MA001.unquoted", {"word": token.text}), quoted)
        yield _replace(tokens, failure.index, Token("STRING", quoted, token.start, token.end), diagnostic)
    elif token.kind == "STRING" and "IDENT" in expected and "STRING" not in expected:
        name = token.text.strip('"')
        spelling = name if name.isidentifier() else f"`{name}`"
        message = Text("MA001.quoted-name", {"word": name})
        diagnostic = _diagnostic(attempt, token, message, spelling)
        yield _replace(tokens, failure.index, Token("IDENT", name, token.start, token.end), diagnostic)


def _currency(attempt: _Attempt, tokens: list[Token], failure: Failure) -> Iterator[_Repair]:
    """Take a currency in small letters for its code."""
    token = _failed(tokens, failure)
    code = token.text.upper()
    if (
        token.kind == "WORD"
        and code in CURRENCIES
        and "CURRENCY" in attempt.automaton.expected(failure.states)
    ):
        message = Text("MA001.currency-case", {"word": token.text, "code": code})
        diagnostic = _diagnostic(attempt, token, message, code)
        yield _replace(tokens, failure.index, Token("CURRENCY", code, token.start, token.end), diagnostic)


def _missing(attempt: _Attempt, tokens: list[Token], failure: Failure) -> Iterator[_Repair]:
    """Put in a small word or sign that was left out."""
    expected = attempt.automaton.expected(failure.states)
    token = _failed(tokens, failure)
    before = tokens[failure.index - 1] if failure.index else token
    for words in _INSERTABLE:
        if words[0] not in expected:
            continue
        spelling = written(words, attempt.automaton.dialect)
        place = Span(attempt.source.path, before.end, before.end)
        glue = "" if words[0] in (",", ")") else " "
        fix = Fix(
            Text("fix.insert", {"text": spelling}), Applicability.SUGGEST, (Edit(place, glue + spelling),)
        )
        message = Text("MA001.missing", {"missing": spelling, "found": _found(token)})
        diagnostic = Diagnostic(
            code="MA001",
            severity=Severity.ERROR,
            message=message,
            span=_span(attempt, token, before),
            fixes=(fix,),
        )
        inserted = [Token(word, word, before.end, before.end) for word in words]
        mended = [*tokens[: failure.index], *inserted, *tokens[failure.index :]]
        yield _Repair(mended, failure.index + len(words), diagnostic)


def _superfluous(attempt: _Attempt, tokens: list[Token], failure: Failure) -> Iterator[_Repair]:
    """Leave out a word or sign that does not belong."""
    token = _failed(tokens, failure)
    if token.kind in ("_NL", "{", "}", "$END"):
        return
    message = expectation(token, attempt.automaton.expected(failure.states), attempt.automaton.dialect)
    removal = Edit(Span(attempt.source.path, token.start, token.end), "")
    fix = Fix(Text("fix.remove", {"text": token.text}), Applicability.SUGGEST, (removal,))
    diagnostic = msgspec.structs.replace(_diagnostic(attempt, token, message), fixes=(fix,))
    yield _Repair([*tokens[: failure.index], *tokens[failure.index + 1 :]], failure.index, diagnostic)


_REPAIRS: tuple[Callable[[_Attempt, list[Token], Failure], Iterator[_Repair]], ...] = (
    _borrowed,
    _glued,
    _mistyped_here,
    _mistyped_before,
    _reserved,
    _currency,
    _unquoted,
    _missing,
    _superfluous,
)
_NEAR_WORDS = (_borrowed, _glued, _mistyped_here, _mistyped_before)


def _plain(attempt: _Attempt, tokens: list[Token], failure: Failure) -> Diagnostic:
    token = _failed(tokens, failure)
    before = tokens[failure.index - 1] if failure.index else token
    states = failure.states
    expected = attempt.automaton.expected(states)
    if failure.previous_is_name and expected == {"("}:
        # An unknown word at the beginning of a statement was taken for the name of a step.
        token = before
        expected = attempt.automaton.expected(attempt.automaton.probe(tokens, failure.index - 1).states)
    return Diagnostic(
        code="MA001",
        severity=Severity.ERROR,
        message=expectation(token, expected, attempt.automaton.dialect),
        span=_span(attempt, token, before),
    )


def _failed(tokens: list[Token], failure: Failure) -> Token:
    return tokens[min(failure.index, len(tokens) - 1)]


def _found(token: Token) -> str:
    return "@token.end-of-line" if token.kind == "_NL" else f"`{token.text}`"


def _span(attempt: _Attempt, token: Token, before: Token) -> Span:
    # The end of a line is no place to point at: the word before it is.
    shown = before if token.kind == "_NL" else token
    return Span(attempt.source.path, shown.start, shown.end)


def _replace(tokens: list[Token], index: int, token: Token, diagnostic: Diagnostic) -> _Repair:
    return _Repair([*tokens[:index], token, *tokens[index + 1 :]], index + 1, diagnostic)


def _diagnostic(
    attempt: _Attempt, token: Token, message: Text, replacement: str | None = None, hint: Text | None = None
) -> Diagnostic:
    span = Span(attempt.source.path, token.start, token.end)
    fixes: tuple[Fix, ...] = ()
    if replacement is not None:
        title = hint or Text("fix.write", {"text": replacement})
        fixes = (Fix(title, Applicability.SUGGEST, (Edit(span, replacement),)),)
    return Diagnostic(
        code="MA001",
        severity=Severity.ERROR,
        message=message,
        span=span,
        help=(hint,) if hint else (),
        fixes=fixes,
    )
