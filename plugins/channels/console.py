"""The plugin `console`, which prints messages instead of sending them.

It delivers every channel that `ma.yaml` gives no plugin.
"""

from __future__ import annotations

from collections.abc import Callable

from maflow.plugins.spec import ANY_KIND, Channel, ChannelPlugin, OpenRequest, Words, hookimpl

__all__ = ["CONSOLE", "maflow_channel_plugins", "open_console"]


def open_console(request: OpenRequest) -> Channel:
    """Open a channel that prints."""
    # Imported here, as in every channel: who only checks a project does not pay for what delivers.
    from maflow.plugins.delivery.console import ConsoleChannel

    return ConsoleChannel(request)


CONSOLE = ChannelPlugin(
    name="console",
    doc=Words("prints messages instead of sending them", "把消息打印出来，不真正发送"),
    kinds=(ANY_KIND,),
    open=open_console,
    is_idempotent=True,
    concurrency=64,
)


@hookimpl
def maflow_channel_plugins(register: Callable[[ChannelPlugin], None]) -> None:
    """Register `console`."""
    register(CONSOLE)
