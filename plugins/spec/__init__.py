"""The contract between maflow and its plugins: all records, all protocols and all hooks.

A plugin is a Python package with an entry point in the group `maflow` that names a module (or an
object) with functions marked `@hookimpl`. It sees this package and nothing else of maflow.
"""

from __future__ import annotations

from maflow.plugins.spec.callbacks import CallbackReply, CallbackRequest, Notice
from maflow.plugins.spec.declarations import ANY_KIND, ChannelPlugin, LintRule, OpensChannel
from maflow.plugins.spec.delivery import (
    TEAM_KIND,
    TRANSACTIONAL,
    UNSUBSCRIBE_LINK,
    Accepted,
    AwaitsReports,
    Channel,
    Failed,
    QueriesStatus,
    SendRequest,
    SendResult,
    StatusQuery,
    TakesCallbacks,
    Unavailable,
    Unknown,
)
from maflow.plugins.spec.hooks import (
    PROJECT_NAME,
    hookimpl,
    hookspec,
    maflow_channel_kinds,
    maflow_channel_plugins,
    maflow_lint_rules,
)
from maflow.plugins.spec.kinds import (
    AddressType,
    ChannelKind,
    FieldSpec,
    FieldType,
    Receipt,
    SegmentRule,
    SmsEncoding,
    Words,
)
from maflow.plugins.spec.settings import (
    OpenRequest,
    SettingFault,
    SettingSpec,
    SettingType,
    SettingValue,
    Settings,
)

__all__ = [
    "ANY_KIND",
    "PROJECT_NAME",
    "TEAM_KIND",
    "TRANSACTIONAL",
    "UNSUBSCRIBE_LINK",
    "Accepted",
    "AddressType",
    "AwaitsReports",
    "CallbackReply",
    "CallbackRequest",
    "Channel",
    "ChannelKind",
    "ChannelPlugin",
    "Failed",
    "FieldSpec",
    "FieldType",
    "LintRule",
    "Notice",
    "OpenRequest",
    "OpensChannel",
    "QueriesStatus",
    "Receipt",
    "SegmentRule",
    "SendRequest",
    "SendResult",
    "SettingFault",
    "SettingSpec",
    "SettingType",
    "SettingValue",
    "Settings",
    "SmsEncoding",
    "StatusQuery",
    "TakesCallbacks",
    "Unavailable",
    "Unknown",
    "Words",
    "hookimpl",
    "hookspec",
    "maflow_channel_kinds",
    "maflow_channel_plugins",
    "maflow_lint_rules",
]
