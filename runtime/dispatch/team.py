"""What campaigns ask of people and systems beside the customer leaves like messages do.

| asked by | leaves through |
|---|---|
| `call webhook M` | the channel of the kind `webhook` for which M has a block |
| `hand off to "x"`, `notify "x"` | the channel `x`, if there is one that takes a text and no address |
| any other | the place for requests that the operator names when the host starts |

Once it stands in the outbox, everything that holds for messages holds for it: pace, retries, the key over
restarts. Nothing of it becomes an event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from maflow.plugins.spec import TEAM_KIND, TRANSACTIONAL, SendRequest
from maflow.runtime.core.effects import TeamRequest
from maflow.runtime.dispatch.lane import LaneSetup
from maflow.runtime.dispatch.outbox import Outbox
from maflow.runtime.program import flow
from maflow.runtime.program.program import Program

__all__ = ["REQUESTS", "TeamDesk", "TeamStore", "has_requests", "team_routes"]

REQUESTS = "@team"
"""The channel of what is asked of nobody in particular; no project can declare one of that name."""

_CALL = "call"
_WEBHOOK = "webhook"
_AT_ONCE = 1_000


class TeamStore(Protocol):
    """What a store does for the desk."""

    @property
    def outbox(self) -> Outbox:
        """The messages."""
        ...

    def team_requests(self, limit: int) -> Sequence[TeamRequest]:
        """Return requests that are not done, in the order in which they were made."""
        ...

    def finish_team_requests(self, keys: Sequence[str]) -> None:
        """Mark requests as done, in one transaction with what has been written before."""
        ...


class TeamDesk:
    """Moves requests to teams into the outbox. Law: each is in one of the two places, over crashes too."""

    def __init__(self, store: TeamStore, program: Program, setups: Iterable[LaneSetup]) -> None:
        self._store = store
        self._project = program.project
        self._routes = team_routes(program, setups)
        self._kinds = {channel.name: channel.kind for channel in program.channels}
        self._categories = {campaign.name: campaign.category for campaign in program.campaigns}
        self._hooks = _hooks(program)

    def move(self) -> None:
        """Move what has been asked since.

        Raises: StoreError.
        """
        while requests := self._store.team_requests(_AT_ONCE):
            for request in requests:
                self._store.outbox.add(self._sent(request))
            self._store.finish_team_requests([request.key for request in requests])

    def _sent(self, request: TeamRequest) -> SendRequest:
        fields = {name: _text(value) for name, value in request.fields.items()}
        if request.kind == _CALL:
            return self._request(request, self._hooks.get(request.to, REQUESTS), fields)
        channel = self._routes.get(request.to)
        text = fields.get("text", "")
        if channel is None or self._kinds[request.to] == _WEBHOOK:
            return self._request(
                request, REQUESTS if channel is None else request.to, {"to": request.to, "text": text}
            )
        # Whoever reads it in a chat has to know about whom it is.
        words = f"{text}\n{request.user_id} ({request.campaign})"
        return self._request(request, request.to, {channel: words})

    def _request(self, request: TeamRequest, channel: str, fields: Mapping[str, str]) -> SendRequest:
        return SendRequest(
            key=request.key,
            project=self._project,
            campaign=request.campaign,
            run=request.run,
            node=request.node,
            message=request.to,
            channel=channel,
            kind=self._kinds.get(channel, TEAM_KIND),
            category=self._categories.get(request.campaign, TRANSACTIONAL),
            user_id=request.user_id,
            at=request.at,
            fields=fields,
            asks=request.kind,
        )


def team_routes(program: Program, setups: Iterable[LaneSetup]) -> Mapping[str, str]:
    """Return the channels that take requests to teams, and the field of each that the text goes into."""
    reached = {channel.name for channel in program.channels if channel.needs is None}
    return MappingProxyType(
        {
            setup.channel: setup.team_field
            for setup in setups
            if setup.team_field is not None and setup.channel in reached
        }
    )


def has_requests(program: Program, routes: Mapping[str, str]) -> bool:
    """Tell whether a program asks something that no channel of its takes."""
    nodes = (node for campaign in program.campaigns for node in campaign.nodes)
    return any(isinstance(node, flow.HandOff | flow.Notify) and node.to not in routes for node in nodes)


def _hooks(program: Program) -> Mapping[str, str]:
    """Return for each message the channel that `call webhook` goes through."""
    kinds = {channel.name: channel.kind for channel in program.channels}
    hooks: dict[str, str] = {}
    for message in program.messages:
        for content in message.contents:
            if kinds[content.channel] == _WEBHOOK:
                hooks.setdefault(message.name, content.channel)
    return hooks


def _text(value: object) -> str:
    return "" if value is None else str(value)
