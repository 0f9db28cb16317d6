"""What becomes of a row: after an attempt, after a question, when its time is over, when a provider reports.

Functions of what they are given, without a clock and without I/O. Law: after an unknown outcome a channel
that is not idempotent is asked, if it can be, and never sent to again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

import msgspec

from maflow.plugins.spec import Accepted, Failed, Notice, Receipt, SendResult, Unavailable, Unknown
from maflow.runtime.core.inputs import Event, Value
from maflow.runtime.dispatch.outbox import OutboxRow, RowState, Settlement
from maflow.runtime.dispatch.policy import Pauses, Retry, jittered
from maflow.runtime.dispatch.receipts import notice_event, receipt_event

__all__ = [
    "INTERRUPTED",
    "Rules",
    "after_answer",
    "after_attempt",
    "after_expiry",
    "after_notice",
    "is_expired",
]

INTERRUPTED = Unknown("the host stopped while it was handed over", "interrupted")
"""What became of a message that was in hand when the host was stopped or killed."""

_EXPIRED = "expired"

_PROVES_ACCEPTANCE = frozenset(
    {Receipt.ACCEPTED, Receipt.DELIVERED, Receipt.OPENED, Receipt.CLICKED, Receipt.COMPLAINED}
)
_PROVES_FAILURE = frozenset({Receipt.FAILED, Receipt.BOUNCED})
# Nothing more is to be asked of such a message.
_SAYS_ENOUGH = (_PROVES_ACCEPTANCE | _PROVES_FAILURE) - {Receipt.ACCEPTED}


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What the outcomes of one channel depend on; `receipts` are the names that its kind has.

    `follows`: it is asked whether what was accepted has arrived, because nobody else says so.
    """

    is_idempotent: bool
    can_query: bool
    follows: bool = False
    retry: Retry = Retry()
    pauses: Pauses = Pauses()
    seed: int = 0
    receipts: frozenset[str] = frozenset(receipt.value for receipt in Receipt)

    def must_ask(self, row: OutboxRow) -> bool:
        """Tell whether a row may be asked for only, and not be sent."""
        return row.is_accepted or (row.is_doubtful and not self.is_idempotent)


def is_expired(row: OutboxRow, now: int) -> bool:
    """Tell whether a message is worth nothing any more."""
    return row.request.expires_at is not None and now >= row.request.expires_at


def after_attempt(row: OutboxRow, result: SendResult, now: int, rules: Rules) -> Settlement:
    """Return what becomes of a row that was handed over."""
    match result:
        case Accepted():
            return _accepted(row, result, now, rules)
        case Failed(is_permanent=True):
            return _failed(row, result, now, rules)
        case Failed():
            return _refused(row, result, now, rules)
        case Unavailable():
            return _unsent(row, result, now, rules)
        case Unknown():
            return _lost(row, result, now, rules)
        case _ as never:
            assert_never(never)


def after_answer(row: OutboxRow, answer: SendResult | None, now: int, rules: Rules) -> Settlement:
    """Return what becomes of a row that was asked for. What failed then has left: it is not sent again."""
    if row.is_accepted:
        return _followed(row, answer, now, rules)
    match answer:
        case Accepted():
            return _accepted(row, answer, now, rules)
        case Failed():
            return _failed(row, answer, now, rules)
        case Unavailable() | Unknown() | None:
            return Settlement(row=_changed(row, RowState.UNKNOWN, _next_question(row, now, rules)))
        case _ as never:
            assert_never(never)


def after_expiry(row: OutboxRow, now: int, rules: Rules) -> Settlement:
    """Return what becomes of a row whose time is over: failed, unless an attempt may have arrived."""
    if row.is_doubtful:
        settled = Settlement(row=_changed(row, RowState.UNKNOWN, None))
    else:
        settled = _failed(row, Failed(_EXPIRED, _EXPIRED), now, rules)
    return msgspec.structs.replace(settled, was=row.state)


def after_notice(row: OutboxRow, notice: Notice, now: int) -> Settlement:
    """Return what a provider's report changes: it settles what was unknown."""
    events = [] if row.request.asks else [notice_event(row.request, notice, now)]
    state = row.state
    if row.state is RowState.UNKNOWN and notice.receipt in _PROVES_ACCEPTANCE:
        state = RowState.ACCEPTED
        if events and notice.receipt is not Receipt.ACCEPTED:
            events.insert(0, receipt_event(row.request, Receipt.ACCEPTED, now))
    elif row.state is RowState.UNKNOWN and notice.receipt in _PROVES_FAILURE:
        state = RowState.FAILED
    is_known = row.state is RowState.ACCEPTED and notice.receipt in _SAYS_ENOUGH
    due_at = row.due_at if state is row.state and not is_known else None
    return Settlement(row=_changed(row, state, due_at), was=row.state, receipts=tuple(events))


def _accepted(row: OutboxRow, result: Accepted, now: int, rules: Rules) -> Settlement:
    receipts = [Receipt.ACCEPTED, Receipt.DELIVERED] if result.is_delivered else [Receipt.ACCEPTED]
    kept = msgspec.structs.replace(row, provider_id=result.provider_id or row.provider_id, queries=0)
    due_at = None if result.is_delivered else _next_look(kept, now, rules)
    accepted = _changed(kept, RowState.ACCEPTED, due_at)
    return Settlement(row=accepted, receipts=_events(row, receipts, now, rules))


