"""Requests to teams as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from maflow.runtime.core.effects import TeamRequest
from maflow.runtime.stores.database import Database
from maflow.runtime.stores.sealed import reading, seal, unseal
from maflow.runtime.stores.values import pack_all, unpack_all, unpack_ext

__all__ = ["TeamRequests", "decode_team_request", "encode_team_request"]


class _Row(msgspec.Struct, array_like=True):
    key: str
    at: int
    user_id: str
    campaign: str
    run: str
    node: str
    kind: str
    to: str
    # Any: packed values.
    fields: dict[str, Any]


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Row, ext_hook=unpack_ext)


class TeamRequests:
    """Keeps requests until they are done; everything is a part of the open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, request: TeamRequest) -> None:
        """Put a request in; one that stands here stays as it is."""
        self._database.write(
            "INSERT INTO team_requests(key, row) VALUES (?, ?) ON CONFLICT(key) DO NOTHING",
            (request.key, seal(encode_team_request(request))),
        )

    def left(self, limit: int) -> Sequence[TeamRequest]:
        """Return the first requests that are not done."""
        rows = self._database.read("SELECT key, row FROM team_requests ORDER BY number LIMIT ?", (limit,))
        return [self._decoded(key, sealed) for key, sealed in rows]

    def remove(self, keys: Sequence[str]) -> None:
        """Remove requests that are done."""
        self._database.write_all("DELETE FROM team_requests WHERE key = ?", [(key,) for key in keys])

    def _decoded(self, key: str, sealed: bytes) -> TeamRequest:
        with reading(self._database.path, "team_requests", key):
            return decode_team_request(unseal(sealed))


def encode_team_request(request: TeamRequest) -> bytes:
    """Return a request as a row.

    Law: decode_team_request(encode_team_request(request)) == request
    """
    parts = msgspec.structs.asdict(request)
    return _ENCODER.encode(_Row(**{**parts, "fields": pack_all(request.fields)}))


def decode_team_request(encoded: bytes) -> TeamRequest:
    """Return the request of a row.

    Raises: msgspec.DecodeError where it is none.
    """
    parts = msgspec.structs.asdict(_DECODER.decode(encoded))
    return TeamRequest(**{**parts, "fields": unpack_all(parts["fields"])})
