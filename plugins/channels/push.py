"""The channel kind `push`: notifications of an app."""

from __future__ import annotations

from collections.abc import Callable

from maflow.plugins.spec import ChannelKind, FieldSpec, FieldType, Receipt, Words, hookimpl

__all__ = ["PUSH", "maflow_channel_kinds"]

PUSH = ChannelKind(
    name="push",
    doc=Words("a notification of your app", "应用推送"),
    fields=(
        FieldSpec(name="title", doc=Words("the bold first line", "标题"), required=True),
        FieldSpec(name="body", doc=Words("the text below the title", "正文"), required=True),
        FieldSpec(name="link", doc=Words("what a tap opens", "点击后打开的链接"), type=FieldType.URL),
        FieldSpec(name="image", doc=Words("the address of a picture", "图片地址"), type=FieldType.URL),
    ),
    text_fields=("title", "body"),
    receipts=frozenset(
        {
            Receipt.SENT,
            Receipt.ACCEPTED,
            Receipt.DELIVERED,
            Receipt.FAILED,
            Receipt.BOUNCED,
            Receipt.OPENED,
            Receipt.CLICKED,
            Receipt.UNSUBSCRIBED,
        }
    ),
)


@hookimpl
def maflow_channel_kinds(register: Callable[[ChannelKind], None]) -> None:
    """Register `push`."""
    register(PUSH)
