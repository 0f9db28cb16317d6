"""Plain facts about what a template may see, and the answers to looking a variable up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeAlias

import msgspec

from maflow.compiler.templates.nodes import Path
from maflow.dsl.diagnostics import Label, Text
from maflow.dsl.source import Span

__all__ = ["NotFound", "Resolution", "Resolved", "SenderFact", "TemplateScope", "ValueFact", "offer_facts"]


class ValueFact(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an attribute, a property or a variable.

    Shape: `type` and `item` (of a list) are words of the catalogue's `type.*`, None where the type is not
    known; `values` are those of a choice; `declared` is where to point when it may be unknown, and `why`
    what to say there (default: that it is declared without a default).
    Units: `longest` in characters of the printed value, None for what is assumed of its type.
    """

    type: str | None
    may_be_unknown: bool = False
    item: str | None = None
    values: tuple[str, ...] = ()
    declared: Span | None = None
    why: Text | None = None
    longest: int | None = None


class SenderFact(msgspec.Struct, frozen=True, kw_only=True):
    """One place that sends the message.

    `event` is what starts the run, None where it starts without one, and `entry` are its properties;
    `run` is what has been set on every or some way to `send`; `offer` is None where none is given before.
    """

    campaign: str
    send: Span
    event: str | None = None
    entry: Mapping[str, ValueFact] = {}
    run: Mapping[str, ValueFact] = {}
    offer: Mapping[str, ValueFact] | None = None
    has_description: bool = False


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """A variable that is there wherever the message is sent from; `labels` say why it may be unknown."""

    type: str | None
    may_be_unknown: bool = False
    item: str | None = None
    values: tuple[str, ...] = ()
    longest: int | None = None
    labels: tuple[Label, ...] = ()


class NotFound(msgspec.Struct, frozen=True, kw_only=True):
    """A variable that is missing, everywhere or somewhere.

    Shape: the segments from `first` to before `last` are at fault; `meant` is what to write instead of
    them, else the nearest of the `candidates` is.
    """

    message: Text
    first: int = 0
    last: int = 1
    candidates: frozenset[str] = frozenset()
    meant: str | None = None
    labels: tuple[Label, ...] = ()
    help: tuple[Text, ...] = ()


Resolution: TypeAlias = Resolved | NotFound


class TemplateScope(Protocol):
    """Looks up what comes from outside a template."""

    def resolve(self, path: Path) -> Resolution:
        """Return what a path means; its root is no local of the template."""
        ...


def offer_facts(
    *, has_face: bool, has_validity: bool, may_be_missing: bool = False, declared: Span | None = None
) -> dict[str, ValueFact]:
    """Return what an offer shows to a template.

    `may_be_missing`: the send is also reached without it. A code is what the offer's plugin gives out;
    offers need not have one.
    """
    return {
        "name": ValueFact(type="text", may_be_unknown=may_be_missing, declared=declared),
        "face": ValueFact(type="money", may_be_unknown=may_be_missing or not has_face, declared=declared),
        "code": ValueFact(type="text", may_be_unknown=True, declared=declared, why=Text("MA601.no-code")),
        "valid_until": ValueFact(
            type="moment", may_be_unknown=may_be_missing or not has_validity, declared=declared
        ),
    }
