"""The plugin `smtp`, which hands e-mails to a mail server."""

from __future__ import annotations

from collections.abc import Callable

from maflow.plugins.spec import Channel, ChannelPlugin, OpenRequest, SettingSpec, SettingType, Words, hookimpl

__all__ = ["SMTP", "maflow_channel_plugins", "open_smtp"]


def open_smtp(request: OpenRequest) -> Channel:
    """Open a channel that sends e-mails."""
    from maflow.plugins.delivery.smtp import SmtpChannel

    return SmtpChannel(request)


SMTP = ChannelPlugin(
    name="smtp",
    doc=Words("hands e-mails to a mail server", "通过邮件服务器发送邮件"),
    kinds=("email",),
    settings=(
        SettingSpec(name="host", doc=Words("the server's name", "服务器地址"), required=True),
        SettingSpec(
            name="port",
            doc=Words(
                "the server's port; else 587, 465 with tls, 25 with none",
                "端口；缺省 587，tls 为 465，none 为 25",
            ),
            type=SettingType.INTEGER,
        ),
        SettingSpec(name="username", doc=Words("the account", "账号")),
        SettingSpec(name="password", doc=Words("the account's password", "密码"), secret=True),
        SettingSpec(
            name="security",
            doc=Words("how the connection is protected", "连接加密方式"),
            type=SettingType.CHOICE,
            choices=("starttls", "tls", "none"),
            default="starttls",
        ),
        SettingSpec(
            name="ca_file",
            doc=Words("certificates to trust beside the system's", "除系统证书外信任的证书文件"),
            type=SettingType.PATH,
        ),
        SettingSpec(
            name="from",
            doc=Words("the sender of messages that name none", "默认发件人"),
            type=SettingType.EMAIL,
        ),
        SettingSpec(
            name="timeout",
            doc=Words("how long to wait for the server", "等待服务器的时间"),
            type=SettingType.DURATION,
            default="30 seconds",
        ),
        SettingSpec(
            name="unsubscribe_url",
            doc=Words("the address of the one-click unsubscribe page", "一键退订地址"),
            type=SettingType.URL,
        ),
        SettingSpec(
            name="unsubscribe_secret",
            doc=Words("signs unsubscribe links; at least 24 bytes", "退订链接的签名密钥，至少 24 字节"),
            secret=True,
        ),
        SettingSpec(name="dkim_domain", doc=Words("the domain that signs", "DKIM 域名")),
        SettingSpec(name="dkim_selector", doc=Words("the selector of the key", "DKIM 选择器")),
        SettingSpec(name="dkim_key", doc=Words("the private key", "DKIM 私钥"), secret=True),
    ),
    open=open_smtp,
    can_take_callbacks=True,
    concurrency=4,
)


@hookimpl
def maflow_channel_plugins(register: Callable[[ChannelPlugin], None]) -> None:
    """Register `smtp`."""
    register(SMTP)
