"""The project's settings: `ma.yaml`, read and checked."""

from __future__ import annotations

from maflow.compiler.settings.model import (
    DEFAULT_PLUGIN,
    Approval,
    Ceiling,
    ChannelSetting,
    History,
    LintSetting,
    Reference,
    Retry,
    SettingValue,
    Settings,
    Target,
    Throttle,
)
from maflow.compiler.settings.parse import SETTINGS_FILE, parse_settings

__all__ = [
    "DEFAULT_PLUGIN",
    "SETTINGS_FILE",
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
    "parse_settings",
]
