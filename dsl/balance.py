"""Braces: every one that opens is closed, before anything else looks at the tokens.

Where a closing brace is missing, indentation tells which block was left open, and the next line that
can only be a declaration tells where it should have ended.
"""

from __future__ import annotations

from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Label, Severity, Sink, Text
from maflow.dsl.dialects import Dialect
from maflow.dsl.exchanged_brackets import exchange_brackets
from maflow.dsl.openings import restore_openings
from maflow.dsl.source import SourceFile, Span
from maflow.dsl.spellings import indentation
from maflow.dsl.tokens import Token

__all__ = ["MAX_DEPTH", "balance"]

# Deeper blocks or brackets are refused: nobody reads them, and no pass needs a deep stack.
MAX_DEPTH = 40

_NAMED = frozenset(
    "event audience channel message offer campaign step stages score group category alert".split()
)
# These words begin entries of blocks as well.
_ALSO_ENTRIES = frozenset(("event", "audience", "group", "category", "score"))
_UNNAMED = {
    "limits": ("{",),
    "user": ("{",),
    "quiet": ("WORD", "CLOCK_RANGE"),
    "test": ("STRING",),
    "arbitrate": ("WORD", "DIGITS"),
}
_AFTER_NAME = frozenset(("{", "=", "(", "STRING"))
_PAIRS = {"{": "}", "(": ")", "[": "]"}


def balance(tokens: list[Token], dialect: Dialect, source: SourceFile, sink: Sink) -> list[Token]:
    """Return the tokens with every brace closed and brackets closed within their entry.

    Reports: MA001 for what opens or closes nothing or nests too deeply, MA002 for what is never closed.
    """
    if _is_balanced(tokens):
        return tokens
    tokens = exchange_brackets(_in_order(tokens, source, sink), dialect, source, sink)
    missing = -sum(_sign(token.kind) for token in tokens)
    if missing > 0:
        tokens = restore_openings(tokens, missing, dialect, source, sink)
    return _Balancer(tokens, dialect, source, sink).run()


def _is_balanced(tokens: list[Token]) -> bool:
    expected: list[str] = []
    for token in tokens:
        kind = token.kind
        if kind in _PAIRS:
            expected.append(_PAIRS[kind])
            if len(expected) > MAX_DEPTH:
                return False
        elif kind in ("}", ")", "]") and (not expected or expected.pop() != kind):
            return False
    return not expected


def _in_order(tokens: list[Token], source: SourceFile, sink: Sink) -> list[Token]:
    """Return the tokens with the braces of blocks of nothing exchanged where they stand as `} {`."""
    ordered = list(tokens)
    depth = 0
    for index, token in enumerate(tokens):
        if token.kind == "}" and not depth and _is_reversed(tokens, index, source):
            ordered[index : index + 2] = [tokens[index + 1], token]
            span = Span(source.path, token.start, token.end)
            message = Text("MA001.closes-nothing", {"found": token.text})
            sink.add(Diagnostic(code="MA001", severity=Severity.ERROR, message=message, span=span))
        depth += _sign(token.kind)
    return ordered


def _is_reversed(tokens: list[Token], index: int, source: SourceFile) -> bool:
    """Tell whether nothing stands in the block that a brace behind a `}` opens."""
    if [token.kind for token in tokens[index + 1 : index + 3]] != ["{", "NEWLINE"]:
        return False
    below = next((token for token in tokens[index + 3 :] if token.kind != "NEWLINE"), None)
    lines = [source.line_text(source.line_number(token.start)) for token in (below, tokens[index]) if token]
    is_deeper = indentation(lines[0]) > indentation(lines[-1])
    return below is None or not (is_deeper or below.kind == "}")


