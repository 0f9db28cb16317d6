"""Options that several commands share, and the kinds of value they take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from maflow.cli.console import current_console
from maflow.cli.help import Option
from maflow.dsl.diagnostics import Severity, Text, items
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.errors import ConfigError

__all__ = [
    "FORMATS",
    "LANGUAGES",
    "LEVELS",
    "Choice",
    "Number",
    "TextType",
    "lang_option",
    "option",
    "output_options",
]

# In the newest click this is generic, in the oldest it must not be subscripted.
if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    TextType = click.ParamType[str]
    IntType = click.ParamType[int]
else:
    TextType = click.ParamType
    IntType = click.ParamType

# Any: a command's function before and after click has wrapped it.
_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


class Choice(TextType):
    """One of several words. They may be found out late, when somebody asks."""

    name = "choice"

    def __init__(self, choices: Callable[[], Sequence[str]]) -> None:
        self._choices = choices

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the words that can be chosen."""
        return tuple(self._choices())

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word as it is.

        Raises: ConfigError for a word that cannot be chosen.
        """
        if value in self.choices:
            return value
        told = {"given": value, "option": param.opts[-1] if param else ""}
        near = nearest(value, self.choices)
        if near:
            raise ConfigError(Text("cli.not-a-choice-near", {**told, "name": near}))
        known = items(f"`{each}`" for each in self.choices)
        raise ConfigError(Text("cli.not-a-choice", {**told, "choices": known}))

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the words that begin like what is typed so far."""
        # Imported here: only a shell asks for it.
        from click.shell_completion import CompletionItem

        return [CompletionItem(each) for each in self.choices if each.startswith(incomplete)]


class Number(IntType):
    """A whole number between two bounds."""

    name = "number"

    def __init__(self, least: int | None = None, most: int | None = None) -> None:
        self._least = least
        self._most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number. Any: click hands over a text, or a default as it is.

        Raises: ConfigError for what is no whole number, or too small or too large.
        """
        try:
            number = int(value)
        except ValueError:
            number = None
        if number is not None and self._fits(number):
            return number
        told = {"given": str(value), "option": param.opts[-1] if param else ""}
        if self._least is None:
            raise ConfigError(Text("cli.not-a-number", told))
        if self._most is None:
            raise ConfigError(Text("cli.not-a-number-from", {**told, "least": str(self._least)}))
        bounds = {"least": str(self._least), "most": str(self._most)}
        raise ConfigError(Text("cli.not-a-number-between", {**told, **bounds}))

    def _fits(self, number: int) -> bool:
        return (self._least is None or number >= self._least) and (self._most is None or number <= self._most)


def _formats() -> Sequence[str]:
    # Imported here: a check that finds nothing renders nothing.
    from maflow.dsl.render import format_names

    return format_names()


FORMATS = Choice(_formats)
LANGUAGES = Choice(lambda: ("en", "zh-CN"))
LEVELS = Choice(lambda: tuple(severity.value for severity in Severity))


def option(*names: str, **rest: Any) -> Callable[[_Decorated], _Decorated]:
    """Declare an option; `help` is a key of the catalogue. Any: whatever `click.option` takes."""
    return click.option(*names, cls=Option, **rest)


def lang_option(command: _Decorated) -> _Decorated:
    """Add `--lang`, which is read before every other option."""

    def choose(_: click.Context, __: click.Parameter, lang: str | None) -> None:
        """Take the language that was asked for."""
        if lang is not None:
            current_console().ask_lang(lang)

    return option(
        "--lang",
        metavar="en|zh-CN",
        is_eager=True,
        expose_value=False,
        callback=choose,
        help="cli.option.lang",
    )(command)


def output_options(command: _Decorated) -> _Decorated:
    """Add `--lang`, `--color`, `--no-color` and `--quiet`."""

    def paint(_: click.Context, __: click.Parameter, color: bool | None) -> None:
        """Take whether colors were asked for, or forbidden."""
        current_console().color = color

    def hush(_: click.Context, __: click.Parameter, is_quiet: bool) -> None:
        """Take whether only findings and failures are to be told."""
        current_console().is_quiet = is_quiet

    painted = option(
        "--color/--no-color", default=None, expose_value=False, callback=paint, help="cli.option.color"
    )
    hushed = option("--quiet", "-q", is_flag=True, expose_value=False, callback=hush, help="cli.option.quiet")
    return lang_option(painted(hushed(command)))
