"""Projects over the logs of `tests/data`, and what two independent programs made of them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from tests.checkout import ROOT

__all__ = ["CARTS", "CDNOW", "ECOM", "WINBACK", "digest", "kinds", "records"]

CDNOW = ROOT / "tests" / "data" / "cdnow"
ECOM = ROOT / "tests" / "data" / "ecom"

WINBACK = {
    "ma.yaml": "name: winback\ntimezone: UTC\ncurrency: USD\nlint: {MA506: ignore}\n",
    "main.ma": """
user { first_purchase_at moment }
event purchase { quantity integer; amount money }
channel email { }
message come_back { email { subject "We miss you"; text "Come back soon." } }
campaign winback {
  enter when time since purchase >= 90 days
  reenter after 180 days from start
  flow { send come_back by email }
}
""",
}

CARTS = {
    "ma.yaml": "name: carts\ntimezone: UTC\ncurrency: USD\nlint: {MA506: ignore}\n",
    "main.ma": """
event add_to_cart { session_id text; platform text }
event purchase { session_id text }
channel push { }
limits {
  at most 1 push in any 24 hours
  at most 2 push in any 7 days
}
quiet hours 22:00-07:00 for push else wait up to 24 hours
message reminder { push { title "Your cart"; body "It is waiting." } }
campaign carts {
  enter on add_to_cart
  reenter always
  exit on purchase
  flow {
    wait 1 hour
    send reminder by push
  }
}
""",
}


def records(journal: Path) -> list[dict[str, str]]:
    """Return the records of a journal."""
    decoder = msgspec.json.Decoder(dict[str, str | int])
    return [decoder.decode(line) for line in journal.read_bytes().splitlines()]


def kinds(found: Iterable[dict[str, str]]) -> Counter[str]:
    """Count records by what was decided."""
    return Counter(record["kind"] for record in found)


def digest(found: Iterable[dict[str, str]]) -> str:
    """Return the SHA-256 of the lines `user_id,TIME` of all sends, sorted."""
    sends = sorted((each["user_id"], each["time"]) for each in found if each["kind"] == "sent")
    return hashlib.sha256("".join(f"{user},{time}\n" for user, time in sends).encode()).hexdigest()
