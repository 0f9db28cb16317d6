"""MA103 unknown-event: an event that nothing declares or raises.

What it catches: the name of an event that no `event` declares, and a receipt that a channel does not have,
such as `call.clicked`.

Why it matters: a campaign that waits for an event that never comes does nothing, for ever.

```ma
campaign hello {
  enter on signedup
  flow { send hello by push }
}
```

How to mend it: correct the name, or declare the event. The name on the wire stands behind `from`: `event
signed_up from "Signed Up" { }`.

```ma
campaign hello {
  enter on signed_up
  flow { send hello by push }
}
```

Notes: channels raise receipts (`push.opened`, `email.clicked`), as their kind has them; offers raise
`given`, `redeemed` and `expired`; stages raise `entered`; goals and consent raise `goal.reached`,
`consent.given` and `consent.withdrawn`. They need no declaration.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA103 unknown-event：没有声明、也不会产生的事件。

发现什么：没有任何 `事件` 声明过的事件名，以及渠道没有的回执，例如 `call.clicked`。

为何重要：活动等待一个永远不会出现的事件，就永远不会做任何事。

```ma
# language: zh-CN
活动 打招呼 {
  进入 于 signedup
  流程 { 发送 hello 经 push }
}
```

如何改正：改正名称，或者声明该事件。数据中的事件名写在 `来自` 之后：
`事件 signed_up 来自 "Signed Up" { }`。

```ma
# language: zh-CN
活动 打招呼 {
  进入 于 signed_up
  流程 { 发送 hello 经 push }
}
```

说明：渠道按其种类产生回执（`push.opened`、`email.clicked`），优惠产生 `given`、`redeemed`、`expired`，
阶段产生 `entered`，另有 `goal.reached`、`consent.given`、`consent.withdrawn`；它们都不用声明。
"""

RULE = Rule(
    code="MA103",
    manual_zh=MANUAL_ZH,
    reported_by=(
        "maflow.compiler.passes.check_types",
        "maflow.compiler.passes.check_scenarios",
    ),
)
