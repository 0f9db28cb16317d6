"""`ma graph`: drawings that other programs lay out."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.running import plant, run_ma

SETTINGS = "name: shop\ntimezone: UTC\ncurrency: CNY\nlint: {MA110: ignore, MA506: ignore}\n"
MAIN = r"""
user { name text }
event ping { }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
campaign hello "Say \"hello\" & [more]" {
  enter on ping
  flow { if user.name = "<b>|{}#\\" { start bye } send note by push; stop; wait 1 day }
}
campaign bye { enter by call; flow { } }
"""
CHINESE = """# language: zh-CN
活动 问候 { 进入 于 ping; 流程 { 等事件 ping 至多 1 天 { 发送 note 经 push } 否则 { 停止 } } }
"""
DRAWN = """\
flowchart TD
  n0(["Say #34;hello#34; #38; #91;more#93;<br/>enter on ping"])
  n1{"if user.name = #34;#60;b#62;#124;#123;#125;#35;#92;#92;#34;?"}
  n2["start bye"]
  n3[["send note by push"]]
  n4(["stop"])
  n5("wait 1 day"):::unreachable
  n6(("end"))
  n7(("exit"))
  n0 --> n1
  n1 -->|"yes"| n2
  n2 --> n3
  n1 -->|"no"| n3
  n3 --> n4
  n4 --> n7
  n5 --> n6
  classDef unreachable stroke-dasharray: 4 4
"""
LABEL = r'"[^"]*"'
NODE = rf"\s*\w+(\(\[|\[\[|\(\(|\{{\{{|\[|\(|\{{){LABEL}(\]\)|\]\]|\)\)|\}}\}}|\]|\)|\}})(:::\w+)?"
WAY = rf"\s*\w+ (-->|-\.->)(\|{LABEL}\|)? \w+"
OTHER = rf"flowchart TD|\s*subgraph \w+\[{LABEL}\]|\s*end|\s*classDef .*"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return plant(tmp_path / "here", {"ma.yaml": SETTINGS, "main.ma": MAIN, "deep/zh.ma": CHINESE})


def test_a_campaign_is_drawn(root: Path) -> None:
    assert run_ma("graph", "hello").out == DRAWN
    assert run_ma("graph", "hello", "--project", root).out == DRAWN


@pytest.mark.parametrize("arguments", [(), ("hello",), ("bye",), ("问候",), ("deep",)])
def test_every_line_is_one_that_mermaid_knows(root: Path, arguments: tuple[str, ...]) -> None:
    for line in run_ma("graph", *arguments).out.splitlines():
        assert re.fullmatch(f"{NODE}|{WAY}|{OTHER}", line), line


def test_all_campaigns_are_drawn_with_who_starts_whom(root: Path) -> None:
    drawn = run_ma("graph").out
    assert re.findall(r'subgraph \w+\["(.*?)"\]', drawn) == ["问候", "hello", "bye"]
    assert "  c1n2 -.-> c2n0\n" in drawn


def test_a_path_draws_what_lies_there(root: Path) -> None:
    assert re.findall(r'subgraph \w+\["(.*?)"\]', run_ma("graph", "main.ma").out) == ["hello", "bye"]
    assert run_ma("graph", root).out == run_ma("graph").out


def test_a_campaign_is_drawn_in_the_words_of_its_file(root: Path) -> None:
    drawn = run_ma("graph", "问候", "--lang", "en").out
    assert '"等事件 ping 至多 1 天"' in drawn
    assert '|"超时"|' in drawn
    assert '(("结束"))' in drawn


def test_graphviz_gets_dot(root: Path) -> None:
    drawn = run_ma("graph", "hello", "--format", "dot").out
    assert drawn.startswith('digraph "hello" {\n')
    assert '"wait" [label="wait 1 day", style=dashed]' in drawn
    assert r'label="Say \"hello\" & [more]\nenter on ping"' in drawn
    assert run_ma("graph", "--format", "dot").out.count("subgraph cluster_") == 3


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not there")
def test_graphviz_understands_it(root: Path) -> None:
    for arguments in ((), ("hello",)):
        drawn = run_ma("graph", *arguments, "--format", "dot").raw
        subprocess.run(["dot", "-Tsvg"], input=drawn, capture_output=True, check=True)


def test_an_unknown_campaign_ends_with_two(root: Path) -> None:
    ended = run_ma("graph", "helo")
    assert (ended.code, ended.out) == (2, "")
    assert "did you mean `hello`?" in ended.err
    assert "there are `问候`, `hello` and `bye`" in run_ma("graph", "zzz").err


def test_a_project_with_errors_is_not_drawn(root: Path) -> None:
    (root / "main.ma").write_text(MAIN.replace("start bye", "start by"), encoding="utf-8")
    ended = run_ma("graph", "hello")
    assert ended.code == 1
    assert "error[MA101]" in ended.out


def test_what_cannot_run_yet_can_be_drawn(root: Path) -> None:
    later = "campaign more { enter on ping; flow { sequence { day 1 at 09:00 { send note by push } } } }"
    (root / "later.ma").write_text(later, encoding="utf-8")
    assert '"day 1 at 09:00"' in run_ma("graph", "more").out
