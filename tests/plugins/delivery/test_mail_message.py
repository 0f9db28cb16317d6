"""Whatever stands in a message, the e-mail made of it has these headers and no others."""

from __future__ import annotations

import email
import email.policy
from email.header import decode_header, make_header
from email.parser import HeaderParser
from email.utils import formataddr, getaddresses, parseaddr

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
    st.sampled_from(
        [
            "\r",
            "\n",
            "\r\n",
            " ",
            "Bcc: e@x.example",
            "\x00",
            "é",
            "\u2028",
            "=?utf-8?q?=0D=0ABcc:_e?=",
            "x" * 90,
        ]
    )
).map("".join)
names = st.lists(
    st.sampled_from(
        [
            "Shop",
            "Müller",
            "，",
            ",",
            "<z>",
            "a@b.example",
            '"',
            "\\",
            "=?utf-8?q?=2C?=",
            " ",
            "(x)",
            "长" * 30,
        ]
    )
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


@pytest.mark.parametrize(
    "subject",
    [
        "=?utf-8?q?Hello=0D=0ABcc:_eve=40evil.example?=",
        "for =?utf-8?b?DQoNCkhpDQo=?= you",
        "so long a subject that it does not stand on one line, " * 3 + "or does it",
        "two  blanks" * 9,
        "x" * 200,
        "很长" * 60,
        "\N{FAMILY}" * 60,
    ],
)
def test_a_subject_is_read_as_it_was_written(subject: str) -> None:
    request = msgspec.structs.replace(HELLO, fields={"subject": subject, "text": "x"})
    head, _, body = build_mail(request, SENDER, None, 0.0).content.partition(b"\r\n\r\n")
    fields = HeaderParser().parsestr(head.decode()).items()
    assert {name for name, _ in fields} <= HEADERS
    assert (
        str(make_header(decode_header(dict(fields)["Subject"].replace("\r\n", "").replace("\n", ""))))
        == subject
    )
    assert max(map(len, head.split(b"\r\n"))) <= 78
    assert body == b"x\r\n"


@given(names, names)
def test_a_sender_is_read_as_it_was_written(name: str, answers: str) -> None:
    """By the old parser of the library, which shares nothing with the one that reads addresses for us."""
    senders = {
        "From": formataddr((name, "a@shop.example")),
        "Reply-To": formataddr((answers, "b@shop.example")),
    }
    given = {header: text for header, text in senders.items() if read_address(text) is not None}
    if "From" not in given:
        return
    fields = {"subject": "s", "text": "x", "from": given["From"], "reply_to": given.get("Reply-To", "")}
    mail = build_mail(msgspec.structs.replace(HELLO, fields=fields), SENDER, None, 0.0)
    message = email.message_from_bytes(mail.content)
    for header, text in given.items():
        ((display, spec),) = getaddresses([message[header].replace("\r\n", "")])
        assert (str(make_header(decode_header(display))).split(), spec) == (
            parseaddr(text)[0].split(),
            parseaddr(text)[1],
        )


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
