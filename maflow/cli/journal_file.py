"""The file of a journal: it stands there as a whole, or not at all."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from maflow.cli.written_files import check_journal
from maflow.dsl.diagnostics import Text
from maflow.dsl.errors import ConfigError
from maflow.runtime.errors import system_reason

__all__ = ["open_journal"]

_PACKED = ".gz"


@contextmanager
def open_journal(path: str | None) -> Iterator[Callable[[bytes], object]]:
    """Open a journal to write it; without a path nothing is written.

    What is written lies beside the place first, and is moved there when all went well.
    Raises: ConfigError when it cannot be written, and when something else is there.
    """
    if path is None:
        yield _nowhere
        return
    place = Path(path)
    check_journal(path)
    try:
        if place.exists() and not place.is_file():
            # A pipe or a device: there is nothing to keep whole.
            with place.open("wb") as pipe:
                yield pipe.write
        else:
            with _beside(place) as file, _packed(file, place) as packed:
                yield packed.write
    except OSError as error:
        told = {"path": path, "reason": system_reason(error)}
        raise ConfigError(Text("config.unwritable", told)) from error


def _nowhere(_: bytes) -> None:
    pass


@contextmanager
def _beside(place: Path) -> Iterator[IO[bytes]]:
    target = Path(os.path.realpath(place))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with open(handle, "wb") as file:
            yield file
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def _packed(file: IO[bytes], place: Path) -> Iterator[IO[bytes]]:
    if place.suffix != _PACKED:
        yield file
        return
    # Without name and time in it: the same journal is the same file.
    with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed:
        yield packed  # type: ignore[misc]


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
