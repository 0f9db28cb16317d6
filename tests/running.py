"""Runs `ma` inside the test's process, with its own streams and its own cache."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from maflow.cli.app import ma

__all__ = ["Ended", "plant", "run_ma", "use_own_environment"]

_VARIABLES = (
    "FORCE_COLOR",
    "LC_ALL",
    "LC_MESSAGES",
    "MAFLOW_LANG",
    "NO_COLOR",
)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str
    raw: bytes


class _Stream(io.TextIOWrapper):
    """A text stream over bytes that may claim to be a terminal."""

    def __init__(self, content: bytes = b"", *, is_terminal: bool = False) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8", newline="", write_through=True)
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def written(self) -> bytes:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue()


def run_ma(*arguments: str | Path, stdin: bytes = b"", is_terminal: bool = False) -> Ended:
    """Run `ma` with some arguments."""
    out, err = _Stream(is_terminal=is_terminal), _Stream(is_terminal=is_terminal)
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = _Stream(stdin), out, err
    try:
        ma.main(args=[str(argument) for argument in arguments], prog_name="ma")
    except SystemExit as end:
        code = end.code
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
    assert isinstance(code, int)
    raw = out.written()
    return Ended(int(code), raw.decode(errors="surrogateescape"), err.written().decode(), raw)


def use_own_environment(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    """Speak English, without colours, and keep nothing beyond the test."""
    for name in _VARIABLES:
        monkeypatch.delenv(name, raising=False)
    # A fault of our own shows where it happened.
    monkeypatch.setenv("MAFLOW_DEBUG", "1")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("MAFLOW_CACHE_DIR", str(cache))


def plant(folder: Path, files: dict[str, str]) -> Path:
    """Write the files of a project; `ma.yaml` is sound where none is given."""
    settings = {"ma.yaml": "name: shop\ntimezone: UTC\ncurrency: CNY\nlint: {MA110: ignore}\n"}
    for name, text in {**settings, **files}.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode("utf-8"))
    return folder
