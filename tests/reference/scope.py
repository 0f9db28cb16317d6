"""What an expression may speak of at its place (language reference, section 5, "In scope")."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from tests.reference.history import LoggedEvent, User
from tests.reference.runs import Run

__all__ = ["Scope"]


@dataclass(frozen=True, slots=True)
class Scope:
    """The surroundings of an expression.

    Shape: `zone` is the user's; `category` is that of the campaign in which the expression stands.
    Units: UTC milliseconds.
    """

    user: User
    now: int
    zone: ZoneInfo
    category: str = "promotional"
    run: Run | None = None
    event: LoggedEvent | None = None

    def with_event(self, event: LoggedEvent | None) -> Scope:
        """Return this scope where an event is looked at."""
        return Scope(self.user, self.now, self.zone, self.category, self.run, event)

    def at(self, instant: int) -> Scope:
        """Return this scope at another instant."""
        return Scope(self.user, instant, self.zone, self.category, self.run, self.event)

    def of_user(self) -> Scope:
        """Return the scope of an audience or of a rule of a tag: the user, and nothing else."""
        return Scope(self.user, self.now, self.zone)
