"""Every decision of a journal has a sentence, and every reason a word for it."""

from __future__ import annotations

import pytest

from maflow.cli.decision_sentences import decision_text
from maflow.compiler.reasons import BLOCKED_REASONS, REFUSED_REASONS
from maflow.dsl.catalogue import sentence
from maflow.dsl.diagnostics import Text
from maflow.runtime.core.journal import Decision, DecisionKind

RULE = "at most 1 push per calendar day"
OWN_REASONS = (
    "exit_on",
    "exit_when",
    "exit_after",
    "exit_past",
    "restart",
    "stop",
    "goal",
    "failed",
    "bounced",
    "valid",
)
SAID = [
    (Decision(0, "u", "entered", "c", "c/u/1"), "entered `c`"),
    (
        Decision(0, "u", "refused", "c", reason="running"),
        "not let into `c` by `running`: a run is under way",
    ),
    (Decision(0, "u", "exposed", "c", node="split.s", arm="a"), "arm `a` of `split.s`"),
    (Decision(0, "u", "exposed", "c", arm="holdout"), "held out of `c`"),
    (Decision(0, "u", "sent", "c", message="m", channel="push"), "`m` sent by `push`"),
    (
        Decision(0, "u", "blocked", message="m", channel="push", reason="consent"),
        "`m` by `push` blocked by `consent`: there is no consent for this channel and category",
    ),
    (
        Decision(0, "u", "blocked", message="m", channel="push", reason="limits", rule=RULE, value=1),
        f"`m` by `push` blocked by `limits`: a limit is reached (`{RULE}`; counted so far: 1)",
    ),
    (
        Decision(0, "u", "blocked", message="m", reason="address"),
        "`m` blocked by `address`: the attribute that chooses the channel is unknown",
    ),
    (
        Decision(0, "u", "deferred", message="m", channel="push", reason="quiet_hours", rule="q", until=7),
        "`m` by `push` waits until <7>: quiet hours (`q`)",
    ),
    (
        Decision(0, "u", "failed", message="m", channel="push", reason="failed", value="barred"),
        "`m` by `push` was not delivered: the provider refused it, which says \u201cbarred\u201d",
    ),
    (
        Decision(0, "u", "failed", message="m", channel="push", reason="bounced"),
        "`m` by `push` was not delivered: it came back",
    ),
    (
        Decision(0, "u", "failed", message="m", channel="push", reason="valid"),
        "`m` by `push` was not delivered: its validity was over",
    ),
    (
        Decision(0, "u", "failed", message="m", channel="push", reason="failed", value="expired"),
        "`m` by `push` was not delivered: its validity was over",
    ),
    (
        Decision(0, "u", "exited", "c", node="wait_until", reason="exit_past"),
        "left `c`: the moment to wait for has passed, or is unknown",
    ),
    (
        Decision(0, "u", "exited", "c", node="wait", reason="exit_when"),
        "left `c`: a condition to leave came true",
    ),
    (Decision(0, "u", "goal", "c"), "reached the goal of `c`"),
    (Decision(0, "u", "goal", "c", value="80 CNY"), "reached the goal of `c`, worth 80 CNY"),
    (Decision(0, "u", "finished", "c"), "finished `c`"),
    (Decision(0, "u", "finished", "c", reason="stop"), "finished `c`: stopped by the flow"),
    (Decision(0, "u", "tagged", "c", value="x", reason="add"), "tag `x` added"),
    (Decision(0, "u", "tagged", "c", value="x", reason="remove"), "tag `x` removed"),
    (Decision(0, "u", "set", "c", value=True, reason="user.vip"), "`user.vip` set to `true`"),
    (Decision(0, "u", "set", "c", reason="user.vip"), "`user.vip` made unknown"),
    (Decision(0, "u", "skipped", "c", node="start.d", reason="holdout"), "`start.d` skipped: held out"),
    (
        Decision(0, "u", "skipped", "c", node="send.m", channel="push", reason="consent"),
        "`push` passed over at `send.m`: there is no consent for this channel and category",
    ),
    (
        Decision(0, "u", "late", value="ping", reason="max_age"),
        "`ping` came late: it updates the history only",
    ),
    (
        Decision(0, "u", "asked", "c", node="notify.team", reason="notify"),
        "the team was told at `notify.team`",
    ),
    (Decision(0, "u", "gave", "c"), "`gave`"),
    (Decision(0, "u", "exited", "c", reason="moved"), "left `c`: `moved`"),
]


def said(decision: Decision, lang: str = "en") -> str:
    def say(text: Text) -> str:
        return sentence(text, lang)

    return say(decision_text(decision, say, lambda instant: f"<{instant}>"))


@pytest.mark.parametrize(("decision", "expected"), SAID, ids=[text for _, text in SAID])
def test_a_decision_is_a_sentence(decision: Decision, expected: str) -> None:
    assert said(decision) == expected


def test_no_kind_is_left_out() -> None:
    assert {decision.kind for decision, _ in SAID} >= {kind.value for kind in DecisionKind}


@pytest.mark.parametrize("reason", [*BLOCKED_REASONS, *REFUSED_REASONS, *OWN_REASONS])
@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_a_reason_is_put_into_words(reason: str, lang: str) -> None:
    words = said(Decision(0, "u", "exited", "c", reason=reason), lang)
    assert f"`{reason}`" not in words
