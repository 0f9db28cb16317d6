"""Templates print what a marketer expects, whoever renders them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from maflow.compiler.lower.templates import lower_template
from maflow.compiler.templates.filters import FILTERS
from maflow.runtime.codegen.template_names import TEMPLATE_NAMES
from maflow.runtime.codegen.template_values import wrapped
from maflow.runtime.codegen.templates import compile_template, generate_template
from maflow.runtime.errors import RenderError
from maflow.runtime.program import templates as ir
from maflow.runtime.program.templates import COMPILED_FILTERS, Template, Variable
from maflow.runtime.program.types import ValueKind, ValueType
from tests.runtime.codegen.strategies_templates import TYPES, as_fallback

# Any: YAML is what it is.
Case = dict[str, Any]

CASES: list[Case] = yaml.safe_load(Path(__file__).with_name("templates.yaml").read_text("utf-8"))
FILTER_CASES: dict[str, Case] = yaml.safe_load(Path(__file__).with_name("filters.yaml").read_text("utf-8"))


def value_of(value: Any, type: ValueType) -> object:
    """Return a value of YAML as the engine holds it."""
    match type.kind:
        case ValueKind.MONEY:
            return Decimal(value)
        case ValueKind.LIST:
            assert type.item is not None
            return tuple(value_of(item, type.item) for item in value)
        case _:
            return value


def render(template: Template, given: Mapping[str, Any]) -> str:
    values = []
    for variable in template.variables:
        value = given.get(".".join(variable.path), "UTC" if variable.path == ("zone",) else None)
        assert variable.type is not None
        values.append(None if value is None else value_of(value, variable.type))
    return compile_template(template)(*values)


def ways(case: Case, text: str) -> list[Template]:
    """Return the template as it is lowered, and as python-liquid renders it."""
    is_html = case.get("html", False)
    template = lower_template(text, TYPES, is_html=is_html)
    return [template, as_fallback(template, text, is_html=is_html)]


@pytest.mark.parametrize("case", [case for case in CASES if "prints" in case], ids=lambda case: case["it"])
def test_a_template_prints(case: Case) -> None:
    for template in ways(case, case["text"]):
        assert render(template, case.get("of", {})) == case["prints"]


@pytest.mark.parametrize("case", [case for case in CASES if "fails" in case], ids=lambda case: case["it"])
def test_a_template_that_fails_says_why_and_where(case: Case) -> None:
    key, expression = case["fails"]
    for template, said in zip(ways(case, case["text"]), (key, case.get("liquid_says", key)), strict=True):
        with pytest.raises(RenderError) as caught:
            render(template, case.get("of", {}))
        assert caught.value.key == said
        if expression is not None:
            assert caught.value.arguments["expression"] == expression
        assert generate_template(template, "render").can_fail


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["it"])
def test_python_is_made_of_whatever_can_be(case: Case) -> None:
    template = lower_template(case["text"], TYPES, is_html=case.get("html", False))
    assert template.needs_liquid == (case.get("by") == "liquid")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["it"])
def test_a_template_survives_the_way_through_a_bundle(case: Case) -> None:
    template = lower_template(case["text"], TYPES, is_html=case.get("html", False))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(template), type=Template) == template
    assert msgspec.json.decode(msgspec.json.encode(template), type=Template) == template


def test_every_filter_that_a_template_may_use_has_a_case() -> None:
    assert sorted(FILTER_CASES) == sorted(FILTERS)


@pytest.mark.parametrize("name", sorted(FILTER_CASES))
def test_every_filter_works_at_run_time(name: str) -> None:
    for text, expected in FILTER_CASES[name].items():
        assert f"| {name}" in text
        for template in ways({}, text):
            given = {
                "user.tags": ["b", "a", "b"],
                "user.points": -7,
                "user.score": 2.5,
                "user.name": " <Mei Li> ",
            }
            given |= {"entry.value": "80", "now": 1_794_398_400_000, "user.ranks": [3, 10]}
            assert render(template, given) == expected


def test_what_the_compiler_knows_to_be_compiled_is_generated() -> None:
    assert set(COMPILED_FILTERS) - {"html"} <= set(FILTERS)
    generated = {name.removeprefix("T_f_") for name in TEMPLATE_NAMES if name.startswith("T_f_")}
    assert generated | {"date"} == set(COMPILED_FILTERS)


def test_two_variables_and_nothing_that_can_fail_make_a_function_of_plain_expressions() -> None:
    text = "{{ user.name | default: 'Hello' }}, your cart of {{ entry.value | money }} is waiting."
    generated = generate_template(lower_template(text, TYPES), "render_7")
    assert generated.variables == (("user", "name"), ("entry", "value"))
    assert not generated.can_fail
    assert generated.source_lines == (
        "def render_7(v0, v1):",
        "    t1 = (v0 or 'Hello')",
        "    t2 = ('' if v1 is None else T_money_2(v1) + ' CNY')",
        "    return f'{t1}' ', your cart of ' f'{t2}' ' is waiting.'",
    )


def test_generated_sources_stand_beside_each_other_in_one_module() -> None:
    texts = ["{{ user.name }}!", "{% increment n %}{{ user.name }}", "{{ user.points | divided_by: 0 }}"]
    made = [generate_template(lower_template(text, TYPES), f"render_{n}") for n, text in enumerate(texts)]
    names = dict(TEMPLATE_NAMES)
    exec("\n".join(line for each in made for line in each.source_lines), names)
    functions: Any = [names[f"render_{n}"] for n in range(len(texts))]
    assert functions[0]("Mei") == "Mei!"
    assert functions[1]("Mei") == "0Mei"
    with pytest.raises(RenderError):
        functions[2](1)


def test_a_value_whose_type_the_senders_do_not_agree_on_says_itself_what_it_is() -> None:
    types = msgspec.structs.replace(TYPES, run={"what": None})
    money, day = ValueType(ValueKind.MONEY, currency="CNY"), ValueType(ValueKind.DATE)
    for text in ("{{ run.what }}", "{{ run.what }}{% ifchanged %}{% endifchanged %}"):
        template = lower_template(text, types)
        assert template.variables == (Variable(("run", "what"), None),)
        render_it = compile_template(template)
        assert render_it(wrapped(Decimal(3), money)) == "3.00"
        assert render_it(wrapped(0, day)) == "1970-01-01"
        assert render_it("text") == "text"


HOSTILE: dict[str, tuple[ir.TemplateNode, ...]] = {
    "a filter that does not exist": (ir.Output(ir.Filtered(ir.Literal(1), (ir.Filter("__import__"),))),),
    "a filter without its argument": (ir.Output(ir.Filtered(ir.Literal(1), (ir.Filter("plus"),))),),
    "a variable that is not there": (ir.Output(ir.Filtered(ir.VariableUse(0))),),
    "a variable below zero": (ir.Output(ir.Filtered(ir.VariableUse(-1))),),
    "a slot below zero": (ir.Assign(-1, ir.Filtered(ir.Literal(1))),),
    "a loop's part outside the loop": (ir.Output(ir.Filtered(ir.LoopPart(0, ir.LoopPartKind.INDEX))),),
    "a jump without a loop": (ir.Jump(is_break=True),),
    "a number that is none": (ir.Output(ir.Filtered(ir.Literal(float("inf")), (ir.Filter("abs"),))),),
    "empty printed": (ir.Output(ir.Filtered(ir.Nothing(ir.NothingKind.EMPTY))),),
    "empty in order": (
        ir.If((ir.Arm(ir.Compare(ir.Literal(1), ir.Operator.LESS, ir.Nothing(ir.NothingKind.BLANK)), ()),)),
    ),
    "a date without a clock": (
        ir.Output(ir.Filtered(ir.Literal("now"), (ir.Filter("date", (ir.Literal("%Y"),)),))),
    ),
    "filters without end": (ir.Output(ir.Filtered(ir.Literal("x"), (ir.Filter("upcase"),) * 100)),),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bundle_that_no_compiler_makes_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        generate_template(Template((), HOSTILE[name]), "render")


def test_what_is_nested_too_deeply_is_refused() -> None:
    part: ir.Operand = ir.Literal("x")
    nodes: tuple[ir.TemplateNode, ...] = ("x",)
    for _ in range(5000):
        part = ir.Part(part, 0)
    for slot in range(50):
        nodes = (ir.Loop(slot, ir.Literal("x"), nodes),)
    for content in ((ir.Output(ir.Filtered(part)),), nodes):
        with pytest.raises(ValueError, match="deep"):
            generate_template(Template((), content), "render")


def test_no_text_of_a_bundle_becomes_code() -> None:
    evil = "'\"\\\n{v0}{{}}\N{LINE SEPARATOR}#"
    variable = Variable(("user", evil), ValueType(ValueKind.MONEY, currency=evil))
    node = ir.Output(
        ir.Filtered(ir.VariableUse(0), (ir.Filter("money"), ir.Filter("append", (ir.Literal(evil),))))
    )
    arm = ir.Arm(ir.Compare(ir.Local(0), ir.Operator.LESS, ir.Literal(evil)), (evil,), evil)
    render_it = compile_template(Template((variable,), (evil, node, ir.If((arm,), (evil,)))))
    assert render_it(Decimal(1)) == f"{evil}1.00 {evil}{evil}{evil}"


def test_python_liquid_is_imported_for_the_first_template_that_needs_it() -> None:
    program = """
import sys
from maflow.runtime.codegen.templates import compile_template
from maflow.runtime.program.templates import Fallback, Template
plain, other = compile_template(Template((), ("a",))), compile_template(Template((), Fallback("b")))
assert plain() == "a" and "liquid" not in sys.modules
assert other() == "b" and "liquid" in sys.modules
assert not any(name.startswith(("maflow.compiler", "maflow.dsl", "lark")) for name in sys.modules)
"""
    subprocess.run([sys.executable, "-c", program], check=True)
