"""Requests to teams as rows."""

from __future__ import annotations

from typing import Any

import msgspec

from maflow.runtime.core.effects import TeamRequest
from maflow.runtime.stores.values import pack_all, unpack_all, unpack_ext

__all__ = ["decode_team_request", "encode_team_request"]


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
