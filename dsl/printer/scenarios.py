"""Printing tests."""

from __future__ import annotations

from maflow.dsl import ast
from maflow.dsl.ast import Name, Node
from maflow.dsl.printer.context import PrintNode, PrintRow, Printer
from maflow.dsl.printer.document import Doc, Row, spaced
from maflow.dsl.printer.words import Site

__all__ = ["SCENARIOS", "SCENARIO_ROWS"]

# What happens stands two columns apart from when.
_GAP = 2

# Reasons are words of the language where a reason is expected, and have rows of their own.
_REASONS = frozenset(Site.REASON.value.split())


def _test(p: Printer, test: ast.Test) -> Doc:
    head = spaced(p.word("test"), p.doc(test.title), _for_user(p, test.campaign))
    return p.headed(head, p.braces(test, test.lines))


def _for_user(p: Printer, name: Name | None) -> Doc:
    return (p.word("for"), " ", p.name(name)) if name else ""


def _given_user(p: Printer, given: ast.GivenUser) -> Doc:
    name = p.name(given.name) if given.name else ""
    braces = p.braces(given, given.entries, is_compact=True)
    return p.headed(spaced(p.word("given"), p.word("user"), name), braces)


def _given_attribute(p: Printer, given: ast.GivenAttribute) -> Doc:
    return (p.name(given.name, Site.GIVEN), " ", p.doc(given.value))


def _given_consent(p: Printer, given: ast.GivenConsent) -> Doc:
    return (p.word("consent"), " ", p.names(given.channels))


def _given_tags(p: Printer, given: ast.GivenTags) -> Doc:
    return (p.word("tags"), " ", p.listed(map(p.doc, given.tags)))


def _given_did(p: Printer, did: ast.GivenDid) -> Doc:
    braces = p.braces(did, did.properties, is_compact=True)
    head = spaced(p.word("did"), p.doc(did.event))
    return p.headed(head, braces, spaced(p.word("at"), p.doc(did.at)))


def _given_sent(p: Printer, given: ast.GivenSent) -> Doc:
    by = spaced(p.word("by"), p.name(given.channel), p.word("at"), p.doc(given.at))
    return spaced(p.word("given"), p.word("sent"), p.name(given.message), by, _for_user(p, given.user))


def _given_budget(p: Printer, given: ast.GivenBudget) -> Doc:
    used = spaced(p.word("used"), p.doc(given.used))
    return spaced(p.word("given"), p.word("budget"), p.name(given.campaign), used)


def _given_offer(p: Printer, given: ast.GivenOffer) -> Doc:
    used = spaced(p.word("used"), p.doc(given.used))
    return spaced(p.word("given"), p.word("offer"), p.name(given.offer), used)


def _arm_forced(p: Printer, forced: ast.ArmForced) -> Doc:
    if forced.campaign is None and (forced.split.text, forced.arm.text) == ("holdout", "in"):
        return spaced(p.word("arm"), p.word("holdout"), "=", p.word("in (arm)"))
    campaign = (p.name(forced.campaign, Site.SPLIT), ".") if forced.campaign else ""
    split = p.name(forced.split, Site.AFTER_DOT if forced.campaign else Site.SPLIT)
    return spaced(p.word("arm"), (campaign, split), "=", p.name(forced.arm))


def _timed_action(p: Printer, timed: ast.TimedAction) -> Row:
    if timed.when is None:
        return Row((p.doc(timed.action),))
    return Row((p.doc(timed.when), p.doc(timed.action)), "timed", _GAP)


def _at(p: Printer, at: ast.AtMoment) -> Doc:
    return (p.word("at"), " ", p.doc(at.moment))


def _after(p: Printer, after: ast.AfterDuration) -> Doc:
    return (p.word("after"), " ", p.doc(after.duration))


def _event_action(p: Printer, action: ast.EventAction) -> Doc:
    by = spaced(p.word("by (event)"), p.name(action.user)) if action.user else ""
    braces = p.braces(action, action.properties, is_compact=True)
    return p.headed(spaced(p.word("event"), p.doc(action.event), by), braces)


def _property_value(p: Printer, value: ast.PropertyValue) -> Doc:
    return (p.name(value.name), " ", p.doc(value.value))


def _set_action(p: Printer, action: ast.SetAction) -> Doc:
    user = p.name(action.user) if action.user else ""
    return p.headed(spaced(p.word("set"), user), p.braces(action, action.values, is_compact=True))


