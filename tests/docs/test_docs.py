"""The documentation says what is: its examples are checked, its commands run, its tables generated."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from tests.checkout import ROOT
from tests.docs.examples import example, laid_out, settings_example, wanted
from tests.docs.pages import Block, block_name, blocks, blocks_in, edition, pages, rewrite
from tests.docs.terminal import Session
from tests.running import use_own_environment

pytestmark = pytest.mark.checkout

TABLES = ROOT / "tools" / "docs_tables.py"
MARKERS = ("<!-- table:", "<!-- end of table -->")
LANGUAGES = {"ma", "text", "console", "python", "yaml", "json", "toml", "liquid"}
WORDS = {"preamble", "fragment", "rough", "statements", "whole"}
OPTIONS = {"file", "error", "warning", "info", "style"}

_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(?P<title>.+?) *$", re.MULTILINE)
_CODE = re.compile(r"^```.*?^```[ \t]*$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


@pytest.fixture
def is_update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


def named(language: str) -> pytest.MarkDecorator:
    """Give a test every block of a language."""
    found = list(blocks_in(language))
    return pytest.mark.parametrize("block", found, ids=[block_name(block) for block in found])


def expect_text(block: Block, actual: str, *, is_update: bool) -> None:
    """Compare a block with what it should show, or write that into the page."""
    if is_update and block.text != actual:
        rewrite(block, actual)
    else:
        assert block.text == actual


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_block_says_what_it_is(page: Path) -> None:
    odd = [
        f"{block_name(block)}: {block.language} {' '.join(block.words)}"
        for block in blocks(page)
        if block.language not in LANGUAGES
        or any(word not in WORDS and word.partition("=")[0] not in OPTIONS for word in block.words)
    ]
    assert odd == []


@named("ma")
def test_an_example_gets_what_the_page_says(block: Block, is_update: bool) -> None:
    if block.option("file"):
        pytest.skip("it is checked by the commands of its page, in the project that the page builds")
    outcome = example(block)
    assert outcome.codes() == wanted(block), outcome.text("en")
    shown = block.follower
    if wanted(block) and shown is not None and shown.language == "text":
        expect_text(shown, outcome.text(edition(block.page)), is_update=is_update)


@named("ma")
def test_an_example_is_laid_out_as_the_formatter_does(block: Block, is_update: bool) -> None:
    if "rough" in block.words:
        pytest.skip("it is shown as somebody types it")
    expect_text(block, laid_out(block), is_update=is_update)


@named("yaml")
def test_settings_on_a_page_get_what_it_says(block: Block, is_update: bool) -> None:
    if block.option("file"):
        pytest.skip("it is checked by the commands of its page")
    outcome = settings_example(block)
    assert outcome.codes() == wanted(block), outcome.text("en")
    shown = block.follower
    if wanted(block) and shown is not None and shown.language == "text":
        expect_text(shown, outcome.text(edition(block.page)), is_update=is_update)


@named("python")
def test_python_on_a_page_runs(block: Block) -> None:
    names: dict[str, object] = {}
    for earlier in blocks(block.page):
        if earlier.language == "python" and earlier.line <= block.line:
            code = "\n" * (earlier.line - 1) + earlier.text
            exec(compile(code, str(earlier.page), "exec"), names)


@pytest.mark.parametrize(
    "page",
    [page for page in pages() if any(block.language == "console" for block in blocks(page))],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_the_commands_of_a_page_print_what_it_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_update: bool
) -> None:
    use_own_environment(monkeypatch, tmp_path / "cache")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8" if edition(page) == "zh-CN" else "C.UTF-8")
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    session = Session()
    for block in blocks(page):
        if block.language == "console":
            expect_text(block, session.replay(block), is_update=is_update)
        elif block.option("file"):
            session.write(block)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = [link["target"] for link in _LINK.finditer(prose(page)) if not leads(link["target"], page)]
    assert dead == []


def test_every_page_can_be_reached_from_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    reached, fresh = {index}, [index]
    while fresh:
        page = fresh.pop()
        for link in _LINK.finditer(prose(page)):
            target = (page.parent / link["target"].partition("#")[0]).resolve()
            if target.suffix == ".md" and target not in reached and target.is_relative_to(ROOT / "docs"):
                reached.add(target)
                fresh.append(target)
    assert set(pages()) - reached - {ROOT / "README.md"} == set()


def test_the_generated_tables_are_fresh(is_update: bool) -> None:
    tables = runpy.run_path(str(TABLES))
    stale = [
        page for page in pages() if tables["with_tables"](page.read_text("utf-8")) != page.read_text("utf-8")
    ]
    if is_update:
        for page in stale:
            page.write_text(tables["with_tables"](page.read_text("utf-8")), "utf-8")
    else:
        assert [page.name for page in stale] == [], "run `python tools/docs_tables.py`"


def prose(page: Path) -> str:
    """Return a page without its code."""
    return _CODE.sub("", page.read_text(encoding="utf-8"))


def leads(target: str, page: Path) -> bool:
    """Tell whether a link of a page leads to a file, and to a heading of it where it names one."""
    if target.startswith(("https://", "http://", "mailto:")):
        return True
    name, _, heading = target.partition("#")
    place = (page.parent / name).resolve() if name else page
    if not place.exists():
        return False
    return not heading or heading in {anchor(match["title"]) for match in _HEADING.finditer(prose_of(place))}


def prose_of(page: Path) -> str:
    """Return a page without its fenced blocks; headings may hold code."""
    return re.sub(r"^```.*?^```[ \t]*$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)


def anchor(title: str) -> str:
    """Return the name by which a heading is linked to, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
