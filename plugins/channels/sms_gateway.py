"""The plugin `sms_gateway`, which hands text messages to a provider over HTTP, Aliyun's way or Twilio's."""

from __future__ import annotations

from collections.abc import Callable

from maflow.plugins.spec import Channel, ChannelPlugin, OpenRequest, SettingSpec, SettingType, Words, hookimpl

__all__ = ["SMS_GATEWAY", "maflow_channel_plugins", "open_sms_gateway"]


def open_sms_gateway(request: OpenRequest) -> Channel:
    """Open a channel to the provider that the settings name."""
    if request.settings.text("provider") == "twilio":
        from maflow.plugins.delivery.twilio_sms import TwilioSmsChannel

        return TwilioSmsChannel(request)
    from maflow.plugins.delivery.aliyun_sms import AliyunSmsChannel

    return AliyunSmsChannel(request)


SMS_GATEWAY = ChannelPlugin(
    name="sms_gateway",
    doc=Words("hands text messages to a provider over HTTP", "通过 HTTP 短信网关发送短信"),
    kinds=("sms",),
    settings=(
        SettingSpec(
            name="provider",
            doc=Words("whose interface the provider speaks", "接口类型"),
            type=SettingType.CHOICE,
            choices=("aliyun", "twilio"),
            default="aliyun",
        ),
        SettingSpec(
            name="url", doc=Words("the provider's address", "网关地址"), type=SettingType.URL, required=True
        ),
        SettingSpec(name="account", doc=Words("the account or key id", "账号")),
        SettingSpec(name="api_key", doc=Words("the key that proves who sends", "接口密钥"), secret=True),
        SettingSpec(
            name="sender",
            doc=Words("the number, or the messaging service, that sends (twilio)", "发送号码（twilio）"),
        ),
        SettingSpec(name="signature", doc=Words("the signature of messages that name none", "默认签名")),
        SettingSpec(
            name="demands_signature",
            doc=Words("every text needs a signature or a template code", "每条短信必须有签名或模板编号"),
            type=SettingType.BOOLEAN,
            default="false",
        ),
        SettingSpec(
            name="variables",
            doc=Words(
                "how a template names its variables; usual is by names with aliyun, by numbers with twilio",
                "模板变量的命名方式；usual 指 aliyun 用名称，twilio 用序号",
            ),
            type=SettingType.CHOICE,
            choices=("usual", "names", "numbers"),
            default="usual",
        ),
        SettingSpec(
            name="callback_url",
            doc=Words("where the provider reaches this host (twilio)", "服务商回调本机的地址（twilio）"),
            type=SettingType.URL,
        ),
        SettingSpec(
            name="callback_secret",
            doc=Words(
                "the token in the address that the provider calls back (aliyun); at least 24 bytes",
                "回调地址中的 token（aliyun），至少 24 字节",
            ),
            secret=True,
        ),
        SettingSpec(
            name="timeout",
            doc=Words("how long to wait for an answer", "等待应答的时间"),
            type=SettingType.DURATION,
            default="10 seconds",
        ),
    ),
    open=open_sms_gateway,
    can_query_status=True,
    can_take_callbacks=True,
    concurrency=16,
    signature_setting="demands_signature",
)


@hookimpl
def maflow_channel_plugins(register: Callable[[ChannelPlugin], None]) -> None:
    """Register `sms_gateway`."""
    register(SMS_GATEWAY)
