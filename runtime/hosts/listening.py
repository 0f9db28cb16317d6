"""Listens for HTTP. An address is bound first: whoever starts the host learns at once if it cannot be."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Generator
from contextlib import asynccontextmanager, contextmanager

from maflow.runtime.errors import HostError, system_reason
from maflow.runtime.hosts.http_log import telling_of_http
from maflow.runtime.hosts.request import Teller
from maflow.runtime.hosts.web import WebApplication

__all__ = ["Listener", "bind", "serving"]

_BACKLOG = 256
_MOST_CONNECTIONS = 1_000
_GRACE_S = 5
_LAST_PORT = 0xFFFF


class Listener:
    """A bound address; `url` is where it is."""

    def __init__(self, bound: socket.socket) -> None:
        self.socket = bound
        host, port = bound.getsockname()[:2]
        self.url = f"http://[{host}]:{port}" if bound.family is socket.AF_INET6 else f"http://{host}:{port}"


def bind(address: str) -> Listener:
    """Bind `HOST:PORT`; port 0 takes any that is free.

    Raises: HostError.
    """
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > _LAST_PORT:
        raise HostError("host.not-an-address", {"given": address})
    host = host.strip("[]") or "127.0.0.1"
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
        try:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(place)
            bound.listen(_BACKLOG)
        except OSError:
            bound.close()
            raise
    except OSError as error:
        told = {"address": address, "reason": system_reason(error)}
        raise HostError("host.cannot-listen", told) from error
    bound.setblocking(False)
    return Listener(bound)


@asynccontextmanager
async def serving(listener: Listener, application: WebApplication, tell: Teller) -> AsyncIterator[None]:
    """Answer requests inside the block; at its end those that are under way are answered first.

    What goes wrong with HTTP itself is told.

    Raises: HostError where the extra is not installed.
    """
    try:
        # Imported here: an extra.
        import uvicorn

        from maflow.runtime.hosts.impatience import ImpatientProtocol
    except ImportError as error:
        listener.socket.close()
        raise HostError("host.missing-extra", {"package": "uvicorn", "extra": "http"}) from error

    class _Server(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Generator[None, None, None]:
            # Signals are the host's.
            yield

    config = uvicorn.Config(
        application,
        loop="asyncio",
        http=ImpatientProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=_GRACE_S,
    )
    server = _Server(config)
    with telling_of_http(tell):
        task = asyncio.create_task(server.serve(sockets=[listener.socket]))
        try:
            yield
        finally:
            server.should_exit = True
            await task
