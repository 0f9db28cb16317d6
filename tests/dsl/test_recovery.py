"""Mistakes: each is told once, at the right word, with the right advice, and the rest is still read."""

from __future__ import annotations

import datetime
import re
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from maflow.compiler.driver import check_project
from maflow.compiler.files import FileReader
from maflow.compiler.installed import load_installed
from maflow.compiler.symbols import declared_name
from maflow.disk import DiskFiles
from maflow.dsl.ast import Declaration, Module, Name, TextLiteral
from maflow.dsl.catalogue import sentence
from maflow.dsl.diagnostics import Diagnostic, Severity, Sink
from maflow.dsl.formatter.format import format_source
from maflow.dsl.parser import parse
from maflow.dsl.source import SourceFile

HERE = Path(__file__).parent
TOUR = HERE.parent / "conformance" / "t09_tour"
MISTAKES = HERE / "mistakes"
LANGUAGES = ("en", "zh-CN")

# The names of the tour that a second copy of it must not have again.
OWN_NAMES = re.compile(
    r"\b(page_view|cart_abandoned|order_paid|high_intent|cart_reminder|ten_off|cart_recovery)\b"
    r'|"(Cart Abandoned|Order Completed|the night belongs to the customer|paid in the night'
    r'|paid when the run is over|another cart was paid)"'
)
# A project has these once.
ONCE = re.compile(r"(?ms)^(?:user|channel|limits|quiet hours)\b.*?(?:^}\n|}\n|hours\n)")


@cache
def tour(language: str) -> str:
    text = "".join((TOUR / name).read_text(encoding="utf-8") for name in ("main.ma", "tour_test.ma"))
    return text if language == "en" else translated(text)


def translated(text: str) -> str:
    return format_source(SourceFile("tour.ma", text), dialect="zh-CN").text


@cache
def long_file(language: str) -> str:
    """Return a sound file of more than 500 lines: the tour, and copies of it under other names."""
    text = tour("en")
    copies = [OWN_NAMES.sub(partial(renamed, n), ONCE.sub("", text)) for n in range(2, 7)]
    whole = "\n".join([text, *copies])
    return whole if language == "en" else translated(whole)


def renamed(number: int, match: re.Match[str]) -> str:
    return f"{match[1]}_{number}" if match[1] else f'"{match[2]} {number}"'


def read(text: str) -> tuple[SourceFile, Module, list[Diagnostic]]:
    source, sink = SourceFile("tour.ma", text), Sink()
    module = parse(source, sink)
    return source, module, [d for d in sink.diagnostics if d.severity is Severity.ERROR]


def checked(text: str) -> list[Diagnostic]:
    settings = SourceFile.from_bytes("ma.yaml", (TOUR / "ma.yaml").read_bytes())
    files: FileReader = DiskFiles(TOUR)
    found = check_project(
        settings,
        [SourceFile("tour.ma", text)],
        channels=load_installed()[0],
        files=files,
        today=datetime.date(2026, 11, 22),
    )
    return [d for d in found.diagnostics if d.severity is Severity.ERROR]


def mistakes(language: str) -> list[dict[str, Any]]:  # Any: a row of YAML
    rows: list[dict[str, Any]] = yaml.safe_load((MISTAKES / f"{language}.yaml").read_text(encoding="utf-8"))
    return rows


def rows(language: str) -> list[Any]:
    return [pytest.param(row, id=row["as"].strip()) for row in mistakes(language)]


def advice(diagnostic: Diagnostic, language: str) -> str:
    """Return the first fix that is offered, else the first line of help, else the sentence itself."""
    offered = [fix.title for fix in diagnostic.fixes] or list(diagnostic.help) or [diagnostic.message]
    return sentence(offered[0], language)


def planted(row: dict[str, Any], text: str) -> str:
    assert row["write"] in text
    return text.replace(row["write"], row["as"], 1)


