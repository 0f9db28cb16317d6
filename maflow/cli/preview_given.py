"""What `--user` and `--set` give a preview: read, and checked against what the project declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from maflow.cli.console import current_console
from maflow.cli.expected_values import expected_of_type
from maflow.cli.names import check_attribute
from maflow.compiler.zones import zone_meant
from maflow.disk import unreadable
from maflow.dsl.diagnostics import Text, items
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.errors import ConfigError
from maflow.runtime.program.campaigns import Campaign, EnterOn
from maflow.runtime.program.program import Message, Program
from maflow.runtime.program.types import Property, ValueKind, ValueType
from maflow.runtime.sources.errors import Misfit, NotUnderstood
from maflow.runtime.sources.reader import decode_json
from maflow.runtime.sources.records import json_text
from maflow.runtime.sources.shapes import user_shape
from maflow.runtime.sources.values import converter

__all__ = ["Given", "Name", "converted", "entry_events", "read_given"]

Name = tuple[str, str]
Given = Mapping[Name, object]
"""What the options give, by its place: `("user", "name")`."""

_OWNERS = ("user", "entry", "run")
_OF_FILES = frozenset({"user_id", "consent", "tags"})
_OF_EVERY_ENTRY = (Property("time", ValueType(ValueKind.MOMENT)), Property("id", ValueType(ValueKind.TEXT)))
# What they take is said by their names.
_PLAIN_KINDS = frozenset({ValueKind.TEXT, ValueKind.CHOICE})
_STARTS_OF_JSON = ("{", "[")
_EXAMPLE_USER = '{"name": "Mei"}'


def read_given(
    user: str | None, sets: Sequence[str], message: Message, senders: Sequence[Campaign], program: Program
) -> Given:
    """Return what `--user` and `--set` give; a later one replaces an earlier one.

    Raises: ConfigError for what cannot be read, what the project does not declare, and values that do not
    fit.
    """
    found: dict[Name, object] = {} if user is None else _user(user, program)
    for each in sets:
        name, equals, value = each.partition("=")
        owner, dot, last = name.strip().partition(".")
        if not equals or not dot or owner not in _OWNERS:
            raise ConfigError(Text("cli.preview.not-a-setting", {"given": each}))
        found[owner, last] = value
    known = {owner: list(_known(owner, message, senders, program)) for owner in _OWNERS}
    for (owner, last), given in found.items():
        if owner == "user":
            check_attribute(last, program)
        else:
            _check_name(owner, last, message, {each.name for each in known[owner]})
        types = [each.type for each in known[owner] if each.name == last]
        _check_value((owner, last), types, given, program)
    return found


def converted(path: Name, declared: ValueType, given: object, program: Program) -> object:
    """Return a value as a run has it.

    Raises: ConfigError for one that does not fit.
    """
    channels = {channel.name for channel in program.channels}
    try:
        return converter(declared, program.currency, channels)(given)
    except Misfit:
        raise _misfit(path, declared, given, program) from None


def entry_events(campaigns: Iterable[Campaign]) -> Iterator[str]:
    """Yield the events that campaigns are entered with."""
    for campaign in campaigns:
        for entry in campaign.entries:
            if isinstance(entry, EnterOn):
                yield entry.query.event


def _known(owner: str, message: Message, senders: Sequence[Campaign], program: Program) -> Iterator[Property]:
    """Yield what a value can be given for; a name may come up with several types."""
    match owner:
        case "user":
            yield from program.attributes
        case "run":
            for campaign in senders:
                yield from campaign.run_values
        case _:
            yield from _of_entries(senders, program)
    yield from _asked_for(owner, message)


def _of_entries(senders: Sequence[Campaign], program: Program) -> Iterator[Property]:
    """Yield the properties of events that campaigns are entered with; without campaigns those of all."""
    yield from _OF_EVERY_ENTRY
    names = set(entry_events(senders))
    for event in program.events:
        if event.name in names or not senders:
            yield from event.properties
    for campaign in senders:
        yield from campaign.entry_properties


def _asked_for(owner: str, message: Message) -> Iterator[Property]:
    """Yield what the texts of a message ask for."""
    fields = (field for content in message.contents for field in content.fields)
    for variable in (variable for field in fields for variable in field.template.variables):
        match variable.path:
            case (of, name) if of == owner and variable.type is not None:
                yield Property(name, variable.type)


def _check_name(owner: str, last: str, message: Message, known: set[str]) -> None:
    if last in known:
        return
    told = {"given": f"{owner}.{last}", "message": message.name}
    near = nearest(last, known)
    if near is not None:
        raise ConfigError(Text("cli.preview.unknown-name-near", {**told, "name": f"{owner}.{near}"}))
    if not known:
        raise ConfigError(Text("cli.preview.no-names", told))
    names = items(f"`{owner}.{each}`" for each in sorted(known))
    raise ConfigError(Text("cli.preview.unknown-name", {**told, "known": names}))


def _check_value(path: Name, types: Sequence[ValueType], given: object, program: Program) -> None:
    """Check that a value fits, for one sender of the message at least.

    Raises: ConfigError.
    """
    for place, declared in enumerate(types, start=1):
        try:
            converted(path, declared, given, program)
            return
        except ConfigError:
            if place == len(types):
                raise


def _misfit(path: Name, declared: ValueType, given: object, program: Program) -> ConfigError:
    told = {"name": ".".join(path), "given": given if isinstance(given, str) else json_text(given)}
    if declared.kind is ValueKind.TIMEZONE:
        near = zone_meant(str(given))
        if near is not None:
            return ConfigError(Text("cli.preview.misfit-zone-near", {**told, "zone": near}))
        return ConfigError(Text("cli.preview.misfit-zone", {**told, "example": "Asia/Shanghai"}))
    told["kind"] = _written(declared)
    if declared.kind in _PLAIN_KINDS:
        return ConfigError(Text("cli.preview.misfit", told))
    told["expected"] = expected_of_type(declared, program)
    return ConfigError(Text("cli.preview.misfit-expected", told))


def _written(type: ValueType) -> str:
    """Return a type as the language writes it.

    Example:
        >>> _written(ValueType(ValueKind.CHOICE, choices=("gold", "silver")))
        'one of "gold", "silver"'
    """
    match type.kind:
        case ValueKind.CHOICE:
            return "one of " + ", ".join(f'"{each}"' for each in type.choices)
        case ValueKind.MONEY:
            return f"money {type.currency}" if type.currency else "money"
        case kind:
            return kind.value


def _user(given: str, program: Program) -> dict[Name, object]:
    text = given if given.lstrip().startswith(_STARTS_OF_JSON) else _read(given)
    try:
        record = decode_json(text)
    except NotUnderstood as error:
        reason = current_console().say(Text(error.key, error.arguments))
        raise ConfigError(Text("cli.preview.not-a-user", {"reason": reason})) from error
    if not isinstance(record, dict):
        raise ConfigError(Text("cli.preview.not-an-object", {"example": _EXAMPLE_USER}))
    declared = user_shape(program).fields
    _check_keys(record.keys(), declared.keys())
    return {("user", name): value for name, value in record.items() if name in declared}


def _check_keys(given: Iterable[str], declared: Iterable[str]) -> None:
    """Refuse keys that look like attributes; note others, which users in other systems may well have.

    Raises: ConfigError.
    """
    known = frozenset(declared)
    for key in given:
        if key in known or key in _OF_FILES:
            continue
        near = nearest(key, known)
        if near is not None:
            raise ConfigError(Text("cli.audience.unknown-attribute-near", {"given": key, "name": near}))
        current_console().note(Text("cli.preview.ignored-key", {"given": key}))


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise unreadable(Path(path), error) from error
    except UnicodeDecodeError as error:
        raise ConfigError(Text("cli.preview.not-a-user", {"reason": "@reject.not-utf8"})) from error
