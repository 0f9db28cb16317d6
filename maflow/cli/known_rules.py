"""Every rule that a check may speak of: ours, and those that installed plugins add."""

from __future__ import annotations

from dataclasses import dataclass

from maflow.compiler.installed import load_installed
from maflow.compiler.lint.engine import all_rules, manual
from maflow.dsl.codes import CODES, Code
from maflow.plugins.spec import LintRule

__all__ = ["KnownRule", "known_rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRule:
    """A rule with its manual page in one language; `fix` is None where nothing can be offered."""

    code: str
    name: str
    severity: str
    fix: str | None
    page: str

    @property
    def summary(self) -> str:
        """Return what the first line of the page says behind code and name."""
        first = self.page.partition("\n")[0]
        return first.removeprefix(f"{self.code} {self.name}").removeprefix("：").removeprefix(": ")


def known_rules(lang: str) -> tuple[KnownRule, ...]:
    """Return all rules, ours first, each with its page in a language.

    Raises: ConfigError when an installed plugin cannot be used.
    """
    _, added = load_installed()
    ours = (_ours(row, lang) for row in CODES.values())
    return (*ours, *(_added(rule, lang) for rule in added.values()))


def _ours(row: Code, lang: str) -> KnownRule:
    return KnownRule(
        code=row.code,
        name=row.name,
        severity=row.severity.value,
        fix=row.fix.value if row.fix else None,
        page=manual(row.code, lang) if row.code in all_rules() else f"{row.code} {row.name}",
    )


def _added(rule: LintRule, lang: str) -> KnownRule:
    said = rule.doc.zh if lang == "zh-CN" else rule.doc.en
    colon = "：" if lang == "zh-CN" else ": "
    return KnownRule(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        fix=None,
        page=f"{rule.code} {rule.name}{colon}{said}",
    )
