"""What a plugin declares beside kinds of channel: what delivers them, and rules of an organisation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import msgspec

from maflow.plugins.spec.delivery import Channel
from maflow.plugins.spec.kinds import Words
from maflow.plugins.spec.settings import OpenRequest, SettingSpec

__all__ = ["ANY_KIND", "ChannelPlugin", "LintRule", "OpensChannel"]

ANY_KIND = "*"
"""In `ChannelPlugin.kinds`: delivers channels of every kind."""

OpensChannel: TypeAlias = Callable[[OpenRequest], Channel]


class ChannelPlugin(msgspec.Struct, frozen=True, kw_only=True):
    """What delivers channels, and what an operator has to tell it.

    `open` makes a channel of its settings, once for each channel when a host starts; it connects to
    nothing yet, and raises `SettingFault` for settings that cannot work. None: declared only.
    `is_idempotent`: the provider honours the idempotency key, so that a message may be tried again
    freely. `can_query_status`, `can_take_callbacks`: the channel has these methods.
    `concurrency`: how many messages may be in hand at once.
    `demands_signature`: every text needs `【…】` at its start or a template code; where
    `signature_setting` names a boolean setting, that setting decides instead.
    """

    name: str
    doc: Words
    kinds: tuple[str, ...]
    settings: tuple[SettingSpec, ...] = ()
    open: OpensChannel | None = None
    is_idempotent: bool = False
    can_query_status: bool = False
    can_take_callbacks: bool = False
    concurrency: int = 8
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
