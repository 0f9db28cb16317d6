"""The files of users and events that a command is given, and what is said when they are of no use."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from maflow.cli.console import Console
from maflow.cli.file_looks import check_looks
from maflow.cli.found import shown_path
from maflow.dsl.catalogue import sentence
from maflow.dsl.diagnostics import Text, items
from maflow.dsl.errors import ConfigError
from maflow.runtime.sources.errors import TooManyRejects
from maflow.runtime.sources.opening import STDIN
from maflow.runtime.sources.reasons import Word
from maflow.runtime.sources.rejects import Reject

__all__ = ["check_files", "naming_files", "rejected", "too_many_rejects", "word_of"]


def check_files(users: Collection[str], events: Collection[str]) -> None:
    """Check that files look like what they are given as, and that none is named twice, stdin neither.

    Raises: ConfigError.
    """
    if [*users, *events].count(STDIN) > 1:
        raise ConfigError(Text("cli.stdin-once"))
    _check_once("--users", users)
    _check_once("--events", events)
    check_looks(users, events)


@contextmanager
def naming_files(events: Collection[str]) -> Iterator[None]:
    """Name the files of events where it turns out that none of their events can be taken.

    Raises: ConfigError.
    """
    try:
        yield
    except ConfigError as error:
        if error.text.key != "simulate.no-end" or not events:
            raise
        told = {"files": items(f"`{each}`" for each in events)}
        raise ConfigError(Text("cli.simulate.no-events", told)) from error


def word_of(console: Console) -> Word:
    """Return what puts into the reader's language why records are rejected; it can be pickled."""
    return partial(_worded, console.lang)


def rejected(count: int, first: Reject, path: Path) -> Text:
    """Return what is said where records were rejected: how many, the first of them, and where they are."""
    told = {
        "count": str(count),
        "path": shown_path(path),
        "file": first.file,
        "line": str(first.line),
        "reason": first.reason,
    }
    return Text("cli.simulate.rejected", told)


def too_many_rejects(error: TooManyRejects, rejects: Path) -> tuple[Text, Text]:
    """Return what is said where more records were rejected than are allowed."""
    told = {"count": str(error.count), "most": str(error.most), "file": error.file, "line": str(error.line)}
    kept = Text("cli.simulate.rejects-kept", {"path": shown_path(rejects)})
    return Text("sources.too-many-rejects", told), kept


def _check_once(option: str, paths: Collection[str]) -> None:
    seen: set[str] = set()
    for path in paths:
        place = os.path.realpath(path)
        if place in seen and Path(path).is_file():
            raise ConfigError(Text("cli.files.named-twice", {"option": option, "path": path}))
        seen.add(place)


def _worded(lang: str, key: str, arguments: Mapping[str, str]) -> str:
    return sentence(Text(key, dict(arguments)), lang)
