"""MA003 full-width-punctuation: punctuation of a Chinese input method.

What it catches: signs such as `：，；（）“”＞＝％` that an input method writes in their full width,
and digits such as `３`.

Why it matters: they look almost like the signs of the language, but are other characters. They are
understood, so that the rest of the file is still checked, and reported once a line.

```ma
quiet hours 22：00-07：00 for push， sms
audience gold “Gold members” = user.level in （"gold", "platinum"）
```

How to mend it: let `ma check --fix` write them in half width, or switch the input method to English
punctuation.

```ma
quiet hours 22:00-07:00 for push, sms
audience gold "Gold members" = user.level in ("gold", "platinum")
```

Notes: inside of texts and comments full-width punctuation is what Chinese readers expect; it is left alone.
This finding cannot be ignored by a comment.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA003 full-width-punctuation：输入法的全角标点。

发现什么：输入法写出的全角符号，例如 `：，；（）“”＞＝％`，以及 `３` 这样的数字。

为何重要：它们看上去与语言的符号几乎一样，却是另外的字符。程序能看懂它们，文件其余部分照常检查；
每行提示一次。

```ma
# language: zh-CN
免打扰 22：00-07：00 对 push、sms
人群 金卡 “金卡会员” = 用户.level 属于 （"gold", "platinum"）
```

如何改正：运行 `ma check --fix` 自动改为半角，或者把输入法切换到英文标点。

```ma
# language: zh-CN
免打扰 22:00-07:00 对 push, sms
人群 金卡 "金卡会员" = 用户.level 属于 ("gold", "platinum")
```

说明：文本和注释里的全角标点是给中文读者看的，不会报告。本条不能用注释忽略。
"""

RULE = Rule(
    code="MA003",
    manual_zh=MANUAL_ZH,
    reported_by=("maflow.dsl.lexer",),
)
