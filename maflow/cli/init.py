"""`ma init DIR`: a new project that works at once."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from maflow.cli.console import Console, current_console
from maflow.cli.found import shown_path
from maflow.cli.help import Command, Example
from maflow.cli.options import LANGUAGES, lang_option, option
from maflow.cli.writing import write_file
from maflow.compiler.zones import is_zone, zone_meant
from maflow.dsl.currencies import CURRENCIES, currency_meant
from maflow.dsl.diagnostics import Text
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.errors import ConfigError
from maflow.runtime.errors import system_reason

__all__ = ["init"]

_PLACES = {"en": ("UTC", "USD"), "zh-CN": ("Asia/Shanghai", "CNY")}
# Files whose names would mean something where the templates themselves are kept.
_RENAMED = {"gitignore": ".gitignore"}
_IGNORED = frozenset({".git", ".DS_Store"})
_PLAIN_NAME = re.compile(r"[^\W\d][\w-]*")
_WORDS_OF_YAML = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_PLACEHOLDER = re.compile(r"@([a-z]+)@")
_EXAMPLES: tuple[Example, ...] = (
    ("ma init my-shop", "cli.init.example-plain"),
    ("ma init my-shop --timezone Europe/Berlin --currency EUR", "cli.init.example-place"),
    ("ma init my-shop --language zh-CN", "cli.init.example-language"),
)


@click.command("init", cls=Command, examples=_EXAMPLES, help="cli.init.about")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@option("--language", metavar="LANGUAGE", type=LANGUAGES, help="cli.init.language")
@option("--timezone", metavar="ZONE", help="cli.init.timezone")
@option("--currency", metavar="CODE", help="cli.init.currency")
@lang_option
def init(folder: Path, language: str | None, timezone: str | None, currency: str | None) -> None:
    """Make a project."""
    console = current_console()
    language = language or console.lang
    default_zone, default_currency = _PLACES[language]
    title = Path(os.path.abspath(folder)).name or "shop"
    told = {
        "name": _yaml_text(title),
        "title": title,
        "timezone": _zone(timezone or default_zone),
        "currency": _currency(currency or default_currency),
    }
    _refuse_unless_free(folder)
    _write_all(folder, dict(_filled(files("maflow.cli") / "scaffold" / language, "", told)))
    _show_next_steps(folder, console)


def _zone(given: str) -> str:
    if is_zone(given):
        return given
    raise _not_possible(given, "--timezone", zone_meant(given), "Asia/Shanghai")


def _currency(given: str) -> str:
    if given in CURRENCIES:
        return given
    raise _not_possible(given, "--currency", currency_meant(given) or nearest(given, CURRENCIES), "CNY")


def _not_possible(given: str, option_name: str, near: str | None, example: str) -> ConfigError:
    told = {"given": given, "option": option_name}
    if near is not None:
        return ConfigError(Text("cli.not-a-choice-near", {**told, "name": near}))
    return ConfigError(Text("cli.not-possible", {**told, "example": example}))


def _yaml_text(text: str) -> str:
    """Return a text as YAML writes it."""
    is_plain = _PLAIN_NAME.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _refuse_unless_free(folder: Path) -> None:
    if os.path.lexists(folder) and not folder.is_dir():
        raise ConfigError(Text("cli.init.not-a-folder", {"path": str(folder)}))
    if folder.is_dir() and any(entry.name not in _IGNORED for entry in folder.iterdir()):
        raise ConfigError(Text("cli.init.not-empty", {"path": str(folder)}))


def _filled(place: Traversable, path: str, told: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file of a template."""
    for entry in sorted(place.iterdir(), key=lambda entry: entry.name):
        name = path + _RENAMED.get(entry.name, entry.name)
        if entry.is_dir():
            yield from _filled(entry, f"{name}/", told)
        else:
            text = entry.read_text(encoding="utf-8")
            yield name, _PLACEHOLDER.sub(lambda match: told[match[1]], text)


def _write_all(folder: Path, texts: Mapping[str, str]) -> None:
    try:
        for name, text in texts.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            write_file(place, text.encode("utf-8"))
    except OSError as error:
        told = {"path": str(folder), "reason": system_reason(error)}
        raise ConfigError(Text("config.unwritable", told)) from error


def _show_next_steps(folder: Path, console: Console) -> None:
    console.write(console.say(Text("cli.init.done", {"path": shown_path(folder)})) + "\n")
    here = Path.cwd() == Path(os.path.abspath(folder))
    steps = ["ma check", "ma test"]
    if not here:
        steps.insert(0, f"cd {_shell_word(shown_path(folder))}")
    console.write("".join(f"  {step}\n" for step in steps))


def _shell_word(path: str) -> str:
    if path.startswith("-"):
        path = f"./{path}"  # `cd` would take it for an option
    return path if re.fullmatch(r"[\w./@:+-]+", path) else "'" + path.replace("'", "'\\''") + "'"
