"""Bare words inside expressions: parameters of steps, and what was written without the words before it."""

from __future__ import annotations

from maflow.compiler.inspection import Inspection, suggest
from maflow.compiler.symbols import Symbol, SymbolKind
from maflow.compiler.typing.names import report_unknown
from maflow.compiler.typing.scope import Scope
from maflow.compiler.typing.types import ANYTHING, Anything, OneOf, Typed
from maflow.compiler.wording import quoted
from maflow.dsl import ast
from maflow.dsl.counted import counted
from maflow.dsl.diagnostics import Label, Text
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.source import Span

__all__ = ["infer_parameter", "report_no_value", "report_unquoted"]

# Of several that are called alike the first is meant, being what conditions speak of most often.
_BEFORE_PROPERTIES = (SymbolKind.AUDIENCE, SymbolKind.ATTRIBUTE)
_KINDS = (
    *_BEFORE_PROPERTIES,
    SymbolKind.TAG,
    SymbolKind.SCORE,
    SymbolKind.STAGES,
    SymbolKind.EVENT,
    SymbolKind.CHANNEL,
    SymbolKind.OFFER,
    SymbolKind.MESSAGE,
    SymbolKind.CAMPAIGN,
    SymbolKind.CATEGORY,
    SymbolKind.GROUP,
    SymbolKind.STEP,
    SymbolKind.ALERT,
)

# What other languages call it when nothing is known.
_UNKNOWNS = frozenset(("unknown", "null", "nil", "none", "undefined"))
_IS_EQUAL = {ast.BinaryOperator.EQUAL: True, ast.BinaryOperator.NOT_EQUAL: False}


def infer_parameter(node: ast.Parameter, scope: Scope) -> Typed:
    """Return the type of a bare word: a parameter of the step around it.

    Reports: MA101.
    """
    name = node.name.text
    found = scope.parameters.get(name)
    if found is not None:
        return Typed(found)
    if name not in scope.project.symbols.lost_names:
        _report(node, scope)
    return Typed(ANYTHING, may_be_unknown=True)


def report_no_value(node: ast.Binary, other: Typed, scope: Scope) -> Typed | None:
    """Report a comparison with the unknown, which is no value: `user.age != unknown`; None if it is none.

    Reports: MA101.
    """
    is_equal, word = _IS_EQUAL.get(node.operator), node.right
    if is_equal is None or not isinstance(word, ast.Parameter) or isinstance(other.type, Anything):
        return None
    name = word.name.text
    values = other.type.values if isinstance(other.type, OneOf) else ()
    if name in values or name in scope.parameters or name not in _UNKNOWNS | {"known"}:
        return None
    test = "is unknown" if is_equal == (name in _UNKNOWNS) else "is known"
    written = Inspection(scope.project, scope.context).dialect(node.span.file).write(test)
    title = Text("help.did-you-mean", {"name": written})
    place = Span(node.span.file, node.left.span.end, node.right.span.end)
    fix = suggest(title, place, f" {written}")
    args = {"name": name, "test": written}
    scope.context.report("MA101", word.span, "MA101.no-value", args=args, help=(title,), fixes=(fix,))
    return Typed(ANYTHING)


def report_unquoted(node: ast.Parameter, other: Typed, scope: Scope) -> Typed:
    """Report a bare word beside something that is a text.

    Reports: MA101.
    """
    name = node.name.text
    values = other.type.values if isinstance(other.type, OneOf) else ()
    near = nearest(name, frozenset(values))
    if near is None and _without_dot(node, scope) is not None:
        _report(node, scope)
        return Typed(ANYTHING)
    if near is None and name in scope.project.symbols.lost_names:
        return Typed(ANYTHING)
    if near is None and _is_value(name, scope):
        _report(node, scope)
        return Typed(ANYTHING)
    meant = near or name
    title = Text("help.did-you-mean", {"name": f'"{meant}"'})
    fix = suggest(title, node.span, f'"{meant}"')
    labels = [Label(other.declared, Text("types.declared-here"))] if other.declared else []
    args = {"name": name}
    scope.context.report(
        "MA101", node.span, "MA101.bare-word", args=args, labels=labels, help=(title,), fixes=(fix,)
    )
    return Typed(ANYTHING)


def _is_value(name: str, scope: Scope) -> bool:
    """Tell whether something is called so that has a value, though it is written with other words."""
    is_property = scope.event is not None and name in scope.event.properties
    kinds = (SymbolKind.ATTRIBUTE, SymbolKind.STAGES)
    return is_property or any(scope.project.symbols.find(kind, name) for kind in kinds)


