"""What an operating system says becomes words of the catalogue."""

from __future__ import annotations

import errno
import os

import pytest

from maflow.dsl.catalogue import shipped_catalogue
from maflow.runtime.errors import system_reason

NUMBERS = sorted(errno.errorcode)


@pytest.mark.parametrize("number", NUMBERS, ids=[errno.errorcode[number] for number in NUMBERS])
def test_every_error_of_the_system_has_words(number: int) -> None:
    reason = system_reason(OSError(number, os.strerror(number)))
    known = reason.removeprefix("@") in shipped_catalogue().entries
    assert known if reason.startswith("@") else reason == os.strerror(number)


def test_every_word_for_the_system_is_of_use() -> None:
    said = {system_reason(OSError(number, "")) for number in NUMBERS}
    words = {f"@{key}" for key in shipped_catalogue().entries if key.startswith("system.")}
    assert words <= said


def test_an_error_without_a_number_has_its_own_words() -> None:
    assert system_reason(OSError("a plug was pulled")) == "OSError"
