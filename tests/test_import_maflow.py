"""A host that only loads bundles must not pay for the compiler: `import maflow` is lazy."""

from __future__ import annotations

import subprocess
import sys

import pytest

import maflow

HEAVY = {
    "click",
    "interegular",
    "jsonschema_rs",
    "lark",
    "liquid",
    "msgspec",
    "networkx",
    "pluggy",
    "python_calamine",
    "yaml",
}
COMPILER_SIDE = {
    "maflow.cli",
    "maflow.compiler",
    "maflow.dsl",
    "maflow.grammar",
    "lark",
    "liquid",
    "networkx",
}


def loaded_by(statement: str) -> set[str]:
    """Run one statement in a fresh interpreter and return what stands in its sys.modules."""
    code = f"import sys; before = set(sys.modules); {statement}; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_maflow_loads_no_library_and_no_part_of_maflow() -> None:
    loaded = loaded_by("import maflow")
    assert "maflow" in loaded
    assert not loaded & HEAVY
    assert {name for name in loaded if name.startswith("maflow.")} == set()


def test_a_public_name_brings_only_its_own_module() -> None:
    loaded = loaded_by("import maflow; maflow.Span")
    assert "maflow.dsl.source" in loaded
    assert not loaded & {"lark", "liquid", "networkx", "maflow.compiler"}


@pytest.mark.parametrize("package", ["maflow.runtime", "maflow.plugins"])
def test_a_host_side_package_loads_nothing_of_the_compiler_side(package: str) -> None:
    assert not loaded_by(f"import {package}") & COMPILER_SIDE


@pytest.mark.parametrize("name", maflow.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(maflow, name) is not None
    assert name in dir(maflow)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing_of_the_kind'"):
        _ = maflow.nothing_of_the_kind
