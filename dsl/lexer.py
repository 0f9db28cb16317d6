"""Text to tokens: one regular expression, comments kept aside, every oddity one diagnostic.

The lexer knows no keywords. A word is a `WORD`; what an input method, another language or a slip of
the finger has put in its place becomes the token that was meant, and is reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from maflow.dsl.ast import Comment
from maflow.dsl.counted import MEASURE_WORDS, plain_unit
from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Label, Severity, Sink, Text
from maflow.dsl.source import SourceFile, Span
from maflow.dsl.spellings import (
    canonical,
    date,
    half_day,
    indentation,
    is_unit_like,
    is_wide,
    narrow,
    plausible_text,
    tight,
    unit_meant,
)
from maflow.dsl.strings import encode_text, problems
from maflow.dsl.syntax_errors import UNIT_WORDS
from maflow.dsl.token_patterns import ANY_TOKEN, CURLY_QUOTES
from maflow.dsl.tokens import OPERATORS, Token

__all__ = ["MAX_FILE_LENGTH", "Lexed", "lex", "lex_again"]

# Units: code points. A longer file is refused whole: 500 campaigns take 700,000.
MAX_FILE_LENGTH = 2_000_000

_UTC = ("Z", "z")
_LONGEST_GLUED = 40
# Units: code points. A value in full-width digits is looked for in so many.
_LONGEST_WIDE = 40
_NARROW = {code: narrow(chr(code)) for code in range(0xFF01, 0xFF5F)}
# A time that is glued to a keyword: `免打扰22：00`.
_GLUED_CLOCK = re.compile(r"[^\x00-\x7f][0-9]{1,2}\uff1a[0-5][0-9](?![0-9])")

# What is meant by signs of other languages.
_FOREIGN_MEANING = {
    "==": "=",
    "===": "=",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "<>": "!=",
    "=>": ">=",
    "=<": "<=",
    ">==": ">=",
    "<==": "<=",
    "!==": "!=",
    "\u2260": "!=",
    "\u2265": ">=",
    "\u2267": ">=",
    "\u2a7e": ">=",
    "\u2264": "<=",
    "\u2266": "<=",
    "\u2a7d": "<=",
    "\u2212": "-",
    "\u00d7": "*",
    "\u00f7": "/",
}

# At the end of a sentence it is none too many of a name's parts: `等待 2 小时。`, but `用户。姓名`.
_FULL_STOP = "\u3002"
_JOINED = re.compile(r"[ \t]*\w")

_KNOWN_SIGNS = frozenset("{}()[],;.+-*/<>=")


@dataclass(slots=True)
class Lexed:
    """The tokens of a file, with `NEWLINE` where lines end, and its comments."""

    tokens: list[Token] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


def lex(source: SourceFile, sink: Sink, write: Callable[[str], str] = str) -> Lexed:
    """Cut a file into tokens; `write` says how the file writes a keyword. Reports: MA001, MA003, MA010.

    Law: the tokens' spans are in order and do not overlap; every other character is blank, part of a
    comment, or reported. A `STRAY` token is what the language does not have: the parser reports it.
    Words and names are in NFC, so that two spellings of one look are one name.
    """
    if len(source.text) > MAX_FILE_LENGTH:
        size = {"length": f"{len(source.text):_}", "limit": f"{MAX_FILE_LENGTH:_}"}
        _Lexer(source, sink).report("MA001", "MA001.file-too-long", 0, 0, **size)
        return Lexed()
    lexed = _Lexer(source, sink, write).run()
    if not unicodedata.is_normalized("NFC", source.text):
        _compose(lexed.tokens)
    return lexed


def lex_again(source: SourceFile, start: int, stop: int) -> list[Token]:
    """Cut a piece of a line into tokens and say nothing of it: a token may have begun in its middle."""
    tokens = _Lexer(source, Sink()).run(start, stop).tokens
    _compose(tokens)
    return tokens


def _compose(tokens: list[Token]) -> None:
    for token in tokens:
        if token.kind in ("WORD", "IDENT") and not token.text.isascii():
            token.text = unicodedata.normalize("NFC", token.text)


class _Lexer:
    """The state of one pass over a file."""

    def __init__(self, source: SourceFile, sink: Sink, write: Callable[[str], str] = str) -> None:
        self.source = source
        self.sink = sink
        self.write = write
        self.lexed = Lexed()
        self.wide: list[tuple[int, int, str]] = []
        self.odd_until = -1

    def run(self, position: int = 0, stop: int | None = None) -> Lexed:
        """Walk over the text; the frequent kinds are decided first (benchmark: bench_front_end)."""
        append = self.lexed.tokens.append
        text = self.source.text
        length = len(text) if stop is None else stop
        match_at = ANY_TOKEN.match
        while position < length:
            match = match_at(text, position)
            assert match is not None
            kind = match.lastgroup or ""
            end = match.end()
            if kind == "SPACE":
                pass
            elif kind == "WORD":
                append(Token("WORD", match[0], position, end))
            elif kind == "SIGN":
                sign = match[0]
                append(Token(sign, sign, position, end))
            else:
                end = self.other(kind, match[0], position, end)
            position = end
        self.flush_wide()
        return self.lexed

    def other(self, kind: str, text: str, start: int, end: int) -> int:
        """Take one of the less frequent kinds and return where to go on."""
        match kind:
            case "NEWLINE":
                self.flush_wide()
                self.lexed.tokens.append(Token("NEWLINE", "", start, end))
            case "COMMENT":
                self.comment(text, start)
            case "STRING":
                self.string(text, start, end)
            case "IDENT":
                self.quoted_name(text, start, end)
            case "DIGITS" | "PERCENTAGE" | "CLOCK" | "CLOCK_RANGE" | "CALENDAR_DATE" | "INSTANT":
                return self.value(kind, text, start, end)
            case "HALF_DAYS":
                self.half_days(text, start, end)
            case "YEAR_MONTH_DAY":
                meant = date(re.sub("[\u5e74\u6708]", "-", text[:-1]))
                self.report("MA001", "MA001.spelling-calendar-date", start, end, meant, found=text)
                self.add("CALENDAR_DATE", meant, start, end)
            case _:
                return self.oddity(kind, text, start, end)
        return end

    def comment(self, text: str, start: int) -> None:
        """Keep a comment aside."""
        text = text.rstrip()
        tokens = self.lexed.tokens
        is_own_line = not tokens or tokens[-1].kind == "NEWLINE"
        span = Span(self.source.path, start, start + len(text))
        self.lexed.comments.append(Comment(span=span, text=text, is_own_line=is_own_line))

    def string(self, text: str, start: int, end: int) -> None:
        """Take a text; wrong escapes are reported at their own place."""
        for offset, length, key in problems(text):
            at = start + offset
            escape = text[offset : offset + length]
            plain = escape[1:] if key == "MA001.unknown-escape" and length > 1 else None
            self.report("MA001", key, at, at + length, plain, escape=escape)
        self.add("STRING", text, start, end)

    def quoted_name(self, text: str, start: int, end: int) -> None:
        """Take a name in backticks; an empty one stands for itself and is reported."""
        name = text[1:-1].strip()
        if not name:
            self.report("MA001", "MA001.empty-name", start, end)
        self.add("IDENT", name or "_", start, end)

    def value(self, kind: str, text: str, start: int, end: int) -> int:
        """Take a number, percentage, time or date in its canonical spelling."""
        meant = text
        if kind == "INSTANT" and self.source.text[end : end + 1] in _UTC:
            return self.utc(text, start, end + 1)
        if kind != "DIGITS":
            plain = self.narrowed(kind, text, start)
            meant = canonical(kind, plain)
            if tight(meant) != tight(plain):
                key = f"MA001.spelling-{kind.lower().replace('_', '-')}"
                self.report("MA001", key, start, end, meant, found=text)
        following = self.source.text[end : end + 1]
        if following == "_" or following.isalpha():
            glued = re.match(r"\w+", self.source.text[end : end + _LONGEST_GLUED])
            word = glued[0] if glued else following
            whole = text + word
            if kind == "DIGITS" and word in MEASURE_WORDS - {self.write("times")}:
                self.add(kind, meant, start, end)
                self.report("MA001", "MA001.measure-word", end, end + len(word), "", found=word)
                return end + len(word)
            if kind == "DIGITS" and not is_unit_like(word):
                self.report("MA001", "MA001.number-name", start, start + len(whole), f"`{whole}`", name=whole)
                self.add("IDENT", whole, start, start + len(whole))
                return start + len(whole)
            fix = f"{text} {self.unit(word)}"
            self.report("MA001", "MA001.glued-number", start, start + len(whole), fix, found=whole)
        self.add(kind, meant, start, end)
        return end

    def unit(self, word: str) -> str:
        """Return how this file writes the unit that is meant by a word glued to a number."""
        plain = plain_unit(word)
        meant = unit_meant(plain)
        if meant not in UNIT_WORDS:
            return meant
        several = meant if meant.endswith("s") else f"{meant}s"
        written = self.write(several)
        return plain if meant == plain and written == several else written

    def utc(self, text: str, start: int, end: int) -> int:
        """Take a moment with a `Z` behind it, as other languages have it."""
        meant = f"{canonical('INSTANT', self.narrowed('INSTANT', text, start))} +00:00"
        found = self.source.text[start:end]
        self.report("MA001", "MA001.spelling-instant", start, end, meant, found=found)
        self.add("INSTANT", meant, start, end)
        return end

    def narrowed(self, kind: str, text: str, start: int) -> str:
        """Return a value in half-width signs, and note the full-width ones."""
        if text.isascii():
            return text
        plain = "".join(map(narrow, text))
        if kind == "CLOCK_RANGE":
            plain = plain.replace("~", "-")
        wide = [at for at, char in enumerate(text) if is_wide(char)]
        self.wide += [(start + at, start + at + 1, plain[at]) for at in wide]
        return plain if wide else text

    def oddity(self, kind: str, text: str, start: int, end: int) -> int:
        """Take what the language does not have, as what was meant."""
        match kind:
            case "CURLY":
                ends = ((start, text[0]), (end - 1, text[-1]))
                self.wide += [(at, at + 1, '"') for at, quote in ends if quote != '"']
                self.add("STRING", f'"{text[1:-1]}"', start, end)
            case "APOSTROPHES":
                self.apostrophes(text, start, end)
            case "SLASHES":
                return self.slashes(text, start, end)
            case "FOREIGN":
                self.foreign(text, start, end)
            case "WIDE_DIGIT":
                return self.wide_digits(start)
            case "WIDE" | "WIDE_PAIR":
                return self.wide_sign(text, start, end)
            case "UNDERSCORE":
                meant = text.strip("_")
                is_name = bool(meant) and not meant[0].isdigit()
                self.report(
                    "MA001", "MA001.underscore-name", start, end, meant if is_name else None, name=text
                )
                self.add("WORD", text, start, end)
            case "OPEN_BLOCK" | "OPEN_STRING":
                return self.open_string(kind, start)
            case "OPEN_NAME":
                name = re.match(r"`[\w .-]*", text)
                end = start + (name.end() if name else 1)
                self.report("MA001", "MA001.open-name", start, end)
                self.add("IDENT", text[1 : end - start].strip() or "_", start, end)
            case _:
                self.stray(text, start, end)
        return end

    def apostrophes(self, text: str, start: int, end: int) -> None:
        """Take a text between single quotes."""
        meant = encode_text(text[1:-1])
        self.report("MA001", "MA001.apostrophes", start, end, None if "\\" in text else meant)
        self.add("STRING", meant, start, end)

    def half_days(self, text: str, start: int, end: int) -> None:
        """Take a time, or a range of times, that is written with `am`, `pm` or `点`."""
        clocks = [half_day(part) for part in re.split(r"[ \t]*[-\u2013~\u81f3\u5230][ \t]*", text)]
        kind = "CLOCK" if len(clocks) == 1 else "CLOCK_RANGE"
        meant = "-".join(clocks)
        key = f"MA001.spelling-{kind.lower().replace('_', '-')}"
        self.report("MA001", key, start, end, meant, found=text)
        self.add(kind, meant, start, end)

    def slashes(self, text: str, start: int, end: int) -> int:
        """Take `//`: the beginning of a comment of other languages, or a part of an address."""
        if self.source.text[start - 1 : start] != ":":
            self.report("MA001", "MA001.comment-sign", start, start + 2, "#")
            self.comment(text, start)
            return end
        address = re.match(r"[^\s\"`;}]*", text)
        end = start + (address.end() if address else 2)
        self.add("STRAY", text[: end - start], start, end)
        return end

    def foreign(self, text: str, start: int, end: int) -> None:
        """Take an operator of another language."""
        meant = _FOREIGN_MEANING.get(text, "-")  # a dash of any length
        self.add("FOREIGN" if meant.isalpha() else meant, meant, start, end)
        padded = written = self.write(meant) if meant.isalpha() else meant
        if meant.isalpha():
            before, after = self.source.text[start - 1 : start], self.source.text[end : end + 1]
            padded = ("" if before.isspace() or before in ("", "(") else " ") + written
            padded += "" if after.isspace() or not after else " "
        self.report("MA010", "MA010.foreign-operator", start, end, padded, found=text, meant=written)

    def wide_digits(self, start: int) -> int:
        """Take a value that begins with a full-width digit as what it looks like."""
        plain = self.source.text[start : start + _LONGEST_WIDE].translate(_NARROW)
        match = ANY_TOKEN.match(plain)
        assert match is not None
        end = start + match.end()
        found = self.source.text[start:end]
        self.wide += [
            (start + at, start + at + 1, plain[at]) for at, char in enumerate(found) if is_wide(char)
        ]
        return self.other(match.lastgroup or "", match[0], start, end)

    def wide_sign(self, text: str, start: int, end: int) -> int:
        """Take a full-width sign, or a comparison with one in it, as what it looks like."""
        meant = "".join(map(narrow, text))
        # A colon is how Chinese separates a key from its value; here a blank does.
        is_separator = meant == ":" and not self.is_in_clock(start)
        is_stop = text == _FULL_STOP and not _JOINED.match(self.source.text, end)
        self.wide.append((start, end, " " if is_separator else "" if is_stop else meant))
        if meant == "#":
            end = self.end_of_line(end)
            self.comment(f"#{self.source.text[start + 1 : end]}", start)
        elif meant in _FOREIGN_MEANING:
            sign = _FOREIGN_MEANING[meant]
            self.add("FOREIGN" if sign.isalpha() else sign, sign, start, end)
        elif (meant in _KNOWN_SIGNS or meant in OPERATORS) and not is_stop:
            self.add(meant, meant, start, end)
        return end

    def is_in_clock(self, colon: int) -> bool:
        """Tell whether a colon stands in a time the first digits of which were read with the word before."""
        return any(_GLUED_CLOCK.match(self.source.text, max(0, colon - back)) for back in (2, 3))

    def open_string(self, kind: str, start: int) -> int:
        """Take a text whose closing quote is missing: a line, or the lines that are indented under it."""
        closing = '"""' if kind == "OPEN_BLOCK" else '"'
        end = self.end_of_block(start) if kind == "OPEN_BLOCK" else self.end_of_line(start)
        raw = self.source.text[start:end].rstrip()
        end = start + len(raw)
        if kind == "OPEN_STRING":
            curly = re.match(rf'"[^{CURLY_QUOTES}]*[{CURLY_QUOTES}]', raw)
            if curly:
                return self.oddity("CURLY", curly[0], start, start + curly.end())
            end = start + len(plausible_text(raw))
            raw = self.source.text[start:end]
        self.report_open_text(closing, start, end)
        body = raw[len(closing) :].replace("\\", "\\\\").replace('"', '\\"')
        self.add("STRING", f"{closing}{body}{closing}", start, end)
        return end

    def end_of_line(self, start: int) -> int:
        """Return where the line of a place ends."""
        newline = self.source.text.find("\n", start)
        return newline if newline >= 0 else len(self.source.text)

    def end_of_block(self, start: int) -> int:
        """Return where the lines end that are indented deeper than the line of a place."""
        first = self.source.line_number(start)
        margin = indentation(self.source.line_text(first))
        end = self.end_of_line(start)
        while end < len(self.source.text):
            below = self.end_of_line(end + 1)
            line = self.source.text[end + 1 : below]
            if line.strip() and indentation(line) <= margin:
                break
            end = below
        return end

    def stray(self, text: str, start: int, end: int) -> None:
        """Leave to the parser a character that means nothing here; a run of them is one token."""
        if start == self.odd_until:
            self.lexed.tokens[-1].end = end
        else:
            self.add("STRAY", text, start, end)
        self.odd_until = end

    def add(self, kind: str, text: str, start: int, end: int) -> None:
        """Append a token."""
        self.lexed.tokens.append(Token(kind, text, start, end))

    def flush_wide(self) -> None:
        """Report the full-width signs of a line as one mistake with one fix."""
        if not self.wide:
            return
        path = self.source.path
        spans = [Span(path, start, end) for start, end, _ in self.wide]
        edits = [Edit(span, meant) for span, (_, _, meant) in zip(spans, self.wide, strict=True)]
        found = "".join(dict.fromkeys(self.source.slice(span) for span in spans))
        # What is no punctuation is not called so.
        has_digits = any(char.isdecimal() for char in found)
        message = "MA003.full-width-digits" if has_digits else "MA003.full-width"
        title = "fix.half-width-digits" if has_digits else "fix.half-width"
        self.sink.add(
            Diagnostic(
                code="MA003",
                severity=Severity.ERROR,
                message=Text(message, {"found": found}),
                span=spans[0],
                labels=tuple(Label(span) for span in spans[1:]),
                fixes=(Fix(Text(title), Applicability.SAFE, tuple(edits)),),
            )
        )
        self.wide = []

    def report(
        self, code: str, key: str, start: int, end: int, replacement: str | None = None, **args: str
    ) -> None:
        """Report something at its place, with the text that should stand there if that is known."""
        span = Span(self.source.path, start, end)
        fixes: tuple[Fix, ...] = ()
        if replacement is not None:
            safety = Applicability.SAFE if code == "MA010" else Applicability.SUGGEST
            title = Text("fix.write", {"text": replacement.strip()})
            if not replacement:
                title = Text("fix.remove", {"text": self.source.slice(span)})
            if replacement.startswith("`"):
                title = Text("fix.backticks")
            fixes = (Fix(title, safety, (Edit(span, replacement),)),)
        self.sink.add(
            Diagnostic(code=code, severity=Severity.ERROR, message=Text(key, args), span=span, fixes=fixes)
        )

    def report_open_text(self, quotes: str, start: int, end: int) -> None:
        """Report a text without its closing quotes, which belong at the end."""
        span = Span(self.source.path, start, start + len(quotes))
        edit = Edit(Span(self.source.path, end, end), quotes)
        fix = Fix(Text("fix.insert", {"text": quotes}), Applicability.SUGGEST, (edit,))
        message = Text("MA001.open-text", {"quotes": quotes})
        self.sink.add(
            Diagnostic(code="MA001", severity=Severity.ERROR, message=message, span=span, fixes=(fix,))
        )
