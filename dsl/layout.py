"""Lines: where an entry ends, where a line goes on, and where a file falls into declarations.

Source: language reference, section 3, "Lines".
"""

from __future__ import annotations

from maflow.dsl.balance import balance
from maflow.dsl.diagnostics import Sink
from maflow.dsl.dialects import Dialect
from maflow.dsl.lexer import Lexed
from maflow.dsl.source import SourceFile
from maflow.dsl.tokens import OPERATORS, Token

__all__ = ["lay_out"]

_NO_ENTRY_BEFORE = frozenset(("{", "_NL"))
_OPENING = frozenset("([")
_CLOSING = frozenset(")]")


def lay_out(lexed: Lexed, dialect: Dialect, source: SourceFile, sink: Sink) -> list[list[Token]]:
    """Turn line ends into `_NL` where they end an entry, and cut at the top-level ones.

    Shape: one list of tokens a declaration, each ending with `_NL`, braces balanced.
    Reports: MA001 for a brace that closes nothing or too deep nesting, MA002.
    """
    tokens = balance(lexed.tokens, dialect, source, sink)
    return _Layout(dialect, tokens).run()


class _Layout:
    """One pass over balanced tokens."""

    def __init__(self, dialect: Dialect, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.opens_line = dialect.opens_line
        self.continues_line = dialect.continues_line
        self.at_words = _words_for("at", dialect)
        self.else_words = _words_for("else", dialect)
        self.chunks: list[list[Token]] = []
        self.chunk: list[Token] = []
        self.depth = 0

    def run(self) -> list[list[Token]]:
        """Walk over the tokens; `newline` tells that a line has ended since the last one."""
        newline = False
        brackets = 0
        last: Token | None = None
        for index, token in enumerate(self.tokens):
            kind = token.kind
            if kind == "NEWLINE":
                newline = True
                continue
            if kind == ";" and last is not None and last.kind == "}" and self.is_else_next(index):
                continue
            if brackets and kind in "{};":
                brackets = 0  # a bracket was left open; the parser will say so
            if last is not None and not brackets:
                self.separate(last, token, newline, index)
            newline = False
            last = self.take(token)
            if kind in _OPENING:
                brackets += 1
            elif kind in _CLOSING:
                brackets = max(0, brackets - 1)
        if self.chunk:
            self.end_entry(self.chunk[-1])
        return self.chunks

    def is_else_next(self, index: int) -> bool:
        """Tell whether `else` follows, so that a `;` behind a `}` ends nothing."""
        following = next((token for token in self.tokens[index + 1 :] if token.kind != "NEWLINE"), None)
        return following is not None and following.text in self.else_words

    def take(self, token: Token) -> Token:
        """Append a token; a `;` or a `}` ends the entry before it."""
        if token.kind == ";":
            if self.chunk:
                self.end_entry(self.chunk[-1], ";")
            return token
        if token.kind == "}":
            if self.chunk and self.chunk[-1].kind not in _NO_ENTRY_BEFORE:
                self.end_entry(self.chunk[-1], "}")
            self.depth -= 1
        elif token.kind == "{":
            self.depth += 1
        self.chunk.append(token)
        return token

    def separate(self, last: Token, token: Token, newline: bool, index: int) -> None:
        """End the entry between two tokens if the rules of lines say so."""
        if last.kind == "}":
            ends = not self.goes_on_after_brace(token, newline, index)
        else:
            ends = newline and last.kind != ";" and not self.goes_on(last, token)
        if ends:
            self.end_entry(last)

    def goes_on_after_brace(self, token: Token, newline: bool, index: int) -> bool:
        """Tell whether an entry goes on after its `}`: with `else`, or with `at` on the same line."""
        if token.kind != "WORD":
            return token.kind == ";"
        if token.text in self.opens_line:
            return True
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else token
        return not newline and token.text in self.at_words and following.text != "most"

    def goes_on(self, last: Token, token: Token) -> bool:
        """Tell whether a line goes on from the one before."""
        if last.kind == "WORD":
            if last.text in self.continues_line and not self.is_after_dot(last):
                return True
        elif last.kind in OPERATORS or last.kind in (",", "FOREIGN"):
            return True
        if token.kind == "WORD":
            return token.text in self.opens_line
        return token.kind in OPERATORS or token.kind == "FOREIGN"

    def is_after_dot(self, token: Token) -> bool:
        """Tell whether a word is a name because a dot stands before it."""
        return len(self.chunk) > 1 and self.chunk[-1] is token and self.chunk[-2].kind == "."

    def end_entry(self, last: Token, sign: str = "") -> None:
        """Append `_NL`, unless there is no entry to end; at the top level, end the declaration.

        The sign that ends the entry is kept as its text.
        """
        if not self.chunk or self.chunk[-1].kind in _NO_ENTRY_BEFORE:
            return
        self.chunk.append(Token("_NL", sign, last.end, last.end))
        if self.depth == 0:
            self.chunks.append(self.chunk)
            self.chunk = []


def _words_for(english: str, dialect: Dialect) -> frozenset[str]:
    """Return the words that stand for an English one alone; it stands for itself as well."""
    return frozenset((english, *(word for word in dialect.phrases if dialect.stands_for(word, english))))
