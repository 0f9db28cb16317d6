"""Who may import whom: the contracts of pyproject.toml are kept, and each of them can be broken.

Source: docs/adr/0001-top-level-folders.md
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.checkout import ROOMS, ROOT

pytestmark = pytest.mark.checkout
pytest.importorskip("importlinter", reason="import-linter is not installed")

# contract -> the files to write, each with one import that the contract refuses
BREACHES = {
    "front-end-layers": [{"dsl/planted.py": "maflow.compiler"}, {"compiler/planted.py": "maflow.cli"}],
    "runtime-layers": [
        {"runtime/core/planted.py": "maflow.runtime.stores"},
        {"runtime/program.py": "maflow.runtime.core"},
    ],
    "runtime-without-compiler": [
        {"runtime/planted.py": "maflow.dsl.source"},
        {"runtime/planted.py": "networkx"},
        {"plugins/planted.py": "lark"},
        {"plugins/planted.py": "maflow.runtime.planted", "runtime/planted.py": "maflow.compiler"},
    ],
    "core-without-io": [
        {"runtime/core/planted.py": "time"},
        {"runtime/core/planted.py": "sqlite3"},
        {"runtime/core/planted.py": "maflow.plugins.spec"},
    ],
    "compiler-knows-only-the-program": [{"compiler/planted.py": "maflow.runtime.stores"}],
    "plugins-know-no-side": [{"plugins/channels/planted.py": "maflow.runtime"}],
    "channels-through-hooks": [
        {"compiler/planted.py": "maflow.plugins.channels.planted", "plugins/channels/planted.py": "enum"}
    ],
    "rules-are-independent": [
        {
            "compiler/lint/rules/planted.py": "maflow.compiler.lint.rules.planted_too",
            "compiler/lint/rules/planted_too.py": "enum",
        }
    ],
    "passes-are-independent": [
        {
            "compiler/passes/planted.py": "maflow.compiler.passes.planted_too",
            "compiler/passes/planted_too.py": "enum",
        }
    ],
    "channels-are-independent": [
        {
            "plugins/channels/planted.py": "maflow.plugins.channels.planted_too",
            "plugins/channels/planted_too.py": "enum",
        }
    ],
    "lark-in-the-parser": [{"dsl/planted.py": "lark"}, {"compiler/planted.py": "lark.exceptions"}],
    "networkx-in-the-graph": [{"compiler/planted.py": "networkx"}],
    "liquid-in-the-templates": [{"compiler/planted.py": "liquid"}],
}

# Imports that a contract must go on allowing.
ALLOWED = {
    "compiler-knows-only-the-program": {
        "compiler/planted.py": "maflow.runtime.program",
        "runtime/program.py": "enum",
    },
    "networkx-in-the-graph": {"compiler/graph.py": "networkx"},
}

# Once such a folder stands, a contract of this name must stand too.
OWED = {"runtime/core": "core-without-io"}


def contracts() -> set[str]:
    """Return the ids of the contracts in pyproject.toml."""
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"] for contract in stated["tool"]["importlinter"]["contracts"]}


def lint_imports(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter in one folder, on the code that stands there."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    return subprocess.run(
        [*command, "--config", str(folder / "pyproject.toml"), "--no-cache", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_is_kept() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(contracts())} kept, 0 broken" in done.stdout


def test_every_contract_has_a_breach_that_proves_it() -> None:
    assert set(BREACHES) == contracts()


@pytest.mark.parametrize(("folder", "contract"), OWED.items(), ids=OWED.values())
def test_a_folder_that_owes_a_contract_has_it(folder: str, contract: str) -> None:
    assert not (ROOT / folder).exists() or contract in contracts()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the source tree, links and all, to plant imports in."""
    for room in ROOMS:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / room, tmp_path / room, symlinks=True, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in ("runtime/core", "runtime/stores"):
        (tmp_path / package).mkdir(exist_ok=True)
        (tmp_path / package / "__init__.py").touch()
    return tmp_path


def plant(folder: Path, imports: dict[str, str]) -> None:
    """Write files that hold nothing but one import each."""
    for name, module in imports.items():
        (folder / name).write_text(f"import {module}\n", encoding="utf-8")


BREACH_CASES = [(contract, breach) for contract, breaches in BREACHES.items() for breach in breaches]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("contract", "breach"), BREACH_CASES, ids=[f"{contract}-{len(case)}" for contract, case in BREACH_CASES]
)
def test_a_planted_import_breaks_its_contract(copy: Path, contract: str, breach: dict[str, str]) -> None:
    plant(copy, breach)
    done = lint_imports(copy, "--contract", contract)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "0 kept, 1 broken" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(("contract", "imports"), ALLOWED.items(), ids=ALLOWED)
def test_an_allowed_import_keeps_its_contract(copy: Path, contract: str, imports: dict[str, str]) -> None:
    plant(copy, imports)
    done = lint_imports(copy, "--contract", contract)
    assert "1 kept, 0 broken" in done.stdout, done.stdout + done.stderr
