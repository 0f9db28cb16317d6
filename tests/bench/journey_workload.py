"""Workload B: one journey over many users, as a program, as bare Python, and as a machine of `transitions`.

Enter on `cart`, wait 2 hours, branch on the plan, send under limits (one message of a channel in any
24 hours, three of all in any 7 days), wait for `order` up to a day, else send by another channel, end.
All forms must send the same messages.
"""

from __future__ import annotations

import random
from heapq import heappop, heappush
from typing import Any

from maflow.runtime.core.effects import Effect
from maflow.runtime.core.engine import Engine
from maflow.runtime.core.inputs import Event
from maflow.runtime.core.journal import Decision
from maflow.runtime.core.options import Options
from maflow.runtime.loader import load
from tests.compiler.lowered import lowered

__all__ = [
    "HOUR",
    "WEEK",
    "Log",
    "Sends",
    "bare",
    "engine_of",
    "maflow",
    "make_log",
    "sends_in",
    "transitions",
]

SOURCE = """
user { plan text; timezone timezone }
event cart { plan text }
event order { }
channel push { consent none }
channel sms { consent none }
limits {
  at most 1 push in any 24 hours
  at most 1 sms in any 24 hours
  at most 3 messages in any 7 days
}
message reminder {
  push { title "Cart"; body "Your cart is waiting." }
  sms { text "Your cart is waiting. Reply T to stop." }
}
campaign recovery {
  enter on cart
  reenter always
  flow {
    wait 2 hours
    if entry.plan = "gold" { send reminder by push } else { send reminder by sms }
    wait for order up to 24 hours { stop } else {
      if entry.plan = "gold" { send reminder by sms } else { send reminder by push }
    }
  }
}
"""
SETTINGS = "name: journey\ntimezone: UTC\ncurrency: EUR\nlint: {MA506: ignore}\n"
HOUR = 3_600_000
DAY = 24 * HOUR
WEEK = 7 * DAY
PIECE = 4_096
_BEGIN = 1_767_225_600_000

Log = list[tuple[str, str, int, str]]
Sends = list[tuple[int, str, str]]


def make_log(events: int = 200_000, users: int = 50_000, seed: int = 1) -> Log:
    """Return (user, event, time, plan) in order of time, over 30 days."""
    chance = random.Random(seed)
    step = 30 * DAY // events
    return [
        (
            f"u{chance.randrange(users)}",
            "cart" if chance.random() < 0.6 else "order",
            _BEGIN + place * step,
            "gold" if chance.random() < 0.3 else "free",
        )
        for place in range(events)
    ]


def engine_of() -> Engine:
    """Return the engine with the journey loaded."""
    return Engine(load(lowered(SOURCE, SETTINGS)), Options(answers=("accepted", "delivered"), hands_on=False))


def maflow(engine: Engine, log: list[Event]) -> list[Effect]:
    """Run the journey in the engine, every guard on and every decision recorded; return the journal."""
    journal: list[Effect] = []
    # In pieces, as the simulator does.
    for begin in range(0, len(log), PIECE):
        journal += engine.take_all(log[begin : begin + PIECE])
        engine.touched.clear()
    return journal + engine.fire(log[-1].at + WEEK)


def sends_in(journal: list[Effect]) -> Sends:
    """Return what the bare forms return."""
    return [
        (each.time, each.user_id, each.channel or "")
        for each in journal
        if isinstance(each, Decision) and each.kind == "sent"
    ]


