"""The options of every command that reads files of users and events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from maflow.cli.options import Choice, Number, option

__all__ = ["REJECTS", "file_options", "public_key_option", "reading_options", "rejects_option"]

REJECTS = "rejects.jsonl"
"""Where rejected records go unless something else is said."""

# Any: a command's function before and after click has wrapped it.
_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])

_CONSENTS = Choice(lambda: ("all",))


def file_options(command: _Decorated) -> _Decorated:
    """Add `--users` and `--events`."""
    events = option("--events", metavar="FILE", multiple=True, help="cli.option.events")
    return option("--users", metavar="FILE", multiple=True, help="cli.option.users")(events(command))


def reading_options(command: _Decorated) -> _Decorated:
    """Add `--consent` and `--max-rejects`."""
    rejects = option("--max-rejects", metavar="NUMBER", type=Number(0), help="cli.option.max-rejects")
    return option("--consent", metavar="WHO", type=_CONSENTS, help="cli.option.consent")(rejects(command))


def rejects_option(command: _Decorated) -> _Decorated:
    """Add `--rejects`, which has a default."""
    return option("--rejects", metavar="FILE", default=REJECTS, help="cli.option.rejects")(command)


def public_key_option(command: _Decorated) -> _Decorated:
    """Add `--public-key`."""
    return option("--public-key", metavar="FILE", help="cli.option.public-key")(command)
