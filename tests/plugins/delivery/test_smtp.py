"""E-mails on a real server: encryption, accounts, what its codes say, and the e-mail itself."""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import dkim
import msgspec
import pytest
import trustme
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from maflow.plugins.errors import ConfigError
from maflow.plugins.spec import (
    UNSUBSCRIBE_LINK,
    Accepted,
    CallbackReply,
    CallbackRequest,
    Failed,
    Notice,
    Receipt,
    SendRequest,
    SendResult,
    Unavailable,
    Unknown,
)
from maflow.plugins.testing import sample_request
from tests.contracts.providers import MailProvider, parsed
from tests.plugins.delivery.opened import opened

_T = TypeVar("_T")

ANN = "ann@customer.example"
HELLO = sample_request("4711", "email", {"subject": "Hello", "text": "Hello, Ann"}, address=ANN)
BASE = {"host": "127.0.0.1", "security": "none", "from": "Shop <hello@shop.example>", "timeout": "2 seconds"}
UNSUBSCRIBE = {"unsubscribe_url": "https://shop.example/out", "unsubscribe_secret": "${SECRET}"}
SECRET = "s3cr3t-that-signs-links-4711"
ENVIRONMENT = {"SECRET": SECRET, "PASSWORD": "pa55w0rd"}


def mailed(
    *requests: SendRequest,
    server: MailProvider | None = None,
    then: Callable[[Any, MailProvider], Awaitable[None]] | None = None,
    **settings: object,
) -> tuple[list[SendResult], MailProvider]:
    """Deliver e-mails one after the other over one channel."""
    provider = server or MailProvider()

    async def scenario() -> list[SendResult]:
        async with provider:
            written = {**BASE, "port": provider.port, **settings}
            channel = opened("smtp", written, ENVIRONMENT, kind="email")
            results = []
            for request in requests:
                results.append(await channel.deliver(request))
                if then is not None:
                    await then(channel, provider)
            await channel.close()
            return results

    return asyncio.run(scenario()), provider


def mail(fields: dict[str, str], **settings: object) -> Any:
    """Return the e-mail that arrives, as a mail program reads it."""
    request = msgspec.structs.replace(HELLO, fields=fields)
    (result,), server = mailed(request, **settings)
    assert isinstance(result, Accepted), result
    return parsed(server.envelopes[0])


def test_an_email_arrives() -> None:
    (result,), server = mailed(HELLO)
    assert result == Accepted(provider_id="<4711@shop.example>", is_delivered=True)
    (envelope,) = server.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("hello@shop.example", [ANN])
    message = parsed(envelope)
    assert message["From"] == "Shop <hello@shop.example>"
    assert message["To"] == ANN
    assert message["Subject"] == "Hello"
    assert message["Message-ID"] == "<4711@shop.example>"
    assert message["Date"].datetime.year >= 2026
    assert message.get_content() == "Hello, Ann\r\n"
    assert message["List-Unsubscribe"] is None


def test_text_and_html_are_alternatives() -> None:
    message = mail({"subject": "Hi", "text": "plain 你好", "html": "<p>rich 你好</p>"})
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content().strip() for part in message.iter_parts()] == ["plain 你好", "<p>rich 你好</p>"]


def test_html_alone_is_one_part() -> None:
    message = mail({"subject": "Hi", "html": "<p>rich</p>"})
    assert (message.get_content_type(), message.get_content().strip()) == ("text/html", "<p>rich</p>")


def test_a_preheader_is_hidden_at_the_start_of_the_body() -> None:
    fields = {
        "subject": "Hi",
        "html": '<html><body class="x"><p>rich</p></body></html>',
        "preheader": "a < b",
    }
    content = mail(fields).get_content()
    assert content.startswith('<html><body class="x"><div style="display:none')
    assert "a &lt; b</div><p>rich</p>" in content


def test_sender_and_answers_of_a_message_go_before_the_settings() -> None:
    (result,), server = mailed(
        msgspec.structs.replace(
            HELLO, fields={**HELLO.fields, "from": "王小店 <wang@bücher.example>", "reply_to": "a@b.example"}
        )
    )
    assert isinstance(result, Accepted)
    message = parsed(server.envelopes[0])
    assert server.envelopes[0].mail_from == "wang@xn--bcher-kva.example"
    assert message["From"].addresses[0].display_name == "王小店"
    assert message["Reply-To"] == "a@b.example"
    assert message["Message-ID"] == "<4711@xn--bcher-kva.example>"


