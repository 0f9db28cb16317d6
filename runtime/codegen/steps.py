"""Source of the steps of a flow: what a run does when it reaches a node.

A step is a function of (E, u, r) that returns the index of the next node, or that the run rests or is gone.
"""

from __future__ import annotations

import re
from typing import assert_never

from maflow.runtime.codegen.frame import Frame
from maflow.runtime.codegen.module import ModuleWriter
from maflow.runtime.codegen.names import value_of
from maflow.runtime.codegen.template_slots import slots_of
from maflow.runtime.codegen.variables import variable_source
from maflow.runtime.core import branching, changing, running, waiting
from maflow.runtime.program import flow
from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.program import Content, Program
from maflow.runtime.program.templates import Fallback, Template
from maflow.runtime.program.types import Constant, ValueKind, ValueType

__all__ = ["StepWriter", "fields_source", "has_function", "same_for_all", "variables_of_template"]

_FUNCTIONS = (
    branching.begin_pass,
    branching.pause,
    branching.split,
    branching.split_by,
    changing.add_tag,
    changing.ask_team,
    changing.remove_tag,
    changing.set_run,
    changing.set_user,
    changing.start_campaign,
    running.finish_run,
    waiting.wait_calendar,
    waiting.wait_until_moment,
    waiting.wait_until_next,
    waiting.wait_until_time,
)
# The event that a condition looks at: in a flow there is none, and its time is now.
_ABOUT_EVENT = re.compile(r"\b(?:p|t|now)\b")
_GONE = running.GONE
_REST = running.REST


class StepWriter:
    """Writes the steps of one campaign."""

    def __init__(self, module: ModuleWriter, campaign: Campaign, prefix: str) -> None:
        self._module = module
        self._campaign = campaign
        self._prefix = prefix
        self._values = {each.name: place for place, each in enumerate(campaign.run_values)}
        self._types = {each.name: each.type for each in campaign.run_values}
        for function in _FUNCTIONS:
            module.know(function.__name__, function)

    def write(self, index: int, node: flow.Node) -> str:
        """Write what a node does when a run reaches it; return the function's name."""
        frame = self._module.compiler.frame(self._campaign)
        return self._step(f"{self._prefix}_n{index}", node, frame, self._lines(node, frame))

    def write_after_pause(self, index: int, node: flow.Repeat) -> str:
        """Write what a loop does when its pause is over."""
        frame = self._module.compiler.frame(self._campaign)
        return self._step(f"{self._prefix}_n{index}_again", node, frame, self._pass(node, frame))

    def _step(self, name: str, node: flow.Node, frame: Frame, lines: list[str]) -> str:
        lines = [*frame.hoists(), *lines]
        writer = self._module.writer
        with writer.block(f"def {name}(E, u, r):  # {node.id}", node.place):
            if any(_ABOUT_EVENT.search(line) for line in lines):
                writer.line("p, t = NOTHING, E.now; now = t")
            writer.lines(lines)
        return name

    def _lines(self, node: flow.Node, frame: Frame) -> list[str]:
        match node:
            case flow.Wait() | flow.WaitUntilTime() | flow.WaitUntilMoment() | flow.WaitUntilNext():
                return [self._wait(node, frame)]
            case flow.Branch() | flow.Split() | flow.SplitBy():
                return self._branch(node, frame)
            case flow.Repeat():
                return self._repeat(node, frame)
            case flow.Send() | flow.WaitForEvent():
                raise AssertionError(node)
            case flow.Stop():
                return ["finish_run(E, u, r, 'stop')", f"return {_GONE}"]
            case flow.HandOff() | flow.Notify() | flow.CallWebhook():
                return self._team(node)
            case _:
                return [self._change(node, frame), f"return {node.next}"]

    def _wait(
        self, node: flow.Wait | flow.WaitUntilTime | flow.WaitUntilMoment | flow.WaitUntilNext, frame: Frame
    ) -> str:
        match node:
            case flow.Wait():
                shift = (node.months, node.days, node.elapsed_ms)
                return f"return wait_calendar(E, u, r, {shift}, {node.next})"
            case flow.WaitUntilTime():
                return f"return wait_until_time(E, u, r, {node.time_ms}, {node.weekdays}, {node.next})"
            case flow.WaitUntilMoment():
                moment = frame.value(node.moment).text
                if node.time_ms is not None:
                    name = frame.temporary()
                    moment = (
                        f"None if ({name} := {moment}) is None else u.zone.instant({name}, {node.time_ms})"
                    )
                return f"return wait_until_moment(E, u, r, {moment}, {node.goes_if_past}, {node.next})"
            case flow.WaitUntilNext():
                date = frame.value(node.date).text
                return f"return wait_until_next(E, u, r, {date}, {node.time_ms}, {node.next})"
            case _:
                assert_never(node)

    def _branch(self, node: flow.Branch | flow.Split | flow.SplitBy, frame: Frame) -> list[str]:
        match node:
            case flow.Branch():
                lines = []
                for test in node.tests:
                    lines += [f"if {frame.true(test.condition)}:", f"    return {test.next}"]
                return [*lines, f"return {node.otherwise}"]
            case flow.Split():
                shares = self._known_as("shares", node.shares)
                return [f"return split(E, u, r, {node.name!r}, {node.salt!r}, {shares}, {node.otherwise})"]
            case flow.SplitBy():
                choices = tuple(
                    (value_of(choice.value.data), choice.arm, choice.next)
                    for choice in node.choices
                    if isinstance(choice.value, Constant)
                )
                known = self._known_as(f"{self._prefix}_choices", choices)
                value = frame.value(node.value).text
                otherwise = (node.else_arm, node.otherwise)
                return [f"return split_by(E, u, r, {node.name!r}, {value}, {known}, {otherwise})"]
            case _:
                assert_never(node)

    def _known_as(self, stem: str, value: object) -> str:
        return self._module.compiler.names.constant((self._prefix, stem, value), lambda: value)

    def _repeat(self, node: flow.Repeat, frame: Frame) -> list[str]:
        lines = []
        if node.months or node.days or node.elapsed_ms:
            shift = (node.months, node.days, node.elapsed_ms)
            lines = [f"if pause(E, u, r, {node.times}, {shift}):", f"    return {_REST}"]
        return [*lines, *self._pass(node, frame)]

    def _pass(self, node: flow.Repeat, frame: Frame) -> list[str]:
        is_over = "False" if node.until is None else frame.true(node.until)
        return [f"return begin_pass(r, {node.times}, {is_over}, {node.body}, {node.next})"]

    def _change(self, node: object, frame: Frame) -> str:
        match node:
            case flow.AddTag(tag=tag):
                return f"add_tag(E, u, r, {tag!r})"
            case flow.RemoveTag(tag=tag):
                return f"remove_tag(E, u, r, {tag!r})"
            case flow.SetUser(name=name, value=value):
                _, attribute = self._module.compiler.tables.attributes[name]
                text = self._module.compiler.kept_value(value, frame)
                return f"set_user(E, u, r, {name!r}, {text}, {_unit_of(attribute.type)!r})"
            case flow.UnsetUser(name=name):
                return f"set_user(E, u, r, {name!r}, None)"
            case flow.SetRun(name=name, value=value):
                text = self._module.compiler.kept_value(value, frame)
                unit = _unit_of(self._types[name])
                return f"set_run(E, u, r, {self._values[name]}, {name!r}, {text}, {unit!r})"
            case flow.UnsetRun(name=name):
                return f"set_run(E, u, r, {self._values[name]}, {name!r}, None)"
            case flow.StartCampaign(campaign=campaign):
                return f"start_campaign(E, u, r, {campaign!r})"
            case _:
                raise AssertionError(node)

    def _team(self, node: flow.HandOff | flow.Notify | flow.CallWebhook) -> list[str]:
        match node:
            case flow.HandOff():
                kind, to, fields = "hand_off", node.to, self._text(node.text)
            case flow.Notify():
                kind, to, fields = "notify", node.to, self._text(node.text)
            case flow.CallWebhook():
                content = _webhook_content(self._module.program, node.message)
                kind, to, fields = "call", node.message, fields_source(self._module, self._campaign, content)
            case _:
                assert_never(node)
        return [f"ask_team(E, u, r, {kind!r}, {to!r}, {fields})", f"return {node.next}"]

    def _text(self, template: Template) -> str:
        return f"{{'text': {text_call(self._module, self._campaign, template)}}}"


