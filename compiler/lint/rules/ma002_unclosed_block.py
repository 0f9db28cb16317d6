"""MA002 unclosed-block: a `{` whose `}` is missing.

What it catches: a block that is never closed. The message points at the opening `{`; indentation tells
which of several open blocks it is, and a second mark shows where the `}` is missing at the latest.

Why it matters: without its `}`, nobody can tell where a block was meant to end: whether a message is sent
to everyone or only in the `if` above it.

```ma
campaign hello {
  enter on signed_up
  flow {
    if user.level = "gold" {
      send hello by push

    wait 1 day
    send offer_of_the_week by push
  }
}
```

How to mend it: put the `}` where the block ends.

```ma
campaign hello {
  enter on signed_up
  flow {
    if user.level = "gold" {
      send hello by push
    }
    wait 1 day
    send offer_of_the_week by push
  }
}
```

Notes: a `}` too many is MA001, and so is a `{` that is missing. Indentation has no meaning for the program;
it is used here only to find the place. This finding cannot be ignored by a comment.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA002 unclosed-block：`{` 缺少对应的 `}`。

发现什么：没有结束的块。提示指向开头的 `{`；若有几个块未结束，按缩进判断是哪一个，
另一处标记指出最迟应在哪里写 `}`。

为何重要：少了 `}`，谁也说不清块到哪里为止：内容是发给所有人，还是只在上面的 `如果` 中发送。

```ma
# language: zh-CN
活动 打招呼 {
  进入 于 signed_up
  流程 {
    如果 用户.level = "gold" {
      发送 hello 经 push

    等待 1 天
    发送 offer_of_the_week 经 push
  }
}
```

如何改正：在块结束的地方补上 `}`。

```ma
# language: zh-CN
活动 打招呼 {
  进入 于 signed_up
  流程 {
    如果 用户.level = "gold" {
      发送 hello 经 push
    }
    等待 1 天
    发送 offer_of_the_week 经 push
  }
}
```

说明：多出的 `}` 和缺少的 `{` 属于 MA001。缩进对程序没有意义，这里只用来定位。本条不能用注释忽略。
"""

RULE = Rule(
    code="MA002",
    manual_zh=MANUAL_ZH,
    reported_by=("maflow.dsl.balance",),
)
