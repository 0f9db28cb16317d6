"""`ma rule` and `ma rules`: the manual at hand."""

from __future__ import annotations

import json

import pytest

from maflow.compiler.lint.engine import all_rules, manual
from maflow.dsl.codes import CODES
from tests.running import run_ma


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
@pytest.mark.parametrize("code", list(CODES))
def test_every_rule_can_be_explained(code: str, lang: str) -> None:
    ended = run_ma("rule", code, "--lang", lang)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(code)
    if code in all_rules():
        assert ended.out == manual(code, lang).rstrip("\n") + "\n"


@pytest.mark.parametrize("given", ["MA701", "ma701", "split-not-100", "Split-Not-100"])
def test_a_rule_is_found_by_code_and_by_name(given: str) -> None:
    assert run_ma("rule", given).out.startswith("MA701")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("MA70l", "did you mean `MA701`?"),
        ("split-not-10", "did you mean `split-not-100`?"),
        ("zzz", "`ma rules` lists them all"),
    ],
)
def test_an_unknown_rule_ends_with_two(given: str, said: str) -> None:
    ended = run_ma("rule", given)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_the_table_has_a_line_for_every_rule() -> None:
    lines = run_ma("rules").out.splitlines()
    assert [line.split()[0] for line in lines] == list(CODES)
    assert len({line.index(CODES[line.split()[0]].name) for line in lines}) == 1


def test_the_table_speaks_chinese() -> None:
    assert "错误" in run_ma("rules", "--lang", "zh-CN").out


def test_programs_get_the_rules_as_json() -> None:
    document = json.loads(run_ma("rules", "--format", "json").out)
    assert document["format_version"] == 1
    for record in document["rules"]:
        row = CODES[record["code"]]
        assert record["name"] == row.name
        assert record["severity"] == row.severity.value
        assert record["fix"] == (row.fix.value if row.fix else None)
