"""The texts that flows and alerts write to the team."""

from __future__ import annotations

from maflow.compiler.templates import NotFound, Resolution, Resolved
from maflow.compiler.templates.nodes import Path
from maflow.compiler.templates.scope import part_of
from maflow.dsl.diagnostics import Text, items

__all__ = ["AlertScope"]

_VALUES = {"now": "moment", "today": "date"}
_OF_RUNS = frozenset({"user", "entry", "run", "offer", "campaign", "unsubscribe_link"})


class AlertScope:
    """What the text of an alert can speak of: the time. It is about the whole project, not about a user."""

    def resolve(self, path: Path) -> Resolution:
        """Return what a path means."""
        if path.root in _VALUES:
            return part_of(Resolved(type=_VALUES[path.root]), path, 1)
        help = (Text("MA602.in-scope", {"names": items(f"`{name}`" for name in _VALUES)}),)
        key = "MA602.in-alert" if path.root in _OF_RUNS else "MA602.unknown-root"
        return NotFound(message=Text(key, {"name": path.root}), candidates=frozenset(_VALUES), help=help)
