"""Exceptions cross processes, and keep their cause."""

from __future__ import annotations

import pickle

import pytest

from maflow.dsl.diagnostics import Text
from maflow.dsl.errors import ConfigError, InternalError, MaflowError


@pytest.mark.parametrize(
    "error", [ConfigError(Text("config.unknown-language", {"given": "fr"})), InternalError("no such pass")]
)
def test_an_exception_is_the_same_after_pickling(error: MaflowError) -> None:
    error.__cause__ = KeyError("deep")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.args, str(copy)) == (type(error), error.args, str(error))
    assert repr(copy.__cause__) == "KeyError('deep')"


def test_the_chain_of_causes_is_kept() -> None:
    middle = InternalError("middle")
    middle.__cause__ = ValueError("deep")
    outer = InternalError("outer")
    outer.__cause__ = middle
    copy = pickle.loads(pickle.dumps(outer))
    assert str(copy.__cause__) == "middle"
    assert repr(copy.__cause__.__cause__) == "ValueError('deep')"


def test_a_cause_that_cannot_travel_is_described() -> None:
    error = InternalError("outer")
    error.__cause__ = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad")
    error.__cause__.__cause__ = ValueError(lambda: None)
    assert isinstance(pickle.loads(pickle.dumps(error)).__cause__, UnicodeDecodeError)
    error.__cause__ = ValueError(lambda: None)
    assert str(pickle.loads(pickle.dumps(error)).__cause__).startswith("ValueError: <function")


def test_a_mistake_of_the_operator_says_its_key_in_a_traceback() -> None:
    error = ConfigError(Text("config.unknown-language", {"given": "fr"}))
    assert str(error) == "config.unknown-language given='fr'"
