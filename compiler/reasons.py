"""Why a message is blocked and why an entry is refused: the words of journals and of tests."""

from __future__ import annotations

from functools import cache

from maflow.dsl.dialects import load_dialect

__all__ = ["BLOCKED_REASONS", "REFUSED_REASONS", "reason_in_dialect", "reason_in_english", "reason_words"]

BLOCKED_REASONS = (
    "suppressed",
    "consent",
    "address",
    "quiet_hours",
    "arbitration",
    "limits",
    "budget",
    "offer",
    "render",
    "approval",
    "holdout",
    "paused",
)
"""Source: language reference, section 14."""

REFUSED_REASONS = ("running", "reenter", "audience", "inactive", "key", "exit", "group", "late")
"""Source: language reference, section 14."""


def reason_in_english(word: str, dialect: str) -> str | None:
    """Return the reason that a word means in a dialect; English words mean themselves in each.

    Example:
        >>> reason_in_english("免打扰", "zh-CN"), reason_in_english("limits", "zh-CN")
        ('quiet_hours', 'limits')
        >>> reason_in_english("免打扰", "en") is None
        True
    """
    if word in BLOCKED_REASONS or word in REFUSED_REASONS:
        return word
    return _translations(dialect).get(word)


def reason_in_dialect(reason: str, dialect: str) -> str:
    """Return how a reason is written in a dialect.

    Example:
        >>> reason_in_dialect("quiet_hours", "zh-CN")
        '免打扰'
    """
    return load_dialect(dialect).write(reason)


def reason_words(reasons: tuple[str, ...], dialect: str) -> frozenset[str]:
    """Return every word that means one of some reasons in a dialect."""
    translated = (word for word, reason in _translations(dialect).items() if reason in reasons)
    return frozenset(reasons).union(translated)


@cache
def _translations(dialect: str) -> dict[str, str]:
    loaded = load_dialect(dialect)
    reasons = (*BLOCKED_REASONS, *REFUSED_REASONS)
    return {loaded.rows[reason]: reason for reason in reasons if reason in loaded.rows}
