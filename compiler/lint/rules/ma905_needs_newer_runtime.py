"""MA905 needs-newer-runtime: the project uses something that this version of maflow cannot run yet.

What it catches: every place that uses a part of the language which is read and checked, but which no
campaign can run with yet: `score`, `stages`, `offer` and `give`, `group`, `arbitrate`, `escalate`,
`sequence`, `step`, splits by learning, `budget`, audiences from a list, `alert`, and `when changed move`.

Why it matters: a campaign that ran without a part of it would do something else than what it says. So
`ma build`, `ma run`, `ma simulate` and `ma test` refuse the project and name every such place; `ma check`
does not report it.

```ma
event enrolled { }
channel push { }
message lesson { push { title "Lesson"; body "Here it is." } }
campaign course {
  enter on enrolled
  flow {
    sequence { day 1 at 09:00 { send lesson by push } }
  }
}
```

How to mend it: say it with what there is, or take it out until a newer version runs it.

```ma
event enrolled { }
channel push { }
message lesson { push { title "Lesson"; body "Here it is." } }
campaign course {
  enter on enrolled
  flow {
    wait 1 day
    wait until 09:00
    send lesson by push
  }
}
```

Notes: this is the only rule whose findings depend on the version of maflow; newer versions find less. It
cannot be ignored.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA905 needs-newer-runtime：项目用到了当前版本的 maflow 还不能运行的写法。

发现什么：凡是语言能读懂、能检查，但活动还不能据此运行的写法，逐处指出：`评分`、`阶段`、`优惠` 与 `发放`、
`互斥组`、`仲裁`、`升级`、`序列`、`步骤`、自动学习的分流、`预算`、来自名单的人群、`告警`，以及 `变更时 迁移`。

为何重要：少了一部分还照样运行的活动，做的就不是它所写的事。因此 `ma build`、`ma run`、`ma simulate` 和
`ma test` 会拒绝该项目并列出每一处；`ma check` 不报告。

```ma
event enrolled { }
channel push { }
message lesson { push { title "Lesson"; body "Here it is." } }
campaign course {
  enter on enrolled
  flow {
    sequence { day 1 at 09:00 { send lesson by push } }
  }
}
```

如何改正：用现有的写法表达，或先去掉，等能运行它的新版本。

```ma
event enrolled { }
channel push { }
message lesson { push { title "Lesson"; body "Here it is." } }
campaign course {
  enter on enrolled
  flow {
    wait 1 day
    wait until 09:00
    send lesson by push
  }
}
```

说明：只有这条规则的结果取决于 maflow 的版本；版本越新，发现得越少。它不能被忽略。
"""

RULE = Rule(code="MA905", manual_zh=MANUAL_ZH, reported_by=("maflow.compiler.unsupported",))
