"""MA406 never-fires: a date or a time that no calendar and no clock has.

What it catches: 30 February, month 13, 25:00, `every month on day 32`, `24:00` where it does not end a
range, offsets such as `+15:00`; and an `enter at` that lies outside the campaign's own `active` days.

Why it matters: what waits for such a moment waits for ever. No customer would get the message, and nothing
would look broken.

```ma
event ping { }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
campaign spring {
  active 2026-02-01 to 2026-02-30
  enter every month on day 32 at 25:00
  flow { send note by push }
}
```

How to mend it: write a day and a time that exist.

```ma
event ping { }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
campaign spring {
  active 2026-02-01 to 2026-02-28
  enter every month on day 28 at 23:00
  flow { send note by push }
}
```

Notes: the day begins at `00:00`; `24:00` is only for the end of a range (`quiet hours 22:00-24:00`).
A schedule on day 29, 30 or 31 is not reported: in shorter months it runs on the last day. A time that a
clock change skips is not reported either: it moves to the first instant after the gap.
"""

from __future__ import annotations

import calendar
import re
from datetime import MAXYEAR, MINYEAR

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint.rule import Rule
from maflow.compiler.wording import quoted
from maflow.dsl import ast
from maflow.dsl.diagnostics import Label, Text
from maflow.dsl.source import Span

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MA406 never-fires：日历或时钟上不存在的日期和时刻。

发现什么：2 月 30 日、13 月、25:00、`进入 每月 第 32 天`、不在时间段末尾的 `24:00`、`+15:00` 这样的时差；
以及落在活动自身投放期之外的 `进入 在`。

为何重要：等待这样一个时刻就是永远等下去。没有客户会收到消息，看上去却一切正常。

```ma
# language: zh-CN
渠道 push { }
内容 问候 { push { title "您好"; body "最近好吗" } }
活动 春季 {
  投放期 2026-02-01 至 2026-02-30
  进入 每月 第 32 天 在 25:00
  流程 { 发送 问候 经 push }
}
```

如何改正：写存在的日期和时刻。

```ma
# language: zh-CN
渠道 push { }
内容 问候 { push { title "您好"; body "最近好吗" } }
活动 春季 {
  投放期 2026-02-01 至 2026-02-28
  进入 每月 第 28 天 在 23:00
  流程 { 发送 问候 经 push }
}
```

说明：一天从 `00:00` 开始；`24:00` 只用于时间段的末尾（`免打扰 22:00-24:00`）。每月第 29、30、31 天不报告：
较短的月份在最后一天执行。夏令时跳过的时刻也不报告：它顺延到跳变之后的第一刻。
"""

_LAST_HOUR = 23
_LAST_MINUTE = 59
_MONTHS = 12
_LAST_DAY = 31
_END_OF_DAY = "24:00"
# Baker Island and the Line Islands.
_FARTHEST_WEST = 12 * 60
_FARTHEST_EAST = 14 * 60
_MOMENT = re.compile(r"([0-9-]+)[ \tT]+([0-9:.\uff1a]+)[ \t]*([+-].*)?")
_CLOCKS = re.compile(r"[0-9]{1,2}[:\uff1a][0-9]{2}")


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report dates and times that never come.

    Reports: MA406.
    """
    reporter = _Reporter(context)
    for date, _, _ in project.nodes.all(ast.DateLiteral):
        reporter.check_date(date.span, date.text)
    for moment, _, _ in project.nodes.all(ast.MomentLiteral):
        reporter.check_moment(moment)
    for time, _, _ in project.nodes.all(ast.TimeLiteral):
        reporter.check_time(time.span, time.text)
    for hours, _, _ in project.nodes.all(ast.TimeRange):
        reporter.check_range(hours)
    for schedule, _, _ in project.nodes.all(ast.EveryMonth):
        reporter.check_day_of_month(schedule.day)
    for campaign, _, _ in project.nodes.all(ast.Campaign):
        reporter.check_entries(campaign)


