"""The entry point of `ma`."""

from __future__ import annotations

import os
import sys

from maflow import __version__

__all__ = ["main"]

# That of `exit_codes`, which is not loaded yet where it is needed.
_INTERRUPTED = 130


def main() -> None:
    """Run `ma` with the arguments of this process, and end the process."""
    _occupy_closed_streams()
    if sys.argv[1:] == ["--version"]:
        print(f"ma {__version__}")
        return
    try:
        # Imported here: `ma --version` answers before a command line library is loaded.
        from maflow.cli.app import ma
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    ma.main(prog_name="ma")


def _occupy_closed_streams() -> None:
    """Drop what is written to a stream that was closed before the start, as `>&-` closes it.

    Otherwise the next file that is opened would have its place, and get what is written there.
    """
    for number, name in ((1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            null = os.open(os.devnull, os.O_WRONLY)
            if null != number:
                os.dup2(null, number)
                os.close(null)
            setattr(sys, name, os.fdopen(number, "w", encoding="utf-8", closefd=False))
