"""Where a command writes and how: results on stdout, everything else on stderr."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO, TextIO

import click

from maflow.dsl.diagnostics import Text
from maflow.dsl.errors import ConfigError
from maflow.runtime.errors import system_reason

__all__ = ["DEFAULT_WIDTH", "Console", "current_console"]

DEFAULT_WIDTH = 120
_NARROWEST = 40
_RED = "1;31"


class Console:
    """The terminal, pipe or file that a command talks to.

    Shape: `color` is what `--color` or `--no-color` asks for; None leaves it to the terminal.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._lang: str | None = None
        self._asked_lang: str | None = None
        self.color: bool | None = None
        self.is_quiet = False

    @property
    def lang(self) -> str:
        """Return the language to speak; it is found out when something is said.

        Raises: ConfigError when a language is asked for that is not spoken.
        """
        if self._lang is None:
            # Imported here: a check that finds nothing says nothing, and need not learn to speak.
            from maflow.dsl.catalogue import choose_language

            self._lang = choose_language(self._asked_lang, self._environ)
        return self._lang

    def ask_lang(self, lang: str) -> None:
        """Speak this language; where several are asked for, as in `ma --lang A check --lang B`, the last one.

        Raises: ConfigError when it is not spoken, said at once: even where nothing is to be said.
        """
        self._lang, self._asked_lang = None, lang
        self.lang  # noqa: B018

    def speak_english(self) -> None:
        """Fall back to English, to be able to say that another language is not spoken."""
        self._lang = "en"

    def say(self, text: Text) -> str:
        """Return a text of the catalogue in the reader's language."""
        from maflow.dsl.catalogue import sentence

        return sentence(text, self.lang)

    def write(self, piece: str) -> None:
        """Write a piece of the result.

        Raises: ConfigError where it cannot be written, such as into a file on a full disk.
        """
        with _writing():
            click.echo(piece, nl=False, color=True)

    def write_bytes(self, piece: bytes) -> None:
        """Write a piece of the result byte by byte as it is.

        Raises: ConfigError where it cannot be written.
        """
        out = sys.stdout.buffer
        with _writing():
            out.write(piece)
            out.flush()

    def tell(self, text: Text) -> None:
        """Tell something that is not the result but must be known."""
        click.echo(self.say(text), err=True, color=True)

    def note(self, text: Text) -> None:
        """Tell something that is not the result, unless it shall be quiet."""
        if not self.is_quiet:
            self.tell(text)

    def hint(self, text: Text) -> None:
        """Tell something that only a person wants to know: nothing unless stderr is a terminal."""
        if sys.stderr.isatty():
            self.note(text)

    def fail(self, text: Text, *advice: Text) -> None:
        """Tell what went wrong, and what to do."""
        has_color = self.has_color(sys.stderr)
        word, colon = self.say(Text("severity.error")), self.say(Text("label.colon"))
        head = f"\x1b[{_RED}m{word}\x1b[0m" if has_color else word
        click.echo(f"{head}{colon}{self.say(text)}", err=True, color=True)
        for line in advice:
            self.tell(line)

    def has_color(self, stream: TextIO) -> bool:
        """Tell whether to colour what goes to a stream.

        Source: no-color.org; `NO_COLOR` beats `FORCE_COLOR`, as in Python itself.
        """
        if self.color is not None:
            return self.color
        if self._environ.get("NO_COLOR"):
            return False
        if self._environ.get("FORCE_COLOR", "0") not in ("", "0"):
            return True
        return self._environ.get("TERM") != "dumb" and stream.isatty()

    @property
    def width(self) -> int:
        """Return the columns to fill: those of the terminal, or a fixed number elsewhere."""
        if not sys.stdout.isatty():
            return DEFAULT_WIDTH
        return max(shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns, _NARROWEST)

    @staticmethod
    def stdin() -> BinaryIO:
        """Return the bytes of stdin.

        Raises: ConfigError where whoever started the process has closed it.
        """
        if sys.stdin is None:
            raise ConfigError(Text("config.unreadable", {"path": "-", "reason": "@system.closed"}))
        return sys.stdin.buffer

    @staticmethod
    def be_lenient() -> None:
        """Let stdout and stderr write out as escapes what their encoding does not have."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")


@contextmanager
def _writing() -> Iterator[None]:
    """Tell what keeps a result from being written; a reader that has gone away is no mistake."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        told = {"reason": system_reason(error)}
        raise ConfigError(Text("cli.output-unwritable", told)) from error


def current_console() -> Console:
    """Return the console of the running command."""
    console = click.get_current_context().find_object(Console)
    assert console is not None, "`maflow.cli.app` makes one before it reads the arguments"
    return console
