"""The filters a template may use: Liquid's own, as python-liquid 2 has them, and `money`.

`money` prints an amount with its currency. A date or a moment goes through `date`.
"""

from __future__ import annotations

import enum

import msgspec

from maflow.compiler.templates.meant import meant_word

__all__ = ["FILTERS", "Accepts", "FilterSpec", "Gives", "guards", "keeps_nothing"]


class Accepts(enum.Enum):
    """What a filter can be given; every filter accepts a value whose type is not known."""

    ANY = "any"
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    MOMENT = "moment"
    LIST = "list"


class Gives(enum.Enum):
    """What comes out of a filter."""

    SAME = "same"
    TEXT = "text"
    NUMBER = "number"
    LIST = "list"
    ITEM = "item"
    BOOLEAN = "boolean"
    UNKNOWN = "unknown"


class FilterSpec(msgspec.Struct, frozen=True):
    """One filter: what it accepts and gives, and how many arguments stand behind the colon.

    `keeps_nothing`: an unknown value comes out as nothing, so that a later `default` still sees it.
    """

    accepts: Accepts
    gives: Gives
    minimum: int = 0
    maximum: int = 0
    keeps_nothing: bool = True
    keywords: frozenset[str] = frozenset()


_ANY, _TEXT, _LIST = Accepts.ANY, Accepts.TEXT, Accepts.LIST

FILTERS: dict[str, FilterSpec] = {
    "default": FilterSpec(_ANY, Gives.SAME, 1, 1, keywords=frozenset({"allow_false"})),
    "money": FilterSpec(Accepts.MONEY, Gives.TEXT),
    "date": FilterSpec(Accepts.MOMENT, Gives.TEXT, 1, 1),
    "size": FilterSpec(_ANY, Gives.NUMBER, keeps_nothing=False),
    **dict.fromkeys(("abs", "ceil", "floor"), FilterSpec(Accepts.NUMBER, Gives.NUMBER, keeps_nothing=False)),
    **dict.fromkeys(
        ("at_least", "at_most", "divided_by", "minus", "modulo", "plus", "times"),
        FilterSpec(Accepts.NUMBER, Gives.NUMBER, 1, 1, keeps_nothing=False),
    ),
    "round": FilterSpec(Accepts.NUMBER, Gives.NUMBER, 0, 1, keeps_nothing=False),
    **dict.fromkeys(
        "base64_decode base64_encode base64_url_safe_decode base64_url_safe_encode capitalize downcase "
        "escape escape_once escapejs lstrip newline_to_br rstrip safe squish strip strip_html strip_newlines "
        "upcase url_decode url_encode".split(),
        FilterSpec(_TEXT, Gives.TEXT),
    ),
    **dict.fromkeys(("append", "prepend"), FilterSpec(_TEXT, Gives.TEXT, 1, 1, keeps_nothing=False)),
    **dict.fromkeys(("remove", "remove_first", "remove_last"), FilterSpec(_TEXT, Gives.TEXT, 1, 1)),
    **dict.fromkeys(("replace", "replace_first"), FilterSpec(_TEXT, Gives.TEXT, 1, 2)),
    "replace_last": FilterSpec(_TEXT, Gives.TEXT, 2, 2),
    "slice": FilterSpec(_ANY, Gives.SAME, 1, 2),
    "split": FilterSpec(_TEXT, Gives.LIST, 1, 1),
    **dict.fromkeys(("truncate", "truncatewords"), FilterSpec(_TEXT, Gives.TEXT, 0, 2)),
    "join": FilterSpec(_LIST, Gives.TEXT, 0, 1),
    **dict.fromkeys(("first", "last"), FilterSpec(_LIST, Gives.ITEM)),
    **dict.fromkeys(("compact", "sort", "sort_natural", "uniq"), FilterSpec(_LIST, Gives.SAME, 0, 1)),
    "concat": FilterSpec(_LIST, Gives.LIST, 1, 1),
    "find": FilterSpec(_LIST, Gives.ITEM, 1, 2),
    "find_index": FilterSpec(_LIST, Gives.NUMBER, 1, 2),
    "has": FilterSpec(_LIST, Gives.BOOLEAN, 1, 2),
    "map": FilterSpec(_LIST, Gives.LIST, 1, 1),
    **dict.fromkeys(("reject", "where"), FilterSpec(_LIST, Gives.LIST, 1, 2)),
    "reverse": FilterSpec(_LIST, Gives.SAME),
    "sum": FilterSpec(_LIST, Gives.NUMBER, 0, 1, keeps_nothing=False),
}


def keeps_nothing(names: tuple[str, ...]) -> bool:
    """Tell whether an unknown value comes out of these filters as nothing."""
    return all(name not in FILTERS or FILTERS[name].keeps_nothing for name in names)


def guards(names: tuple[str, ...]) -> bool:
    """Tell whether an unknown value meets a `default` among these filters, or what is meant for one.

    Example:
        >>> guards(("upcase", "default")), guards(("append", "default")), guards(("defualt",))
        (True, False, True)
    """
    meant = tuple(name if name in FILTERS else meant_word(name, frozenset(FILTERS)) for name in names)
    return "default" in meant and keeps_nothing(names[: meant.index("default")])
