"""The word of Liquid that was probably meant, by one that Liquid does not have."""

from __future__ import annotations

from maflow.dsl.dialects import load_dialect
from maflow.dsl.did_you_mean import nearest

__all__ = ["meant_word"]

_IN_LIQUID = {"else if": "elsif"}


def meant_word(name: str, candidates: frozenset[str]) -> str | None:
    """Return the nearest candidate, or the one that a Chinese keyword stands for.

    Example:
        >>> meant_word("defualt", frozenset({"default", "date"})), meant_word("默认", frozenset({"default"}))
        ('default', 'default')
    """
    phrases = load_dialect("zh-CN").phrases.get(name, ())
    english = [" ".join(phrase.english) for phrase in phrases if len(phrase.words) == 1]
    translated = (_IN_LIQUID.get(words, words) for words in english)
    return nearest(name, candidates) or next((word for word in translated if word in candidates), None)
