"""What is declared, given or written twice where once is all there can be (MA109)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from maflow.compiler.inspection import Inspection, repeated
from maflow.compiler.references import EVENT_SOURCES
from maflow.compiler.symbols import Symbol
from maflow.dsl import ast
from maflow.dsl.source import Span

__all__ = ["LABELLED", "check_duplicates", "labels_by_holder"]

LABELLED: tuple[type[ast.Node], ...] = (
    ast.Wait,
    ast.WaitUntilTime,
    ast.WaitUntilMoment,
    ast.WaitUntilNext,
    ast.WaitFor,
    ast.WaitForAny,
    ast.Send,
    ast.Escalate,
    ast.Sequence,
    ast.Repeat,
)
"""The statements that can carry a label."""


def check_duplicates(inspection: Inspection) -> None:
    """Report names that are declared twice, both places.

    Two tests may have the same title: what tells them apart is where they stand.
    Reports: MA109.
    """
    _check_symbols(inspection)
    _check_event_sources(inspection)
    _check_wire_names(inspection)
    _check_parts(inspection)
    _check_flows(inspection)
    _check_messages(inspection)
    _check_tests(inspection)


def labels_by_holder(inspection: Inspection) -> dict[Span, list[ast.Name]]:
    """Return the labels of every campaign and step that has any, in reading order, by its span."""
    found: dict[Span, list[ast.Name]] = defaultdict(list)
    for node_class in LABELLED:
        for node, holder, _ in inspection.project.nodes.all(node_class):
            label: ast.Name | None = getattr(node, "label")  # noqa: B009 - all of LABELLED have one
            if label is not None:
                found[holder.span].append(label)
    for labels in found.values():
        labels.sort(key=lambda label: label.span.start)
    return found


def _check_symbols(inspection: Inspection) -> None:
    symbols = inspection.project.symbols
    for symbol in symbols.duplicates:
        first = symbols.find(symbol.kind, symbol.name)
        assert first is not None, "a duplicate comes after a first declaration"
        args = {"kind": f"@kind.{symbol.kind.value}", "name": symbol.name}
        inspection.twice("MA109.declared-twice", args, symbol.span, first.span)


def _check_event_sources(inspection: Inspection) -> None:
    """Report a channel, an offer and stages of one name: their events could not be told apart."""
    symbols = inspection.project.symbols
    order = {module.path: index for index, module in enumerate(inspection.project.modules)}
    by_name: dict[str, list[Symbol]] = defaultdict(list)
    for kind in EVENT_SOURCES:
        for symbol in symbols.of(kind):
            by_name[symbol.name].append(symbol)
    for name, found in by_name.items():
        first, *others = sorted(found, key=lambda symbol: (order[symbol.span.file], symbol.span.start))
        for symbol in others:
            args = {"name": name, "kind": f"@kind.{symbol.kind.value}", "other": f"@kind.{first.kind.value}"}
            inspection.twice("MA109.same-events", args, symbol.span, first.span)


def _check_wire_names(inspection: Inspection) -> None:
    names = []
    for event, _, _ in inspection.project.nodes.all(ast.Event):
        wire = event.wire_name
        names.append((wire.value, wire.span) if wire else (event.name.text, event.name.span))
    declared = {s.span for s in inspection.project.symbols.duplicates}
    for name, span, first in repeated(entry for entry in names if entry[1] not in declared):
        inspection.twice("MA109.wire-twice", {"name": name}, span, first)


def _check_parts(inspection: Inspection) -> None:
    nodes = inspection.project.nodes
    for event, _, _ in nodes.all(ast.Event):
        inspection.names_twice("@kind.property", [part.name for part in event.properties])
    for step, _, _ in nodes.all(ast.Step):
        inspection.names_twice("@kind.parameter", [part.name for part in step.parameters])
    for stages, _, _ in nodes.all(ast.Stages):
        inspection.names_twice("@kind.stage", [stage.name for stage in stages.stages])
    for score, _, _ in nodes.all(ast.Score):
        lines = [entry for entry in score.entries if isinstance(entry, ast.ScoreGrades)]
        inspection.names_twice("@kind.grade", [grade.name for line in lines for grade in line.grades])
    for choice, _, _ in nodes.all(ast.OneOfType):
        _texts_twice(inspection, choice.values)


def _check_flows(inspection: Inspection) -> None:
    nodes = inspection.project.nodes
    for labels in labels_by_holder(inspection).values():
        inspection.names_twice("@kind.label", labels)
    for split, _, _ in nodes.all(ast.Split):
        inspection.names_twice("@kind.arm", [arm.name for arm in split.arms])
    for learning, _, _ in nodes.all(ast.SplitLearning):
        inspection.names_twice("@kind.arm", [arm.name for arm in learning.arms])
    for split_by, _, _ in nodes.all(ast.SplitBy):
        rest = [split_by.otherwise.name] if split_by.otherwise else []
        inspection.names_twice("@kind.arm", [arm.name for arm in split_by.arms] + rest)
        _texts_twice(
            inspection, [arm.value for arm in split_by.arms if isinstance(arm.value, ast.TextLiteral)]
        )
    for wait, _, _ in nodes.all(ast.WaitForAny):
        _words_twice(inspection, [arm for arm in wait.arms if arm.pattern is None])
    for send, _, _ in nodes.all(ast.Send):
        _words_twice(inspection, send.outcomes)


def _check_messages(inspection: Inspection) -> None:
    nodes = inspection.project.nodes
    for message, _, _ in nodes.all(ast.Message):
        blocks = [entry for entry in message.entries if isinstance(entry, ast.MessageBlock)]
        inspection.names_twice("@kind.channel", [block.channel for block in blocks], "MA109.block-twice")
    for block, _, _ in nodes.all(ast.MessageBlock):
        fields = [entry.name for entry in block.entries if isinstance(entry, ast.Field)]
        inspection.names_twice("@kind.field", fields, "MA109.given-twice")


def _check_tests(inspection: Inspection) -> None:
    for test, _, _ in inspection.project.nodes.all(ast.Test):
        users = [line for line in test.lines if isinstance(line, ast.GivenUser)]
        inspection.names_twice("@kind.user", [user.name for user in users if user.name is not None])
        for user in users:
            attributes = [entry.name for entry in user.entries if isinstance(entry, ast.GivenAttribute)]
            inspection.names_twice("@kind.attribute", attributes, "MA109.given-twice")
        forced = [line for line in test.lines if isinstance(line, ast.ArmForced)]
        for split, span, first in repeated((_split_name(line), line.split.span) for line in forced):
            inspection.twice("MA109.forced-twice", {"name": split}, span, first)
    for node, properties in _given_properties(inspection):
        kind = "@kind.attribute" if isinstance(node, ast.SetAction) else "@kind.property"
        inspection.names_twice(kind, [given.name for given in properties], "MA109.given-twice")


def _split_name(line: ast.ArmForced) -> str:
    return f"{line.campaign.text}.{line.split.text}" if line.campaign else line.split.text


def _given_properties(inspection: Inspection) -> Iterator[tuple[ast.Node, Sequence[ast.PropertyValue]]]:
    nodes = inspection.project.nodes
    for action, _, _ in nodes.all(ast.EventAction):
        yield action, action.properties
    for did, _, _ in nodes.all(ast.GivenDid):
        yield did, did.properties
    for change, _, _ in nodes.all(ast.SetAction):
        yield change, change.values


def _texts_twice(inspection: Inspection, texts: Sequence[ast.TextLiteral]) -> None:
    for value, span, first in repeated((text.value, text.span) for text in texts):
        inspection.twice("MA109.value-twice", {"value": value}, span, first)


def _words_twice(inspection: Inspection, arms: Sequence[ast.WaitArm | ast.Outcome]) -> None:
    """Report arms that begin with the same word: `timeout`, `sent`."""
    heads = [inspection.first_word(arm) for arm in arms]
    for word, span, first in repeated((inspection.written(head), head) for head in heads):
        inspection.twice("MA109.word-twice", {"word": word}, span, first)
