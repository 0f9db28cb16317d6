"""What cannot be asked of columns."""

from __future__ import annotations

from maflow.runtime.errors import HostError

__all__ = ["ColumnsError", "NotInSqlError"]


class ColumnsError(HostError):
    """Files cannot be asked for an audience: DuckDB is missing, or says no."""


class NotInSqlError(HostError):
    """A construct that a question about users at one instant cannot hold."""

    def __init__(self, construct: str) -> None:
        super().__init__("sql.not-over-users", {"construct": construct})
        self.construct = construct

    def __reduce__(self) -> tuple[type[NotInSqlError], tuple[str]]:
        return type(self), (self.construct,)
