"""Channels, categories, messages and offers (language reference, section 6)."""

from __future__ import annotations

from maflow.dsl.ast.base import Duration, DurationParameter, Name, Node, TextLiteral
from maflow.dsl.ast.expressions import Attribute, DateLiteral, MoneyLiteral, NumberLiteral
from maflow.dsl.ast.flow import Literal
from maflow.dsl.ast.limits import LimitWindow
from maflow.dsl.ast.words import ConsentRule, Exemption

__all__ = [
    "Approved",
    "Category",
    "Channel",
    "ChannelClause",
    "ChannelConsent",
    "ChannelCost",
    "ChannelKindClause",
    "ChannelNeeds",
    "Field",
    "FileText",
    "Message",
    "MessageBlock",
    "MessageEntry",
    "Offer",
    "OfferBudget",
    "OfferClause",
    "OfferCount",
    "OfferEverForUser",
    "OfferFace",
    "OfferInTotal",
    "OfferScope",
    "OfferValid",
    "OfferWindow",
    "Valid",
]


class ChannelCost(Node, frozen=True):
    """`cost MONEY`."""

    amount: MoneyLiteral


class ChannelNeeds(Node, frozen=True):
    """`needs user.phone`."""

    attribute: Attribute


class ChannelKindClause(Node, frozen=True):
    """`kind sms`."""

    kind: Name


class ChannelConsent(Node, frozen=True):
    """`consent opt in|opt out|none`."""

    rule: ConsentRule


ChannelClause = ChannelCost | ChannelNeeds | ChannelKindClause | ChannelConsent


class Channel(Node, frozen=True):
    """`channel NAME { … }`."""

    name: Name
    clauses: tuple[ChannelClause, ...]


class Category(Node, frozen=True):
    """`category NAME { exempt from … }`."""

    name: Name
    exemptions: tuple[Exemption, ...]


class FileText(Node, frozen=True):
    """`file "cart.liquid.html"`."""

    path: TextLiteral


class Field(Node, frozen=True):
    """`title "…"` in a block of a message."""

    name: Name
    value: Literal | FileText


class Valid(Node, frozen=True):
    """`valid 3 days` in a block of a message."""

    duration: Duration | DurationParameter


class Approved(Node, frozen=True):
    """`approved by "…" on DATE [digest "…"]`."""

    by: TextLiteral
    on: DateLiteral
    digest: TextLiteral | None


class MessageBlock(Node, frozen=True):
    """`CHANNEL { fields }`."""

    channel: Name
    entries: tuple[Field | Valid | Approved, ...]


MessageEntry = MessageBlock | Approved


class Message(Node, frozen=True):
    """`message NAME ["description"] { … }`."""

    name: Name
    description: TextLiteral | None
    entries: tuple[MessageEntry, ...]


class OfferFace(Node, frozen=True):
    """`face MONEY`."""

    amount: MoneyLiteral


class OfferValid(Node, frozen=True):
    """`valid D`."""

    duration: Duration | DurationParameter


class OfferEverForUser(Node, frozen=True):
    """`ever for one user`."""


class OfferInTotal(Node, frozen=True):
    """`in total`."""


class OfferWindow(Node, frozen=True):
    """`WINDOW [in total]`, as in limits."""

    window: LimitWindow
    in_total: bool


OfferScope = OfferEverForUser | OfferInTotal | OfferWindow


class OfferCount(Node, frozen=True):
    """`at most N …`."""

    count: NumberLiteral
    scope: OfferScope


class OfferBudget(Node, frozen=True):
    """`budget MONEY`."""

    amount: MoneyLiteral


OfferClause = OfferFace | OfferValid | OfferCount | OfferBudget


class Offer(Node, frozen=True):
    """`offer NAME ["description"] { … }`."""

    name: Name
    description: TextLiteral | None
    clauses: tuple[OfferClause, ...]
