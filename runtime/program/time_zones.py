"""The clocks of the world, as a package has them: the same on every machine, whatever it knows itself."""

from __future__ import annotations

import functools
import pkgutil
from io import BytesIO
from zoneinfo import ZoneInfo

__all__ = ["zone_named"]


@functools.cache
def zone_named(name: str) -> ZoneInfo:
    """Return a time zone of the `tzdata` package.

    Raises: ValueError for a zone that does not exist.
    """
    content = pkgutil.get_data("tzdata", f"zoneinfo/{name}")
    if content is None:
        raise ValueError(f"no such zone: {name}")
    return ZoneInfo.from_file(BytesIO(content), key=name)
