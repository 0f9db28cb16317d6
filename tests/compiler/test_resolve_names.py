"""Names and structure outside expressions. The cases stand in `names/*.yaml`, beside what they share."""

from __future__ import annotations

from pathlib import Path

import pytest

from maflow.compiler.lint.rules import ma110_unused_definition, ma111_definition_cycle
from maflow.compiler.references import references
from maflow.compiler.symbols import SymbolKind
from maflow.dsl.diagnostics import Severity
from tests.compiler.inspected import SETTINGS, cases, check, check_folder, told

CASES = Path(__file__).parent / "names"
CONFORMANCE = Path(__file__).parents[1] / "conformance"
BASE = (CASES / "base.ma").read_text(encoding="utf-8")
ALL_CASES = dict(cases(CASES))
SOUND = sorted(place.name for place in CONFORMANCE.iterdir() if place.name[0] in "tv" and place.is_dir())
UNUSED = SETTINGS.replace("MA110: ignore, ", "")


def codes(text: str, settings: str = SETTINGS) -> list[str]:
    return [found.code for found in check(text, settings=settings).diagnostics]


@pytest.mark.parametrize("name", ALL_CASES)
def test_each_mistake_is_told_once_where_it_is(name: str) -> None:
    case = ALL_CASES[name]
    assert told(check(case["ma"], base=BASE).diagnostics, case["ma"]) == case["says"]


def test_what_the_cases_share_is_sound() -> None:
    assert codes(BASE) == []


@pytest.mark.parametrize("folder", SOUND)
def test_a_sound_project_has_no_errors(folder: str) -> None:
    found = check_folder(CONFORMANCE / folder).diagnostics
    assert [diagnostic.code for diagnostic in found if diagnostic.severity is Severity.ERROR] == []


def test_a_name_that_may_be_declared_where_the_file_could_not_be_read_is_not_unknown() -> None:
    text = """
        event ping { }
        channel push { }
        messag lost { push { title "a"; body "b" } } }
        campaign c { enter on ping; flow { send lost by push; send other by push } }
    """
    assert codes(text).count("MA101") == 1


def test_a_clause_that_could_not_be_read_is_not_missing() -> None:
    found = check("event ping { }\ncampaign c { entre on ping; flow { stop } }\n").diagnostics
    assert [diagnostic.message.key for diagnostic in found if "without" in diagnostic.message.key] == []


def test_a_name_used_only_in_what_could_not_be_read_is_not_unused() -> None:
    text = """
        event ping { }
        channel push { }
        message a { push { title "a"; body "b" } }
        message b { push { title "a"; body "b" } }
        campaign c { enter on ping; flow { sned sned a by push; stop } }
    """
    unused = [d for d in check(text, settings=UNUSED).diagnostics if d.code == "MA110"]
    assert [diagnostic.message.args["name"] for diagnostic in unused] == ["b"]


def test_a_name_that_stands_alone_where_it_needs_words_before_it_is_not_unused() -> None:
    text = 'user { vip boolean }\naudience buyers = user.vip\naudience others "Others" = not buyers\n'
    assert codes(text, UNUSED) == ["MA101"]


def test_a_channel_is_never_unused_whoever_it_is_for() -> None:
    text = """
        event ping { }
        channel sales { kind push }
        channel team { kind push }
        channel nobody { kind push }
        campaign c { enter on ping; flow { hand off to "sales" with "a"; notify "team" with "b" } }
    """
    assert codes(text, UNUSED) == []


def test_a_name_used_only_by_itself_is_unused() -> None:
    found = check("audience a = user in a\n", settings=UNUSED).diagnostics
    assert sorted(diagnostic.code for diagnostic in found) == ["MA110", "MA111"]


def test_circles_of_thousands_of_definitions_are_found_once() -> None:
    count = 3000
    lines = [f"audience a{i} = user in a{(i + 1) % count}" for i in range(count)]
    assert codes("\n".join(lines)) == ["MA111"]


def test_two_circles_with_one_definition_in_common_are_both_told() -> None:
    text = """
        audience a = user in b
        audience b = user in a or user in c
        audience c = user in b
    """
    assert codes(text) == ["MA111", "MA111"]


def test_a_chain_that_branches_and_joins_is_no_circle() -> None:
    text = """
        user { vip boolean }
        audience a = user in b and user in c
        audience b = user in d
        audience c = user in d
        audience d = user.vip
    """
    assert codes(text) == []


def test_references_say_who_refers_to_whom() -> None:
    checked = check(
        'campaign c { enter on ping; flow { send hello by push } }\naudience a = tag "x"', base=BASE
    )
    found = [r for r in references(checked.project) if r.span.file == "main.ma"]
    assert [(r.kinds, r.name, r.is_in_expression) for r in found] == [
        ((SymbolKind.CHANNEL,), "push", False),
        ((SymbolKind.MESSAGE,), "hello", False),
        ((SymbolKind.TAG,), "x", True),
    ]


@pytest.mark.parametrize("rule", [ma110_unused_definition, ma111_definition_cycle])
def test_rules_of_names_check_by_themselves(rule: object) -> None:
    assert rule.RULE.check is rule.check
