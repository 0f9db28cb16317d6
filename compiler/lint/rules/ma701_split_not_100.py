"""MA701 split-not-100: the shares of a split do not add to 100%.

What it catches: arms whose shares add to more or less than 100%, shares with more than two decimals, and a
hold-out of more than 100%.

Why it matters: every customer who reaches a split goes to exactly one arm. With 90% in all, nobody could say
what happens to the other tenth, and the comparison of the arms would be worth nothing.

```ma
event ping { }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
campaign hello {
  enter on ping
  flow {
    split reminder {
      45% as reminded { send note by push }
      45% as silent   { }
    }
  }
}
```

How to mend it: change the shares so that they add to 100%. An arm that does nothing is an arm too.

```ma
event ping { }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
campaign hello {
  enter on ping
  flow {
    split reminder {
      45% as reminded { send note by push }
      55% as silent   { }
    }
  }
}
```

Notes: three equal arms are `33.33%`, `33.33%` and `33.34%`: customers are spread over 10,000
buckets, so two decimals are all there are. Arms by an attribute or by learning have no shares. An arm of
`0%` rests; it is not reported.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint.rule import Rule
from maflow.compiler.wording import quoted
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Text
from maflow.dsl.source import Span

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MA701 split-not-100：分流各臂的占比之和不是 100%。

发现什么：各臂占比之和大于或小于 100%，占比超过两位小数，以及大于 100% 的对照组。

为何重要：走到分流的每位客户都恰好进入一个臂。总和只有 90% 时，没人说得清另外一成客户会怎样，
各臂之间的比较也毫无价值。

```ma
# language: zh-CN
事件 访问 { }
渠道 push { }
内容 问候 { push { title "您好"; body "最近好吗" } }
活动 打招呼 {
  进入 于 访问
  流程 {
    分流 提醒 {
      45% 为 发 { 发送 问候 经 push }
      45% 为 不发 { }
    }
  }
}
```

如何改正：调整占比，使其和为 100%。什么也不做的臂也是一个臂。

```ma
# language: zh-CN
事件 访问 { }
渠道 push { }
内容 问候 { push { title "您好"; body "最近好吗" } }
活动 打招呼 {
  进入 于 访问
  流程 {
    分流 提醒 {
      45% 为 发 { 发送 问候 经 push }
      55% 为 不发 { }
    }
  }
}
```

说明：三个相等的臂写作 `33.33%`、`33.33%`、`33.34%`：客户分布在 10,000 个桶中，最多两位小数。
按属性或按学习的分流没有占比。`0%` 的臂是暂停的臂，不会报告。
"""

_WHOLE = Decimal(100)
_SHARE_SIGNS = frozenset("%％")
_DECIMALS = 2


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report shares that do not make a whole.

    Reports: MA701.
    """
    for split, declaration, _ in project.nodes.all(ast.Split):
        total = sum((_share(arm.share) for arm in split.arms), Decimal(0))
        are_shares_sound = _check_shares([arm.share for arm in split.arms], context)
        if total != _WHOLE and are_shares_sound and not _may_lack_arms(split, declaration, project, context):
            _report_sum(split, total, context)
    for clause, _, _ in project.nodes.all(ast.HoldoutClause):
        _check_holdout(clause.share, context)
    for holdout, _, _ in project.nodes.all(ast.Holdout):
        _check_holdout(holdout.share, context)


def _may_lack_arms(
    split: ast.Split, declaration: ast.Declaration, project: ResolvedProject, context: CompileContext
) -> bool:
    """Tell whether an arm may stand in what could not be read."""
    if project.is_damaged_beside(split, (arm.block for arm in split.arms)):
        return True
    # With a brace too many or too few, an arm stands behind the split, or in another arm.
    rest = split.span.to(declaration.span)
    return any(_SHARE_SIGNS & {*quoted(context, damage)} for damage in project.damage_in(rest))


def _check_shares(shares: Iterable[ast.PercentLiteral], context: CompileContext) -> bool:
    """Report shares that no arm can have, each by itself; tell whether there are none."""
    problems = [(share, _problem(share)) for share in shares]
    for share, problem in problems:
        if problem:
            context.report("MA701", share.span, problem, args={"share": quoted(context, share.span)})
    return not any(problem for _, problem in problems)


def _problem(share: ast.PercentLiteral) -> str:
    return "MA701.too-fine" if _is_too_fine(share) else ""


def _check_holdout(share: ast.PercentLiteral, context: CompileContext) -> None:
    args = {"share": quoted(context, share.span)}
    if _share(share) > _WHOLE:
        context.report("MA701", share.span, "MA701.holdout", args=args)
    elif _is_too_fine(share):
        context.report("MA701", share.span, "MA701.too-fine", args=args)


def _report_sum(split: ast.Split, total: Decimal, context: CompileContext) -> None:
    head = Span(split.span.file, split.span.start, split.name.span.end)
    args = {"name": split.name.text, "sum": _written(total)}
    context.report("MA701", head, "MA701.sum", args=args, fixes=_absorbing(split, _WHOLE - total))


def _absorbing(split: ast.Split, rest: Decimal) -> list[Fix]:
    """Return the fix that gives the difference to the last arm which can take it."""
    for arm in reversed(split.arms):
        share = _share(arm.share) + rest
        if share > 0:
            title = Text("MA701.absorb", {"share": _written(share), "arm": arm.name.text})
            return [Fix(title, Applicability.SUGGEST, (Edit(arm.share.span, _written(share)),))]
    return []


def _is_too_fine(share: ast.PercentLiteral) -> bool:
    fraction = share.text.partition(".")[2]
    return len(fraction.rstrip("0")) > _DECIMALS


def _share(share: ast.PercentLiteral) -> Decimal:
    return Decimal(share.text.replace("_", ""))


def _written(share: Decimal) -> str:
    text = f"{share:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


RULE = Rule(code="MA701", manual_zh=MANUAL_ZH, check=check)
