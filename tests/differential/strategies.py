"""Random programs, users and histories: typed by construction, small, and near where things change.

`predicates` gives programs with random named conditions over the fixed declarations of `BASE`,
`populations` users with their histories for them, `instants` moments to ask at: many lie at clock changes.
`conditions` and `expressions` give random expressions.
"""

from __future__ import annotations

import msgspec
from hypothesis import strategies as st

from maflow.runtime.core.inputs import ConsentStatement, Event
from maflow.runtime.program.program import Predicate, PredicateKind, Program
from tests.differential.ir_expressions import conditions, expressions
from tests.differential.ir_values import (
    ATTRIBUTES,
    BASE,
    DAY,
    EVENTS,
    HERE,
    HOUR,
    SOME_TEXTS,
    instants,
    values,
)
from tests.differential.naive_ir import Somebody

__all__ = ["BASE", "conditions", "expressions", "instants", "populations", "predicates", "somebody"]


@st.composite
def predicates(draw: st.DrawFn, most: int = 3) -> Program:
    """Give programs with some random audiences, `p0` and on; each may name those before it."""
    found: list[Predicate] = []
    for place in range(draw(st.integers(1, most))):
        names = tuple(each.name for each in found)
        condition = draw(conditions(names))
        kind = PredicateKind.AUDIENCE
        found.append(Predicate(name=f"p{place}", kind=kind, place=HERE, condition=condition))
    return msgspec.structs.replace(BASE, predicates=tuple(found))


def populations(now: int, most: int = 3) -> st.SearchStrategy[list[Somebody]]:
    """Give some users with their histories around an instant; some events lie behind it."""
    return st.integers(1, most).flatmap(
        lambda count: st.tuples(*(somebody(f"u{place}", now) for place in range(count))).map(list)
    )


@st.composite
def somebody(draw: st.DrawFn, id: str, now: int) -> Somebody:
    """Give a user whose events lie around an instant, in order of time."""
    known = draw(st.sets(st.sampled_from([each.name for each in ATTRIBUTES])))
    attributes = {each.name: draw(values(each.type)) for each in ATTRIBUTES if each.name in known}
    events = draw(st.lists(_events(id, now), max_size=6))
    statements = st.builds(
        ConsentStatement,
        st.just(True),
        st.sampled_from(["push", "sms", "email"]),
        st.sampled_from([None, "promotional"]),
    )
    return Somebody(
        id=id,
        attributes=attributes,
        history=tuple(sorted(events, key=lambda event: event.time)),
        tags=draw(st.frozensets(st.sampled_from(["x", "y"]))),
        consents=tuple(draw(st.lists(statements, max_size=2))),
    )


@st.composite
def _events(draw: st.DrawFn, user_id: str, now: int) -> Event:
    kind = draw(st.sampled_from((*EVENTS[:2] * 3, *EVENTS[2:])))
    ago = st.sampled_from([0, 0, 1, -1, HOUR, DAY, 7 * DAY, DAY - 1]) | st.integers(-DAY, 10 * DAY)
    time = now - draw(ago)
    properties = {}
    for each in kind.properties:
        if draw(st.booleans()):
            properties[each.name] = draw(_said(each.name) if kind.is_raised else values(each.type))
    return Event(user_id, kind.name, time, time, properties, draw(st.none() | SOME_TEXTS.filter(bool)))


def _said(property: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["push", "sms"] if property == "channel" else ["promotional", "service"])
