"""Runs the rules, and finds them: one module a rule in `maflow.compiler.lint.rules`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint import rules
from maflow.compiler.lint.rule import Rule

__all__ = ["all_rules", "manual", "run_rules"]


@cache
def all_rules() -> Mapping[str, Rule]:
    """Return every rule by its code, in the order of the codes."""
    return {code: rule for code, (rule, _) in _loaded().items()}


def manual(code: str, lang: str) -> str:
    """Return the manual page of a rule in `en` or `zh-CN`.

    Raises: KeyError for an unknown code.
    """
    rule, page = _loaded()[code]
    return rule.manual_zh.strip() if lang == "zh-CN" else page


def run_rules(project: ResolvedProject, context: CompileContext) -> None:
    """Let every rule that checks something look at the project.

    Reports: whatever the rules report.
    """
    for rule in all_rules().values():
        if rule.check is not None and not _is_ignored(project, rule.code):
            rule.check(project, context)


@cache
def _loaded() -> Mapping[str, tuple[Rule, str]]:
    found = [_load(module.name) for module in pkgutil.iter_modules(rules.__path__)]
    return {rule.code: (rule, page) for rule, page in sorted(found, key=lambda entry: entry[0].code)}


def _is_ignored(project: ResolvedProject, code: str) -> bool:
    setting = project.settings.lint.get(code)
    return setting is not None and setting.is_ignored


def _load(name: str) -> tuple[Rule, str]:
    module = importlib.import_module(f"{rules.__name__}.{name}")
    rule = module.RULE
    assert isinstance(rule, Rule), f"{name} has no rule"
    return rule, (module.__doc__ or "").strip()
