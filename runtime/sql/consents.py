"""Lowers `user consents to`: what the profile and the events of a user last said, and what silence means.

Source: language reference, sections 6 (channel) and 9 (guard 4).
"""

from __future__ import annotations

from maflow.runtime.program.expressions import Consents
from maflow.runtime.program.program import ConsentRule
from maflow.runtime.sql.fragments import FALSE, TRUE, Form, Plain, any_of, text_literal
from maflow.runtime.sql.frame import Frame, Question
from maflow.runtime.sql.history import Asked
from maflow.runtime.sql.tables import Tables

__all__ = ["ask_consent"]

_EVENTS = ("consent.given", "consent.withdrawn")


def ask_consent(node: Consents, question: Question) -> Asked:
    """Return what must be known of each user to tell whether a message could pass guard 4."""
    frame = Frame(question)
    rule = _rule(node, question.tables)
    if rule is None:
        return Asked(frame=frame, bounds="FALSE", value=TRUE)
    codes = [question.tables.event_codes[name] for name in _EVENTS if name in question.tables.event_codes]
    frame.looks_at_user = True
    said = _Said(node, codes, question)
    silence = TRUE.sql if rule is ConsentRule.OPT_OUT else FALSE.sql
    if question.consent_all:
        silence = f"({silence} OR NOT {said.speaks_of_channel})"
    return Asked(
        frame=Frame(question),
        bounds=any_of(f"e.event = {code}" for code in codes),
        value=Plain(f"coalesce({said.last_word}, {silence})", Form.BOOLEAN),
        measures=said.measures,
    )


def _rule(node: Consents, tables: Tables) -> ConsentRule | None:
    """Return the rule to follow, None where nobody is asked."""
    channel = next(each for each in tables.program.channels if each.name == node.channel)
    categories = {each.name: each.is_transactional for each in tables.program.categories}
    is_transactional = categories.get(node.category, node.category == "transactional")
    if channel.consent is ConsentRule.NONE or (
        is_transactional and channel.consent is not ConsentRule.OPT_IN
    ):
        return None
    return channel.consent


class _Said:
    """What a user has said: in the profile, in events, and which of both was later."""

    def __init__(self, node: Consents, codes: list[int], question: Question) -> None:
        self._node = node
        self.measures: dict[str, str] = {}
        of_channel = self._covers("statement.channel", node.channel)
        covers = f"{of_channel} AND {self._covers('statement.category', node.category)}"
        told = f"list_filter(u.consents, lambda statement: {covers})[-1]"
        self.last_word = f"{told}.is_given"
        spoken = f"len(list_filter(u.consents, lambda statement: {of_channel}))"
        self.speaks_of_channel = f"(coalesce({spoken}, 0) > 0)"
        if codes:
            self._look_at_events(told, codes, question)

    @staticmethod
    def _covers(column: str, name: str) -> str:
        return f"({column} IS NULL OR {column} = {text_literal(name)})"

    def _look_at_events(self, told: str, codes: list[int], question: Question) -> None:
        of_channel = self._of_events("channel", self._node.channel, question.tables)
        of_category = self._of_events("category", self._node.category, question.tables)
        given = question.tables.event_codes.get(_EVENTS[0], -1)
        is_statement = f"e.event IN ({', '.join(map(str, codes))}) AND {of_channel}"
        last, at, spoken = (f"m{next(question.names)}" for _ in range(3))
        covers = f"{is_statement} AND {of_category}"
        self.measures = {
            last: f"arg_max(e.event = {given}, e.position) FILTER (WHERE {covers})",
            at: f"max(e.position) FILTER (WHERE {covers})",
            spoken: f"count(*) FILTER (WHERE {is_statement})",
        }
        is_later = f"{at} > coalesce({told}.position, -1)"
        self.last_word = f"CASE WHEN {is_later} THEN {last} ELSE {told}.is_given END"
        self.speaks_of_channel = f"({self.speaks_of_channel} OR coalesce({spoken}, 0) > 0)"

    def _of_events(self, property: str, name: str, tables: Tables) -> str:
        """Tell which events speak of a name; a statement without a channel or a category is of every one."""
        parts = []
        for event in _EVENTS:
            column = tables.properties.get((event, property))
            if event in tables.event_codes:
                covers = TRUE.sql if column is None else self._covers(f"e.{column.name}", name)
                parts.append(f"(e.event = {tables.event_codes[event]} AND {covers})")
        return any_of(parts)
