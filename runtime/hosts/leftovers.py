"""Tells an operator what goes where at the start, and what is left in the outbox at the end."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from maflow.runtime.dispatch.team import REQUESTS
from maflow.runtime.hosts.machinery import Lanes, Machinery
from maflow.runtime.hosts.request import Request, Teller

__all__ = ["tell_left", "tell_requests", "tell_stopping", "tell_stranded", "wait_for_channels"]

# Who waits longer than this wants to know what for.
_UNSAID_MS = 5_000


def tell_requests(lanes: Lanes, request: Request, tell: Teller) -> None:
    """Tell where requests to teams go, if the program asks any that go through no channel of its own."""
    if any(setup.channel == REQUESTS for setup in lanes.setups):
        tell("host.requests", {"place": _without_secrets(request.requests)})


async def wait_for_channels(machinery: Machinery, request: Request, tell: Teller) -> None:
    """Wait until everything has left, or until nothing has for as long as the request says."""
    try:
        async with asyncio.timeout(min(_UNSAID_MS, request.patience_ms) / 1000):
            await machinery.dispatcher.drained()
            return
    except TimeoutError:
        pass
    left = await machinery.store.outbox.left()
    served = machinery.dispatcher.setups
    count = sum(each.pending + each.unknown for channel, each in left.items() if channel in served)
    tell("host.waiting", {"pending": str(count), "seconds": f"{request.patience_ms / 1000:g}"})
    await machinery.dispatcher.drained_or_stuck(request.patience_ms)


async def tell_stranded(machinery: Machinery, tell: Teller) -> None:
    """Tell for which messages of the store there is no channel any more; they stay where they are.

    Raises: StoreError.
    """
    served = machinery.dispatcher.setups
    for channel, left in sorted((await machinery.store.outbox.left()).items()):
        if channel not in served:
            tell("host.stranded", {"channel": channel, "pending": str(left.pending + left.unknown)})


def tell_stopping(machinery: Machinery, request: Request, tell: Teller) -> None:
    """Tell what a host that was asked to stop still waits for."""
    in_hand = sum(lane.in_hand for lane in machinery.dispatcher.status().values())
    if machinery.stopping.is_set() and in_hand:
        tell("host.stopping", {"count": str(in_hand), "seconds": f"{request.grace_ms / 1000:g}"})


async def tell_left(machinery: Machinery, request: Request, tell: Teller) -> None:
    """Tell what the host leaves behind, and why, channel by channel.

    Raises: StoreError.
    """
    status = machinery.dispatcher.status()
    key = "host.left-nowhere" if request.store is None else "host.left"
    for channel, left in sorted((await machinery.store.outbox.left()).items()):
        if channel not in status:
            continue
        tell(key, {"channel": channel, "pending": str(left.pending), "unknown": str(left.unknown)})
        trouble = status[channel].last_trouble
        if trouble is not None:
            tell("host.left-trouble", {"channel": channel, "reason": trouble})


def _without_secrets(place: str) -> str:
    """Return a place without what an address may hold beside it.

    Example:
        >>> _without_secrets("https://me:secret@crm.example/asked?token=1")
        'https://crm.example/asked'
    """
    address = urlsplit(place)
    if not address.netloc:
        return place
    return f"{address.scheme}://{address.netloc.rpartition('@')[2]}{address.path}"
