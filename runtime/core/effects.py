"""What the engine asks of its host: records for the journal, and messages that are to leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import msgspec

from maflow.runtime.core.inputs import Value
from maflow.runtime.core.journal import Decision

__all__ = ["Effect", "Outgoing", "TeamRequest"]


class Outgoing(msgspec.Struct, frozen=True, tag="send", gc=False):
    """A message that is to leave: rendered, reserved, and with the key that makes its delivery unique.

    Shape: `fields` are the rendered texts by name; `address` is the value of the attribute that the
    channel needs. `variables` are the rendered outputs of the text, by name and in their order, where the
    message names a template of the provider; else empty.
    Units: UTC milliseconds; `expires_at` is None where the message stays valid.
    """

    key: str
    at: int
    user_id: str
    campaign: str
    run: str
    node: str
    message: str
    channel: str
    category: str
    arm: str | None
    address: str | None
    fields: Mapping[str, str]
    expires_at: int | None = None
    variables: Mapping[str, str] = {}


class TeamRequest(msgspec.Struct, frozen=True, tag="team", gc=False):
    """Something for people or systems beside the customer: `hand off`, `notify`, `call webhook`."""

    key: str
    at: int
    user_id: str
    campaign: str
    run: str
    node: str
    kind: str
    to: str
    fields: Mapping[str, Value]


Effect: TypeAlias = Decision | Outgoing | TeamRequest
