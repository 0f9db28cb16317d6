"""Writes the tables of the documentation that are data elsewhere: keywords, rules, channels, filters.

    python tools/docs_tables.py

A table stands between `<!-- table: NAME -->` and `<!-- end of table -->`; `keywords` takes the title of a
section of `grammar/keywords.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import yaml

from maflow.compiler.installed import load_installed
from maflow.compiler.templates.filters import FILTERS
from maflow.compiler.templates.tags import TAGS
from maflow.dsl.codes import CODES
from maflow.plugins.catalogue import ChannelCatalogue
from maflow.plugins.spec import ANY_KIND, ChannelKind, FieldSpec, Receipt, SettingSpec

__all__ = ["with_tables"]

_DOCS = Path(__file__).resolve().parents[1] / "docs"
_TABLE = re.compile(
    r"(?P<open><!-- table: (?P<name>[\w-]+)(?: (?P<of>[^\n]*?))? -->\n).*?(?P<close><!-- end of table -->)",
    re.DOTALL,
)
_PLACED = re.compile(r"(?P<words>.*?) \((?P<place>[^)]*)\)")


def main() -> None:
    """Rewrite every page whose tables are stale."""
    for page in sorted(_DOCS.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        fresh = with_tables(text)
        if fresh != text:
            page.write_text(fresh, encoding="utf-8")
            print(page.relative_to(_DOCS.parent))


def with_tables(text: str) -> str:
    """Return a page with its tables as they should be."""
    return _TABLE.sub(
        lambda found: found["open"] + _MAKERS[found["name"]](found["of"] or "") + found["close"], text
    )


def _keywords(section: str) -> str:
    text = files("maflow.grammar").joinpath("keywords.yaml").read_text(encoding="utf-8")
    rows: Mapping[str, list[str]] = yaml.safe_load(text)["sections"][section]
    return _table(
        ("English", "zh-CN"), ((_placed(row), " / ".join(map(_code, words))) for row, words in rows.items())
    )


def _placed(row: str) -> str:
    found = _PLACED.fullmatch(row)
    return f"{_code(found['words'])} ({found['place']})" if found else _code(row)


def _rules(_: str) -> str:
    rows = (
        (_code(code.code), code.name, code.severity.value, code.fix.value if code.fix else "")
        for code in CODES.values()
    )
    return _table(("code", "name", "severity", "fix"), rows)


def _kinds(_: str) -> str:
    rows = (
        (_code(name), kind.doc.en, _listed(receipt.value for receipt in _in_order(kind)))
        for name, kind in _catalogue().kinds.items()
    )
    return _table(("kind", "what it is", "receipts"), rows)


def _in_order(kind: ChannelKind) -> Iterator[Receipt]:
    return (receipt for receipt in Receipt if receipt in kind.receipts)


def _fields(_: str) -> str:
    rows = (
        (_code(f"{name}.{field.name}"), field.doc.en, _field_notes(field, kind))
        for name, kind in _catalogue().kinds.items()
        for field in kind.fields
    )
    return _table(("field", "what stands in it", "notes"), rows)


def _field_notes(field: FieldSpec, kind: ChannelKind) -> str:
    notes = ["required"] if field.required else []
    for choice in kind.needs_one_of:
        if field.name in choice:
            notes.append(f"{' or '.join(map(_code, choice))} is required")
    if not field.template:
        notes.append("taken as written, no template")
    if field.can_be_file:
        notes.append('may be `file "…"`')
    if field.max_length is not None:
        notes.append(f"at most {field.max_length} characters")
    return "; ".join(notes)


def _plugins(_: str) -> str:
    rows = (
        (_code(name), plugin.doc.en, "every kind" if ANY_KIND in plugin.kinds else _listed(plugin.kinds))
        for name, plugin in _catalogue().plugins.items()
    )
    return _table(("plugin", "what it does", "delivers"), rows)


def _plugin_settings(_: str) -> str:
    rows = (
        (_code(f"{name}.{setting.name}"), setting.doc.en, _setting_notes(setting))
        for name, plugin in _catalogue().plugins.items()
        for setting in plugin.settings
    )
    return _table(("setting", "what it says", "notes"), rows)


def _setting_notes(setting: SettingSpec) -> str:
    notes = ["required"] if setting.required else []
    if setting.secret:
        notes.append("a secret: `${NAME}` only")
    elif setting.choices:
        notes.append(f"one of {_listed(setting.choices)}")
    else:
        notes.append(setting.type.value)
    if setting.default:
        notes.append(f"default {_code(setting.default)}")
    return "; ".join(notes)


def _filters(_: str) -> str:
    return f"{_listed(sorted(FILTERS))}\n"


def _tags(_: str) -> str:
    return f"{_listed(sorted(TAGS))}\n"


def _catalogue() -> ChannelCatalogue:
    catalogue, _rules_of_plugins = load_installed(load_entry_points=False)
    return catalogue


def _listed(names: Iterable[str]) -> str:
    return " ".join(map(_code, names))


def _code(text: str) -> str:
    return f"`{text}`"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


_MAKERS: Mapping[str, Callable[[str], str]] = {
    "fields": _fields,
    "filters": _filters,
    "keywords": _keywords,
    "kinds": _kinds,
    "plugin-settings": _plugin_settings,
    "plugins": _plugins,
    "rules": _rules,
    "tags": _tags,
}

if __name__ == "__main__":
    main()