def has_function(node: flow.Node) -> bool:
    """Tell whether a node is done by a function of its own, and not by the core alone."""
    match node:
        case flow.Send() | flow.WaitForEvent() | flow.Wait(months=0, days=0):
            return False
        case _:
            return True


def fields_source(module: ModuleWriter, campaign: Campaign, content: Content) -> str:
    """Return the source of the rendered fields of a message on one channel, by name."""
    fields = (f"{field.name!r}: {text_call(module, campaign, field.template)}" for field in content.fields)
    return f"{{{', '.join(fields)}}}"


def same_for_all(content: Content) -> dict[str, str] | None:
    """Return the fields of a message on one channel, by name; None where they need variables."""
    texts = {field.name: _written(field.template) for field in content.fields}
    known = {name: text for name, text in texts.items() if text is not None}
    return known if len(known) == len(texts) else None


def variables_of_template(module: ModuleWriter, campaign: Campaign, content: Content) -> str | None:
    """Return the source of what fills a provider's template, by name; None where nothing does."""
    slots = slots_of(content).items()
    values = (f"{name!r}: {text_call(module, campaign, template)}" for name, template in slots)
    return f"{{{', '.join(values)}}}" if slots else None


def _webhook_content(program: Program, message: str) -> Content:
    """Return what a message is on a channel of the kind `webhook`; the checker has seen that there is one."""
    kinds = {channel.name: channel.kind for channel in program.channels}
    contents = (each for found in program.messages if found.name == message for each in found.contents)
    return next(each for each in contents if kinds[each.channel] == "webhook")


def text_call(module: ModuleWriter, campaign: Campaign, template: Template) -> str:
    """Return the source of a text that is rendered for a run; one without variables is written out."""
    text = _written(template)
    if text is not None:
        return repr(text)
    name, variables = module.template(template)
    by_path = {variable.path: variable for variable in template.variables}
    sources = (variable_source(module, campaign, by_path[path]) for path in variables)
    return f"{name}({', '.join(sources)})"


def _written(template: Template) -> str | None:
    """Return a text that has no variables, None where it has some."""
    if isinstance(template.content, Fallback):
        return None
    parts = [part for part in template.content if isinstance(part, str)]
    return "".join(parts) if len(parts) == len(template.content) else None


def _unit_of(type: ValueType) -> str | None:
    """Return what tells how the journal writes a value of a type."""
    if type.item is not None:
        return _unit_of(type.item)
    is_calendar = type.kind in (ValueKind.DATE, ValueKind.TIME, ValueKind.MOMENT)
    return type.kind.value if is_calendar else type.currency
