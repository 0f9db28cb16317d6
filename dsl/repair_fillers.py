"""Words that say again what is clear, and words that join what stands apart here."""

from __future__ import annotations

from collections.abc import Iterator

from maflow.dsl.diagnostics import Applicability, Edit, Fix, Text
from maflow.dsl.repair import SCOPES, Mistake, Repair, suggestion, syntax_error
from maflow.dsl.source import Span
from maflow.dsl.tokens import Token

__all__ = [
    "colon_before_statement",
    "filler",
    "joined_by_word",
    "possessive",
    "several_channels",
    "several_events",
    "then_before_block",
]

_FILLERS = frozenset(
    "event audience message campaign channel offer step tag category on when the a an last latest "
    "事件 人群 内容 消息 活动 渠道 优惠".split()
)
_JOINING = frozenset("and or 和 与 或 及 或者 以及 且 并且".split())
_OF = "的"
_WIDENING = frozenset("or 或 或者".split())
_THEN = frozenset("then 则 那么 就".split())


def filler(mistake: Mistake) -> Iterator[Repair]:
    """Leave out the word for what is named, which was read as its name: `enter on event cart`."""
    place = mistake.index - 1
    if place <= mistake.first or not mistake.failure.previous_is_name or mistake.token.kind != "WORD":
        return
    word = mistake.tokens[place]
    if word.text in _FILLERS:
        blank = Span(mistake.source.path, word.start, mistake.token.start)
        removal = suggestion(blank, "", Text("fix.remove", {"text": word.text}))
        message = Text("MA001.filler", {"found": word.text})
        yield Repair(place, place + 1, (), syntax_error(message, mistake.span(place), removal))


def possessive(mistake: Mistake) -> Iterator[Repair]:
    """Take `的` for the dot before an attribute or a property: `用户的等级`, `用户 的 等级`."""
    tokens, phrases = mistake.tokens, mistake.automaton.dialect.phrases
    for start in range(mistake.index, max(mistake.first, mistake.index - 2) - 1, -1):
        for stop in range(start + 1, min(start + 3, mistake.last) + 1):
            words = tokens[start:stop]
            scope, _, name = "".join(word.text for word in words).partition(_OF)
            is_scope = any(phrase.english[0] in SCOPES for phrase in phrases.get(scope, ()))
            if not name or not is_scope or any(word.kind != "WORD" for word in words):
                continue
            span = mistake.span(start, stop)
            cut = span.start + len(scope)
            parts = (
                Token("WORD", scope, span.start, cut),
                Token(".", ".", cut, cut),
                Token("WORD", name.lstrip(_OF), cut, span.end),
            )
            written = f"{scope}.{parts[-1].text}"
            args = {"found": f"`{mistake.text(start, stop)}`", "expected": f"`{written}`"}
            diagnostic = syntax_error(Text("MA001.found", args), span, suggestion(span, written))
            yield Repair(start, stop, parts, diagnostic)


def then_before_block(mistake: Mistake) -> Iterator[Repair]:
    """Leave out a word between a condition and its block."""
    index = mistake.index
    for place in (index, index - 1):
        word = mistake.tokens[place]
        if place > mistake.first and word.text in _THEN and mistake.tokens[place + 1].kind == "{":
            removal = suggestion(mistake.span(place), "", Text("fix.remove", {"text": word.text}))
            diagnostic = syntax_error(mistake.unexpected(place), mistake.span(place), removal)
            yield Repair(place, place + 1, (), diagnostic)


def colon_before_statement(mistake: Mistake) -> Iterator[Repair]:
    """Put braces around what stands behind a colon, up to the end of the line."""
    index, last = mistake.index, mistake.last
    rest = mistake.tokens[index + 1 : last]
    if mistake.token.text != ":" or "{" not in mistake.expected or not rest:
        return
    if any(token.kind in ("{", "}", "_NL") for token in rest):
        return
    colon, end = mistake.span(index), rest[-1].end
    edits = (Edit(colon, " {"), Edit(Span(colon.file, end, end), " }"))
    fix = Fix(Text("fix.write-brackets", {"text": "{…}"}), Applicability.SUGGEST, edits)
    tokens = (
        Token("{", "{", colon.start, colon.end),
        *rest,
        Token("_NL", "}", end, end),
        Token("}", "}", end, end),
    )
    repair = Repair(index, last, tokens, syntax_error(mistake.unexpected(index), colon, fix))
    if mistake.reads_on(repair):
        yield repair


