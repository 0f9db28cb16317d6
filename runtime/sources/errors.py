"""What goes wrong with sources: one value, one record, or too many of them."""

from __future__ import annotations

from collections.abc import Mapping

from maflow.runtime.sources.reasons import english

__all__ = ["Misfit", "NotUnderstood", "TooManyRejects"]


class Misfit(ValueError):
    """A value that does not fit the type that is declared for it: it is unknown, and counted.

    Shape: `why` is `value`, or `currency` for money in another currency than declared.
    """

    def __init__(self, why: str = "value") -> None:
        super().__init__(why)
        self.why = why


class NotUnderstood(ValueError):
    """A record that cannot be understood: `key` and `arguments` say what was found and what was expected."""

    def __init__(self, key: str, arguments: Mapping[str, str] | None = None) -> None:
        super().__init__(key, dict(arguments or {}))
        self.key = key
        self.arguments: dict[str, str] = dict(arguments or {})

    @property
    def reason(self) -> str:
        """Return what is wrong, in English."""
        return english(self.key, self.arguments)

    def __str__(self) -> str:
        return self.reason


class TooManyRejects(Exception):
    """More records were rejected than the operator allows: `file` and `line` are those of the last one."""

    def __init__(self, count: int, most: int, file: str, line: int) -> None:
        super().__init__(count, most, file, line)
        self.count = count
        self.most = most
        self.file = file
        self.line = line