def _receipt(p: Printer, receipt: ast.ReceiptAction) -> Doc:
    of = spaced(p.word("of"), p.name(receipt.message))
    return spaced(p.word("receipt"), p.doc(receipt.receipt), of, _for_user(p, receipt.user))


def _call(p: Printer, call: ast.CallAction) -> Doc:
    return spaced(p.word("call"), p.name(call.campaign), _for_user(p, call.user))


def _expect(p: Printer, user: Name | None, *what: Doc) -> Doc:
    return spaced(p.word("expect"), *what, _for_user(p, user))


def _expect_send(p: Printer, expect: ast.ExpectSend) -> Doc:
    by = spaced(p.word("by"), p.name(expect.channel))
    containing = spaced(p.word("containing"), p.doc(expect.containing)) if expect.containing else ""
    return _expect(p, expect.user, p.word("send"), p.name(expect.message), by, containing)


def _expect_blocked(p: Printer, expect: ast.ExpectBlocked) -> Doc:
    message = p.name(expect.message)
    return _expect(p, expect.user, p.word("blocked"), message, _reason(p, expect.reason))


def _reason(p: Printer, reason: Name) -> Doc:
    word = p.word(reason.text) if reason.text in _REASONS else p.words.name(reason.text, Site.REASON)
    return (p.word("by (reason)"), " ", p.with_remarks(reason, word))


def _expect_nothing(p: Printer, expect: ast.ExpectNothing) -> Doc:
    return _expect(p, expect.user, p.word("nothing"))


def _expect_audience(p: Printer, expect: ast.ExpectAudience) -> Doc:
    word = p.word("not in" if expect.is_negated else "in")
    return _expect(p, expect.user, word, p.name(expect.audience))


def _expect_state(p: Printer, expect: ast.ExpectState) -> Doc:
    return _expect(p, expect.user, p.word(expect.state.value))


def _expect_refused(p: Printer, expect: ast.ExpectRefused) -> Doc:
    return _expect(p, expect.user, p.word("refused"), _reason(p, expect.reason))


def _expect_tag(p: Printer, expect: ast.ExpectTag) -> Doc:
    return _expect(p, expect.user, p.word("tag"), p.doc(expect.tag))


def _expect_gave(p: Printer, expect: ast.ExpectGave) -> Doc:
    return _expect(p, expect.user, p.word("gave"), p.name(expect.offer))


def _expect_stage(p: Printer, expect: ast.ExpectStage) -> Doc:
    stages = p.name(expect.stages)
    return _expect(p, expect.user, p.word("stage"), stages, "=", p.name(expect.stage))


def _expect_score(p: Printer, expect: ast.ExpectScore) -> Doc:
    score = p.name(expect.score)
    return _expect(p, expect.user, p.word("score"), score, "=", p.doc(expect.value))


def _other_sends(p: Printer, _: ast.OtherSendsAllowed) -> Doc:
    return p.word("other sends allowed")


SCENARIOS: dict[type[Node], PrintNode] = {
    ast.Test: _test,
    ast.GivenUser: _given_user,
    ast.GivenAttribute: _given_attribute,
    ast.GivenConsent: _given_consent,
    ast.GivenTags: _given_tags,
    ast.GivenDid: _given_did,
    ast.GivenSent: _given_sent,
    ast.GivenBudget: _given_budget,
    ast.GivenOffer: _given_offer,
    ast.ArmForced: _arm_forced,
    ast.AtMoment: _at,
    ast.AfterDuration: _after,
    ast.EventAction: _event_action,
    ast.PropertyValue: _property_value,
    ast.SetAction: _set_action,
    ast.ReceiptAction: _receipt,
    ast.CallAction: _call,
    ast.ExpectSend: _expect_send,
    ast.ExpectBlocked: _expect_blocked,
    ast.ExpectNothing: _expect_nothing,
    ast.ExpectAudience: _expect_audience,
    ast.ExpectState: _expect_state,
    ast.ExpectRefused: _expect_refused,
    ast.ExpectTag: _expect_tag,
    ast.ExpectGave: _expect_gave,
    ast.ExpectStage: _expect_stage,
    ast.ExpectScore: _expect_score,
    ast.OtherSendsAllowed: _other_sends,
}

SCENARIO_ROWS: dict[type[Node], PrintRow] = {ast.TimedAction: _timed_action}
