"""`ma` as a whole: help, versions, completion, and what happens when something goes wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

import maflow
from maflow.cli.app import COMMANDS
from maflow.cli.console import Console
from maflow.cli.exit_codes import ExitCode
from maflow.cli.outermost import run_guarded
from maflow.dsl.errors import InternalError
from tests.running import Ended, plant, run_ma

MA = [sys.executable, "-m", "maflow"]


def run_apart(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*MA, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_reads_well(golden: Callable[[str, str], None], command: str, lang: str) -> None:
    ended = run_ma(*command.split(), "--help", "--lang", lang)
    assert (ended.code, ended.err) == (0, "")
    golden(f"cli/help/{command or 'ma'}.{lang}.txt", ended.out)


def test_help_wins_over_what_is_missing() -> None:
    assert run_ma("rule", "-h").code == 0
    assert run_ma("init", "--lang", "zh-CN", "--help").out.startswith("用法：")


def test_of_several_languages_the_last_one_is_spoken() -> None:
    assert run_ma("--lang", "zh-CN", "rule", "MA008", "--lang", "en").out == run_ma("rule", "MA008").out


def test_without_a_command_the_help_is_shown() -> None:
    assert run_ma().out == run_ma("--help").out


@pytest.mark.parametrize(
    ("given", "meant"),
    [("chek", "check"), ("format", "fmt"), ("lint", "check"), ("new", "init"), ("completio", "completion")],
)
def test_a_misspelt_command_gets_an_answer(given: str, meant: str) -> None:
    ended = run_ma(given)
    assert ended.code == 2
    assert ended.err == f"error: there is no command `{given}`: did you mean `ma {meant}`?\n"


def test_a_misspelt_option_gets_an_answer() -> None:
    ended = run_ma("check", "--fromat", "json")
    assert ended.code == 2
    assert ended.err == (
        "error: there is no option `--fromat`: did you mean `--format`?\n"
        "`ma check --help` shows what is possible\n"
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "simulate --max-rejects x",
            "`x` is not possible for `--max-rejects`: expected a whole number from 0 on",
        ),
        ("simulate --max-rejects=-1", "`-1` is not possible for `--max-rejects`"),
        (
            "simulate --workers 100",
            "`100` is not possible for `--workers`: expected a whole number from 1 to 64",
        ),
        ("simulate --seed x", "`x` is not possible for `--seed`: expected a whole number"),
        ("simulate --users", "`--users` needs a value"),
        ("simulate --quiet=3", "`--quiet` takes no value"),
        ("simulate my shop", "`shop` is one argument too many: put a path with blanks in quotes"),
        ("explain ann", "`--journal` is missing: the journal to look into"),
        ("explain", "`USER` is missing"),
    ],
)
def test_a_slip_on_the_command_line_is_answered_in_our_own_words(line: str, told: str) -> None:
    ended = run_ma(*line.split())
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"error: {told}")
    in_chinese = run_ma(line.split()[0], "--lang", "zh-CN", *line.split()[1:])
    assert in_chinese.code == 2
    assert not in_chinese.err.startswith(f"错误：{told}")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "error: the output cannot be written: no space is left on the device\n"),
        ("zh-CN", "错误：无法写出结果：磁盘空间不足\n"),
    ],
)
def test_output_that_finds_no_room_is_no_fault_of_ours(lang: str, told: str) -> None:
    command = [sys.executable, "-m", "maflow", "rules", "--lang", lang]
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (ended.returncode, ended.stderr.decode()) == (2, told)


def test_the_version_is_said_at_once() -> None:
    done = run_apart("--version")
    assert (done.returncode, done.stdout) == (0, f"ma {maflow.__version__}\n")
    assert run_ma("--version").out == done.stdout


def loaded_by(*arguments: str) -> set[str]:
    """Run `ma` in a fresh interpreter and return what it has loaded at its end."""
    code = (
        "import atexit, sys\n"
        f"sys.argv = ['ma', *{arguments!r}]\n"
        "atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))\n"
        "from maflow.cli.main import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def test_the_version_loads_next_to_nothing() -> None:
    loaded = loaded_by("--version")
    assert not loaded & {"click", "msgspec", "yaml", "lark", "maflow.dsl", "maflow.compiler"}


def test_a_check_loads_no_library_that_it_does_not_need(tmp_path: Path) -> None:
    root = str(plant(tmp_path / "shop", {"main.ma": "event ping { }\n"}))
    assert not loaded_by("check", root) & {"lark", "networkx", "interegular", "python_calamine", "rich"}
    # The second time the result is known.
    assert not loaded_by("check", root) & {
        "yaml",
        "liquid",
        "pluggy",
        "maflow.compiler.driver",
        "maflow.dsl.parser",
    }


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(shell: str) -> None:
    ended = run_ma("completion", shell)
    assert (ended.code, ended.err) == (0, "")
    assert f"_MA_COMPLETE={shell}_complete" in ended.out


def test_an_unknown_shell_is_refused() -> None:
    assert "choose `bash`, `zsh` or `fish`" in run_ma("completion", "cmd").err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ma che", "check"),
        ("ma rule MA70", "MA701"),
        ("ma check --form", "--format"),
        ("ma check --format js", "json"),
        ("ma fmt --language z", "zh-CN"),
    ],
)
def test_the_shell_completes(words: str, expected: str) -> None:
    count = str(len(words.split()) - 1)
    done = run_apart(_MA_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=count)
    assert expected in re.split(r"[,\n]", done.stdout)


def ended_by(
    failure: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Ended:
    def fail() -> None:
        raise failure

    with pytest.raises(SystemExit) as raised:
        run_guarded(fail, Console({}))
    written = capsys.readouterr()
    assert isinstance(raised.value.code, int)
    return Ended(raised.value.code, written.out, written.err, b"")


@pytest.mark.parametrize(
    "failure", [InternalError("no sentence"), RecursionError(), MemoryError(), KeyError("x")]
)
def test_our_own_fault_ends_with_three_and_asks_to_report_it(
    failure: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.delenv("MAFLOW_DEBUG")
    ended = ended_by(failure, monkeypatch, capsys)
    assert ended.code == ExitCode.OUR_FAULT
    (place,) = tmp_path.glob("ma-fault-*.txt")
    assert str(place) in ended.err
    assert "please report it" in ended.err
    assert "Traceback" not in ended.err
    assert type(failure).__name__ in place.read_text()


def test_the_traceback_is_shown_on_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert "Traceback" in ended_by(KeyError("x"), monkeypatch, capsys).err


def test_the_traceback_is_shown_where_it_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    monkeypatch.delenv("MAFLOW_DEBUG")
    ended = ended_by(KeyError("x"), monkeypatch, capsys)
    assert ended.code == ExitCode.OUR_FAULT
    assert "Traceback" in ended.err


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), click.Abort()])
def test_an_interrupt_is_quiet(
    failure: BaseException, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = ended_by(failure, monkeypatch, capsys)
    assert (ended.code, ended.err) == (ExitCode.INTERRUPTED, "")


def test_a_folder_that_was_removed_is_told_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    for command in ("check", "fmt", "simulate"):
        ended = run_ma(command)
        assert ended.code == ExitCode.USAGE
        assert ended.err.startswith("error: the current folder does not exist any more")


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    text = "".join(f"audience a{number} = now == now\n" for number in range(90))
    plant(tmp_path / "here", {"main.ma": text})
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as out:
        done = subprocess.run([*MA, "check"], stdout=out, stderr=subprocess.PIPE, check=False)
    assert done.stderr == b""
    assert done.returncode == ExitCode.BROKEN_PIPE


def test_a_terminal_without_unicode_gets_escapes(tmp_path: Path) -> None:
    plant(tmp_path / "here", {"main.ma": "audience 会员 = now == now\n"})
    done = run_apart("check", "--lang", "zh-CN", PYTHONIOENCODING="latin-1")
    assert done.returncode == 1
    assert "\\u4f1a" in done.stdout
