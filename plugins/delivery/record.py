"""A message as one JSON object: what `file` writes and what `webhook` posts."""

from __future__ import annotations

import msgspec

from maflow.plugins.spec import SendRequest

__all__ = ["as_json"]

_ENCODER = msgspec.json.Encoder()


def as_json(request: SendRequest) -> bytes:
    """Return a message on one line; what it does not have is left out.

    Shape: the fields of `SendRequest` in their order.
    """
    fields = msgspec.structs.asdict(request)
    return _ENCODER.encode({name: value for name, value in fields.items() if value not in (None, {})})
