"""Every built-in channel keeps the contract, and a channel that breaks it is found out."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import pytest

from maflow.plugins.catalogue import build_catalogue
from maflow.plugins.channels.console import CONSOLE
from maflow.plugins.delivery.console import ConsoleChannel
from maflow.plugins.manager import build_manager
from maflow.plugins.spec import (
    Accepted,
    CallbackReply,
    CallbackRequest,
    ChannelPlugin,
    Failed,
    OpenRequest,
    SendRequest,
    SendResult,
    SettingSpec,
    StatusQuery,
    Words,
)
from maflow.plugins.testing import (
    BrokenContract,
    ContractCase,
    HttpProvider,
    Mode,
    check_channel,
    sample_request,
)
from tests.contracts.providers import (
    FileProvider,
    MailProvider,
    PrintingProvider,
    aliyun,
    twilio,
    webhook_receiver,
    wecom,
)

PLUGINS = build_catalogue(build_manager(load_entry_points=False)).plugins
SECRET = "s3cr3t-that-is-long-enough-4711"

PUSH = sample_request("k", "push", {"title": "Hello", "body": "words"})
NUMBER = "+8613800000000"
SMS_PROVIDERS: Mapping[str, tuple[HttpProvider, SendRequest, Mapping[str, object]]] = {
    "aliyun": (
        aliyun(),
        sample_request("k", "sms", {"template": "SMS_1"}, address=NUMBER, variables={"name": "words"}),
        {"signature": "阿里云"},
    ),
    "twilio": (
        twilio(),
        sample_request("k", "sms", {"text": "words"}, address=NUMBER),
        {"sender": "+15005550006"},
    ),
}


def tried(provider: HttpProvider | MailProvider, case: Callable[[], ContractCase]) -> tuple[str, ...]:
    """Hold a built-in channel to the contract, while its provider is there."""

    async def scenario() -> tuple[str, ...]:
        async with provider:
            return await check_channel(case())

    return asyncio.run(scenario())


def test_webhook_keeps_the_contract() -> None:
    provider = webhook_receiver()

    def case() -> ContractCase:
        return ContractCase(
            plugin=PLUGINS["webhook"],
            settings={"url": provider.url, "secret": "${KEY}", "timeout": "1 second"},
            environment={"KEY": "whsec_c2VjcmV0LXRoYXQtaXMtbG9uZy1lbm91Z2gtNDcxMQ=="},
            request=sample_request("k", "webhook", {"body": "words"}),
            text_field="body",
            provider=provider,
        )

    laws = tried(provider, case)
    assert "the same key twice arrives once" in laws
    assert len(laws) == 18


def test_wecom_bot_keeps_the_contract() -> None:
    provider = wecom()

    def case() -> ContractCase:
        return ContractCase(
            plugin=PLUGINS["wecom_bot"],
            settings={"key": "${KEY}", "url": provider.url, "timeout": "1 second"},
            environment={"KEY": SECRET},
            request=sample_request("k", "wecom", {"text": "words"}),
            text_field="text",
            provider=provider,
        )

    assert len(tried(provider, case)) == 15


@pytest.mark.parametrize("name", ["aliyun", "twilio"])
def test_sms_gateway_keeps_the_contract(name: str) -> None:
    provider, request, more = SMS_PROVIDERS[name]

    def case() -> ContractCase:
        settings = {"provider": name, "url": provider.url, "account": "account", "api_key": "${KEY}"}
        return ContractCase(
            plugin=PLUGINS["sms_gateway"],
            settings={**settings, "timeout": "1 second", **more},
            environment={"KEY": SECRET},
            request=request,
            text_field="text",
            provider=provider,
        )

    laws = tried(provider, case)
    assert {"the status can be asked for", "callbacks that are not signed are refused"} < set(laws)
    assert len(laws) == 17


def test_smtp_keeps_the_contract() -> None:
    provider = MailProvider()

    def case() -> ContractCase:
        return ContractCase(
            plugin=PLUGINS["smtp"],
            settings={
                "host": "127.0.0.1",
                "port": provider.port,
                "security": "none",
                "from": "Shop <hello@shop.example>",
                "unsubscribe_url": "https://shop.example/out",
                "unsubscribe_secret": "${KEY}",
                "timeout": "1 second",
            },
            environment={"KEY": SECRET},
            request=sample_request(
                "k", "email", {"subject": "Hello", "text": "words"}, address="ann@customer.example"
            ),
            text_field="text",
            provider=provider,
        )

    assert len(tried(provider, case)) == 16


def test_file_keeps_the_contract(tmp_path: Path) -> None:
    case = ContractCase(
        plugin=PLUGINS["file"],
        settings={"path": "out/push.jsonl"},
        request=PUSH,
        text_field="body",
        provider=FileProvider(tmp_path / "out" / "push.jsonl"),
        folder=tmp_path,
    )
    assert "the same key arrives once over a restart" in asyncio.run(check_channel(case))


def test_console_keeps_the_contract() -> None:
    stream = io.StringIO()
    printing = msgspec.structs.replace(CONSOLE, open=lambda request: ConsoleChannel(request, stream))
    case = ContractCase(
        plugin=printing,
        settings={},
        request=PUSH,
        text_field="body",
        provider=PrintingProvider(stream),
    )
    assert "the same key twice arrives once" in asyncio.run(check_channel(case))


class Careless:
    """A channel that breaks what it can: the provider's trouble escapes, and secrets are told."""

    def __init__(self, request: OpenRequest) -> None:
        self._token = request.settings.text("token")
        self._provider = PROVIDER
        self._is_closed = False

    async def deliver(self, request: SendRequest) -> SendResult:
        if self._provider.mode is Mode.DOWN:
            raise ConnectionError(f"no connection with token {self._token}")
        if self._provider.mode is Mode.SILENT:
            return Failed(f"no answer to {self._token}")
        self._provider.texts.append(request.fields["body"].encode("ascii", "replace").decode()[:1000])
        return Accepted()

    async def query_status(self, query: StatusQuery) -> SendResult | None:
        return None

    def take_callback(self, request: CallbackRequest) -> CallbackReply:
        return CallbackReply()

    async def close(self) -> None:
        if self._is_closed:
            raise RuntimeError("closed already")
        self._is_closed = True

    def __repr__(self) -> str:
        return f"Careless({self._token})"


