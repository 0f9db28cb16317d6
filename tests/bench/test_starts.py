"""How long it takes to start: `ma`, and a host with 1,000 campaigns.

`make bench` runs this. `ma --version` is a ratio, measured turn about; the start of a host is in CPU seconds
of a process of its own, from the bundle's bytes to code that is ready for its first event.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from maflow.building import build_program
from maflow.compiler.bundle import pack_bundle
from maflow.project import find_project
from tests.bench.make_project import RUNNING, make_project

pytest.importorskip("pytest_benchmark")

ROUNDS = 7
CAMPAIGNS = 1_000
MOST_TIMES_PYTHON = 10
LONGEST_START_S = 2

# Any: pytest-benchmark's fixture has no types.
Benchmark = Any

# A user's Python keeps what it has compiled; an environment that forbids it would measure the compiler.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
START = """
import sys
import time
from pathlib import Path
from maflow.runtime.bundle import load_bundle
from maflow.runtime.loader import load

begin = time.process_time()
code = load(load_bundle(Path(sys.argv[1])).program)
print(len(code.campaigns), time.process_time() - begin)
"""


def spent(*command: str) -> float:
    """Return the CPU seconds of a command."""
    begin = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    return end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime


def medians(benchmark: Benchmark, *sides: Callable[[], float]) -> list[float]:
    """Measure all sides turn about, and return the median of each."""
    found: list[list[float]] = [[] for _ in sides]

    def measure() -> None:
        for side, times in zip(sides, found, strict=True):
            times.append(side())

    benchmark.pedantic(measure, rounds=ROUNDS, warmup_rounds=1)
    return [statistics.median(times) for times in found]


def test_ma_says_its_version_in_little_more_than_python_needs_to_start(
    benchmark: Benchmark, capsys: pytest.CaptureFixture[str]
) -> None:
    ma, python = medians(
        benchmark,
        lambda: spent(sys.executable, "-m", "maflow", "--version"),
        lambda: spent(sys.executable, "-c", "pass"),
    )
    benchmark.extra_info["times python"] = round(ma / python, 1)
    with capsys.disabled():
        print(f"\n  times `python -c pass`: {ma / python:.1f} (at most {MOST_TIMES_PYTHON})", end=" ")
    assert ma <= MOST_TIMES_PYTHON * python


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the bundle of a project of 1,000 varied campaigns."""
    folder = tmp_path_factory.mktemp("thousand")
    make_project(folder, CAMPAIGNS, RUNNING)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAFLOW_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        built = build_program(find_project(folder), datetime.now(UTC).date())
    assert built.program is not None, built.blocking[:3]
    place = folder / "thousand.mab"
    place.write_bytes(pack_bundle(built.program, (), compiler="bench"))
    return place


def test_a_host_starts_with_1_000_campaigns(
    benchmark: Benchmark, capsys: pytest.CaptureFixture[str], bundle: Path
) -> None:
    def start() -> float:
        command = [sys.executable, "-c", START, str(bundle)]
        told = subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT).stdout
        campaigns, seconds = told.split()
        assert int(campaigns) == CAMPAIGNS
        return float(seconds)

    (seconds,) = medians(benchmark, start)
    benchmark.extra_info["cpu seconds"] = round(seconds, 2)
    with capsys.disabled():
        print(
            f"\n  CPU seconds with {CAMPAIGNS} campaigns: {seconds:.2f} (at most {LONGEST_START_S})", end=" "
        )
    assert seconds <= LONGEST_START_S
