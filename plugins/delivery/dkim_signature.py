"""Signs e-mails with DKIM, the headers for unsubscribing included, as RFC 8058 demands."""

from __future__ import annotations

from collections.abc import Callable

import dkim

from maflow.plugins.spec import SettingFault, Settings

__all__ = ["dkim_signer"]

_SIGNED = (
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"reply-to",
    b"mime-version",
    b"content-type",
    b"list-unsubscribe",
    b"list-unsubscribe-post",
)
_SAMPLE = b"From: a@b.example\r\n\r\nx\r\n"


def dkim_signer(settings: Settings) -> Callable[[bytes], bytes]:
    """Return what puts a signature before an e-mail.

    Raises: SettingFault for settings that are not complete, and for a key that is none.
    """
    domain, selector, key = (settings.text(f"dkim_{name}") for name in ("domain", "selector", "key"))
    for name, value in (("dkim_domain", domain), ("dkim_selector", selector), ("dkim_key", key)):
        if not value:
            raise SettingFault(name, "@delivery.why.dkim")
    # A variable of the environment often holds its line breaks as two letters.
    private = key.replace("\\n", "\n").encode()

    def sign(content: bytes) -> bytes:
        """Return an e-mail with its signature before it."""
        header = dkim.sign(
            content, selector.encode(), domain.encode(), private, include_headers=list(_SIGNED)
        )
        return bytes(header) + content

    try:
        sign(_SAMPLE)
    except (dkim.DKIMException, ValueError) as error:
        raise SettingFault("dkim_key", f"it is no private key in PEM: {type(error).__name__}") from error
    return sign