def assert_told_once(row: dict[str, Any], language: str) -> None:
    text = planted(row, tour(language))
    source, _, errors = read(text)
    if row.get("when") == "checked":
        errors = checked(text)
    assert [source.slice(error.span) for error in errors] == [row["at"]]
    assert errors[0].code == row.get("code", "MA001")
    assert advice(errors[0], language) == row.get("offers", row.get("says"))


@pytest.mark.parametrize("row", rows("en"))
def test_one_mistake_is_told_once_at_its_words(row: dict[str, Any]) -> None:
    assert_told_once(row, "en")


@pytest.mark.parametrize("row", rows("zh-CN"))
def test_one_mistake_in_chinese_keywords_is_told_once_at_its_words(row: dict[str, Any]) -> None:
    assert_told_once(row, "zh-CN")


@pytest.mark.parametrize("row", [row for row in rows("en") if "renames" not in row.values[0]])
def test_one_mistake_makes_no_further_errors_in_the_whole_check(row: dict[str, Any]) -> None:
    assert len(checked(planted(row, tour("en")))) == 1


@pytest.mark.parametrize("row", rows("zh-CN"))
def test_one_mistake_in_chinese_makes_no_further_errors_in_the_whole_check(row: dict[str, Any]) -> None:
    assert len(checked(planted(row, tour("zh-CN")))) == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("进入 每月 第 零 天 在 10:00", "这里是 `第`，应为 `第 1 天`"),
        ("流程 { 分流 甲 按 { } }", "这里是 `{`，应为 `学习` 或 属性，如 `用户.姓名`"),
        ("进入 当 用户 { }", "这里是 `{`，应为 `.`、`同意`、`属于` 或 `不属于`"),
        ("流程 { 等待 3 小时 && 甲 }", "这里是 `&&`，应为 `为` 或 行尾"),
        ("流程 { 重复 至多 3 遍 { } }", "这里是 `遍`，应为 `次`"),
        ("进入 每日 在 10:00 对 真", "这里是 `进入 每日`，应为 活动的条目（进入、目标、流程等）"),
    ],
)
def test_keywords_are_named_in_the_language_of_the_file(line: str, says: str) -> None:
    _, _, errors = read(f"# language: zh-CN\n活动 甲 {{ {line} }}\n")
    assert says in [sentence(error.message, "zh-CN") for error in errors]


@pytest.mark.parametrize(("written", "meant"), [("2 hour", "小时"), ("1 day", "天"), ("3 weeks", "周")])
def test_a_unit_of_the_other_language_is_translated_as_a_unit(written: str, meant: str) -> None:
    sink = Sink()
    parse(
        SourceFile("a.ma", f"# language: zh-CN\n活动 甲 {{ 进入 于 乙; 流程 {{ 等待 {written} }} }}\n"), sink
    )
    assert [edit.replacement for d in sink.diagnostics for fix in d.fixes for edit in fix.edits] == [meant]


def test_the_colon_of_a_time_that_is_glued_to_a_keyword_stays_one() -> None:
    _, _, errors = read("# language: zh-CN\n免打扰22：00-07：00 对 push\n")
    assert {error.code: [edit.replacement for edit in error.fixes[0].edits] for error in errors} == {
        "MA003": [":", ":"],
        "MA004": [" "],
    }


IN_FLOWS = (
    "if user.name is known and { stop }",
    "if not { stop }",
    "if user.member_level = { stop } else { stop }",
    "if user.name ends with { stop }",
    "if user.member_level in { stop }",
    "if user.name is known and ( { stop }",
    "wait for order_paid where { stop }",
    "wait until next user.birthday",
    "set user.name",
    "wait entry.value",
    "if user.name is known AND NOT user in high_intent { stop }",
)
IN_TESTS = (
    "arm coupon_test",
    "arm holdout",
    "given sent cart_reminder by push",
    "given sent cart_reminder by",
)


@pytest.mark.parametrize("line", IN_FLOWS)
def test_the_statement_behind_a_mistake_is_still_checked(line: str) -> None:
    assert_only_the_next_line_is_told_as_well(
        "    wait 2 hours\n", f"    {line}\n    send cart_remindr by push\n"
    )


