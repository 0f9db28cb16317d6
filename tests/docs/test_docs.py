"""The documentation says what is: its examples are checked, its commands run, its tables generated."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from maflow.runtime.core.journal import DecisionKind
from tests.checkout import ROOT
from tests.docs.examples import SEVERITIES, Outcome, example, laid_out, settings_example, wanted
from tests.docs.pages import Block, block_name, blocks, blocks_in, edition, pages, rewrite
from tests.docs.terminal import Session
from tests.running import use_own_environment

pytestmark = pytest.mark.checkout

TABLES = ROOT / "tools" / "docs_tables.py"
LANGUAGES = {"ma", "text", "console", "python", "yaml", "json", "toml", "liquid", "mermaid"}
WORDS = {"preamble", "fragment", "rough", "statements", "whole"}
OPTIONS = {"file", *SEVERITIES}

_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(?P<title>.+?) *$", re.MULTILINE)
_CODE = re.compile(r"^```.*?^```[ \t]*$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


@pytest.fixture
def is_update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


def each(found: Iterable[Block]) -> pytest.MarkDecorator:
    """Give a test each of some blocks."""
    return pytest.mark.parametrize("block", [pytest.param(block, id=block_name(block)) for block in found])


def each_page(found: Iterable[Path]) -> pytest.MarkDecorator:
    """Give a test each of some pages."""
    return pytest.mark.parametrize(
        "page", [pytest.param(page, id=page.relative_to(ROOT).as_posix()) for page in found]
    )


def by_itself(language: str) -> Iterator[Block]:
    """Yield the blocks that are checked by themselves, not in a project that their page builds."""
    return (block for block in blocks_in(language) if not block.option("file"))


def expect_text(block: Block, actual: str, *, is_update: bool) -> None:
    """Compare a block with what it should show, or write that into the page."""
    if is_update and block.text != actual:
        rewrite(block, actual)
    else:
        assert block.text == actual


def expect_findings(block: Block, outcome: Outcome, *, is_update: bool) -> None:
    """Compare what is found in an example with what its block announces, and with the text behind it."""
    assert outcome.codes() == wanted(block), outcome.text("en")
    shown = block.follower
    if wanted(block) and shown is not None and shown.language == "text":
        expect_text(shown, outcome.text(edition(block.page)), is_update=is_update)


@each_page(pages())
def test_every_block_says_what_it_is(page: Path) -> None:
    odd = [
        f"{block_name(block)}: {block.language} {' '.join(block.words)}"
        for block in blocks(page)
        if block.language not in LANGUAGES
        or any(word not in WORDS and word.partition("=")[0] not in OPTIONS for word in block.words)
    ]
    assert odd == []


@each_page(pages())
def test_every_file_of_a_page_is_used_by_a_command(page: Path) -> None:
    last_command = max((block.line for block in blocks(page) if block.language == "console"), default=0)
    unused = [block for block in blocks(page) if block.option("file") and block.line > last_command]
    assert [block_name(block) for block in unused] == []


@each(by_itself("ma"))
def test_an_example_gets_what_the_page_says(block: Block, is_update: bool) -> None:
    expect_findings(block, example(block), is_update=is_update)


@each(by_itself("yaml"))
def test_settings_on_a_page_get_what_it_says(block: Block, is_update: bool) -> None:
    expect_findings(block, settings_example(block), is_update=is_update)


@each(block for block in blocks_in("ma") if "rough" not in block.words)
def test_an_example_is_laid_out_as_the_formatter_does(block: Block, is_update: bool) -> None:
    expect_text(block, laid_out(block), is_update=is_update)


@each(blocks_in("python"))
def test_python_on_a_page_runs(block: Block) -> None:
    names: dict[str, object] = {}
    for earlier in blocks(block.page):
        if earlier.language == "python" and earlier.line <= block.line:
            code = "\n" * (earlier.line - 1) + earlier.text
            exec(compile(code, str(earlier.page), "exec"), names)


@each_page(page for page in pages() if any(block.language == "console" for block in blocks(page)))
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


@each_page(pages())
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


@each_page(pages())
def test_every_generated_table_has_an_end(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.count("<!-- table:") == text.count("<!-- end of table -->")


def test_the_generated_tables_are_fresh(is_update: bool) -> None:
    with_tables = runpy.run_path(str(TABLES))["with_tables"]
    written = {page: page.read_text(encoding="utf-8") for page in pages()}
    stale = {page: with_tables(text) for page, text in written.items() if with_tables(text) != text}
    if is_update:
        for page, text in stale.items():
            page.write_text(text, encoding="utf-8")
    else:
        assert [page.name for page in stale] == [], "`python tools/docs_tables.py` writes them"


def test_the_page_on_files_names_every_kind_of_decision() -> None:
    page = (ROOT / "docs" / "language" / "files.md").read_text(encoding="utf-8")
    row = re.search(r"^\| `kind` \| `(?P<kinds>[^`]*)` \|$", page, re.MULTILINE)
    assert row is not None
    assert set(row["kinds"].split()) == {*DecisionKind, "asked"}


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
