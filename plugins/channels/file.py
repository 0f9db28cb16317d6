"""The plugin `file`, which will append messages to a file as JSON Lines.

Declared only: delivery lands with the engine.
"""

from __future__ import annotations

from collections.abc import Callable

from maflow.plugins.spec import ANY_KIND, ChannelPlugin, SettingSpec, SettingType, Words, hookimpl

__all__ = ["FILE", "maflow_channel_plugins"]

FILE = ChannelPlugin(
    name="file",
    doc=Words("appends messages to a file, one JSON object a line", "把消息逐行写入 JSON Lines 文件"),
    kinds=(ANY_KIND,),
    settings=(
        SettingSpec(
            name="path", doc=Words("the file to append to", "目标文件"), type=SettingType.PATH, required=True
        ),
    ),
    is_idempotent=True,
)


@hookimpl
def maflow_channel_plugins(register: Callable[[ChannelPlugin], None]) -> None:
    """Register `file`."""
    register(FILE)
