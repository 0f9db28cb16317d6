"""Users as plain data, and engines whose users are written and read again after every input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any

from maflow.runtime.core.code import Code
from maflow.runtime.core.effects import Effect
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Input
from maflow.runtime.core.options import Options
from maflow.runtime.core.past import PastEvent, PastSend
from maflow.runtime.core.state import EntryRecord, OpenSend, Ring, Run, User
from maflow.runtime.core.timers import Timers
from maflow.runtime.stores.rows import UserCodec

__all__ = ["Forgetful", "picture", "reread"]


def picture(value: Any) -> Any:
    """Return everything that a user is, of the same types; sets and mappings by their order.

    What is empty is alike, whoever stands for it.
    """
    match value:
        case EntryRecord() | Ring():
            return sorted(map(_parts, _chain(value)), key=repr)
        case User() | Run() | OpenSend():
            parts = _parts(value)
            return {**parts, "zone": value.zone.name} if isinstance(value, User) else parts
        case Mapping() | Set() | list() | tuple() if not value:
            return ()
        case Mapping():
            return [(key, picture(each)) for key, each in sorted(value.items(), key=repr)]
        case Set():
            return sorted(value)
        case list() | tuple():
            return [picture(each) for each in value]
        case _:
            return type(value).__name__, value


def _parts(value: Any) -> dict[str, Any]:
    return {name: picture(getattr(value, name)) for name in _names(type(value))}


def _chain(link: Any) -> Iterator[Any]:
    """Yield a link and those after it; in which order they stand does not matter."""
    while link is not None:
        yield link
        link = link.next


def _names(kind: type) -> list[str]:
    """Return the names of all parts, also of those that stand in the class until they are set.

    A user's hash is made anew from the id whenever it is needed.
    """
    compiled = getattr(kind, "__mypyc_attrs__", ())
    names = {*getattr(kind, "__slots__", compiled), *getattr(kind, "__annotations__", {})}
    return sorted(names - {"__dict__", "hash", "next", "zone"})


def reread(engine: Engine, codec: UserCodec) -> None:
    """Write every user and read it again, and make the timers anew."""
    before = set(engine.state.timers)
    timers = []
    for id, user in engine.users.items():
        row = codec.encode(user)
        timers += codec.timers(id, row, engine.clock)
        engine.users[id] = codec.decode(id, row)
        assert picture(engine.users[id]) == picture(user)
    assert set(timers) <= before
    engine.state.timers = Timers(timers)


class Forgetful:
    """An engine that knows nothing but rows from one input to the next."""

    def __init__(self, code: Code, options: Options) -> None:
        self.engine = Engine(code, options)
        self._codec = UserCodec(code, [each.name for each in reversed(code.campaigns)])

    def take(self, input: Input | PastEvent | PastSend) -> list[Effect]:
        """Take an input."""
        effects = self.engine.take(input)
        reread(self.engine, self._codec)
        return effects

    def fire(self, until: int) -> list[Effect]:
        """Fire what is due, one instant after the other."""
        effects: list[Effect] = []
        while (due := self.engine.state.timers.next_due) is not None and due <= until:
            effects += self.engine.fire(due)
            reread(self.engine, self._codec)
        return effects + self.engine.fire(until)
