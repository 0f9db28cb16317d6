"""What a line of a test expects, and what was found instead, as sentences."""

from __future__ import annotations

from typing import assert_never

from maflow.dsl.diagnostics import Text, items
from maflow.runtime.program.scenarios import (
    Expectation,
    ExpectedBlock,
    ExpectedMember,
    ExpectedNothing,
    ExpectedRefusal,
    ExpectedRun,
    ExpectedSend,
    ExpectedTag,
    ExpectedWait,
    ReceiptArrives,
)
from maflow.runtime.scenario.expectations import OfState
from maflow.runtime.scenario.outcome import Unmet

__all__ = ["content_text", "expected_text", "point_text", "receipt_text", "state_text"]


def expected_text(expected: Expectation, time: str) -> Text:
    """Return what a line expects at a local time."""
    match expected:
        case ExpectedSend():
            return _send_text(expected, time)
        case ExpectedBlock(user=user, message=message, reason=reason):
            told = {"message": message, "user": user, "time": time, "reason": reason}
            return Text("test.expected.block", told)
        case ExpectedNothing(user=None):
            return Text("test.expected.nothing", {"time": time})
        case ExpectedNothing(user=user):
            return Text("test.expected.nothing-to", {"user": user or "", "time": time})
        case ExpectedMember(user=user, predicate=audience, is_negated=is_negated):
            key = "test.expected.no-member" if is_negated else "test.expected.member"
            return Text(key, {"user": user, "audience": audience, "time": time})
        case ExpectedTag(user=user, tag=tag):
            return Text("test.expected.tag", {"user": user, "tag": tag, "time": time})
        case ExpectedWait():
            return _run_text("wait", expected, time)
        case ExpectedRun(record=record):
            return _run_text(record.value, expected, time)
        case ExpectedRefusal(reason=reason):
            return _run_text("refusal", expected, time, reason=reason)
        case _ as never:
            assert_never(never)


def point_text(expected: Expectation) -> Text:
    """Return what is said under the carets of a line that is not met."""
    match expected:
        case ExpectedSend():
            return Text("test.point.send")
        case ExpectedBlock():
            return Text("test.point.block")
        case ExpectedNothing():
            return Text("test.point.nothing")
        case ExpectedMember() | ExpectedTag() | ExpectedWait():
            return Text("test.point.state")
        case ExpectedRun() | ExpectedRefusal():
            return Text("test.point.record")
        case _ as never:
            assert_never(never)


def state_text(expected: OfState, found: Unmet) -> Text:
    """Return how it was instead."""
    match expected:
        case ExpectedMember(user=user, predicate=audience, is_negated=is_negated):
            key = "test.happened.member" if is_negated else "test.happened.no-member"
            return Text(key, {"user": user, "audience": audience})
        case ExpectedTag(user=user, tag=tag):
            return Text("test.happened.no-tag", {"user": user, "tag": tag})
        case ExpectedWait(user=user):
            if not found.waiting:
                return Text("test.happened.no-wait", {"user": user})
            campaigns = items(f"`{campaign}`" for campaign in found.waiting)
            return Text("test.happened.waits-elsewhere", {"user": user, "campaigns": campaigns})
        case _ as never:
            assert_never(never)


def content_text(message: str, field: str, text: str) -> Text:
    """Return what stands in a field of a message that was sent."""
    return Text("test.happened.text", {"message": message, "field": field, "text": _written(text)})


def receipt_text(receipt: ReceiptArrives, time: str) -> Text:
    """Return what a receipt takes for granted."""
    told = {"message": receipt.message, "channel": receipt.channel, "user": receipt.user, "time": time}
    return Text("test.expected.receipt", told)


def _send_text(expected: ExpectedSend, time: str) -> Text:
    told = {
        "message": expected.message,
        "channel": expected.channel,
        "user": expected.user,
        "time": time,
    }
    if expected.containing is None:
        return Text("test.expected.send", told)
    return Text("test.expected.send-containing", {**told, "text": _written(expected.containing)})


def _written(text: str) -> str:
    """Return a text with its backslashes as a file has them: a line end is shown as an escape later on."""
    return text.replace("\\", "\\\\")


def _run_text(
    what: str, expected: ExpectedWait | ExpectedRun | ExpectedRefusal, time: str, **more: str
) -> Text:
    told = {"user": expected.user, "time": time, **more}
    if expected.campaign is None:
        return Text(f"test.expected.{what}-anywhere", told)
    return Text(f"test.expected.{what}", {**told, "campaign": expected.campaign})
