"""Brackets of another kind than is meant, and braces that stand twice or are missing before `else`.

Each is one mistake: what is mended here leaves nothing unclosed, so that nothing more is said of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from maflow.dsl.diagnostics import Diagnostic, Fix, Severity, Sink, Text
from maflow.dsl.dialects import Dialect
from maflow.dsl.repair import suggestion, syntax_error
from maflow.dsl.source import SourceFile, Span
from maflow.dsl.syntax_errors import describe_found
from maflow.dsl.tokens import Token

__all__ = ["exchange_brackets"]

_CLOSES = {"{": "}", "(": ")", "[": "]"}
# Lines that begin so have a block of statements, and these begin statements.
_HEADS = ("if", "else", "repeat", "flow", "timeout", "on", "day", "sent", "blocked", "failed")
_STATEMENTS = ("send", "tag", "give", "set", "unset", "stop", "start", "wait", "escalate", "notify", "hand")
# Units: tokens, `else` and the `{` or `if` behind it.
_ELSE = 2
_ENDS_ENTRY = frozenset(("NEWLINE", ";", "}", ")"))


def exchange_brackets(tokens: list[Token], dialect: Dialect, source: SourceFile, sink: Sink) -> list[Token]:
    """Return the tokens with the brackets that are meant, as far as braces of that kind are missing.

    Reports: MA001, MA002 for the block before an `else` that is not closed.
    """
    return _Exchange(dialect, source, sink, tokens).run()


@dataclass(slots=True)
class _Exchange:
    """The state of one walk. `unclosed` is how many `}` are missing in the file, `surplus` how many `{`."""

    dialect: Dialect
    source: SourceFile
    sink: Sink
    tokens: list[Token]
    out: list[Token] = field(default_factory=list)
    # Places in `out` of the brackets that are open.
    open: list[int] = field(default_factory=list)
    unclosed: int = 0
    surplus: int = 0

    def run(self) -> list[Token]:
        """Walk over the tokens of the file."""
        missing = sum((token.kind == "{") - (token.kind == "}") for token in self.tokens)
        self.unclosed, self.surplus = max(0, missing), max(0, -missing)
        for index, token in enumerate(self.tokens):
            taken = self.taken(index, token)
            if taken is None:
                continue
            if taken.kind in _CLOSES:
                self.open.append(len(self.out))
            elif taken.kind in _CLOSES.values():
                self.close(taken)
            self.out.append(taken)
        return self.out

    def taken(self, index: int, token: Token) -> Token | None:
        """Return a token, or the one that is meant; None where it stands twice."""
        if token.kind == "{" and self.unclosed and self.out and self.out[-1].kind == "{":
            self.unclosed -= 1
            message = Text("MA001.stray", {"found": "{"})
            self.report(message, token, Text("fix.remove", {"text": "{"}), "")
            return None
        if token.kind == "}" and self.surplus and self.is_before_else(index):
            self.surplus -= 1
            message = Text("MA001.closes-nothing", {"found": "}"})
            self.report(message, token, Text("fix.remove", {"text": "}"}), "")
            return None
        if token.kind == "}" and self.surplus:
            self.open_block_of_line()
        if token.kind in (")", "]") and self.unclosed and self.is_brace_meant(index):
            self.unclosed -= 1
            return self.exchanged(token, "}")
        if token.kind == "WORD" and self.unclosed and self.is_else_of_open_block(index):
            self.unclosed -= 1
            self.close_before_else(token)
        return token

    def close(self, token: Token) -> None:
        """Close what a sign closes; a `(` that a `}` closes is a `{` where one is missing."""
        if token.kind == "}":
            while self.open and self.out[self.open[-1]].kind != "{":
                place = self.open.pop()
                if self.surplus:
                    self.surplus -= 1
                    self.out[place] = self.exchanged(self.out[place], "{")
                    return
        if self.open and _CLOSES[self.out[self.open[-1]].kind] == token.kind:
            self.open.pop()

    def is_brace_meant(self, index: int) -> bool:
        """Tell whether a `)` ends an entry where only a brace is open: on its line, or above it."""
        opening = self.out[self.open[-1]] if self.open else None
        following = self.tokens[index + 1].kind if index + 1 < len(self.tokens) else "NEWLINE"
        if opening is None or opening.kind != "{" or following not in _ENDS_ENTRY:
            return False
        line = self.source.line_number(self.tokens[index].start)
        is_first = self.out[-1].kind == "NEWLINE"
        return is_first or self.source.line_number(opening.start) == line

    def is_else_of_open_block(self, index: int) -> bool:
        """Tell whether a word is the `else` of a block that is still open: before it a `}` is missing."""
        before = next((token.kind for token in reversed(self.out) if token.kind != "NEWLINE"), "}")
        return (
            self.is_else(index)
            and before not in ("}", ";")
            and bool(self.open)
            and self.out[self.open[-1]].kind == "{"
        )

    def open_block_of_line(self) -> None:
        """Put in the `{` that is missing between the head of a block and a statement on the same line."""
        start = next((n for n in range(len(self.out), 0, -1) if self.out[n - 1].kind == "NEWLINE"), 0)
        is_open = any(place >= start for place in self.open)
        if is_open or start == len(self.out) or not self.is_head(start):
            return
        for place in range(start + 1, len(self.out)):
            word = self.out[place]
            if self.out[place - 1].kind != "." and any(self.means(word, each) for each in _STATEMENTS):
                self.surplus -= 1
                message = Text("MA001.missing", {"missing": "{", "found": describe_found(word)})
                fix = self.inserted(word, "{")
                self.sink.add(syntax_error(message, self.span(word), fix))
                self.out.insert(place, Token("{", "{", word.start, word.start))
                self.open.append(place)
                return

    def is_head(self, place: int) -> bool:
        """Tell whether a line begins with what a block of statements follows."""
        first = self.out[place]
        if first.kind == "}" and place + 1 < len(self.out):
            first = self.out[place + 1]
        if self.means(first, "wait") and place + 1 < len(self.out):
            return any(self.means(self.out[place + 1], word) for word in ("for", "up"))
        return first.kind == "PERCENTAGE" or any(self.means(first, each) for each in _HEADS)

    def is_before_else(self, index: int) -> bool:
        """Tell whether a `}` stands between that of a block and its `else`: `} } else {`."""
        return self.tokens[index - 1].kind == "}" and index > 0 and self.is_else(index + 1)

    def is_else(self, index: int) -> bool:
        """Tell whether the `else` of a block stands at a place, and what follows it there."""
        words = self.tokens[index : index + 2]
        if len(words) < _ELSE or not self.means(words[0], "else"):
            return False
        return words[1].kind == "{" or self.means(words[1], "if")

    def means(self, token: Token, english: str) -> bool:
        """Tell whether a token is a keyword, or the first word of one that stands for it alone."""
        return self.dialect.stands_for(token.text, english)

    def close_before_else(self, token: Token) -> None:
        """Put in the `}` that is missing before an `else`."""
        opening = self.out[self.open.pop()]
        self.sink.add(
            Diagnostic(
                code="MA002",
                severity=Severity.ERROR,
                message=Text("MA002.unclosed"),
                span=self.span(opening),
                note=Text("MA002.opened-here"),
                fixes=(self.inserted(token, "}"),),
            )
        )
        self.out.append(Token("}", "}", token.start, token.start))

    def exchanged(self, token: Token, meant: str) -> Token:
        """Return the bracket that is meant, and report the one that stands there."""
        message = Text("MA001.found", {"found": f"`{token.text}`", "expected": f"`{meant}`"})
        self.report(message, token, Text("fix.write", {"text": meant}), meant)
        return Token(meant, meant, token.start, token.end)

    def report(self, message: Text, token: Token, title: Text, replacement: str) -> None:
        """Report one sign with what should stand there."""
        span = self.span(token)
        self.sink.add(syntax_error(message, span, suggestion(span, replacement, title)))

    def inserted(self, token: Token, brace: str) -> Fix:
        """Return the fix that puts a brace before a token."""
        place = Span(self.source.path, token.start, token.start)
        return suggestion(place, f"{brace} ", Text("fix.insert", {"text": brace}))

    def span(self, token: Token) -> Span:
        """Return where a token stands."""
        return Span(self.source.path, token.start, token.end)
