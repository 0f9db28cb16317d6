"""Small words and signs that are missing, superfluous, or another than is used here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maflow.dsl.currencies import CURRENCIES
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Text
from maflow.dsl.repair import SCOPES, Mistake, Repair, suggestion, syntax_error
from maflow.dsl.source import Span
from maflow.dsl.syntax_errors import describe_found
from maflow.dsl.tokens import Token

__all__ = [
    "blockless",
    "bracketed",
    "comma_between_entries",
    "early_line_end",
    "missing_before",
    "missing_before_keyword",
    "missing_here",
    "missing_line_end",
    "nameless",
    "needless_brackets",
    "other_brackets",
    "other_sign",
    "superfluous",
    "typeless",
    "unbraced",
    "unnamed",
    "without_window",
]

# In this order: where two of them would do, the first is likelier.
_INSERTABLE = (
    ("by",),
    ("up", "to"),
    ("within",),
    ("to",),
    ("at",),
    ("when",),
    ("on",),
    ("of",),
    (",",),
    (")",),
    ("as",),
    ("in", "any"),
    ("per",),
    ("any",),
    ("in",),
    ("from",),
    ("after",),
    ("with",),
    ("for",),
    ("else",),
    ("column",),
    ("times",),
    ("most",),
    ("last",),
    ("=",),
    (".",),
    ("user", "."),
    ("money",),
    ("where",),
    ("first", "of"),
    ("(",),
    ("{",),
)
_SETTERS = frozenset(("set", "unset"))
_CLOSE_TO_LAST = frozenset((",", ")", "."))
_TEXT_OF_LINE_END = ";"
_OTHER_BRACKETS = {"[": "(", "(": "[{", "]": ")", ")": "]", "{": "("}
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_ENDS_VALUES = frozenset(("_NL", "{", ")"))
_JUNCTIONS = frozenset(("and", "or"))
_MOST_VALUES = 40
# Units: tokens, of the shortest attribute: a name and a type.
_ATTRIBUTE = 2


def missing_here(mistake: Mistake) -> Iterator[Repair]:
    """Put in a small word or sign that was left out at the mistake."""
    yield from _missing(mistake, mistake.index)


def missing_before_keyword(mistake: Mistake) -> Iterator[Repair]:
    """Put in a small word that was left out before a keyword that was then read as a name."""
    if mistake.automaton.is_keyword(mistake.before.text):
        yield from missing_before(mistake)


def missing_before(mistake: Mistake) -> Iterator[Repair]:
    """Put in a small word that was left out before a word that was then read as a name."""
    if mistake.failure.previous_is_name and mistake.index > mistake.first:
        yield from _missing(mistake, mistake.index - 1)


def unbraced(mistake: Mistake) -> Iterator[Repair]:
    """Put braces around what stands without, up to the end of the line: `if user.vip send note by push`."""
    last = mistake.last
    for place in (mistake.index, mistake.index - 1):
        rest = mistake.tokens[place:last]
        is_bare = rest and not any(token.kind in ("{", "}", "_NL") for token in rest)
        if not is_bare or place <= mistake.first or "{" not in mistake.expected_at(place):
            continue
        words = ("else", mistake.spelled("else"))
        other = next((n for n in range(place + 1, last - 1) if mistake.tokens[n].text in words), None)
        parts = [(place, other or last)]
        tokens = _braced(mistake.tokens[place : other or last])
        if other is not None:
            parts.append((other + 1, last))
            tokens += [mistake.tokens[other], *_braced(mistake.tokens[other + 1 : last])]
        edits: list[Edit] = []
        for start, stop in parts:
            span = mistake.span(start, stop)
            edits.append(Edit(Span(span.file, span.start, span.start), "{ "))
            edits.append(Edit(Span(span.file, span.end, span.end), " }"))
        words_in_braces = [f"{{ {mistake.text(start, stop)} }}" for start, stop in parts]
        written = f" {mistake.spelled('else')} ".join(words_in_braces)
        fix = Fix(Text("fix.write", {"text": written}), Applicability.SUGGEST, tuple(edits))
        args = {"missing": "{", "found": describe_found(rest[0])}
        diagnostic = syntax_error(Text("MA001.missing", args), mistake.span(place), fix)
        yield Repair(place, last, tuple(tokens), diagnostic)


def blockless(mistake: Mistake) -> Iterator[Repair]:
    """Put in braces with nothing in them where an entry ends without: `wait for paid up to 1 day`."""
    index, end = mistake.index, mistake.before.end
    if mistake.token.kind in ("_NL", "}") and "{" in mistake.expected:
        fix = suggestion(Span(mistake.source.path, end, end), " { }", Text("fix.insert", {"text": "{ }"}))
        message = Text("MA001.missing", {"missing": "{ }", "found": mistake.found()})
        braces = Token("{", "{", end, end), Token("}", "}", end, end)
        yield Repair(index, index, braces, syntax_error(message, mistake.span(index - 1), fix))


def _braced(tokens: Sequence[Token]) -> list[Token]:
    start, end = tokens[0].start, tokens[-1].end
    return [Token("{", "{", start, start), *tokens, Token("_NL", "}", end, end), Token("}", "}", end, end)]


def nameless(mistake: Mistake) -> Iterator[Repair]:
    """Leave out an entry in which a keyword was read as the name that is missing: `send by push`."""
    place = mistake.index - 1
    if not mistake.failure.previous_is_name or place <= mistake.first:
        return
    word = mistake.tokens[place]
    message = Text("MA001.nameless", {"found": describe_found(word)})
    diagnostic = syntax_error(message, mistake.span(place))
    name = Token("IDENT", "_", word.start, word.start)
    if mistake.automaton.is_keyword(word.text) and mistake.reads_on(
        Repair(place, place, (name,), diagnostic)
    ):
        names = tuple(t.text for t in mistake.tokens[mistake.first : mistake.last] if t.kind == "WORD")
        yield Repair(mistake.first, mistake.last + 1, (), diagnostic, lost=names)


def unnamed(mistake: Mistake) -> Iterator[Repair]:
    """Read on where a name is missing before a block or a `=`: `campaign {`, `test "…" for {`."""
    index = mistake.index
    if mistake.token.kind not in ("{", "=") or "IDENT" not in mistake.expected or index <= mistake.first:
        return
    name = f"_{mistake.token.start}"  # no name that anyone writes, and none that stands twice
    placeholder = Token("IDENT", name, mistake.before.end, mistake.before.end)
    diagnostic = syntax_error(mistake.unexpected(index), mistake.span(index))
    repair = Repair(index, index, (placeholder,), diagnostic, lost=(name,))
    if mistake.reads_on(repair):
        yield repair


def without_window(mistake: Mistake) -> Iterator[Repair]:
    """Put in the window that an aggregate lacks: `count(page_view) > 3`."""
    index = mistake.index
    if mistake.token.kind != ")" or "," not in mistake.expected:
        return
    place = Span(mistake.source.path, mistake.before.end, mistake.before.end)
    spelled = mistake.spelled
    choices = (
        f", {spelled('last (window)')} 30 {spelled('days')}",
        f", {spelled('today')}",
        f", {spelled('ever')}",
    )
    fixes = [suggestion(place, each, Text("fix.insert", {"text": each[2:]})) for each in choices]
    diagnostic = syntax_error(Text("MA001.no-window"), mistake.span(index), *fixes)
    at = mistake.token.start
    tokens = (Token(",", ",", at, at), Token("ever", "ever", at, at))
    yield Repair(index, index, tokens, diagnostic)


def bracketed(mistake: Mistake) -> Iterator[Repair]:
    """Put brackets around values that lack them: `in "gold", "platinum"`, `in "gold" or "platinum"`."""
    index = mistake.index
    is_after_in = mistake.before.text in ("in", mistake.spelled("in"))
    if "(" not in mistake.expected or mistake.token.kind in ("[", "_NL") or not is_after_in:
        return
    opening = Token("(", "(", mistake.token.start, mistake.token.start)
    values: list[Token] = []
    written = ""
    for stop in range(index, min(mistake.last + 1, index + _MOST_VALUES)):
        token = mistake.tokens[stop]
        is_junction = bool(mistake.meanings(stop) & _JUNCTIONS)
        is_end = is_junction and not _is_last_value(mistake, stop + 1)
        if stop > index and (is_end or token.kind in _ENDS_VALUES):
            span = mistake.span(index, stop)
            message = Text("MA001.without-brackets", {"found": mistake.text(index, stop)})
            tokens = (opening, *values, Token(")", ")", span.end, span.end))
            fix = suggestion(span, f"({written})")
            yield Repair(index, stop, tokens, syntax_error(message, span, fix))
        if is_end:
            return
        between = mistake.source.text[mistake.tokens[stop - 1].end : token.start] if values else ""
        is_comma = is_junction or token.kind == ","
        written += "," if is_comma else f"{between}{mistake.text(stop, stop + 1)}"
        values.append(Token(",", ",", token.start, token.end) if is_junction else token)


def _is_last_value(mistake: Mistake, place: int) -> bool:
    """Tell whether a value stands at a place with which nothing is done."""
    if place >= mistake.last or mistake.tokens[place].kind not in ("STRING", "DIGITS"):
        return False
    following = mistake.tokens[place + 1].kind
    return following in (*_ENDS_VALUES, ",") or bool(mistake.meanings(place + 1) & _JUNCTIONS)


def other_brackets(mistake: Mistake) -> Iterator[Repair]:
    """Take brackets of one kind for those of the other: `in ["gold", "platinum"]`."""
    index, token = mistake.index, mistake.token
    if token.kind == "{" and mistake.failure.previous_is_name:
        return  # the block of a word that is no keyword
    closing = _closing(mistake, index)
    span = mistake.span(index)
    for meant in _OTHER_BRACKETS.get(token.kind, ""):
        if meant not in mistake.expected:
            continue
        opening = Token(meant, meant, span.start, span.end)
        if closing is None:
            diagnostic = syntax_error(mistake.unexpected(index), span, suggestion(span, meant))
            yield Repair(index, index + 1, (opening,), diagnostic)
            continue
        repair = _bracketed(mistake, opening, closing)
        # A block behind which nothing can be read is one: the value before it is missing.
        if token.kind != "{" or mistake.reach(repair) > repair.stop:
            yield repair


def needless_brackets(mistake: Mistake) -> Iterator[Repair]:
    """Leave out the brackets around texts that stand without: `one of ("regular", "gold")`."""
    index, closing = mistake.index, _closing(mistake, mistake.index)
    is_list = "STRING" in mistake.expected and not {"(", "["} & mistake.expected
    if not is_list or closing is None or mistake.token.kind == "{" or closing == index + 1:
        return
    spans = mistake.span(index), mistake.span(closing)
    title = Text("fix.remove", {"text": f"{mistake.token.text}…{mistake.tokens[closing].text}"})
    fix = Fix(title, Applicability.SUGGEST, tuple(Edit(span, "") for span in spans))
    inside = tuple(mistake.tokens[index + 1 : closing])
    yield Repair(index, closing + 1, inside, syntax_error(mistake.unexpected(index), spans[0], fix))


def comma_between_entries(mistake: Mistake) -> Iterator[Repair]:
    """Take a comma for the end of an entry, also where another value could follow it."""
    index = mistake.index if mistake.token.kind == "," else mistake.index - 1
    if mistake.tokens[index].kind == "," and "_NL" in mistake.expected_at(index):
        span = mistake.span(index)
        diagnostic = syntax_error(Text("MA001.comma-between-entries"), span, suggestion(span, ";"))
        yield Repair(index, index + 1, (Token("_NL", "", span.start, span.start),), diagnostic)


def missing_line_end(mistake: Mistake) -> Iterator[Repair]:
    """End an entry where the next one begins without a new line or `;`."""
    index, token = mistake.index, mistake.token
    end = mistake.before.end
    line_end = Token("_NL", "", end, end)
    if "_NL" in mistake.expected and token.kind in ("WORD", "PERCENTAGE", "STRING"):
        fix = suggestion(Span(mistake.source.path, end, end), ";", Text("fix.insert", {"text": ";"}))
        args = {"missing": _TEXT_OF_LINE_END, "found": mistake.found()}
        diagnostic = syntax_error(Text("MA001.missing", args), mistake.span(index), fix)
        yield Repair(index, index, (line_end,), diagnostic)


def early_line_end(mistake: Mistake) -> Iterator[Repair]:
    """Let an entry go on in the next line: before a `{`, or after a `=` that is missing."""
    index = mistake.index
    if mistake.token.kind != "_NL" or index + 1 >= len(mistake.tokens):
        return
    place = Span(mistake.source.path, mistake.before.end, mistake.tokens[index + 1].start)
    is_blank = not mistake.source.slice(place).strip()
    if mistake.tokens[index + 1].kind == "{" and "{" in mistake.expected:
        fixes = [suggestion(place, " ", Text("fix.join-lines"))] if is_blank else []
        diagnostic = syntax_error(Text("MA001.brace-below"), mistake.span(index + 1), *fixes)
        yield Repair(index, index + 1, (), diagnostic)
    elif mistake.reads_alone(index + 1):
        return
    elif mistake.can_take(index + 1):
        fixes = [suggestion(place, " ", Text("fix.join-lines"))] if is_blank else []
        diagnostic = syntax_error(mistake.unexpected(index), mistake.span(index - 1), *fixes)
        yield Repair(index, index + 1, (), diagnostic)
    elif "=" in mistake.expected:
        end = Span(mistake.source.path, mistake.before.end, mistake.before.end)
        fix = suggestion(end, " =", Text("fix.insert", {"text": "="}))
        args = {"missing": "=", "found": mistake.found()}
        diagnostic = syntax_error(Text("MA001.missing", args), mistake.span(index - 1), fix)
        yield Repair(index, index + 1, (Token("=", "=", end.start, end.end),), diagnostic)


def typeless(mistake: Mistake) -> Iterator[Repair]:
    """Leave out an attribute or a property that does not say its type, where another one follows."""
    index, last = mistake.index, mistake.last
    if (
        mistake.token.kind != "_NL"
        or "boolean" not in mistake.expected
        or not mistake.failure.previous_is_name
    ):
        return
    diagnostic = syntax_error(mistake.unexpected(index), mistake.span(index - 1))
    repair = Repair(mistake.first, last + 1, (), diagnostic, lost=(mistake.before.text,))
    # With a type in the next line, and nothing else, the entry goes on there.
    if mistake.reach(repair) > last + _ATTRIBUTE:
        yield repair


def other_sign(mistake: Mistake) -> Iterator[Repair]:
    """Take a `:` for the `=` that is meant, or leave it out."""
    index, token = mistake.index, mistake.token
    if token.kind != "STRAY":
        return
    span = mistake.span(index)
    if token.text == "%" and "*" in mistake.expected:
        times = (Token("*", "*", token.start, token.end),)
        yield Repair(index, index + 1, times, syntax_error(Text("MA001.no-remainder"), span))
    message = Text("MA001.stray", {"found": token.text})
    if "=" in mistake.expected:
        tokens = (Token("=", "=", token.start, token.end),)
        yield Repair(index, index + 1, tokens, syntax_error(message, span, suggestion(span, "=")))
    removal = suggestion(span, "", Text("fix.remove", {"text": token.text}))
    yield Repair(index, index + 1, (), syntax_error(message, span, removal))


def superfluous(mistake: Mistake) -> Iterator[Repair]:
    """Leave out a word or sign that does not belong."""
    token = mistake.token
    if token.kind in ("_NL", "{", "}", "$END", "STRAY"):
        return
    span = mistake.span(mistake.index)
    removal = suggestion(span, "", Text("fix.remove", {"text": token.text}))
    is_closing = token.kind in (")", "]")
    message = (
        Text("MA001.closes-nothing", {"found": token.text})
        if is_closing
        else mistake.unexpected(mistake.index)
    )
    yield Repair(mistake.index, mistake.index + 1, (), syntax_error(message, span, removal))


def _missing(mistake: Mistake, place: int) -> Iterator[Repair]:
    expected = mistake.expected_at(place)
    token, before = mistake.tokens[place], mistake.tokens[max(0, place - 1)]
    for words in _INSERTABLE:
        if words[0] not in expected or not _can_be_missing(words, token, before):
            continue
        if words == (".",) and not mistake.meanings(place - 1) & SCOPES:
            continue
        if words == ("=",) and "and" in expected and (token.kind, token.start) == ("(", before.end):
            continue  # a word that is no aggregate, not a value
        if words == ("(",) and mistake.failure.previous_is_name:
            continue  # a word that is no keyword, not the name of a step
        scope = f"{mistake.spelled('user')}."
        spelling = scope if words[-1] == "." and len(words) > 1 else mistake.spelled(*words)
        spelling = mistake.second_word(before.text, words) or spelling
        if spelling == before.text:
            continue  # that very word was read as the name that is missing before it
        if words == ("last",):
            spelling = mistake.spelled("last (window)")
        fix = _insertion(mistake, spelling, token, before)
        fixes = [fix]
        if spelling == scope and mistake.meanings(mistake.first) & _SETTERS:
            fixes.insert(0, _insertion(mistake, f"{mistake.spelled('run')}.", token, before))
        args = {"missing": spelling, "found": describe_found(token)}
        # The end of a line is no place to point at: the word before it is.
        shown = mistake.span(max(0, place - 1) if token.kind == "_NL" else place)
        diagnostic = syntax_error(Text("MA001.missing", args), shown, *fixes)
        inserted = tuple(Token(word, word, before.end, before.end) for word in words)
        yield Repair(place, place, inserted, diagnostic)


def _can_be_missing(words: tuple[str, ...], token: Token, before: Token) -> bool:
    if words == ("in",):
        return token.text == "any"
    if words == ("when",):
        return token.text in SCOPES  # an event has no dot before its name
    if words == ("last",):
        return token.kind == "DIGITS"
    if words == ("=",):
        return token.kind != "_NL"  # the next line would be read as the value
    if words == ("money",):
        return token.text in CURRENCIES
    if words == ("user", "."):
        return token.kind == "WORD" and token.text not in SCOPES
    return True


def _insertion(mistake: Mistake, spelling: str, token: Token, before: Token) -> Fix:
    path = mistake.source.path
    title = Text("fix.insert", {"text": spelling})
    if spelling in (".", "("):
        return suggestion(Span(path, before.end, token.start), spelling, title)
    if spelling in _CLOSE_TO_LAST or token.kind == "_NL":
        place = Span(path, before.end, before.end)
        return suggestion(place, spelling if spelling in _CLOSE_TO_LAST else f" {spelling}", title)
    place = Span(path, token.start, token.start)
    return suggestion(place, spelling if spelling.endswith(".") else f"{spelling} ", title)


def _bracketed(mistake: Mistake, opening: Token, closing: int) -> Repair:
    """Return the repair that puts other brackets around what stands from the mistake to a place."""
    index, last = mistake.index, mistake.tokens[closing]
    other = _PAIRS[opening.kind]
    inside = mistake.tokens[index + 1 : closing]
    if other == "}" and inside:
        inside.append(Token("_NL", "}", last.start, last.start))
    elif mistake.token.kind == "{":
        inside = [token for token in inside if token.kind != "_NL"]
    tokens = (opening, *inside, Token(other, other, last.start, last.end))
    # Values in braces have ended the entry: its block follows.
    is_block_next = [token.kind for token in mistake.tokens[closing + 1 : closing + 3]] == ["_NL", "{"]
    title = Text("fix.write-brackets", {"text": f"{opening.kind}…{other}"})
    span = mistake.span(index)
    edits = (Edit(span, opening.kind), Edit(mistake.span(closing), other))
    diagnostic = syntax_error(mistake.unexpected(index), span, Fix(title, Applicability.SUGGEST, edits))
    return Repair(index, closing + 1 + is_block_next, tokens, diagnostic)


def _closing(mistake: Mistake, index: int) -> int | None:
    """Return where the bracket that opens at a place is closed."""
    if mistake.token.kind not in _PAIRS:
        return None
    depth = 0
    for place in range(index, mistake.last):
        kind = mistake.tokens[place].kind
        if kind in _PAIRS:
            depth += 1
        elif kind in _PAIRS.values():
            depth -= 1
            if depth == 0:
                return place
    return None
