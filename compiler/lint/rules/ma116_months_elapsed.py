"""MA116 months-elapsed: months where a fixed length of time is counted.

What it catches: months in a window (`last 1 month`, `in any 2 months`), after `up to`, `within`,
`exit after`, `reenter after` or `valid`, and in a comparison of lengths of time
(`time since order > 3 months`); and in the window of a limit quarters, years and calendar units
(`in any 1 quarter`, `in any calendar month`).

Why it matters: a month has 28 to 31 days. If a limit looked back "one month", the same customer could get
a message more or less depending on the season, and nobody could tell why. Such places count exact time,
so the length must be exact.

```ma
event ping { }
channel push { }
limits { at most 3 push in any 1 month }
audience quiet = never(ping, last 3 months)
```

How to mend it: say how many days or weeks are meant; for a limit, a calendar month may be what you want.

```ma
event ping { }
channel push { }
limits { at most 3 push per calendar month }
audience quiet = never(ping, last 90 days)
```

Notes: months are fine where the calendar counts: `wait 1 month`, `repeat ... every 1 month`, and
dates that are moved (`user.due - 1 month`). A step's parameter is followed: `remind(1 month)` is reported
when the step uses it in `up to`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.durations import placed_durations
from maflow.compiler.lint.elapsed import ElapsedParameters
from maflow.compiler.lint.rule import Rule
from maflow.compiler.symbols import SymbolKind
from maflow.compiler.wording import quoted, suggestion, write_phrase
from maflow.dsl import ast
from maflow.dsl.diagnostics import Label, Text
from maflow.dsl.periods import write_duration
from maflow.dsl.source import Span

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MA116 months-elapsed：在按固定长度计时的地方写了“月”。

发现什么：窗口中的月（`近 1 个月`、`任意 2 个月`），`至多`、`限`、`退出 满`、`重入 满`、`有效期` 之后的月，
以及时长比较中的月（`距上次 下单 > 3 个月`）；还有频控窗口中的季度、年和自然单位
（如 `任意 1 季度`）。

为何重要：一个月有 28 至 31 天。如果频控往回看“一个月”，同一位客户会因季节不同多收或少收一条，
谁也说不清原因。这些地方按实际流逝的时间计算，所以长度必须确定。

```ma
# language: zh-CN
事件 访问 { }
渠道 push { }
频控 { 最多 3 push 任意 1 个月 }
人群 沉默 = 从未(访问, 近 3 个月)
```

如何改正：写明是多少天或多少周；频控也可以改用自然月。

```ma
# language: zh-CN
事件 访问 { }
渠道 push { }
频控 { 最多 3 push 每自然月 }
人群 沉默 = 从未(访问, 近 90 天)
```

说明：按日历计算的地方可以写月：`等待 1 个月`、`重复 … 每隔 1 个月`，以及日期推算（`用户.到期日 - 1 个月`）。
步骤的参数会被追踪：步骤若把参数用在 `至多` 中，传入 `1 个月` 也会报告。
"""

