"""MA303 unreachable-step: a step that nobody ever comes to.

What it catches: what stands after `stop`, and what stands after a statement at which all runs end. So it is
where every arm of an `if … else`, of a `split` or of a `wait` stops, where a step is used that stops, and
at a `wait until MOMENT if past exit` whose moment lies before an earlier one, or before the campaign begins.

Why it matters: what is never reached is never sent, and nothing at run time will say so. Somebody has
written it for customers to get it.

```ma
campaign greet {
  enter on signed_up
  flow {
    if user.level = "gold" {
      stop
      send hello by push
    }
    wait 1 day
    send offer_of_the_week by push
  }
}
```

How to mend it: put the steps before the `stop`, or into the arm that goes on; remove what is not wanted any
more.

```ma
campaign greet {
  enter on signed_up
  flow {
    if user.level = "gold" {
      send hello by push
      stop
    }
    wait 1 day
    send offer_of_the_week by push
  }
}
```

Notes: only what is certain is reported. A `wait for` without `else`, a `split by` without `else` and a `send`
that does not stop both when it is `sent` and when it is `blocked` let somebody go on; so do a `repeat`
with `until` and the days of a `sequence`, which may be skipped. Conditions are not looked into.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint.rule import Rule
from maflow.compiler.symbols import SymbolKind
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Label, Text
from maflow.dsl.source import SourceFile, Span

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MA303 unreachable-step：谁也走不到的步骤。

发现什么：`结束` 之后的语句，以及所有人都已在前一条语句离开时，其后的语句：带 `否则` 的 `如果`、`分流`
或等待的每个分支都结束，所用的步骤必定结束，或者 `等到 某时点 已过则 退出` 的时点早于前面的时点，
或早于活动的投放期。

为何重要：走不到的内容永远不会发送，而运行时不会有任何提示。写下它的人，本来是要让客户收到的。

```ma
# language: zh-CN
活动 打招呼 {
  进入 于 signed_up
  流程 {
    如果 用户.level = "gold" {
      结束
      发送 hello 经 push
    }
    等待 1 天
    发送 offer_of_the_week 经 push
  }
}
```

如何改正：把这些步骤放到 `结束` 之前，或放进会继续的分支；不再需要的就删除。

```ma
# language: zh-CN
活动 打招呼 {
  进入 于 signed_up
  流程 {
    如果 用户.level = "gold" {
      发送 hello 经 push
      结束
    }
    等待 1 天
    发送 offer_of_the_week 经 push
  }
}
```

说明：只报告确定的情形。没有 `否则` 的 `等事件`、没有 `否则` 的 `分流 … 按`、没有在 `已发` 和 `被拦` 两种
结果下都结束的 `发送`，都会让一部分人继续；带 `直到` 的 `重复` 以及可能被跳过的 `序列` 各天也是如此。
不分析条件本身。
"""

_MOST_LABELS = 4

