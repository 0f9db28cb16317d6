"""The printer's own promises; that its texts are read back is a property (tests/properties)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maflow.dsl import ast
from maflow.dsl.ast import Name, Node, TextLiteral
from maflow.dsl.diagnostics import Sink
from maflow.dsl.parser import parse
from maflow.dsl.printer import print_module, print_node
from maflow.dsl.printer.module import NODES, ROWS
from maflow.dsl.printer.texts import block_lines, written_block_lines
from maflow.dsl.source import NO_SPAN, SourceFile
from maflow.dsl.strings import decode_text

# These are printed by what they stand in.
PARTS = {ast.Block, ast.IfArm, ast.EveryDay, ast.EveryMonth, ast.OnDays}


def nodes() -> list[type[Node]]:
    found = [value for value in vars(ast).values() if isinstance(value, type) and issubclass(value, Node)]
    return [node for node in found if node is not Node]


def block(lines: list[str], indentation: str) -> str:
    return "\n".join(['"""', *(indentation + line if line else "" for line in lines), indentation + '"""'])


def test_every_node_is_printed_in_one_way() -> None:
    assert {node.__name__ for node in nodes() if (node in NODES) + (node in ROWS) != 1} == {
        part.__name__ for part in PARTS
    }


@given(st.text() | st.text('ab \n\t"\\'), st.sampled_from(["", "  ", "\t"]))
def test_a_block_text_stands_for_its_value_whatever_its_indentation(value: str, indentation: str) -> None:
    assert decode_text(block(block_lines(value), indentation)) == value


@given(st.text('ab \n\t"\\', max_size=30), st.sampled_from(["", "  "]))
def test_a_written_block_text_keeps_its_value_when_it_is_indented_anew(body: str, indentation: str) -> None:
    raw = f'"""{body}"""'
    source = SourceFile("a.ma", f'tag "x" when {raw} = 1\n')
    sink = Sink()
    parse(source, sink)
    if not sink.diagnostics:
        assert decode_text(block(written_block_lines(raw), indentation)) == decode_text(raw)


@pytest.mark.parametrize(
    ("name", "english", "chinese"),
    [
        ("cart", "cart", "cart"),
        ("会员等级", "会员等级", "会员等级"),
        ("Order Paid", "`Order Paid`", "`Order Paid`"),
        ("in", "`in`", "`in`"),
        ("且", "且", "`且`"),
        ("count", "count", "count"),
    ],
)
def test_a_name_has_backticks_where_it_would_be_something_else(name: str, english: str, chinese: str) -> None:
    node = Name(span=NO_SPAN, text=name)
    assert (print_node(node), print_node(node, "zh-CN")) == (english, chinese)


def test_a_name_after_a_dot_needs_no_backticks() -> None:
    attribute = ast.Attribute(span=NO_SPAN, scope=ast.Scope.USER, name=Name(span=NO_SPAN, text="in"))
    assert print_node(attribute) == "user.in"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("user.a or user.b and user.c", "user.a or (user.b and user.c)"),
        ("((user.a and user.b) and user.c)", "(user.a and user.b) and user.c"),
        ("not user.a > 1", "not (user.a > 1)"),
        ("not (user in vip)", "not user in vip"),
        ("(user.a + 1) * 2 - (3 - 4)", "(user.a + 1) * 2 - (3 - 4)"),
        ("(1 + 2) + 3 > (4)", "1 + 2 + 3 > 4"),
        ("-(user.a default -1)", "-user.a default -1"),
        ("(-user.a) default (1 + 2)", "(-user.a) default (1 + 2)"),
        ("(user.a > 1) is known", "(user.a > 1) is known"),
    ],
)
def test_brackets_stand_where_they_are_needed_or_help(text: str, expected: str) -> None:
    (audience,) = parse(SourceFile("a.ma", f"audience x = {text}\n"), Sink()).declarations
    assert isinstance(audience, ast.Audience)
    assert print_node(audience.condition) == expected


def test_a_tree_without_a_source_is_laid_out_as_a_reader_expects() -> None:
    text = 'event a { x money }\nevent b { }\nchannel sms { cost 1 CNY }\ntest "t" { given user { age 3 } }\n'
    module = parse(SourceFile("a.ma", text), Sink())
    assert print_module(module, "zh-CN") == (
        "# language: zh-CN\n"
        "事件 a {\n  x  金额\n}\n\n事件 b { }\n\n渠道 sms {\n  成本 1 CNY\n}\n\n"
        '测试 "t" {\n  假如 用户 { age 3 }\n}\n'
    )


def test_a_text_is_printed_with_the_escapes_it_needs() -> None:
    literal = TextLiteral(span=NO_SPAN, value='a "b" \\ \n\t\x07您')
    assert print_node(literal) == '"a \\"b\\" \\\\ \\n\\t\\u{7}您"'