@pytest.mark.parametrize("line", IN_TESTS)
def test_the_line_of_a_test_behind_a_mistake_is_still_checked(line: str) -> None:
    first = "  at 2026-11-10 20:30  event cart_abandoned"
    assert_only_the_next_line_is_told_as_well(
        first, f"  {line}\n  at 2026-11-10 20:29 receipt push.opened of cart_remindr\n{first}"
    )


def assert_only_the_next_line_is_told_as_well(write: str, lines: str) -> None:
    text = planted({"write": write, "as": lines}, tour("en"))
    _, other = [SourceFile("tour.ma", text).slice(error.span) for error in checked(text)]
    assert other == "cart_remindr"


@pytest.mark.parametrize(
    ("lines", "at", "offers"),
    [
        ("enter on signed_up and user.vip", "and", "did you mean `where`?"),
        ("enter on signed_up, user.vip", ",", "did you mean `where`?"),
        ("exit on paid and event.is_gift", "and", "did you mean `where`?"),
        ("enter on signed_up or user.vip", "or", ""),
        ("enter on signed_up and push.opened", "and", "write `enter on push.opened`"),
        ('flow { notify team "please look" }', "team", ""),
    ],
)
def test_what_is_joined_to_an_event_or_half_written_is_not_taken_for_something_else(
    lines: str, at: str, offers: str
) -> None:
    source, _, (error,) = read(f"campaign c {{\n  {lines}\n}}\n")
    assert source.slice(error.span) == at
    assert advice(error, "en").startswith(offers)
    assert bool(error.fixes) is bool(offers)


def test_a_window_in_the_words_of_the_other_language_is_borrowed() -> None:
    text = tour("en").replace("1 sms per calendar day", "1 sms 每自然日")
    assert read(text)[2] == []


# Six rows: the copy of the tour (from 0), what is written, what is typed, and what is offered.
SIX_TYPOS = {
    "statements": [
        (0, "wait 2 hours", "wiat 2 hours", "wiat", "wait"),
        (1, "split coupon_test", "splt coupon_test", "splt", "split"),
        (2, "give ten_off", "giv ten_off", "giv", "give"),
        (3, "tag add", "tag ad", "ad", "add"),
        (4, "send cart_reminder", "sedn cart_reminder", "sedn", "send"),
        (5, "} else {", "} eles {", "eles", "else"),
    ],
    "declarations": [
        (0, "audience high_intent", "audiense high_intent", "audiense", "audience"),
        (1, "event page_view", "evetn page_view", "evetn", "event"),
        (2, "message cart_reminder", "mesage cart_reminder", "mesage", "message"),
        (3, "offer ten_off", "ofer ten_off", "ofer", "offer"),
        (4, "campaign cart_recovery", "campaing cart_recovery", "campaing", "campaign"),
        (5, 'test "the night', 'tets "the night', "tets", "test"),
    ],
    "clauses": [
        (0, "owner  ", "ownr  ", "ownr", "owner"),
        (1, "priority  70", "prioritty  70", "prioritty", "priority"),
        (2, "reenter   after 7 days from", "reenter   after 7 days form", "form", "from"),
        (3, "within 3 days worth", "witin 3 days worth", "witin", "within"),
        (4, "holdout   5%", "hodlout   5%", "hodlout", "holdout"),
        (5, "exit on   order_paid", "exti on   order_paid", "exti", "exit"),
    ],
    "units, types, operators, windows": [
        (0, "wait 2 hours", "wait 2 huors", "huors", "hours"),
        (1, "value money", "value mony", "mony", "money"),
        (2, "last 7 days", "lats 7 days", "lats", "last"),
        (3, "and user.member_level", "adn user.member_level", "adn", "and"),
        (4, "valid 3 days", "valid 3 dyas", "dyas", "days"),
        (5, "count(page_view", "cuont(page_view", "cuont", "count"),
    ],
    "one declaration": [
        (2, "owner  ", "ownr  ", "ownr", "owner"),
        (2, "enter on", "enetr on", "enetr", "enter"),
        (2, "wait 2 hours", "wiat 2 hours", "wiat", "wait"),
        (2, "up to 1 hour {", "upto 1 hour {", "upto", "up to"),
        (2, "tag add", "tga add", "tga", "tag"),
        (2, "45% as ten", "45% is ten", "is", "as"),
    ],
}
SIX_TYPOS_IN_CHINESE = {
    "statements": [
        (0, "等待 2 小时", "等侍 2 小时", "等侍", "等待"),
        (1, "分流 coupon_test", "分留 coupon_test", "分留", "分流"),
        (2, "发放 ten_off", "发方 ten_off", "发方", "发放"),
        (3, "等事件 push", "等事情 push", "等事情", "等事件"),
        (4, "发送 cart_reminder", "发关 cart_reminder", "发关", "发送"),
        (5, "} 否则 {", "} 否责 {", "否责", "否则"),
    ],
    "declarations": [
        (0, "人群 high_intent", "人裙 high_intent", "人裙", "人群"),
        (1, "事件 page_view", "时件 page_view", "时件", "事件"),
        (2, "内容 cart_reminder", "内荣 cart_reminder", "内荣", "内容"),
        (3, "优惠 ten_off", "优会 ten_off", "优会", "优惠"),
        (4, "活动 cart_recovery", "活到 cart_recovery", "活到", "活动"),
        (5, '测试 "the night', '测式 "the night', "测式", "测试"),
    ],
}


