"""What is posted to a WeCom group, and what its answers say."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from maflow.plugins.spec import Accepted, Failed, SendResult, Unavailable, Unknown
from maflow.plugins.testing import HttpReply, sample_request
from tests.plugins.delivery.opened import answered, opened

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"


def open_at(url: str, **settings: object) -> Any:
    return opened(
        "wecom_bot", {"url": f"{url}/send", "key": "${KEY}", **settings}, {"KEY": KEY}, kind="wecom"
    )


def reply(code: int, text: str = "ok") -> HttpReply:
    return HttpReply(200, msgspec.json.encode({"errcode": code, "errmsg": text}))


@pytest.mark.parametrize(
    ("fields", "settings", "expected"),
    [
        ({"text": "你好"}, {}, {"msgtype": "text", "text": {"content": "你好"}}),
        (
            {"text": "Hi", "title": "News"},
            {},
            {"msgtype": "text", "text": {"content": "News\nHi"}},
        ),
        (
            {"text": "**Hi**", "title": "News"},
            {"format": "markdown"},
            {"msgtype": "markdown", "markdown": {"content": "## News\n**Hi**"}},
        ),
        (
            {"text": "Hi", "title": "News", "link": "https://a.example", "image": "https://a.example/p.png"},
            {},
            {
                "msgtype": "news",
                "news": {
                    "articles": [
                        {
                            "title": "News",
                            "description": "Hi",
                            "url": "https://a.example",
                            "picurl": "https://a.example/p.png",
                        }
                    ]
                },
            },
        ),
    ],
)
def test_what_is_posted(
    fields: dict[str, str], settings: dict[str, object], expected: dict[str, object]
) -> None:
    request = sample_request("k", "wecom", fields)
    result, call = answered(reply(0), lambda url: open_at(url, **settings), request)
    assert result == Accepted(is_delivered=True)
    assert (call.path, call.query) == ("/send", {"key": KEY})
    assert msgspec.json.decode(call.body) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (reply(45009, "api freq out of limit"), Unavailable("", "45009", 60_000)),
        (reply(45033, "concurrency out of limit"), Unavailable("", "45033", 60_000)),
        (reply(93000, "invalid webhook url"), Unavailable("", "93000")),
        (reply(40058, "content exceed max length"), Failed("", "40058")),
        (reply(-1, "system busy"), Failed("", "-1", is_permanent=False)),
        (HttpReply(200, b"<html>"), Unknown("", "200")),
        (HttpReply(200, b'{"errcode": "0"}'), Unknown("", "200")),
        (HttpReply(502, b""), Unknown("", "502")),
        (HttpReply(403, b"proxy says no"), Unavailable("", "403")),
        (HttpReply(429, b"slower", {"retry-after": "7"}), Unavailable("", "429", 7_000)),
        (HttpReply(429, b'{"x":' + b"[" * 50_000), Unavailable("", "429")),
        (HttpReply(200, b'{"errcode": 0, "x":' + b"[" * 50_000), Unknown("", "200")),
    ],
)
def test_what_an_answer_says(answer: HttpReply, expected: SendResult) -> None:
    result, _ = answered(answer, open_at, sample_request("k", "wecom", {"text": "Hi"}))
    assert not isinstance(result, Accepted)
    assert msgspec.structs.replace(result, reason="") == expected


def test_the_key_is_never_told() -> None:
    result, _ = answered(
        reply(93000, f"invalid key {KEY}"), open_at, sample_request("k", "wecom", {"text": "Hi"})
    )
    assert isinstance(result, Unavailable)
    assert result.reason == "WeCom refuses: invalid key ***"
