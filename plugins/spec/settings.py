"""The settings of a plugin: how they are declared, and what a channel is given of them."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from maflow.plugins.spec.kinds import Words

__all__ = ["OpenRequest", "SettingFault", "SettingSpec", "SettingType", "SettingValue", "Settings"]

SettingValue: TypeAlias = "str | int | float | bool | tuple[str, ...] | Mapping[str, str]"
"""A setting as a channel gets it: durations in milliseconds, paths absolute, secrets in full."""

_CONCEALED = "***"


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

    `secret`: only `${NAME}` is accepted. `default` is written as in `ma.yaml`; it is what a channel
    gets where the setting is left out. Shape: `choices` only for `CHOICE`.
    """

    name: str
    doc: Words
    type: SettingType = SettingType.TEXT
    required: bool = False
    secret: bool = False
    choices: tuple[str, ...] = ()
    default: str = ""


class SettingFault(Exception):
    """A setting that cannot work, raised by what opens a channel: the operator mends it.

    `reason` completes the sentence "the setting is wrong: …" and never repeats a secret. Those of the
    built-in channels are keys of the message catalogue, behind `@`.
    """

    def __init__(self, setting: str, reason: str) -> None:
        super().__init__(setting, reason)
        self.setting = setting
        self.reason = reason


class Settings:
    """The settings of one channel, of the declared types and with every `${NAME}` filled in.

    `secrets` are the texts that must never be told. Law: neither `repr` nor `str` shows a value.
    Example:
        >>> settings = Settings({"host": "mail.example", "timeout": 30_000, "password": "x"}, {"x"})
        >>> settings.text("host"), settings.duration_ms("timeout"), settings.text("username")
        ('mail.example', 30000, '')
        >>> settings
        Settings(host, timeout, password)
        >>> settings.conceal("x was refused")
        '*** was refused'
    """

    __slots__ = ("_secrets", "_values")

    def __init__(self, values: Mapping[str, SettingValue], secrets: Collection[str] = ()) -> None:
        self._values = MappingProxyType(dict(values))
        # The longest first: one secret may stand inside another.
        self._secrets = tuple(sorted(filter(None, secrets), key=len, reverse=True))

    def text(self, name: str) -> str:
        """Return a text, a choice, an address or a path; empty where it is not set."""
        return str(self._values.get(name, ""))

    def integer(self, name: str) -> int | None:
        """Return a whole number."""
        value = self._values.get(name)
        return value if isinstance(value, int) else None

    def number(self, name: str) -> float | None:
        """Return a number."""
        value = self._values.get(name)
        return float(value) if isinstance(value, int | float) else None

    def flag(self, name: str) -> bool:
        """Return a truth value; false where it is not set."""
        return self._values.get(name) is True

    def duration_ms(self, name: str) -> int | None:
        """Return a duration.

        Units: milliseconds.
        """
        return self.integer(name)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; empty where it is not set."""
        value = self._values.get(name)
        return value if isinstance(value, tuple) else ()

    def mapping(self, name: str) -> Mapping[str, str]:
        """Return names and their texts; empty where it is not set."""
        value = self._values.get(name)
        return value if isinstance(value, Mapping) else {}

    def conceal(self, text: str) -> str:
        """Return a text, such as a provider's answer, without any secret that stands in it."""
        for secret in self._secrets:
            text = text.replace(secret, _CONCEALED)
        return text

    def __repr__(self) -> str:
        return f"Settings({', '.join(self._values)})"


class OpenRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a plugin is told when it opens a channel: whose, which, and its settings."""

    project: str
    channel: str
    kind: str
    settings: Settings
