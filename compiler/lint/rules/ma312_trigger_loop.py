"""MA312 trigger-loop: campaigns start one another, and no time passes on the way round.

What it catches: a campaign whose run starts another, whose run starts the first again, or a longer round,
over any number of files, with no `wait` on the way; a campaign that starts itself; and the same by
`enter on push.sent`, where each message of a campaign lets the customer in anew.

Why it matters: if every campaign on the way lets the customer in again at once, the round never ends by
itself: the engine stops it after 100 rounds, and as many messages. If one does not, its `start` does nothing.

```ma
campaign welcome {
  enter on signed_up
  enter by call
  reenter always
  flow { send hello by push; start tips }
}
campaign tips {
  enter by call
  reenter always
  flow { send offer_of_the_week by push; start welcome }
}
```

How to mend it: leave one `start` out, or let time pass on the way.

```ma
campaign welcome {
  enter on signed_up
  enter by call
  reenter always
  flow { send hello by push; start tips }
}
campaign tips {
  enter by call
  reenter always
  flow { send offer_of_the_week by push; wait 30 days; start welcome }
}
```

Notes: only what is certain is reported. A way that goes through one arm of an `if` or a `split`, through a
campaign with `audience`, `exit when`, `group` or `parallel by`, or through `enter on … where C` or `enter
when C` is not. Nor is a way through a `send` that may have to wait, for `arbitrate` or a limit with `else
wait`. Where some campaign does not let the customer in again at once (`reenter never`), a round is reported
if customers come to at most one of its campaigns from elsewhere, by an event, a schedule, a condition or
another campaign: then the `start` that closes the round does nothing. What a host calls is not counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from maflow.compiler.circles import circles
from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.flow_graph.statement_ids import event_name
from maflow.compiler.lint.passages import Act, Passage, Passages
from maflow.compiler.lint.rule import Rule
from maflow.compiler.symbols import SymbolKind
from maflow.dsl import ast
from maflow.dsl.diagnostics import Label, Text
from maflow.dsl.source import Span

__all__ = ["RULE", "check"]

MANUAL_ZH = """
MA312 trigger-loop：活动互相启动，绕一圈不花任何时间。

发现什么：一个活动启动另一个，后者又启动前者，或者绕更大的一圈（可跨多个文件），途中没有任何 `等待`；
活动启动自身；以及经由 `进入 于 push.sent` 的同样情形：活动每发一条消息，客户就又进入一次。

为何重要：如果途中每个活动都允许客户立刻再次进入，这一圈自己永远绕不完：
引擎在绕 100 圈、发出同样多的消息之后才会拦下它。如果有一个不允许，对它的 `启动` 就毫无作用。

```ma
# language: zh-CN
活动 欢迎 {
  进入 于 signed_up
  进入 调用
  重入 总是
  流程 { 发送 hello 经 push; 启动 攻略 }
}
活动 攻略 {
  进入 调用
  重入 总是
  流程 { 发送 offer_of_the_week 经 push; 启动 欢迎 }
}
```

如何改正：去掉其中一个 `启动`，或者让途中经过一段时间。

```ma
# language: zh-CN
活动 欢迎 {
  进入 于 signed_up
  进入 调用
  重入 总是
  流程 { 发送 hello 经 push; 启动 攻略 }
}
活动 攻略 {
  进入 调用
  重入 总是
  流程 { 发送 offer_of_the_week 经 push; 等待 30 天; 启动 欢迎 }
}
```

