"""What lowering makes of single constructs, where a golden file would not say why."""

from __future__ import annotations

from pathlib import Path

import pytest

from maflow.compiler.lower.lower import lower
from maflow.compiler.unsupported import Construct, unsupported
from maflow.runtime.program import flow
from maflow.runtime.program.expressions import Arithmetic, ArithmeticKind, Compare, Shift
from maflow.runtime.program.program import Program
from maflow.runtime.program.types import Property
from tests.compiler.inspected import CATALOGUE, SETTINGS, check, check_folder
from tests.compiler.lowered import campaign_of, lowered

HEAD = """
user { due moment; on date; interval duration; name text; level one of "a", "b" }
event ping { page text; value money; n integer; at moment }
event pong { page text; n number }
channel push { }
message note { push { title "T"; body "B" } }
"""


def run_values(body: str) -> dict[str, str]:
    """Return the kinds of what a run of a flow keeps."""
    program = lowered(f"{HEAD} campaign c {{ enter on ping; flow {{ {body} }} }}")
    return {value.name: value.type.kind.value for value in campaign_of(program, "c").run_values}


def condition_of(text: str) -> Compare:
    """Return the condition of an audience."""
    (predicate,) = lowered(f"{HEAD} audience a = {text}").predicates
    assert isinstance(predicate.condition, Compare)
    return predicate.condition


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("set run.x = 1", {"x": "integer"}),
        ("set run.x = entry.value; set run.y = run.x * 2", {"x": "money", "y": "money"}),
        ("set run.n = run.n default 0 + 1", {"n": "integer"}),
        ("set run.late = run.early; set run.early = now", {"late": "moment", "early": "moment"}),
        ("set run.a = run.b + 1; set run.b = run.a", {"a": "text", "b": "text"}),
        ("wait for pong up to 1 day { set run.n = event.n }", {"n": "number", "wait_for.pong.n": "number"}),
        ("wait for pong up to 1 day { wait 1 day } else { set run.n = 1 }", {"n": "integer"}),
    ],
)
def test_a_run_keeps_what_the_flow_sets_with_its_type(body: str, kinds: dict[str, str]) -> None:
    assert run_values(body) == kinds


def test_only_what_a_block_speaks_of_is_kept() -> None:
    program = lowered(
        HEAD
        + """campaign c { enter on ping; flow {
            wait for pong where event.page = "x" up to 1 day { if event.n > 1 { send note by push } }
            wait for pong up to 1 day { if did(ping where event.n > 1, last 1 day) { send note by push } }
        } }"""
    )
    waits = [node for node in campaign_of(program, "c").nodes if isinstance(node, flow.WaitForEvent)]
    assert [[kept.property for kept in wait.arms[0].keeps] for wait in waits] == [["n"], []]


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("user.due + 1 month > now", (1, 0, 0)),
        ("user.due - 2 weeks > now", (0, -14, 0)),
        ("3 days + user.due > now", (0, 3, 0)),
        ("user.due - 90 minutes > now", (0, 0, -5_400_000)),
        ("user.due + -1 day > now", (0, -1, 0)),
        ("user.due - -1 day > now", (0, 1, 0)),
    ],
)
def test_a_duration_that_is_written_down_moves_over_the_calendar(
    text: str, shift: tuple[int, int, int]
) -> None:
    left = condition_of(text).left
    assert isinstance(left, Shift)
    assert (left.months, left.days, left.elapsed_ms) == shift


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("user.due + user.interval > now", ArithmeticKind.MOMENT_AND_DURATION),
        ("user.interval + user.due > now", ArithmeticKind.MOMENT_AND_DURATION),
        ("user.on + user.interval > today", ArithmeticKind.DATE_AND_DURATION),
        ("user.due + (1 day + 2 hours) > now", ArithmeticKind.MOMENT_AND_DURATION),
    ],
)
def test_any_other_duration_is_elapsed_time(text: str, kind: ArithmeticKind) -> None:
    left = condition_of(text).left
    assert isinstance(left, Arithmetic)
    assert left.kind is kind


def entry_properties(body: str) -> list[str]:
    """Return what a campaign remembers of its entry events."""
    return [each.name for each in campaign_of(lowered(HEAD + body), "c").entry_properties]


