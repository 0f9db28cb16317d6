"""From a key and its arguments to a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from maflow.dsl.catalogue import Catalogue, choose_language, sentence
from maflow.dsl.catalogue_files import load_entries
from maflow.dsl.diagnostics import Text, items
from maflow.dsl.errors import ConfigError, InternalError
from tests.dsl.rendering import CATALOGUE, text


def catalogue_of(tmp_path: Path, **files: str) -> Catalogue:
    for name, content in files.items():
        (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
    return Catalogue(load_entries(tmp_path))


def test_a_sentence_is_said_in_both_languages() -> None:
    said = Text("help.did-you-mean", {"name": "new_users"})
    assert sentence(said, "en") == "did you mean `new_users`?"
    assert sentence(said, "zh-CN") == "是不是想写 `new_users`？"


def test_a_kind_is_a_word_of_the_readers_language() -> None:
    unknown = text("unknown", kind="@kind.audience", name="vip")
    assert CATALOGUE.sentence(unknown, "en") == "unknown audience `vip`"
    assert CATALOGUE.sentence(unknown, "zh-CN") == "未知的人群 `vip`"


def test_the_authors_words_in_backticks_are_never_a_reference() -> None:
    unknown = text("unknown", kind="@nothing.of-ours", name="@kind.audience")
    assert CATALOGUE.sentence(unknown, "en") == "unknown @nothing.of-ours `@kind.audience`"


def test_braces_in_an_argument_and_around_more_than_a_name_are_text() -> None:
    unknown = text("unknown", kind="{name}", name="{{ user.name }}")
    assert CATALOGUE.sentence(unknown, "en") == "unknown {name} `{{ user.name }}`"
    assert CATALOGUE.sentence(text("witness"), "en") == "user { points: 51 } takes the first arm"


@pytest.mark.parametrize(
    ("names", "en", "zh"),
    [
        (["`a`"], "needs `a`", "需要 `a`"),
        (["`a`", "`b`"], "needs `a` and `b`", "需要 `a`、`b`"),
        (["`a`", "@kind.tag", "c\nd"], r"needs `a`, tag and c\nd", r"需要 `a`、标签、c\nd"),
    ],
)
def test_a_list_is_joined_as_the_language_joins_it(names: list[str], en: str, zh: str) -> None:
    needs = text("needs", names=items(names))
    assert CATALOGUE.sentence(needs, "en") == en
    assert CATALOGUE.sentence(needs, "zh-CN") == zh


@pytest.mark.parametrize(("count", "said"), [("0", "0 errors"), ("1", "1 error"), ("21", "21 errors")])
def test_one_is_not_many(count: str, said: str) -> None:
    assert sentence(Text("summary.error", {"count": count}), "en") == said


def test_a_long_argument_is_cut() -> None:
    said = sentence(Text("help.did-you-mean", {"name": "x" * 10_000_000}), "en")
    assert said == f"did you mean `{'x' * 157}...`?"


@pytest.mark.parametrize(
    ("key", "args"),
    [
        ("example.nowhere", {}),
        ("example.unknown", {"kind": "tag"}),
        ("example.unknown", {"kind": "tag", "name": "a", "file": "b"}),
        ("example.unknown", {"kind": "@kind.nowhere", "name": "a"}),
    ],
)
def test_a_key_or_argument_that_is_not_in_the_catalogue_is_our_fault(key: str, args: dict[str, str]) -> None:
    with pytest.raises(InternalError):
        CATALOGUE.sentence(Text(key, args), "en")


@pytest.mark.parametrize(
    "content",
    [
        "a.b: {en: one, zh-CN: 一}\na.b: {en: two, zh-CN: 二}",
        "a.b: {en: one, en: two, zh-CN: 二}",
        "a.b: {en: one}",
        "a.b: one",
        "a.b: {args: [x], en: '{y}', zh-CN: '{y}'}",
        "a.b: {args: {x: date}, en: '{x}', zh-CN: '{x}'}",
        "a.b: {en: {one: x}, zh-CN: 一}",
    ],
)
def test_a_file_of_a_wrong_shape_is_our_fault(tmp_path: Path, content: str) -> None:
    with pytest.raises(InternalError, match=r"a\.b|a key stands twice"):
        catalogue_of(tmp_path, one=content)


def test_a_key_in_two_files_is_our_fault(tmp_path: Path) -> None:
    with pytest.raises(InternalError, match=r"a\.b stands twice .* two\.yaml"):
        catalogue_of(tmp_path, one="a.b: {en: x, zh-CN: 一}", two="a.b: {en: x, zh-CN: 一}")


def test_words_that_yaml_would_turn_into_values_stay_words(tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, one="a.b: {en: no, zh-CN: 2026-01-01}", two="")
    assert catalogue.sentence(Text("a.b"), "en") == "no"
    assert catalogue.sentence(Text("a.b"), "zh-CN") == "2026-01-01"


@pytest.mark.parametrize(
    ("explicit", "environ", "chosen"),
    [
        (None, {}, "en"),
        (None, {"LANG": "C.UTF-8"}, "en"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh-CN"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        (None, {"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW", "LC_ALL": ""}, "zh-CN"),
        (None, {"LANG": "zh_CN.UTF-8", "MAFLOW_LANG": "en"}, "en"),
        ("zh", {"MAFLOW_LANG": "en"}, "zh-CN"),
        ("zh_CN", {}, "zh-CN"),
        ("EN", {"LANG": "zh_CN"}, "en"),
    ],
)
def test_the_language_is_asked_for_or_the_locales(
    explicit: str | None, environ: dict[str, str], chosen: str
) -> None:
    assert choose_language(explicit, environ) == chosen


@pytest.mark.parametrize(("explicit", "environ"), [("fr", {}), (None, {"MAFLOW_LANG": "zhuang"})])
def test_a_language_that_is_not_spoken_is_the_operators_mistake(
    explicit: str | None, environ: dict[str, str]
) -> None:
    with pytest.raises(ConfigError) as caught:
        choose_language(explicit, environ)
    assert "choose `en` or `zh-CN`" in sentence(caught.value.text, "en")
