"""`ma build`: one file that hosts run."""

from __future__ import annotations

import re
from pathlib import Path

import click

from maflow import __version__
from maflow.building import Built
from maflow.cli.building import build_or_report
from maflow.cli.console import Console, current_console
from maflow.cli.exit_codes import ExitCode
from maflow.cli.found import shown_path
from maflow.cli.help import Command, Example
from maflow.cli.options import option, output_options
from maflow.cli.writing import write_new
from maflow.compiler.bundle import pack_bundle
from maflow.compiler.lower.approval import unapproved
from maflow.compiler.signing import Signer, load_signer
from maflow.compiler.unsupported import is_test_file
from maflow.disk import unreadable
from maflow.dsl.diagnostics import Text
from maflow.dsl.errors import ConfigError
from maflow.project import find_project
from maflow.runtime.bundle import is_bundle
from maflow.runtime.program.manifest import BUNDLE_ENDING, BUNDLE_MAGIC
from maflow.runtime.program.program import Program

__all__ = ["build"]

_FOLDER = "target"
_SHORT = 12
_NOT_IN_FILE_NAMES = re.compile(r"[^\w.-]+")
_EXAMPLES: tuple[Example, ...] = (
    ("ma build", "cli.build.example-here"),
    ("ma build my-shop -o shop.mab", "cli.build.example-output"),
    ("ma build --sign release-key.pem", "cli.build.example-sign"),
)


@click.command("build", cls=Command, examples=_EXAMPLES, help="cli.build.about")
@click.argument("path", metavar="[PATH]", default=".", type=click.Path(path_type=str))
@option("--output", "-o", metavar="FILE", type=click.Path(path_type=Path), help="cli.build.output")
@option("--sign", "key", metavar="KEY", type=click.Path(path_type=Path), help="cli.build.sign")
@output_options
def build(path: str, output: Path | None, key: Path | None) -> ExitCode:
    """Build the bundle of a project."""
    console = current_console()
    project = find_project(path)
    signer = _signer(key) if key is not None else None
    if output is not None:
        _check_replaceable(output)
    built = build_or_report(project, console)
    if built is None:
        return ExitCode.FINDINGS
    program = built.program
    assert program is not None
    target = output or project.root / _FOLDER / f"{_file_name(program.project)}{BUNDLE_ENDING}"
    write_new(target, _packed(program, built, signer))
    console.write(f"{shown_path(target)}\n")
    _tell(program, built, signer, console)
    return ExitCode.CLEAN


def _check_replaceable(output: Path) -> None:
    """Check that a file that is there already is a bundle: anything else would be lost.

    Raises: ConfigError.
    """
    if not output.is_file():
        return
    try:
        with output.open("rb") as file:
            begin = file.read(len(BUNDLE_MAGIC))
    except OSError:
        # Whoever writes it says why it cannot be written.
        return
    if begin and not is_bundle(begin):
        raise ConfigError(Text("cli.build.no-bundle-there", {"path": shown_path(output)}))


def _signer(key: Path) -> Signer:
    try:
        pem = key.read_bytes()
    except OSError as error:
        raise unreadable(key, error) from error
    return load_signer(pem, shown_path(key))


def _packed(program: Program, built: Built, signer: Signer | None) -> bytes:
    sources = [source for path, source in built.checked.sources.items() if not is_test_file(path)]
    return pack_bundle(program, sources, compiler=f"maflow {__version__}", signer=signer)


def _file_name(project: str) -> str:
    """Return the name of a project as that of a file."""
    return _NOT_IN_FILE_NAMES.sub("-", project).strip("-.") or "project"


def _tell(program: Program, built: Built, signer: Signer | None, console: Console) -> None:
    told = {"campaigns": str(len(program.campaigns)), "messages": str(len(program.messages))}
    console.note(Text("cli.build.built", told))
    if signer is not None:
        console.note(Text("cli.build.signed", {"signer": signer.fingerprint[:_SHORT]}))
    for content in unapproved(built.checked):
        console.note(
            Text(
                "cli.build.unapproved",
                {"message": content.message, "channel": content.channel, "digest": content.digest},
            )
        )
