"""Instants as people read them: in the zone of the project and in that of the customer."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

__all__ = ["local_time_text"]

_PER_SECOND = 1000


def local_time_text(instant_ms: int, zone: ZoneInfo) -> str:
    """Return an instant as local time; seconds and milliseconds only where they are not zero.

    Example:
        >>> local_time_text(1_772_416_800_000, ZoneInfo("Asia/Shanghai"))
        '2026-03-02 10:00'
        >>> local_time_text(1_772_416_805_001, ZoneInfo("UTC"))
        '2026-03-02 02:00:05.001'
    """
    seconds, rest = divmod(instant_ms, _PER_SECOND)
    local = datetime.fromtimestamp(seconds, UTC).astimezone(zone)
    text = local.strftime("%Y-%m-%d %H:%M")
    if rest:
        return f"{text}:{local:%S}.{rest:03d}"
    return f"{text}:{local:%S}" if local.second else text
