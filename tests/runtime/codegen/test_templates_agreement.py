"""Generated Python and python-liquid render alike."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from liquid import Environment, Undefined
from liquid.exceptions import LiquidError

from maflow.runtime.codegen.template_values import wrapped
from tests.runtime.codegen.strategies_templates import (
    Drawn,
    as_fallback,
    plain_templates,
    rendered,
    templates,
)

# A night has time for more: MAFLOW_EXAMPLES=5000 make test-slow
MANY_EXAMPLES = int(os.environ.get("MAFLOW_EXAMPLES", "1500"))
LIQUID = {is_html: Environment(autoescape=is_html) for is_html in (False, True)}


@given(drawn=templates)
def test_generated_python_gives_what_our_python_liquid_gives(drawn: Drawn) -> None:
    other = as_fallback(drawn.template, drawn.source, is_html=drawn.is_html)
    assert rendered(drawn.template, drawn.values) == rendered(other, drawn.values)


@given(drawn=plain_templates)
def test_where_nothing_prints_otherwise_both_give_what_python_liquid_gives_as_it_comes(drawn: Drawn) -> None:
    assert rendered(drawn.template, drawn.values) == as_it_comes(drawn)


@pytest.mark.slow
@settings(max_examples=MANY_EXAMPLES)
@given(drawn=templates)
def test_many_more_templates_render_alike(drawn: Drawn) -> None:
    other = as_fallback(drawn.template, drawn.source, is_html=drawn.is_html)
    assert rendered(drawn.template, drawn.values) == rendered(other, drawn.values)


@pytest.mark.slow
@settings(max_examples=MANY_EXAMPLES)
@given(drawn=plain_templates)
def test_many_more_templates_give_what_python_liquid_gives_as_it_comes(drawn: Drawn) -> None:
    assert rendered(drawn.template, drawn.values) == as_it_comes(drawn)


class Object(dict[str, object]):
    def __missing__(self, name: str) -> object:
        return Undefined(name)


def as_it_comes(drawn: Drawn) -> str:
    """Render by python-liquid alone; values are only given the form in which they print."""
    context: dict[str, object] = {name: Object() for name in ("user", "entry", "run", "campaign")}
    zone = str(drawn.values[("zone",)])
    for variable in drawn.template.variables:
        value = drawn.values[variable.path]
        if value is None or variable.path == ("zone",):
            continue
        assert variable.type is not None
        *root, name = variable.path
        target = context[root[0]] if root else context
        assert isinstance(target, dict)
        target[name] = wrapped(value, variable.type, zone, variable.digits)
    try:
        return LIQUID[drawn.is_html].from_string(drawn.source + "{% # %}").render(**context)
    except (LiquidError, ArithmeticError, ValueError, TypeError):
        return "(fails)"