@pytest.mark.parametrize(
    "subject",
    [
        "Hello\r\nBcc: eve@evil.example",
        "Hello\nBcc: eve@evil.example\n\nbody",
        "Hello\r\n .\r\n",
        "x\x00\x0b\x0c\u2028\u2029y",
        "very long 很长 " * 80,
    ],
)
def test_no_header_can_be_smuggled_in_through_the_subject(subject: str) -> None:
    message = mail({"subject": subject, "text": "x"})
    assert message["Bcc"] is None
    assert message.get_content().strip() == "x"
    assert sorted(message.keys()) == [
        "Content-Transfer-Encoding",
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "To",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "ann@customer.example\r\nRCPT TO:<eve@evil.example>",
        "ann@customer.example> SIZE=1",
        "ann customer.example",
        "@customer.example",
        "ann@",
        "",
        "ann@customer..example",
        '"ann\r\n"@customer.example',
        "a@" + "x" * 300 + ".example",
        None,
    ],
)
def test_an_address_that_is_none_is_a_hard_bounce_and_never_reaches_the_server(address: str | None) -> None:
    (result,), server = mailed(msgspec.structs.replace(HELLO, address=address))
    assert result == Failed("the address is no e-mail address", "bad-address", is_hard_bounce=True)
    assert server.envelopes == []


def test_letters_beyond_ascii_in_an_address_need_a_server_that_takes_them() -> None:
    request = msgspec.structs.replace(HELLO, address="王@例子.example")
    (result,), server = mailed(request)
    assert isinstance(result, Accepted)
    assert server.envelopes[0].rcpt_tos == ["王@xn--fsqu00a.example"]
    assert "SMTPUTF8" in server.envelopes[0].mail_options
    (refused,), _ = mailed(request, server=WithoutUtf8())
    assert isinstance(refused, Failed)
    assert (refused.code, refused.is_hard_bounce) == ("553", False)


class WithoutUtf8(MailProvider):
    """A server of before 2012."""

    def _meet(self) -> SMTP:
        dialogue = SMTP(self, enable_SMTPUTF8=False)
        self._open.add(dialogue)
        return dialogue


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({f"RCPT {ANN}": "550 5.1.1 no such user"}, Failed("", "550", is_hard_bounce=True)),
        ({f"RCPT {ANN}": "550 no such user"}, Failed("", "550", is_hard_bounce=True)),
        ({f"RCPT {ANN}": "550 5.7.1 you are on a list"}, Failed("", "550")),
        ({f"RCPT {ANN}": "552 5.2.2 mailbox full"}, Failed("", "552")),
        ({f"RCPT {ANN}": "451 4.7.1 greylisted"}, Failed("", "451", is_permanent=False)),
        ({f"RCPT {ANN}": "421 4.3.2 shutting down"}, Unavailable("", "421")),
        ({"MAIL": "550 5.7.1 sender not allowed"}, Unavailable("", "550")),
        ({"MAIL": "451 4.3.0 try later"}, Failed("", "451", is_permanent=False)),
        ({"DATA": "554 5.7.1 looks like spam"}, Failed("", "554")),
        ({"DATA": "452 4.3.1 disk full"}, Failed("", "452", is_permanent=False)),
        ({"DATA": "421 4.3.2 shutting down"}, Unavailable("", "421")),
        ({"DATA": "299 perhaps"}, Unknown("", "299")),
    ],
)
def test_what_the_codes_of_the_server_say(answers: dict[str, str], expected: SendResult) -> None:
    server = MailProvider()
    server.answers.update(answers)
    (result,), _ = mailed(HELLO, server=server)
    assert not isinstance(result, Accepted)
    assert msgspec.structs.replace(result, reason="") == expected


def test_a_sender_that_a_message_names_is_its_own_fault() -> None:
    server = MailProvider()
    server.answers["MAIL"] = "550 5.7.1 sender not allowed"
    request = msgspec.structs.replace(HELLO, fields={**HELLO.fields, "from": "me@elsewhere.example"})
    (result,), _ = mailed(request, server=server)
    assert isinstance(result, Failed)
    assert result.is_permanent


def test_each_recipient_is_told_apart_on_one_connection() -> None:
    server = MailProvider()
    server.answers |= {"RCPT a@x.example": "550 5.1.1 no", "RCPT b@x.example": "451 4.7.1 later"}
    requests = [
        msgspec.structs.replace(HELLO, key=name, address=f"{name}@x.example") for name in ("a", "b", "c")
    ]
    results, _ = mailed(*requests, server=server)
    assert [type(result).__name__ for result in results] == ["Failed", "Failed", "Accepted"]
    assert [getattr(result, "is_permanent", None) for result in results] == [True, False, None]
    assert len(server._met) == 1


def test_a_server_that_takes_it_and_says_nothing_leaves_it_unknown() -> None:
    async def scenario() -> SendResult:
        async with MailProvider() as server:
            written = {**BASE, "port": server.port, "timeout": "200 milliseconds"}
            channel = opened("smtp", written, kind="email")
            server.turn_silent()
            result = await channel.deliver(HELLO)
            await channel.close()
            return result

    assert asyncio.run(scenario()) == Unknown("the mail server did not confirm in time", "timeout")