class _Balancer:
    """Rebuilds the tokens of a file whose brackets do not match."""

    def __init__(self, tokens: list[Token], dialect: Dialect, source: SourceFile, sink: Sink) -> None:
        self.tokens = tokens
        self.dialect = dialect
        self.source = source
        self.sink = sink
        self.out: list[Token] = []
        self.open: list[Token] = []
        self.suspect: Token | None = None
        self.too_deep = 0
        self.stray_line = -1
        balance = sum(_sign(token.kind) for token in tokens)
        self.missing = balance > 0
        self.surplus = max(0, -balance)

    def run(self) -> list[Token]:
        """Walk over the tokens, closing and dropping what has to be."""
        for index, token in enumerate(self.tokens):
            kind = token.kind
            if self.too_deep:
                self.skip(token)
                continue
            if kind in ("NEWLINE", "WORD"):
                if kind == "WORD" and self.open and self.begins_declaration(index):
                    self.close_all(token.start)
            elif kind in _PAIRS:
                if len(self.open) >= MAX_DEPTH:
                    self.refuse_depth(token)
                    continue
                self.open.append(token)
            elif kind == "}" and self.surplus and self.is_too_early(index):
                self.surplus -= 1
                self.report_stray(token)
                continue
            elif kind in ("}", ")", "]") and not self.close(token):
                continue
            self.out.append(token)
        if self.open:
            self.close_all(len(self.source.text))
        return self.out

    def close(self, token: Token) -> bool:
        """Close what a sign closes; tell whether the sign is to be kept."""
        if token.kind == "}":
            self.drop_brackets()
        if not self.open or _PAIRS[self.open[-1].kind] != token.kind:
            if token.kind == "}":
                self.report_stray(token)
            return token.kind != "}"  # of round and square brackets the parser knows more
        opening = self.open.pop()
        if token.kind == "}" and self.suspect is None and self.missing and self.is_misaligned(opening, token):
            self.suspect = opening
        return True

    def is_too_early(self, index: int) -> bool:
        """Tell whether a brace at the end of a line closes a block of which more lines follow."""
        token = self.tokens[index]
        opening = next((each for each in reversed(self.open) if each.kind == "{"), None)
        line = self.source.line_number(token.start)
        if opening is None or self.source.line_number(opening.start) == line:
            return False
        if self.source.line_text(line).lstrip().startswith("}"):
            return False
        following = next((each for each in self.tokens[index + 1 :] if each.kind != "NEWLINE"), None)
        if following is None or self.source.line_number(following.start) == line:
            return False
        margin = indentation(self.source.line_text(self.source.line_number(opening.start)))
        below = indentation(self.source.line_text(self.source.line_number(following.start)))
        # Right under the block, a `}` is the one that closes it.
        return below > margin or (below == margin and following.kind == "}")

    def drop_brackets(self) -> None:
        """Forget round and square brackets that a brace has cut off: the parser reports them."""
        while self.open and self.open[-1].kind != "{":
            self.open.pop()

    def is_misaligned(self, opening: Token, closing: Token) -> bool:
        """Tell whether a brace that begins its line stands left of the line it closes."""
        line = self.source.line_number(closing.start)
        text = self.source.line_text(line)
        if not text.lstrip().startswith("}"):
            return False
        opening_text = self.source.line_text(self.source.line_number(opening.start))
        return indentation(text) < indentation(opening_text)

    def begins_declaration(self, index: int) -> bool:
        """Tell whether a word can only begin a declaration, so that an open block must have ended."""
        token = self.tokens[index]
        start = token.start
        if start and self.source.text[start - 1] != "\n":
            return False
        english = _english(self.dialect, token.text)
        following = [t for t in self.tokens[index + 1 : index + 4] if t.kind != "NEWLINE"]
        if english in _NAMED:
            brace = next((opening for opening in self.open if opening.kind == "{"), None)
            if brace is not None and not self.missing:
                return False
            if brace is not None and english in _ALSO_ENTRIES and self.is_flush(brace, token):
                return False
            return (
                len(following) > 1
                and following[0].kind in ("WORD", "IDENT")
                and (following[1].kind in _AFTER_NAME or _english(self.dialect, following[1].text) == "from")
            )
        if not self.missing and any(opening.kind == "{" for opening in self.open):
            return False
        expected = _UNNAMED.get(english)
        return expected is not None and bool(following) and following[0].kind in expected

    def is_flush(self, brace: Token, token: Token) -> bool:
        """Tell whether the lines of a block are not indented, so that entries look like declarations."""
        last = self.source.line_number(token.start)
        for line in range(self.source.line_number(brace.start) + 1, last):
            text = self.source.line_text(line)
            if text.strip():
                return not text[0].isspace()
        return False

    def close_all(self, at: int) -> None:
        """Close every open block before an offset and report the one that was left open."""
        braces = [opening for opening in self.open if opening.kind == "{"]
        end = next((token.end for token in reversed(self.out) if token.kind != "NEWLINE"), at)
        place = self.end_by_indentation(self.suspect) if self.suspect else None
        if braces and self.suspect and place is not None:
            line = self.source.line_number(self.suspect.start)
            beside = [opening for opening in braces if self.source.line_number(opening.start) == line]
            count = min(1 + len(beside), len(braces))
            self.report_unclosed(self.suspect, self.out[place - 1].end)
            self.out[place:place] = _closed(self.out[place - 1].end, count)
            del braces[len(braces) - count :]
        elif braces:
            self.report_unclosed(self.suspect or braces[-1], end)
        if braces:
            self.out += _closed(end, len(braces))
        elif self.open and self.open[-1].kind != "{":
            # A `;` ends the entry whatever is open; the parser reports the bracket.
            self.out.append(Token(";", ";", end, end))
        self.open.clear()
        self.suspect = None

    def end_by_indentation(self, opening: Token) -> int | None:
        """Return where in the tokens the lines end that are indented deeper than that of a brace."""
        line = self.source.line_number(opening.start)
        margin = indentation(self.source.line_text(line))
        last = len(self.out) - 1
        start = next(place for place in range(last, -1, -1) if self.out[place] is opening) + 1
        place = start
        for index in range(start, len(self.out)):
            token = self.out[index]
            if token.kind == "NEWLINE":
                continue
            here = self.source.line_number(token.start)
            if here > line and indentation(self.source.line_text(here)) <= margin:
                is_empty = place == start
                return None if is_empty and indentation(self.source.line_text(here)) < margin else place
            place = index + 1
        return None

    def refuse_depth(self, token: Token) -> None:
        """Report nesting beyond the limit once and skip what lies inside."""
        self.too_deep = 1
        self.report("MA001", "MA001.too-deep", token, limit=str(MAX_DEPTH))

    def skip(self, token: Token) -> None:
        """Pass over what is nested too deeply, to the sign that closes it."""
        self.too_deep += _any_sign(token.kind)

    def report_stray(self, token: Token) -> None:
        """Report a sign that closes nothing, once a line."""
        line = self.source.line_number(token.start)
        if line != self.stray_line:
            self.report("MA001", "MA001.closes-nothing", token, found=token.text)
        self.stray_line = line

    def report_unclosed(self, opening: Token, end: int) -> None:
        """Report a block that is never closed, at its opening brace."""
        path = self.source.path
        margin = " " * indentation(self.source.line_text(self.source.line_number(opening.start)))
        edit = Edit(Span(path, end, end), f"\n{margin}}}")
        self.sink.add(
            Diagnostic(
                code="MA002",
                severity=Severity.ERROR,
                message=Text("MA002.unclosed"),
                span=Span(path, opening.start, opening.end),
                note=Text("MA002.opened-here"),
                labels=(Label(Span(path, max(0, end - 1), end), Text("MA002.ended-here")),),
                fixes=(Fix(Text("fix.insert", {"text": "}"}), Applicability.SUGGEST, (edit,)),),
            )
        )

    def report(self, code: str, key: str, token: Token, **args: str) -> None:
        """Report one token."""
        span = Span(self.source.path, token.start, token.end)
        self.sink.add(Diagnostic(code=code, severity=Severity.ERROR, message=Text(key, args), span=span))


def _closed(at: int, count: int) -> list[Token]:
    """Return what closes some blocks at an offset."""
    newline = Token("NEWLINE", "", at, at)
    return [newline, *(Token("}", "}", at, at) for _ in range(count)), newline]


def _sign(kind: str) -> int:
    return 1 if kind == "{" else -1 if kind == "}" else 0


def _any_sign(kind: str) -> int:
    return 1 if kind in _PAIRS else -1 if kind in ("}", ")", "]") else 0


def _english(dialect: Dialect, word: str) -> str:
    for phrase in dialect.phrases.get(word, ()):
        if len(phrase.words) == 1:
            return phrase.english[0]
    return word
