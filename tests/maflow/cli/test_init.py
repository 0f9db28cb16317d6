"""`ma init`: a project that works at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.running import run_ma

FILES = [
    ".gitignore",
    "README.md",
    "basics.ma",
    "campaigns/welcome.ma",
    "campaigns/welcome_test.ma",
    "ma.yaml",
]


def files_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("currency", ["USD", "JPY", "KWD"])
def test_a_new_project_is_sound_and_tidy(language: str, currency: str) -> None:
    made = run_ma("init", "my-shop", "--language", language, "--currency", currency)
    assert (made.code, made.err) == (0, "")
    assert files_of(Path("my-shop")) == FILES
    checked = run_ma("check", "my-shop", "--level", "style", "--fail-level", "style")
    assert (checked.code, checked.out, checked.err) == (0, "", "")
    formatted = run_ma("fmt", "my-shop", "--check")
    assert (formatted.code, formatted.out, formatted.err) == (0, "", "")


def test_the_next_steps_are_said() -> None:
    assert run_ma("init", "my shop").out == (
        "made the project `my shop`; next:\n  cd 'my shop'\n  ma check\n  ma test\n"
    )


def test_a_name_that_looks_like_an_option_can_be_gone_to() -> None:
    assert "\n  cd ./-x\n" in run_ma("init", "--", "-x").out


def test_the_language_that_is_spoken_is_that_of_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    run_ma("init", "shop")
    assert Path("shop/basics.ma").read_text(encoding="utf-8").startswith("# language: zh-CN\n")
    settings = Path("shop/ma.yaml").read_text(encoding="utf-8")
    assert "timezone: Asia/Shanghai\ncurrency: CNY\n" in settings


def test_zone_and_currency_are_written_as_asked() -> None:
    run_ma("init", "shop", "--timezone", "Europe/Berlin", "--currency", "EUR")
    assert Path("shop/ma.yaml").read_text().endswith("name: shop\ntimezone: Europe/Berlin\ncurrency: EUR\n")
    assert "20 EUR" in Path("shop/campaigns/welcome_test.ma").read_text()


@pytest.mark.parametrize("name", ["123", "yes", "a: b", 'say "hi"', "会员", "-x", "@name@"])
def test_any_name_of_a_folder_is_a_name_of_a_project(name: str) -> None:
    assert run_ma("init", "--", name).code == 0
    assert run_ma("check", f"./{name}").code == 0


def test_an_empty_folder_or_a_fresh_clone_will_do() -> None:
    Path("empty").mkdir()
    Path("clone/.git").mkdir(parents=True)
    assert run_ma("init", "empty").code == 0
    assert run_ma("init", "clone").code == 0


def test_the_current_folder_will_do() -> None:
    ended = run_ma("init", ".")
    assert "cd " not in ended.out
    assert run_ma("check").code == 0
    assert f"name: {Path.cwd().name}\n" in Path("ma.yaml").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["full"], "is not empty"),
        (["full/file"], "is a file"),
        (["full/file/inner"], "cannot be written"),
        (["new", "--timezone", "Europe/Berln"], "did you mean `Europe/Berlin`?"),
        (["new", "--timezone", "somewhere"], "write for example"),
        (["new", "--currency", "rmb"], "did you mean `CNY`?"),
        (["new", "--currency", "?"], "write for example"),
        (["new", "--language", "fr"], "choose `en` or `zh-CN`"),
        ([], "`DIR` is missing"),
    ],
)
def test_what_cannot_be_made_is_refused(arguments: list[str], said: str) -> None:
    Path("full").mkdir()
    Path("full/file").write_text("mine")
    ended = run_ma("init", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert files_of(Path()) == ["full/file"]
    assert os.listdir() == ["full"]
