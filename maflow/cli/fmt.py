"""`ma fmt`: bring files into the one layout, or into another language."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from maflow.cli.console import Console, current_console
from maflow.cli.exit_codes import ExitCode
from maflow.cli.file_diff import diff_pieces
from maflow.cli.found import shown_path
from maflow.cli.from_stdin import STDIN, read_stdin
from maflow.cli.help import Command, Example
from maflow.cli.options import LANGUAGES, option, output_options
from maflow.cli.writing import replace_file, source_bytes
from maflow.disk import list_sources, unreadable
from maflow.dsl.diagnostics import Severity, Text, items
from maflow.dsl.errors import ConfigError
from maflow.dsl.formatter import FormatResult, format_source
from maflow.dsl.source import SourceFile, Span
from maflow.project import find_root

__all__ = ["fmt"]

_ENDING = ".ma"
_EXAMPLES: tuple[Example, ...] = (
    ("ma fmt", "cli.fmt.example-here"),
    ("ma fmt --check", "cli.fmt.example-check"),
    ("ma fmt --diff", "cli.fmt.example-diff"),
    ("ma fmt --language zh-CN", "cli.fmt.example-language"),
)


@dataclass(frozen=True, slots=True)
class _Formatted:
    """A file before and after."""

    source: SourceFile
    result: FormatResult

    @property
    def after(self) -> bytes:
        """Return the formatted file as it is to be written."""
        return self.result.text.encode("utf-8")


@click.command("fmt", cls=Command, examples=_EXAMPLES, help="cli.fmt.about")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=str))
@option("--check", "is_check", is_flag=True, help="cli.fmt.check")
@option("--diff", "is_diff", is_flag=True, help="cli.fmt.diff")
@option("--language", metavar="en|zh-CN", type=LANGUAGES, help="cli.fmt.language")
@option("--stdin-filename", metavar="FILE", default="stdin.ma", help="cli.fmt.stdin-filename")
@output_options
def fmt(paths: tuple[str, ...], language: str | None, stdin_filename: str, **chosen: Any) -> ExitCode:
    """Format files. Any: click hands over the other options, and `_Writer` names them."""
    console = current_console()
    if STDIN in paths:
        if len(paths) > 1:
            raise ConfigError(Text("cli.stdin-with-paths"))
        files: Iterable[tuple[Path | None, SourceFile]] = [(None, _from_stdin(console, stdin_filename))]
    else:
        files = _sources(paths or (".",))
    writer = _Writer(console, **chosen)
    for place, source in files:
        writer.take(place, _Formatted(source, format_source(source, dialect=language)))
    writer.sum_up()
    return writer.exit_code


def _from_stdin(console: Console, filename: str) -> SourceFile:
    return SourceFile.from_bytes(filename, read_stdin(console.stdin()))


def _sources(paths: Iterable[str]) -> Iterator[tuple[Path, SourceFile]]:
    """Yield the files that some paths name, each once.

    Raises: ConfigError for a path that names no `.ma` file, or a file that cannot be read.
    """
    # All of them are found before the first one is written.
    places = {place.absolute(): None for path in paths for place in _places(Path(path))}
    for place in places:
        try:
            raw = place.read_bytes()
        except OSError as error:
            raise unreadable(place, error) from error
        yield place, SourceFile.from_bytes(shown_path(place), raw)


def _places(path: Path) -> list[Path]:
    if path.is_dir():
        # Raises where there is no project, and says where there are some.
        find_root(path)
        found = [path / name for name in list_sources(path)]
        if not found:
            raise ConfigError(Text("config.no-sources-below", {"path": str(path)}))
        return found
    if not path.exists():
        raise ConfigError(Text("config.no-such-path", {"path": str(path)}))
    if path.suffix != _ENDING:
        raise ConfigError(Text("config.not-formattable", {"path": str(path)}))
    return [path]


class _Writer:
    """Does with each formatted file what the options say, and keeps count."""

    def __init__(self, console: Console, *, is_check: bool, is_diff: bool) -> None:
        self._console = console
        self._is_check = is_check
        self._is_diff = is_diff
        self._changed = self._unchanged = self._faulty = 0

    def take(self, place: Path | None, formatted: _Formatted) -> None:
        """Write, list or compare one file; `place` is None for stdin."""
        self._warn(formatted)
        is_changed = formatted.result.changed
        self._changed += is_changed
        self._unchanged += not is_changed
        if self._is_diff:
            self._show_diff(formatted)
        elif self._is_check:
            self._list(formatted, is_changed)
        elif place is None:
            after = formatted.after if is_changed else source_bytes(formatted.source)
            self._console.write_bytes(after)
        elif is_changed:
            replace_file(place, source_bytes(formatted.source), formatted.after)
            self._list(formatted, is_changed)

    def sum_up(self) -> None:
        """Say how many files there were, to a person."""
        is_dry = self._is_check or self._is_diff
        key = "cli.fmt.would-change" if is_dry else "cli.fmt.changed"
        told = {"changed": str(self._changed), "unchanged": str(self._unchanged)}
        self._console.hint(Text(key, told))

    @property
    def exit_code(self) -> ExitCode:
        """Return whether there is something left to do."""
        is_dry = self._is_check or self._is_diff
        is_failed = self._faulty or (is_dry and self._changed)
        return ExitCode.FINDINGS if is_failed else ExitCode.CLEAN

    def _warn(self, formatted: _Formatted) -> None:
        result = formatted.result
        if not result.skipped:
            return
        self._faulty += 1
        lines = sorted({_first_line(formatted.source, span) for span in result.skipped})
        told = {"path": formatted.source.path, "lines": items(map(str, lines))}
        if not any(found.severity is Severity.ERROR for found in result.diagnostics):
            self._console.tell(Text("cli.fmt.unfaithful", told))
        elif result.is_left_alone:
            self._console.tell(Text("cli.fmt.left-alone", {"path": formatted.source.path}))
        else:
            self._console.tell(Text("cli.fmt.partly", told))

    def _list(self, formatted: _Formatted, is_changed: bool) -> None:
        if is_changed:
            self._console.write(f"{formatted.source.path}\n")

    def _show_diff(self, formatted: _Formatted) -> None:
        has_color = self._console.has_color(sys.stdout)
        for piece in diff_pieces(formatted.source, formatted.result.text, color=has_color):
            self._console.write(piece)


def _first_line(source: SourceFile, span: Span) -> int:
    """Return the line on which the first word of a stretch stands."""
    text = source.slice(span)
    return source.line_number(span.start + len(text) - len(text.lstrip()))
