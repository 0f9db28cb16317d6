"""The plugin `wecom_bot`, which posts to a WeCom group through its robot."""

from __future__ import annotations

from collections.abc import Callable

from maflow.plugins.spec import Channel, ChannelPlugin, OpenRequest, SettingSpec, SettingType, Words, hookimpl

__all__ = ["WECOM_BOT", "maflow_channel_plugins", "open_wecom_bot"]


def open_wecom_bot(request: OpenRequest) -> Channel:
    """Open a channel that posts to a group."""
    from maflow.plugins.delivery.wecom_bot import WeComBotChannel

    return WeComBotChannel(request)


WECOM_BOT = ChannelPlugin(
    name="wecom_bot",
    doc=Words("posts to a WeCom group through its robot", "通过群机器人发到企业微信群"),
    kinds=("wecom",),
    settings=(
        SettingSpec(name="key", doc=Words("the robot's key", "机器人 key"), required=True, secret=True),
        SettingSpec(
            name="format",
            doc=Words("how the text is written", "正文格式"),
            type=SettingType.CHOICE,
            choices=("text", "markdown"),
            default="text",
        ),
        SettingSpec(
            name="url",
            doc=Words("where the robot lives", "机器人接口地址"),
            type=SettingType.URL,
            default="https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
        ),
        SettingSpec(
            name="timeout",
            doc=Words("how long to wait for an answer", "等待应答的时间"),
            type=SettingType.DURATION,
            default="10 seconds",
        ),
    ),
    open=open_wecom_bot,
    concurrency=2,
)


@hookimpl
def maflow_channel_plugins(register: Callable[[ChannelPlugin], None]) -> None:
    """Register `wecom_bot`."""
    register(WECOM_BOT)
