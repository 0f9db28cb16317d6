"""Shares of users: each user belongs to one of several processes, however the id is written down."""

from __future__ import annotations

import json
from itertools import compress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.runtime.sources.lines import Block
from maflow.runtime.sources.share import Share, shared_lines


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.integers(1, 5))
def test_every_user_belongs_to_one_of_them(user_id: str, of: int) -> None:
    assert sum(Share(index, of).has(user_id) for index in range(of)) == 1


def line_of(user_id: str, *, is_spaced: bool, is_ascii: bool) -> bytes:
    separators = (" , ", " : ") if is_spaced else (",", ":")
    record = {"user_id": user_id, "n": 1}
    return json.dumps(record, ensure_ascii=is_ascii, separators=separators).encode()


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1), st.booleans(), st.booleans())
def test_lines_are_shared_as_their_users_are(user_ids: list[str], is_spaced: bool, is_ascii: bool) -> None:
    lines = [line_of(each, is_spaced=is_spaced, is_ascii=is_ascii) for each in user_ids]
    shared = shared_lines(Block(b"\n".join([*lines, b""]), 1), 3)
    assert shared is not None
    for index in range(3):
        has = [Share(index, 3).has(each) for each in user_ids]
        assert list(shared.places(index)) == has
        assert shared.of(index) == b"\n".join(compress(lines, has))


UNSURE = {
    "a user of Segment's": b'{"user_id": "a", "type": "track", "userId": "b"}',
    "an anonymous user": b'{"user_id": "a", "type": "track", "anonymousId": "b"}',
    "a CloudEvent": b'{"user_id": "a", "specversion": "1.0"}',
    "two records in a line": b'{"user_id": "a"}{"user_id": "a"}',
    "a record in two lines": b'{"user_id":\n"a"}',
    "an empty line": b'{"user_id": "a"}\n\n{"user_id": "a"}',
    "no user": b'{"user": "a"}',
    "no JSON": b"a",
    "no UTF-8": b'{"user_id": "\\u0061\xff"}',
    "too deep": b'{"user_id": ' + b"[" * 100_000,
}


@pytest.mark.parametrize("block", UNSURE.values(), ids=UNSURE)
def test_whose_lines_are_is_told_only_where_it_is_sure(block: bytes) -> None:
    assert shared_lines(Block(block, 1), 2) is None
