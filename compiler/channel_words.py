"""The names of channels as limits may write them: in the singular or in the plural."""

from __future__ import annotations

from collections.abc import Collection

__all__ = ["channel_meant"]

_HISSING = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"
# `sm` is no singular of `sms`.
_SHORTEST = 3


def channel_meant(word: str, channels: Collection[str]) -> str | None:
    """Return the channel that a word names, in the singular or the plural; None if it names none.

    Example:
        >>> [channel_meant(word, ("push", "email", "sms")) for word in ("pushes", "emails", "sms", "sm")]
        ['push', 'email', 'sms', None]
        >>> channel_meant("call", ("calls",))
        'calls'
    """
    if word in channels:
        return word
    singular = next((name for name in channels if word == _plural(name)), None)
    if singular is not None:
        return singular
    plural = _plural(word) if len(word) >= _SHORTEST else None
    return plural if plural in channels else None


def _plural(name: str) -> str | None:
    """Return the plural of an English word; other names have none."""
    if not name.isascii():
        return None
    if name.endswith(_HISSING):
        return f"{name}es"
    if name.endswith("y") and name[-2:-1] not in _VOWELS:
        return f"{name[:-1]}ies"
    return f"{name}s"
