"""What the built-in plugins declare, and what others add to it."""

from __future__ import annotations

import re
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from maflow.compiler.installed import (
    load_installed,
    missing_fields,
    unknown_field,
    unknown_kind,
    unknown_plugin,
)
from maflow.compiler.settings import DEFAULT_PLUGIN
from maflow.dsl.catalogue import LANGUAGES, sentence
from maflow.dsl.diagnostics import Diagnostic
from maflow.dsl.errors import ConfigError
from maflow.dsl.source import Span
from maflow.plugins.catalogue import ChannelCatalogue, build_catalogue, lint_rules
from maflow.plugins.errors import PluginError
from maflow.plugins.manager import build_manager
from maflow.plugins.spec import (
    ANY_KIND,
    ChannelKind,
    ChannelPlugin,
    LintRule,
    Receipt,
    SettingType,
    Words,
    hookimpl,
)

CATALOGUE = build_catalogue(build_manager(load_entry_points=False))
HAN = re.compile("[\u4e00-\u9fff]")
AT = Span("main.ma", 3, 9)

LETTER = ChannelKind(
    name="letter", doc=Words("a letter", "信件"), fields=(), receipts=frozenset({Receipt.SENT})
)
PRINTER = ChannelPlugin(name="printer", doc=Words("prints", "打印"), kinds=("letter",))
TEAM = LintRule(code="ACME1", name="team-missing", severity="warning", doc=Words("a team", "团队"))


class Letters:
    """A plugin as others write it."""

    @hookimpl
    def maflow_channel_kinds(self, register: Callable[[ChannelKind], None]) -> None:
        register(LETTER)

    @hookimpl
    def maflow_channel_plugins(self, register: Callable[[ChannelPlugin], None]) -> None:
        register(PRINTER)

    @hookimpl
    def maflow_lint_rules(self, register: Callable[[LintRule], None]) -> None:
        register(TEAM)


def told(found: Diagnostic) -> str:
    for language in LANGUAGES:
        assert all(sentence(text, language) for text in (found.message, *found.help))
    lines = [sentence(text, "en") for text in (found.message, *found.help)]
    fixes = [f"-> {edit.replacement}" for fix in found.fixes for edit in fix.edits]
    return " | ".join([f"{found.code} {lines[0]}", *lines[1:], *fixes])


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("sms", {"text", "template", "signature"}),
        ("push", {"title", "body", "link", "image"}),
        ("email", {"subject", "html", "text", "from", "reply_to", "preheader"}),
        ("call", {"script", "template"}),
        ("popup", {"title", "body", "link", "button", "image"}),
        ("wecom", {"text", "title", "link", "image"}),
        ("webhook", {"body", "content_type"}),
    ],
)
def test_the_fields_of_a_built_in_kind(kind: str, fields: set[str]) -> None:
    assert set(CATALOGUE.kinds[kind].field_names()) == fields


def test_the_built_in_kinds_and_plugins_are_these() -> None:
    assert list(CATALOGUE.kinds) == ["call", "email", "popup", "push", "sms", "webhook", "wecom"]
    assert list(CATALOGUE.plugins) == ["console", "file", "sms_gateway", "smtp", "webhook", "wecom_bot"]


@pytest.mark.parametrize("kind", CATALOGUE.kinds.values(), ids=lambda kind: kind.name)
def test_a_kind_names_only_fields_that_it_has(kind: ChannelKind) -> None:
    names = kind.field_names()
    assert len(set(names)) == len(names)
    assert {*kind.text_fields, *(name for names in kind.needs_one_of for name in names)} <= set(names)


@pytest.mark.parametrize("kind", CATALOGUE.kinds.values(), ids=lambda kind: kind.name)
def test_what_every_kind_can_tell_of_a_message(kind: ChannelKind) -> None:
    assert {Receipt.SENT, Receipt.FAILED} <= kind.receipts


@pytest.mark.parametrize(
    ("kind", "receipt", "expected"),
    [
        ("push", "opened", True),
        ("sms", "unsubscribed", True),
        ("sms", "opened", False),
        ("sms", "eaten", False),
    ],
)
def test_a_kind_knows_its_receipts(kind: str, receipt: str, expected: bool) -> None:
    assert CATALOGUE.kinds[kind].can_emit(receipt) is expected


def test_everything_is_documented_in_both_languages() -> None:
    kinds, plugins = CATALOGUE.kinds.values(), CATALOGUE.plugins.values()
    docs = [thing.doc for thing in (*kinds, *plugins)]
    docs += [field.doc for kind in kinds for field in kind.fields]
    docs += [setting.doc for plugin in plugins for setting in plugin.settings]
    for doc in docs:
        assert doc.en.isascii(), doc
        assert HAN.search(doc.zh) or doc.zh.isascii(), doc


def test_every_kind_can_be_delivered_without_settings() -> None:
    assert all(DEFAULT_PLUGIN in CATALOGUE.plugins_for(kind) for kind in CATALOGUE.kinds)
    assert CATALOGUE.plugins[DEFAULT_PLUGIN].settings == ()


@pytest.mark.parametrize("plugin", CATALOGUE.plugins.values(), ids=lambda plugin: plugin.name)
def test_a_plugin_declares_what_fits_together(plugin: ChannelPlugin) -> None:
    assert set(plugin.kinds) <= {ANY_KIND, *CATALOGUE.kinds}
    for setting in plugin.settings:
        assert bool(setting.choices) is (setting.type is SettingType.CHOICE)
        assert not setting.choices or setting.default in setting.choices
        assert not (setting.required and setting.default)


def test_every_built_in_plugin_can_be_opened() -> None:
    assert [name for name, plugin in CATALOGUE.plugins.items() if plugin.open is None] == []


