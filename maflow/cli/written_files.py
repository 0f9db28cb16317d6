"""The files that a command writes: never over what it reads, nor over what is something else."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import msgspec

from maflow.dsl.diagnostics import Text
from maflow.dsl.errors import ConfigError
from maflow.runtime.errors import SourceError
from maflow.runtime.sources.opening import STDIN, is_pipe, open_source

__all__ = ["check_journal", "check_rejects", "check_written"]

_LOOK_BYTES = 1 << 20
# The first one is written first.
_OF_JOURNALS = ("time", "kind")
_OF_REJECTS = ("file", "line", "reason", "raw")


def check_written(read: Collection[str], written: Mapping[str, str | None]) -> None:
    """Check that each file that is written is another one than those that are read, and than the others.

    Shape: `written` are paths by the options that name them.
    Raises: ConfigError.
    """
    before: dict[str, str] = {}
    for option, path in written.items():
        if path is None or is_pipe(path):
            continue
        told = {"option": option, "path": path}
        if any(_is_same(path, other) for other in read if other != STDIN):
            raise ConfigError(Text("cli.files.written-over-read", told))
        for other, place in before.items():
            if _is_same(path, place):
                raise ConfigError(Text("cli.files.written-twice", {**told, "other": other}))
        before[option] = path


def check_journal(path: str) -> None:
    """Check that a file that is there already is a journal, before another one takes its place.

    Raises: ConfigError.
    """
    if not _begins_with(path, _OF_JOURNALS):
        raise ConfigError(Text("cli.files.no-journal-there", {"option": "--journal", "path": path}))


def check_rejects(path: str) -> None:
    """Check that a file that is there already holds rejected records, before others take their place.

    Raises: ConfigError.
    """
    if not _begins_with(path, _OF_REJECTS):
        raise ConfigError(Text("cli.files.no-rejects-there", {"option": "--rejects", "path": path}))


def _is_same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return os.path.realpath(one) == os.path.realpath(other)


def _begins_with(path: str, fields: Sequence[str]) -> bool:
    """Tell whether the first record of a file has these fields; nothing says no where there is none."""
    if not Path(path).is_file():
        return True
    try:
        with open_source(path) as stream:
            first = stream.readline(_LOOK_BYTES)
    except SourceError:
        # A packed journal that was cut off; what cannot be read cannot be written either.
        return True
    if not first:
        return True
    try:
        record = msgspec.json.decode(first, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError):
        # Whoever wrote it may have been killed.
        return not first.endswith(b"\n") and first.startswith(f'{{"{fields[0]}":'.encode())
    return record.keys() >= set(fields)