@pytest.mark.parametrize("typos", SIX_TYPOS.values(), ids=SIX_TYPOS.keys())
def test_six_typos_in_500_lines_are_six_diagnostics(typos: list[tuple[int, str, str, str, str]]) -> None:
    assert_six_diagnostics(typos, "en")


@pytest.mark.parametrize("typos", SIX_TYPOS_IN_CHINESE.values(), ids=SIX_TYPOS_IN_CHINESE.keys())
def test_six_typos_in_500_lines_of_chinese_are_six_diagnostics(
    typos: list[tuple[int, str, str, str, str]],
) -> None:
    assert_six_diagnostics(typos, "zh-CN")


def assert_six_diagnostics(typos: list[tuple[int, str, str, str, str]], language: str) -> None:
    sound = long_file(language)
    text = sound
    placed = sorted(
        (place(sound, copy, right), right, wrong, at, meant) for copy, right, wrong, at, meant in typos
    )
    for start, right, wrong, _, _ in reversed(placed):
        text = text[:start] + wrong + text[start + len(right) :]
    assert text.count("\n") >= 500
    source, module, errors = read(text)
    told = [(source.slice(error.span), written(error)) for error in errors]
    assert told == [(at, meant) for *_, at, meant in placed]
    assert names(module) == names(read(sound)[1])
    assert len(checked(text)) == 6


def place(text: str, copy: int, part: str) -> int:
    """Return where a text stands in the copy of the tour with a number."""
    starts = [match.start() for match in re.finditer(r"(?m)^(?:event|事件) page_view", text)]
    return text.index(part, starts[copy] if copy else 0)


def written(diagnostic: Diagnostic) -> str:
    """Return what the first fix writes."""
    edits = [edit.replacement for fix in diagnostic.fixes for edit in fix.edits]
    return edits[0] if edits else ""


def names(module: Module) -> list[tuple[str, str]]:
    return [(type(each).__name__, name_of(each)) for each in module.declarations]


def name_of(declaration: Declaration) -> str:
    match declared_name(declaration):
        case TextLiteral(value=text) | Name(text=text):
            return text
        case _:
            return ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_long_file_is_sound_before_anything_is_planted(language: str) -> None:
    assert checked(long_file(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_hold_many_mistakes(language: str) -> None:
    assert len(mistakes(language)) >= 40
