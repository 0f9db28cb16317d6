"""What the tests of the house know about the repository they stand in."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import pytest

__all__ = ["CONFORMANCE", "LINKED", "ROOMS", "ROOT", "committed_files"]

ROOT = Path(__file__).resolve().parents[1]
CONFORMANCE = ROOT / "tests" / "conformance"
LINKED = ("compiler", "dsl", "grammar", "plugins", "runtime", "samples")
ROOMS = ("maflow", *LINKED)


@cache
def committed_files() -> tuple[Path, ...]:
    """Return every file that git holds or would take with `git add`, links left out; skip without git."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so there is no list of committed files")
    listing = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", *listing], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = {ROOT / name for name in done.stdout.split("\0") if name}
    return tuple(sorted(path for path in found if path.is_file()))
