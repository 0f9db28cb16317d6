"""MA602 unknown-variable: a text speaks of something that is not there when it is sent.

What it catches: a variable in the text of a message that does not exist, or does not exist at every place
the message is sent from.

Why it matters: its place in the text would stay empty for everybody.

```ma
message greeting {
  push { title "Welcome"; body "Hello {{ user.nmae | default: 'friend' }}, how are you?" }
}
```

How to mend it: correct the name (a near one is offered). If a message is sent from several campaigns and
only some of them have the value, write a message for the others.

```ma
message greeting {
  push { title "Welcome"; body "Hello {{ user.name | default: 'friend' }}, how are you?" }
}
```

Notes: a text sees `user` (the attributes), `entry` (the event that started the run), `run` (what `set run.…`
has set before), `offer` (the last one given in this run), `campaign`, `today`, `now` and, on channels that
have one, `unsubscribe_link`. There is no `event`: keep what you need of it with `set run.…`. If a campaign
has several entries and only some have the property, that is MA601. Of a message that nothing sends, only
`user` is looked at; tests do not count as senders. An alert sees `today` and `now` alone.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA602 unknown-variable：文字中用到了发送时不存在的变量。

发现什么：内容的文字中用到的变量不存在，或者并非每一处发送它的地方都有。

为何重要：对所有人来说，那个位置都是空的。

```ma
# language: zh-CN
内容 欢迎语 {
  push { title "欢迎"; body "{{ user.nmae | default: '您好' }}，最近好吗？" }
}
```

如何改正：改正名称（有相近的会给出建议）。若同一内容由几个活动发送，而只有其中一些有这个值，
请为其余的活动另写一条内容。

```ma
# language: zh-CN
内容 欢迎语 {
  push { title "欢迎"; body "{{ user.name | default: '您好' }}，最近好吗？" }
}
```

说明：文字中可用 `user`（用户属性）、`entry`（开始本次流程的事件）、`run`（此前用 `设置 本次.…` 赋的值）、
`offer`（本次流程最近发放的优惠）、`campaign`、`today`、`now`，以及有退订链接的渠道的 `unsubscribe_link`。
没有 `event`：需要的值请先用 `设置 本次.…` 保存。一个活动有几个入口、只有一部分有该属性时，报告的是 MA601。
没有任何地方发送的内容只检查 `user`；测试不算发送。告警中只有 `today` 和 `now`。
"""

RULE = Rule(code="MA602", manual_zh=MANUAL_ZH, reported_by=("maflow.compiler.passes.check_messages",))
