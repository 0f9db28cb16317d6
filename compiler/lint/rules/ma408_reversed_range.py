"""MA408 reversed-range: a range that ends before it begins.

What it catches: `active` days whose last day is before the first, `between` with the greater value
first, and quiet hours that begin and end at the same time.

Why it matters: nothing lies in such a range. The campaign would let nobody in, the condition would
match nobody, and the quiet hours would keep nobody's night free.

```ma
channel push { }
message note { push { title "Hello"; body "How are you?" } }
campaign double_eleven {
  active 2026-11-30 to 2026-11-01
  enter every day at 10:00
  flow { send note by push }
}
```

How to mend it: exchange the two ends.

```ma
channel push { }
message note { push { title "Hello"; body "How are you?" } }
campaign double_eleven {
  active 2026-11-01 to 2026-11-30
  enter every day at 10:00
  flow { send note by push }
}
```

Notes: quiet hours may pass midnight, so `22:00-07:00` is a range of nine hours. `22:00-22:00` is reported,
because some read it as never and some as always; the whole day is `00:00-24:00`. Only values that
are written out are compared: `between user.low and user.high` is not reported.
"""

from __future__ import annotations

from decimal import Decimal

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.durations import UNIT_MS
from maflow.compiler.lint.rule import Rule
from maflow.compiler.wording import quoted, write_phrase
from maflow.dsl import ast
from maflow.dsl.diagnostics import Text

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MA408 reversed-range：结束早于开始的范围。

发现什么：`投放期` 的最后一天早于第一天，`介于` 把较大的值写在前面，以及开始与结束相同的免打扰时段。

为何重要：这样的范围里什么也没有。活动谁也不放进来，条件谁也不匹配，免打扰也保护不了任何人的夜晚。

```ma
# language: zh-CN
渠道 push { }
内容 问候 { push { title "您好"; body "最近好吗" } }
活动 双十一 {
  投放期 2026-11-30 至 2026-11-01
  进入 每天 在 10:00
  流程 { 发送 问候 经 push }
}
```

如何改正：把两端对调。

```ma
# language: zh-CN
渠道 push { }
内容 问候 { push { title "您好"; body "最近好吗" } }
活动 双十一 {
  投放期 2026-11-01 至 2026-11-30
  进入 每天 在 10:00
  流程 { 发送 问候 经 push }
}
```

说明：免打扰可以跨过午夜，所以 `22:00-07:00` 是九个小时。`22:00-22:00` 会报告，因为有人理解为“从不”，
有人理解为“全天”；全天写作 `00:00-24:00`。只比较写明的值：`介于 用户.下限 与 用户.上限` 不报告。
"""

# What kind of value it is, and where it stands among its kind.
_Key = tuple[str, Decimal | str]


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report ranges in which nothing lies.

    Reports: MA408.
    """
    for active, _, _ in project.nodes.all(ast.Active):
        if active.last.text < active.first.text:
            args = {"first": active.first.text, "last": active.last.text}
            context.report("MA408", active.first.span.to(active.last.span), "MA408.active", args=args)
    for hours, _, _ in project.nodes.all(ast.TimeRange):
        if hours.start == hours.end:
            args = {"found": quoted(context, hours.span)}
            context.report(
                "MA408", hours.span, "MA408.empty-hours", args=args, help=[Text("MA408.whole-day")]
            )
    for between, _, module in project.nodes.all(ast.Between):
        _check_between(between, module, context)


def _check_between(between: ast.Between, module: ast.Module, context: CompileContext) -> None:
    low, high = _key(between.low), _key(between.high)
    if low is None or high is None or low[0] != high[0]:
        return
    # Two values of one kind have keys of one type; the type system cannot say so.
    if not high < low:
        return
    args = {"low": quoted(context, between.low.span), "high": quoted(context, between.high.span)}
    help = []
    if isinstance(between.low, ast.TimeLiteral):
        help = [Text("MA408.over-midnight", {"condition": _over_midnight(between, module, context)})]
    context.report("MA408", between.low.span.to(between.high.span), "MA408.between", args=args, help=help)


def _over_midnight(between: ast.Between, module: ast.Module, context: CompileContext) -> str:
    operand, low, high = (quoted(context, part.span) for part in (between.operand, between.low, between.high))
    return f"{operand} >= {low} {write_phrase('or', module.dialect)} {operand} <= {high}"


def _key(node: ast.Expression) -> _Key | None:
    """Return what to compare a written value by."""
    match node:
        case ast.NumberLiteral(text=text):
            return "number", _number(text)
        case ast.PercentLiteral(text=text):
            return "percent", _number(text)
        case ast.MoneyLiteral(amount=amount, currency=currency):
            return currency, _number(amount)
        case ast.Duration(unit=ast.Unit.MONTHS):
            return None  # of no fixed length
        case ast.Duration(amount=amount, unit=ast.Unit() as unit):
            return "duration", _number(amount) * UNIT_MS[unit]
        case ast.TimeLiteral(text=text):
            return "time", text
        case ast.DateLiteral(text=text):
            return "date", text
        case ast.MomentLiteral(text=text, offset=offset):
            return f"moment {offset}", text
        case ast.Negative(operand=operand):
            return _negative(_key(operand))
        case _:
            return None


def _negative(key: _Key | None) -> _Key | None:
    return (key[0], -key[1]) if key and isinstance(key[1], Decimal) else None


def _number(text: str) -> Decimal:
    return Decimal(text.replace("_", ""))


RULE = Rule(code="MA408", manual_zh=MANUAL_ZH, check=check)
