"""The contract between maflow and its plugins: all records and all hooks.

A plugin is a Python package with an entry point in the group `maflow` that names a module (or an
object) with functions marked `@hookimpl`. It sees this module and nothing else of maflow.

At present a plugin declares what exists: kinds of channel, plugins that deliver them, lint rules.
Requests and results of a delivery come with the engine.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping

import msgspec
import pluggy

__all__ = [
    "ANY_KIND",
    "PROJECT_NAME",
    "AddressType",
    "ChannelKind",
    "ChannelPlugin",
    "FieldSpec",
    "FieldType",
    "LintRule",
    "Receipt",
    "SegmentRule",
    "SettingSpec",
    "SettingType",
    "SmsEncoding",
    "Words",
    "hookimpl",
    "hookspec",
    "maflow_channel_kinds",
    "maflow_channel_plugins",
    "maflow_lint_rules",
]

PROJECT_NAME = "maflow"
"""The name of the pluggy project and of the entry-point group."""

ANY_KIND = "*"
"""In `ChannelPlugin.kinds`: delivers channels of every kind."""

hookspec = pluggy.HookspecMarker(PROJECT_NAME)
hookimpl = pluggy.HookimplMarker(PROJECT_NAME)


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


class SettingType(enum.Enum):
    """What may stand in a plugin's setting; `${NAME}` may stand for any of them."""

    TEXT = "text"
    URL = "url"
    EMAIL = "email"
    PATH = "path"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DURATION = "duration"
    CHOICE = "choice"
    TEXTS = "texts"
    MAPPING = "mapping"


class SettingSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One setting of a plugin in `ma.yaml`.

    `secret`: only `${NAME}` is accepted. `default` is written as in `ma.yaml`, for documentation.
    Shape: `choices` only for `CHOICE`.
    """

    name: str
    doc: Words
    type: SettingType = SettingType.TEXT
    required: bool = False
    secret: bool = False
    choices: tuple[str, ...] = ()
    default: str = ""


class ChannelPlugin(msgspec.Struct, frozen=True, kw_only=True):
    """What delivers channels, and what an operator has to tell it.

    `is_idempotent`: the provider honours the idempotency key, so that a message may be tried again
    freely. `can_query_status`: an unknown outcome can be asked for.
    `demands_signature`: every text needs `【…】` at its start or a template code; where
    `signature_setting` names a boolean setting, that setting decides instead.
    """

    name: str
    doc: Words
    kinds: tuple[str, ...]
    settings: tuple[SettingSpec, ...] = ()
    is_idempotent: bool = False
    can_query_status: bool = False
    demands_signature: bool = False
    signature_setting: str | None = None

    def setting(self, name: str) -> SettingSpec | None:
        """Return the setting of that name."""
        return next((setting for setting in self.settings if setting.name == name), None)

    def can_deliver(self, kind: str) -> bool:
        """Tell whether channels of that kind can be delivered.

        Example:
            >>> smtp = ChannelPlugin(name="smtp", doc=Words("mail", "邮件"), kinds=("email",))
            >>> smtp.can_deliver("email"), smtp.can_deliver("sms")
            (True, False)
        """
        return ANY_KIND in self.kinds or kind in self.kinds

    def signature_demanded(self, settings: Mapping[str, object]) -> bool:
        """Tell whether texts need a signature or a template code under these settings."""
        if self.signature_setting is None:
            return self.demands_signature
        return bool(settings.get(self.signature_setting, self.demands_signature))


class LintRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that an organisation adds: its code under its own prefix, and its options in `ma.yaml`.

    `severity` is one of `error`, `warning`, `info`, `style`. What the rule looks at comes with the
    lint engine.
    """

    code: str
    name: str
    severity: str
    doc: Words
    options: tuple[SettingSpec, ...] = ()


@hookspec
def maflow_channel_kinds(register: Callable[[ChannelKind], None]) -> None:
    """Register the kinds of channel that this plugin knows.

    Example:
        ```python
        LETTER = ChannelKind(
            name="letter",
            doc=Words("a letter on paper", "纸质信件"),
            fields=(FieldSpec(name="body", doc=Words("what is printed", "信件正文"), required=True),),
            receipts=frozenset({Receipt.SENT, Receipt.DELIVERED, Receipt.FAILED}),
        )


        @hookimpl
        def maflow_channel_kinds(register):
            register(LETTER)
        ```
    """


@hookspec
def maflow_channel_plugins(register: Callable[[ChannelPlugin], None]) -> None:
    """Register what can deliver channels, with the settings it takes from `ma.yaml`.

    Example:
        ```python
        PRINT_SHOP = ChannelPlugin(
            name="print_shop",
            doc=Words("prints and posts letters", "打印并邮寄信件"),
            kinds=("letter",),
            settings=(SettingSpec(name="token", doc=Words("the key", "密钥"), required=True, secret=True),),
        )


        @hookimpl
        def maflow_channel_plugins(register):
            register(PRINT_SHOP)
        ```
    """


@hookspec
def maflow_lint_rules(register: Callable[[LintRule], None]) -> None:
    """Register an organisation's own rules, so that `ma.yaml` can set their severity and options.

    Example:
        ```python
        @hookimpl
        def maflow_lint_rules(register):
            doc = Words("every campaign names its team", "每个活动都写明团队")
            register(LintRule(code="ACME001", name="team-missing", severity="warning", doc=doc))
        ```
    """
