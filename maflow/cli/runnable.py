"""What a command is to run: a project folder, which is built first, or a bundle."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from maflow.cli.building import build_or_report
from maflow.cli.console import Console
from maflow.dsl.diagnostics import Text
from maflow.dsl.errors import ConfigError
from maflow.project import find_project
from maflow.runtime.bundle import is_bundle, load_bundle
from maflow.runtime.errors import HostError
from maflow.runtime.program.manifest import BUNDLE_MAGIC
from maflow.runtime.program.program import Program

__all__ = ["as_config_errors", "load_runnable"]


def load_runnable(path: str, console: Console) -> Program | None:
    """Return the program of a project or a bundle; None where errors were found in it and shown.

    Raises: ConfigError for what is neither, and for a bundle that is not as it was made.
    """
    place = Path(path)
    with as_config_errors():
        if place.is_file() and _begins_as_bundle(place):
            return load_bundle(place).program
    built = build_or_report(find_project(path), console)
    return None if built is None else built.program


@contextmanager
def as_config_errors() -> Iterator[None]:
    """Turn what a host cannot do into what the operator is told.

    Raises: ConfigError.
    """
    try:
        yield
    except HostError as error:
        raise ConfigError(Text(error.key, error.arguments)) from error


def _begins_as_bundle(place: Path) -> bool:
    try:
        with place.open("rb") as file:
            return is_bundle(file.read(len(BUNDLE_MAGIC)))
    except OSError:
        return False
