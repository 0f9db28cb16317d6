"""The front end on 500 campaigns of 20,000 lines, and on one file of 500 lines.

`make bench` runs this. Times of the machine at hand are no claim: the yardsticks below are measured in
the same run, and the floors are those of workload D.
"""

from __future__ import annotations

import argparse
import ast
import datetime
import inspect
import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import lark
import pytest
from lark.indenter import PythonIndenter

from maflow.cache import open_store
from maflow.cached_modules import ModuleCache
from maflow.checking import Checker
from maflow.dsl.diagnostics import Sink
from maflow.dsl.formatter import format_source
from maflow.dsl.parser import parse
from maflow.dsl.source import SourceFile
from maflow.project import Project, find_project
from tests.bench.make_project import large_file, make_project, project_files

pytest.importorskip("pytest_benchmark")

TODAY = datetime.date(2026, 11, 11)
LINES = 500

# Any: pytest-benchmark's fixture has no types.
Benchmark = Any


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MAFLOW_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the large project."""
    place = tmp_path_factory.mktemp("large")
    assert make_project(place) >= 20_000
    return place


@pytest.fixture(scope="module")
def project(folder: Path) -> Project:
    return find_project(folder)


@pytest.fixture
def small() -> Project:
    """Return a project of one file of 500 lines, beside what all campaigns share."""
    shared = dict(project_files(0))
    sources = (
        SourceFile("basics.ma", shared["basics.ma"]),
        SourceFile("campaigns.ma", large_file(LINES)),
    )
    return Project(root=Path("small"), settings=SourceFile("ma.yaml", shared["ma.yaml"]), sources=sources)


def holds_floor(benchmark: Benchmark, limit_s: float) -> None:
    """Compare the median with a floor; where benchmarks are switched off there is none."""
    if benchmark.stats is not None:
        assert benchmark.stats.stats.median <= limit_s


# A user's Python keeps what it has compiled; an environment that forbids it would measure the compiler.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)


def test_ma_check_cold(benchmark: Benchmark, folder: Path) -> None:
    command = (sys.executable, "-m", "maflow", "check", str(folder), "--no-cache")
    benchmark.pedantic(run, args=command, rounds=7)
    holds_floor(benchmark, 4)


def test_ma_check_warm(benchmark: Benchmark, folder: Path) -> None:
    command = (sys.executable, "-m", "maflow", "check", str(folder))
    benchmark.pedantic(run, args=command, rounds=7, warmup_rounds=1)
    holds_floor(benchmark, 1)


def test_ma_check_after_one_file_has_changed(benchmark: Benchmark, folder: Path) -> None:
    command = (sys.executable, "-m", "maflow", "check", str(folder))
    place = folder / "basics.ma"
    numbers = itertools.count()
    original = place.read_text(encoding="utf-8")

    def change() -> None:
        place.write_text(f"{original}# {next(numbers)}\n", encoding="utf-8")

    benchmark.pedantic(run, args=command, setup=change, rounds=7, warmup_rounds=1)
    place.write_text(original, encoding="utf-8")


def test_ma_fmt_check(benchmark: Benchmark, tmp_path: Path) -> None:
    folder = tmp_path / "large"
    make_project(folder)
    command = (sys.executable, "-m", "maflow", "fmt", "--quiet", str(folder))
    run(*command)
    benchmark.pedantic(run, args=(*command, "--check"), rounds=3)


def test_parse_the_project(benchmark: Benchmark, project: Project) -> None:
    benchmark.pedantic(parse_all, args=(project, parse), rounds=7)


def test_recall_the_trees_of_the_project(benchmark: Benchmark, project: Project) -> None:
    first = ModuleCache(open_store(project.root, os.environ))
    parse_all(project, first.read)
    first.save()

    def recall() -> None:
        parse_all(project, ModuleCache(open_store(project.root, os.environ)).read)

    benchmark.pedantic(recall, rounds=7)


def parse_all(project: Project, read: Callable[[SourceFile, Sink], object]) -> None:
    sink = Sink()
    for source in project.sources:
        read(source, sink)
    assert sink.diagnostics == []


def test_parse_500_lines(benchmark: Benchmark, small: Project) -> None:
    benchmark(parse, small.sources[1], Sink())


def test_format_500_lines(benchmark: Benchmark, small: Project) -> None:
    result = benchmark(format_source, small.sources[1])
    assert not result.skipped


def test_one_keystroke_in_500_lines(benchmark: Benchmark, small: Project) -> None:
    """A check of the whole small project after a letter was typed: only that file is parsed again."""
    checker = Checker(small, TODAY, is_remembering=False)
    assert checker.check(small) == ()
    typed = itertools.count()

    def check_typed() -> None:
        file = small.sources[1]
        edited = replace(file, text=file.text.replace("# Carts", f"# {next(typed)} Carts", 1))
        assert checker.check(replace(small, sources=(small.sources[0], edited))) == ()

    benchmark(check_typed)
    holds_floor(benchmark, 0.05)


def test_one_keystroke_in_a_project_of_20_000_lines(benchmark: Benchmark, project: Project) -> None:
    checker = Checker(project, TODAY, is_remembering=False)
    checker.check(project)
    typed = itertools.count()

    def check_typed() -> None:
        first, *others = project.sources
        edited = replace(first, text=f"{first.text}# {next(typed)}\n")
        checker.check(replace(project, sources=(edited, *others)))

    benchmark.pedantic(check_typed, rounds=7)


def python_text(lines: int) -> str:
    """Return so many lines of Python: the beginning of a module, up to the end of a class or function."""
    text = inspect.getsource(argparse)
    ends = [node.end_lineno or 0 for node in ast.parse(text).body]
    last = next(end for end in ends if end >= lines)
    return "\n".join(text.splitlines()[:last]) + "\n"


def test_yardstick_lark_parses_500_lines_of_python(benchmark: Benchmark) -> None:
    """Lark's own LALR parser with its own lexer and its own grammar of Python; it builds no AST."""
    parser = lark.Lark.open_from_package(
        "lark", "python.lark", ("grammars",), parser="lalr", postlex=PythonIndenter(), start="file_input"
    )
    benchmark(parser.parse, python_text(LINES))


def test_yardstick_cpython_parses_500_lines_of_python(benchmark: Benchmark) -> None:
    """The parser of CPython, which is written in C."""
    benchmark(ast.parse, python_text(LINES))
