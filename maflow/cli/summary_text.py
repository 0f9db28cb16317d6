"""The summary of a simulation, for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from maflow.cli.expected_values import expected_values
from maflow.cli.moments import local_times
from maflow.cli.table import Column, table
from maflow.dsl.catalogue import shipped_catalogue
from maflow.dsl.diagnostics import Text, items
from maflow.dsl.render.palette import Role, painted
from maflow.runtime.program.program import Program
from maflow.runtime.report.summary import (
    Amounts,
    CampaignSummary,
    ChannelSummary,
    Misfit,
    Obstacle,
    Summary,
)
from maflow.runtime.sources.moments import moment_ms

__all__ = ["skipped_text", "summary_text"]

_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class _Look:
    """How the summary is worded and painted."""

    say: Callable[[Text], str]
    color: bool

    def column(self, name: str, *, is_number: bool = False) -> Column:
        """Return a column with its heading in the reader's language."""
        return Column(self.say(Text(f"summary.column.{name}")), is_number)

    def numbers(self, *names: str) -> list[Column]:
        """Return columns of numbers."""
        return [self.column(name, is_number=True) for name in names]

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
        """Return a table as text, nothing where it has no rows."""
        return table(columns, rows, color=self.color) if rows else ""


def summary_text(summary: Summary, program: Program, say: Callable[[Text], str], *, color: bool) -> str:
    """Return a summary as text: tables from the whole to the parts, what was read, and one last line."""
    look = _Look(say, color)
    blocks = (
        _title(summary, program.timezone, look),
        _campaigns(summary, look),
        _channels(summary, look),
        _obstacles(summary, look),
        _arms(summary, look),
        "".join(f"{say(line)}\n" for line in _inputs(summary, program, look)),
        painted([(say(_end(summary)), Role.TITLE)], color=color) + "\n",
    )
    return "\n".join(block for block in blocks if block)


def _title(summary: Summary, zone: str, look: _Look) -> str:
    local = local_times(zone)
    instants = (None if each is None else moment_ms(each) for each in (summary.began, summary.ended))
    began, ended = ("-" if instant is None else local(instant) for instant in instants)
    told = {"project": summary.project, "began": began, "ended": ended, "zone": zone}
    return painted([(look.say(Text("summary.title", told)), Role.TITLE)], color=look.color) + "\n"


def _campaigns(summary: Summary, look: _Look) -> str:
    counts = ("entered", "users", "refused", "finished", "exited", "under-way", "goals", "goal-rate", "worth")
    columns = [look.column("campaign"), *look.numbers(*counts)]
    rows = [_campaign(each) for each in summary.campaigns if each.entered or each.refused]
    return look.table(columns, rows) or f"{look.say(Text('summary.nothing-entered'))}\n"


def _campaign(campaign: CampaignSummary) -> list[str]:
    goals = campaign.goals
    rate = "" if goals is None or not campaign.entered else f"{goals.runs / campaign.entered:.1%}"
    return [
        campaign.campaign,
        _number(campaign.entered),
        _number(campaign.users),
        _number(sum(campaign.refused.values())),
        _number(campaign.finished),
        _number(sum(campaign.exited.values())),
        _number(campaign.under_way),
        "" if goals is None else _number(goals.runs),
        rate,
        "" if goals is None else _amounts(goals.worth),
    ]


def _channels(summary: Summary, look: _Look) -> str:
    counts = ("messages", "reached", "cost", "blocked", "deferred", "failed")
    columns = [look.column("campaign"), look.column("channel"), *look.numbers(*counts)]
    rows = [[each.campaign, *_channel(channel)] for each in summary.campaigns for channel in each.channels]
    if len({row[0] for row in rows}) > 1:
        everywhere = look.say(Text("summary.all-campaigns"))
        rows += [[everywhere, *_channel(channel)] for channel in summary.channels]
    return look.table(columns, rows)


def _channel(channel: ChannelSummary) -> list[str]:
    failed = sum(each.count for each in channel.failed)
    return [
        channel.channel or "-",
        _number(channel.reach.messages),
        _number(channel.reach.users),
        _amounts(channel.reach.cost),
        _number(sum(each.count for each in channel.blocked)),
        _number(sum(each.count for each in channel.deferred)),
        _number(failed) if failed else "",
    ]


