"""What is played while processes are killed: a project with everything that lasts, and a random log."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec

from maflow.runtime.core.inputs import Event, Input, Profile
from maflow.runtime.stores.input_rows import encode_input
from tests.compiler.lowered import lowered

__all__ = ["plant"]

SETTINGS = "name: crash\ntimezone: UTC\ncurrency: EUR\nlint: {MA506: ignore}\n"
SOURCE = """
user { plan text; timezone timezone }
event cart { plan text; worth money }
event order { }
event quit { }
channel push { consent none }
channel sms { consent none; cost 0.03 EUR }
limits {
  at most 1 push in any 24 hours else wait up to 2 days
  at most 2 sms in any 7 days
  at most 40 messages in any 24 hours in total
}
quiet hours 22:00-07:00 for push else wait up to 24 hours
message reminder {
  push { title "Cart"; body "Your {{ entry.plan }} cart is waiting." }
  sms { text "Your cart is waiting. Reply T to stop." }
}
message farewell {
  push { title "Thanks"; body "You are one of the best." }
  sms { text "You are one of the best. Reply T to stop." }
}
campaign recovery {
  enter on cart
  reenter always
  exit on quit
  goal order within 3 days
  flow {
    wait 2 hours
    split offer { 50% as soon { set run.offers = 1 } 50% as later { wait 1 hour } }
    send reminder by push { failed { send reminder by sms } }
    wait for cart up to 24 hours { stop } else { send reminder by sms }
  }
}
campaign regulars {
  enter when count(cart, last 5 days) >= 3
  reenter after 2 days from end
  flow { wait 30 minutes; send farewell by first of push, sms }
}
"""
HOUR = 3_600_000
_BEGIN = 1_767_225_600_000
_USERS = 12
_ZONES = ("Asia/Shanghai", "America/New_York", None)


def plant(folder: Path, seed: int, events: int) -> None:
    """Write the program and a log of inputs into a folder."""
    folder.mkdir()
    chance = random.Random(seed)
    inputs: list[Input] = [
        Profile(f"u{i}", _BEGIN, {"timezone": _ZONES[i % 3]} if _ZONES[i % 3] else {}) for i in range(_USERS)
    ]
    at = _BEGIN
    for number in range(events):
        at += chance.choice((0, HOUR // 2, HOUR, 3 * HOUR))
        name = chance.choice(("cart", "cart", "cart", "order", "quit"))
        told = {"plan": "gold"} if name == "cart" else {}
        inputs.append(Event(f"u{chance.randrange(_USERS)}", name, at, at, told, f"e{number}"))
    (folder / "program.json").write_bytes(msgspec.json.encode(lowered(SOURCE, SETTINGS)))
    rows = [encode_input(input).hex() for input in inputs]
    (folder / "inputs.txt").write_text("\n".join(rows), encoding="utf-8")
