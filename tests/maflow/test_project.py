"""Finding projects on disk, listing their sources, and reading what stands beside them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from maflow.compiler.files import FileProblem, FileTrouble
from maflow.disk import DiskFiles, list_sources
from maflow.dsl.catalogue import LANGUAGES, sentence
from maflow.dsl.errors import ConfigError
from maflow.project import find_project, find_projects, find_root

SETTINGS = "timezone: UTC\ncurrency: CNY\n"


def plant(root: Path, *names: str) -> Path:
    """Make files; those called `ma.yaml` hold sound settings."""
    for name in names:
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(SETTINGS if place.name == "ma.yaml" else "# text\n", encoding="utf-8")
    return root


def told(raised: pytest.ExceptionInfo[ConfigError], root: Path) -> str:
    assert all(sentence(raised.value.text, language) for language in LANGUAGES)
    return sentence(raised.value.text, "en").replace(str(root), "ROOT")


def test_sources_are_listed_in_one_order_wherever_they_lie(tmp_path: Path) -> None:
    plant(tmp_path, "ma.yaml", "b.ma", "a/z.ma", "a/b/c.ma", "a.ma", "会员.ma", "a/notes.txt", "x_test.ma")
    paths = [source.path for source in find_project(tmp_path).sources]
    assert paths == ["a.ma", "a/b/c.ma", "a/z.ma", "b.ma", "x_test.ma", "会员.ma"]


def test_folders_that_are_not_the_authors_are_left_out(tmp_path: Path) -> None:
    skipped = [
        ".venv/x.ma",
        ".git/x.ma",
        "target/x.ma",
        "a/target/x.ma",
        "node_modules/x.ma",
        "a/.x.ma",
        ".ma",
    ]
    plant(tmp_path, "ma.yaml", "a/x.ma", *skipped)
    assert list_sources(tmp_path) == ("a/x.ma",)


def test_a_project_inside_a_project_is_one_of_its_own(tmp_path: Path) -> None:
    plant(tmp_path, "ma.yaml", "a.ma", "inner/ma.yaml", "inner/b.ma")
    assert list_sources(tmp_path) == ("a.ma",)
    assert [source.path for source in find_project(tmp_path / "inner" / "b.ma").sources] == ["b.ma"]


def test_a_folder_with_the_ending_of_a_source_is_a_folder(tmp_path: Path) -> None:
    plant(tmp_path, "ma.yaml", "old.ma/x.ma")
    assert list_sources(tmp_path) == ("old.ma/x.ma",)


def test_links_that_lead_round_end(tmp_path: Path) -> None:
    plant(tmp_path, "ma.yaml", "a/x.ma")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to("self")
    (tmp_path / "b").symlink_to("a")
    assert list_sources(tmp_path) == ("a/x.ma",)


def test_links_are_followed_to_what_is_not_listed_by_itself(tmp_path: Path) -> None:
    plant(tmp_path, "ma.yaml", ".data/x.ma", ".data/more/y.ma")
    (tmp_path / "x.ma").symlink_to(".data/x.ma")
    (tmp_path / "more").symlink_to(".data/more")
    assert list_sources(tmp_path) == ("more/y.ma", "x.ma")


def test_links_out_of_the_project_are_not_followed(tmp_path: Path) -> None:
    plant(tmp_path, "outside/x.ma", "project/ma.yaml")
    (tmp_path / "project" / "x.ma").symlink_to(tmp_path / "outside" / "x.ma")
    (tmp_path / "project" / "more").symlink_to(tmp_path / "outside")
    assert list_sources(tmp_path / "project") == ()


def test_a_very_deep_tree_is_walked(tmp_path: Path) -> None:
    plant(tmp_path, "ma.yaml")
    place = tmp_path.joinpath(*["d"] * 300)
    place.mkdir(parents=True)
    (place / "x.ma").write_text("")
    assert len(list_sources(tmp_path)) == 1


def test_the_bytes_of_sources_are_kept(tmp_path: Path) -> None:
    plant(tmp_path, "ma.yaml")
    (tmp_path / "a.ma").write_bytes(b"\xef\xbb\xbfuser { }\r\n\xff")
    source = find_project(tmp_path).sources[0]
    assert (source.has_bom, source.text, source.invalid_bytes) == (True, "user { }\r\n\udcff", (10,))


def test_a_name_that_is_not_utf_8_can_be_shown(tmp_path: Path) -> None:
    plant(tmp_path, "ma.yaml")
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.ma")).write_bytes(b"")
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    assert [source.path for source in find_project(tmp_path).sources] == ["\ufffd.ma"]


@pytest.mark.parametrize("path", [".", "ma.yaml", "a", "a/b/c.ma", "a/b/../b"])
def test_the_project_is_found_from_anywhere_in_it(tmp_path: Path, path: str) -> None:
    plant(tmp_path, "ma.yaml", "a/b/c.ma")
    assert find_root(tmp_path / path) == tmp_path


def test_the_current_folder_is_a_path_like_any_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "ma.yaml", "a/b.ma")
    monkeypatch.chdir(tmp_path / "a")
    assert find_project(".").root == tmp_path
    assert find_project("..").selected is None


def test_paths_select_files_of_one_project(tmp_path: Path) -> None:
    plant(tmp_path, "ma.yaml", "a/x.ma", "a/y.ma", "ab/z.ma", "c.ma")
    (project,) = find_projects([tmp_path / "a", tmp_path / "c.ma"])
    assert project.selected == {"a/x.ma", "a/y.ma", "c.ma"}
    assert not project.is_selected("ab/z.ma")
    assert len(project.sources) == 4


def test_the_whole_project_wins_over_a_part(tmp_path: Path) -> None:
    plant(tmp_path, "ma.yaml", "a/x.ma", "c.ma")
    (project,) = find_projects([tmp_path / "c.ma", tmp_path])
    assert project.selected is None
    assert project.is_selected("a/x.ma")


def test_several_projects_come_in_the_order_they_are_named(tmp_path: Path) -> None:
    plant(tmp_path, "b/ma.yaml", "a/ma.yaml", "a/x.ma", "b/x.ma")
    found = find_projects([tmp_path / "b" / "x.ma", tmp_path / "a", tmp_path / "b"])
    assert [project.root.name for project in found] == ["b", "a"]


@pytest.mark.parametrize(
    ("files", "path", "expected"),
    [
        ([], "nowhere", "there is no file or folder `ROOT/nowhere`"),
        (
            ["a/x.ma"],
            "a/x.ma",
            "`ROOT/a/x.ma` is in no project: neither its folder nor any above has a `ma.yaml`; "
            "`ma init DIR` makes a project",
        ),
        (
            ["ma.yml"],
            ".",
            "`ROOT` is in no project: the file `ma.yml` has to be called `ma.yaml`",
        ),
        (
            ["shop/ma.yaml", "old/shop/ma.yaml", ".hidden/ma.yaml"],
            ".",
            "`ROOT` is in no project, but there are some below: name `ROOT/shop` or `ROOT/old/shop`",
        ),
        (
            ["ma.yaml", "a/notes.txt"],
            "a",
            "there is no `.ma` file of the project in `ROOT/a`",
        ),
        (
            ["ma.yaml", "notes.txt"],
            "notes.txt",
            "`ROOT/notes.txt` is not among the `.ma` files of its project",
        ),
        (
            ["ma.yaml", "target/x.ma"],
            "target/x.ma",
            "`ROOT/target/x.ma` is not among the `.ma` files of its project",
        ),
    ],
)
def test_a_path_that_is_no_use_says_why(tmp_path: Path, files: list[str], path: str, expected: str) -> None:
    plant(tmp_path, *files)
    with pytest.raises(ConfigError) as raised:
        find_project(tmp_path / path)
    assert told(raised, tmp_path) == expected


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user who may not read all"
)
def test_a_source_that_cannot_be_read_is_the_operators_matter(tmp_path: Path) -> None:
    plant(tmp_path, "ma.yaml", "a.ma")
    (tmp_path / "a.ma").chmod(0)
    with pytest.raises(ConfigError) as raised:
        find_project(tmp_path)
    assert told(raised, tmp_path) == "`ROOT/a.ma` cannot be read: that is not permitted"


def test_a_folder_that_vanishes_while_it_is_listed_is_told(tmp_path: Path) -> None:
    plant(tmp_path, "ma.yaml")
    (tmp_path / "ma.yaml").unlink()
    with pytest.raises(ConfigError) as raised:
        list_sources(tmp_path / "gone")
    assert told(raised, tmp_path) == "`ROOT/gone` cannot be read: there is no such file or folder"


def test_files_beside_the_sources_are_read(tmp_path: Path) -> None:
    plant(tmp_path, "ma.yaml", "lists/vip.csv")
    assert find_project(tmp_path).files.read("lists/../lists/vip.csv") == b"# text\n"


@pytest.mark.parametrize(
    ("path", "trouble", "near"),
    [
        ("lists/vp.csv", FileTrouble.MISSING, "lists/vip.csv"),
        ("vip.csv", FileTrouble.MISSING, "lists/vip.csv"),
        ("lists\\vip.csv", FileTrouble.MISSING, "lists/vip.csv"),
        ("nothing/like/it.html", FileTrouble.MISSING, None),
        ("lists", FileTrouble.NOT_A_FILE, None),
        ("", FileTrouble.NOT_A_FILE, None),
        ("../secret.csv", FileTrouble.OUTSIDE, None),
        ("lists/../../secret.csv", FileTrouble.OUTSIDE, None),
        ("..\\secret.csv", FileTrouble.OUTSIDE, None),
        ("/etc/passwd", FileTrouble.OUTSIDE, None),
        ("C:/secret.csv", FileTrouble.OUTSIDE, None),
        ("link.csv", FileTrouble.OUTSIDE, None),
        ("way/secret.csv", FileTrouble.OUTSIDE, None),
        ("round.csv", FileTrouble.MISSING, None),
        ("a\0b", FileTrouble.MISSING, None),
        ("x" * 5000, FileTrouble.UNREADABLE, None),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, path: str, trouble: FileTrouble, near: str | None
) -> None:
    root = plant(tmp_path, "secret.csv", "project/ma.yaml", "project/lists/vip.csv") / "project"
    (root / "link.csv").symlink_to("../secret.csv")
    (root / "way").symlink_to("..")
    (root / "round.csv").symlink_to("round.csv")
    assert DiskFiles(root).read(path) == FileProblem(path, trouble, near)


def test_a_project_reached_through_a_link_reads_its_files(tmp_path: Path) -> None:
    plant(tmp_path, "real/ma.yaml", "real/vip.csv", "real/a.ma")
    (tmp_path / "link").symlink_to("real")
    project = find_project(tmp_path / "link" / "a.ma")
    assert project.files.read("vip.csv") == b"# text\n"
    assert project.selected == {"a.ma"}
