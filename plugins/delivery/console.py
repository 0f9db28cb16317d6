"""Prints messages where a person reads them."""

from __future__ import annotations

import sys
import unicodedata
from collections import OrderedDict
from typing import TextIO

from maflow.plugins.spec import Accepted, OpenRequest, SendRequest, SendResult, Unavailable

__all__ = ["ConsoleChannel"]

_REMEMBERED = 10_000
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class ConsoleChannel:
    """Prints each message once: a line that says to whom, and its fields below.

    Law: nothing that stands in a message can move the cursor or colour the terminal.
    """

    def __init__(self, request: OpenRequest, stream: TextIO | None = None) -> None:
        self._channel = request.channel
        self._stream = stream
        # The last keys only: a host asks again soon or never.
        self._printed: OrderedDict[str, None] = OrderedDict()

    async def deliver(self, request: SendRequest) -> SendResult:
        """Print a message, unless it has been printed."""
        if request.key not in self._printed:
            try:
                self._print(_block(request))
            except (OSError, ValueError) as error:
                return Unavailable(f"cannot print: {error}")
            self._printed[request.key] = None
            if len(self._printed) > _REMEMBERED:
                self._printed.popitem(last=False)
        return Accepted(is_delivered=True)

    async def close(self) -> None:
        """Leave the terminal open: it is not ours."""

    def _print(self, text: str) -> None:
        stream = self._stream or sys.stdout
        encoding = stream.encoding or "utf-8"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()


def _block(request: SendRequest) -> str:
    lines = [_heading(request)]
    width = max(map(len, request.fields), default=0)
    for name, text in request.fields.items():
        first, *others = _lines(text)
        lines.append(f"  {name:<{width}}  {first}")
        lines += [f"  {'':<{width}}  {line}" for line in others]
    if request.variables:
        lines.append("  " + ", ".join(f"{name} = {_plain(text)}" for name, text in request.variables.items()))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _heading(request: SendRequest) -> str:
    campaign, message = _plain(request.campaign), _plain(request.message)
    if request.asks is not None:
        asked = request.asks.replace("_", " ")
        return f"{asked} to {message}, about {_plain(request.user_id)} ({campaign})"
    to = request.user_id if request.address is None else f"{request.user_id} {request.address}"
    return f"{request.channel} to {_plain(to)} ({campaign} / {message})"


def _lines(text: str) -> list[str]:
    return [_plain(line) for line in text.splitlines()] or [""]


def _plain(text: str) -> str:
    return "".join("\N{REPLACEMENT CHARACTER}" if _moves_things(letter) else letter for letter in text)


def _moves_things(letter: str) -> bool:
    """Tell whether a letter is a command to the terminal, or turns the order of what follows."""
    return unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") or letter in _TURNING
