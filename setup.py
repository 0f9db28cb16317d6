"""What pyproject.toml cannot say: with MAFLOW_COMPILE=1 the core is compiled ahead of time.

That needs mypy and a C compiler. Why, and what is compiled: docs/adr/0007.
"""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from pathlib import Path

from setuptools import setup

CORE = "maflow/runtime/core"
# Data whose classes are made with arguments, which mypyc drops; arithmetic on numbers of any type; and what
# depends on the version of Python, of which mypyc knows one.
INTERPRETED = {"effects", "history", "inputs", "journal", "options", "past", "values"}


def compiled_modules():
    """Return the extension modules, made of the sources in one tree, under the names they install as."""
    from mypyc.build import mypycify

    tree = Path("build", "compiled")
    shutil.rmtree(tree, ignore_errors=True)
    folders = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-dir"]
    for name, folder in folders.items():
        links = [each.name for each in Path(folder).iterdir() if each.is_symlink()]
        shutil.copytree(
            folder, tree / name.replace(".", "/"), ignore=shutil.ignore_patterns("__pycache__", *links)
        )
    modules = sorted(str(path) for path in tree.joinpath(CORE).glob("*.py") if path.stem not in INTERPRETED)
    options = ["--config-file=", "--ignore-missing-imports", "--python-version=3.11"]
    return mypycify([*options, *modules], opt_level="3", group_name="maflow_core")


is_compiled = os.environ.get("MAFLOW_COMPILE") == "1"
if is_compiled and "editable_wheel" in sys.argv:
    sys.exit("MAFLOW_COMPILE=1 is for wheels: compiled modules would hide the sources that you edit")
setup(ext_modules=compiled_modules() if is_compiled else [])
