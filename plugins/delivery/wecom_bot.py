"""Posts to a WeCom group through its robot.

Source: https://developer.work.weixin.qq.com/document/path/91770
"""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import quote

import msgspec

from maflow.plugins.delivery.http import HttpAnswer, HttpCaller, checked_url, unreadable
from maflow.plugins.spec import (
    Accepted,
    Failed,
    OpenRequest,
    SendRequest,
    SendResult,
    Unavailable,
)

__all__ = ["WeComBotChannel"]

_MINUTE_MS = 60_000
_BUSY = -1
_TOO_FAST = frozenset({45009, 45033})
_NO_SUCH_ROBOT = 93000


class WeComBotChannel:
    """Posts each message as text or Markdown, and as a card where it has a heading and a link."""

    def __init__(self, request: OpenRequest, clock: Callable[[], float] = time.time) -> None:
        settings = request.settings
        self._clock = clock
        self._settings = settings
        self._url = checked_url("url", settings.text("url"))
        self._is_markdown = settings.text("format") == "markdown"
        self._http = HttpCaller(settings.duration_ms("timeout") or 0)

    async def deliver(self, request: SendRequest) -> SendResult:
        """Post a message to the group."""
        body = msgspec.json.encode(_message(request, self._is_markdown))
        url = f"{self._url}?key={quote(self._settings.text('key'), safe='')}"
        answer = await self._http.post(url, body, {"content-type": "application/json"})
        if not isinstance(answer, HttpAnswer):
            return answer
        return self._read(answer)

    async def close(self) -> None:
        """Close all connections."""
        await self._http.close()

    def _read(self, answer: HttpAnswer) -> SendResult:
        code = answer.json().get("errcode")
        if not isinstance(code, int):
            return unreadable(answer, int(self._clock() * 1000))
        if code == 0:
            return Accepted(is_delivered=True)
        reason = self._settings.conceal(f"WeCom refuses: {answer.json().get('errmsg', code)}")
        if code in _TOO_FAST:
            # A robot may post 20 messages a minute.
            return Unavailable(reason, str(code), _MINUTE_MS)
        if code == _NO_SUCH_ROBOT:
            return Unavailable(reason, str(code))
        return Failed(reason, str(code), is_permanent=code != _BUSY)


def _message(request: SendRequest, is_markdown: bool) -> dict[str, object]:
    fields = request.fields
    text, title, link = (fields.get(name, "") for name in ("text", "title", "link"))
    if title and link:
        card = {"title": title, "description": text, "url": link, "picurl": fields.get("image", "")}
        return {"msgtype": "news", "news": {"articles": [card]}}
    if is_markdown:
        parts = [f"## {title}" if title else "", text, f"[{link}]({link})" if link else ""]
        return {"msgtype": "markdown", "markdown": {"content": "\n".join(filter(None, parts))}}
    return {"msgtype": "text", "text": {"content": "\n".join(filter(None, [title, text, link]))}}
