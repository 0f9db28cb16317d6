"""Receipts as inputs of the engine: what became of a message is an event of its channel."""

from __future__ import annotations

from collections.abc import Mapping

from maflow.plugins.spec import Notice, Receipt, SendRequest
from maflow.runtime.core.effects import Outgoing
from maflow.runtime.core.inputs import Event, Value

__all__ = ["notice_event", "receipt_event", "send_request", "user_event"]

# What may happen to one message many times.
_REPEATED = frozenset({Receipt.OPENED, Receipt.CLICKED})


def send_request(outgoing: Outgoing, project: str, kind: str) -> SendRequest:
    """Return what a channel is asked for a message that the engine lets out."""
    return SendRequest(
        key=outgoing.key,
        project=project,
        campaign=outgoing.campaign,
        run=outgoing.run,
        node=outgoing.node,
        message=outgoing.message,
        channel=outgoing.channel,
        kind=kind,
        category=outgoing.category,
        user_id=outgoing.user_id,
        at=outgoing.at,
        address=outgoing.address,
        fields=outgoing.fields,
        variables=outgoing.variables,
        arm=outgoing.arm,
        expires_at=outgoing.expires_at,
    )


def receipt_event(
    request: SendRequest, receipt: Receipt, at: int, told: Mapping[str, Value] | None = None
) -> Event:
    """Return what became of a message; `told` are the properties of this receipt alone.

    Shape: beside the properties that the language names, `node` and `key`, for the engine's journal.
    Law: the same message and receipt give the same `id`.
    """
    return Event(
        user_id=request.user_id,
        name=f"{request.channel}.{receipt.value}",
        time=at,
        at=at,
        properties={**_properties(request), **(told or {})},
        id=f"{request.key}:{receipt.value}",
    )


def notice_event(request: SendRequest, notice: Notice, now: int) -> Event:
    """Return what a provider reported of a message, at the time it tells, which is not after now."""
    return Event(
        user_id=request.user_id,
        name=f"{request.channel}.{notice.receipt.value}",
        time=_time(notice, now),
        at=now,
        properties={**_properties(request), **_told(notice)},
        id=_notice_id(request, notice),
    )


def user_event(channel: str, user_id: str, notice: Notice, now: int) -> Event:
    """Return what a provider reported of a user whose message is no longer known."""
    return Event(
        user_id=user_id,
        name=f"{channel}.{notice.receipt.value}",
        time=_time(notice, now),
        at=now,
        properties={"channel": channel, **_told(notice)},
        id=None if notice.key is None else f"{notice.key}:{notice.receipt.value}",
    )


def _properties(request: SendRequest) -> dict[str, Value]:
    return {
        "message": request.message,
        "campaign": request.campaign,
        "run": request.run,
        "arm": request.arm,
        "channel": request.channel,
        "category": request.category,
        "node": request.node,
        "key": request.key,
    }


def _told(notice: Notice) -> dict[str, Value]:
    told: dict[str, Value] = {} if notice.reason is None else {"reason": notice.reason}
    if notice.receipt is Receipt.CLICKED:
        told["link"] = notice.link
    if notice.receipt is Receipt.BOUNCED:
        told["hard"] = notice.is_hard_bounce
    return told


def _time(notice: Notice, now: int) -> int:
    return now if notice.at is None else min(notice.at, now)


def _notice_id(request: SendRequest, notice: Notice) -> str | None:
    if notice.receipt not in _REPEATED:
        return f"{request.key}:{notice.receipt.value}"
    if notice.at is None:
        return None
    return f"{request.key}:{notice.receipt.value}:{notice.at}:{notice.link or ''}"
