"""Exceptions, sorted by whose fault it is. What an author did wrong is never one: it is a diagnostic."""

from __future__ import annotations

import pickle
from typing import Any

from maflow.dsl.diagnostics import Text

__all__ = ["ConfigError", "InternalError", "MaflowError"]


class MaflowError(Exception):
    """What every exception of this project derives from; it crosses processes together with its cause."""

    # Any: this is the shape that `object.__reduce__` has.
    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.args, _portable(self.__cause__)

    def __setstate__(self, state: Any) -> None:
        self.__cause__ = state


class ConfigError(MaflowError):
    """The operator's mistake: an option, a setting or the environment. `text` is shown in their language."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return " ".join([self.text.key, *(f"{name}={value!r}" for name, value in self.text.args.items())])


class InternalError(MaflowError):
    """Our own mistake. The message is for the person who mends it, and asks the user only to report it."""


def _portable(cause: BaseException | None) -> BaseException | None:
    """Return a cause that can be sent to another process: itself, or its description."""
    try:
        pickle.loads(pickle.dumps(cause))
    except (pickle.PicklingError, TypeError, AttributeError, ValueError):
        return MaflowError(f"{type(cause).__name__}: {cause}")
    return cause