@pytest.mark.parametrize(
    ("clauses", "body", "remembered"),
    [
        ("", "send note by push", []),
        ("", "if entry.n > 1 and entry.time < now { stop }", ["n"]),
        ("parallel by event.page", "", ["page"]),
        ("exit on pong where event.page = entry.page", "", ["page"]),
        ("goal ping where event.page = entry.page within 1 day worth entry.value", "", ["page", "value"]),
        ("exit when count(ping where event.n = entry.n, since entry) > 2", "", ["n"]),
        ("", 'notify "team" with "{{ entry.page }}"', ["page"]),
        ("", "wait until entry.at if past go; set user.name = entry.id", ["id", "at"]),
    ],
)
def test_what_something_looks_at_later_is_remembered(clauses: str, body: str, remembered: list[str]) -> None:
    assert entry_properties(f"campaign c {{ enter on ping; {clauses}; flow {{ {body} }} }}") == remembered


def test_what_a_message_speaks_of_is_remembered_by_those_who_send_it() -> None:
    letter = 'message letter { push { title "{{ entry.page }}"; body "B" } }'
    campaigns = """
        campaign c { enter on ping; flow { send letter by push } }
        campaign d { enter on ping; flow { send note by push } }
    """
    program = lowered(HEAD + letter + campaigns)
    remembered = {each.name: [p.name for p in each.entry_properties] for each in program.campaigns}
    assert remembered == {"c": ["page"], "d": []}


def test_senders_that_disagree_leave_the_type_of_a_value_open() -> None:
    letter = 'message letter { push { title "{{ entry.n }}"; body "{{ entry.page }}" } }'
    campaigns = """
        campaign c { enter on ping; flow { send letter by push } }
        campaign d { enter on pong; flow { send letter by push } }
    """
    found = {message.name: message for message in lowered(HEAD + letter + campaigns).messages}
    title, body = found["letter"].contents[0].fields
    assert title.template.variables[0].type is None
    assert body.template.variables[0].type is not None


def test_what_the_files_of_tests_declare_is_left_out_unless_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "ma.yaml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "main.ma").write_text(HEAD, encoding="utf-8")
    (tmp_path / "main_test.ma").write_text("event only_here { }\nstep later() { }", encoding="utf-8")
    checked = check_folder(tmp_path)
    assert unsupported(checked.project) == ()
    assert len(unsupported(checked.project, with_tests=True)) == 1
    program = lower(checked, CATALOGUE)
    assert (names(program), program.files) == (["ping", "pong"], ("main.ma",))
    with_tests = lower(checked, CATALOGUE, with_tests=True)
    assert names(with_tests) == ["ping", "pong", "only_here"]


def names(program: Program) -> list[str]:
    return [event.name for event in program.events if not event.is_raised]


def test_a_default_of_an_integer_is_whole() -> None:
    (attribute,) = lowered("user { n integer default 5.0 }").attributes
    assert attribute == Property(attribute.name, attribute.type, attribute.default)
    assert str(attribute.default) == "NumberData(value=5)"


def test_shares_of_less_than_all_leave_the_rest_without_an_arm() -> None:
    settings = SETTINGS.replace("MA110: ignore", "MA110: ignore, MA701: ignore")
    text = HEAD + (
        "campaign c { enter on ping; flow { split s { 40% as a { stop } 50% as b { } } send note by push } }"
    )
    split, stop, send = campaign_of(lowered(text, settings), "c").nodes
    assert isinstance(split, flow.Split)
    assert [share.until for share in split.shares] == [4000, 9000]
    assert (split.otherwise, stop.id, send.id) == (2, "stop", "send.note")


def test_every_occurrence_is_named_and_tests_are_not_looked_at() -> None:
    text = (
        HEAD
        + """
        step again() { send note by push }
        campaign c { enter on ping; budget 5 CNY; flow { again(); again() } }
        test "t" for c { given budget c used 5 CNY; at 2026-01-01 10:00 event ping { } ; other sends allowed }
    """
    )
    found = unsupported(check(text).project)
    assert [each.construct for each in found] == [
        Construct.STEP,
        Construct.BUDGET,
        Construct.STEP,
        Construct.STEP,
    ]
    assert [text[each.span.start :][:6] for each in found] == ["step a", "budget", "again(", "again("]
