"""The hooks through which plugins register what they bring."""

from __future__ import annotations

from collections.abc import Callable

import pluggy

from maflow.plugins.spec.declarations import ChannelPlugin, LintRule
from maflow.plugins.spec.kinds import ChannelKind

__all__ = [
    "PROJECT_NAME",
    "hookimpl",
    "hookspec",
    "maflow_channel_kinds",
    "maflow_channel_plugins",
    "maflow_lint_rules",
]

PROJECT_NAME = "maflow"
"""The name of the pluggy project and of the entry-point group."""

hookspec = pluggy.HookspecMarker(PROJECT_NAME)
hookimpl = pluggy.HookimplMarker(PROJECT_NAME)


@hookspec
def maflow_channel_kinds(register: Callable[[ChannelKind], None]) -> None:
    """Register the kinds of channel that this plugin knows.

    Example:
        ```python
        LETTER = ChannelKind(
            name="letter",
            doc=Words("a letter on paper", "纸质信件"),
            fields=(FieldSpec(name="body", doc=Words("what is printed", "信件正文"), required=True),),
            receipts=frozenset({Receipt.SENT, Receipt.DELIVERED, Receipt.FAILED}),
        )


        @hookimpl
        def maflow_channel_kinds(register):
            register(LETTER)
        ```
    """


@hookspec
def maflow_channel_plugins(register: Callable[[ChannelPlugin], None]) -> None:
    """Register what can deliver channels, with the settings it takes from `ma.yaml`.

    Example:
        ```python
        PRINT_SHOP = ChannelPlugin(
            name="print_shop",
            doc=Words("prints and posts letters", "打印并邮寄信件"),
            kinds=("letter",),
            settings=(SettingSpec(name="token", doc=Words("the key", "密钥"), required=True, secret=True),),
            open=PrintShop,
        )


        @hookimpl
        def maflow_channel_plugins(register):
            register(PRINT_SHOP)
        ```
    """


@hookspec
def maflow_lint_rules(register: Callable[[LintRule], None]) -> None:
    """Register an organisation's own rules, so that `ma.yaml` can set their severity and options.

    Example:
        ```python
        @hookimpl
        def maflow_lint_rules(register):
            doc = Words("every campaign names its team", "每个活动都写明团队")
            register(LintRule(code="ACME001", name="team-missing", severity="warning", doc=doc))
        ```
    """