class Notebook:
    """A provider that only remembers."""

    modes = (Mode.ACCEPTS, Mode.SILENT, Mode.DOWN, Mode.GARBLED)

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.mode = Mode.ACCEPTS

    async def switch(self, mode: Mode) -> None:
        self.mode = mode

    def deliveries(self) -> list[str]:
        return list(self.texts)


PROVIDER = Notebook()


def test_a_careless_channel_is_found_out_law_by_law() -> None:
    declared = ChannelPlugin(
        name="careless",
        doc=Words("careless", "粗心"),
        kinds=("push",),
        settings=(SettingSpec(name="token", doc=Words("a token", "密钥"), required=True, secret=True),),
        open=Careless,
        is_idempotent=True,
    )
    case = ContractCase(
        plugin=declared,
        settings={"token": "${TOKEN}"},
        environment={"TOKEN": SECRET},
        request=PUSH,
        text_field="body",
        provider=PROVIDER,
    )
    with pytest.raises(BrokenContract) as raised:
        asyncio.run(check_channel(case))
    told = str(raised.value)
    assert SECRET not in told
    assert [line.partition(":")[0] for line in told.splitlines()] == [
        "it has what it declares",
        "letters of all kinds survive",
        "long texts survive",
        "the same key twice arrives once",
        "the same key arrives once over a restart",
        "a provider that is down costs no message",
        "silence leaves the outcome open",
        "nonsense is never acceptance",
        "it works again after trouble",
        "closing twice is fine",
        "secrets are never told",
    ]
