"""The channel kind `wecom`: messages in WeCom (企业微信)."""

from __future__ import annotations

from collections.abc import Callable

from maflow.plugins.spec import ChannelKind, FieldSpec, FieldType, Receipt, Words, hookimpl

__all__ = ["WECOM", "maflow_channel_kinds"]

WECOM = ChannelKind(
    name="wecom",
    doc=Words("a message in WeCom", "企业微信消息"),
    fields=(
        FieldSpec(name="text", doc=Words("the text of the message", "正文"), required=True),
        FieldSpec(name="title", doc=Words("makes a card with this heading", "卡片标题")),
        FieldSpec(name="link", doc=Words("what the card opens", "卡片打开的链接"), type=FieldType.URL),
        FieldSpec(name="image", doc=Words("the address of a picture", "图片地址"), type=FieldType.URL),
    ),
    text_fields=("text", "title"),
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
    """Register `wecom`."""
    register(WECOM)
