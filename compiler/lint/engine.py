"""Runs the rules, and finds them: one module a rule in `maflow.compiler.lint.rules`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint import rules
from maflow.compiler.lint.rule import Rule

__all__ = ["all_rules", "manual", "run_rules"]


@cache
def all_rules() -> dict[str, Rule]:
    """Return every rule by its code, in the order of the codes."""
    found = [_load(module.name).RULE for module in pkgutil.iter_modules(rules.__path__)]
    return {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}


def manual(code: str, lang: str) -> str:
    """Return the manual page of a rule in `en` or `zh-CN`.

    Raises: KeyError for an unknown code.
    """
    rule = all_rules()[code]
    if lang == "zh-CN":
        return rule.manual_zh.strip()
    for module in pkgutil.iter_modules(rules.__path__):
        loaded = _load(module.name)
        if loaded.RULE is rule:
            return (loaded.__doc__ or "").strip()
    raise KeyError(code)


def run_rules(project: ResolvedProject, context: CompileContext) -> None:
    """Let every rule that checks something look at the project.

    Reports: whatever the rules report.
    """
    for rule in all_rules().values():
        if rule.check is not None and not _is_ignored(project, rule.code):
            rule.check(project, context)


def _is_ignored(project: ResolvedProject, code: str) -> bool:
    setting = project.settings.lint.get(code)
    return setting is not None and setting.is_ignored


def _load(name: str) -> object:
    return importlib.import_module(f"{rules.__name__}.{name}")
