"""A finding's identity, which stays the same when lines move.

Baselines and the outputs for code hosts tell old findings from new ones by it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from maflow.dsl.diagnostics import Diagnostic
from maflow.dsl.source import SourceFile

__all__ = ["fingerprint", "fingerprints"]

_DIGEST_BYTES = 8
# Of a longer text the beginning and the end tell enough.
_LONGEST_HALF = 1000


def fingerprint(diagnostic: Diagnostic, source: SourceFile | None, occurrence: int = 1) -> str:
    """Return a hash of the code, the address and the text that was found.

    The text is what the author wrote there, without regard to white space; where nothing is written,
    the arguments of the message. `occurrence` tells equal findings at one address apart.
    """
    text = _found(diagnostic, source)
    # `ascii` is the same in every Python, and says where each part ends.
    packed = ascii((diagnostic.code, diagnostic.address, text, occurrence))
    return blake2b(packed.encode("ascii"), digest_size=_DIGEST_BYTES).hexdigest()


def fingerprints(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]) -> list[str]:
    """Return the fingerprints of the findings of one check, in their order; no two are equal."""
    seen: Counter[str] = Counter()
    result = []
    for diagnostic in diagnostics:
        source = sources.get(diagnostic.span.file)
        first = fingerprint(diagnostic, source)
        seen[first] += 1
        result.append(fingerprint(diagnostic, source, seen[first]))
    return result


def _found(diagnostic: Diagnostic, source: SourceFile | None) -> str:
    start, end = diagnostic.span.start, diagnostic.span.end
    text = source.text if source else ""
    if end - start > 2 * _LONGEST_HALF:
        words = f"{text[start : start + _LONGEST_HALF]} {text[end - _LONGEST_HALF : end]}".split()
    else:
        words = text[start:end].split()
    if not words:
        args = diagnostic.message.args
        words = [diagnostic.message.key, *(f"{name}={args[name][:_LONGEST_HALF]}" for name in sorted(args))]
    return unicodedata.normalize("NFC", " ".join(words))