# Where the runs that come to a statement end; nowhere if some of them go on.
_Ends: TypeAlias = tuple[Label, ...]


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report what stands behind the end of all ways.

    Reports: MA303.
    """
    ways = _Ways(project, context)
    for campaign, _, _ in project.nodes.all(ast.Campaign):
        ways.campaign(campaign)
    for step, _, _ in project.nodes.all(ast.Step):
        ways.step(step)


class _Ways:
    """A walk along all ways of a project, each block once.

    `_now` is a wall time of the project before which no run comes to where the walk is; empty, if unknown.
    """

    def __init__(self, project: ResolvedProject, context: CompileContext) -> None:
        self._project = project
        self._context = context
        self._steps: dict[Span, bool] = {}
        self._now = ""

    def campaign(self, campaign: ast.Campaign) -> None:
        """Report what is never reached in a flow."""
        for clause in sorted(campaign.clauses, key=lambda clause: isinstance(clause, ast.Flow)):
            match clause:
                case ast.Active(first=first):
                    self._now = f"{first.text} 00:00:00"
                case ast.Flow(block=block):
                    self._block(block)
        self._now = ""

    def step(self, step: ast.Step) -> bool:
        """Tell whether all runs end inside a step; while that is being found out, they do not."""
        if step.span not in self._steps:
            self._steps[step.span] = False
            now, self._now = self._now, ""
            self._steps[step.span] = bool(self._block(step.block)) and not self._project.is_damaged(step)
            self._now = now
        return self._steps[step.span]

    def _block(self, block: ast.Block) -> _Ends:
        """Return where all runs end inside a block; what stands behind that is reported."""
        begin = self._now
        ends: _Ends = ()
        for index, statement in enumerate(block.statements):
            ends = self._statement(statement)
            if ends:
                self._report(statement, ends, block.statements[index + 1 :])
                break
            self._now = max(self._now, _moment(statement))
        self._now = begin
        return ends

    def _statement(self, statement: ast.Statement) -> _Ends:  # noqa: C901, PLR0911 - one case a statement
        match statement:
            case ast.Stop():
                return (Label(statement.span, Text("MA303.ends")),)
            case ast.WaitUntilMoment(if_past=ast.IfPast.EXIT):
                is_past = "" < _moment(statement) < self._now
                return (Label(statement.span, Text("MA303.is-past")),) if is_past else ()
            case ast.UseStep(step=name):
                symbol = self._project.symbols.find(SymbolKind.STEP, name.text)
                is_end = symbol is not None and isinstance(symbol.node, ast.Step) and self.step(symbol.node)
                return (Label(statement.span, Text("MA303.ends")),) if is_end else ()
            case ast.WaitFor(then=then, otherwise=otherwise):
                return self._arms([then], otherwise)
            case ast.WaitForAny(arms=arms):
                timeout = next((arm.block for arm in arms if arm.pattern is None), None)
                return self._arms((arm.block for arm in arms if arm.pattern is not None), timeout)
            case ast.If(arms=arms, otherwise=otherwise):
                return self._arms((arm.block for arm in arms), otherwise)
            case ast.Split(arms=arms) | ast.SplitLearning(arms=arms):
                return self._all(arm.block for arm in arms)
            case ast.SplitBy(arms=arms, otherwise=rest):
                return self._arms((arm.block for arm in arms), rest.block if rest is not None else None)
            case ast.Send(outcomes=outcomes):
                return self._outcomes(outcomes)
            case ast.Repeat(block=block, until=until):
                ends = self._block(block)
                return ends if until is None else ()
            case ast.Sequence(days=days):
                self._all(day.block for day in days)
                return ()
            case _:
                return ()

    def _arms(self, blocks: Iterable[ast.Block], otherwise: ast.Block | None) -> _Ends:
        """Return where all arms end, and what is done else: without that, some go on."""
        ends = self._all(blocks)
        last = self._block(otherwise) if otherwise is not None else ()
        return (*ends, *last)[:_MOST_LABELS] if ends and last else ()

    def _outcomes(self, outcomes: Iterable[ast.Outcome]) -> _Ends:
        blocks = {outcome.word: outcome.block for outcome in outcomes}
        ends = self._all(blocks.values())
        return ends if {ast.OutcomeWord.SENT, ast.OutcomeWord.BLOCKED} <= blocks.keys() else ()

    def _all(self, blocks: Iterable[ast.Block]) -> _Ends:
        found = [self._block(block) for block in blocks]
        return tuple(end for ends in found for end in ends)[:_MOST_LABELS] if all(found) else ()

    def _report(self, last: ast.Statement, ends: _Ends, rest: tuple[ast.Statement, ...]) -> None:
        # In what could not be read there may be a way round the end.
        if not rest or any(self._project.damage_in(last.span.to(rest[0].span))):
            return
        source = self._context.sources[last.span.file]
        self._context.report(
            "MA303",
            _first_line(rest[0].span, source),
            "MA303.never-reached",
            labels=ends,
            help=[Text("MA303.move")],
            fixes=[_removal(last.span, rest, source)],
        )


def _moment(statement: ast.Statement) -> str:
    """Return the wall time of the project until which a statement waits, where one is written."""
    match statement:
        case ast.WaitUntilMoment(moment=ast.MomentLiteral(text=text, offset=None), time=None):
            return text if text.count(":") > 1 else f"{text}:00"
        case _:
            return ""


def _first_line(span: Span, source: SourceFile) -> Span:
    _, end = source.line_bounds(source.line_number(span.start))
    return Span(span.file, span.start, min(span.end, end))


def _removal(last: Span, rest: tuple[ast.Statement, ...], source: SourceFile) -> Fix:
    """Return a fix that removes statements; a comment beside or below the one before them stays."""
    begin, line = last.end, source.line_number(rest[0].span.start)
    if line > source.line_number(last.end):
        _, begin = source.line_bounds(line - 1)
    edit = Edit(Span(last.file, begin, rest[-1].span.end), "")
    return Fix(Text("MA303.remove"), Applicability.UNSAFE, (edit,))


RULE = Rule(code="MA303", manual_zh=MANUAL_ZH, check=check)
