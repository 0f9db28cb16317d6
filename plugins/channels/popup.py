"""The channel kind `popup`: a box inside your app or site."""

from __future__ import annotations

from collections.abc import Callable

from maflow.plugins.spec import ChannelKind, FieldSpec, FieldType, Receipt, Words, hookimpl

__all__ = ["POPUP", "maflow_channel_kinds"]

POPUP = ChannelKind(
    name="popup",
    doc=Words("a box inside your app or site", "站内弹窗"),
    fields=(
        FieldSpec(name="title", doc=Words("the heading", "标题"), required=True),
        FieldSpec(name="body", doc=Words("the text below the heading", "正文"), required=True),
        FieldSpec(name="link", doc=Words("what the button opens", "按钮打开的链接"), type=FieldType.URL),
        FieldSpec(name="button", doc=Words("the words on the button", "按钮文字")),
        FieldSpec(name="image", doc=Words("the address of a picture", "图片地址"), type=FieldType.URL),
    ),
    text_fields=("title", "body", "button"),
    receipts=frozenset(
        {
            Receipt.SENT,
            Receipt.ACCEPTED,
            Receipt.DELIVERED,
            Receipt.FAILED,
            Receipt.OPENED,
            Receipt.CLICKED,
            Receipt.UNSUBSCRIBED,
        }
    ),
)


@hookimpl
def maflow_channel_kinds(register: Callable[[ChannelKind], None]) -> None:
    """Register `popup`."""
    register(POPUP)
