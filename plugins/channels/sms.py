"""The channel kind `sms`: text messages."""

from __future__ import annotations

from collections.abc import Callable

from maflow.plugins.spec import (
    AddressType,
    ChannelKind,
    FieldSpec,
    FieldType,
    Receipt,
    SegmentRule,
    SmsEncoding,
    Words,
    hookimpl,
)

__all__ = ["SMS", "maflow_channel_kinds"]

SMS = ChannelKind(
    name="sms",
    doc=Words("a text message", "短信"),
    fields=(
        FieldSpec(name="text", doc=Words("the text that is sent", "短信正文")),
        FieldSpec(
            name="template",
            doc=Words("the code of a template that the provider has approved", "运营商已审核的模板编号"),
            type=FieldType.CODE,
            template=False,
        ),
        FieldSpec(
            name="signature",
            doc=Words("the sender's name that stands before the text", "短信签名"),
            template=False,
            max_length=20,
        ),
    ),
    needs_one_of=(("text", "template"),),
    text_fields=("text",),
    address_type=AddressType.PHONE,
    receipts=frozenset(
        {
            Receipt.SENT,
            Receipt.ACCEPTED,
            Receipt.DELIVERED,
            Receipt.FAILED,
            Receipt.BOUNCED,
            Receipt.CLICKED,
            Receipt.UNSUBSCRIBED,
            Receipt.COMPLAINED,
        }
    ),
    segments=(SegmentRule(SmsEncoding.GSM7, 160, 153), SegmentRule(SmsEncoding.UCS2, 70, 67)),
)


@hookimpl
def maflow_channel_kinds(register: Callable[[ChannelKind], None]) -> None:
    """Register `sms`."""
    register(SMS)
