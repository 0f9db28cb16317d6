"""MA004 glued-keyword: a keyword without a blank between it and the next word.

What it catches: in a file with Chinese keywords, a keyword that is written together with what follows, such
as `且用户.age`, `等待3 天` or `等到09:00`.

Why it matters: Chinese is written without blanks, but names can be Chinese as well: blanks are what tells a
keyword from a name. It is understood, so that the rest of the file is still checked.

```ma
# language: zh-CN
人群 老客 = 用户.level = "gold"
  并且用户.age > 60
```

How to mend it: put a blank behind the keyword; `ma check --fix` does it.

```ma
# language: zh-CN
人群 老客 = 用户.level = "gold"
  并且 用户.age > 60
```

Notes: a number glued to its unit (`3天`) is MA001. A glued word that can be a name there is taken for a
name. This finding cannot be ignored by a comment.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA004 glued-keyword：关键词与后面的词连在了一起。

发现什么：在使用中文关键词的文件里，关键词与后文之间没有空格，例如 `且用户.age`、`等待3 天`、`等到09:00`。

为何重要：中文书写不用空格，而名称也可以是中文；区分关键词和名称靠的就是空格。
程序能看懂，文件其余部分照常检查。

```ma
# language: zh-CN
人群 老客 = 用户.level = "gold"
  并且用户.age > 60
```

如何改正：在关键词后面加空格；`ma check --fix` 可以自动加上。

```ma
# language: zh-CN
人群 老客 = 用户.level = "gold"
  并且 用户.age > 60
```

说明：数字与单位相连（`3天`）属于 MA001。该处可以是名称的词会被当作名称。本条不能用注释忽略。
"""

RULE = Rule(
    code="MA004",
    manual_zh=MANUAL_ZH,
    reported_by=("maflow.dsl.recovery",),
)
