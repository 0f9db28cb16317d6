"""The catalogue of sentences: a key and its arguments become English or Chinese.

Nothing is read before the first sentence is asked for: a clean check shows none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import assert_never

from maflow.dsl.catalogue_files import LANGUAGES, PLACEHOLDER, ArgumentType, Entry, load_entries
from maflow.dsl.diagnostics import Text
from maflow.dsl.errors import ConfigError, InternalError
from maflow.dsl.visible import clip, visible

__all__ = ["LANGUAGES", "Argument", "Catalogue", "choose_language", "sentence", "shipped_catalogue"]

# A text, a list of texts or a count.
Argument = str | list[str] | int

_LONGEST_ARGUMENT = 160
_REFERENCE = re.compile(r"@([a-z][a-z0-9-]*)\.([A-Za-z0-9.-]+)")
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class Catalogue:
    """Every entry, by key."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries = dict(entries)
        self._namespaces = frozenset(key.partition(".")[0] for key in entries)

    def sentence(self, text: Text, lang: str) -> str:
        """Return a text in a language: one line, safe to show in a terminal.

        Raises: InternalError for a key or an argument that the catalogue does not have.
        """
        entry = self._entry(text)
        said = {name: self._said(entry, name, value, lang) for name, value in text.args.items()}
        return PLACEHOLDER.sub(lambda match: said[match[1]], entry.template(text.args, lang))

    def arguments(self, text: Text) -> dict[str, Argument]:
        """Return the arguments of a text for a program: lists as lists, `@kind.audience` as `audience`.

        Raises: InternalError for a key or an argument that the catalogue does not have.
        """
        entry = self._entry(text)
        return {name: self._typed(entry, name, value) for name, value in text.args.items()}

    def kind_word(self, kind: str, lang: str) -> str:
        """Return the word for a kind of thing; what is not a kind stays as it is.

        Example:
            >>> shipped_catalogue().kind_word("audience", "zh-CN")
            '人群'
        """
        key = f"kind.{kind}"
        return self.sentence(Text(key), lang) if key in self.entries else visible(kind)

    def _entry(self, text: Text) -> Entry:
        entry = self.entries.get(text.key)
        if entry is None:
            raise InternalError(f"no sentence {text.key} in the catalogue")
        if text.args.keys() != entry.args.keys():
            raise InternalError(f"{text.key} takes {sorted(entry.args)}, not {sorted(text.args)}")
        return entry

    def _said(self, entry: Entry, name: str, value: str, lang: str) -> str:
        match entry.args[name]:
            case ArgumentType.TEXT | ArgumentType.COUNT:
                return self._word(entry, name, value, lang)
            case ArgumentType.ANY:
                conjunction = "list.or"
            case ArgumentType.ALL:
                conjunction = "list.and"
            case _ as never:
                assert_never(never)
        *parts, last = (self._word(entry, name, part, lang) for part in value.split("\n"))
        comma, before_last = (self.sentence(Text(key), lang) for key in ("list.comma", conjunction))
        return before_last.join([comma.join(parts), last] if parts else [last])

    def _word(self, entry: Entry, name: str, value: str, lang: str) -> str:
        reference = self._reference(entry, name, value)
        if reference:
            return self.sentence(Text(reference[0][1:]), lang)
        return clip(visible(value[: _LONGEST_ARGUMENT + 1]), _LONGEST_ARGUMENT)

    def _typed(self, entry: Entry, name: str, value: str) -> Argument:
        parts = []
        for part in value.split("\n"):
            reference = self._reference(entry, name, part)
            parts.append(reference[2] if reference else part)
        match entry.args[name]:
            case ArgumentType.TEXT:
                return "\n".join(parts)
            case ArgumentType.COUNT:
                return int(value)
            case ArgumentType.ANY | ArgumentType.ALL:
                return parts
            case _ as never:
                assert_never(never)

    def _reference(self, entry: Entry, name: str, value: str) -> re.Match[str] | None:
        """Read an argument as the name of another entry, which the author's words in backticks never are."""
        reference = None if name in entry.quoted else _REFERENCE.fullmatch(value)
        return reference if reference and reference[1] in self._namespaces else None


def sentence(text: Text, lang: str) -> str:
    """Return a text of the catalogue in a language: one line, safe to show in a terminal.

    Raises: InternalError for a key or an argument that the catalogue does not have.
    Example:
        >>> sentence(Text("help.did-you-mean", {"name": "new_users"}), "en")
        'did you mean `new_users`?'
    """
    return shipped_catalogue().sentence(text, lang)


@cache
def shipped_catalogue() -> Catalogue:
    """Return the catalogue of this project; it is read at the first call."""
    return Catalogue(load_entries(files("maflow.grammar") / "messages"))


def choose_language(explicit: str | None, environ: Mapping[str, str]) -> str:
    """Return the language to speak: an option, else `MAFLOW_LANG`, else the locale, else English.

    Raises: ConfigError when the option or `MAFLOW_LANG` asks for a language that is not spoken.
    Example:
        >>> choose_language(None, {"LANG": "zh_CN.UTF-8"})
        'zh-CN'
    """
    asked = explicit or environ.get("MAFLOW_LANG")
    if asked:
        spoken = _spoken(asked)
        if spoken is None:
            raise ConfigError(Text("config.unknown-language", {"given": asked}))
        return spoken
    locale = next((environ[name] for name in _LOCALE_VARIABLES if environ.get(name)), "")
    return _spoken(locale) or "en"


def _spoken(name: str) -> str | None:
    primary = re.split(r"[-_.@]", name.lower(), maxsplit=1)[0]
    return {"en": "en", "zh": "zh-CN"}.get(primary)
