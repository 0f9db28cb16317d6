"""Secrets of the operator's own making: those that are easily guessed prove nothing."""

from __future__ import annotations

from maflow.plugins.spec import SettingFault

__all__ = ["LEAST_BYTES", "safe_secret"]

LEAST_BYTES = 24
"""How long a secret has to be; what Standard Webhooks asks for fits all of them."""


def safe_secret(setting: str, text: str) -> str:
    """Return a secret as it is; none stays none.

    Raises: SettingFault for one that is too short.
    """
    if text and len(text.encode("utf-8", "surrogateescape")) < LEAST_BYTES:
        raise SettingFault(setting, "@delivery.why.short-secret")
    return text
