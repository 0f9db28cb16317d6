"""`ma build`: a bundle that a host opens, or the reasons why there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from maflow.runtime.bundle import load_bundle
from tests.compiler.bundle.keys import key_pair, key_with_password
from tests.running import plant, run_ma

SETTINGS = "name: shop\ntimezone: UTC\ncurrency: CNY\nlint: {MA110: ignore, MA506: ignore}\n"
MAIN = """
event ping { }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
campaign hello { enter on ping; flow { wait 1 day; send note by push } }
"""
TEST = 'event only_here { }\ntest "t" for hello { given user { consent push } }\n'
LATER = "campaign more { enter on ping; budget 5 CNY; flow { sequence { day 1 at 09:00 { stop } } } }"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return plant(tmp_path / "here", {"ma.yaml": SETTINGS, "main.ma": MAIN, "main_test.ma": TEST})


def test_a_bundle_is_written_into_the_target_folder_of_the_project(root: Path) -> None:
    ended = run_ma("build")
    assert (ended.code, ended.out) == (0, "target/shop.mab\n")
    assert ended.err == "built; campaigns: 1, messages: 1\n"
    bundle = load_bundle(root / "target" / "shop.mab")
    assert [campaign.name for campaign in bundle.program.campaigns] == ["hello"]
    assert "ping" in [event.name for event in bundle.program.events]
    assert sorted(bundle.manifest.sources) == ["ma.yaml", "main.ma"]


def test_the_same_project_gives_the_same_bytes(root: Path) -> None:
    run_ma("build", "-o", "one.mab", "--quiet")
    run_ma("build", root, "--output", "deep/two.mab", "--quiet")
    assert (root / "one.mab").read_bytes() == (root / "deep" / "two.mab").read_bytes()
    assert (root / "target").exists() is False


def test_a_project_is_never_found_in_its_own_bundle(root: Path) -> None:
    first = run_ma("build").out
    before = (root / "target" / "shop.mab").read_bytes()
    assert run_ma("build").out == first
    assert (root / "target" / "shop.mab").read_bytes() == before


def test_a_name_that_is_no_file_name_becomes_one(root: Path) -> None:
    (root / "ma.yaml").write_text(SETTINGS.replace("shop", '"../商店 / one"'), encoding="utf-8")
    assert run_ma("build", "--quiet").out == "target/商店-one.mab\n"


def test_what_cannot_run_yet_is_refused_at_every_place(root: Path) -> None:
    (root / "later.ma").write_text(LATER, encoding="utf-8")
    ended = run_ma("build")
    assert ended.code == 1
    assert ended.out.count("error[MA905]") == 2
    assert "later.ma:1:" in ended.out
    assert "mend the errors first" in ended.err
    assert not (root / "target").exists()
    assert run_ma("check").code == 0


def test_errors_are_shown_and_nothing_is_built(root: Path) -> None:
    (root / "main.ma").write_text(MAIN.replace("send note", "send nota"), encoding="utf-8")
    ended = run_ma("build")
    assert ended.code == 1
    assert "error[MA101]" in ended.out
    assert not (root / "target").exists()


def test_findings_of_the_baseline_do_not_matter(root: Path) -> None:
    (root / "ma.yaml").write_text(SETTINGS.replace("MA110: ignore", "MA601: error"), encoding="utf-8")
    text = "user { name text }" + MAIN.replace("Hello", "{{ user.name }}")
    (root / "main.ma").write_text(text, encoding="utf-8")
    assert run_ma("build").code == 1
    run_ma("check", "--write-baseline")
    assert run_ma("build").code == 0


def test_a_signed_bundle_is_opened_with_the_public_key(root: Path) -> None:
    private, public = key_pair()
    (root / "key.pem").write_bytes(private)
    ended = run_ma("build", "--sign", "key.pem")
    manifest = load_bundle(root / "target" / "shop.mab", public_key=public).manifest
    assert manifest.signer is not None
    assert f"signed with the key `{manifest.signer[:12]}`" in ended.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no key", "is no private Ed25519 key"),
        (key_with_password(), "needs a password"),
        (None, "missing.pem"),
    ],
    # Keys are made anew each time: no part of a test's name.
    ids=["no key", "with a password", "missing"],
)
def test_a_key_that_cannot_be_used_ends_with_two(root: Path, content: bytes | None, said: str) -> None:
    name = "missing.pem" if content is None else "key.pem"
    if content is not None:
        (root / name).write_bytes(content)
    ended = run_ma("build", "--sign", name)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert not (root / "target").exists()


def test_a_place_that_cannot_be_written_ends_with_two(root: Path) -> None:
    (root / "taken").write_text("a file")
    ended = run_ma("build", "-o", "taken/shop.mab")
    assert (ended.code, ended.out) == (2, "")
    assert "cannot be written" in ended.err


def test_texts_that_are_not_approved_are_named_until_they_are(root: Path) -> None:
    (root / "ma.yaml").write_text(SETTINGS + "approval: required\n", encoding="utf-8")
    said = run_ma("build").err
    assert "`note` will not be sent by `push`" in said
    digest = said.split('digest "')[1].split('"')[0]
    assert contents_approved(root) == [False]
    approval = f'approved by "mei" on 2026-11-02 digest "{digest}" }} }}'
    (root / "main.ma").write_text(MAIN.replace('you?" } }', f'you?"; {approval}'), encoding="utf-8")
    assert "will not be sent" not in run_ma("build").err
    assert contents_approved(root) == [True]
    altered = (root / "main.ma").read_text(encoding="utf-8").replace("Hello", "Hallo")
    (root / "main.ma").write_text(altered, encoding="utf-8")
    assert "will not be sent" in run_ma("build").err
    assert contents_approved(root) == [False]


def contents_approved(root: Path) -> list[bool]:
    program = load_bundle(root / "target" / "shop.mab").program
    return [content.is_approved for message in program.messages for content in message.contents]
