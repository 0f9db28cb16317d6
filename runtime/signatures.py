"""Verifies the signature of a bundle.

Needs the package `cryptography`, which the extra `sign` installs; it is loaded when a key is demanded.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from maflow.runtime.errors import BundleError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

__all__ = ["verify_signature"]


def verify_signature(body: bytes, signature: bytes, signer: str | None, public_key: bytes) -> None:
    """Make sure that a bundle was signed with the key that belongs to a public one, given as PEM.

    `signature` is in hexadecimal digits.
    Raises: BundleError when it was not, whatever the reason.
    """
    key = _public_key(public_key)
    if signer is None:
        raise BundleError("bundle.not-signed")
    if signer != hashlib.sha256(key.public_bytes_raw()).hexdigest():
        raise BundleError("bundle.other-signer", {"signer": signer[:16]})
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(bytes.fromhex(signature.decode("ascii")), body)
    except (InvalidSignature, ValueError) as error:
        raise BundleError("bundle.wrong-signature") from error


def _public_key(pem: bytes) -> Ed25519PublicKey:
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ImportError as error:
        raise BundleError("bundle.needs-cryptography") from error
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BundleError("bundle.no-public-key") from error
    if not isinstance(key, Ed25519PublicKey):
        raise BundleError("bundle.no-public-key")
    return key