def test_others_register_through_the_same_hooks() -> None:
    manager = build_manager(load_entry_points=False)
    manager.register(Letters())
    catalogue = build_catalogue(manager)
    assert catalogue.kinds["letter"] == LETTER
    assert catalogue.plugins_for("letter") == ("console", "file", "printer", "webhook")
    assert lint_rules(manager) == {"ACME1": TEAM}


def test_managers_know_nothing_of_one_another() -> None:
    build_manager(load_entry_points=False).register(Letters())
    assert "letter" not in build_catalogue(build_manager(load_entry_points=False)).kinds


@pytest.mark.parametrize("ask", [build_catalogue, lint_rules])
def test_a_name_that_is_declared_twice_is_refused(ask: Callable[..., object]) -> None:
    manager = build_manager(load_entry_points=False)
    manager.register(Letters())
    manager.register(Letters())
    with pytest.raises(PluginError) as raised:
        ask(manager)
    assert raised.value.key == "config.declared-twice"


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            unknown_field("titel", AT, CATALOGUE.kinds["push"], CATALOGUE),
            "MA113 a channel of the kind `push` has no field `titel` | did you mean `title`?"
            " | `push` has `title`, `body`, `link` and `image` | -> title",
        ),
        (
            unknown_field("subject", AT, CATALOGUE.kinds["sms"], CATALOGUE),
            "MA113 a channel of the kind `sms` has no field `subject`"
            " | `sms` has `text`, `template` and `signature` | `subject` is a field of `email`",
        ),
        (
            unknown_kind("emial", AT, CATALOGUE),
            "MA114 no installed plugin knows channels of the kind `emial` | did you mean `email`?"
            " | further plugins are Python packages: `pip install` the one you need beside maflow | -> email",
        ),
        (
            unknown_plugin("pigeon", AT, CATALOGUE),
            "MA114 the plugin `pigeon` is not installed"
            " | installed are `console`, `file`, `sms_gateway`, `smtp`, `webhook` and `wecom_bot`"
            " | further plugins are Python packages: `pip install` the one you need beside maflow",
        ),
    ],
)
def test_what_is_not_installed_is_told_with_what_is(found: Diagnostic, expected: str) -> None:
    assert told(found) == expected


@pytest.mark.parametrize(
    ("kind", "written", "expected"),
    [
        ("push", {"title", "body"}, []),
        ("push", {"link"}, ["`title`", "`body`"]),
        ("email", {"subject"}, ["`html` or `text`"]),
        ("email", {"subject", "html"}, []),
        ("sms", set(), ["`text` or `template`"]),
    ],
)
def test_a_block_without_a_field_it_needs_is_told(kind: str, written: set[str], expected: list[str]) -> None:
    found = missing_fields(written, AT, CATALOGUE.kinds[kind])
    assert [told(each) for each in found] == [
        f"MA113 a message on a channel of the kind `{kind}` needs {fields}" for fields in expected
    ]


def install(folder: Path, module: str, text: str, group: str = "maflow") -> None:
    """Put a distribution with one entry point into a folder, as an installer would."""
    (folder / f"{module}.py").write_text(text, encoding="utf-8")
    metadata = folder / f"{module}-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(f"[{group}]\n{module} = {module}\n")


def installed_names(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ChannelCatalogue:
    monkeypatch.syspath_prepend(str(folder))
    return load_installed()[0]


GOOD = """
from maflow.plugins.spec import ChannelKind, Receipt, Words, hookimpl

@hookimpl
def maflow_channel_kinds(register):
    register(ChannelKind(name="pigeon", doc=Words("p", "鸽"), fields=(), receipts=frozenset({Receipt.SENT})))
"""


def test_an_installed_package_is_found_by_its_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "pigeon_post", GOOD)
    assert "pigeon" in installed_names(tmp_path, monkeypatch).kinds


def test_entry_points_of_other_groups_are_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "pigeon_other", "raise RuntimeError('loaded')", group="pytest11x")
    assert "pigeon" not in installed_names(tmp_path, monkeypatch).kinds


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("import nothing_of_that_name", "ModuleNotFoundError: No module named 'nothing_of_that_name'"),
        ("def broken(:", "SyntaxError: "),
        (
            "from maflow.plugins.spec import hookimpl\n@hookimpl\ndef maflow_no_such_hook(): pass\n",
            "PluginValidationError: unknown hook 'maflow_no_such_hook'",
        ),
        (
            "from maflow.plugins.spec import hookimpl\n@hookimpl\ndef maflow_channel_kinds(wrong): pass\n",
            "PluginValidationError: ",
        ),
    ],
    ids=["import", "syntax", "hook", "argument"],
)
def test_a_broken_package_is_the_operators_matter(
    text: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    module = f"pigeon_broken_{request.node.callspec.id}"
    install(tmp_path, module, text)
    with pytest.raises(ConfigError) as raised:
        installed_names(tmp_path, monkeypatch)
    assert reason in raised.value.text.args["reason"]
    assert module in sentence(raised.value.text, "en")


def test_without_foreign_plugins_nothing_costly_is_imported() -> None:
    code = (
        "import sys\n"
        "from maflow.plugins import manager\n"
        "sys.path[:] = [place for place in sys.path if 'site-packages' not in place]\n"
        "manager.build_manager()\n"
        "print(sorted({'importlib.metadata', 'lark', 'networkx', 'yaml'}.intersection(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_finder_of_its_own_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def find_distributions(*args: object) -> tuple[object, ...]:
        asked.append(args)
        return ()

    finder = types.SimpleNamespace(find_distributions=find_distributions, find_spec=lambda *_: None)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, finder])
    build_manager()
    assert asked
