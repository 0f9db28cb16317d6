"""What the exit code of `ma` says."""

from __future__ import annotations

import enum

__all__ = ["ExitCode"]


class ExitCode(enum.IntEnum):
    """How a command ended. The last two are those that shells use for a signal (128 + its number)."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    OUR_FAULT = 3
    INTERRUPTED = 130
    BROKEN_PIPE = 141
