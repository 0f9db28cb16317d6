"""The channel kind `call`: a voice call that reads a script."""

from __future__ import annotations

from collections.abc import Callable

from maflow.plugins.spec import (
    AddressType,
    ChannelKind,
    FieldSpec,
    FieldType,
    Receipt,
    Words,
    hookimpl,
)

__all__ = ["CALL", "maflow_channel_kinds"]

CALL = ChannelKind(
    name="call",
    doc=Words("a voice call", "语音外呼"),
    fields=(
        FieldSpec(name="script", doc=Words("what is read out", "话术"), can_be_file=True),
        FieldSpec(
            name="template",
            doc=Words("the code of a script that the provider has approved", "运营商已审核的话术编号"),
            type=FieldType.CODE,
            template=False,
        ),
    ),
    needs_one_of=(("script", "template"),),
    text_fields=("script",),
    address_type=AddressType.PHONE,
    receipts=frozenset(
        {
            Receipt.SENT,
            Receipt.ACCEPTED,
            Receipt.DELIVERED,
            Receipt.FAILED,
            Receipt.BOUNCED,
            Receipt.UNSUBSCRIBED,
            Receipt.COMPLAINED,
        }
    ),
)


@hookimpl
def maflow_channel_kinds(register: Callable[[ChannelKind], None]) -> None:
    """Register `call`."""
    register(CALL)
