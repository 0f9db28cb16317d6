"""The channel kind `webhook`, and the plugin of that name that posts any kind over HTTP."""

from __future__ import annotations

from collections.abc import Callable

from maflow.plugins.spec import (
    ANY_KIND,
    Channel,
    ChannelKind,
    ChannelPlugin,
    FieldSpec,
    FieldType,
    OpenRequest,
    Receipt,
    SettingSpec,
    SettingType,
    Words,
    hookimpl,
)

__all__ = ["WEBHOOK", "WEBHOOK_PLUGIN", "maflow_channel_kinds", "maflow_channel_plugins", "open_webhook"]

WEBHOOK = ChannelKind(
    name="webhook",
    doc=Words("a request to a system of yours", "发往自有系统的请求"),
    fields=(
        FieldSpec(
            name="body",
            doc=Words("what is posted, most often JSON", "请求内容，通常是 JSON"),
            required=True,
            can_be_file=True,
        ),
        FieldSpec(
            name="content_type",
            doc=Words("the type of the body; else application/json", "内容类型，缺省 application/json"),
            type=FieldType.CODE,
            template=False,
        ),
    ),
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


def open_webhook(request: OpenRequest) -> Channel:
    """Open a channel that posts."""
    from maflow.plugins.delivery.webhook import WebhookChannel

    return WebhookChannel(request)


WEBHOOK_PLUGIN = ChannelPlugin(
    name="webhook",
    doc=Words("posts each message to an address of yours", "把每条消息发到自有地址"),
    kinds=(ANY_KIND,),
    settings=(
        SettingSpec(name="url", doc=Words("where to post", "请求地址"), type=SettingType.URL, required=True),
        SettingSpec(
            name="secret",
            doc=Words(
                "signs each request as Standard Webhooks says; base64 of 24 to 64 bytes",
                "按 Standard Webhooks 签名的密钥，24 至 64 字节的 base64",
            ),
            secret=True,
        ),
        SettingSpec(name="headers", doc=Words("further headers", "附加请求头"), type=SettingType.MAPPING),
        SettingSpec(
            name="reports",
            doc=Words("your system reports deliveries itself", "由对方系统自行回报送达"),
            type=SettingType.BOOLEAN,
            default="false",
        ),
        SettingSpec(
            name="timeout",
            doc=Words("how long to wait for an answer", "等待应答的时间"),
            type=SettingType.DURATION,
            default="10 seconds",
        ),
    ),
    open=open_webhook,
    is_idempotent=True,
    can_take_callbacks=True,
    concurrency=16,
)


@hookimpl
def maflow_channel_kinds(register: Callable[[ChannelKind], None]) -> None:
    """Register the kind `webhook`."""
    register(WEBHOOK)


@hookimpl
def maflow_channel_plugins(register: Callable[[ChannelPlugin], None]) -> None:
    """Register the plugin `webhook`."""
    register(WEBHOOK_PLUGIN)
