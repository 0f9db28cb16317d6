"""What a command is to run: a project folder, which is built first, or a bundle."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from maflow.cli.building import build_or_report
from maflow.cli.console import Console
from maflow.dsl.diagnostics import Text
from maflow.dsl.errors import ConfigError
from maflow.project import BUNDLE_SUFFIX, find_project
from maflow.runtime.bundle import is_bundle, load_bundle
from maflow.runtime.errors import BundleError, HostError, system_reason
from maflow.runtime.program.manifest import BUNDLE_MAGIC
from maflow.runtime.program.program import Program

__all__ = ["as_config_errors", "load_runnable"]


def load_runnable(path: str, console: Console, public_key: str | None = None) -> Program | None:
    """Return the program of a project or a bundle; None where errors were found in it and shown.

    With the file of a public key, nothing but a bundle signed with its private key is run.
    Raises: ConfigError for what is neither, and for a bundle that is not as it was made.
    """
    place = Path(path)
    if public_key is not None or (place.is_file() and _claims_to_be_bundle(place)):
        return _load_bundle(place, public_key, console)
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


def _load_bundle(place: Path, public_key: str | None, console: Console) -> Program:
    """Return the program of a bundle, verified with a public key where one is demanded."""
    key = None if public_key is None else _key_bytes(public_key)
    if place.is_dir():
        raise ConfigError(Text("cli.only-bundles-are-signed", {"path": str(place)}))
    try:
        return load_bundle(place, public_key=key).program
    except BundleError as error:
        if error.key == "bundle.unreadable":
            raise ConfigError(Text(error.key, error.arguments)) from error
        why = console.say(Text(error.key, error.arguments))
        raise ConfigError(Text("cli.bundle-refused", {"path": str(place), "why": why})) from error


def _key_bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise ConfigError(Text("config.no-such-path", {"path": path})) from error
    except OSError as error:
        reason = system_reason(error)
        raise ConfigError(Text("config.unreadable", {"path": path, "reason": reason})) from error


def _claims_to_be_bundle(place: Path) -> bool:
    if place.suffix == BUNDLE_SUFFIX:
        return True
    try:
        with place.open("rb") as file:
            return is_bundle(file.read(len(BUNDLE_MAGIC)))
    except OSError:
        return False
