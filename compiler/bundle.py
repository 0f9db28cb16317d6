"""Bundles: a program in one file that a host can trust.

`maflow.runtime.program.manifest` says how the file is laid out, `maflow.runtime.bundle` opens it.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterable

import msgspec

from maflow.compiler.signing import Signer
from maflow.dsl.source import SourceFile
from maflow.runtime.program.manifest import UNSIGNED, Manifest, bundle_body
from maflow.runtime.program.program import Program

__all__ = ["pack_bundle"]


def pack_bundle(
    program: Program, sources: Iterable[SourceFile], *, compiler: str, signer: Signer | None = None
) -> bytes:
    """Return a bundle, signed where there is a signer.

    `sources` are the files that the program was made of; `compiler` is what made it, with its version.
    Law: the same arguments give the same bytes; `open_bundle(pack_bundle(p, …)).program == p`.
    """
    content = msgspec.json.encode(program)
    manifest = Manifest(
        project=program.project,
        content_hash=hashlib.sha256(content).hexdigest(),
        program_version=program.version,
        compiler=compiler,
        sources={source.path: _digest(source) for source in sorted(sources, key=lambda each: each.path)},
        signer=signer.fingerprint if signer is not None else None,
    )
    body = bundle_body(manifest, content)
    signature = signer.sign(body).hex().encode() if signer is not None else UNSIGNED
    signed = body + signature + b"\n"
    return signed + hashlib.sha256(signed).hexdigest().encode() + b"\n"


def _digest(source: SourceFile) -> str:
    """Return the digest of a file as it stands on disk."""
    mark = codecs.BOM_UTF8 if source.has_bom else b""
    return hashlib.sha256(mark + source.text.encode("utf-8", "surrogateescape")).hexdigest()
