"""MA601 variable-without-default: a text prints a value that may be unknown.

What it catches: a variable in the text of a message whose value may be missing for some of those who get
it, printed without a `default`.

Why it matters: nothing is printed in its place. "Hello , your cart is waiting" tells every customer that
nobody has looked.

```ma
message greeting {
  push { title "Welcome"; body "Hello {{ user.name }}, how are you?" }
}
```

How to mend it: say what to print instead with `default`, print it inside `{% if user.name %}` only, or
declare the attribute with a default if there is one that fits everywhere.

```ma
message greeting {
  push { title "Welcome"; body "Hello {{ user.name | default: 'friend' }}, how are you?" }
}
```

Notes: an attribute or a property may be unknown unless it is declared with a `default`. What the way to the
message has asked for is known and not reported: `enter on order_paid where event.amount > 100 CNY`,
`audience user.birthday is known`, `if run.code is known`, the address that the channel needs. A variable of
the run is known if every way to the message sets it, and an offer if every way gives it and nothing limits
how often it is given. `lint: {MA601: error}` in `ma.yaml` makes it an error.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA601 variable-without-default：文字中的变量可能没有值。

发现什么：内容的文字中用到的变量，对某些收到的人来说可能没有值，又没有写 `default`。

为何重要：没有值时，那个位置什么也不显示。“您好，，购物车在等您”会让每位客户都看出没有人检查过。

```ma
# language: zh-CN
内容 欢迎语 {
  push { title "欢迎"; body "{{ user.name }}，最近好吗？" }
}
```

如何改正：用 `default` 写明没有值时显示什么，或只在 `{% if user.name %}` 之内显示，
或者在声明属性时写上处处适用的默认值。

```ma
# language: zh-CN
内容 欢迎语 {
  push { title "欢迎"; body "{{ user.name | default: '亲爱的会员' }}，最近好吗？" }
}
```

说明：没有写 `默认` 的属性都可能未知。到达该内容之前已经判断过的不会报告，
例如`进入 于 order_paid 其中 事件.amount > 100 CNY`、`人群 用户.birthday 已知`、`如果 本次.券码 已知`，
以及渠道所需的地址。本次流程的变量，若每条路径都赋了值，就是已知的；优惠若每条路径都发放且不限次数，
也是已知的。在 `ma.yaml` 中写 `lint: {MA601: error}` 可把它提升为错误。
"""

RULE = Rule(code="MA601", manual_zh=MANUAL_ZH, reported_by=("maflow.compiler.passes.check_messages",))
