"""The guards before a send, and the send itself (language reference, section 9).

Guard 1 (exits) and guard 2 (hold-outs) concern the run and stand in `sending`; guards 7 and 9 are about
constructs that the reference does not have; guard 10 always passes where there is a text.
"""

from __future__ import annotations

from hashlib import blake2s

from maflow.dsl import ast
from maflow.runtime.core.journal import DecisionKind
from maflow.runtime.core.options import Options
from tests.reference.consent import is_suppressed
from tests.reference.declared import ChannelFacts, Declared
from tests.reference.expressions import Evaluator
from tests.reference.history import Address, User
from tests.reference.ledger import Sent
from tests.reference.limits import ask_limits
from tests.reference.literals import amount_of
from tests.reference.quiet import ask_quiet_hours
from tests.reference.runs import Run
from tests.reference.state import State
from tests.reference.values import plain, written
from tests.reference.verdicts import Refused

__all__ = ["Pipeline"]


class Pipeline:
    """Decides whether a message may go out now, and lets it go."""

    def __init__(self, state: State, declared: Declared, evaluator: Evaluator, options: Options) -> None:
        self._state = state
        self._declared = declared
        self._evaluator = evaluator
        self._options = options

    def ask(self, run: Run, message: str, channel: str, reached: int) -> Refused | None:
        """Return the first guard that refuses, None if all let the message pass.

        `reached` is when the flow came to the send.
        """
        user, now, category = self._state.user(run.user_id), self._state.clock, run.campaign.category
        facts, zone = self._declared.channels[channel], self._evaluator.zone(user)
        scope = self._evaluator.scope(user, now, category=category, run=run)
        if not self._declared.is_approved(message, channel):
            return Refused("approval")
        if is_suppressed(user, facts, category, self.address(user, facts)):
            return Refused("suppressed")
        if not self._evaluator.consents(channel, scope):
            return Refused("consent")
        if self.address(user, facts) is None:
            return Refused("address")
        if not self._declared.exempt_from(category, ast.Exemption.QUIET_HOURS):
            refused = ask_quiet_hours(self._declared.quiet_hours, channel, now, reached, zone)
            if refused is not None:
                return refused
        asked = Sent(now, user.id, message, channel, category, run.campaign.name)
        return ask_limits(asked, run.campaign, self._state.ledger, reached, zone, self._declared)

    def address(self, user: User, channel: ChannelFacts) -> Address | None:
        """Return where a channel reaches a user, None if nobody knows."""
        if channel.needs is None:
            return ("channel", channel.name)
        value = self._evaluator.attribute(user, channel.needs)
        return None if value is None else ("address", plain(value))

    def send(self, run: Run, node: str, message: str, channel: str) -> Sent:
        """Send a message: it counts from now on, and what becomes of it is told by receipts."""
        occurrence = run.sends_by_node.get(node, 0) + 1
        run.sends_by_node[node] = occurrence
        campaign = run.campaign
        owner = _hash_of(16, run.user_id)
        if run.key is not None:
            owner = _hash_of(16, f"{owner}-{run.key}")
        site = _hash_of(8, self._declared.settings.name, campaign.name, node, channel)
        key = f"{owner}-{run.number}-{site}" + (f"-{occurrence}" if occurrence > 1 else "")
        facts = self._declared.channels[channel]
        cost = None if facts.cost is None else written(amount_of(facts.cost))
        sent = Sent(
            self._state.clock,
            run.user_id,
            message,
            channel,
            campaign.category,
            campaign.name,
            run.id,
            node,
            key,
            self.address(self._state.users[run.user_id], facts),
        )
        self._state.ledger.append(sent)
        self._state.record_of(
            run, DecisionKind.SENT, node=node, channel=channel, message=message, cost=cost, key=key
        )
        self._raise_receipts(run, sent, facts)
        return sent

    def _raise_receipts(self, run: Run, sent: Sent, channel: ChannelFacts) -> None:
        properties = {
            "message": sent.message,
            "campaign": sent.campaign,
            "run": sent.run,
            "arm": run.arm,
            "channel": sent.channel,
            "category": sent.category,
            "key": sent.key,
        }
        for receipt in ("sent", *self._options.answers):
            if receipt in channel.receipts:
                self._state.raise_event(run.user_id, f"{channel.name}.{receipt}", properties)


def _hash_of(size: int, *parts: str) -> str:
    """Return the hash, of so many bytes, of several texts."""
    return blake2s("\0".join(parts).encode(), digest_size=size).hexdigest()
