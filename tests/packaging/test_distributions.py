"""The sdist and the wheel built from it hold what they must, and the wheel works by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

from tests.checkout import ROOMS, ROOT, committed_files

pytestmark = [pytest.mark.slow, pytest.mark.checkout]
pytest.importorskip("build", reason="build is not installed")


@dataclass(frozen=True, slots=True)
class Built:
    """What one build left: both archives and the names in them."""

    wheel: Path
    in_wheel: frozenset[str]
    in_sdist: frozenset[str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build both from a copy of the checkout, without a network."""
    out = tmp_path_factory.mktemp("dist")
    command = [str(ROOT / "tools" / "build-dist"), str(out), "--no-isolation", "--skip-dependency-check"]
    environment = {**os.environ, "PYTHON": sys.executable, "MAFLOW_COMPILE": "0"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (wheel,), (sdist,) = out.glob("*.whl"), out.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        in_sdist = frozenset(name.partition("/")[2] for name in archive.getnames())
    with zipfile.ZipFile(wheel) as archive:
        return Built(wheel, frozenset(archive.namelist()), in_sdist)


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into an empty folder."""
    target = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target"]
    subprocess.run([*command, str(target), str(built.wheel)], check=True)
    return target


def source_files() -> set[str]:
    """Return the committed files of the source folders by the names they install under."""
    names = (path.relative_to(ROOT).as_posix() for path in committed_files())
    ours = {name for name in names if name.partition("/")[0] in ROOMS}
    return {name if name.startswith("maflow/") else f"maflow/{name}" for name in ours}


def metadata(built: Built) -> Message:
    """Return the wheel's METADATA."""
    (name,) = (name for name in built.in_wheel if name.endswith(".dist-info/METADATA"))
    with zipfile.ZipFile(built.wheel) as archive:
        return Parser().parsestr(archive.read(name).decode())


def test_the_wheel_holds_every_source_file_and_nothing_else(built: Built) -> None:
    installed = {name for name in built.in_wheel if ".dist-info/" not in name}
    assert installed == source_files()


def test_the_wheel_is_typed(built: Built) -> None:
    assert "maflow/py.typed" in built.in_wheel


def test_the_sdist_holds_the_sources_once(built: Built) -> None:
    assert {"dsl/__init__.py", "maflow/__init__.py", "grammar/__init__.py"} <= built.in_sdist
    assert [name for name in built.in_sdist if name.startswith(("maflow/dsl", "maflow/grammar"))] == []


def test_the_sdist_can_be_tested_and_read(built: Built) -> None:
    here = Path(__file__).relative_to(ROOT).as_posix()
    wanted = {here, "conftest.py", "pyproject.toml", "Makefile", "LICENSE", "README.md", "CHANGELOG.md"}
    assert wanted <= built.in_sdist


def test_the_metadata_says_licence_python_and_versions(built: Built) -> None:
    stated = metadata(built)
    assert stated["License-Expression"] == "Apache-2.0"
    assert stated["Requires-Python"] == ">=3.11"
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in built.in_wheel)


def test_the_command_is_named_ma(built: Built) -> None:
    (name,) = (name for name in built.in_wheel if name.endswith(".dist-info/entry_points.txt"))
    with zipfile.ZipFile(built.wheel) as archive:
        assert "ma = maflow.cli.main:main" in archive.read(name).decode()


def test_every_module_of_the_wheel_can_be_imported_outside_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    code = (
        "import importlib, pkgutil, maflow\n"
        f"assert maflow.__file__.startswith({str(installed)!r}), maflow.__file__\n"
        "for module in pkgutil.walk_packages(maflow.__path__, 'maflow.'):\n"
        "    importlib.import_module(module.name)\n"
        "    print(module.name)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "maflow.dsl.source" in done.stdout.split()
