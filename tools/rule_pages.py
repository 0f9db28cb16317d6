"""Writes the manual pages of the rules to `docs/rules`, in both languages, with an index.

    python tools/rule_pages.py

`ma rule CODE` prints the same text: it is the docstring of the rule's module, and `manual_zh`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from maflow.compiler.lint.engine import manual
from maflow.dsl.catalogue import sentence
from maflow.dsl.codes import CODES, Code
from maflow.dsl.diagnostics import Text

__all__ = ["rule_pages"]

_PAGES = Path(__file__).resolve().parents[1] / "docs" / "rules"
_FOLDERS = {"en": "", "zh-CN": "zh-CN/"}
_TITLES = {"en": "Rules", "zh-CN": "规则"}
_HEADS = {
    "en": ("code", "name", "severity", "fix", "says"),
    "zh-CN": ("代码", "名称", "级别", "修复", "内容"),
}
_INTRODUCTIONS = {
    "en": "One page a rule; `ma rule CODE` shows the same. [中文](zh-CN/README.md)",
    "zh-CN": "每条规则一页；`ma rule 代码 --lang zh-CN` 显示同样的内容。[English](../README.md)",
}


def main() -> None:
    """Write the pages that are stale, and remove those of rules that do not exist."""
    pages = {_PAGES / name: text for name, text in rule_pages().items()}
    for page, text in pages.items():
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8")
            print(page.relative_to(_PAGES.parents[1]))
    for page in set(_PAGES.rglob("*.md")) - pages.keys():
        page.unlink()


def rule_pages() -> dict[str, str]:
    """Return every page by its path in `docs/rules`."""
    pages = {}
    for lang, folder in _FOLDERS.items():
        pages[f"{folder}README.md"] = "\n".join(_index(lang)) + "\n"
        for code in CODES.values():
            pages[f"{folder}{code.code}.md"] = f"# {manual(code.code, lang)}\n"
    return pages


def _index(lang: str) -> Iterator[str]:
    yield from (f"# {_TITLES[lang]}", "", _INTRODUCTIONS[lang], "")
    heads = _HEADS[lang]
    yield from (f"| {' | '.join(heads)} |", "|---" * len(heads) + "|")
    for code in CODES.values():
        yield f"| {' | '.join(_row(code, lang))} |"


def _row(code: Code, lang: str) -> tuple[str, ...]:
    summary = manual(code.code, lang).partition("\n")[0]
    says = summary.partition("：" if lang == "zh-CN" else ": ")[2]
    fix = sentence(Text(f"fix.{code.fix.value}"), lang) if code.fix else ""
    severity = sentence(Text(f"severity.{code.severity.value}"), lang)
    return f"[{code.code}]({code.code}.md)", code.name, severity, fix, says


if __name__ == "__main__":
    main()
