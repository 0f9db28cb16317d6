"""What can go wrong while a program runs, sorted by whose fault it is.

The runtime knows neither the compiler nor its catalogue: an error carries the key of its sentence and
the arguments, and whoever shows it looks the sentence up.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

__all__ = ["BundleError", "HostError", "RenderError", "SourceError", "StoreError", "system_reason"]

# By the names of their numbers, which not every system has.
_SYSTEM = MappingProxyType(
    {
        "EACCES": "@system.not-permitted",
        "EADDRINUSE": "@system.address-in-use",
        "EADDRNOTAVAIL": "@system.no-such-address",
        "EBADF": "@system.closed",
        "EBUSY": "@system.busy",
        "EDQUOT": "@system.quota",
        "EEXIST": "@system.exists",
        "EFBIG": "@system.too-large",
        "EIO": "@system.fault",
        "EISDIR": "@system.is-a-folder",
        "ELOOP": "@system.links",
        "EMFILE": "@system.too-many-files",
        "ENAMETOOLONG": "@system.long-name",
        "ENFILE": "@system.too-many-files",
        "ENOENT": "@system.no-such-file",
        "ENOMEM": "@system.no-memory",
        "ENOSPC": "@system.no-space",
        "ENOTDIR": "@system.not-a-folder",
        "EPERM": "@system.not-permitted",
        "EROFS": "@system.read-only",
        "ETXTBSY": "@system.busy",
    }
)


class HostError(Exception):
    """The operator's matter: `key` and `arguments` are a sentence of the message catalogue."""

    def __init__(self, key: str, arguments: Mapping[str, str] | None = None) -> None:
        super().__init__(key, dict(arguments or {}))
        self.key = key
        self.arguments: dict[str, str] = dict(arguments or {})

    # Any: this is the shape that `object.__reduce__` has.
    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.key, self.arguments)

    def __str__(self) -> str:
        return " ".join([self.key, *(f"{name}={value!r}" for name, value in self.arguments.items())])


class BundleError(HostError):
    """A bundle that cannot be trusted or understood."""


class SourceError(HostError):
    """A file or a stream of events or users that cannot be read at all."""


class StoreError(HostError):
    """A store that cannot be opened, read or written; nothing that was accepted is lost."""


class RenderError(HostError):
    """A text of a message that cannot be rendered for a user."""


def system_reason(error: OSError) -> str:
    """Return why an operating system refuses something: a word of the catalogue, else its own words.

    Example:
        >>> system_reason(OSError(28, "No space left on device"))
        '@system.no-space'
    """
    name = errno.errorcode.get(error.errno or 0, "")
    return _SYSTEM.get(name) or error.strerror or type(error).__name__
