"""The plugin `sms_gateway`, which will hand text messages to a provider over HTTP.

Declared only: delivery lands with the engine.
"""

from __future__ import annotations

from collections.abc import Callable

from maflow.plugins.spec import ChannelPlugin, SettingSpec, SettingType, Words, hookimpl

__all__ = ["SMS_GATEWAY", "maflow_channel_plugins"]

SMS_GATEWAY = ChannelPlugin(
    name="sms_gateway",
    doc=Words("hands text messages to a provider over HTTP", "通过 HTTP 短信网关发送短信"),
    kinds=("sms",),
    settings=(
        SettingSpec(
            name="url", doc=Words("the provider's address", "网关地址"), type=SettingType.URL, required=True
        ),
        SettingSpec(name="account", doc=Words("the account or key id", "账号")),
        SettingSpec(name="api_key", doc=Words("the key that proves who sends", "接口密钥"), secret=True),
        SettingSpec(name="signature", doc=Words("the signature of messages that name none", "默认签名")),
        SettingSpec(
            name="demands_signature",
            doc=Words("every text needs a signature or a template code", "每条短信必须有签名或模板编号"),
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
    can_query_status=True,
    signature_setting="demands_signature",
)


@hookimpl
def maflow_channel_plugins(register: Callable[[ChannelPlugin], None]) -> None:
    """Register `sms_gateway`."""
    register(SMS_GATEWAY)
