"""Kinds of channel: what a message on them holds, and what comes back from them."""

from __future__ import annotations

import enum

import msgspec

__all__ = [
    "AddressType",
    "ChannelKind",
    "FieldSpec",
    "FieldType",
    "Receipt",
    "SegmentRule",
    "SmsEncoding",
    "Words",
]


class Words(msgspec.Struct, frozen=True):
    """One sentence in both languages of the message catalogue."""

    en: str
    zh: str


class Receipt(enum.Enum):
    """What can become known of a message after the decision to send it; each is an event of its channel."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    FAILED = "failed"
    BOUNCED = "bounced"
    OPENED = "opened"
    CLICKED = "clicked"
    UNSUBSCRIBED = "unsubscribed"
    COMPLAINED = "complained"


class AddressType(enum.Enum):
    """The type of attribute that makes a user reachable; `NONE` where the host knows the way."""

    PHONE = "phone"
    EMAIL = "email"
    NONE = "none"


class FieldType(enum.Enum):
    """What the text of a message's field must be once it is rendered."""

    TEXT = "text"
    HTML = "html"
    URL = "url"
    EMAIL = "email"
    CODE = "code"


class FieldSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a message's block.

    `template`: a Liquid template, else taken as written. `can_be_file`: may be written `file "…"`.
    Units: `max_length` in code points of the rendered text.
    """

    name: str
    doc: Words
    type: FieldType = FieldType.TEXT
    required: bool = False
    template: bool = True
    can_be_file: bool = False
    max_length: int | None = None


class SmsEncoding(enum.Enum):
    """The two ways in which a text message travels."""

    GSM7 = "gsm-7"
    UCS2 = "ucs-2"


class SegmentRule(msgspec.Struct, frozen=True):
    """How many characters one segment holds: alone, and as a part of several.

    Units: septets for GSM-7, UTF-16 units for UCS-2.
    """

    encoding: SmsEncoding
    single: int
    multi: int


class ChannelKind(msgspec.Struct, frozen=True, kw_only=True):
    """What a channel of this kind can carry and what comes back from it.

    Shape: `needs_one_of` are groups of fields of which a block must have at least one each;
    `text_fields` are those that a person reads, the main one first; `segments` is empty where
    length costs nothing.
    """

    name: str
    doc: Words
    fields: tuple[FieldSpec, ...]
    receipts: frozenset[Receipt]
    needs_one_of: tuple[tuple[str, ...], ...] = ()
    text_fields: tuple[str, ...] = ()
    address_type: AddressType = AddressType.NONE
    has_unsubscribe_link: bool = False
    segments: tuple[SegmentRule, ...] = ()

    def field(self, name: str) -> FieldSpec | None:
        """Return the field of that name."""
        return next((field for field in self.fields if field.name == name), None)

    def field_names(self) -> tuple[str, ...]:
        """Return the names of all fields, in the order they are documented."""
        return tuple(field.name for field in self.fields)

    def can_emit(self, receipt: str) -> bool:
        """Tell whether a receipt of that name ever comes from a channel of this kind."""
        return any(receipt == known.value for known in self.receipts)
