"""The plugin `file`, which appends messages to a file as JSON Lines."""

from __future__ import annotations

from collections.abc import Callable

from maflow.plugins.spec import (
    ANY_KIND,
    Channel,
    ChannelPlugin,
    OpenRequest,
    SettingSpec,
    SettingType,
    Words,
    hookimpl,
)

__all__ = ["FILE", "maflow_channel_plugins", "open_file"]


def open_file(request: OpenRequest) -> Channel:
    """Open a channel that writes a file."""
    from maflow.plugins.delivery.json_lines import FileChannel

    return FileChannel(request)


FILE = ChannelPlugin(
    name="file",
    doc=Words("appends messages to a file, one JSON object a line", "把消息逐行写入 JSON Lines 文件"),
    kinds=(ANY_KIND,),
    settings=(
        SettingSpec(
            name="path", doc=Words("the file to append to", "目标文件"), type=SettingType.PATH, required=True
        ),
    ),
    open=open_file,
    is_idempotent=True,
    concurrency=512,
)


@hookimpl
def maflow_channel_plugins(register: Callable[[ChannelPlugin], None]) -> None:
    """Register `file`."""
    register(FILE)
