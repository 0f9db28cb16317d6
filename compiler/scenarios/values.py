"""The values that a test gives to attributes and properties: both exist, and the value fits."""

from __future__ import annotations

from collections.abc import Sequence

from maflow.compiler.inspection import Inspection, listed, suggest
from maflow.compiler.literals import as_given, fits, report_misfit
from maflow.compiler.symbols import SymbolKind
from maflow.compiler.typing.events import event_shape
from maflow.compiler.typing.scope import EventShape, Scope
from maflow.compiler.typing.types import Money, type_of_declaration
from maflow.dsl import ast
from maflow.dsl.diagnostics import Fix, Text
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.source import Span

__all__ = ["check_values"]

_TAGS = "tags"


def check_values(inspection: Inspection, test: ast.Test) -> None:
    """Check the events, properties and attributes of a test, and the values they are given.

    What can arrive in the real world can be tested: an address of a wrong form, and an event whose
    money is in another currency (it has that property unknown) are no mistakes here.
    Reports: MA102-MA106, MA108.
    """
    for line in test.lines:
        match line:
            case ast.GivenUser(entries=entries):
                _check_user(inspection, entries)
            case ast.GivenBudget(used=used):
                _check_used(inspection, used)
            case ast.TimedAction(action=ast.EventAction(event=event, properties=properties)):
                _check_event(inspection, event, properties)
            case ast.TimedAction(action=ast.SetAction(values=values)):
                for value in values:
                    _check_attribute(inspection, value)
            case ast.TimedAction(action=ast.ReceiptAction(receipt=receipt)):
                _check_receipt(inspection, receipt)
            case _:
                pass


def _check_user(inspection: Inspection, entries: Sequence[ast.GivenEntry]) -> None:
    for entry in entries:
        match entry:
            case ast.GivenAttribute():
                _check_attribute(inspection, entry)
            case ast.GivenDid(event=event, properties=properties):
                _check_event(inspection, event, properties)
            case _:
                pass


def _check_attribute(inspection: Inspection, given: ast.GivenAttribute | ast.PropertyValue) -> None:
    project = inspection.project
    symbol = project.symbols.find(SymbolKind.ATTRIBUTE, given.name.text)
    if symbol is None:
        known = project.symbols.names(SymbolKind.ATTRIBUTE)
        tags = {_TAGS, inspection.dialect(given.name.span.file).write(_TAGS)}
        help = (Text("MA102.tags-of-flows"),) if given.name.text in tags else ()
        inspection.unknown("MA102", "@kind.attribute", given.name, known, help=help)
        return
    assert isinstance(symbol.node, ast.Property), "attributes are properties of users"
    expected = type_of_declaration(symbol.node.type, project.settings.currency)
    misfit = fits(as_given(given.value, expected), expected, project)
    if misfit is not None and not misfit.is_form and not _is_mended_list(inspection, given.value):
        report_misfit(misfit, symbol.span, inspection.context)


def _check_event(
    inspection: Inspection, event: ast.EventRef, properties: Sequence[ast.PropertyValue]
) -> None:
    shape = event_shape(event, Scope(inspection.project, inspection.context))
    for given in properties:
        expected = shape.properties.get(given.name.text)
        if expected is None:
            _report_property(inspection, given.name, shape)
            continue
        value = as_given(given.value, expected.type)
        misfit = fits(value, expected.type, inspection.project)
        is_possible = misfit is not None and (misfit.is_form or misfit.is_currency)
        if misfit is not None and not is_possible and not _is_mended_list(inspection, given.value):
            report_misfit(misfit, expected.declared, inspection.context)


def _is_mended_list(inspection: Inspection, value: ast.Expression) -> bool:
    """Tell whether several values stand where something else was wrong: it made a list of them."""
    return isinstance(value, ast.ListLiteral) and inspection.project.is_damaged(value)


def _report_property(inspection: Inspection, name: ast.Name, shape: EventShape) -> None:
    if not shape.is_known or name.text in inspection.project.symbols.lost_names:
        return
    near = nearest(name.text, frozenset(shape.properties))
    known = {"event": shape.name, "known": listed(shape.properties)}
    help = Text("help.did-you-mean", {"name": near}) if near else Text("names.known-properties", known)
    fixes: tuple[Fix, ...] = ()
    if near:
        fixes = (suggest(help, name.span, inspection.spelled(near, name.span.file)),)
    args = {"name": name.text, "event": shape.name}
    inspection.context.report(
        "MA104", name.span, "MA104.unknown-property", args=args, help=(help,), fixes=fixes
    )


def _check_used(inspection: Inspection, used: ast.MoneyLiteral) -> None:
    misfit = fits(used, Money(inspection.project.settings.currency), inspection.project)
    if misfit is not None:
        report_misfit(misfit, None, inspection.context)


def _check_receipt(inspection: Inspection, receipt: ast.EventRef) -> None:
    shape = event_shape(receipt, Scope(inspection.project, inspection.context))
    source = receipt.source.text if receipt.source else ""
    is_of_channel = inspection.project.symbols.find(SymbolKind.CHANNEL, source) is not None
    if shape.is_known and not is_of_channel:
        help = (Text("MA103.write-receipt"),)
        args = {"name": _written(receipt, inspection)}
        inspection.context.report("MA103", receipt.span, "MA103.no-receipt", args=args, help=help)


def _written(receipt: ast.EventRef, inspection: Inspection) -> str:
    span: Span = receipt.span
    return inspection.written(span) or receipt.name.text
