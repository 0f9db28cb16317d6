"""What the HTTP server has to say is told as everything else is, instead of in words of its own on stderr."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePath
from types import MappingProxyType

from maflow.runtime.hosts.request import Teller

__all__ = ["telling_of_http"]

_LOGGER = "uvicorn.error"
_CUT = "Cancel %s running"
# Matters of whoever calls, who is answered.
_UNSAID = ("Unsupported upgrade request", "No supported WebSocket")
_SAID = MappingProxyType(
    {
        "Invalid HTTP request received.": "host.not-http",
        "Exceeded concurrency limit.": "host.too-many-requests",
    }
)


@contextmanager
def telling_of_http(tell: Teller) -> Iterator[None]:
    """Tell what the HTTP server warns of inside the block; what comes up again is told once."""
    logger = logging.getLogger(_LOGGER)
    handler, was_handed_on = _Telling(tell), logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.propagate = was_handed_on
        logger.removeHandler(handler)


class _Telling(logging.Handler):
    """Makes sentences of records; each is told once, whoever calls as often as he likes."""

    def __init__(self, tell: Teller) -> None:
        super().__init__(logging.WARNING)
        self._tell = tell
        self._told: set[tuple[str, ...]] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Tell what a record says."""
        if str(record.msg).startswith(_UNSAID):
            return
        key, told = _sentence(record)
        once = (key, *told.values())
        if once not in self._told:
            self._told.add(once)
            self._tell(key, told)


def _sentence(record: logging.LogRecord) -> tuple[str, Mapping[str, str]]:
    message = str(record.msg)
    if message in _SAID:
        return _SAID[message], {}
    if message.startswith(_CUT) and isinstance(record.args, tuple):
        return "host.requests-cut", {"count": str(record.args[0])}
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return "host.http-says", {"words": record.getMessage()}
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return "host.request-fault", {"fault": type(error).__name__, "reason": str(error), "place": place}
