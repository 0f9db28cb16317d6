"""Keys for the tests of signatures, made anew each time."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

__all__ = ["key_pair", "key_with_password", "other_kind_of_key"]


def key_pair() -> tuple[bytes, bytes]:
    """Return a private and its public key, as PEM."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return _private(key, NoEncryption()), public


def key_with_password() -> bytes:
    """Return a private key that cannot be used without its password."""
    return _private(Ed25519PrivateKey.generate(), BestAvailableEncryption(b"secret"))


def other_kind_of_key() -> tuple[bytes, bytes]:
    """Return a private and its public key that are not Ed25519."""
    key = generate_private_key(SECP256R1())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _private(key: Ed25519PrivateKey, encryption: KeySerializationEncryption) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)