def _followed(row: OutboxRow, answer: SendResult | None, now: int, rules: Rules) -> Settlement:
    """Return what becomes of an accepted row: it stays accepted, and what is known now is told."""
    kept = msgspec.structs.replace(row, is_accepted=False)
    match answer:
        case Accepted(is_delivered=True):
            receipts = _events(row, [Receipt.DELIVERED], now, rules)
            return Settlement(row=_changed(kept, RowState.ACCEPTED, None), receipts=receipts)
        case Failed():
            failed = _failed(row, answer, now, rules)
            return Settlement(row=_changed(kept, RowState.ACCEPTED, None, answer), receipts=failed.receipts)
        case Accepted() | Unavailable() | Unknown() | None:
            return Settlement(row=_changed(kept, RowState.ACCEPTED, _next_look(kept, now, rules)))
        case _ as never:
            assert_never(never)


def _failed(row: OutboxRow, result: Failed, now: int, rules: Rules) -> Settlement:
    is_bounce = result.is_hard_bounce and Receipt.BOUNCED.value in rules.receipts
    told: dict[str, Value] = (
        {"reason": result.reason, "hard": True} if is_bounce else {"reason": result.reason}
    )
    receipt = Receipt.BOUNCED if is_bounce else Receipt.FAILED
    failed = _changed(row, RowState.FAILED, None, result)
    return Settlement(row=failed, receipts=_events(row, [receipt], now, rules, told))


def _refused(row: OutboxRow, result: Failed, now: int, rules: Rules) -> Settlement:
    if row.attempts < rules.retry.attempts:
        wait = max(_pause(row, rules), result.retry_after_ms or 0)
        return Settlement(row=_pending(row, now + wait, result))
    if row.is_doubtful:
        return Settlement(row=_changed(row, RowState.UNKNOWN, None, result))
    return _failed(row, result, now, rules)


def _unsent(row: OutboxRow, result: Unavailable, now: int, rules: Rules) -> Settlement:
    # It was the channel's fault: the message has lost no attempt. The rest that a provider asks for is kept
    # by the channel's breaker: once it is over, or an operator starts anew, no message waits for longer.
    kept = msgspec.structs.replace(row, attempts=row.attempts - 1)
    return Settlement(row=_pending(kept, now + _pause(row, rules), result))


def _lost(row: OutboxRow, result: Unknown, now: int, rules: Rules) -> Settlement:
    doubtful = msgspec.structs.replace(row, is_doubtful=True)
    if not rules.is_idempotent:
        due_at = _next_question(row, now, rules)
        return Settlement(row=_changed(doubtful, RowState.UNKNOWN, due_at, result))
    if result is INTERRUPTED and rules.retry.attempts > 1:
        # It was the host's fault: however often that ends, the message has lost no attempt.
        kept = msgspec.structs.replace(doubtful, attempts=row.attempts - 1)
        return Settlement(row=_pending(kept, now + _pause(row, rules), result))
    if row.attempts < rules.retry.attempts:
        return Settlement(row=_pending(doubtful, now + _pause(row, rules), result))
    return Settlement(row=_changed(doubtful, RowState.UNKNOWN, None, result))


def _pause(row: OutboxRow, rules: Rules) -> int:
    return jittered(rules.retry.ceiling(row.attempts), rules.seed, row.request.key, row.attempts)


def _next_question(row: OutboxRow, now: int, rules: Rules) -> int | None:
    asking = rules.pauses.asking
    if rules.is_idempotent or not rules.can_query or row.queries >= asking.attempts:
        return None
    return now + asking.ceiling(row.queries + 1)


def _next_look(row: OutboxRow, now: int, rules: Rules) -> int | None:
    """Return when to ask whether an accepted message has arrived; a last time when its validity ends."""
    pauses, request = rules.pauses, row.request
    end = request.expires_at or (row.attempted_at or request.at) + pauses.followed_ms
    if not rules.follows or request.asks or now >= end or row.queries >= pauses.following.attempts:
        return None
    return min(now + pauses.following.ceiling(row.queries + 1), end)


def _pending(row: OutboxRow, due_at: int, trouble: Failed | Unavailable | Unknown) -> OutboxRow:
    expires_at = row.request.expires_at
    # No later than its end, so that its failure is known on time.
    due_at = due_at if expires_at is None else min(due_at, expires_at)
    return _changed(row, RowState.PENDING, due_at, trouble)


def _changed(
    row: OutboxRow,
    state: RowState,
    due_at: int | None,
    trouble: Failed | Unavailable | Unknown | None = None,
) -> OutboxRow:
    changed = msgspec.structs.replace(row, state=state, due_at=due_at)
    if trouble is None:
        return changed
    return msgspec.structs.replace(changed, reason=trouble.reason, code=trouble.code)


def _events(
    row: OutboxRow, receipts: list[Receipt], at: int, rules: Rules, told: Mapping[str, Value] | None = None
) -> tuple[Event, ...]:
    # What is asked of a team is no message: nothing that campaigns look at becomes of it.
    known = (receipt for receipt in receipts if receipt.value in rules.receipts and not row.request.asks)
    return tuple(receipt_event(row.request, receipt, at, told) for receipt in known)
