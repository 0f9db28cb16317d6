"""From what an operator wrote in `ma.yaml` to a channel: variables, types, defaults, and what is missing."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from maflow.dsl.catalogue import LANGUAGES, sentence
from maflow.dsl.diagnostics import Text
from maflow.plugins.catalogue import build_catalogue
from maflow.plugins.durations import duration_ms
from maflow.plugins.errors import ConfigError
from maflow.plugins.manager import build_manager
from maflow.plugins.opening import ChannelSetup, installed_plugin, open_channel
from maflow.plugins.resolving import check_environment, resolve_settings
from maflow.plugins.spec import (
    ChannelPlugin,
    OpenRequest,
    SettingFault,
    SettingSpec,
    SettingType,
    Settings,
    Words,
)

CATALOGUE = build_catalogue(build_manager(load_entry_points=False))
DOC = Words("it", "它")
HERE = Path("/srv/shop")
CHANNEL = ChannelSetup(project="shop", channel="post", kind="letter")

EVERYTHING = ChannelPlugin(
    name="everything",
    doc=DOC,
    kinds=("*",),
    settings=(
        SettingSpec(name="text", doc=DOC),
        SettingSpec(name="url", doc=DOC, type=SettingType.URL),
        SettingSpec(name="email", doc=DOC, type=SettingType.EMAIL),
        SettingSpec(name="path", doc=DOC, type=SettingType.PATH),
        SettingSpec(name="integer", doc=DOC, type=SettingType.INTEGER),
        SettingSpec(name="number", doc=DOC, type=SettingType.NUMBER),
        SettingSpec(name="boolean", doc=DOC, type=SettingType.BOOLEAN),
        SettingSpec(name="duration", doc=DOC, type=SettingType.DURATION, default="2 seconds"),
        SettingSpec(name="choice", doc=DOC, type=SettingType.CHOICE, choices=("a4", "a5"), default="a4"),
        SettingSpec(name="texts", doc=DOC, type=SettingType.TEXTS),
        SettingSpec(name="mapping", doc=DOC, type=SettingType.MAPPING),
        SettingSpec(name="secret", doc=DOC, secret=True),
    ),
)


def resolved(written: Mapping[str, object], **environment: str) -> Settings:
    return resolve_settings("post", EVERYTHING, written, environment, HERE)


def told(error: ConfigError) -> str:
    """Return the sentence of an error, and see that there is one in each language."""
    text = Text(error.key, dict(error.arguments))
    assert all(sentence(text, language) for language in LANGUAGES)
    return sentence(text, "en")


def test_settings_come_in_their_types() -> None:
    settings = resolved(
        {
            "text": "x",
            "url": "https://shop.example/in",
            "email": "Shop <a@b.example>",
            "path": "out/x.jsonl",
            "integer": 587,
            "number": 0.5,
            "boolean": True,
            "texts": ["a", "b"],
            "mapping": {"x-team": "growth", "x-level": 3},
        }
    )
    assert (settings.text("url"), settings.text("email")) == ("https://shop.example/in", "Shop <a@b.example>")
    assert settings.text("path") == str(HERE / "out/x.jsonl")
    assert (settings.integer("integer"), settings.number("number")) == (587, 0.5)
    assert (settings.flag("boolean"), settings.texts("texts")) == (True, ("a", "b"))
    assert settings.mapping("mapping") == {"x-team": "growth", "x-level": "3"}


def test_what_is_left_out_has_its_default_or_is_empty() -> None:
    settings = resolved({})
    assert (settings.duration_ms("duration"), settings.text("choice")) == (2_000, "a4")
    assert (settings.text("text"), settings.integer("integer"), settings.flag("boolean")) == ("", None, False)
    assert (settings.texts("texts"), settings.mapping("mapping"), settings.number("number")) == ((), {}, None)


def test_variables_are_filled_in_wherever_they_stand_and_then_read_as_their_type() -> None:
    settings = resolved(
        {
            "url": "https://${HOST}/in",
            "integer": "${PORT}",
            "boolean": "${ON}",
            "duration": "${WAIT}",
            "texts": ["${HOST}"],
            "mapping": {"x-key": "${KEY}"},
        },
        HOST="shop.example",
        PORT="2525",
        ON="true",
        WAIT="90 seconds",
        KEY="k",
    )
    assert settings.text("url") == "https://shop.example/in"
    assert (settings.integer("integer"), settings.flag("boolean")) == (2525, True)
    assert (settings.duration_ms("duration"), settings.texts("texts")) == (90_000, ("shop.example",))
    assert settings.mapping("mapping") == {"x-key": "k"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"url": "shop.example"}, "must be a link"),
        ({"email": "nobody"}, "must be an e-mail address"),
        ({"integer": "many"}, "must be a whole number"),
        ({"integer": 1.5}, "must be a whole number"),
        ({"number": "x"}, "must be a number"),
        ({"boolean": "yes"}, "must be true or false"),
        ({"duration": "24h"}, "must be a duration"),
        ({"choice": "a3"}, "must be a4 or a5"),
        ({"texts": "a"}, "must be a list"),
        ({"mapping": ["a"]}, "must be a group of settings"),
        ({"text": {"a": 1}}, "must be a text"),
        ({"path": "a\0b"}, "must be the path of a file"),
    ],
)
def test_a_value_of_a_wrong_type_is_told_with_what_was_expected(
    written: dict[str, object], expected: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        resolved(written)
    name = next(iter(written))
    assert told(raised.value) == f"`channels.post.settings.{name}` of the plugin `everything` {expected}"


def test_a_wrong_value_out_of_the_environment_is_not_told() -> None:
    with pytest.raises(ConfigError) as raised:
        resolved({"integer": "${PORT}"}, PORT="hunter2")
    assert "hunter2" not in told(raised.value)


@pytest.mark.parametrize("value", [None, ""])
def test_a_variable_that_is_not_set_is_told_by_its_name(value: str | None) -> None:
    environment = {} if value is None else {"TOKEN": value}
    with pytest.raises(ConfigError) as raised:
        resolved({"secret": "${TOKEN}"}, **environment)
    assert told(raised.value) == (
        "the environment variable `TOKEN` is not set or empty:"
        " `channels.post.settings.secret` of the plugin `everything` needs it"
    )


def test_all_variables_that_are_not_set_are_told_at_once() -> None:
    with pytest.raises(ConfigError) as raised:
        check_environment([{"a": "${A}", "b": ["${B}"]}, {"c": {"d": "${C}-${A}"}}], {"B": "b"})
    assert told(raised.value).endswith("not set or empty: A and C")


def test_a_setting_that_the_plugin_does_not_have_is_refused() -> None:
    with pytest.raises(ConfigError) as raised:
        resolved({"colour": "red"})
    assert told(raised.value).startswith("the plugin `everything` has no setting `colour`")


def test_a_setting_that_the_plugin_needs_is_asked_for() -> None:
    with pytest.raises(ConfigError) as raised:
        open_channel(CATALOGUE.plugins["smtp"], CHANNEL, {}, HERE)
    assert told(raised.value) == "the plugin `smtp` needs `host` in `channels.post.settings`"


def test_settings_show_no_values() -> None:
    settings = resolved({"secret": "${TOKEN}", "text": "also"}, TOKEN="hunter2")
    assert repr(settings) == str(settings) == "Settings(text, duration, choice, secret)"
    assert settings.conceal("hunter2 is wrong") == "*** is wrong"


def test_what_comes_out_of_the_environment_into_a_group_is_taken_for_a_secret() -> None:
    settings = resolved({"mapping": {"authorization": "Bearer ${KEY}"}}, KEY="hunter2")
    assert settings.conceal("who is Bearer hunter2") == "who is Bearer ***"


def opened_by(error: Exception) -> ConfigError:
    def open(request: OpenRequest) -> None:
        raise error

    plugin = ChannelPlugin(name="printer", doc=DOC, kinds=("letter",), open=open)  # type: ignore[arg-type]
    with pytest.raises(ConfigError) as raised:
        open_channel(plugin, CHANNEL, {}, HERE)
    return raised.value


def test_a_setting_that_cannot_work_is_told_with_its_reason() -> None:
    error = opened_by(SettingFault("paper", "nobody sells a7"))
    assert (
        told(error) == "`channels.post.settings.paper` of the plugin `printer` cannot work: nobody sells a7"
    )


def test_a_foreign_plugin_without_its_package_names_it() -> None:
    error = opened_by(ModuleNotFoundError("No module named 'press'", name="press"))
    assert told(error) == (
        "the plugin `printer` of the channel `post` needs the package `press`, which is not installed"
    )


@pytest.mark.parametrize(
    ("plugin", "settings", "package", "modules"),
    [
        ("smtp", {"host": "mail.example"}, "aiosmtplib", ["smtp", "smtp_connections"]),
        ("webhook", {"url": "https://a.example"}, "httpx2", ["http", "webhook"]),
        ("wecom_bot", {"key": "k"}, "httpx2", ["http", "wecom_bot"]),
        ("sms_gateway", {"url": "https://a.example"}, "httpx2", ["http", "aliyun_sms"]),
    ],
)
def test_a_missing_extra_says_what_to_install(
    plugin: str,
    settings: dict[str, object],
    package: str,
    modules: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    for module in modules:
        monkeypatch.delitem(sys.modules, f"maflow.plugins.delivery.{module}", raising=False)
    setup = ChannelSetup(project="shop", channel="c", kind="k", settings=settings)
    with pytest.raises(ConfigError) as raised:
        open_channel(CATALOGUE.plugins[plugin], setup, {}, HERE)
    assert told(raised.value) == (
        f"the plugin `{plugin}` of the channel `c` needs the package `{package}`:"
        " `pip install 'maflow[delivery]'` brings it"
    )


def test_a_plugin_that_only_declares_cannot_be_opened() -> None:
    with pytest.raises(ConfigError) as raised:
        open_channel(EVERYTHING, CHANNEL, {}, HERE)
    assert told(raised.value).endswith("only declares what it would deliver: it cannot send yet")


def test_a_plugin_that_is_not_installed_is_told_with_what_is() -> None:
    with pytest.raises(ConfigError) as raised:
        installed_plugin(CATALOGUE, "post", "pigeon")
    assert told(raised.value).startswith("the plugin `pigeon` of the channel `post` is not installed here;")


def test_errors_cross_processes() -> None:
    error = opened_by(SettingFault("paper", "nobody sells a7"))
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.key, copy.arguments) == (ConfigError, error.key, error.arguments)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("500 milliseconds", 500),
        ("1 week", 604_800_000),
        ("1_000 seconds", 1_000_000),
        ("0.5 seconds", 500),
        ("0.0001 seconds", None),
        ("1 month", None),
        ("ten seconds", None),
        ("_ seconds", None),
        ("10  seconds", None),
    ],
)
def test_durations(text: str, expected: int | None) -> None:
    assert duration_ms(text) == expected


def test_who_only_prints_pays_for_nothing_else() -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from maflow.plugins.catalogue import build_catalogue\n"
        "from maflow.plugins.manager import build_manager\n"
        "from maflow.plugins.opening import ChannelSetup, open_channel\n"
        "plugins = build_catalogue(build_manager(load_entry_points=False)).plugins\n"
        "setup = ChannelSetup(project='shop', channel='push', kind='push')\n"
        "open_channel(plugins['console'], setup, {}, Path())\n"
        "heavy = {'aiosmtplib', 'asyncio', 'dkim', 'email', 'httpx2', 'ssl'}\n"
        "print(sorted(heavy.intersection(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