def _report(node: ast.Parameter, scope: Scope) -> None:
    name = node.name.text
    known = frozenset(scope.parameters)
    symbols = scope.project.symbols
    symbol = next(filter(None, (symbols.find(kind, name) for kind in _KINDS)), None)
    is_property = scope.event is not None and name in scope.event.properties
    if nearest(name, known) is not None:
        report_unknown("MA101", node.name, "@kind.parameter", known, scope)
    elif (meant := _without_dot(node, scope)) is not None:
        title = Text("help.did-you-mean", {"name": meant})
        fix = suggest(title, node.span, meant)
        args = {"name": name}
        scope.context.report("MA101", node.span, "MA101.bare-word", args=args, help=(title,), fixes=(fix,))
    elif is_property and (symbol is None or symbol.kind not in _BEFORE_PROPERTIES):
        _report_alone(node, "property", None, scope)
    elif symbol is not None:
        _report_alone(node, symbol.kind.value, symbol, scope)
    elif known:
        report_unknown("MA101", node.name, "@kind.parameter", known, scope)
    else:
        user = Inspection(scope.project, scope.context).dialect(node.span.file).write("user")
        help = (Text("MA101.bare-word-help", {"attribute": f"{user}.{name}"}),)
        number = counted(name)
        fixes = (
            (suggest(Text("fix.write", {"text": number.written}), node.span, number.written),)
            if number
            else ()
        )
        args = {"name": name}
        scope.context.report("MA101", node.span, "MA101.bare-word", args=args, help=help, fixes=fixes)


def _without_dot(node: ast.Parameter, scope: Scope) -> str | None:
    """Return what a word means that holds a scope and a name, as Chinese has it: `用户等级`, `事件的页面`."""
    symbols = scope.project.symbols
    properties = scope.event.properties if scope.event is not None else {}
    for each in ast.Scope:
        written = Inspection(scope.project, scope.context).dialect(node.span.file).write(each.value)
        rest = node.name.text.removeprefix(written)
        name = rest.removeprefix("的")
        if written.isascii() or not name or rest == node.name.text:
            continue
        is_attribute = each is ast.Scope.USER and symbols.find(SymbolKind.ATTRIBUTE, name)
        is_property = each is ast.Scope.EVENT and name in properties
        if name != rest or is_attribute or is_property:
            return f"{written}.{name}"
    return None


def _report_alone(node: ast.Parameter, kind: str, symbol: Symbol | None, scope: Scope) -> None:
    """Report a name that is declared but has to be written with other words; without symbol a property."""
    written = _written(node, symbol, scope)
    help = _asked(node, kind) if written is None else Text("help.did-you-mean", {"name": written})
    scope.context.report(
        "MA101",
        node.span,
        "MA101.name-alone",
        args={"kind": f"@kind.{kind}", "name": node.name.text},
        labels=[Label(symbol.span, Text("types.declared-here"))] if symbol is not None else [],
        help=(help,),
        fixes=(suggest(help, node.span, written),) if written is not None else (),
    )


def _written(node: ast.Parameter, symbol: Symbol | None, scope: Scope) -> str | None:
    """Return what an expression has in the place of a name alone, None where more is to be chosen."""
    write = Inspection(scope.project, scope.context).dialect(node.span.file).write
    name = quoted(scope.context, node.span)
    match symbol.kind if symbol is not None else None:
        case None:
            return f"{write('event')}.{name}"
        case SymbolKind.ATTRIBUTE:
            return f"{write('user')}.{name}"
        case SymbolKind.AUDIENCE:
            return f"{write('user')} {write('in')} {name}"
        case SymbolKind.TAG:
            return f'{write("tag")} "{node.name.text}"'
        case SymbolKind.SCORE:
            return f"{write('score')} {name}"
        case SymbolKind.STAGES:
            return f"{write('stage')} {name}"
        case _:
            return None


def _asked(node: ast.Parameter, kind: str) -> Text:
    """Return how an expression asks for what it cannot name."""
    args = {"name": node.name.text}
    match kind:
        case "event" | "channel" | "offer":
            return Text(f"MA101.ask-{kind}", args)
        case "message" | "campaign" | "category":
            return Text("MA101.ask-receipt", {**args, "property": kind})
        case _:
            return Text("MA101.ask-nothing")