def _obstacles(summary: Summary, look: _Look) -> str:
    columns = [look.column("what"), *look.numbers("count"), look.column("campaign"), look.column("channel")]
    rows: list[list[str]] = []
    for campaign in summary.campaigns:
        ends = {"refused": campaign.refused, "exited": campaign.exited}
        for kind, reasons in ends.items():
            found = [Obstacle(reason=reason, count=count) for reason, count in reasons.items()]
            rows += _reasons(kind, found, campaign.campaign, "", look)
        for channel in campaign.channels:
            stops = {"blocked": channel.blocked, "deferred": channel.deferred, "failed": channel.failed}
            for kind, obstacles in stops.items():
                rows += _reasons(kind, obstacles, campaign.campaign, channel.channel, look)
    return look.table([*columns, look.column("why")], rows)


def _reasons(
    kind: str, obstacles: Iterable[Obstacle], campaign: str, channel: str, look: _Look
) -> Iterator[list[str]]:
    word = look.column(kind).heading
    for each in obstacles:
        why = look.say(_reason(each.reason, channel))
        if each.rule is not None:
            why = look.say(Text("decision.by-rule", {"what": why, "rule": each.rule}))
        yield [word, _number(each.count), campaign, channel, why]


def _reason(reason: str, channel: str) -> Text:
    has_no_channel = reason == "address" and not channel
    key = f"decision.reason.{'no-channel' if has_no_channel else reason.replace('_', '-')}"
    is_known = key in shipped_catalogue().entries
    return Text(key) if is_known else Text("decision.other-reason", {"reason": reason})


def _arms(summary: Summary, look: _Look) -> str:
    columns = [look.column("campaign"), look.column("split"), look.column("arm")]
    columns += look.numbers("runs", "users", "share")
    rows = []
    for campaign in summary.campaigns:
        for each in campaign.arms:
            is_holdout = each.split == "holdout"
            runs = (arm.runs for arm in campaign.arms if arm.split == each.split)
            share = each.runs / (campaign.entered if is_holdout else sum(runs))
            row = [campaign.campaign, each.split, each.arm, _number(each.runs), _number(each.users)]
            rows.append([*row, f"{share:.1%}"])
    return look.table(columns, rows)


def _inputs(summary: Summary, program: Program, look: _Look) -> Iterator[Text]:
    inputs = summary.inputs
    yield Text("summary.events", {"read": _number(inputs.events), "taken": _number(inputs.events_effective)})
    yield Text("summary.users", {"read": _number(inputs.users), "known": _number(summary.users)})
    if inputs.skipped:
        yield skipped_text(inputs.skipped, look.say)
    counts = {
        "rejected": inputs.rejected,
        "duplicates": inputs.duplicates,
        "late": inputs.late,
        "after-end": inputs.after_end,
    }
    for name, count in counts.items():
        if count:
            yield Text(f"summary.{name}", {"count": _number(count)})
    for misfit in inputs.misfits:
        yield _misfit(misfit, program)


def skipped_text(skipped: Mapping[str, int], say: Callable[[Text], str]) -> Text:
    """Return how many events the project does not declare, and those that came most often."""
    named = [f"`{name}` {_number(count)}" for name, count in list(skipped.items())[:_MOST_NAMES]]
    others = len(skipped) - len(named)
    if others:
        named.append(say(Text("summary.and-others", {"count": str(others)})))
    return Text("summary.skipped", {"count": _number(sum(skipped.values())), "names": items(named)})


def _misfit(misfit: Misfit, program: Program) -> Text:
    told = {
        "name": misfit.name,
        "count": _number(misfit.count),
        "value": misfit.value,
        "file": misfit.file,
        "line": str(misfit.line),
        "expected": expected_values(misfit.name, misfit.why, program),
    }
    return Text("summary.misfit-currency" if misfit.why == "currency" else "summary.misfit", told)


def _end(summary: Summary) -> Text:
    told = {
        "messages": _number(summary.reach.messages),
        "users": _number(summary.reach.users),
        "blocked": _number(summary.blocked),
        "deferred": _number(summary.deferred),
        "goals": _number(summary.goals.runs),
    }
    if not summary.reach.cost:
        return Text("summary.end", told)
    return Text("summary.end-with-cost", {**told, "cost": _amounts(summary.reach.cost)})


def _number(count: int) -> str:
    return f"{count:,}"


def _amounts(amounts: Amounts) -> str:
    return " + ".join(_amount(digits, currency) for currency, digits in amounts.items())


def _amount(digits: str, currency: str) -> str:
    whole, point, rest = digits.partition(".")
    return f"{int(whole):,}{point}{rest} {currency}".rstrip()