_DAYS_A_MONTH = 30
_MONTHS_A_YEAR = 12
_DAYS_A_YEAR = 365
_MOST_MONTHS = 1_200
_COMPARISONS = frozenset(
    {
        ast.BinaryOperator.EQUAL,
        ast.BinaryOperator.NOT_EQUAL,
        ast.BinaryOperator.LESS,
        ast.BinaryOperator.LESS_OR_EQUAL,
        ast.BinaryOperator.GREATER,
        ast.BinaryOperator.GREATER_OR_EQUAL,
    }
)
# What is compared with something that is no length of time is wrong for that.
_MISFITS = ("MA105", "MA106")
_CALENDAR = {Decimal(1): "per calendar month", Decimal(3): "per calendar quarter"}


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report months wherever elapsed time is counted.

    Reports: MA116.
    """
    finder = _Finder(project, context)
    finder.look_at_places()
    finder.look_at_arguments()
    finder.look_at_comparisons()


class _Finder:
    def __init__(self, project: ResolvedProject, context: CompileContext) -> None:
        self.project = project
        self.context = context
        self.misfits = {found.span for found in context.sink.diagnostics if found.code in _MISFITS}

    def look_at_places(self) -> None:
        """Report months in lines that ask for a length of time."""
        for placed in placed_durations(self.project):
            if placed.place.is_elapsed and _is_months(placed.duration):
                window = placed.owner if isinstance(placed.owner, ast.RollingWindow) else None
                self.report(placed.duration, placed.module, window=window)

    def look_at_arguments(self) -> None:
        """Report months that are handed to a step which counts them as elapsed time."""
        elapsed: ElapsedParameters | None = None
        for use, _, module in self.project.nodes.all(ast.UseStep):
            if any(map(_is_months, use.arguments)):
                elapsed = elapsed or ElapsedParameters(self.project)
                for argument, place in elapsed.uses(use):
                    if _is_months(argument):
                        self.report(argument, module, place=place)

    def look_at_comparisons(self) -> None:
        """Report months in lengths of time that are compared."""
        for operands, module in _compared(self.project):
            for operand in operands:
                for months in self.months_in(operand):
                    if months.span not in self.misfits:
                        self.report(months, module)

    def months_in(self, operand: ast.Expression) -> Iterator[ast.Duration]:
        """Yield the months in an operand that is a length of time as a whole, not a date that is moved."""
        if isinstance(operand, ast.Duration):
            if _is_months(operand):
                yield operand
        elif self.is_duration(operand):
            for part in _parts(operand):
                yield from self.months_in(part)

    def is_duration(self, node: ast.Expression) -> bool:
        """Tell whether an expression is surely a length of time."""
        match node:
            case ast.Duration() | ast.TimeSince():
                return True
            case ast.Attribute(scope=ast.Scope.USER, name=name):
                return self.is_duration_attribute(name.text)
            case ast.Binary(
                operator=ast.BinaryOperator.PLUS | ast.BinaryOperator.MINUS, left=left, right=right
            ):
                return self.is_duration(left) and self.is_duration(right)
            case ast.Binary() | ast.Negative() | ast.Default():
                return any(map(self.is_duration, _parts(node)))
            case _:
                return False

    def is_duration_attribute(self, name: str) -> bool:
        """Tell whether an attribute of users is declared as a length of time."""
        symbol = self.project.symbols.find(SymbolKind.ATTRIBUTE, name)
        declared = symbol.node.type if symbol and isinstance(symbol.node, ast.Property) else None
        return isinstance(declared, ast.NamedType) and declared.word is ast.TypeWord.DURATION

    def report(
        self,
        months: ast.Node,
        module: ast.Module,
        *,
        window: ast.RollingWindow | None = None,
        place: Span | None = None,
    ) -> None:
        """Report months, and offer days, weeks and for a window the calendar."""
        assert isinstance(months, ast.Duration)
        dialect = module.dialect
        fixes = [
            suggestion(months.span, write_duration(str(amount), unit, dialect))
            for amount, unit in _lengths(months.amount)
        ]
        calendar = _CALENDAR.get(_number(months.amount)) if window else None
        if window and calendar:
            fixes.append(suggestion(window.span, write_phrase(calendar, dialect)))
        args = {"found": quoted(self.context, months.span)}
        labels = [Label(place, Text("MA116.counted-here"))] if place else []
        self.context.report(
            "MA116",
            months.span,
            "MA116.months",
            args=args,
            labels=labels,
            notes=[Text("MA116.why")],
            fixes=fixes,
        )


def _is_months(node: ast.Node) -> bool:
    return isinstance(node, ast.Duration) and node.unit is ast.Unit.MONTHS


def _compared(project: ResolvedProject) -> Iterator[tuple[tuple[ast.Expression, ...], ast.Module]]:
    """Yield the operands of every comparison."""
    for binary, _, module in project.nodes.all(ast.Binary):
        if binary.operator in _COMPARISONS:
            yield (binary.left, binary.right), module
    for between, _, module in project.nodes.all(ast.Between):
        yield (between.operand, between.low, between.high), module
    for listed, _, module in project.nodes.all(ast.InList):
        yield (listed.operand, *listed.items), module


def _parts(node: ast.Expression) -> tuple[ast.Expression, ...]:
    match node:
        case ast.Binary(left=left, right=right):
            return (left, right)
        case ast.Negative(operand=operand):
            return (operand,)
        case ast.Default(operand=operand, fallback=fallback):
            return (operand, fallback)
        case _:
            return ()


def _lengths(amount: str) -> Iterator[tuple[int, ast.Unit]]:
    """Yield about as much time in days, and for a single month in weeks."""
    months = _number(amount)
    if not 0 < months <= _MOST_MONTHS:
        return
    years, rest = divmod(months, _MONTHS_A_YEAR)
    days = years * _DAYS_A_YEAR + rest * _DAYS_A_MONTH
    if days == int(days):
        yield int(days), ast.Unit.DAYS
    if months == 1:
        yield 4, ast.Unit.WEEKS


def _number(amount: str) -> Decimal:
    return Decimal(amount.replace("_", ""))


RULE = Rule(code="MA116", manual_zh=MANUAL_ZH, check=check)
