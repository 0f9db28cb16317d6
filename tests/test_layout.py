"""The house keeps its own rules: what installs, how large files grow, what they are called."""

from __future__ import annotations

import ast
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from tests.checkout import LINKED, ROOMS, ROOT, committed_files

pytestmark = pytest.mark.checkout

FILE_LINES = 600
FUNCTION_LINES = 60
NAMELESS = {"common", "helper", "helpers", "misc", "util", "utils"}
# Of the standard library, but not of every Python.
OF_OTHER_PYTHONS = {"_sha2", "_sha256"}
FRAGMENT = re.compile(r"\d+\.(added|changed|fixed|removed)\.md")

MACHINE_PATHS = re.compile(
    r"(?<![\w.~-])(?:/(?:work|root|home|Users|opt|mnt)/\w|[A-Z]:\\\\?Users\\)|file:/" + r"//\w*/"
)
REGISTRY_HOSTS = re.compile(
    r"\b(?:(?:test\.)?pypi\.(?:org|python\.org)|files\.pythonhosted\.org|registry\.npmjs\.org"
    r"|registry\.yarnpkg\.com|static\.crates\.io|index\.crates\.io|proxy\.golang\.org|conda\.anaconda\.org)"
)


def pyproject() -> dict[str, Any]:  # Any: TOML is what it is
    """Return pyproject.toml as it stands."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def modules() -> tuple[Path, ...]:
    """Return every Python file of the source folders, each once, by its real path."""
    return tuple(sorted(path for room in ROOMS for path in python_files(ROOT / room)))


def python_files(folder: Path) -> Iterator[Path]:
    """Walk one folder without following the links in it."""
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names if name.endswith(".py"))


def package_name(folder: Path) -> str:
    """Return the name under which a source folder is imported."""
    parts = folder.relative_to(ROOT).parts
    return ".".join(parts if parts[0] == "maflow" else ("maflow", *parts))


def function_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of one function without its docstring."""
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = 0
    if is_docstring and isinstance(first.value.value, str):
        docstring = first.end_lineno - first.lineno + 1
    return node.end_lineno - node.lineno + 1 - docstring


def stated_names(tree: ast.Module) -> list[str] | None:
    """Return the module's `__all__`, or None where it has none."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            return list(ast.literal_eval(node.value))
    return None


def reading_order(name: str) -> tuple[int, str]:
    """Sort as ruff's RUF022 does: constants, then classes, then the rest."""
    if name.isupper() and len(name) > 1:
        return (0, name)
    return (1 if name[:1].isupper() else 2, name)


def imported_libraries() -> set[str]:
    """Return the names under which the source folders import something from outside."""
    names = set()
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - OF_OTHER_PYTHONS - {"maflow"}


def normal_name(distribution: str) -> str:
    """Return a distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def place(path: Path) -> str:
    """Return a path for a message."""
    return path.relative_to(ROOT).as_posix()


def test_every_source_folder_is_listed_as_a_package() -> None:
    folders = {package_name(path.parent) for path in modules()}
    listed = pyproject()["tool"]["setuptools"]["packages"]
    assert sorted(folders.difference(listed)) == []
    assert listed == sorted(folders)


def test_every_package_folder_has_an_init_file() -> None:
    folders = {path.parent for path in modules()}
    assert [place(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_every_library_that_is_imported_is_declared() -> None:
    project = pyproject()["project"]
    stated = chain(project["dependencies"], *project["optional-dependencies"].values())
    declared = {normal_name(re.match(r"[\w.-]+", line)[0]) for line in stated}
    provided_by = packages_distributions()
    needed = {normal_name(provided_by[name][0]) for name in imported_libraries()}
    assert sorted(needed - declared) == []


@pytest.mark.parametrize("room", LINKED)
def test_every_top_level_folder_is_linked_and_mapped(room: str) -> None:
    link = ROOT / "maflow" / room
    assert link.is_symlink()
    assert Path(os.readlink(link)) == Path("..", room)
    assert pyproject()["tool"]["setuptools"]["package-dir"][f"maflow.{room}"] == room


def test_no_file_has_outgrown_its_room() -> None:
    sizes = {place(path): path.read_text(encoding="utf-8").count("\n") for path in modules()}
    assert {name: size for name, size in sizes.items() if size > FILE_LINES} == {}


def test_no_function_has_outgrown_its_room() -> None:
    too_long = {}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = function_lines(node)
                if lines > FUNCTION_LINES:
                    too_long[f"{place(path)}:{node.lineno} {node.name}"] = lines
    assert too_long == {}


def test_every_file_is_named_after_an_idea() -> None:
    everywhere = (*modules(), *python_files(ROOT / "tests"))
    nameless = [path for path in everywhere if {path.stem.strip("_"), path.parent.name} & NAMELESS]
    assert [place(path) for path in nameless] == []


def test_every_module_states_its_public_names_in_order() -> None:
    wrong = {}
    for path in modules():
        if path.name in {"__init__.py", "__main__.py"}:
            continue
        names = stated_names(ast.parse(path.read_text(encoding="utf-8")))
        if names is None:
            wrong[place(path)] = "no __all__"
        elif names != sorted(names, key=reading_order):
            wrong[place(path)] = "__all__ is not sorted"
    assert wrong == {}


@pytest.mark.parametrize("pattern", [MACHINE_PATHS, REGISTRY_HOSTS], ids=["machine-path", "registry-host"])
def test_no_committed_file_names_a_machine_or_a_registry(pattern: re.Pattern[str]) -> None:
    found = []
    for path in committed_files():
        text = path.read_bytes().decode("utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{place(path)}:{number}: {line.strip()[:120]}")
    assert found == []


@pytest.mark.parametrize(
    "text",
    ["see /" + "work/main/x.py", "'/" + "home/ann/.venv'", "C:" + "\\Users\\ann", "file:/" + "//srv/wheels"],
)
def test_a_machine_path_is_recognised(text: str) -> None:
    assert MACHINE_PATHS.search(text)


@pytest.mark.parametrize(
    "text", ["campaigns/work/x", "a/home/b", "https://example.com/home/x", "/usr/bin/env"]
)
def test_an_ordinary_path_is_left_alone(text: str) -> None:
    assert not MACHINE_PATHS.search(text)


def test_changelog_fragments_are_named_by_issue_and_kind() -> None:
    names = {path.name for path in (ROOT / "changelog.d").iterdir()} - {"README.md"}
    assert [name for name in sorted(names) if not FRAGMENT.fullmatch(name)] == []
