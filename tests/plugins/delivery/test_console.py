"""What is printed, and what is not."""

from __future__ import annotations

import asyncio
import io

import msgspec
import pytest

from maflow.plugins.delivery import console
from maflow.plugins.delivery.console import ConsoleChannel
from maflow.plugins.spec import Accepted, SendRequest, Unavailable
from maflow.plugins.testing import sample_request
from tests.plugins.delivery.opened import opened, request_for

REQUEST = sample_request(
    "k1", "push", {"title": "Still thinking?", "body": "Your cart is waiting.\nCome back."}
)


def printed(*requests: SendRequest, encoding: str = "utf-8") -> str:
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding=encoding, newline="\n")
    channel = ConsoleChannel(request_for("console", {}, kind="push"), stream)
    for request in requests:
        assert asyncio.run(channel.deliver(request)) == Accepted(is_delivered=True)
    return buffer.getvalue().decode(encoding)


def test_a_message_is_a_line_and_its_fields() -> None:
    assert printed(REQUEST) == (
        "push to u1 (cart_recovery / cart_reminder)\n"
        "  title  Still thinking?\n"
        "  body   Your cart is waiting.\n"
        "         Come back.\n"
    )


def test_the_address_and_the_variables_of_a_template_are_shown() -> None:
    request = sample_request(
        "k", "sms", {"template": "SMS_1"}, address="+8613800000000", variables={"name": "Ann", "sum": "80"}
    )
    assert printed(request) == (
        "sms to u1 +8613800000000 (cart_recovery / cart_reminder)\n"
        "  template  SMS_1\n"
        "  name = Ann, sum = 80\n"
    )


def test_what_is_asked_of_people_says_of_whom_and_about_whom() -> None:
    request = sample_request("k", "team", {"to": "sales", "text": "please call"})
    asked = msgspec.structs.replace(request, asks="hand_off", message="sales")
    assert printed(asked) == (
        "hand off to sales, about u1 (cart_recovery)\n  to    sales\n  text  please call\n"
    )


def test_the_same_message_is_printed_once() -> None:
    assert printed(REQUEST, REQUEST) == printed(REQUEST)


def test_what_is_remembered_of_it_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "_REMEMBERED", 2)
    keys = ["a", "b", "c", "a"]
    text = printed(*(msgspec.structs.replace(REQUEST, key=key) for key in keys))
    assert text.count("push to") == 4


def test_nothing_in_a_message_commands_the_terminal() -> None:
    request = sample_request("k", "push", {"body": "\x1b[2Jgone\u202egnp.exe\x07"})
    assert "body  \ufffd[2Jgone\ufffdgnp.exe\ufffd\n" in printed(request)


def test_a_terminal_without_the_letters_gets_their_numbers() -> None:
    request = sample_request("k", "push", {"body": "你好"})
    assert "\\u4f60\\u597d" in printed(request, encoding="ascii")


def test_a_terminal_that_is_gone_costs_no_message() -> None:
    stream = io.StringIO()
    stream.close()
    channel = ConsoleChannel(request_for("console", {}, kind="push"), stream)
    assert isinstance(asyncio.run(channel.deliver(REQUEST)), Unavailable)


def test_without_a_stream_it_is_the_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(opened("console", {}).deliver(REQUEST))
    assert capsys.readouterr().out.startswith("push to u1")
