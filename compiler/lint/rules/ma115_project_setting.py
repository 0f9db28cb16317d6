"""MA115 project-setting: something in `ma.yaml` is missing, unknown or wrong.

What it catches: a missing `timezone` or `currency`, a setting that does not exist, a value that a setting
cannot have, a secret that is written out, and text that is not YAML. The message points at the line.

Why it matters: the time zone decides when a day begins and the currency what an amount is worth. There is
no good guess for either, so a project has to say them.

```yaml
name: demo
timezone: UTC+8
offer_ceiling: 100
lint: {MA601: eror}
```

How to mend it: write what the message expects.

```yaml
name: demo
timezone: Asia/Shanghai
currency: CNY
offer_ceiling: 100 CNY
lint: {MA601: error}
```

Notes: a time zone is named after a place, for only a place knows its clock changes. Secrets are references
to the environment, `${SMTP_PASSWORD}`. Plugins and kinds that are not installed are MA114.
"""

from __future__ import annotations

from maflow.compiler.lint.rule import Rule

__all__ = ["RULE"]

MANUAL_ZH = """
MA115 project-setting：`ma.yaml` 中缺少设置、有未知的设置或写错的值。

发现什么：缺少 `timezone` 或 `currency`、不存在的设置、设置不允许的值、直接写出的密钥，
以及不符合 YAML 格式的内容。
提示会指出所在的行。

为何重要：时区决定一天从何时开始，币种决定金额是多少。两者都无法猜测，因此每个项目都必须写明。

```yaml
name: demo
timezone: UTC+8
offer_ceiling: 100
lint: {MA601: eror}
```

如何改正：按提示的要求填写。

```yaml
name: demo
timezone: Asia/Shanghai
currency: CNY
offer_ceiling: 100 CNY
lint: {MA601: error}
```

说明：时区用地点命名，因为只有地点才知道何时换夏令时。密钥要引用环境变量，例如 `${SMTP_PASSWORD}`。
没有安装的插件和种类属于 MA114。
"""

RULE = Rule(
    code="MA115",
    manual_zh=MANUAL_ZH,
    reported_by=(
        "maflow.compiler.settings",
        "maflow.compiler.passes.check_channels",
    ),
)
