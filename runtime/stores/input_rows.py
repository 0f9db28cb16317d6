"""Inputs as rows of the log."""

from __future__ import annotations

from typing import Any, assert_never

import msgspec

from maflow.runtime.core.inputs import Call, ConsentStatement, Event, Input, Profile, Tick
from maflow.runtime.stores.values import pack_all, unpack_all, unpack_ext

__all__ = ["decode_input", "encode_input"]


class _Event(msgspec.Struct, array_like=True, tag="event"):
    user_id: str
    name: str
    time: int
    at: int
    # Any: packed values, here and below.
    properties: dict[str, Any]
    id: str | None


class _Profile(msgspec.Struct, array_like=True, tag="profile"):
    user_id: str
    at: int
    attributes: dict[str, Any]
    consents: tuple[ConsentStatement, ...]
    tags: tuple[str, ...]


_DECODER = msgspec.msgpack.Decoder(_Event | _Profile, ext_hook=unpack_ext)
_PLAIN = msgspec.msgpack.Decoder(Call | Tick)
_ENCODER = msgspec.msgpack.Encoder()
_ARRAYS = range(0x90, 0xA0)


def encode_input(input: Input) -> bytes:
    """Return an input as a row.

    Law: decode_input(encode_input(input)) == input
    """
    match input:
        case Event(user_id=user_id, name=name, time=time, at=at, properties=properties, id=id):
            return _ENCODER.encode(_Event(user_id, name, time, at, pack_all(properties), id))
        case Profile(user_id=user_id, at=at, attributes=attributes, consents=consents, tags=tags):
            return _ENCODER.encode(_Profile(user_id, at, pack_all(attributes), consents, tags))
        case Call() | Tick():
            return _ENCODER.encode(input)
        case _ as never:
            assert_never(never)


def decode_input(encoded: bytes) -> Input:
    """Return the input of a row.

    Raises: msgspec.DecodeError where it is none.
    """
    if encoded[:1] and encoded[0] not in _ARRAYS:
        plain: Input = _PLAIN.decode(encoded)
        return plain
    match _DECODER.decode(encoded):
        case _Event() as row:
            return Event(row.user_id, row.name, row.time, row.at, unpack_all(row.properties), row.id)
        case _Profile() as row:
            return Profile(row.user_id, row.at, unpack_all(row.attributes), row.consents, row.tags)
        case _ as never:
            assert_never(never)
