"""The plugin `console`, which will print messages instead of sending them.

It delivers every channel that `ma.yaml` gives no plugin. Declared only: delivery lands with the engine.
"""

from __future__ import annotations

from collections.abc import Callable

from maflow.plugins.spec import ANY_KIND, ChannelPlugin, Words, hookimpl

__all__ = ["CONSOLE", "maflow_channel_plugins"]

CONSOLE = ChannelPlugin(
    name="console",
    doc=Words("prints messages instead of sending them", "把消息打印出来，不真正发送"),
    kinds=(ANY_KIND,),
    is_idempotent=True,
)


@hookimpl
def maflow_channel_plugins(register: Callable[[ChannelPlugin], None]) -> None:
    """Register `console`."""
    register(CONSOLE)
