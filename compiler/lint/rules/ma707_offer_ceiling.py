"""MA707 offer-ceiling: an offer is worth more than the project allows.

What it catches: a `face` above the `offer_ceiling` that `ma.yaml` sets.

Why it matters: one zero too many in a face value is given away thousands of times before anybody notices.
The ceiling is the project's seat belt against it.

With `offer_ceiling: 100 CNY` in `ma.yaml`:

```ma
offer welcome { face 1000 CNY; valid 3 days; at most 1 ever for one user }
```

How to mend it: correct the face value, or have the ceiling raised by whoever answers for the money.

```ma
offer welcome { face 100 CNY; valid 3 days; at most 1 ever for one user }
```

Notes: exactly the ceiling is allowed. A project without `offer_ceiling` has no limit. A face in another
currency cannot be compared with the ceiling.
"""

from __future__ import annotations

from decimal import Decimal

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.lint.rule import Rule
from maflow.compiler.settings import Ceiling
from maflow.compiler.wording import quoted
from maflow.dsl import ast
from maflow.dsl.diagnostics import Label, Text

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MA707 offer-ceiling：优惠面值超过项目允许的上限。

发现什么：`面值` 大于 `ma.yaml` 中的 `offer_ceiling`。

为何重要：面值多写一个零，等有人发现时已经发出了成千上万张。上限就是项目的安全带。

`ma.yaml` 中写有 `offer_ceiling: 100 CNY` 时：

```ma
# language: zh-CN
优惠 新人券 { 面值 1000 CNY; 有效期 3 天; 最多 1 每人累计 }
```

如何改正：改正面值，或由对资金负责的人提高上限。

```ma
# language: zh-CN
优惠 新人券 { 面值 100 CNY; 有效期 3 天; 最多 1 每人累计 }
```

说明：恰好等于上限是允许的。没有 `offer_ceiling` 的项目没有上限。其他币种的面值无法与上限比较。
"""


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report face values above the project's ceiling.

    Reports: MA707.
    """
    ceiling = project.settings.offer_ceiling
    if ceiling is None:
        return
    for face, _, _ in project.nodes.all(ast.OfferFace):
        _check_face(face.amount, ceiling, context)


def _check_face(face: ast.MoneyLiteral, ceiling: Ceiling, context: CompileContext) -> None:
    is_comparable = face.currency == ceiling.currency
    if is_comparable and Decimal(face.amount.replace("_", "")) > ceiling.amount:
        args = {
            "face": quoted(context, face.span),
            "ceiling": f"{ceiling.amount:f} {ceiling.currency}",
        }
        label = Label(ceiling.span, Text("MA707.ceiling-here"))
        context.report("MA707", face.span, "MA707.above", args=args, labels=[label])


RULE = Rule(code="MA707", manual_zh=MANUAL_ZH, check=check)
