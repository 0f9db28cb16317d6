"""Turns the settings of `ma.yaml` into what a channel is opened with: variables, types, defaults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from maflow.plugins.durations import duration_ms
from maflow.plugins.errors import ConfigError
from maflow.plugins.spec import ChannelPlugin, SettingSpec, SettingType, SettingValue, Settings

__all__ = ["check_environment", "expected_of", "resolve_settings", "unset_variables"]

_REFERENCE = re.compile(r"\$\{([^{}]*)\}")
_URL = re.compile(r"[a-z][a-z0-9+.-]*://[^\s/]+\S*", re.IGNORECASE)
_EMAIL = re.compile(r"[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+")
_BOOLEANS = MappingProxyType({"true": True, "false": False})
_EXPECTED = MappingProxyType(
    {
        SettingType.TEXT: "@type.text",
        SettingType.URL: "@type.url",
        SettingType.EMAIL: "@type.email",
        SettingType.PATH: "@setting.path",
        SettingType.INTEGER: "@type.integer",
        SettingType.NUMBER: "@type.number",
        SettingType.DURATION: "@type.duration",
        SettingType.CHOICE: "@type.choice",
        SettingType.TEXTS: "@type.list",
        SettingType.MAPPING: "@setting.mapping",
    }
)


def unset_variables(settings: object, environment: Mapping[str, str]) -> Iterator[str]:
    """Yield the variables that settings refer to and that the environment does not set, or sets to nothing.

    Example:
        >>> list(unset_variables({"user": "${USER_NAME}", "password": "${PASSWORD}"}, {"USER_NAME": "shop"}))
        ['PASSWORD']
    """
    match settings:
        case str():
            names = (found[1] for found in _REFERENCE.finditer(settings))
            yield from (name for name in names if not environment.get(name))
        case Mapping():
            for value in settings.values():
                yield from unset_variables(value, environment)
        case list() | tuple():
            for value in settings:
                yield from unset_variables(value, environment)


def check_environment(settings: Iterable[object], environment: Mapping[str, str]) -> None:
    """Look at all variables at once, so that the operator mends all at once.

    Raises: ConfigError that names every variable that is not set.
    """
    unset = dict.fromkeys(name for each in settings for name in unset_variables(each, environment))
    if unset:
        raise ConfigError("delivery.unset-variables", {"names": "\n".join(unset)})


def resolve_settings(
    channel: str,
    plugin: ChannelPlugin,
    written: Mapping[str, object],
    environment: Mapping[str, str],
    folder: Path,
) -> Settings:
    """Return the settings of a channel, complete and of their types; paths are relative to `folder`.

    Raises: ConfigError for the first setting that is missing, unknown or wrong.
    Example:
        >>> from maflow.plugins.catalogue import build_catalogue
        >>> from maflow.plugins.manager import build_manager
        >>> smtp = build_catalogue(build_manager(load_entry_points=False)).plugins["smtp"]
        >>> given = {"host": "mail.example", "password": "${PASSWORD}"}
        >>> settings = resolve_settings("email", smtp, given, {"PASSWORD": "x"}, Path("."))
        >>> settings.text("password"), settings.duration_ms("timeout")
        ('x', 30000)
    """
    place = _Place(channel, plugin, environment, folder)
    for name in written:
        if plugin.setting(name) is None:
            raise ConfigError("delivery.unknown-setting", place.told(name))
    values: dict[str, SettingValue] = {}
    for spec in plugin.settings:
        given = written.get(spec.name)
        value = place.value(spec, given if given is not None else spec.default or None)
        if value is not None:
            values[spec.name] = value
        elif spec.required:
            raise ConfigError("delivery.missing-setting", place.told(spec.name))
    return Settings(values, place.secrets)


def expected_of(spec: SettingSpec) -> tuple[str, ...]:
    """Return what a setting can be: the values to choose from, or else the word for its type.

    Shape: a word for a type is a key of the texts, behind `@`.
    Example:
        >>> from maflow.plugins.spec import Words
        >>> folds = SettingSpec(name="folds", doc=Words("", ""), type=SettingType.INTEGER)
        >>> is_sealed = SettingSpec(name="is_sealed", doc=Words("", ""), type=SettingType.BOOLEAN)
        >>> expected_of(folds), expected_of(is_sealed)
        (('@type.integer',), ('true', 'false'))
    """
    if spec.type is SettingType.BOOLEAN:
        return tuple(_BOOLEANS)
    return spec.choices or (_EXPECTED[spec.type],)


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose settings are read, what they are read with, and the secrets that were among them."""

    channel: str
    plugin: ChannelPlugin
    environment: Mapping[str, str]
    folder: Path
    secrets: set[str] = field(default_factory=set)

    def told(self, setting: str) -> dict[str, str]:
        """Return what is told of every fault of a setting."""
        return {"channel": self.channel, "plugin": self.plugin.name, "setting": setting}

    def value(self, spec: SettingSpec, given: object) -> SettingValue | None:
        """Return a value of the declared type, None where nothing is given."""
        filled = self._filled(spec, given)
        if filled is None or (filled == "" and spec.required):
            return None
        value = _typed(spec, filled, self.folder)
        if value is None:
            # The value itself is not told: it may have come out of the environment.
            expected = "\n".join(expected_of(spec))
            raise ConfigError("delivery.wrong-setting", {**self.told(spec.name), "expected": expected})
        return value

    def _filled(self, spec: SettingSpec, given: object) -> object:
        """Put in the variables of the environment."""
        match given:
            case str():
                return _REFERENCE.sub(lambda found: self._variable(spec, found[1]), given)
            case Mapping():
                return {str(name): self._filled(spec, value) for name, value in given.items()}
            case list() | tuple():
                return tuple(self._filled(spec, value) for value in given)
        return given

    def _variable(self, spec: SettingSpec, name: str) -> str:
        value = self.environment.get(name)
        if not value:
            raise ConfigError("delivery.unset-variable", {**self.told(spec.name), "name": name})
        # Among names and their texts, such as headers, any may be a key.
        if spec.secret or spec.type is SettingType.MAPPING:
            self.secrets.add(value)
        return value


