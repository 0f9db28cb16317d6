"""`ma completion SHELL`: what a shell needs to complete `ma`'s commands, options and rules."""

from __future__ import annotations

from types import MappingProxyType

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from maflow.cli.console import current_console
from maflow.cli.help import Command, Example
from maflow.cli.options import Choice, lang_option

__all__ = ["completion"]

_SHELLS = MappingProxyType({"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete})
_EXAMPLES: tuple[Example, ...] = (
    ('eval "$(ma completion bash)"', "cli.completion.example-bash"),
    ('eval "$(ma completion zsh)"', "cli.completion.example-zsh"),
    ("ma completion fish | source", "cli.completion.example-fish"),
)


@click.command("completion", cls=Command, examples=_EXAMPLES, help="cli.completion.about")
@click.argument("shell", metavar="bash|zsh|fish", type=Choice(lambda: tuple(_SHELLS)))
@lang_option
def completion(shell: str) -> None:
    """Print the script for a shell."""
    completer = _SHELLS[shell](click.get_current_context().find_root().command, {}, "ma", "_MA_COMPLETE")
    # The base class's, because bash's own first runs a bash to ask for its version.
    current_console().write(ShellComplete.source(completer) + "\n")
