"""What `ma check` remembers, and when it does not rely on it."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from maflow.cache import Store, digest, open_store
from maflow.cached_modules import ModuleCache
from maflow.cached_results import RecordingFiles, input_digest, keep_result, recall_result
from maflow.checking import Checker
from maflow.dsl.diagnostics import Sink
from maflow.dsl.parser import parse
from maflow.dsl.source import SourceFile
from maflow.project import Project, find_project
from tests.running import plant, run_ma

TODAY = datetime.date(2026, 11, 11)
LISTED = 'audience vip "VIP" from list "lists/vip.csv" column user_id\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return plant(tmp_path / "here", {"a.ma": "audience a = now == now\n", "b.ma": "event ping { }\n"})


def kept(tmp_path: Path) -> list[Path]:
    return sorted(path for path in (tmp_path / "cache").rglob("*") if path.is_file())


def both(root: Path) -> tuple[str, str]:
    """Return what a check says, and what one says that remembers nothing."""
    return run_ma("check", root).out, run_ma("check", root, "--no-cache").out


def remembered(root: Path, today: datetime.date = TODAY) -> bool:
    project = find_project(root)
    store = open_store(project.root, os.environ)
    return recall_result(store, input_digest(project, today), project.files) is not None


def checked(root: Path) -> None:
    project = find_project(root)
    Checker(project, TODAY).check(project)


def test_a_second_check_says_the_same(root: Path) -> None:
    first = run_ma("check").out
    assert first
    assert run_ma("check").out == first == run_ma("check", "--no-cache").out


def test_nothing_is_kept_when_asked_not_to(root: Path, tmp_path: Path) -> None:
    run_ma("check", "--no-cache")
    assert kept(tmp_path) == []


def test_the_result_is_forgotten_when_a_file_changes(root: Path) -> None:
    checked(root)
    assert remembered(root)
    (root / "b.ma").write_text("event pong { }\n")
    assert not remembered(root)


def change_settings(root: Path) -> None:
    (root / "ma.yaml").write_text("timezone: UTC\ncurrency: EUR\n")


def add_file(root: Path) -> None:
    (root / "c.ma").write_text("")


def remove_file(root: Path) -> None:
    (root / "b.ma").unlink()


def rename_file(root: Path) -> None:
    (root / "b.ma").rename(root / "z.ma")


@pytest.mark.parametrize("change", [change_settings, add_file, remove_file, rename_file])
def test_every_change_of_the_project_counts(root: Path, change: Callable[[Path], None]) -> None:
    checked(root)
    change(root)
    assert not remembered(root)


def test_another_day_is_another_check(root: Path) -> None:
    checked(root)
    assert not remembered(root, TODAY + datetime.timedelta(days=1))


def test_files_beside_the_sources_count(tmp_path: Path) -> None:
    root = plant(tmp_path / "here", {"a.ma": LISTED})
    (root / "lists").mkdir()
    project = find_project(root)
    store = open_store(root, os.environ)
    inputs = input_digest(project, TODAY)
    files = RecordingFiles(project.files)
    files.read("lists/vip.csv")
    keep_result(store, inputs, files, ())
    assert recall_result(store, inputs, project.files) == ()
    (root / "lists" / "vip.csv").write_text("user_id\n1\n")
    assert recall_result(store, inputs, project.files) is None


def test_a_list_that_changes_changes_the_findings(tmp_path: Path) -> None:
    root = plant(tmp_path / "here", {"a.ma": LISTED, "lists/vip.csv": "user_id\n1\n"})
    assert both(root)[0] == both(root)[1]
    (root / "lists" / "vip.csv").write_text("id\n1\n")
    assert both(root)[0] == both(root)[1]


@pytest.mark.parametrize("damage", [b"", b"\x00", b"x" * 100, None])
def test_a_damaged_cache_is_ignored_and_written_anew(
    root: Path, tmp_path: Path, damage: bytes | None
) -> None:
    first = run_ma("check").out
    for path in kept(tmp_path):
        raw = path.read_bytes()
        path.write_bytes(raw[:-1] if damage is None else damage)
    assert run_ma("check").out == first
    assert all(path.read_bytes() not in (damage, b"") for path in kept(tmp_path))


def test_a_sealed_file_of_another_shape_is_ignored(root: Path, tmp_path: Path) -> None:
    first = run_ma("check").out
    for path in kept(tmp_path):
        path.write_bytes(digest(b"\x93") + b"\x93")
    assert run_ma("check").out == first


def test_a_cache_that_cannot_be_written_disturbs_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MAFLOW_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert run_ma("check").out == run_ma("check", "--no-cache").out


def test_a_project_with_bytes_that_are_no_text_is_checked_each_time(root: Path) -> None:
    (root / "b.ma").write_bytes(b'event ping from "\xff" { }\n# \xff\n')
    first, anew = both(root)
    assert first == anew == run_ma("check", root).out


def test_a_recalled_tree_is_the_parsed_one(root: Path) -> None:
    store = open_store(root, os.environ)
    sources = [SourceFile("a.ma", "event ping { value money }\naudience a = now == now\n# end\n")]
    first = ModuleCache(store)
    trees = [first.read(source, Sink()) for source in sources]
    first.save()
    found, expected = Sink(), Sink()
    again = ModuleCache(open_store(root, os.environ))
    assert [again.read(source, found) for source in sources] == trees
    assert trees == [parse(source, expected) for source in sources]
    assert found.diagnostics == expected.diagnostics != []


def test_only_the_trees_of_the_last_check_are_kept(root: Path, tmp_path: Path) -> None:
    checked(root)
    sizes = [path.stat().st_size for path in kept(tmp_path) if path.name == "modules"]
    for number in range(3):
        (root / "b.ma").write_text(f"event ping{number} {{ }}\n")
        checked(root)
    again = [path.stat().st_size for path in kept(tmp_path) if path.name == "modules"]
    assert again[0] < 1.1 * sizes[0]


def test_projects_that_were_not_checked_for_long_are_forgotten(tmp_path: Path, root: Path) -> None:
    checked(root)
    (old,) = (tmp_path / "cache").iterdir()
    os.utime(old, (0, 0))
    (tmp_path / "cache" / "somebody else's").mkdir()
    os.utime(tmp_path / "cache" / "somebody else's", (0, 0))
    checked(plant(tmp_path / "other", {}))
    names = {path.name for path in (tmp_path / "cache").iterdir()}
    assert old.name not in names
    assert "somebody else's" in names


def test_without_a_place_nothing_is_kept() -> None:
    store = Store(None)
    store.write("result", b"x")
    assert store.read("result") is None


def test_a_check_of_edited_text_remembers_it_too(root: Path) -> None:
    project = find_project(root)
    checker = Checker(project, TODAY)
    assert checker.check(project)
    mended = Project(
        root=project.root,
        settings=project.settings,
        sources=(SourceFile("a.ma", "event pong { }\n"), project.sources[1]),
    )
    assert checker.check(mended) == ()
    assert checker.check(project)
