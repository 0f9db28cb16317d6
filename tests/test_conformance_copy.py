"""tests/conformance is a copy: it is changed where it comes from, then copied again (CONTRIBUTING.md).

One file there is our own: PENDING, which says what waits for what.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
COPY = HERE / "conformance"
ORIGINAL = HERE.parents[1] / "shared" / "conformance"
DIGEST = HERE / "conformance.sha256"
OWN = "PENDING"


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder but our own by its name relative to the folder."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name != OWN}


def digest(folder: Path) -> str:
    """Return one hash over the names and bytes of a folder's files."""
    total = hashlib.sha256()
    for name, data in sorted(contents(folder).items()):
        total.update(f"{name}\0{len(data)}\0".encode() + data)
    return total.hexdigest()


def test_our_own_file_stands_there() -> None:
    assert (COPY / OWN).is_file()


def test_the_copy_is_the_one_that_was_taken() -> None:
    assert DIGEST.read_text(encoding="ascii").strip() == digest(COPY)


@pytest.mark.checkout
def test_the_copy_equals_the_original_beside_the_checkout() -> None:
    if not ORIGINAL.is_dir():
        pytest.skip("../shared/conformance does not stand beside this checkout")
    original, copy = contents(ORIGINAL), contents(COPY)
    assert sorted(original) == sorted(copy)
    assert [name for name in original if original[name] != copy[name]] == []
