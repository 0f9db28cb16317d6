"""What a syntax error says: what was found, what was expected, in the author's terms."""

from __future__ import annotations

from collections.abc import Mapping

from maflow.dsl.diagnostics import Text, items
from maflow.dsl.dialects import Dialect
from maflow.dsl.tokens import Token

__all__ = ["FOREIGN_WORDS", "describe_expected", "describe_found", "expectation", "written"]

_MOST_LISTED = 8

# If all of these can be taken, one word says what is expected; the first row that fits wins.
_FAMILIES: tuple[tuple[str, frozenset[str]], ...] = (
    ("declaration", frozenset({"campaign", "audience", "event", "limits"})),
    ("statement", frozenset({"send", "wait", "if", "split"})),
    ("campaign-line", frozenset({"enter", "exit", "flow", "goal"})),
    ("test-line", frozenset({"given", "expect", "at"})),
    ("action", frozenset({"event", "expect", "receipt"})),
    ("given-entry", frozenset({"consent", "tags", "did"})),
    ("expectation", frozenset({"nothing", "send", "refused"})),
    ("value", frozenset({"now", "count", "STRING", "DIGITS"})),
    ("event-value", frozenset({"STRING", "DIGITS", "true"})),
    ("type", frozenset({"text", "money", "integer"})),
    ("window", frozenset({"last", "ever", "since"})),
    ("operator", frozenset({"and", "or"})),
    ("unit", frozenset({"hours", "days"})),
    ("comparison", frozenset({"=", ">", "<"})),
    ("weekday", frozenset({"monday", "friday"})),
    ("channel-line", frozenset({"cost", "needs", "kind"})),
    ("offer-line", frozenset({"face", "valid", "budget"})),
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

# Words of other products and languages, and what this one calls them.
FOREIGN_WORDS: Mapping[str, tuple[str, ...]] = {
    "ab": ("split",),
    "branch": ("split",),
    "d": ("days",),
    "delay": ("wait",),
    "description": ("note",),
    "elif": ("else", "if"),
    "elseif": ("else", "if"),
    "elsif": ("else", "if"),
    "end": ("stop",),
    "equals": ("=",),
    "experiment": ("split",),
    "h": ("hours",),
    "hr": ("hours",),
    "hrs": ("hours",),
    "journey": ("campaign",),
    "like": ("contains",),
    "loop": ("repeat",),
    "m": ("minutes",),
    "min": ("minutes",),
    "mins": ("minutes",),
    "ms": ("milliseconds",),
    "otherwise": ("else",),
    "regex": ("matches",),
    "s": ("seconds",),
    "sec": ("seconds",),
    "secs": ("seconds",),
    "segment": ("audience",),
    "silence": ("quiet", "hours"),
    "sleep": ("wait",),
    "string": ("text",),
    "bool": ("boolean",),
    "int": ("integer",),
    "float": ("number",),
    "decimal": ("number",),
    "datetime": ("moment",),
    "timestamp": ("moment",),
    "template": ("message",),
    "unless": ("if", "not"),
    "variable": ("set",),
    "via": ("by",),
    "w": ("weeks",),
    "while": ("repeat", "up", "to"),
    "yes": ("true",),
    "no": ("false",),
}


def describe_found(token: Token) -> str:
    """Return what stands there, as an argument of a sentence."""
    match token.kind:
        case "_NL":
            return "@token.end-of-line"
        case "$END":
            return "@token.end-of-file"
        case _:
            return f"`{token.text}`"


def describe_expected(kinds: frozenset[str], dialect: Dialect) -> str:
    """Return what could stand there, as a list argument of a sentence.

    Shape: families first (`a statement`), then what else there is, if it is little.
    """
    found: list[str] = []
    left = set(kinds)
    for family, members in _FAMILIES:
        if members <= left:
            found.append(f"@expected.{family}")
            left = {kind for kind in left if kind.isupper() and kind not in ("STRING", "DIGITS", "IDENT")}
            left &= {"_NL"}
            break
    names = [f"@expected.{_TERMINALS[kind]}" for kind in sorted(left) if kind in _TERMINALS]
    words = [f"`{written((kind,), dialect)}`" for kind in sorted(left) if kind not in _TERMINALS]
    found += words[:_MOST_LISTED]
    found += names
    return items(found)


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
    return " ".join(dialect.write(word) for word in english)


def expectation(token: Token, kinds: frozenset[str], dialect: Dialect) -> Text:
    """Return the plain sentence of a syntax error."""
    args = {"found": describe_found(token), "expected": describe_expected(kinds, dialect)}
    return Text("MA001.found", args)
