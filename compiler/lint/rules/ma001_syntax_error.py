"""MA001 syntax-error: something that cannot be read at this place.

What it catches: a mistyped keyword, a word or sign that is missing or too many, a text without its quotes,
a time, date, number or amount of money that is written in another way than here. The message tells what was
found and what was expected, the carets stand under the words that matter, and where it is likely what was
meant, it is offered.

Why it matters: nothing is guessed. What cannot be read might mean two things, and customers would get one
of them. One mistake gives one message, and the rest of the file is still checked.

```ma
campaign hello {
  enter on signed_up
  flow {
    wiat 2 hours
    send hello push
  }
}
```

How to mend it: look at the word above the carets, and take what is offered if it is what you meant.

```ma
campaign hello {
  enter on signed_up
  flow {
    wait 2 hours
    send hello by push
  }
}
```

How things are written:

- one entry a line, or several with `;` between them; blocks stand between `{` and `}`
- a text stands in double quotes, a name does not: `tag add "reader"`, `send hello by push`
- a number, a blank, a unit: `3 days`, `50 CNY`; no commas in numbers: `20_000`
- times `09:00`, ranges `22:00-07:00`, dates `2026-11-11`, moments `2026-11-11 20:00`
- `=` compares, `!=` is its opposite; a comment begins with `#`
- `and or not in is where within up else then until for` are reserved: a name like that stands in backticks

Notes: a block that is never closed is MA002, punctuation of a Chinese input method MA003, a keyword glued
to the next word MA004, an operator of another language MA010. This finding cannot be ignored by a comment.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA001 syntax-error：此处有读不通的内容。

发现什么：关键词打错、缺少或多出单词和符号、文本没有加引号，或者时刻、日期、数字、金额的写法与此处不同。
提示会说明写的是什么、应该是什么，标记指向相关的词；能猜到原意时会给出建议。

为何重要：程序不做猜测。读不通的内容可能有两种意思，而客户只会收到其中一种。
一处错误只有一条提示，文件的其余部分照样检查。

```ma
# language: zh-CN
活动 打招呼 {
  进入 于 signed_up
  流程 {
    等侍 2 小时
    发送 hello push
  }
}
```

如何改正：看标记所指的词；如果建议正是原意，就照建议修改。

```ma
# language: zh-CN
活动 打招呼 {
  进入 于 signed_up
  流程 {
    等待 2 小时
    发送 hello 经 push
  }
}
```

写法要点：

- 每行一个条目，同一行写多个时用 `;` 隔开；块写在 `{` 和 `}` 之间
- 文本加双引号，名称不加：`标签 加 "看过"`、`发送 hello 经 push`
- 数字、空格、单位：`3 天`、`50 CNY`；数字中不加逗号：`20_000`
- 时刻 `09:00`，时间段 `22:00-07:00`，日期 `2026-11-11`，时点 `2026-11-11 20:00`
- 比较用 `=`，相反用 `!=`；注释以 `#` 开头
- 关键词之间、关键词与名称之间都要有空格

说明：块没有结束是 MA002，全角标点是 MA003，关键词与后文相连是 MA004，其他语言的运算符是 MA010。
本条不能用注释忽略。
"""

RULE = Rule(
    code="MA001",
    manual_zh=MANUAL_ZH,
    reported_by=(
        "maflow.dsl.lexer",
        "maflow.dsl.balance",
        "maflow.dsl.openings",
        "maflow.dsl.parser",
        "maflow.dsl.recovery",
    ),
)
