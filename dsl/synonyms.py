"""Words of other products and of everyday speech, and what this language says instead."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

__all__ = ["LONGEST_SYNONYM", "meant_by"]

# Units: words.
LONGEST_SYNONYM = 4


def meant_by(words: str) -> tuple[tuple[str, ...], ...]:
    """Return the English keywords that some words may stand for, the likeliest first.

    Example:
        >>> meant_by("Delay")
        (('wait',),)
        >>> meant_by("at least")
        (('>=',),)
    """
    return _meanings().get(words.lower(), ())


@cache
def _meanings() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    # Read at the first mistake only: a sound file needs none of it.
    text = files("maflow.grammar").joinpath("synonyms.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    found: dict[str, list[tuple[str, ...]]] = {}
    for section in data.values():
        for keywords, words in section.items():
            for word in words:
                found.setdefault(word.lower(), []).append(tuple(keywords.split()))
    return {word: tuple(meanings) for word, meanings in found.items()}
