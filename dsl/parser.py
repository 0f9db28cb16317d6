"""From the text of one file to its module: the whole front of the pipeline in one place.

text -> lexer (tokens, comments) -> layout (one list of tokens a declaration)
     -> automaton (one tree a declaration), with recovery where something cannot be read
"""

from __future__ import annotations

from collections import deque
from functools import cache

from maflow.dsl.ast import Declaration, Module
from maflow.dsl.automaton import Automaton, Borrowed
from maflow.dsl.borrowed import report_borrowed
from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Sink, Text, items
from maflow.dsl.dialects import DIALECTS, dialect_of, load_dialect
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.early_end import blame_early_end
from maflow.dsl.layout import lay_out
from maflow.dsl.lexer import lex
from maflow.dsl.recovery import Recovered, read_sound, recover
from maflow.dsl.rejoin import rejoin
from maflow.dsl.source import SourceFile, Span
from maflow.dsl.tokens import Token

__all__ = ["MOST_DIAGNOSTICS", "parse"]

# So many mistakes of one file are told; after that the file is not what it seems to be.
MOST_DIAGNOSTICS = 100
# After so many lost lines a file is not what it seems to be either.
_MOST_LOST = 50


def parse(source: SourceFile, sink: Sink) -> Module:
    """Read one file.

    Reports: MA001-MA005, MA010. Law: never raises and always ends, whatever the text.
    Example:
        >>> sink = Sink()
        >>> module = parse(SourceFile("a.ma", "event ping { }"), sink)
        >>> type(module.declarations[0]).__name__, sink.diagnostics
        ('Event', [])
    """
    found = Sink()
    _check_encoding(source, found)
    name = _dialect(source, found)
    lexed = lex(source, found, load_dialect(name).write)
    chunks = deque(lay_out(lexed, load_dialect(name), source, found))
    automaton = _automaton(name)
    silent = frozenset(source.line_number(d.span.start) for d in found.diagnostics if d.code == "MA001")
    declarations: list[Declaration] = []
    damaged: list[Span] = []
    mended: list[Span] = []
    lost: set[str] = set()
    nameless: set[str] = set()
    borrowed: list[Borrowed] = []
    is_lost = False
    while chunks:
        chunk = chunks.popleft()
        if is_lost and not _is_declaration(automaton, source, chunk, len(damaged)):
            damaged.append(Span(source.path, chunk[0].start, chunk[-1].end))
            continue
        if len(found.diagnostics) < MOST_DIAGNOSTICS:
            chunk = _with_its_lines(automaton, chunk, chunks)
        place = Span(source.path, chunk[0].start, chunk[-1].end)
        if len(found.diagnostics) >= MOST_DIAGNOSTICS:
            recovered = read_sound(automaton, source, chunk)
        else:
            recovered = recover(automaton, source, chunk, found, silent)
        is_lost = recovered.declaration is None
        borrowed += recovered.borrowed
        lost |= recovered.lost_names
        nameless |= recovered.nameless
        if recovered.declaration is not None:
            declarations.append(recovered.declaration)
        damaged += _damage(recovered, place)
        mended += recovered.mended
    blame_early_end(found, declarations)
    report_borrowed(source, load_dialect(name), borrowed, found)
    _drop_echoes(source, found)
    _hand_over(source, found, sink)
    return Module(
        path=source.path,
        dialect=name,
        declarations=tuple(declarations),
        comments=tuple(lexed.comments),
        damaged=tuple(damaged),
        mended=tuple(mended),
        lost_names=frozenset(lost),
        nameless=frozenset(nameless),
    )


@cache
def _automaton(dialect: str) -> Automaton:
    return Automaton(load_dialect(dialect))


def _is_declaration(automaton: Automaton, source: SourceFile, chunk: list[Token], lost: int) -> bool:
    """Tell whether lines after a lost declaration are one of their own, even one with a mistyped keyword."""
    first = chunk[0]
    if automaton.can_begin(first):
        return True
    is_flush = first.kind == "WORD" and source.position(first.start).column == 1
    return is_flush and lost < _MOST_LOST and automaton.is_near_beginning(first.text)


def _damage(recovered: Recovered, place: Span) -> tuple[Span, ...]:
    """Return what is damaged of a declaration: all of it where something beside it could not be read."""
    read = recovered.declaration
    is_inside = read is not None and all(map(read.span.contains, recovered.damaged))
    return recovered.damaged if is_inside else (place,)


def _with_its_lines(automaton: Automaton, chunk: list[Token], chunks: deque[list[Token]]) -> list[Token]:
    """Return a declaration with the lines that a mistake has cut off; they are taken from the queue."""
    while chunks:
        joined = rejoin(automaton, chunk, chunks[0])
        if joined is None:
            break
        chunk = joined
        chunks.popleft()
    return chunk


def _dialect(source: SourceFile, sink: Sink) -> str:
    name, start, end = dialect_of(source.text)
    if name in DIALECTS:
        return name
    near = nearest(name, DIALECTS) or ("zh-CN" if name.lower().startswith("zh") else None)
    span = Span(source.path, start, end)
    fixes: tuple[Fix, ...] = ()
    if near:
        fixes = (Fix(Text("fix.write", {"text": near}), Applicability.SUGGEST, (Edit(span, near),)),)
    message = Text("MA001.unknown-dialect", {"name": name, "known": items(f"`{d}`" for d in DIALECTS)})
    sink.add(Diagnostic(code="MA001", severity=Severity.ERROR, message=message, span=span, fixes=fixes))
    return near or "en"


def _check_encoding(source: SourceFile, sink: Sink) -> None:
    """Report the first byte that is no letter: there may be as many as the file has letters with accents."""
    for at in source.invalid_bytes[:1]:
        span = Span(source.path, at, at + 1)
        message = Text("MA001.not-utf-8")
        sink.add(Diagnostic(code="MA001", severity=Severity.ERROR, message=message, span=span))


def _drop_echoes(source: SourceFile, found: Sink) -> None:
    """Drop what is said of a sign that is full-width, or none: once it is mended, it is looked at again."""
    wide = [d for d in found.diagnostics if d.code == "MA003"]
    spans = {span for d in wide for span in (d.span, *(label.span for label in d.labels))}
    bad = frozenset(source.invalid_bytes)
    found.diagnostics[:] = [
        d
        for d in found.diagnostics
        if d.code != "MA001"
        or d.message.key == "MA001.not-utf-8"
        or not (d.span in spans or d.span.start in bad or any(_is_of_sign(source, d, span) for span in spans))
    ]


def _is_of_sign(source: SourceFile, diagnostic: Diagnostic, sign: Span) -> bool:
    """Tell whether a mistake is how a sign is read: `1，000`, `audience vip：user.age > 60`."""
    span = diagnostic.span
    match diagnostic.message.key:
        case "MA001.thousands":
            return span.start <= sign.start < span.end
        case "MA001.missing":
            return sign.end <= span.start and not source.text[sign.end : span.start].strip(" \t")
        case _:
            return False


def _hand_over(source: SourceFile, found: Sink, sink: Sink) -> None:
    for diagnostic in found.diagnostics[:MOST_DIAGNOSTICS]:
        sink.add(diagnostic)
    if len(found.diagnostics) >= MOST_DIAGNOSTICS:
        message = Text("MA001.too-many", {"limit": str(MOST_DIAGNOSTICS)})
        end = Span(source.path, len(source.text), len(source.text))
        sink.add(Diagnostic(code="MA001", severity=Severity.ERROR, message=message, span=end))
