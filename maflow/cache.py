"""What an earlier check found out, kept in the user's own cache folder; the project is never written to.

Nothing here can make a check fail: what cannot be read, or is not what was written, counts as absent,
and what cannot be written is not kept.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

__all__ = ["Store", "cache_folder", "digest", "open_store"]

_DIGEST_BYTES = 20
_LONGEST_UNUSED_S = 30 * 24 * 60 * 60


class Store:
    """The kept files of one project, by name; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @property
    def is_open(self) -> bool:
        """Tell whether anything can be kept."""
        return self._folder is not None

    def read(self, name: str) -> bytes | None:
        """Return what was kept under a name, or None."""
        if self._folder is None:
            return None
        try:
            raw = (self._folder / name).read_bytes()
        except OSError:
            return None
        seal, content = raw[:_DIGEST_BYTES], raw[_DIGEST_BYTES:]
        return content if digest(content) == seal else None

    def write(self, name: str, content: bytes) -> None:
        """Keep something under a name. Two checks at the same time do not disturb each other."""
        if self._folder is None:
            return
        try:
            if not self._folder.is_dir():
                _make_room(self._folder)
            _replace(self._folder / name, digest(content) + content)
        except OSError:
            self._folder = None


def open_store(root: Path, environ: Mapping[str, str]) -> Store:
    """Return what is kept of the project in a folder."""
    folder = cache_folder(environ, sys.platform)
    if folder is None:
        return Store(None)
    name = digest(os.fsencode(os.path.realpath(root))).hex()
    return Store(folder / name)


def cache_folder(environ: Mapping[str, str], platform: str) -> Path | None:
    """Return where to keep things: `MAFLOW_CACHE_DIR`, else the system's place for it; None without a home.

    Example:
        >>> cache_folder({"XDG_CACHE_HOME": "/var/cache/ann"}, "linux").as_posix()
        '/var/cache/ann/maflow'
    """
    asked = environ.get("MAFLOW_CACHE_DIR")
    if asked:
        return Path(asked)
    home = environ.get("LOCALAPPDATA" if platform == "win32" else "HOME")
    if platform == "win32":
        return Path(home, "maflow", "Cache") if home else None
    if platform == "darwin":
        return Path(home, "Library", "Caches", "maflow") if home else None
    places = environ.get("XDG_CACHE_HOME") or (home and f"{home}/.cache")
    return Path(places, "maflow") if places and os.path.isabs(places) else None


def digest(*parts: bytes) -> bytes:
    """Return one digest of several parts; where one ends and the next begins counts."""
    total = blake2b(digest_size=_DIGEST_BYTES)
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.digest()


def _make_room(folder: Path) -> None:
    """Make the folder of a project, and forget the projects that have not been checked for long."""
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    oldest = time.time() - _LONGEST_UNUSED_S
    with os.scandir(folder.parent) as entries:
        for entry in entries:
            is_ours = entry.is_dir(follow_symlinks=False) and len(entry.name) == 2 * _DIGEST_BYTES
            if is_ours and entry.stat().st_mtime < oldest:
                shutil.rmtree(entry.path, ignore_errors=True)
    folder.mkdir(exist_ok=True, mode=0o700)


def _replace(place: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".")
    try:
        with open(handle, "wb") as file:
            file.write(content)
        os.replace(name, place)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
