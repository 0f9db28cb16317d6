"""Names that somebody has written on the command line, and that a project should know."""

from __future__ import annotations

from collections.abc import Collection

from maflow.dsl.diagnostics import Text, items
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.errors import ConfigError
from maflow.runtime.program.program import Program

__all__ = ["check_attribute", "unknown_message"]


def check_attribute(name: str, program: Program) -> None:
    """Check that users have an attribute.

    Raises: ConfigError.
    """
    known = [attribute.name for attribute in program.attributes]
    if name in known:
        return
    near = nearest(name, known)
    if near is not None:
        raise ConfigError(Text("cli.audience.unknown-attribute-near", {"given": name, "name": near}))
    raise ConfigError(Text("cli.audience.unknown-attribute", {"given": name}))


def unknown_message(name: str, known: Collection[str], *, is_of_journal: bool = False) -> ConfigError:
    """Return the error of a message that is not among those of a project, or of a journal alone."""
    near = nearest(name, known)
    if near is not None:
        return ConfigError(Text("cli.explain.unknown-message-near", {"given": name, "name": near}))
    if not known:
        key = "cli.explain.no-messages" if is_of_journal else "cli.explain.no-message-declared"
        return ConfigError(Text(key, {"given": name}))
    told = {"given": name, "known": items(f"`{each}`" for each in sorted(known))}
    return ConfigError(
        Text("cli.explain.undecided-message" if is_of_journal else "cli.explain.unknown-message", told)
    )
