"""The entry point of `ma`."""

from __future__ import annotations

import sys

from maflow import __version__

__all__ = ["main"]


def main() -> None:
    """Run `ma` with the arguments of this process, and end the process."""
    if sys.argv[1:] == ["--version"]:
        print(f"ma {__version__}")
        return
    # Imported here: `ma --version` answers before a command line library is loaded.
    from maflow.cli.app import ma

    ma.main(prog_name="ma")
