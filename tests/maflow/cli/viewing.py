"""A project that sends a note to whoever views something, into a file."""

from __future__ import annotations

__all__ = ["PROJECT"]

PROJECT = {
    "ma.yaml": (
        "name: shop\ntimezone: UTC\ncurrency: CNY\nlint: {MA110: ignore, MA506: ignore}\n"
        "channels: {push: {plugin: file, settings: {path: sent.jsonl}}}\n"
    ),
    "main.ma": """
event viewed { }
channel push { consent none }
message note { push { title "note"; body "note" } }
campaign look {
  enter on viewed
  reenter always
  flow { send note by push }
}
""",
}
