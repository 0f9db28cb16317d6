"""What can be wrong with what `ma explain` is asked: the journal, the user, the message."""

from __future__ import annotations

from maflow.cli.explaining import Told
from maflow.cli.names import unknown_message
from maflow.dsl.diagnostics import Text, items
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.errors import ConfigError
from maflow.runtime.program.flow import Send
from maflow.runtime.program.program import Program

__all__ = ["check_project", "senders_of", "unknown_user"]

_MOST_NAMES = 5


def check_project(journal: str, told: Told, program: Program | None) -> None:
    """Check that a journal can be one of a project.

    Raises: ConfigError when the project has none of the campaigns that the journal knows.
    """
    if program is None or not told.campaigns:
        return
    if told.campaigns.isdisjoint(each.name for each in program.campaigns):
        names = items(f"`{each}`" for each in sorted(told.campaigns)[:_MOST_NAMES])
        arguments = {"journal": journal, "campaigns": names, "project": program.project}
        raise ConfigError(Text("cli.explain.other-project", arguments))


def unknown_user(user: str, journal: str, told: Told) -> Text:
    """Return what is said of a user whom a journal does not know."""
    if told.ended is None:
        return Text("cli.explain.empty-journal", {"journal": journal})
    near = nearest(user, told.others)
    if near is None:
        return Text("cli.explain.unknown-user", {"given": user})
    return Text("cli.explain.unknown-user-near", {"given": user, "name": near})


def senders_of(message: str, told: Told, program: Program | None) -> frozenset[str]:
    """Return the campaigns that send a message.

    Raises: ConfigError for a message of which neither the journal nor the project knows.
    """
    known = {name: set(campaigns) for name, campaigns in told.senders.items()}
    if program is not None:
        _add_declared(known, program)
    if message in known:
        return frozenset(known[message])
    raise unknown_message(message, known, is_of_journal=program is None)


def _add_declared(known: dict[str, set[str]], program: Program) -> None:
    for declared in program.messages:
        known.setdefault(declared.name, set())
    for campaign in program.campaigns:
        for node in campaign.nodes:
            if isinstance(node, Send):
                known.setdefault(node.message, set()).add(campaign.name)
