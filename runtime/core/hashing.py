"""The hash of keys and buckets: SHA-256 as Python has it itself, which begins at once.

That of OpenSSL, which `hashlib` prefers, takes three times as long for a text as short as a key
(benchmark: test_journey).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256
elif sys.version_info >= (3, 12):
    from _sha2 import sha256
else:
    from _sha256 import sha256

__all__ = ["sha256"]
