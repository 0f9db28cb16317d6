"""What setup.py compiles: mypyc drops the arguments of a class, and says nothing."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from tests.checkout import ROOT

pytestmark = pytest.mark.checkout


def setting(name: str) -> Any:
    for node in ast.parse((ROOT / "setup.py").read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                return ast.literal_eval(value)
    raise AssertionError(f"setup.py sets no {name}")


def sources() -> dict[str, ast.Module]:
    folder = Path(str(setting("CORE")))
    found = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / folder).glob("*.py")}
    assert len(found) > 20
    return found


def test_no_class_with_arguments_is_compiled() -> None:
    with_arguments = {
        name
        for name, tree in sources().items()
        if any(isinstance(node, ast.ClassDef) and node.keywords for node in ast.walk(tree))
    }
    assert with_arguments
    assert with_arguments <= setting("INTERPRETED")


def test_what_is_not_compiled_is_there() -> None:
    assert set(setting("INTERPRETED")) <= sources().keys()
