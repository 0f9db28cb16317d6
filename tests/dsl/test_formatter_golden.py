"""Golden pairs of the formatter: `tests/golden/format/NAME.ma`, how it is formatted, and translated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from maflow.dsl.dialects import DIALECTS, dialect_of
from maflow.dsl.formatter import format_source
from maflow.dsl.source import SourceFile

FOLDER = Path(__file__).parents[1] / "golden" / "format"
NAMES = sorted(path.stem for path in FOLDER.glob("*.ma"))
FAULTY = {"mistakes"}


def source(name: str) -> SourceFile:
    return SourceFile.from_bytes(f"{name}.ma", (FOLDER / f"{name}.ma").read_bytes())


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_formatted_as_the_golden_one(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"format/formatted/{name}.ma", format_source(source(name)).text)


@pytest.mark.parametrize("name", sorted(set(NAMES) - FAULTY))
def test_a_file_is_translated_as_the_golden_one(name: str, golden: Callable[[str, str], None]) -> None:
    (other,) = set(DIALECTS) - {dialect_of(source(name).text)[0]}
    golden(f"format/translated/{name}.ma", format_source(source(name), dialect=other).text)
