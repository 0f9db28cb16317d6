"""MA606 unknown-filter: the template language of a text is not written as it should be.

What it catches: a filter or a tag that does not exist, a filter that cannot take what it is given, and
everything else between `{{ }}` and `{% %}` that cannot be read, such as a quote that is never closed.

Why it matters: the message could not be made, so nobody would get it.

```ma
message greeting {
  push { title "Welcome"; body "Hello {{ user.name | default: 'friend' | upcas }}, how are you?" }
}
```

How to mend it: correct the name (a near one is offered).

```ma
message greeting {
  push { title "Welcome"; body "Hello {{ user.name | default: 'friend' | upcase }}, how are you?" }
}
```

Notes: texts are Liquid templates. `{{ user.name }}` prints a value, `{% if user.name %}…{% endif %}` prints
something only where there is one; filters follow a bar: `| default: 'friend'`, `| money`, `| date: '%d.%m.'`,
`| truncate: 10`. Calculations belong into the flow (`set run.total = …`). Files are not included from
templates: `include` and `render` are refused.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA606 unknown-filter：文字中的模板语法有误。

发现什么：不存在的过滤器或标签，过滤器用在了不适用的值上，以及 `{{ }}` 和 `{% %}` 之间其他读不懂的写法，
如没有成对的引号。

为何重要：这样的内容无法生成，谁也收不到。

```ma
# language: zh-CN
内容 欢迎语 {
  push { title "欢迎"; body "{{ user.name | defualt: '您好' }}，最近好吗？" }
}
```

如何改正：改正名称（有相近的会给出建议）。

```ma
# language: zh-CN
内容 欢迎语 {
  push { title "欢迎"; body "{{ user.name | default: '您好' }}，最近好吗？" }
}
```

说明：文字是 Liquid 模板。`{{ user.name }}` 显示一个值，`{% if user.name %}…{% endif %}` 只在有值时显示；
过滤器写在竖线之后：`| default: '您好'`、`| money`、`| date: '%m月%d日'`、`| truncate: 10`。
计算请写在流程中（`设置 本次.合计 = …`）。模板中不能引入其他文件：`include` 和 `render` 不可用。
"""

RULE = Rule(code="MA606", manual_zh=MANUAL_ZH, reported_by=("maflow.compiler.passes.check_messages",))
