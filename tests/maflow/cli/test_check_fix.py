"""`ma check --fix`: what is mended, what is left, and how files are written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from maflow.cli.found import Found
from maflow.cli.mending import mend
from maflow.cli.writing import replace_file
from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity, Text
from maflow.dsl.errors import ConfigError
from maflow.dsl.source import SourceFile, Span
from maflow.project import Project
from tests.running import plant, run_ma

FAULTY = "audience a = now == now\n"
MENDED = "audience a = now = now\n"


def test_safe_fixes_are_applied_and_counted(tmp_path: Path) -> None:
    root = plant(tmp_path / "here", {"a.ma": FAULTY, "b/c.ma": FAULTY.replace(" a ", " b ")})
    ended = run_ma("check", "--fix")
    assert ended.err == "fixes applied: 2, files written: 2\n"
    assert "MA010" not in ended.out
    assert (root / "a.ma").read_text() == MENDED
    assert (root / "b/c.ma").read_text() == MENDED.replace(" a ", " b ")


def test_only_the_files_that_are_named_are_mended(tmp_path: Path) -> None:
    root = plant(tmp_path / "here", {"a.ma": FAULTY, "b.ma": FAULTY.replace(" a ", " b ")})
    run_ma("check", "a.ma", "--fix")
    assert (root / "a.ma").read_text() == MENDED
    assert "==" in (root / "b.ma").read_text()


def test_bytes_beside_the_fix_stay_as_they_are(tmp_path: Path) -> None:
    root = plant(tmp_path / "here", {})
    (root / "a.ma").write_bytes(b"\xef\xbb\xbf# caf\xff\r\n" + FAULTY.encode().replace(b"\n", b"\r\n"))
    run_ma("check", "--fix")
    assert (root / "a.ma").read_bytes() == b"\xef\xbb\xbf# caf\xff\r\n" + MENDED.encode().replace(
        b"\n", b"\r\n"
    )


def test_the_mode_stays_and_a_link_stays_a_link(tmp_path: Path) -> None:
    root = plant(tmp_path / "here", {".data/a.ma": FAULTY})
    (root / "a.ma").symlink_to(".data/a.ma")
    (root / ".data" / "a.ma").chmod(0o640)
    run_ma("check", "--fix")
    assert (root / "a.ma").is_symlink()
    assert (root / ".data" / "a.ma").read_text() == MENDED
    assert stat.S_IMODE((root / ".data" / "a.ma").stat().st_mode) == 0o640
    assert os.listdir(root / ".data") == ["a.ma"]


def test_a_file_without_fixes_is_not_touched(tmp_path: Path) -> None:
    root = plant(tmp_path / "here", {"a.ma": FAULTY, "sound.ma": "event ping { }\n"})
    os.utime(root / "sound.ma", ns=(1, 1))
    run_ma("check", "--fix")
    assert (root / "sound.ma").stat().st_mtime_ns == 1


def test_a_person_is_told_when_there_is_nothing_to_mend(tmp_path: Path) -> None:
    plant(tmp_path / "here", {"a.ma": "event ping { }\n"})
    assert "nothing that can be mended" in run_ma("check", "--fix", is_terminal=True).err


def test_nothing_is_written_over_a_file_that_has_changed_meanwhile(tmp_path: Path) -> None:
    place = tmp_path / "a.ma"
    place.write_bytes(b"somebody else's")
    with pytest.raises(ConfigError) as raised:
        replace_file(place, b"as it was read", b"mended")
    assert raised.value.text.key == "config.changed-meanwhile"
    assert place.read_bytes() == b"somebody else's"


def finding(
    start: int, end: int, replacement: str, applicability: Applicability, code: str = "MA003"
) -> Diagnostic:
    span = Span("a.ma", start, end)
    fix = Fix(Text("fix.write", {"text": replacement}), applicability, (Edit(span, replacement),))
    return Diagnostic(code=code, severity=Severity.ERROR, message=Text("x"), span=span, fixes=(fix,))


def mended_text(
    text: str, check_text: dict[str, tuple[Diagnostic, ...]], *asked: Applicability
) -> tuple[str, int]:
    """Mend one file whose findings are given by its text."""
    project = Project(
        root=Path("shop"),
        settings=SourceFile("ma.yaml", ""),
        sources=(SourceFile("a.ma", text),),
    )

    def check(project: Project) -> Found:
        return Found(project=project, diagnostics=check_text.get(project.sources[0].text, ()))

    mended = mend(check(project), asked, check, lambda found: found)
    return mended.found.project.sources[0].text, mended.applied


def test_fixes_are_applied_until_none_is_left() -> None:
    first = finding(0, 1, "b", Applicability.SAFE)
    second = finding(0, 1, "c", Applicability.SAFE)
    assert mended_text("a", {"a": (first,), "b": (second,)}, Applicability.SAFE) == ("c", 2)


def test_unsafe_fixes_wait_until_they_are_asked_for() -> None:
    found = {"a": (finding(0, 1, "b", Applicability.UNSAFE),)}
    assert mended_text("a", found, Applicability.SAFE) == ("a", 0)
    assert mended_text("a", found, Applicability.SAFE, Applicability.UNSAFE) == ("b", 1)


def test_a_suggestion_is_never_applied() -> None:
    found = {"a": (finding(0, 1, "b", Applicability.SUGGEST),)}
    assert mended_text("a", found, Applicability.SAFE, Applicability.UNSAFE) == ("a", 0)


def test_what_would_make_a_file_worse_is_taken_back() -> None:
    worse = tuple(replaced(number) for number in range(2))
    found = {"a": (finding(0, 1, "b", Applicability.SAFE),), "b": worse}
    assert mended_text("a", found, Applicability.SAFE) == ("a", 0)


def test_two_fixes_that_undo_each_other_come_to_an_end() -> None:
    there, back = finding(0, 1, "b", Applicability.SAFE), finding(0, 1, "a", Applicability.SAFE)
    text, applied = mended_text("a", {"a": (there,), "b": (back,)}, Applicability.SAFE)
    assert text in ("a", "b")
    assert applied <= 10


def replaced(number: int) -> Diagnostic:
    return Diagnostic(
        code="MA001", severity=Severity.ERROR, message=Text("x"), span=Span("a.ma", number, number + 1)
    )
