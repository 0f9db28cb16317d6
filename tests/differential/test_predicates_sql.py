"""The same conditions over the same histories: naive evaluation, generated Python and SQL agree."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maflow.runtime.program import expressions as ir
from maflow.runtime.program.program import Program
from maflow.runtime.sql.database import open_database
from maflow.runtime.sql.filling import Said, UserRow, insert_events, insert_users, make_tables
from maflow.runtime.sql.needs import needs_of
from maflow.runtime.sql.questions import matching_users, prepare
from maflow.runtime.sql.tables import Tables
from tests.differential.generated_python import GeneratedPython
from tests.differential.naive_ir import Somebody, value_of
from tests.differential.strategies import instants, populations, predicates

ALL = list(HealthCheck)

# A night has time for more: MAFLOW_EXAMPLES=3000 make test-slow
MANY_EXAMPLES = int(os.environ.get("MAFLOW_EXAMPLES", "250"))


@dataclass(frozen=True)
class Question:
    """Random conditions about random users at an instant."""

    program: Program = field(repr=False)
    users: list[Somebody]
    now: int
    consent_all: bool
    conditions: list[ir.Expression]


@st.composite
def questions(draw: st.DrawFn) -> Question:
    now, program = draw(instants()), draw(predicates(most=6))
    conditions = [predicate.condition for predicate in program.predicates]
    return Question(program, draw(populations(now, most=5)), now, draw(st.booleans()), conditions)


@settings(max_examples=25, deadline=None, suppress_health_check=ALL)
@given(asked=questions())
def test_naive_evaluation_generated_python_and_sql_agree(asked: Question) -> None:
    check(asked)


@pytest.mark.slow
@settings(max_examples=MANY_EXAMPLES, deadline=None, suppress_health_check=ALL)
@given(asked=questions())
def test_they_agree_on_very_many_conditions(asked: Question) -> None:
    check(asked)


def check(asked: Question) -> dict[str, list[bool]]:
    """Return which conditions are true for each user, in their order; all must agree."""
    expected = {user.id: by_the_naive_way(user, asked) for user in asked.users}
    generated = GeneratedPython(asked.program, consent_all=asked.consent_all)
    assert {user.id: generated.holding(user, asked.now) for user in asked.users} == expected
    assert by_sql(asked) == expected
    return expected


def by_the_naive_way(user: Somebody, asked: Question) -> list[bool]:
    values = (
        value_of(condition, asked.program, user, asked.now, consent_all=asked.consent_all)
        for condition in asked.conditions
    )
    return [value is True for value in values]


def by_sql(asked: Question) -> dict[str, list[bool]]:
    """Return which conditions are true for each user, in their order."""
    tables = Tables(asked.program, needs_of(asked.conditions, asked.program))
    log = sorted((event for user in asked.users for event in user.history), key=lambda event: event.time)
    with open_database() as connection:
        make_tables(connection, tables)
        insert_users(connection, tables, map(row_of, asked.users))
        insert_events(connection, tables, enumerate(log))
        statement = prepare(connection, asked.conditions, tables, asked.now, consent_all=asked.consent_all)
        found = matching_users(connection, statement).values()
        return {user.id: [user.id in members for members in found] for user in asked.users}


def row_of(user: Somebody) -> UserRow:
    consents = [Said(statement) for statement in user.consents]
    return UserRow(id=user.id, attributes=user.attributes, tags=sorted(user.tags), consents=consents)
