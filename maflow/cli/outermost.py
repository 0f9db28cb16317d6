"""The outermost loop: whatever a command meets becomes an exit code and a sentence that says what to do."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Callable
from typing import Any, NoReturn

import click

from maflow import __version__
from maflow.cli.console import Console
from maflow.cli.exit_codes import ExitCode
from maflow.cli.help import Option
from maflow.dsl.diagnostics import Text
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.errors import ConfigError

__all__ = ["drop_output", "run_guarded"]


# Any: a command returns nothing, or its exit code.
def run_guarded(command: Callable[[], Any], console: Console) -> NoReturn:
    """Run a command and end the process with the exit code that fits how it went."""
    try:
        code = command()
        sys.stdout.flush()
    except ConfigError as error:
        _tell(console, error.text)
        code = ExitCode.USAGE
        _drop_unwritten()
    except click.ClickException as error:
        _tell(console, *_usage_mistake(error, console))
        code = ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        code = ExitCode.INTERRUPTED
    except BrokenPipeError:
        drop_output()
        code = ExitCode.BROKEN_PIPE
    except Exception as error:  # the outermost loop: nothing that fails may go by without advice
        if _is_nowhere():
            _tell(console, Text("cli.no-current-folder"))
            code = ExitCode.USAGE
        else:
            _report(error, console)
            code = ExitCode.OUR_FAULT
    sys.exit(code or ExitCode.CLEAN)


def drop_output() -> None:
    """Let nothing be written any more, so that the interpreter does not fail at its end."""
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(null, stream.fileno())
        except OSError:
            continue


def _is_nowhere() -> bool:
    """Tell whether the current folder was removed: paths cannot be told from there."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    return False


def _drop_unwritten() -> None:
    """Forget what a full disk has not taken, so that the interpreter does not fail on it at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        drop_output()


def _tell(console: Console, text: Text, *advice: Text) -> None:
    try:
        console.fail(text, *advice)
    except ConfigError:
        # What is wrong is the language itself.
        console.speak_english()
        console.fail(text, *advice)


def _usage_mistake(error: click.ClickException, console: Console) -> tuple[Text, ...]:
    ctx = getattr(error, "ctx", None)
    advice = (Text("cli.try-help", {"command": ctx.command_path}),) if ctx else ()
    return (_mistake_text(error, ctx, console), *advice)


def _mistake_text(error: click.ClickException, ctx: click.Context | None, console: Console) -> Text:
    match error:
        case click.NoSuchOption(option_name=given):
            near = nearest(given, _option_names(ctx))
            if near:
                return Text("cli.no-such-option-near", {"given": given, "name": near})
            return Text("cli.no-such-option", {"given": given})
        case click.MissingParameter(param=Option(help=str() as key) as missing):
            told = {"name": missing.opts[0], "help": console.say(Text(key))}
            return Text("cli.missing-option", told)
        case click.MissingParameter(param=click.Parameter() as missing):
            return Text("cli.missing", {"name": missing.human_readable_name})
        case click.BadOptionUsage(option_name=name):
            # Click says which of the two it is in its message only.
            key = "cli.takes-no-value" if "take" in error.message else "cli.needs-value"
            return Text(key, {"name": name})
        case _:
            return Text("cli.cannot-be-read", {"reason": error.format_message()})


def _option_names(ctx: click.Context | None) -> list[str]:
    if ctx is None:
        return []
    parameters = ctx.command.get_params(ctx)
    return [
        name for each in parameters for name in (*each.opts, *each.secondary_opts) if name.startswith("--")
    ]


def _report(error: Exception, console: Console) -> None:
    told = "".join(traceback.format_exception(error))
    if os.environ.get("MAFLOW_DEBUG"):
        sys.stderr.write(told)
    place = _write_down(told)
    if place is None:
        sys.stderr.write(told)
        text = Text("cli.our-fault")
    else:
        text = Text("cli.our-fault-written", {"path": place})
    _tell(console, text, Text("cli.please-report"))


def _write_down(told: str) -> str | None:
    """Write what happened into a file; return where it is, or None where nothing can be written."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", prefix="ma-fault-", suffix=".txt", delete=False
        ) as file:
            file.write(f"ma {__version__}, Python {platform.python_version()}, {platform.platform()}\n")
            file.write(f"arguments: {sys.argv[1:]}\n\n{told}")
            return file.name
    except OSError:
        return None
