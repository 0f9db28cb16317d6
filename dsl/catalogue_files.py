"""Reads the catalogue's files: YAML, each key in one of them only, each entry in every language."""

from __future__ import annotations

import enum
import re
from collections.abc import Hashable, Iterator
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import msgspec
import yaml

from maflow.dsl.errors import InternalError

if TYPE_CHECKING:
    from yaml import SafeLoader as _SafeLoader
else:
    # Ten times faster, where PyYAML was built with it.
    _SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

__all__ = ["LANGUAGES", "PLACEHOLDER", "ArgumentType", "Entry", "load_entries"]

LANGUAGES = ("en", "zh-CN")

# Braces that are not around one name are text: `user { points: 51 }`, `{{ user.name }}`.
PLACEHOLDER = re.compile(r"(?<!\{)\{([a-z][a-z0-9_]*)\}(?!\})")


class ArgumentType(enum.Enum):
    """What an argument is: a text, a list (`a, b or c`; `a, b and c`) made by `items`, or a whole number."""

    TEXT = "text"
    ANY = "any"
    ALL = "all"
    COUNT = "count"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One key of the catalogue.

    Shape: `sentences` maps a language to its template: `other`, and `one` where the count is 1.
    `quoted` are the arguments that stand between backticks in any of them: the author's words as they are.
    """

    args: dict[str, ArgumentType]
    quoted: frozenset[str]
    sentences: dict[str, dict[str, str]]

    def template(self, args: dict[str, str], lang: str) -> str:
        """Return the template for these arguments in a language."""
        forms = self.sentences[lang]
        counts = (args[name] for name, kind in self.args.items() if kind is ArgumentType.COUNT)
        return forms["one"] if "one" in forms and "1" in counts else forms["other"]


def load_entries(folder: Traversable) -> dict[str, Entry]:
    """Read every YAML file of a folder.

    Raises: InternalError for a key that stands twice and for an entry of a wrong shape.
    """
    entries: dict[str, Entry] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".yaml"):
            continue
        for key, entry in _read(file):
            if key in entries:
                raise InternalError(f"{key} stands twice in the catalogue, the second time in {file.name}")
            entries[key] = entry
    return entries


class _Loader(_SafeLoader):
    """A YAML loader that takes every scalar as text and refuses a key that stands twice in one mapping."""

    # PyYAML looks here for what makes `no` a truth value and `12` a number.
    yaml_implicit_resolvers = {}  # noqa: RUF012

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        """Build a mapping of unique keys."""
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            raise InternalError(f"a key stands twice: {node.start_mark}")
        return mapping


def _read(file: Traversable) -> Iterator[tuple[str, Entry]]:
    content = yaml.load(file.read_text(encoding="utf-8"), _Loader)
    for key, raw in (content or {}).items():
        try:
            yield key, _entry(raw)
        except (TypeError, AttributeError, KeyError, ValueError) as error:
            raise InternalError(f"{key} in {file.name} is not an entry of the catalogue") from error


# Any shape may stand in a file; a wrong one fails on the way through, and `_read` says where.
def _entry(raw: dict[str, dict[str, str]]) -> Entry:
    sentences = {lang: _forms(raw[lang]) for lang in LANGUAGES}
    templates = [template for forms in sentences.values() for template in forms.values()]
    used = {name for template in templates for name in PLACEHOLDER.findall(template)}
    declared: dict[str, str] | list[str] = raw.get("args", sorted(used))
    types = declared if isinstance(declared, dict) else dict.fromkeys(declared, "text")
    if not used <= types.keys():
        raise ValueError(f"not among the arguments: {sorted(used - types.keys())}")
    return Entry(
        args={name: ArgumentType(kind) for name, kind in types.items()},
        quoted=frozenset(name for template in templates for name in _quoted(template)),
        sentences=sentences,
    )


def _forms(raw: str | dict[str, str]) -> dict[str, str]:
    return {"other": raw} if isinstance(raw, str) else {"one": raw["one"], "other": raw["other"]}


def _quoted(template: str) -> list[str]:
    """Return the arguments between backticks: in every second part of the template."""
    return [name for part in template.split("`")[1::2] for name in PLACEHOLDER.findall(part)]
