"""Opens a built-in channel for a test, as a host does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from maflow.plugins.catalogue import build_catalogue
from maflow.plugins.manager import build_manager
from maflow.plugins.opening import ChannelSetup, open_channel
from maflow.plugins.spec import OpenRequest, SendRequest, SendResult, Settings
from maflow.plugins.testing import HttpCall, HttpProvider, HttpReply

__all__ = ["PLUGINS", "answered", "opened", "request_for", "talk"]

PLUGINS = build_catalogue(build_manager(load_entry_points=False)).plugins
NOW_S = 1_794_398_400.0
_T = TypeVar("_T")


def opened(
    plugin: str,
    settings: Mapping[str, object],
    environment: Mapping[str, str] | None = None,
    *,
    kind: str = "push",
    folder: Path = Path(),
) -> Any:  # Any: each test knows which channel it gets
    """Return a channel of a plugin."""
    setup = ChannelSetup(project="shop", channel=kind, kind=kind, settings=settings)
    return open_channel(PLUGINS[plugin], setup, environment or {}, folder)


def request_for(
    plugin: str, settings: Mapping[str, object], environment: Mapping[str, str] | None = None, *, kind: str
) -> OpenRequest:
    """Return what a plugin is opened with, for a channel with a clock of its own."""
    seen: list[OpenRequest] = []
    declared = PLUGINS[plugin]
    catching = type(declared)(
        **{name: getattr(declared, name) for name in declared.__struct_fields__ if name != "open"},
        open=lambda request: seen.append(request),
    )
    setup = ChannelSetup(project="shop", channel=kind, kind=kind, settings=settings)
    open_channel(catching, setup, environment or {}, Path())
    assert isinstance(seen[0].settings, Settings)
    return seen[0]


def talk(
    provider: HttpProvider, open: Callable[[], Any], use: Callable[[Any], Awaitable[_T]]
) -> tuple[_T, list[HttpCall]]:
    """Use a channel while its provider is there; return what came of it, and what arrived."""

    async def scenario() -> _T:
        async with provider:
            channel = open()
            try:
                return await use(channel)
            finally:
                await channel.close()

    return asyncio.run(scenario()), provider.calls


def answered(
    reply: HttpReply, open: Callable[[str], Any], request: SendRequest
) -> tuple[SendResult, HttpCall]:
    """Deliver one message to a provider that answers so."""
    provider = HttpProvider(lambda _: reply, text_of=lambda _: "")
    result, calls = talk(provider, lambda: open(provider.url), lambda channel: channel.deliver(request))
    return result, calls[0]
