"""What providers report over HTTP after a message has left."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from maflow.plugins.spec.kinds import Receipt

__all__ = ["CallbackReply", "CallbackRequest", "Notice"]


class CallbackRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request that reached the host at the address of one channel.

    Shape: names of `headers` in small letters; `query` and `headers` hold the last value of each name.
    """

    method: str
    query: Mapping[str, str] = {}
    headers: Mapping[str, str] = {}
    body: bytes = b""


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that became known of one message.

    Shape: the message is named by `key`, else by `provider_id`, else as the last one to `address`;
    `user_id` is told where the provider gives back who it was for.
    Units: `at` in UTC milliseconds, None where the provider does not say.
    """

    receipt: Receipt
    key: str | None = None
    provider_id: str | None = None
    address: str | None = None
    user_id: str | None = None
    at: int | None = None
    reason: str | None = None
    code: str | None = None
    link: str | None = None
    is_hard_bounce: bool = False


class CallbackReply(msgspec.Struct, frozen=True, kw_only=True):
    """What the host answers the provider, and what it learned."""

    status: int = 200
    content_type: str = "text/plain; charset=utf-8"
    body: bytes = b""
    notices: tuple[Notice, ...] = ()
