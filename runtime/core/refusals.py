"""Why a send may not leave now: blocked for good, or to be asked again later."""

from __future__ import annotations

from typing import Final

from maflow.runtime.core.inputs import Value

__all__ = ["NEVER", "Refusal"]

NEVER: Final = 2**62
"""An instant that does not come."""


class Refusal:
    """A guard's answer; `waits`: the send is to be asked again at `until`. Nobody changes one."""

    __slots__ = ("reason", "rule", "until", "value", "waits")

    # Written out: of a named tuple, making one takes ten times as long (benchmark: test_journey).
    def __init__(
        self,
        reason: str,
        rule: str | None = None,
        until: int | None = None,
        value: Value = None,
        *,
        waits: bool = False,
    ) -> None:
        self.reason = reason
        self.rule = rule
        self.until = until
        self.value = value
        self.waits = waits
