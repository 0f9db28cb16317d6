"""Signatures as Standard Webhooks 1.0 says: HMAC-SHA256 over id, time and body.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping

from maflow.plugins.delivery.safe_secret import LEAST_BYTES
from maflow.plugins.spec import SettingFault

__all__ = ["is_signed", "read_secret", "sign"]

_PREFIX = "whsec_"
_TOLERANCE_S = 300
_MOST_BYTES = 64


def read_secret(setting: str, text: str) -> bytes:
    """Return the key of a secret as it is handed out: base64, mostly after `whsec_`.

    Raises: SettingFault for a text that is no such secret, and for a key that is too short or too long.
    """
    written = text.strip().removeprefix(_PREFIX).rstrip("=")
    try:
        secret = base64.b64decode(written + "=" * (-len(written) % 4), validate=True)
    except ValueError as error:
        raise SettingFault(setting, "@delivery.why.no-base64") from error
    if not LEAST_BYTES <= len(secret) <= _MOST_BYTES:
        raise SettingFault(setting, "@delivery.why.webhook-secret")
    return secret


def sign(secret: bytes, id: str, at_s: int, body: bytes) -> dict[str, str]:
    """Return the three headers that prove who sends a body."""
    return {
        "webhook-id": id,
        "webhook-timestamp": str(at_s),
        "webhook-signature": f"v1,{_signature(secret, id, str(at_s), body)}",
    }


def is_signed(secret: bytes, headers: Mapping[str, str], body: bytes, now_s: int) -> bool:
    """Tell whether the headers prove that a body comes from someone who knows the secret, and came just now.

    Shape: names of headers in small letters.
    """
    id, at, given = (headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    if not at.isdecimal() or abs(int(at[:12]) - now_s) > _TOLERANCE_S:
        return False
    wanted = f"v1,{_signature(secret, id, at, body)}".encode()
    return any(hmac.compare_digest(wanted, each.encode()) for each in given.split(" "))


def _signature(secret: bytes, id: str, at: str, body: bytes) -> str:
    signed = b".".join([id.encode(), at.encode(), body])
    return base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()
