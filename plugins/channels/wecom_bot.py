"""The plugin `wecom_bot`, which will post to a WeCom group through its robot.

Declared only: delivery lands with the engine.
"""

from __future__ import annotations

from collections.abc import Callable

from maflow.plugins.spec import ChannelPlugin, SettingSpec, SettingType, Words, hookimpl

__all__ = ["WECOM_BOT", "maflow_channel_plugins"]

WECOM_BOT = ChannelPlugin(
    name="wecom_bot",
    doc=Words("posts to a WeCom group through its robot", "通过群机器人发到企业微信群"),
    kinds=("wecom",),
    settings=(
        SettingSpec(name="key", doc=Words("the robot's key", "机器人 key"), required=True, secret=True),
        SettingSpec(
            name="timeout",
            doc=Words("how long to wait for an answer", "等待应答的时间"),
            type=SettingType.DURATION,
            default="10 seconds",
        ),
    ),
)


@hookimpl
def maflow_channel_plugins(register: Callable[[ChannelPlugin], None]) -> None:
    """Register `wecom_bot`."""
    register(WECOM_BOT)
