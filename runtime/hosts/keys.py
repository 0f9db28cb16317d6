"""Who may send events: requests carry a key that the operator has set."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Iterable, Mapping
from hashlib import sha256

from maflow.runtime.errors import HostError

__all__ = ["KEYS_VARIABLE", "Keys", "keys_of"]

KEYS_VARIABLE = "MAFLOW_HTTP_KEYS"
"""The variable that holds the keys, separated by commas: several, so that one can take over from another."""

_SHORTEST = 16


class Keys:
    """Tells whether a request carries one of some keys, in the same time whichever it is."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._digests = tuple(_digest(key) for key in keys)

    def admit(self, authorization: str) -> bool:
        """Tell whether the header `Authorization` holds a key.

        It is `Bearer KEY`, or `Basic` with the key as the name of the user, as Segment's libraries send it.
        """
        given = _digest(_key_in(authorization))
        # Every key is compared: how long it takes tells nothing.
        return sum([hmac.compare_digest(given, digest) for digest in self._digests]) > 0


def keys_of(environment: Mapping[str, str]) -> Keys:
    """Return the keys that the operator has set.

    Raises: HostError where there is none, or one that is easily guessed.
    """
    keys = [key.strip() for key in environment.get(KEYS_VARIABLE, "").split(",") if key.strip()]
    if not keys:
        raise HostError("host.no-keys", {"name": KEYS_VARIABLE})
    if any(len(key) < _SHORTEST for key in keys):
        raise HostError("host.short-key", {"name": KEYS_VARIABLE, "least": str(_SHORTEST)})
    return Keys(keys)


def _digest(key: str) -> bytes:
    return sha256(key.encode("utf-8", "surrogateescape")).digest()


def _key_in(authorization: str) -> str:
    scheme, _, rest = authorization.strip().partition(" ")
    match scheme.lower():
        case "bearer":
            return rest.strip()
        case "basic":
            try:
                named = base64.b64decode(rest.strip(), validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                return ""
            return named.partition(":")[0]
        case _:
            return ""
