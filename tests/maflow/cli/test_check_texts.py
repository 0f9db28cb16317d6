"""`ma check` of projects whose messages are read from files of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import plant, run_ma

MESSAGE = """
user { email email }
channel email { needs user.email }
message letter { email { subject "s"; html file "texts/letter.html" } }
"""
TEXT = "<p>您好\n  {{ user.nickname }}\n</p>\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return plant(tmp_path / "here", {"main.ma": MESSAGE, "texts/letter.html": TEXT})


def test_a_mistake_in_the_file_of_a_text_is_drawn_there(project: Path) -> None:
    for _ in range(2):  # the second time the findings are remembered, the text of the file is not
        ended = run_ma("check", "--level", "error")
        assert ended.code == 1
        assert "texts/letter.html:2:11" in ended.out
        assert " 2 |   {{ user.nickname }}\n" in ended.out


def test_a_mended_text_is_noticed(project: Path) -> None:
    assert run_ma("check").code == 1
    (project / "texts" / "letter.html").write_text("<p>Hello</p>", encoding="utf-8")
    assert run_ma("check").code == 0


def test_a_mistake_in_a_text_is_told_when_only_one_file_is_asked_for(project: Path) -> None:
    assert run_ma("check", "main.ma", "--level", "error").code == 1
