"""Shares of users: each user belongs to one of several processes, however the id is written down."""

from __future__ import annotations

import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw

from maflow.runtime.sources.share import Share


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.integers(1, 5))
def test_every_user_belongs_to_one_of_them(user_id: str, of: int) -> None:
    assert sum(Share(index, of).has(user_id) for index in range(of)) == 1


class Line(msgspec.Struct):
    user_id: Raw


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1)), st.booleans())
def test_ids_without_escapes_are_shared_as_the_texts_are(user_ids: list[str], is_spaced: bool) -> None:
    separators = (" , ", " : ") if is_spaced else (",", ":")
    told = [
        (each, json.dumps({"user_id": each, "n": 1}, ensure_ascii=False, separators=separators))
        for each in user_ids
    ]
    plain = [(each, line) for each, line in told if "\\" not in line]
    raw = [msgspec.json.decode(line, type=Line).user_id for _, line in plain]
    share = Share(1, 2)
    assert share.which(raw) == [share.has(each) for each, _ in plain]
