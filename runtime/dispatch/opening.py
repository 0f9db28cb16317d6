"""Opens every channel of a program, as the operator set it up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from maflow.plugins.catalogue import ChannelCatalogue
from maflow.plugins.errors import PluginError
from maflow.plugins.opening import ChannelSetup, installed_plugin, open_channel
from maflow.plugins.resolving import check_environment
from maflow.runtime.dispatch.lane import LaneSetup
from maflow.runtime.dispatch.policy import Retry, Throttle
from maflow.runtime.errors import HostError
from maflow.runtime.program.program import Channel, Program

__all__ = ["open_lanes"]


def open_lanes(
    program: Program, catalogue: ChannelCatalogue, environment: Mapping[str, str], folder: Path
) -> tuple[LaneSetup, ...]:
    """Open the channels of a program; `folder` is where relative paths begin.

    Raises: HostError when a channel cannot be opened; every variable that is not set is named at once.
    """
    try:
        check_environment([channel.delivery.settings for channel in program.channels], environment)
        return tuple(
            _open(program.project, channel, catalogue, environment, folder) for channel in program.channels
        )
    except PluginError as error:
        raise HostError(error.key, error.arguments) from error


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
    )
