"""The journal grows while the host runs: every line once, in order, wherever the host was killed."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from maflow.runtime.core.code import Code
from maflow.runtime.core.journal import Decision
from maflow.runtime.errors import HostError
from maflow.runtime.hosts.journal_file import JournalFile
from maflow.runtime.hosts.live_journal import LiveJournal, StreamedJournal
from maflow.runtime.hosts.local import run_host
from maflow.runtime.hosts.request import ClockKind
from maflow.runtime.journal.writer import journal_lines
from maflow.runtime.loader import load
from maflow.runtime.sources.moments import moment_ms
from maflow.runtime.stores.sqlite_store import SqliteStore, open_store
from maflow.runtime.stores.store import Batch
from tests.runtime.hosts.running import SHOP, built, request_of
from tests.runtime.hosts.test_by_events import EVENTS, quiet, simulated

GROUPS = (
    (Decision(1, "bob", "entered"), Decision(1, "ann", "entered")),
    (Decision(1, "ann", "sent"),),
    (),
    (Decision(2, "cid", "entered"), Decision(3, "ann", "finished"), Decision(3, "abe", "entered")),
    (Decision(3, "aa", "entered"),),
)
WHOLE = journal_lines(sorted((each for group in GROUPS for each in group), key=lambda d: (d.time, d.user_id)))
BY_GROUP = b"".join(journal_lines(sorted(group, key=lambda d: (d.time, d.user_id))) for group in GROUPS)

TORN = (b"", b"\0\0", b'{"time')


@pytest.fixture(scope="module")
def code() -> Code:
    return load(built(SHOP))


class Running:
    """A store with a journal, as they are while a host runs; `close` leaves both as a crash would."""

    def __init__(self, folder: Path, code: Code, *, holds: bool = True, safe_every: int = 1) -> None:
        self.folder = folder
        self.store: SqliteStore = open_store(folder / "state.db", code)
        self.file = JournalFile(folder / "journal.jsonl")
        try:
            self.journal = LiveJournal(self.store, self.file, holds=holds, safe_every=safe_every)
        except HostError:
            self.close()
            raise

    @property
    def lines(self) -> bytes:
        return self.file.path.read_bytes()

    def commit(self, groups: Sequence[Sequence[Decision]]) -> None:
        for group in groups:
            self.store.commit(Batch(effects=group))

    def end(self, **how: bool) -> None:
        self.journal.end(**how)
        self.close()

    def close(self) -> None:
        self.file.close()
        self.store.close()


def test_a_line_is_in_the_file_when_its_instant_is_over(tmp_path: Path, code: Code) -> None:
    running = Running(tmp_path, code)
    seen = []
    for group in GROUPS:
        running.commit([group])
        seen.append(running.lines.count(b"\n"))
    assert seen == [0, 0, 0, 4, 4]
    running.end()
    assert running.lines == WHOLE


def test_the_name_of_a_new_file_is_on_the_disk_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forced: list[int] = []
    force = os.fsync

    def forcing(handle: int) -> None:
        forced.append(os.fstat(handle).st_ino)
        force(handle)

    monkeypatch.setattr(os, "fsync", forcing)
    JournalFile(tmp_path / "journal.jsonl").close()
    assert tmp_path.stat().st_ino in forced


def test_by_the_wall_a_line_is_in_the_file_at_once(tmp_path: Path, code: Code) -> None:
    running = Running(tmp_path, code, holds=False)
    seen = []
    for group in GROUPS:
        running.commit([group])
        seen.append(running.lines.count(b"\n"))
    assert seen == [2, 3, 3, 6, 7]
    running.end()
    assert running.lines == BY_GROUP


@pytest.mark.parametrize("holds", [True, False])
@pytest.mark.parametrize("safe_every", [1, 10**9])
@pytest.mark.parametrize("groups", range(len(GROUPS) + 1))
def test_whatever_of_the_file_is_lost_behind_what_is_safe_comes_again(
    groups: int, safe_every: int, holds: bool, tmp_path: Path, code: Code
) -> None:
    expected = WHOLE if holds else BY_GROUP
    running = Running(tmp_path, code, holds=holds, safe_every=safe_every)
    running.commit(GROUPS[:groups])
    running.close()
    there = running.lines
    assert expected.startswith(there)
    known = running.store.journaled
    assert known is not None
    whole = len(there)
    lengths = sorted({known.length, (known.length + whole) // 2, max(known.length, whole - 1), whole})
    for number, length in enumerate(lengths):
        folder = tmp_path / str(length)
        folder.mkdir()
        shutil.copyfile(tmp_path / "state.db", folder / "state.db")
        # The store knows its journal by its place.
        running.file.path.write_bytes(there[:length] + TORN[number % len(TORN)])
        assert goes_on(folder, running.file.path, code, GROUPS[groups:], holds=holds) == expected


def goes_on(
    folder: Path, path: Path, code: Code, groups: Sequence[Sequence[Decision]], *, holds: bool
) -> bytes:
    store, file = open_store(folder / "state.db", code), JournalFile(path)
    journal = LiveJournal(store, file, holds=holds, safe_every=1)
    for group in groups:
        store.commit(Batch(effects=group))
    journal.end()
    assert list(store.decisions()) == []
    file.close()
    store.close()
    return path.read_bytes()


def test_lines_that_are_there_are_never_away_for_a_moment(
    tmp_path: Path, code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = Running(tmp_path, code, holds=False, safe_every=10**9)
    running.commit(GROUPS)
    running.close()

    def refuse(*_: object) -> None:
        raise AssertionError("the file is cut off")

    monkeypatch.setattr(os, "ftruncate", refuse)
    monkeypatch.setattr(os, "write", refuse)
    again = Running(tmp_path, code, holds=False)
    assert again.lines == BY_GROUP
    again.end()


def test_an_instant_that_goes_on_another_time_waits_for_it(tmp_path: Path, code: Code) -> None:
    running = Running(tmp_path, code)
    running.commit(GROUPS[:1])
    running.end(is_over=False)
    assert running.lines == b""
    running = Running(tmp_path, code)
    running.commit(GROUPS[1:])
    running.end()
    assert running.lines == WHOLE


@pytest.mark.parametrize("holds", [True, False])
@pytest.mark.parametrize("safe_every", [1, 10**9])
@pytest.mark.parametrize("groups", range(len(GROUPS) + 1))
def test_a_journal_that_is_moved_away_meanwhile_goes_on_in_a_new_file(
    groups: int, safe_every: int, holds: bool, tmp_path: Path, code: Code
) -> None:
    running = Running(tmp_path, code, holds=holds, safe_every=safe_every)
    running.commit(GROUPS[:groups])
    moved = running.file.path.rename(tmp_path / "moved.jsonl")
    running.commit(GROUPS[groups:])
    running.end()
    assert moved.read_bytes() + running.lines == (WHOLE if holds else BY_GROUP)


@pytest.mark.parametrize("holds", [True, False])
@pytest.mark.parametrize("how", [Path.unlink, lambda path: os.truncate(path, 0)], ids=["removed", "emptied"])
@pytest.mark.parametrize("groups", range(len(GROUPS) + 1))
def test_a_journal_that_is_lost_meanwhile_comes_again_from_the_store(
    groups: int, how: Callable[[Path], None], holds: bool, tmp_path: Path, code: Code
) -> None:
    running = Running(tmp_path, code, holds=holds, safe_every=10**9)
    running.commit(GROUPS[:groups])
    how(running.file.path)
    running.commit(GROUPS[groups:])
    running.end()
    assert sorted(running.lines.splitlines()) == sorted(WHOLE.splitlines())
    assert not holds or running.lines == WHOLE


def test_what_a_lost_journal_had_that_the_store_has_let_go_of_stays_lost(tmp_path: Path, code: Code) -> None:
    running = Running(tmp_path, code, holds=False, safe_every=1)
    running.commit(GROUPS[:2])
    running.file.path.unlink()
    running.commit(GROUPS[2:])
    running.end()
    assert running.lines == b"".join(BY_GROUP.splitlines(keepends=True)[2:])


def test_a_file_that_somebody_else_has_put_there_meanwhile_stays_as_it_is(tmp_path: Path, code: Code) -> None:
    running = Running(tmp_path, code, holds=False)
    running.file.path.unlink()
    running.file.path.write_bytes(b"mine\n")
    with pytest.raises(HostError) as raised:
        running.commit(GROUPS)
    assert raised.value.key == "host.journal-foreign"
    running.close()
    assert running.lines == b"mine\n"


def test_a_journal_that_was_moved_away_goes_on_in_a_new_file(tmp_path: Path, code: Code) -> None:
    running = Running(tmp_path, code, holds=False)
    running.commit(GROUPS[:2])
    running.end()
    (tmp_path / "journal.jsonl").rename(tmp_path / "old.jsonl")
    running = Running(tmp_path, code, holds=False)
    running.commit(GROUPS[2:])
    running.end()
    assert (tmp_path / "old.jsonl").read_bytes() + running.lines == BY_GROUP


@pytest.mark.parametrize("there", [b"", b'{"time":"19'])
def test_a_journal_that_has_lost_lines_is_refused(there: bytes, tmp_path: Path, code: Code) -> None:
    running = Running(tmp_path, code, holds=False)
    running.commit(GROUPS)
    running.end()
    (tmp_path / "journal.jsonl").write_bytes(there)
    if not there:
        # An empty file is as good as none.
        Running(tmp_path, code).end()
        return
    with pytest.raises(HostError) as raised:
        Running(tmp_path, code)
    told = {"path": str(tmp_path / "journal.jsonl"), "there": str(len(there)), "written": str(len(BY_GROUP))}
    assert (raised.value.key, raised.value.arguments) == ("host.journal-shrunk", told)


def test_a_file_of_somebody_else_stays_as_it_is(tmp_path: Path, code: Code) -> None:
    place = tmp_path / "journal.jsonl"
    place.write_text("Dear diary")
    with pytest.raises(HostError, match=r"host\.journal-foreign"):
        Running(tmp_path, code)
    assert place.read_text() == "Dear diary"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(HostError) as raised:
        JournalFile(tmp_path / "nowhere" / "journal.jsonl")
    assert raised.value.key == "config.unwritable"
    assert raised.value.arguments["path"] == str(tmp_path / "nowhere" / "journal.jsonl")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full disk here")
def test_a_full_disk_is_told() -> None:
    file = JournalFile(Path("/dev/full"))
    file.go_on(0)
    with pytest.raises(HostError, match=r"config\.unwritable"):
        file.write(b"{}\n")
    file.close()


def test_a_packed_journal_can_be_read_while_it_grows_and_goes_on(tmp_path: Path, code: Code) -> None:
    place = tmp_path / "journal.jsonl.gz"
    for part in (GROUPS[:2], GROUPS[2:]):
        store, file = open_store(tmp_path / "state.db", code), JournalFile(place)
        journal = LiveJournal(store, file)
        for group in part:
            store.commit(Batch(effects=group))
            assert BY_GROUP.startswith(gzip.decompress(place.read_bytes()))
        journal.end()
        file.close()
        store.close()
    assert gzip.decompress(place.read_bytes()) == BY_GROUP


def test_a_journal_that_is_streamed_is_in_order(code: Code) -> None:
    written: list[bytes] = []
    journal = StreamedJournal(written.append, holds=True)
    for group in GROUPS:
        journal.take(group)
    journal.end()
    assert (b"".join(written), journal.safe()) == (WHOLE, None)


def played(folder: Path, until: str, **chosen: Any) -> bytes:
    request = request_of(
        folder,
        clock=ClockKind.EVENTS,
        events=(str(folder / "events.jsonl"),),
        store=folder / "shop.db",
        journal=folder / "journal.jsonl",
        until=moment_ms(until),
        **chosen,
    )
    run_host(built(SHOP), request, lambda _: pytest.fail("the journal is in its file"), quiet)
    return (folder / "journal.jsonl").read_bytes()


def test_the_journal_of_a_history_in_parts_is_the_simulators(tmp_path: Path) -> None:
    (tmp_path / "events.jsonl").write_text(EVENTS)
    events = (str(tmp_path / "events.jsonl"),)
    lengths = []
    for until in ("2026-03-02T10:02:00Z", "2026-03-02T10:32:00Z", "2026-03-02T12:00:00Z"):
        journal = played(tmp_path, until)
        assert journal == simulated(tmp_path, SHOP, events=events, until=moment_ms(until))
        lengths.append(len(journal))
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[-1]
    assert played(tmp_path, "2026-03-02T12:00:00Z") == journal