def several_channels(mistake: Mistake) -> Iterator[Repair]:
    """Take channels that are joined by a word for a choice among them: `by push and sms`."""
    index, tokens = mistake.index, mistake.tokens
    start = index - 1
    stop = start + 1
    while (
        stop + 1 < mistake.last and tokens[stop].text in (*_JOINING, ",") and tokens[stop + 1].kind == "WORD"
    ):
        stop += 2
    is_behind_by = start > mistake.first and tokens[start - 1].text in ("by", mistake.spelled("by"))
    if not is_behind_by or not any(token.text in _JOINING for token in tokens[start:stop]):
        return
    span = mistake.span(start, stop)
    names = tokens[start:stop:2]
    written = f"{mistake.spelled('first', 'of')} {', '.join(name.text for name in names)}"
    chosen = [Token(word, word, span.start, span.start) for word in ("first", "of")]
    for name in names:
        chosen += [name, Token(",", ",", name.end, name.end)]
    message = Text("MA001.several-channels", {"found": mistake.text(start, stop)})
    diagnostic = syntax_error(message, span, suggestion(span, written))
    repair = Repair(start, stop, tuple(chosen[:-1]), diagnostic)
    if mistake.reads_on(repair):
        yield repair


def joined_by_word(mistake: Mistake) -> Iterator[Repair]:
    """Put commas where a list is joined by words: `at most 1 sms and push per calendar day`."""
    tokens = mistake.tokens
    # A word that is no keyword of this file has been read as one of the names.
    start = mistake.index - (mistake.token.text.lower() not in _JOINING)
    if tokens[start].text.lower() not in _JOINING or "," not in mistake.expected_at(start):
        return
    stop = start
    while stop + 1 < mistake.last and tokens[stop].text.lower() in (*_JOINING, ","):
        stop += 2
    joining = [place for place in range(start, stop, 2) if tokens[place].kind != ","]
    edits = (Edit(Span(mistake.source.path, tokens[n - 1].end, tokens[n].end), ",") for n in joining)
    fix = Fix(Text("fix.write", {"text": ","}), Applicability.SUGGEST, tuple(edits))
    args = {"found": f"`{tokens[start].text}`", "expected": "`,`"}
    listed = (
        Token(",", ",", token.start, token.end) if place in joining else token
        for place, token in enumerate(tokens[start:stop], start)
    )
    diagnostic = syntax_error(Text("MA001.found", args), mistake.span(start), fix)
    repair = Repair(start, stop, tuple(listed), diagnostic)
    if mistake.reads_on(repair):
        yield repair


def several_events(mistake: Mistake) -> Iterator[Repair]:
    """Take a second event of a trigger for one of a line of its own: `enter on cart and order_paid`."""
    index, tokens, first = mistake.index, mistake.tokens, mistake.first
    verb = mistake.text(first, first + 2) if first + 2 <= index else ""
    triggers = {mistake.spelled(word, "on") for word in ("enter", "exit")} | {"enter on", "exit on"}
    rest = tokens[index + 1 : mistake.last]
    is_event = len(rest) in (1, 3) and all(token.kind == ("WORD", ".")[n % 2] for n, token in enumerate(rest))
    if verb not in triggers or mistake.token.text not in (*_JOINING, ",") or not is_event:
        return
    # An event that has a dot in its name is one of a channel, an offer or stages.
    if len(rest) > 1 and rest[0].text in {*SCOPES, *map(mistake.spelled, SCOPES)}:
        yield _condition_of_event(mistake)
        return
    span = Span(mistake.source.path, mistake.before.end, mistake.token.end)
    fix = suggestion(
        span, f"; {verb}", Text("fix.write", {"text": f"{verb} {mistake.text(index + 1, mistake.last)}"})
    )
    message = Text("MA001.several-events", {"verb": verb})
    yield Repair(index, mistake.last, (), syntax_error(message, mistake.span(index), fix))


def _condition_of_event(mistake: Mistake) -> Repair:
    """Take what is joined to an event for its condition; `or` would let in more: nothing is proposed."""
    index, span, where = mistake.index, mistake.span(mistake.index), mistake.spelled("where")
    title = Text("help.did-you-mean", {"name": where})
    fixes = () if mistake.token.text in _WIDENING else (suggestion(span, where, title),)
    diagnostic = syntax_error(mistake.unexpected(index), span, *fixes)
    return Repair(index, index + 1, (Token("where", "where", span.start, span.end),), diagnostic)
