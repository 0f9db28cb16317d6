"""MA008 unit-missing: a length of time or a period that can be read in more than one way.

What it catches: a number where a length of time is expected, such as `wait 3`, a period without
a number, such as `last month`, and a limit that says `per day`, `in any week` or `per 3 days` without
telling exactly which window it counts over.

Why it matters: three minutes and three days are different campaigns. And "one a day" means different
things in different products: some count from midnight to midnight, so that two messages can arrive
within an hour around midnight; some look back 24 hours from each message. Whoever reads the limit must
know which one the customer gets.

```ma
event ping { }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
limits { at most 1 push per day }
campaign hello { enter on ping; flow { wait 3; send note by push } }
```

How to mend it: write the unit, and choose one of the two kinds of window. `per calendar day` starts
again at midnight in the customer's time zone; `in any 24 hours` looks back from each message.

```ma
event ping { }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
limits { at most 1 push per calendar day }
campaign hello { enter on ping; flow { wait 3 hours; send note by push } }
```

Notes: a number that is compared with a length of time (`time since order > 3`) is reported as MA106.
This finding cannot be ignored by a comment: while the unit is missing, the line has no meaning.
"""

from __future__ import annotations

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.durations import PlacedDuration, bare_period, is_bare_period, placed_durations
from maflow.compiler.lint.rule import Rule
from maflow.compiler.wording import quoted, suggestion, write_phrase
from maflow.dsl import ast
from maflow.dsl.diagnostics import Text
from maflow.dsl.periods import CALENDAR_PERIODS, exact_length, write_duration

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MA008 unit-missing：时长缺少单位，或“每天”这样的说法有歧义。

发现什么：该写时长的地方只有一个数字（如 `等待 3`）或只有一个周期（如 `近 月`），或者频控只写了
`每天`、`任意 周` 或 `每 3 天`，没有说明到底在哪一种窗口内计数。

为何重要：三分钟和三天是完全不同的活动。“每天一条”在不同产品里含义不同：有的从零点算到零点，
于是半夜前后一小时内可能收到两条；有的从每条消息往回看 24 小时。看到这条频控的人必须知道客户
究竟会收到几条。

```ma
# language: zh-CN
事件 访问 { }
渠道 push { }
内容 问候 { push { title "您好"; body "最近好吗" } }
频控 { 最多 1 push 每天 }
活动 打招呼 { 进入 于 访问; 流程 { 等待 3; 发送 问候 经 push } }
```

如何改正：写出单位，并在两种窗口中选一种。`每自然日` 在客户所在时区的零点重新计数；
`任意 24 小时` 从每条消息往回看。

```ma
# language: zh-CN
事件 访问 { }
渠道 push { }
内容 问候 { push { title "您好"; body "最近好吗" } }
频控 { 最多 1 push 每自然日 }
活动 打招呼 { 进入 于 访问; 流程 { 等待 3 小时; 发送 问候 经 push } }
```

说明：数字与时长相比较（如 `距上次 下单 > 3`）由 MA106 报告。本条不能用注释忽略：缺了单位，这一行就没有含义。
"""

_CALENDAR_UNITS = {"day": ast.Unit.DAYS, "week": ast.Unit.WEEKS, "month": ast.Unit.MONTHS}
_SMALL_UNITS = frozenset(
    {ast.Unit.MILLISECONDS, ast.Unit.SECONDS, ast.Unit.MINUTES, ast.Unit.HOURS},
)


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report lengths of time without a unit and periods without a kind.

    Reports: MA008.
    """
    for placed in placed_durations(project):
        if not isinstance(placed.duration, ast.Duration):
            _report_named(placed, placed.duration, context)
        elif placed.duration.unit is None:
            _report_unitless(placed, placed.duration, context)
    for bare, _, module in project.nodes.all(ast.BarePeriod):
        _report_bare(bare, bare.word, module, context)


def _report_named(placed: PlacedDuration, named: ast.DurationParameter, context: CompileContext) -> None:
    """Report a period without a number: `in any day`, `last month`."""
    period = bare_period(named)
    if period is None or not is_bare_period(named, placed.declaration):
        return
    if isinstance(placed.owner, ast.RollingWindow):
        _report_bare(placed.owner, period, placed.module, context)
        return
    amount, unit = exact_length(period)
    written = [write_duration(str(amount), unit, placed.module.dialect)]
    if not placed.place.is_elapsed and period in _CALENDAR_UNITS:
        written.insert(0, write_duration("1", _CALENDAR_UNITS[period], placed.module.dialect))
    context.report(
        "MA008",
        named.span,
        "MA008.bare-length",
        args={"found": quoted(context, named.span)},
        fixes=[suggestion(named.span, text) for text in written],
    )


def _report_unitless(placed: PlacedDuration, duration: ast.Duration, context: CompileContext) -> None:
    units = placed.place.units
    if "." in duration.amount:
        units = tuple(unit for unit in units if unit in _SMALL_UNITS)
    written = [write_duration(duration.amount, unit, placed.module.dialect) for unit in units]
    context.report(
        "MA008",
        duration.span,
        "MA008.no-unit",
        args={"found": quoted(context, duration.span)},
        fixes=[suggestion(duration.span, text) for text in written],
    )


def _report_bare(window: ast.Node, period: str, module: ast.Module, context: CompileContext) -> None:
    dialect = module.dialect
    found = quoted(context, window.span)
    amount, unit = exact_length(period)
    rolling = f"{write_phrase('in any', dialect)} {write_duration(str(amount), unit, dialect)}"
    if period not in CALENDAR_PERIODS:
        fixes = [suggestion(window.span, rolling)]
        is_rolling = isinstance(window, ast.RollingWindow)
        key, args = ("MA008.inexact", {"meant": rolling}) if is_rolling else ("MA008.no-window", {})
        context.report("MA008", window.span, key, args={"found": found, **args}, fixes=fixes)
        return
    calendar = write_phrase(f"per calendar {period}", dialect)
    context.report(
        "MA008",
        window.span,
        "MA008.bare-period",
        args={"found": found, "calendar": calendar, "rolling": rolling},
        notes=[Text("MA008.products-differ")],
        fixes=[
            suggestion(window.span, calendar, "MA008.write-calendar"),
            suggestion(window.span, rolling, "MA008.write-rolling"),
        ],
    )


RULE = Rule(code="MA008", manual_zh=MANUAL_ZH, check=check)