def _typed(spec: SettingSpec, value: object, folder: Path) -> SettingValue | None:
    match spec.type:
        case SettingType.TEXTS:
            is_list = isinstance(value, tuple) and all(map(_is_scalar, value))
            return tuple(map(str, value)) if is_list and isinstance(value, tuple) else None
        case SettingType.MAPPING:
            is_plain = isinstance(value, Mapping) and all(map(_is_scalar, value.values()))
            return _texts_by_name(value) if is_plain and isinstance(value, Mapping) else None
    if not _is_scalar(value):
        return None
    return _typed_scalar(spec, value, folder)


def _typed_scalar(spec: SettingSpec, value: object, folder: Path) -> SettingValue | None:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    match spec.type:
        case SettingType.BOOLEAN:
            return _BOOLEANS.get(text)
        case SettingType.INTEGER:
            return _number(text, int)
        case SettingType.NUMBER:
            return _number(text, float)
        case SettingType.DURATION:
            return duration_ms(text)
        case SettingType.CHOICE:
            return text if text in spec.choices else None
        case SettingType.URL:
            return text if _URL.fullmatch(text) else None
        case SettingType.EMAIL:
            return text if _EMAIL.fullmatch(text) else None
        case SettingType.PATH:
            return str(folder / text) if "\0" not in text else None
    return text


def _number(text: str, kind: type[int] | type[float]) -> int | float | None:
    try:
        return kind(text)
    except ValueError:
        return None


def _texts_by_name(value: Mapping[object, object]) -> Mapping[str, str]:
    return MappingProxyType({str(name): str(text) for name, text in value.items()})


def _is_scalar(value: object) -> bool:
    return isinstance(value, str | int | float)
