"""Whatever stands in a message, the e-mail made of it has these headers and no others."""

from __future__ import annotations

import email
import email.policy

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.plugins.delivery.mail_message import MailFault, build_mail, read_address
from maflow.plugins.testing import sample_request

HELLO = sample_request("4711", "email", {"subject": "Hello", "text": "Hi"}, address="ann@customer.example")
SENDER = "Shop <hello@shop.example>"
HEADERS = {
    "Message-ID",
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
}
texts = st.text() | st.lists(
    st.sampled_from(["\r", "\n", "\r\n", " ", "Bcc: e@x.example", "\x00", "é", "\u2028"])
).map("".join)


@given(
    st.fixed_dictionaries(
        {"subject": texts, "text": texts, "html": texts, "preheader": texts, "reply_to": texts}
    )
)
def test_only_our_headers_whatever_stands_in_the_fields(fields: dict[str, str]) -> None:
    request = msgspec.structs.replace(HELLO, fields=fields)
    mail = build_mail(request, SENDER, "https://shop.example/out?t=x", 0.0)
    assert mail.content.isascii()
    message = email.message_from_bytes(mail.content, policy=email.policy.default)
    assert set(message.keys()) <= HEADERS
    assert len(message.keys()) == len(set(message.keys()))
    assert (message["To"], mail.recipient) == ("ann@customer.example", "ann@customer.example")


@given(texts, texts)
def test_an_address_that_is_read_can_stand_in_a_command_and_in_a_header(before: str, after: str) -> None:
    address = read_address(f"{before}ann@customer.example{after}")
    if address is not None:
        assert not set(address.addr_spec) & set('\r\n\0 <>"')
        assert address.domain.isascii()


@pytest.mark.parametrize("line", ["x" * 2_000, "你" * 2_000])
def test_no_line_is_longer_than_a_server_must_take(line: str) -> None:
    request = msgspec.structs.replace(HELLO, fields={"subject": "s", "text": line, "html": line})
    mail = build_mail(request, SENDER, None, 0.0)
    assert max(map(len, mail.content.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(("sender", "code"), [("", "no-sender"), ("nobody", "no-sender")])
def test_without_a_sender_there_is_no_email(sender: str, code: str) -> None:
    with pytest.raises(MailFault) as raised:
        build_mail(HELLO, sender, None, 0.0)
    assert raised.value.code == code