说明：只报告确定的情形。只经过 `如果` 或 `分流` 的某个分支，经过带 `人群`、`退出 当`、`互斥组` 或 `并行 按`
的活动，或者经由带条件的 `进入 于 … 其中` 与 `进入 当`，都不算确定；经过可能要等待仲裁、或等待频控
`否则 等待` 的 `发送` 也不算。如果途中有活动不允许立刻再次进入（`重入 从不`），那么只有当客户从别处（因事件、
定时、条件或其他活动）至多进入其中一个活动时才报告：这时合上这一圈的 `启动` 毫无作用。主机的调用不计在内。
"""

# What refuses some customers, or all who come by a `start`.
_GATES = (ast.AudienceClause, ast.ExitWhen, ast.GroupClause, ast.ParallelBy)
_OWN_ENTRIES = (ast.EnterOn, ast.EnterWhen, ast.EnterEvery, ast.EnterAt)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edge:
    """One campaign that lets customers into another at once."""

    source: str
    act: Act
    span: Span
    target: str

    @property
    def said(self) -> Text:
        """Return what is said of it where it stands."""
        kind, name = self.act
        if kind is SymbolKind.CAMPAIGN:
            return Text("MA312.starts", {"name": self.source, "next": self.target})
        return Text("MA312.raises", {"event": name, "next": self.target})


_Edges = Mapping[str, Sequence[tuple[_Edge, str]]]


def check(project: ResolvedProject, context: CompileContext) -> None:
    """Report rounds of campaigns in which no time passes.

    Reports: MA312.
    """
    campaigns = {symbol.name: symbol.node for symbol in project.symbols.of(SymbolKind.CAMPAIGN)}
    whole = {
        name: campaign
        for name, campaign in campaigns.items()
        if isinstance(campaign, ast.Campaign) and not project.is_damaged(campaign)
    }
    passages = _passages(whole, project)
    edges = _edges(whole, passages)
    again = {name for name, campaign in whole.items() if _lets_in_again(campaign, passages[name])}
    reported: set[str] = set()
    for circle in circles(_among(again, edges)):
        if _are_active_together(circle, whole):
            _report(circle, Text("MA312.endless"), reported, context)
    for circle in circles(_by_start(edges)):
        begins = _entered_from_elsewhere(circle, whole, project)
        if len(begins) <= 1 and _are_active_together(circle, whole):
            names = [*begins, *(edge.source for edge in circle)]
            refusing = next((name for name in names if name not in again), names[0])
            _report(circle, Text("MA312.refused", {"name": refusing}), reported, context)


def _passages(campaigns: Mapping[str, ast.Campaign], project: ResolvedProject) -> Mapping[str, Passage]:
    passages = Passages(project)
    blocks = {
        name: next((clause.block for clause in campaign.clauses if isinstance(clause, ast.Flow)), None)
        for name, campaign in campaigns.items()
    }
    return {name: passages.of(block) if block else Passage() for name, block in blocks.items()}


def _edges(campaigns: Mapping[str, ast.Campaign], passages: Mapping[str, Passage]) -> _Edges:
    entered: dict[Act, list[str]] = {}
    for name, campaign in campaigns.items():
        for act in _entries(name, campaign):
            entered.setdefault(act, []).append(name)
    return {
        name: [
            (_Edge(source=name, act=act, span=span, target=target), target)
            for act, span in passage.acts.items()
            for target in entered.get(act, ())
        ]
        for name, passage in passages.items()
    }


def _entries(name: str, campaign: ast.Campaign) -> Iterator[Act]:
    """Yield what lets everybody into a campaign."""
    if any(isinstance(clause, _GATES) for clause in campaign.clauses):
        return
    for clause in campaign.clauses:
        match clause:
            case ast.EnterByCall():
                yield SymbolKind.CAMPAIGN, name
            case ast.EnterOn(pattern=ast.EventPattern(event=event, where=None)):
                yield SymbolKind.EVENT, event_name(event)
            case _:
                continue


def _lets_in_again(campaign: ast.Campaign, passage: Passage) -> bool:
    """Tell whether a customer can enter in the instant of the last entry."""
    words = [clause.word for clause in campaign.clauses if isinstance(clause, ast.Reenter)]
    is_over = not passage.may_rest
    return ast.ReenterWord.RESTART in words or (ast.ReenterWord.ALWAYS in words and is_over)


def _among(names: set[str], edges: _Edges) -> _Edges:
    return {name: [edge for edge in edges[name] if edge[1] in names] for name in edges if name in names}


def _by_start(edges: _Edges) -> _Edges:
    return {
        name: [edge for edge in found if edge[0].act[0] is SymbolKind.CAMPAIGN]
        for name, found in edges.items()
    }


def _are_active_together(circle: Sequence[_Edge], campaigns: Mapping[str, ast.Campaign]) -> bool:
    """Tell whether there is a day on which all campaigns of a circle can be entered."""
    clauses = [clause for edge in circle for clause in campaigns[edge.source].clauses]
    periods = [clause for clause in clauses if isinstance(clause, ast.Active)]
    last_begin = max((period.first.text for period in periods), default="")
    return all(last_begin <= period.last.text for period in periods)


def _entered_from_elsewhere(
    circle: Sequence[_Edge], campaigns: Mapping[str, ast.Campaign], project: ResolvedProject
) -> set[str]:
    """Return the campaigns of a circle that are entered by more than what stands in the circle."""
    names = {edge.source for edge in circle}
    own = {name for name in names for clause in campaigns[name].clauses if isinstance(clause, _OWN_ENTRIES)}
    inside = {campaigns[name].span for name in names}
    started = {
        start.campaign.text for start, holder, _ in project.nodes.all(ast.Start) if holder.span not in inside
    }
    return own | (names & started)


def _report(circle: Sequence[_Edge], note: Text, reported: set[str], context: CompileContext) -> None:
    """Report a circle where its first campaign goes on to the next, unless that has been done."""
    names = {edge.source for edge in circle}
    if names <= reported:
        return
    reported |= names
    begin = min(range(len(circle)), key=lambda index: (circle[index].span.file, circle[index].span.start))
    first, *others = ordered = [*circle[begin:], *circle[:begin]]
    text = " -> ".join(f"`{name}`" for name in [*(edge.source for edge in ordered), first.source])
    context.report(
        "MA312",
        first.span,
        "MA312.circle" if others else "MA312.itself",
        args={"circle": text} if others else {"name": first.source},
        note=first.said,
        labels=[Label(edge.span, edge.said) for edge in others],
        notes=[note],
        help=[Text("MA312.wait")],
    )


RULE = Rule(code="MA312", manual_zh=MANUAL_ZH, check=check)
