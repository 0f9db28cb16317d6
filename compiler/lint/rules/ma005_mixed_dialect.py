"""MA005 mixed-dialect: keywords of two languages in one file.

What it catches: a Chinese keyword in a file with English keywords, and the other way round. A file that has
many Chinese keywords but no `# language: zh-CN` in its first line gets one finding about that line.

Why it matters: everything is understood, but the next reader has to switch between two languages within a
line.

```ma
campaign hello {
  enter on signed_up
  flow {
    等待 2 hours
    send hello by push
  }
}
```

How to mend it: `ma check --fix` writes the keyword in the language of the file.

```ma
campaign hello {
  enter on signed_up
  flow {
    wait 2 hours
    send hello by push
  }
}
```

Notes: names and texts may be in any language. Different files of a project may use different keywords; `ma
fmt --language zh-CN` translates a whole file.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA005 mixed-dialect：同一文件混用两种语言的关键词。

发现什么：英文关键词的文件里出现中文关键词，或者相反。文件使用了许多中文关键词、首行却没有
`# language: zh-CN` 时，只提示补上这一行。

为何重要：程序都能看懂，但读的人要在一行之内切换两种语言。

```ma
# language: zh-CN
活动 打招呼 {
  进入 于 signed_up
  流程 {
    wait 2 小时
    发送 hello 经 push
  }
}
```

如何改正：运行 `ma check --fix`，改为该文件所用语言的关键词。

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

说明：名称和文本可以用任何语言。同一项目的不同文件可以使用不同的关键词；
`ma fmt --language zh-CN` 可以翻译整个文件。
"""

RULE = Rule(
    code="MA005",
    manual_zh=MANUAL_ZH,
    reported_by=("maflow.dsl.borrowed",),
)
