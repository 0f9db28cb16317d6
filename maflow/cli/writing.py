"""Writes a file as a whole or not at all, and never over what somebody else has just written."""

from __future__ import annotations

import codecs
import os
import stat
import tempfile
from pathlib import Path

from maflow.dsl.diagnostics import Text
from maflow.dsl.errors import ConfigError
from maflow.dsl.source import SourceFile
from maflow.runtime.errors import system_reason

__all__ = ["replace_file", "source_bytes", "write_file", "write_new"]


def source_bytes(source: SourceFile) -> bytes:
    """Return a file as it stands on disk.

    Law: `SourceFile.from_bytes(path, raw)` comes from these very bytes.
    """
    mark = codecs.BOM_UTF8 if source.has_bom else b""
    return mark + source.text.encode("utf-8", "surrogateescape")


def replace_file(place: Path, before: bytes, after: bytes) -> None:
    """Replace the content of a file that still is as it was read; its mode stays, a link stays a link.

    Raises: ConfigError when the file has changed meanwhile, or cannot be written.
    """
    target = Path(os.path.realpath(place))
    try:
        if target.read_bytes() != before:
            raise ConfigError(Text("config.changed-meanwhile", {"path": str(place)}))
        write_file(target, after, stat.S_IMODE(target.stat().st_mode))
    except OSError as error:
        raise _unwritable(place, error) from error


def write_new(place: Path, content: bytes) -> None:
    """Write a file, and the folder that it lies in, over whatever has been there.

    Raises: ConfigError when it cannot be written.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_file(place, content)
    except OSError as error:
        raise _unwritable(place, error) from error


def write_file(target: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file beside its place, then move it there.

    Raises: OSError.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with open(handle, "wb") as file:
            file.write(content)
        os.chmod(name, mode if mode is not None else 0o666 & ~_umask())
        os.replace(name, target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(place: Path, error: OSError) -> ConfigError:
    reason = system_reason(error)
    return ConfigError(Text("config.unwritable", {"path": str(place), "reason": reason}))
