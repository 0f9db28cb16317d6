"""A machine's own time zones, which may be old ones, decide nothing: all take those of `tzdata`."""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
from pathlib import Path

from tests.checkout import ROOT

NOON_MS = 1_772_452_800_000
ASKED = f"""
import datetime
from zoneinfo import ZoneInfo
from maflow.compiler.lower.instants import first_instant
from maflow.runtime.codegen.template_values import moment_text
from maflow.runtime.core.local_time import find_zone
from maflow.runtime.program.time_zones import zone_named

print(ZoneInfo("Europe/Berlin").utcoffset(datetime.datetime(2026, 3, 2)))
print(find_zone("Europe/Berlin").local({NOON_MS})[1] // 3_600_000)
print(find_zone("Europe/Berlin").day_start(20_514) == first_instant(20_514, zone_named("Europe/Berlin")))
print(moment_text({NOON_MS}, "Europe/Berlin"))
print(find_zone("Berlin/Only/Here"))
"""


def test_the_engine_and_the_templates_have_the_clocks_of_the_compiler(tmp_path: Path) -> None:
    shanghai = pkgutil.get_data("tzdata", "zoneinfo/Asia/Shanghai")
    assert shanghai is not None
    for name in ("Europe/Berlin", "Berlin/Only/Here"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(shanghai)
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=ROOT,
        env={**os.environ, "PYTHONTZPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == ["8:00:00", "13", "True", "2026-03-02 13:00", "None"], done.stderr