class _Reporter:
    def __init__(self, context: CompileContext) -> None:
        self.context = context

    def report(self, span: Span, problem: str, **args: str) -> None:
        """Report something that does not exist, in the words that the author used for it."""
        args["found"] = quoted(self.context, span)
        self.context.report("MA406", span, f"MA406.{problem}", args=args)

    def check_date(self, span: Span, text: str) -> bool:
        """Report a date that no calendar has; tell whether it exists."""
        year, month, day = map(int, text.split("-"))
        if not MINYEAR <= year <= MAXYEAR:
            self.report(span, "no-such-year")
        elif not 1 <= month <= _MONTHS:
            self.report(span, "no-such-month", month=str(month))
        else:
            days = calendar.monthrange(year, month)[1]
            if 1 <= day <= days:
                return True
            self.report(span, "no-such-day", month=f"{year:04}-{month:02}", days=str(days))
        return False

    def check_moment(self, moment: ast.MomentLiteral) -> None:
        """Report the first part of a moment that does not exist."""
        date, _, time = moment.text.partition(" ")
        date_span, time_span, offset_span = self.parts(moment.span)
        if not self.check_date(date_span, date):
            return
        if not _is_time(time):
            self.report_time(time_span, time)
        elif moment.offset is not None and not _is_offset(moment.offset):
            self.context.report("MA406", offset_span, "MA406.no-such-offset", args={"offset": moment.offset})

    def parts(self, span: Span) -> list[Span]:
        """Return where the date, the time and the offset of a moment stand."""
        match = _MOMENT.fullmatch(self.context.sources[span.file].slice(span))
        ends = (match.span(part) for part in (1, 2, 3)) if match else ()
        return [Span(span.file, span.start + start, span.start + end) for start, end in ends] or [span] * 3

    def check_time(self, span: Span, text: str) -> None:
        """Report a time that no clock shows."""
        if not _is_time(text):
            self.report_time(span, text)

    def report_time(self, span: Span, text: str) -> None:
        """Report a time; the end of a day is a time only where it ends a range."""
        if text == _END_OF_DAY:
            self.context.report("MA406", span, "MA406.only-as-end", help=[Text("MA406.day-begins")])
        else:
            self.context.report("MA406", span, "MA406.no-such-time", args={"time": text})

    def check_range(self, hours: ast.TimeRange) -> None:
        """Report the ends of a range, each at its own place."""
        start, end = self.ends(hours.span)
        self.check_time(start, hours.start)
        if hours.end != _END_OF_DAY:
            self.check_time(end, hours.end)

    def ends(self, span: Span) -> tuple[Span, Span]:
        """Return where the two times of a range stand."""
        written = self.context.sources[span.file].slice(span)
        places = [match.span() for match in _CLOCKS.finditer(written)]
        # What was mended while reading (`10pm-7am`) has no such parts.
        first, last = places if len(places) == 2 else ((0, len(written)), (0, len(written)))  # noqa: PLR2004
        return (
            Span(span.file, span.start + first[0], span.start + first[1]),
            Span(span.file, span.start + last[0], span.start + last[1]),
        )

    def check_day_of_month(self, day: ast.NumberLiteral) -> None:
        """Report a day that no month has."""
        text = day.text.replace("_", "")
        is_day = text.isdecimal() and len(text) <= len(str(_LAST_DAY)) and 1 <= int(text) <= _LAST_DAY
        if not is_day:
            self.report(day.span, "no-such-day-of-month")

    def check_entries(self, campaign: ast.Campaign) -> None:
        """Report a single entry on a day on which the campaign is not active."""
        active = next((clause for clause in campaign.clauses if isinstance(clause, ast.Active)), None)
        if active is None or active.first.text > active.last.text:
            return
        days = active.first.span.to(active.last.span)
        for clause in campaign.clauses:
            # An offset moves the day by an amount that depends on the project's zone: not judged here.
            if isinstance(clause, ast.EnterAt) and clause.moment.offset is None:
                day = clause.moment.text.partition(" ")[0]
                if not active.first.text <= day <= active.last.text:
                    label = Label(days, Text("MA406.active-here"))
                    args = {"found": quoted(self.context, clause.moment.span)}
                    self.context.report(
                        "MA406", clause.moment.span, "MA406.outside-active", args=args, labels=[label]
                    )


def _is_time(text: str) -> bool:
    hour, minute, *seconds = text.split(":")
    is_on_clock = int(hour) <= _LAST_HOUR and int(minute) <= _LAST_MINUTE
    return is_on_clock and all(float(second) < _LAST_MINUTE + 1 for second in seconds)


def _is_offset(text: str) -> bool:
    sign, hours, minutes = text[0], int(text[1:3]), int(text[4:6])
    farthest = _FARTHEST_WEST if sign == "-" else _FARTHEST_EAST
    return minutes <= _LAST_MINUTE and hours * 60 + minutes <= farthest


RULE = Rule(code="MA406", manual_zh=MANUAL_ZH, check=check)
