"""The hash of keys and buckets: SHA-256 as Python has it itself, which begins at once.

That of OpenSSL, which `hashlib` prefers, takes three times as long for a text as short as a key
(benchmark: test_journey).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

__all__ = ["sha256"]


class Hash(Protocol):
    """The hash of a text that was given."""

    def digest(self) -> bytes:
        """Return its 32 bytes."""
        ...

    def hexdigest(self) -> str:
        """Return them in hexadecimal."""
        ...


def _own_sha256() -> Callable[[bytes], Hash]:
    # Its name since 3.12, its name before, and where a Python was built without its own.
    module = next(name for name in ("_sha2", "_sha256", "hashlib") if find_spec(name) is not None)
    found: Callable[[bytes], Hash] = import_module(module).sha256
    return found


sha256 = _own_sha256()
