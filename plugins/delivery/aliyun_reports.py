"""What Aliyun pushes over HTTP: what became of text messages, and what people answered.

Source: https://help.aliyun.com/zh/sms/developer-reference/smsreport-2
"""

from __future__ import annotations

import datetime
import hmac
import re
from http import HTTPStatus

import msgspec

from maflow.plugins.delivery.foreign_json import ForeignJsonError, read_json
from maflow.plugins.spec import CallbackReply, Notice, Receipt

__all__ = ["is_for_us", "read_reports"]

_BEIJING = datetime.timezone(datetime.timedelta(hours=8))
_CHINESE = re.compile(r"(?:\+?86)?(1\d{10})")
_TAKEN = b'{"code":0,"msg":"OK"}'
_STOP = frozenset({"t", "td", "n", "q", "stop", "退订", "退", "取消订阅"})


class _Report(msgspec.Struct):
    """One element of what is pushed: a report has `success`, an answer of a person `content`."""

    phone_number: str = ""
    success: bool | None = None
    content: str | None = None
    report_time: str = ""
    send_time: str = ""
    err_code: str = ""
    err_msg: str = ""
    biz_id: str | None = None
    out_id: str | None = None


def is_for_us(secret: str, token: str) -> bool:
    """Tell whether a callback came to the address that only the provider knows; never without a secret."""
    return bool(secret) and hmac.compare_digest(secret.encode(), token.encode())


def read_reports(body: bytes) -> CallbackReply:
    """Return what is pushed, and the answer that keeps it from being pushed again."""
    try:
        reports = read_json(body, list[_Report])
    except ForeignJsonError as error:
        return CallbackReply(status=HTTPStatus.BAD_REQUEST, body=str(error).encode())
    notices = tuple(notice for notice in map(_notice, reports) if notice is not None)
    return CallbackReply(content_type="application/json", body=_TAKEN, notices=notices)


def _notice(report: _Report) -> Notice | None:
    if report.success is None:
        is_stop = (report.content or "").strip().lower() in _STOP
        at = _moment(report.send_time)
        return Notice(receipt=Receipt.UNSUBSCRIBED, address=_address(report), at=at) if is_stop else None
    return Notice(
        receipt=Receipt.DELIVERED if report.success else Receipt.FAILED,
        key=report.out_id or None,
        provider_id=report.biz_id or None,
        address=_address(report),
        at=_moment(report.report_time),
        reason=None if report.success else report.err_msg or report.err_code,
        code=report.err_code or None,
    )


def _address(report: _Report) -> str | None:
    """Return the number as users have it."""
    chinese = _CHINESE.fullmatch(report.phone_number)
    number = f"86{chinese[1]}" if chinese else report.phone_number.removeprefix("+")
    return f"+{number}" if number else None


def _moment(text: str) -> int | None:
    try:
        local = datetime.datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=_BEIJING)
    except ValueError:
        return None
    return int(local.timestamp() * 1000)
