"""MA010 foreign-operator: an operator of a programming language.

What it catches: `==`, `===`, `&&`, `||`, `!x`, `<>`, `=>`, `=<` and the like.

Why it matters: programs read aloud here: `=` is "equals", and the rest are words. It is understood, so that
the rest of the file is still checked.

```ma
audience adults "Adults in the club" = user.age >= 18 && user.level == "gold" || user.points <> 0
```

How to mend it: `ma check --fix` writes what is meant.

```ma
audience adults "Adults in the club" = user.age >= 18 and user.level = "gold" or user.points != 0
```

Notes: `!=` is an operator of the language. `is`, `equals` and other words for a comparison are MA001. This
finding cannot be ignored by a comment.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA010 foreign-operator：其他编程语言的运算符。

发现什么：`==`、`===`、`&&`、`||`、`!x`、`<>`、`=>`、`=<` 等。

为何重要：这里的程序可以直接念出来：`=` 就是“等于”，其余用单词表示。程序能看懂它们，
文件其余部分照常检查。

```ma
# language: zh-CN
人群 成年会员 "成年会员" = 用户.age >= 18 && 用户.level == "gold" || 用户.points <> 0
```

如何改正：运行 `ma check --fix`，改为应有的写法。

```ma
# language: zh-CN
人群 成年会员 "成年会员" = 用户.age >= 18 且 用户.level = "gold" 或 用户.points != 0
```

说明：`!=` 是本语言的运算符。用 `大于等于` 之类的词作比较属于 MA001。本条不能用注释忽略。
"""

RULE = Rule(
    code="MA010",
    manual_zh=MANUAL_ZH,
    reported_by=("maflow.dsl.lexer",),
)
