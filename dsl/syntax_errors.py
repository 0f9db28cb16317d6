"""What a syntax error says: what was found, what was expected, in the author's terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from maflow.dsl.diagnostics import Text, items
from maflow.dsl.dialects import Dialect, load_dialect
from maflow.dsl.tokens import Token

__all__ = ["UNIT_WORDS", "Spell", "describe_expected", "describe_found", "expectation", "written"]

_MOST_LISTED = 8

UNIT_WORDS = frozenset(
    unit[: len(unit) - len(plural)]
    for unit in "milliseconds seconds minutes hours days weeks months".split()
    for plural in ("", "s")
)
_OPERATORS = frozenset(
    "and or not in is default matches between contains starts ends = != < <= > >= + - * /".split()
)

# How a keyword that is expected is written: itself, or the longer phrases that it begins.
Spell = Callable[[str], Sequence[str]]

# If all of `members` can be taken, one word says so. It stands for everything else that can be taken as
# well, or only for what it `covers`.
_FAMILIES: tuple[tuple[str, frozenset[str], frozenset[str] | None], ...] = (
    ("declaration", frozenset({"campaign", "audience", "event", "limits"}), None),
    ("statement", frozenset({"send", "wait", "if", "split"}), None),
    ("campaign-line", frozenset({"enter", "exit", "flow", "goal"}), None),
    ("test-line", frozenset({"given", "expect", "at"}), None),
    ("action", frozenset({"event", "expect", "receipt"}), None),
    ("given-entry", frozenset({"consent", "tags", "did"}), None),
    ("expectation", frozenset({"nothing", "send", "refused"}), None),
    ("value", frozenset({"now", "count", "STRING", "DIGITS"}), None),
    ("event-value", frozenset({"STRING", "DIGITS", "true"}), None),
    ("type", frozenset({"text", "money", "integer"}), None),
    ("window", frozenset({"last", "ever", "since"}), None),
    ("channel-line", frozenset({"cost", "needs", "kind"}), None),
    ("offer-line", frozenset({"face", "valid", "budget"}), None),
    ("channel", frozenset({"first", "user", "run", "IDENT"}), None),
    ("attribute", frozenset({"user", "event", "run"}), frozenset({"user", "event", "entry", "run"})),
    ("unit", frozenset({"hours", "days"}), UNIT_WORDS),
    ("operator", frozenset({"and", "or"}), _OPERATORS),
    ("operator", frozenset({"*", "+"}), _OPERATORS),
    ("operator", frozenset({"=", ">"}), _OPERATORS),
    ("weekday", frozenset({"monday", "friday"}), None),
    ("period", frozenset({"calendar", "day", "hour"}), None),
    ("limit-window", frozenset({"in", "per"}), frozenset({"in", "per"})),
)

_TERMINALS = {
    "IDENT": "name",
    "STRING": "text",
    "DIGITS": "number",
    "PERCENTAGE": "percentage",
    "CLOCK": "clock",
    "CLOCK_RANGE": "clock-range",
    "CALENDAR_DATE": "date",
    "INSTANT": "moment",
    "CURRENCY": "currency",
    "_NL": "end-of-line",
    "$END": "end-of-file",
}


def describe_found(token: Token) -> str:
    """Return what stands there, as an argument of a sentence."""
    match token.kind:
        case "_NL":
            return f"`{token.text}`" if token.text else "@token.end-of-line"
        case "$END":
            return "@token.end-of-file"
        case _:
            return f"`{token.text}`"


def describe_expected(kinds: frozenset[str], spell: Spell) -> str:
    """Return what could stand there, as a list argument of a sentence.

    Shape: keywords, then families of them (`a statement`), then names and values.
    """
    found: list[str] = []
    left = set(kinds)
    for family, members, covers in _FAMILIES:
        if members <= left:
            found.append(f"@expected.{family}")
            left = left & {"_NL"} if covers is None else left - covers
    left -= {kind for kind in left if f"{kind}s" in left}  # one word in the singular and in the plural
    names = [f"@expected.{_TERMINALS[kind]}" for kind in sorted(left) if kind in _TERMINALS]
    words = [f"`{word}`" for kind in sorted(left) if kind not in _TERMINALS for word in spell(kind)]
    return items([*dict.fromkeys(words[:_MOST_LISTED]), *found, *names])


def written(english: tuple[str, ...], dialect: Dialect) -> str:
    """Return how keywords are written in a dialect.

    Example:
        >>> from maflow.dsl.dialects import ENGLISH
        >>> written(("else", "if"), ENGLISH)
        'else if'
    """
    phrase = " ".join(english)
    if phrase in dialect.rows:
        return dialect.rows[phrase]
    words = _words(dialect.name)
    return " ".join(words.get(word) or dialect.write(word) for word in english)


def expectation(token: Token, kinds: frozenset[str], spell: Spell) -> Text:
    """Return the plain sentence of a syntax error; `spell` tells how the keywords are written there."""
    args = {"found": describe_found(token), "expected": describe_expected(kinds, spell)}
    return Text("MA001.found", args)


@cache
def _words(dialect: str) -> dict[str, str]:
    """Return the words of a dialect that stand for one English word only within longer rows."""
    found: dict[str, str] = {}
    rows = [
        (row.partition(" (")[0].split(), text.split()) for row, text in load_dialect(dialect).rows.items()
    ]
    # Where the English ends with a preposition, its first words still stand for the Chinese ones.
    longer = [(english, words) for english, words in rows if len(english) > len(words) > 1]
    for english, words in [each for each in rows if len(each[0]) == len(each[1])] + longer:
        for word, meaning in zip(words, english, strict=False):
            found.setdefault(meaning, word)
    # What stands around a number is written with one.
    around = load_dialect(dialect).circumfixes.items()
    return found | {english: f"{opening} 1 {closing}" for opening, (closing, english) in around}
