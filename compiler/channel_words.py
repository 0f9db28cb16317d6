"""The names of channels as limits may write them: in the singular or in the plural."""

from __future__ import annotations

from collections.abc import Collection

__all__ = ["channel_meant"]


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
    singular = next((name for name in channels if word in _plurals(name)), None)
    return singular or next((plural for plural in _plurals(word) if plural in channels), None)


def _plurals(name: str) -> tuple[str, ...]:
    if not name.isascii():
        return ()
    ending = (name[:-1] + "ies",) if name.endswith("y") else ()
    return (name + "s", name + "es", *ending)
