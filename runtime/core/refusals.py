"""Why a send may not leave now: blocked for good, or to be asked again later."""

from __future__ import annotations

from typing import Final, NamedTuple

from maflow.runtime.core.inputs import Value

__all__ = ["NEVER", "Refusal"]

NEVER: Final = 2**62
"""An instant that does not come."""


class Refusal(NamedTuple):
    """A guard's answer; `waits`: the send is to be asked again at `until`."""

    reason: str
    rule: str | None = None
    until: int | None = None
    value: Value = None
    waits: bool = False