def test_a_connection_that_is_lost_before_the_confirmation_leaves_it_unknown() -> None:
    class HangsUp(MailProvider):
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
            server.transport.abort()
            return "250 OK"

    (result,), _ = mailed(HELLO, server=HangsUp())
    assert isinstance(result, Unknown)
    assert result.code == "connection-lost"


def test_a_connection_that_is_lost_before_the_content_costs_nothing() -> None:
    class HangsUp(MailProvider):
        async def handle_RCPT(self, server: Any, *rest: Any) -> str:
            server.transport.abort()
            return "250 OK"

    (result,), _ = mailed(HELLO, server=HangsUp())
    assert isinstance(result, Unavailable)


def test_connections_are_kept_and_made_anew_when_the_server_closed_them() -> None:
    async def hang_up(_: Any, server: MailProvider) -> None:
        server.hang_up_now()

    requests = [msgspec.structs.replace(HELLO, key=key) for key in ("a", "b", "c")]
    kept, server = mailed(*requests)
    assert [type(result) for result in kept] == [Accepted] * 3
    assert len(server._met) == 1
    lost, server = mailed(*requests, then=hang_up)
    assert [type(result) for result in lost] == [Accepted] * 3
    assert len(server.envelopes) == 3


def certificates(tmp_path: Path) -> tuple[ssl.SSLContext, str]:
    """Make an authority and a server's certificate; return what the server shows and what a client trusts."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    trusted = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(trusted))
    return context, str(trusted)


def authenticator(
    server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword
) -> AuthResult:
    is_known = (data.login, data.password) == (b"shop", b"pa55w0rd")
    return AuthResult(success=is_known, handled=is_known)


def test_starttls_and_an_account(tmp_path: Path) -> None:
    context, trusted = certificates(tmp_path)
    server = MailProvider(
        tls_context=context, require_starttls=True, authenticator=authenticator, auth_required=True
    )
    (result,), _ = mailed(
        HELLO,
        server=server,
        security="starttls",
        ca_file=trusted,
        username="shop",
        password="${PASSWORD}",
    )
    assert isinstance(result, Accepted)
    assert server._met[0].session.ssl is not None


def test_a_wrong_password_costs_no_message_and_is_not_told(tmp_path: Path) -> None:
    context, trusted = certificates(tmp_path)
    server = MailProvider(tls_context=context, authenticator=authenticator, auth_required=True)
    (result,), _ = mailed(
        HELLO, server=server, security="starttls", ca_file=trusted, username="eve", password="${PASSWORD}"
    )
    assert isinstance(result, Unavailable)
    assert result.code == "535"
    assert "pa55w0rd" not in result.reason


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    context, _ = certificates(tmp_path)
    server = MailProvider(tls_context=context)
    (result,), _ = mailed(HELLO, server=server, security="starttls")
    assert isinstance(result, Unavailable)
    assert server.envelopes == []


def test_a_server_without_starttls_gets_nothing() -> None:
    (result,), server = mailed(HELLO, security="starttls")
    assert isinstance(result, Unavailable)
    assert server.envelopes == []


def test_tls_from_the_start(tmp_path: Path) -> None:
    context, trusted = certificates(tmp_path)
    (result,), server = mailed(HELLO, server=Encrypted(context), security="tls", ca_file=trusted)
    assert isinstance(result, Accepted)
    assert len(server.envelopes) == 1


class Encrypted(MailProvider):
    """A server that speaks nothing but TLS."""

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__()
        self._context = context

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._meet, "127.0.0.1", self.port, ssl=self._context)
        self.port = self._server.sockets[0].getsockname()[1]


def link_in(message: Any) -> str:
    header = str(message["List-Unsubscribe"])
    assert header.startswith("<")
    assert header.endswith(">")
    return header[1:-1]


def test_a_promotional_email_can_be_unsubscribed_from_by_one_click() -> None:
    fields = {
        "subject": "Hi",
        "text": f"Out: {UNSUBSCRIBE_LINK}",
        "html": f'<a href="{UNSUBSCRIBE_LINK}">out</a>',
    }
    message = mail(fields, **UNSUBSCRIBE)
    link = link_in(message)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link.startswith("https://shop.example/out?t=")
    text, page = (part.get_content() for part in message.iter_parts())
    assert link in text
    assert f'href="{link}"' in page


def test_a_transactional_email_carries_no_such_header() -> None:
    request = msgspec.structs.replace(HELLO, category="transactional")
    _, server = mailed(request, **UNSUBSCRIBE)
    assert parsed(server.envelopes[0])["List-Unsubscribe"] is None


def test_a_text_with_a_link_waits_for_an_operator_who_says_where_it_leads() -> None:
    request = msgspec.structs.replace(HELLO, fields={"subject": "Hi", "text": f"Out: {UNSUBSCRIBE_LINK}"})
    (result,), server = mailed(request)
    assert isinstance(result, Unavailable)
    assert (result.code, server.envelopes) == ("no-link", [])


def clicked(
    method: str, query: dict[str, str], *, channel: str = "email", secret: str = SECRET
) -> CallbackReply:
    settings = {**BASE, **UNSUBSCRIBE}
    open_channel = opened("smtp", settings, {"SECRET": secret}, kind=channel)
    reply = open_channel.take_callback(CallbackRequest(method=method, query=query))
    assert isinstance(reply, CallbackReply)
    return reply


def token() -> dict[str, str]:
    message = mail({"subject": "Hi", "text": "x"}, **UNSUBSCRIBE)
    return {name: values[0] for name, values in parse_qs(urlsplit(link_in(message)).query).items()}


def test_the_click_of_a_mail_program_unsubscribes() -> None:
    reply = clicked("POST", token())
    assert reply.notices == (Notice(receipt=Receipt.UNSUBSCRIBED, key="4711", user_id="u1"),)
    assert reply.status == 200


def test_who_only_looks_is_asked_first() -> None:
    """Mail scanners open every link."""
    reply = clicked("GET", token())
    assert (reply.status, reply.notices) == (200, ())
    assert b'<form method="post">' in reply.body


@pytest.mark.parametrize(
    ("change", "channel", "secret"),
    [
        (lambda t: t, "email", f"{SECRET}, another"),
        (lambda t: t, "newsletter", SECRET),
        (lambda t: "X" + t[1:], "email", SECRET),
        (lambda t: t.partition(".")[0], "email", SECRET),
        (lambda t: t[:-4], "email", SECRET),
        (lambda _: "", "email", SECRET),
        (lambda _: "<script>", "email", SECRET),
        (lambda _: "你好.你好", "email", SECRET),
    ],
)
def test_a_link_that_is_not_ours_unsubscribes_nobody(
    change: Callable[[str], str], channel: str, secret: str
) -> None:
    query = {"t": change(token()["t"])}
    for method in ("GET", "POST"):
        reply = clicked(method, query, channel=channel, secret=secret)
        assert (reply.status, reply.notices) == (400, ())
        assert b"<script>" not in reply.body


def test_dkim_signs_the_headers_for_unsubscribing_too() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    ).decode()
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    record = b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)
    ENVIRONMENT["DKIM"] = private.replace("\n", "\\n")
    settings = {"dkim_domain": "shop.example", "dkim_selector": "s1", "dkim_key": "${DKIM}", **UNSUBSCRIBE}
    (result,), server = mailed(HELLO, **settings)
    assert isinstance(result, Accepted)
    content = server.envelopes[0].original_content
    assert content is not None
    assert dkim.verify(content, dnsfunc=lambda name, timeout=5: record)
    signature = str(parsed(server.envelopes[0])["DKIM-Signature"]).replace(" ", "")
    assert "list-unsubscribe:list-unsubscribe-post" in signature
    tampered = content.replace(b"https://shop.example/out", b"https://evil.example/out")
    assert not dkim.verify(tampered, dnsfunc=lambda name, timeout=5: record)


@pytest.mark.parametrize(
    ("settings", "setting"),
    [
        ({"unsubscribe_url": "https://shop.example/out"}, "unsubscribe_secret"),
        (
            {"unsubscribe_url": "https://shop.example/out", "unsubscribe_secret": "${PASSWORD}"},
            "unsubscribe_secret",
        ),
        ({"unsubscribe_url": "https://shop.example/ü", "unsubscribe_secret": "${SECRET}"}, "unsubscribe_url"),
        ({"unsubscribe_url": "https://a.example/>x", "unsubscribe_secret": "${SECRET}"}, "unsubscribe_url"),
        ({"dkim_domain": "shop.example"}, "dkim_selector"),
        (
            {"dkim_domain": "shop.example", "dkim_selector": "s1", "dkim_key": "${SECRET}"},
            "dkim_key",
        ),
        ({"ca_file": "nowhere.pem", "security": "tls"}, "ca_file"),
    ],
)
def test_settings_that_cannot_work_are_told_when_the_channel_is_opened(
    settings: dict[str, object], setting: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        opened("smtp", {**BASE, **settings}, ENVIRONMENT, kind="email")
    assert raised.value.arguments["setting"] == setting


def test_without_any_sender_messages_wait() -> None:
    (result,), _ = mailed(HELLO, **{"from": "hello@shop.example"})
    assert isinstance(result, Accepted)

    async def scenario() -> SendResult:
        written = {name: value for name, value in BASE.items() if name != "from"}
        channel = opened("smtp", written, kind="email")
        result = await channel.deliver(HELLO)
        await channel.close()
        return result

    assert isinstance(asyncio.run(scenario()), Unavailable)
