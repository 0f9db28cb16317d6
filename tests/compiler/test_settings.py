"""`ma.yaml`: what it may say, and what is said of each mistake. The cases stand in `settings/*.yaml`."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import jsonschema_rs
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from maflow.compiler.delivery import check_delivery, is_signature_demanded
from maflow.compiler.installed import load_installed
from maflow.compiler.settings import (
    Approval,
    History,
    Retry,
    Settings,
    Throttle,
    parse_settings,
)
from maflow.compiler.settings.lint_levels import RESERVED_CODES
from maflow.compiler.settings.parse import KEYS
from maflow.compiler.settings.schema import schema_text, settings_schema
from maflow.dsl.ast import Weekday
from maflow.dsl.catalogue import LANGUAGES, sentence
from maflow.dsl.codes import CODES
from maflow.dsl.diagnostics import Diagnostic, Severity, Sink, Text
from maflow.dsl.source import SourceFile
from maflow.plugins.spec import LintRule, SettingSpec, SettingType, Words

CASES = Path(__file__).parent / "settings"
CONFORMANCE = Path(__file__).parents[1] / "conformance"
FAULTY = {"f07_no_currency", "f11_settings"}
CATALOGUE, _ = load_installed(load_entry_points=False)
BASE = "timezone: UTC\ncurrency: CNY\n"


class Case(NamedTuple):
    """A text of `ma.yaml` and what must be said of it."""

    text: str
    says: list[str]


def cases() -> Iterator[tuple[str, Case]]:
    for file in sorted(CASES.glob("*.yaml")):
        for name, case in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            yield f"{file.stem}: {name}", Case(case["ma"], case["says"])


ALL_CASES = dict(cases())


def read(text: str, rules: dict[str, LintRule] | None = None) -> tuple[Settings, SourceFile, Sink]:
    sink = Sink()
    source = SourceFile.from_bytes("ma.yaml", text.encode("utf-8", "surrogateescape"))
    return parse_settings(source, sink, CATALOGUE, rules=rules or {}), source, sink


def told(diagnostic: Diagnostic, source: SourceFile) -> str:
    """Return a diagnostic in one line: code, place, message, labels, help, and the text of its fix."""
    start = source.position(diagnostic.span.start)
    width = diagnostic.span.end - diagnostic.span.start
    labels = [
        f"({source.position(label.span.start).line}: {sentence(label.text, 'en')})"
        for label in diagnostic.labels
        if label.text
    ]
    parts = [sentence(diagnostic.message, "en"), *labels, *(sentence(text, "en") for text in diagnostic.help)]
    parts += [f"-> {edit.replacement}" for fix in diagnostic.fixes for edit in fix.edits]
    return f"{diagnostic.code} {start.line}:{start.column}-{start.column + width} " + " | ".join(parts)


def texts(diagnostic: Diagnostic) -> list[Text]:
    labels = [label.text for label in diagnostic.labels if label.text]
    return [diagnostic.message, *diagnostic.help, *labels, *(fix.title for fix in diagnostic.fixes)]


@pytest.mark.parametrize("name", ALL_CASES)
def test_every_mistake_is_told_at_its_place(name: str) -> None:
    case = ALL_CASES[name]
    _, source, sink = read(case.text)
    assert [told(found, source) for found in sink.diagnostics] == case.says


@pytest.mark.parametrize("name", [name for name, case in ALL_CASES.items() if "-> " in "".join(case.says)])
def test_applying_a_fix_mends_what_it_belongs_to(name: str) -> None:
    text = ALL_CASES[name].text
    _, _, sink = read(text)
    for diagnostic in sink.diagnostics:
        for fix in diagnostic.fixes:
            mended = text
            for edit in sorted(fix.edits, key=lambda edit: -edit.span.start):
                mended = mended[: edit.span.start] + edit.replacement + mended[edit.span.end :]
            _, _, left = read(mended)
            assert diagnostic.message not in [found.message for found in left.diagnostics]


@pytest.mark.parametrize("name", ALL_CASES)
def test_every_sentence_is_there_in_both_languages(name: str) -> None:
    _, _, sink = read(ALL_CASES[name].text)
    for text in itertools.chain.from_iterable(map(texts, sink.diagnostics)):
        assert all(sentence(text, language) for language in LANGUAGES)


def test_no_secret_is_repeated_in_words() -> None:
    _, _, sink = read(ALL_CASES["secrets: a password that is written out"].text)
    args = [text.args.values() for found in sink.diagnostics for text in texts(found)]
    assert sink.diagnostics
    assert "hunter2" not in str(args)


def test_the_settings_of_sound_conformance_cases_are_sound() -> None:
    folders = [file.parent for file in CONFORMANCE.glob("*/ma.yaml") if file.parent.name not in FAULTY]
    assert folders
    for folder in folders:
        _, _, sink = read((folder / "ma.yaml").read_text(encoding="utf-8"))
        assert not sink.diagnostics, folder.name


@pytest.mark.parametrize("name", sorted(FAULTY))
def test_the_settings_of_faulty_conformance_cases_get_what_they_must(name: str) -> None:
    _, source, sink = read((CONFORMANCE / name / "ma.yaml").read_text(encoding="utf-8"))
    found = {(each.code, source.line_number(each.span.start)) for each in sink.diagnostics}
    expected = json.loads((CONFORMANCE / name / "expected.json").read_text(encoding="utf-8"))["diagnostics"]
    assert {(each["code"], each.get("line", 1)) for each in expected} == found


def test_everything_left_out_has_its_default() -> None:
    settings, _, _ = read(BASE)
    assert (settings.lateness_ms, settings.max_age_ms) == (10 * 60_000, 24 * 3_600_000)
    assert settings.week_starts is Weekday.MONDAY
    assert settings.approval is Approval.OPTIONAL
    assert settings.history is History.FROM_LOG
    assert settings.offer_ceiling is None


def test_a_project_without_a_name_has_that_of_its_folder() -> None:
    source = SourceFile("ma.yaml", BASE)
    assert parse_settings(source, Sink(), CATALOGUE, default_name="shop").name == "shop"


def test_every_key_is_taken() -> None:
    settings, _, _ = read(ALL_CASES["keys: every key may stand anywhere"].text)
    assert (settings.name, settings.timezone, settings.currency) == ("shop", "Asia/Shanghai", "CNY")
    assert settings.week_starts is Weekday.SUNDAY
    assert (settings.lateness_ms, settings.max_age_ms) == (5_400_000, 172_800_000)
    assert settings.offer_ceiling is not None
    assert (settings.offer_ceiling.amount, settings.offer_ceiling.currency) == (Decimal(50), "CNY")
    assert (settings.approval, settings.history) == (Approval.REQUIRED, History.FROM_LOAD)
    assert settings.lint["MA601"].severity is Severity.ERROR
    assert settings.lint["MA211"].is_ignored


def test_what_an_operator_says_of_channels_is_taken() -> None:
    settings, source, _ = read(ALL_CASES["channels: everything an operator may say"].text)
    sms, email = settings.channels["sms"], settings.channels["email"]
    assert settings.channels["push"].plugin == "console"
    assert (sms.throttle, sms.retry) == (
        Throttle(100, 1_000),
        Retry(attempts=3, wait_ms=2_000, longest_ms=60_000),
    )
    assert sms.settings["demands_signature"] is True
    assert sms.settings["api_key"] == "${SMS_KEY}"
    assert email.retry == Retry(attempts=1)
    assert source.slice(email.plugin_span) == "smtp"
    assert {reference.name for reference in settings.references} == {
        "SMS_KEY",
        "SMTP_HOST",
        "SMTP_PASSWORD",
        "SMTP_PORT",
    }


def test_a_wrong_value_is_as_if_it_were_not_there() -> None:
    settings, _, _ = read(ALL_CASES["keys: the faults of the conformance case"].text)
    assert (settings.timezone, settings.currency) == (None, None)


def test_a_number_of_a_target_stays_a_number() -> None:
    settings, _, _ = read(
        BASE + "targets: {live: {workers: 4, share: 0.5, on: true, off: no, none: ~, big: 1e5}}\n"
    )
    assert settings.targets["live"].settings == {
        "workers": 4,
        "share": 0.5,
        "on": True,
        "off": "no",
        "none": None,
        "big": 100_000.0,
    }


def test_rules_of_plugins_are_known_with_their_options() -> None:
    words = SettingSpec(name="words", doc=Words("words", "词"), type=SettingType.TEXTS)
    rule = LintRule(code="ACME1", name="team", severity="error", doc=Words("t", "队"), options=(words,))
    settings, _, sink = read(BASE + "lint: {ACME1: {severity: info, words: [a, b]}}\n", {"ACME1": rule})
    assert not sink.diagnostics
    assert settings.lint["ACME1"].options == {"words": ("a", "b")}


def test_invalid_utf_8_is_told_at_the_byte() -> None:
    sink = Sink()
    source = SourceFile.from_bytes("ma.yaml", b"timezone: UTC\nname: \xff\n")
    parse_settings(source, sink, CATALOGUE)
    assert [told(found, source) for found in sink.diagnostics] == [
        "MA115 2:7-8 this byte is not UTF-8: save the file as UTF-8"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "name: " + "[" * 100_000,
        "{a: " * 30_000,
        "x" * 10_000_000,
        "? " * 50_000,
        "- " * 50_000,
        "!" * 100_000,
    ],
    ids=["lists", "mappings", "one long line", "keys", "items", "tags"],
)
def test_a_text_that_would_cost_much_costs_little(text: str) -> None:
    _, _, sink = read(text)
    assert len(sink.diagnostics) == 1


def test_references_of_yaml_cannot_multiply() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in itertools.pairwise("abcdefghij")
    )
    _, source, sink = read(bomb)
    assert [(found.message.key, source.line_number(found.span.start)) for found in sink.diagnostics] == [
        ("MA115.anchor", 1)
    ]


@given(st.text(max_size=80) | st.binary(max_size=80))
def test_no_text_raises(text: str | bytes) -> None:
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    check_anything(raw)


@given(st.sampled_from(sorted(ALL_CASES)), st.data())
def test_no_change_of_a_sound_text_raises(name: str, data: st.DataObject) -> None:
    raw = ALL_CASES[name].text.encode("utf-8", "surrogateescape")
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(start + 4, len(raw))))
    put = data.draw(
        st.binary(max_size=3) | st.sampled_from([b"\t", b": ", b"${", b"&a ", b"\n  ", b"'", b"]"])
    )
    check_anything(raw[:start] + put + raw[end:])


def check_anything(raw: bytes) -> None:
    sink = Sink()
    source = SourceFile.from_bytes("ma.yaml", raw)
    settings = parse_settings(source, sink, CATALOGUE)
    assert sink.diagnostics or (settings.timezone and settings.currency)
    for found in sink.diagnostics:
        assert 0 <= found.span.start <= found.span.end <= len(source.text)
        assert all(sentence(text, language) for text in texts(found) for language in LANGUAGES)


def test_codes_that_are_spoken_for_are_not_reported_yet() -> None:
    assert not RESERVED_CODES.intersection(CODES)


def test_settings_of_a_channel_that_is_not_declared() -> None:
    settings, source, sink = read(BASE + "channels: {smss: console, push: console}\n")
    check_delivery(settings, {"sms": "sms", "push": "push"}, CATALOGUE, sink)
    assert [told(found, source) for found in sink.diagnostics] == [
        "MA115 3:12-16 the project declares no channel `smss` | did you mean `sms`? | -> sms"
    ]


def test_a_plugin_that_cannot_deliver_the_kind_of_its_channel() -> None:
    settings, source, sink = read(BASE + "channels: {news: {plugin: smtp, settings: {host: h}}}\n")
    check_delivery(settings, {"news": "push"}, CATALOGUE, sink)
    assert [told(found, source) for found in sink.diagnostics] == [
        "MA114 3:27-31 the plugin `smtp` cannot deliver channels of the kind `push`"
        " | `push` is delivered by `console`, `file` and `webhook`"
    ]


@pytest.mark.parametrize(("demands", "expected"), [("true", True), ("false", False)])
def test_a_gateway_says_whether_it_demands_a_signature(demands: str, expected: bool) -> None:
    gateway = f"{{plugin: sms_gateway, settings: {{url: 'https://a.example', demands_signature: {demands}}}}}"
    settings, _, _ = read(f"{BASE}channels: {{sms: {gateway}}}\n")
    assert is_signature_demanded(settings, "sms", CATALOGUE) is expected
    assert is_signature_demanded(settings, "push", CATALOGUE) is False


def test_the_schema_for_editors_is_that_of_the_source() -> None:
    shipped = files("maflow.grammar") / "ma.schema.json"
    assert shipped.read_text(encoding="utf-8") == schema_text()


def test_the_schema_knows_every_key() -> None:
    schema = settings_schema()
    assert tuple(schema["properties"]) == KEYS  # type: ignore[call-overload]


@pytest.mark.parametrize("name", [name for name, case in ALL_CASES.items() if not case.says])
def test_the_schema_accepts_what_is_sound(name: str) -> None:
    content = yaml.safe_load(ALL_CASES[name].text.removeprefix("\ufeff"))
    jsonschema_rs.validator_for(settings_schema()).validate(content)


@pytest.mark.parametrize(
    "name",
    [
        "keys: a key that nothing is near",
        "keys: a misspelt key is one mistake",
        "keys: a missing currency",
        "values: a duration without a unit",
        "values: a misspelt choice",
        "values: a local name of a currency",
        "values: a ceiling with a sign",
        "lint: a list",
        "channels: an unknown key of a channel",
        "channels: a throttle and a retry that are wrong",
    ],
)
def test_the_schema_marks_coarse_mistakes(name: str) -> None:
    content = yaml.safe_load(ALL_CASES[name].text)
    assert not jsonschema_rs.validator_for(settings_schema()).is_valid(content)
