"""Opens bundles. Verification fails closed: what is not exactly as it was made is not run."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from maflow.runtime.errors import BundleError, system_reason
from maflow.runtime.program.manifest import (
    BUNDLE_MAGIC,
    BUNDLE_VERSION,
    UNSIGNED,
    Manifest,
)
from maflow.runtime.program.program import PROGRAM_VERSION, Program
from maflow.runtime.program.soundness import find_fault
from maflow.runtime.signatures import verify_signature

__all__ = ["Bundle", "is_bundle", "load_bundle", "open_bundle"]

_LINES = 5
_LONGEST_VERSION = 9
_MANIFEST = msgspec.json.Decoder(Manifest)
_PROGRAM = msgspec.json.Decoder(Program)


class Bundle(msgspec.Struct, frozen=True):
    """A program that can be run, and what its bundle says of it."""

    manifest: Manifest
    program: Program


def load_bundle(path: Path, *, public_key: bytes | None = None) -> Bundle:
    """Read and verify the bundle in a file.

    Raises: BundleError as `open_bundle`, and for a file that cannot be read.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = system_reason(error)
        raise BundleError("bundle.unreadable", {"path": str(path), "reason": reason}) from error
    return open_bundle(raw, public_key=public_key)


def is_bundle(raw: bytes) -> bool:
    """Tell whether a file begins as bundles do."""
    return raw.startswith(BUNDLE_MAGIC)


def open_bundle(raw: bytes, *, public_key: bytes | None = None) -> Bundle:
    """Verify a bundle and return what is in it.

    With a public key (PEM) it must be signed with the private one that belongs to it.
    Raises: BundleError when any byte is not as it was made, when another version of maflow is needed, or
    when the signature that is demanded is missing or somebody else's.
    """
    body, manifest_line, content, signature = _lines(raw)
    manifest = _manifest(manifest_line)
    if (manifest.signer is None) != (signature == UNSIGNED):
        raise BundleError("bundle.altered")
    if public_key is not None:
        verify_signature(body, signature, manifest.signer, public_key)
    if manifest.program_version != PROGRAM_VERSION:
        raise _other_version(manifest.program_version, PROGRAM_VERSION)
    if hashlib.sha256(content).hexdigest() != manifest.content_hash:
        raise BundleError("bundle.altered")
    return Bundle(manifest, _program(content, manifest))


def _lines(raw: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Return what is signed, and in it manifest and program, and the signature; the digest is right."""
    _check_layout(raw)
    lines = raw.split(b"\n")
    if len(lines) != _LINES + 1 or lines[-1]:
        raise BundleError("bundle.altered")
    _, manifest, content, signature, digest, _ = lines
    signed = raw[: -len(digest) - 1]
    if hashlib.sha256(signed).hexdigest().encode() != digest:
        raise BundleError("bundle.altered")
    return signed[: -len(signature) - 1], manifest, content, signature


def _check_layout(raw: bytes) -> None:
    if not is_bundle(raw):
        raise BundleError("bundle.no-bundle")
    version = raw[len(BUNDLE_MAGIC) :][:_LONGEST_VERSION].partition(b"\n")[0]
    if not version.isdigit():
        raise BundleError("bundle.no-bundle")
    if int(version) != BUNDLE_VERSION:
        raise _other_version(int(version), BUNDLE_VERSION)


def _manifest(line: bytes) -> Manifest:
    try:
        return _MANIFEST.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BundleError("bundle.altered") from error


def _program(content: bytes, manifest: Manifest) -> Program:
    try:
        program = _PROGRAM.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BundleError("bundle.unsound", {"reason": str(error)}) from error
    fault = find_fault(program)
    if fault is not None:
        raise BundleError("bundle.unsound", {"reason": fault})
    if program.project != manifest.project or program.version != manifest.program_version:
        raise BundleError("bundle.unsound", {"reason": "manifest"})
    return program


def _other_version(found: int, known: int) -> BundleError:
    key = "bundle.newer" if found > known else "bundle.older"
    return BundleError(key, {"found": str(found), "known": str(known)})
