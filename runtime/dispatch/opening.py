"""Opens every channel of a program, as the operator set it up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from maflow.plugins.catalogue import ChannelCatalogue
from maflow.plugins.errors import PluginError
from maflow.plugins.opening import ChannelSetup, installed_plugin, open_channel
from maflow.plugins.resolving import check_environment
from maflow.plugins.spec import TEAM_KIND, AddressType, ChannelKind
from maflow.runtime.dispatch.lane import LaneSetup
from maflow.runtime.dispatch.policy import Retry, Throttle
from maflow.runtime.dispatch.team import REQUESTS, has_requests, team_routes
from maflow.runtime.errors import HostError
from maflow.runtime.program.program import Channel, Delivery, Program

__all__ = ["REQUESTS_SECRET", "open_lanes", "requests_delivery"]

REQUESTS_SECRET = "MAFLOW_REQUESTS_SECRET"
"""The variable that holds the secret by which requests are signed where they are posted."""

# Nothing of it stands in `ma.yaml`: what is said then, and by which arguments.
_OF_REQUESTS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "delivery.setting-fault": ("host.requests-closed", ("reason",)),
        "delivery.missing-setting": ("host.requests-setting", ("plugin", "setting")),
        "delivery.unknown-plugin": ("host.requests-plugin", ("plugin", "installed")),
    }
)
_PLUGIN = "plugin:"
_WEBHOOK = "webhook"
_SECRET = "secret"
_ADDRESS = "://"
_CALLED = ("https://", "http://")
# About half a day, as chance shortens the pauses: whoever is asked may be out of order for a while, and
# nobody else is asked instead.
_PATIENT = Retry(attempts=100, wait_ms=1_000, longest_ms=900_000)


def open_lanes(
    program: Program,
    catalogue: ChannelCatalogue,
    environment: Mapping[str, str],
    folder: Path,
    requests: Delivery | None = None,
) -> tuple[LaneSetup, ...]:
    """Open the channels of a program; `folder` is where relative paths begin.

    `requests` delivers what is asked of teams and goes through no channel; it is opened where the program
    asks something. Raises: HostError when a channel cannot be opened; every variable that is not set is
    named at once.
    """
    try:
        check_environment([channel.delivery.settings for channel in program.channels], environment)
        lanes = tuple(
            _open(program.project, channel, catalogue, environment, folder) for channel in program.channels
        )
        if requests is None or not has_requests(program, team_routes(program, lanes)):
            return lanes
    except PluginError as error:
        raise HostError(error.key, error.arguments) from error
    try:
        return *lanes, _open_requests(program.project, requests, catalogue, environment, folder)
    except PluginError as error:
        raise _about_requests(error) from error


def requests_delivery(place: str, environment: Mapping[str, str]) -> Delivery:
    """Return what delivers requests to teams: a file, `-` for the console, an address, or `plugin:NAME`.

    Raises: HostError for an address that nobody can call.
    Example:
        >>> requests_delivery("https://crm.example/asked", {}).settings
        {'url': 'https://crm.example/asked'}
    """
    if place == "-":
        return Delivery(plugin="console")
    if place.startswith(_PLUGIN):
        return Delivery(plugin=place.removeprefix(_PLUGIN))
    if _ADDRESS in place and not (place.startswith(_CALLED) and _has_host(place)):
        raise HostError("host.requests-address", {"place": place})
    if place.startswith(_CALLED):
        secret = {_SECRET: f"${{{REQUESTS_SECRET}}}"} if environment.get(REQUESTS_SECRET) else {}
        return Delivery(plugin=_WEBHOOK, settings={"url": place, **secret})
    return Delivery(plugin="file", settings={"path": str(Path(place).absolute())})


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def _open_requests(
    project: str,
    delivery: Delivery,
    catalogue: ChannelCatalogue,
    environment: Mapping[str, str],
    folder: Path,
) -> LaneSetup:
    plugin = installed_plugin(catalogue, REQUESTS, delivery.plugin)
    if not plugin.can_deliver(TEAM_KIND):
        raise HostError("host.takes-no-requests", {"plugin": plugin.name})
    setup = ChannelSetup(project=project, channel=REQUESTS, kind=TEAM_KIND, settings=delivery.settings)
    return LaneSetup(
        channel=REQUESTS,
        plugin=plugin,
        delivery=open_channel(plugin, setup, environment, folder),
        retry=_PATIENT,
    )


def _about_requests(error: PluginError) -> HostError:
    if error.key == "delivery.setting-fault" and error.arguments["setting"] == _SECRET:
        told = {"name": REQUESTS_SECRET, "reason": error.arguments["reason"]}
        return HostError("host.requests-secret", told)
    key, names = _OF_REQUESTS.get(error.key, (error.key, tuple(error.arguments)))
    return HostError(key, {name: error.arguments[name] for name in names})


def _open(
    project: str, channel: Channel, catalogue: ChannelCatalogue, environment: Mapping[str, str], folder: Path
) -> LaneSetup:
    delivery = channel.delivery
    plugin = installed_plugin(catalogue, channel.name, delivery.plugin)
    setup = ChannelSetup(project=project, channel=channel.name, kind=channel.kind, settings=delivery.settings)
    return LaneSetup(
        channel=channel.name,
        plugin=plugin,
        delivery=open_channel(plugin, setup, environment, folder),
        throttle=Throttle(*delivery.throttle) if delivery.throttle else None,
        retry=Retry(*delivery.retry) if delivery.retry else Retry(),
        receipts=frozenset(channel.receipts),
        team_field=_team_field(catalogue.kinds.get(channel.kind)),
    )


def _team_field(kind: ChannelKind | None) -> str | None:
    """Return the field into which a text for a team can be written; None where that alone is no message."""
    if kind is None or kind.address_type is not AddressType.NONE:
        return None
    if kind.name == _WEBHOOK:
        return "body"
    required = [field.name for field in kind.fields if field.required]
    return required[0] if len(required) == 1 and required[0] in kind.text_fields else None
