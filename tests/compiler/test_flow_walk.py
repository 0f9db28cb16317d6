"""What is said of a variable agrees with what happens on every way through a flow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compiler.test_check_messages import check

BASE = """
user { level one of "a", "b" default "a" }
event cart { value money }
event order { amount money }
channel push { }
message m { push { title "a"; body "{{ run.x }}" } }
"""
# What can be true of the variable: it was never set, it has a value, or it has none although it was set.
NEVER, KNOWN, EMPTY = "never", "known", "empty"
PASSES = 3

Block = list["Statement"]


@dataclass(frozen=True)
class Statement:
    """A statement and its blocks; `written` has a place for each of them."""

    kind: str
    written: str
    blocks: tuple[Block, ...] = ()


@dataclass
class Ways:
    """All ways through a flow at once; `places` is what can be true of the variable at each send."""

    places: dict[int, set[str]] = field(default_factory=dict)

    def walk(self, block: Block, before: frozenset[str]) -> frozenset[str]:
        for statement in block:
            before = self.step(statement, before)
        return before

    def step(self, statement: Statement, before: frozenset[str]) -> frozenset[str]:
        blocks = statement.blocks
        match statement.kind:
            case "send":
                self.places.setdefault(id(statement), set()).update(before)
                return before
            case "set":
                return frozenset({KNOWN}) if before else before
            case "set to what may be unknown":
                return frozenset({KNOWN, EMPTY}) if before else before
            case "unset":
                return frozenset(NEVER if each is NEVER else EMPTY for each in before)
            case "guard":
                return self.walk(blocks[0], before & {KNOWN}) | self.walk(blocks[1], before - {KNOWN})
            case "stop" | "all":
                return frozenset().union(*(self.walk(block, before) for block in blocks))
            case "maybe":
                return before | self.walk(blocks[0], before)
            case "in order":
                for block in blocks:
                    before |= self.walk(block, before)
                return before
            case _:
                return self.repeated(blocks[0], before, is_certain=statement.kind == "repeat")

    def repeated(self, block: Block, before: frozenset[str], *, is_certain: bool) -> frozenset[str]:
        after = frozenset() if is_certain else before
        for _ in range(PASSES):
            before = self.walk(block, before)
            after = before if is_certain else after | before
        return after


LEAVES = st.sampled_from(
    [
        Statement("set", "set run.x = 5 CNY"),
        Statement("set to what may be unknown", "set run.x = entry.value"),
        Statement("unset", "unset run.x"),
        Statement("stop", "stop"),
    ]
)
SENDS = st.builds(lambda: Statement("send", "send m by push"))
SHAPES = {
    "all": [
        'if user.level = "a" {{ {} }} else {{ {} }}',
        "wait for order up to 1 day {{ {} }} else {{ {} }}",
        "split s {{ 50% as a {{ {} }} 50% as b {{ {} }} }}",
        "wait up to 1 day {{ on order {{ {} }} timeout {{ {} }} }}",
        "send m2 by push {{ sent {{ {} }} blocked {{ {} }} }}",
    ],
    "guard": ["if run.x is known {{ {} }} else {{ {} }}"],
    "in order": ["sequence {{ day 1 at 09:00 {{ {} }} day 2 at 09:00 {{ {} }} }}"],
    "maybe": ['if user.level = "b" {{ {} }}', 'split s by user.level {{ "a" as a {{ {} }} }}'],
    "repeat": ["repeat up to 3 times {{ {} }}"],
    "repeat until": ['repeat up to 3 times until user.level = "b" {{ {} }}'],
}


def compound(inner: st.SearchStrategy[Statement]) -> st.SearchStrategy[Statement]:
    block = st.lists(inner, max_size=3)

    def made(kind: str, shape: str) -> st.SearchStrategy[Statement]:
        count = shape.count("{}")
        return st.tuples(*[block] * count).map(lambda blocks: Statement(kind, shape, blocks))

    return st.one_of([made(kind, shape) for kind, shapes in SHAPES.items() for shape in shapes])


SIMPLE = st.one_of(LEAVES, SENDS)
INNER = compound(SIMPLE)
STATEMENTS = st.one_of(SIMPLE, INNER, compound(st.one_of(SIMPLE, INNER)))
FLOWS = st.tuples(st.lists(STATEMENTS, min_size=1, max_size=4), SENDS).map(lambda both: [*both[0], both[1]])


def text_of(block: Block) -> str:
    return "; ".join(
        statement.written.format(*map(text_of, statement.blocks)) if statement.blocks else statement.written
        for statement in block
    )


def kinds_in(block: Iterable[Statement]) -> set[str]:
    return {kind for each in block for kind in (each.kind, *(k for b in each.blocks for k in kinds_in(b)))}


@settings(max_examples=300)
@given(FLOWS)
def test_a_variable_is_reported_where_it_may_be_missing(flow: Block) -> None:
    base = BASE + 'message m2 { push { title "a"; body "b" } }'
    checked = check({"base": base, "ma": f"campaign c {{ enter on cart; flow {{ {text_of(flow)} }} }}"})
    codes = {found.code for found in checked.diagnostics} & {"MA001", "MA601", "MA602"}
    ways = Ways()
    ways.walk(flow, frozenset({NEVER}))
    live = [seen for seen in ways.places.values() if seen]
    is_missing, is_unsure = {NEVER} in live, any(seen != {KNOWN} for seen in live)
    if "guard" in kinds_in(flow) or len(live) < len(ways.places):
        # What no run can reach may be reported as well, and as less or more sure than it is.
        assert codes or not is_unsure
    else:
        assert codes == ({"MA602"} if is_missing else {"MA601"} if is_unsure else set())
