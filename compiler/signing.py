"""Keys that sign bundles: Ed25519, in PEM files.

Needs the package `cryptography`, which the extra `sign` installs; it is loaded when a key is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maflow.dsl.diagnostics import Text
from maflow.dsl.errors import ConfigError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = ["Signer", "load_signer"]


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key at work. `fingerprint` is the SHA-256 of its public key, in hexadecimal digits."""

    fingerprint: str
    sign: Callable[[bytes], bytes]


def load_signer(pem: bytes, name: str) -> Signer:
    """Return the signer of a private key; `name` is what its file is called.

    Raises: ConfigError when it is no Ed25519 private key, needs a password, or cryptography is missing.
    """
    key = _private_key(pem, name)
    public = key.public_key().public_bytes_raw()
    return Signer(hashlib.sha256(public).hexdigest(), key.sign)


def _private_key(pem: bytes, name: str) -> Ed25519PrivateKey:
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ImportError as error:
        raise ConfigError(Text("build.needs-cryptography")) from error
    try:
        key = load_pem_private_key(pem, password=None)
    except TypeError as error:
        raise ConfigError(Text("build.key-with-password", {"path": name})) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise ConfigError(Text("build.no-key", {"path": name})) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ConfigError(Text("build.no-key", {"path": name}))
    return key
