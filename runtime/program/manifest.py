"""What a bundle says of itself, and how its file is laid out: five lines of text.

    maflow-bundle 1
    {"project": …}          the manifest
    {"version": …}          the program
    unsigned                or, in hexadecimal digits, an Ed25519 signature of the lines above
    0b5c…                   the SHA-256 of the lines above, in hexadecimal digits

The same program, sources and key give the same bytes.
"""

from __future__ import annotations

import msgspec

__all__ = ["BUNDLE_ENDING", "BUNDLE_MAGIC", "BUNDLE_VERSION", "UNSIGNED", "Manifest", "bundle_body"]

BUNDLE_VERSION = 1
"""Rises whenever the layout changes."""

BUNDLE_MAGIC = b"maflow-bundle "
BUNDLE_ENDING = ".mab"
UNSIGNED = b"unsigned"


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a bundle says of itself.

    Shape: `content_hash` is the SHA-256 of the program's line in hexadecimal digits, and names its
    version; `sources` are those of the files that it was made of, by path. `signer` is the SHA-256 of the
    public key (its 32 raw bytes) that verifies the signature, None without one.
    """

    project: str
    content_hash: str
    program_version: int
    compiler: str
    sources: dict[str, str] = {}
    signer: str | None = None


def bundle_body(manifest: Manifest, content: bytes) -> bytes:
    r"""Return the lines that a signature covers.

    Example:
        >>> manifest = Manifest(project="shop", content_hash="", program_version=1, compiler="")
        >>> bundle_body(manifest, b"{}").split(b"\n")[::2]
        [b'maflow-bundle 1', b'{}']
    """
    return b"%s%d\n%s\n%s\n" % (BUNDLE_MAGIC, BUNDLE_VERSION, msgspec.json.encode(manifest), content)