def bare(log: Log) -> Sends:  # noqa: C901 - one loop, as one would write it by hand
    """Run the journey as one would write it by hand: dictionaries and a heap, nothing recorded."""
    sends: Sends = []
    timers: list[tuple[int, int, str]] = []
    state: dict[str, list[Any]] = {}
    by_channel: dict[tuple[str, str], int] = {}
    of_all: dict[str, list[int]] = {}
    order = 0

    def send(user: str, channel: str, now: int) -> None:
        last = by_channel.get((user, channel))
        if last is not None and last > now - DAY:
            return
        times = of_all.setdefault(user, [])
        if len(times) == 3 and times[0] > now - WEEK:
            return
        by_channel[user, channel] = now
        times.append(now)
        if len(times) > 3:
            del times[0]
        sends.append((now, user, channel))

    def fire(until: int) -> None:
        nonlocal order
        while timers and timers[0][0] <= until:
            due, number, user = heappop(timers)
            run = state.get(user)
            if run is None or run[1] != number:
                continue
            if run[0] == 0:
                send(user, "push" if run[2] == "gold" else "sms", due)
                order += 1
                run[0], run[1] = 1, order
                heappush(timers, (due + DAY, order, user))
            else:
                send(user, "sms" if run[2] == "gold" else "push", due)
                del state[user]

    for user, event, now, plan in log:
        fire(now - 1)
        run = state.get(user)
        if event == "order":
            if run is not None and run[0] == 1:
                del state[user]
        elif run is None:
            order += 1
            state[user] = [0, order, plan]
            heappush(timers, (now + 2 * HOUR, order, user))
    fire(log[-1][2] + WEEK)
    return sends


def transitions(log: Log) -> Sends:
    """Run the journey as a machine of the library `transitions`, with the same limits."""
    from transitions.core import Machine

    sends: Sends = []
    timers: list[tuple[int, int, str]] = []
    runs: dict[str, _Run] = {}
    machine = Machine(
        states=["new", "waiting", "listening", "done"],
        initial="new",
        transitions=[
            {"trigger": "enter", "source": "new", "dest": "waiting", "after": "set_two_hours"},
            {"trigger": "due", "source": "waiting", "dest": "listening", "after": "send_first"},
            {"trigger": "due", "source": "listening", "dest": "done", "after": "send_second"},
            {"trigger": "ordered", "source": "listening", "dest": "done"},
            {"trigger": "ordered", "source": ["waiting", "new"], "dest": None},
        ],
        auto_transitions=False,
        model=None,
    )
    limits: tuple[dict[tuple[str, str], int], dict[str, list[int]]] = ({}, {})
    counter = [0]

    def fire(until: int) -> None:
        while timers and timers[0][0] <= until:
            due, number, user = heappop(timers)
            run = runs.get(user)
            if run is not None and run.number == number:
                run.now = due
                run.due()  # type: ignore[attr-defined]
                if run.state == "done":  # type: ignore[attr-defined]
                    machine.remove_model(run)
                    del runs[user]

    for user, event, now, plan in log:
        fire(now - 1)
        run = runs.get(user)
        if event == "order":
            if run is not None:
                run.now = now
                run.ordered()  # type: ignore[attr-defined]
                if run.state == "done":  # type: ignore[attr-defined]
                    machine.remove_model(run)
                    del runs[user]
        elif run is None:
            run = runs[user] = _Run(user, plan, now, (sends, timers, limits, counter))
            machine.add_model(run)
            run.enter()  # type: ignore[attr-defined]
    fire(log[-1][2] + WEEK)
    return sends


class _Run:
    """The model of one user's run, as `transitions` wants it."""

    def __init__(self, user: str, plan: str, now: int, shared: tuple[Any, ...]) -> None:
        self.user, self.plan, self.now = user, plan, now
        self.sends, self.timers, self.limits, self.counter = shared
        self.number = 0

    def set_timer(self, due: int) -> None:
        self.counter[0] += 1
        self.number = self.counter[0]
        heappush(self.timers, (due, self.number, self.user))

    def set_two_hours(self) -> None:
        self.set_timer(self.now + 2 * HOUR)

    def send_first(self) -> None:
        self._send("push" if self.plan == "gold" else "sms")
        self.set_timer(self.now + DAY)

    def send_second(self) -> None:
        self._send("sms" if self.plan == "gold" else "push")

    def _send(self, channel: str) -> None:
        by_channel, of_all = self.limits
        last = by_channel.get((self.user, channel))
        if last is not None and last > self.now - DAY:
            return
        times = of_all.setdefault(self.user, [])
        if len(times) == 3 and times[0] > self.now - WEEK:
            return
        by_channel[self.user, channel] = self.now
        times.append(self.now)
        if len(times) > 3:
            del times[0]
        self.sends.append((self.now, self.user, channel))
