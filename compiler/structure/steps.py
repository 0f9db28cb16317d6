"""Steps: the parameters that are named inside them, and what is given to them where they are used."""

from __future__ import annotations

from maflow.compiler.durations import is_bare_period
from maflow.compiler.inspection import Inspection, suggest
from maflow.compiler.symbols import SymbolKind
from maflow.compiler.typing.types import NameType, describe, type_of_declaration
from maflow.dsl import ast
from maflow.dsl.counted import counted
from maflow.dsl.diagnostics import Fix, Label, Text

__all__ = ["check_steps", "describe_parameter"]

_NAMES = {ast.TypeWord.MESSAGE: SymbolKind.MESSAGE, ast.TypeWord.CHANNEL: SymbolKind.CHANNEL}


def check_steps(inspection: Inspection) -> None:
    """Check the parameters of steps by name and number.

    The types of arguments that are no bare names are checked with all other expressions.
    Reports: MA101, MA105.
    """
    for duration, holder, _ in inspection.project.nodes.all(ast.DurationParameter):
        if not is_bare_period(duration, holder):  # else MA008 says what to write
            _check_duration(inspection, duration, holder)
    for use, holder, _ in inspection.project.nodes.all(ast.UseStep):
        symbol = inspection.project.symbols.find(SymbolKind.STEP, use.step.text)
        if symbol is not None and isinstance(symbol.node, ast.Step):
            _check_use(inspection, use, symbol.node, holder)


def describe_parameter(parameter: ast.StepParameter) -> str:
    """Return the words for the type of a parameter, as an argument of a sentence."""
    match type_of_declaration(parameter.type, None):
        case NameType(kind=kind):
            return f"@type.{kind.value}"
        case other:
            return describe(other)


def _check_duration(inspection: Inspection, duration: ast.DurationParameter, holder: ast.Declaration) -> None:
    name = duration.name
    if not isinstance(holder, ast.Step):
        if name.text not in inspection.project.symbols.lost_names:
            args = {"name": name.text}
            meant = counted(name.text)
            fixes: tuple[Fix, ...] = ()
            if meant is not None and meant.unit:
                fixes = (suggest(Text("fix.write", {"text": meant.written}), duration.span, meant.written),)
            help: tuple[Text, ...] = (Text("MA101.write-duration"),)
            inspection.context.report(
                "MA101", duration.span, "MA101.no-duration", args=args, help=help, fixes=fixes
            )
        return
    if all(parameter.name.text != name.text for parameter in holder.parameters):
        known = frozenset(p.name.text for p in holder.parameters if _is_duration(p))
        help = () if known else (Text("MA101.write-duration"),)
        inspection.unknown("MA101", "@kind.parameter", name, known, help=help)


def _is_duration(parameter: ast.StepParameter) -> bool:
    return isinstance(parameter.type, ast.NamedType) and parameter.type.word is ast.TypeWord.DURATION


def _check_use(inspection: Inspection, use: ast.UseStep, step: ast.Step, holder: ast.Declaration) -> None:
    if len(use.arguments) != len(step.parameters):
        _report_number(inspection, use, step)
    for argument, parameter in zip(use.arguments, step.parameters, strict=False):
        word = parameter.type.word if isinstance(parameter.type, ast.NamedType) else None
        kind = _NAMES.get(word) if word is not None else None
        if kind is not None and isinstance(argument, ast.Parameter):
            _check_name(inspection, argument.name, kind, parameter, holder)


def _report_number(inspection: Inspection, use: ast.UseStep, step: ast.Step) -> None:
    expected, found = len(step.parameters), len(use.arguments)
    surplus = use.arguments[expected:]
    span = surplus[0].span.to(surplus[-1].span) if surplus else use.step.span
    parameters = ", ".join(inspection.written(parameter.span) for parameter in step.parameters)
    inspection.context.report(
        "MA105",
        span,
        "MA105.arguments",
        args={"name": use.step.text, "expected": str(expected), "found": str(found)},
        labels=(Label(step.name.span, Text("types.declared-here")),),
        help=(Text("MA105.step-takes", {"call": f"{use.step.text}({parameters})"}),),
    )


def _check_name(
    inspection: Inspection,
    name: ast.Name,
    kind: SymbolKind,
    expected: ast.StepParameter,
    holder: ast.Declaration,
) -> None:
    """Check a bare word given where a step takes the name of a message or a channel."""
    own = holder.parameters if isinstance(holder, ast.Step) else ()
    passed_on = next((parameter for parameter in own if parameter.name.text == name.text), None)
    if passed_on is not None:
        _check_passed_on(inspection, name, passed_on, expected)
    elif inspection.project.symbols.find(kind, name.text) is None:
        also = [parameter.name.text for parameter in own if _same_type(parameter, expected)]
        inspection.unknown_symbol(name, kind, also=also)


def _check_passed_on(
    inspection: Inspection, name: ast.Name, passed_on: ast.StepParameter, expected: ast.StepParameter
) -> None:
    if _same_type(passed_on, expected):
        return
    args = {
        "name": name.text,
        "expected": describe_parameter(expected),
        "found": describe_parameter(passed_on),
    }
    places = (passed_on, expected)
    labels = [Label(parameter.span, Text("types.declared-here")) for parameter in places]
    inspection.context.report("MA105", name.span, "MA105.parameter-kind", args=args, labels=labels)


def _same_type(one: ast.StepParameter, other: ast.StepParameter) -> bool:
    return (
        isinstance(one.type, ast.NamedType)
        and isinstance(other.type, ast.NamedType)
        and one.type.word is other.type.word
    )
