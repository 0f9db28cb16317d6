"""The channel kind `email`: mail with an HTML part, a text part, or both."""

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

__all__ = ["EMAIL", "maflow_channel_kinds"]

EMAIL = ChannelKind(
    name="email",
    doc=Words("an e-mail", "电子邮件"),
    fields=(
        FieldSpec(name="subject", doc=Words("the subject line", "主题"), required=True),
        FieldSpec(
            name="html",
            doc=Words("the content as HTML", "HTML 正文"),
            type=FieldType.HTML,
            can_be_file=True,
        ),
        FieldSpec(name="text", doc=Words("the content as plain text", "纯文本正文"), can_be_file=True),
        FieldSpec(
            name="from",
            doc=Words("the sender; else the one in ma.yaml", "发件人；缺省取 ma.yaml 中的设置"),
            type=FieldType.EMAIL,
            template=False,
        ),
        FieldSpec(
            name="reply_to",
            doc=Words("where answers go", "回复地址"),
            type=FieldType.EMAIL,
            template=False,
        ),
        FieldSpec(name="preheader", doc=Words("the line that inboxes show after the subject", "预览文字")),
    ),
    needs_one_of=(("html", "text"),),
    text_fields=("subject", "html", "text", "preheader"),
    address_type=AddressType.EMAIL,
    receipts=frozenset(Receipt),
    has_unsubscribe_link=True,
)


@hookimpl
def maflow_channel_kinds(register: Callable[[ChannelKind], None]) -> None:
    """Register `email`."""
    register(EMAIL)
