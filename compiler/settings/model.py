"""What a project's settings are once they are read."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeAlias

import msgspec

from maflow.dsl.ast import Weekday
from maflow.dsl.diagnostics import Severity
from maflow.dsl.source import Span

__all__ = [
    "DEFAULT_PLUGIN",
    "Approval",
    "Ceiling",
    "ChannelSetting",
    "History",
    "LintSetting",
    "Reference",
    "Retry",
    "SettingValue",
    "Settings",
    "Target",
    "Throttle",
]

DEFAULT_PLUGIN = "console"
"""Delivers a channel that `ma.yaml` gives no plugin."""

SettingValue: TypeAlias = (
    "str | int | float | bool | tuple[SettingValue, ...] | Mapping[str, SettingValue] | None"
)
"""A value that is passed on to a plugin; `${NAME}` inside a text is kept as written."""


class Approval(enum.Enum):
    """Whether a message must carry an approval of exactly its content."""

    OPTIONAL = "optional"
    REQUIRED = "required"


class History(enum.Enum):
    """Where a rule that looks back further than the kept state gets its past from."""

    FROM_LOG = "from log"
    FROM_LOAD = "from load"


class Ceiling(msgspec.Struct, frozen=True):
    """The highest face value that an offer may have, and where it is set."""

    amount: Decimal
    currency: str
    span: Span


class LintSetting(msgspec.Struct, frozen=True, kw_only=True):
    """What `lint` says of one rule.

    `severity` is None when only options are given; an ignored rule says nothing at all.
    """

    code: str
    span: Span
    severity: Severity | None = None
    is_ignored: bool = False
    options: Mapping[str, SettingValue] = {}


class Throttle(msgspec.Struct, frozen=True):
    """At most `count` messages in `per_ms` milliseconds."""

    count: int
    per_ms: int


class Retry(msgspec.Struct, frozen=True, kw_only=True):
    """How often a delivery is tried: the pause doubles from `wait_ms` up to `longest_ms`."""

    attempts: int = 5
    wait_ms: int = 1_000
    longest_ms: int = 300_000


class ChannelSetting(msgspec.Struct, frozen=True, kw_only=True):
    """How one channel is delivered.

    Shape: `span` is that of the channel's name, `plugin_span` that of the plugin's name where written.
    """

    channel: str
    span: Span
    plugin: str = DEFAULT_PLUGIN
    plugin_span: Span
    settings: Mapping[str, SettingValue] = {}
    throttle: Throttle | None = None
    retry: Retry | None = None


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A place where the project runs; what may be set is the host's matter."""

    name: str
    span: Span
    settings: Mapping[str, SettingValue] = {}


class Reference(msgspec.Struct, frozen=True):
    """A variable of the environment that some setting needs."""

    name: str
    span: Span


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that `ma.yaml` says.

    `timezone` and `currency` are None when they are missing or wrong; that is reported.
    Units: milliseconds.
    """

    name: str = ""
    timezone: str | None = None
    currency: str | None = None
    week_starts: Weekday = Weekday.MONDAY
    lateness_ms: int = 600_000
    max_age_ms: int = 86_400_000
    offer_ceiling: Ceiling | None = None
    approval: Approval = Approval.OPTIONAL
    history: History = History.FROM_LOG
    lint: Mapping[str, LintSetting] = {}
    channels: Mapping[str, ChannelSetting] = {}
    targets: Mapping[str, Target] = {}
    references: tuple[Reference, ...] = ()
