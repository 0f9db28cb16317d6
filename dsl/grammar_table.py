"""The LALR(1) table of the grammar: made by Lark from `grammar/*.lark`, kept as data.

Building the table takes most of a second and loading it some milliseconds, so the finished table is
shipped as `grammar/parse_table.json`. It is plain data with the digest of the grammar it was made
from; a test holds the two together. Run `python -m maflow.dsl.grammar_table` after a grammar change.

Source: docs/adr/0003-parse-table.md
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from lark import Lark

__all__ = [
    "GRAMMAR_FILES",
    "GrammarTable",
    "Production",
    "build_table",
    "grammar_text",
    "lark_parser",
    "load_table",
]

GRAMMAR_FILES = (
    "lines",
    "literals",
    "expressions",
    "limits",
    "declarations",
    "campaigns",
    "flow",
    "scenarios",
)

_TABLE_FILE = "parse_table.json"

_Row = tuple[dict[str, int], dict[str, int]]


class Production(msgspec.Struct, frozen=True, array_like=True):
    """One alternative of a rule.

    Shape: `size` symbols become one `symbol`; `builder` names the function that makes the node.
    `kept` are (position, is spliced, Nones before it) of the children that are handed on, with
    `trailing` Nones after them; `passes_one` hands a single child on as it is.
    """

    symbol: str
    size: int
    builder: str
    kept: tuple[tuple[int, bool, int], ...]
    trailing: int
    passes_one: bool


class GrammarTable(msgspec.Struct, frozen=True):
    """An LALR(1) automaton that starts in state 0.

    Shape: `actions[state][terminal]` is n > 0 to shift to state n - 1, n < 0 to reduce by production
    -n - 1. `gotos[state][symbol]` is a state. `entered_by[state]` is the symbol that leads into it.
    """

    digest: str
    accepting: int
    actions: tuple[dict[str, int], ...]
    gotos: tuple[dict[str, int], ...]
    entered_by: tuple[str, ...]
    productions: tuple[Production, ...]


def grammar_text() -> str:
    """Return the whole grammar, its files joined in their reading order."""
    folder = files("maflow.grammar")
    return "\n".join(folder.joinpath(f"{name}.lark").read_text(encoding="utf-8") for name in GRAMMAR_FILES)


@cache
def load_table() -> GrammarTable:
    """Return the shipped table, or a fresh one where the grammar has changed since."""
    grammar = grammar_text()
    shipped = files("maflow.grammar").joinpath(_TABLE_FILE)
    if shipped.is_file():
        table = msgspec.json.decode(shipped.read_bytes(), type=GrammarTable)
        if table.digest == _digest(grammar):
            return table
    return build_table(grammar)


def build_table(grammar: str) -> GrammarTable:
    """Let Lark analyse the grammar and return its table.

    Raises: lark.exceptions.GrammarError where the grammar is not LALR(1), conflicts included.
    """
    lark = lark_parser(grammar)
    # Lark has no public name for the table of a custom lexer's parser; the attribute is held by a test.
    table = lark.parser.parser.parser.parse_table
    spelling = {term.name: str(term.pattern.value) for term in lark.terminals}
    productions = [_production(rule) for rule in lark.rules]
    order = sorted(range(len(productions)), key=lambda number: msgspec.json.encode(productions[number]))
    rules = {lark.rules[number]: rank for rank, number in enumerate(order)}
    rows = {state: _split_row(row, spelling, rules) for state, row in table.states.items()}
    numbers = _breadth_first(rows, table.start_states["start"])
    actions = [_renumber_actions(rows[state][0], numbers) for state in numbers]
    gotos = [{symbol: numbers[to] for symbol, to in sorted(rows[state][1].items())} for state in numbers]
    return GrammarTable(
        digest=_digest(grammar),
        accepting=numbers[table.end_states["start"]],
        actions=tuple(actions),
        gotos=tuple(gotos),
        entered_by=_entered_by(actions, gotos),
        productions=tuple(productions[number] for number in order),
    )


def lark_parser(grammar: str) -> Lark:
    """Return Lark's own parser of the grammar; without a lexer, it takes ready tokens only."""
    from lark import Lark
    from lark.lexer import Lexer

    class ReadyTokens(Lexer):
        """Stands for the lexer of `maflow.dsl.lexer`: hands on the tokens it is given."""

        def __init__(self, lexer_conf: object) -> None:
            pass

        def lex(self, lexer_state: Any, parser_state: Any) -> Any:  # Any: Lark's own untyped protocol
            """Hand on the tokens, which are the state."""
            return iter(lexer_state)

    return Lark(
        grammar, parser="lalr", start="start", lexer=ReadyTokens, strict=True, maybe_placeholders=True
    )


def _split_row(row: Any, spelling: dict[str, str], rules: Any) -> _Row:
    # Any: Lark's table entries are untyped pairs (action class, state or rule).
    actions: dict[str, int] = {}
    gotos: dict[str, int] = {}
    for symbol, (action, argument) in row.items():
        if action.name == "Reduce":
            actions[spelling.get(symbol, symbol)] = -rules[argument] - 1
        elif symbol in spelling or symbol.isupper():
            actions[spelling.get(symbol, symbol)] = argument + 1
        else:
            gotos[symbol] = argument
    return actions, gotos


def _breadth_first(rows: dict[int, _Row], start: int) -> dict[int, int]:
    # Lark numbers its states by the order of sets; the shipped table must not depend on that.
    numbers = {start: 0}
    for state in (queue := [start]):
        actions, jumps = rows[state]
        shifts = [(terminal, action - 1) for terminal, action in actions.items() if action > 0]
        for _, to in sorted(shifts) + sorted(jumps.items()):
            if to not in numbers:
                numbers[to] = len(numbers)
                queue.append(to)
    return numbers


def _renumber_actions(actions: dict[str, int], numbers: dict[int, int]) -> dict[str, int]:
    return {
        terminal: numbers[action - 1] + 1 if action > 0 else action
        for terminal, action in sorted(actions.items())
    }


def _entered_by(actions: list[dict[str, int]], gotos: list[dict[str, int]]) -> tuple[str, ...]:
    symbols = [""] * len(actions)
    for row, jumps in zip(actions, gotos, strict=True):
        for terminal, action in row.items():
            if action > 0:
                symbols[action - 1] = terminal
        for symbol, state in jumps.items():
            symbols[state] = symbol
    return tuple(symbols)


def _production(rule: Any) -> Production:
    # Any: Lark's Rule is untyped. What is kept follows lark.parse_tree_builder.maybe_create_child_filter.
    options = rule.options
    size = len(rule.expansion)
    nones = [0] * (size + 1)
    if options.empty_indices:
        flags = "".join(str(int(missing)) for missing in options.empty_indices)
        nones = [len(run) for run in flags.split("0")]
    kept: list[tuple[int, bool, int]] = []
    waiting = 0
    for position, symbol in enumerate(rule.expansion):
        waiting += nones[position]
        if options.keep_all_tokens or not (symbol.is_term and symbol.filter_out):
            is_spliced = not symbol.is_term and symbol.name.startswith("_")
            kept.append((position, is_spliced, waiting))
            waiting = 0
    name = str(rule.origin.name)
    return Production(
        symbol=name,
        size=size,
        builder="" if name.startswith("_") else str(rule.alias or name),
        kept=tuple(kept),
        trailing=waiting + nones[size],
        passes_one=bool(options.expand1) and not rule.alias,
    )


def _digest(grammar: str) -> str:
    return hashlib.sha256(grammar.encode("utf-8")).hexdigest()


def main() -> None:
    """Write the table beside the grammar."""
    path = Path(str(files("maflow.grammar").joinpath(_TABLE_FILE)))
    encoded = msgspec.json.format(msgspec.json.encode(build_table(grammar_text())), indent=0)
    path.write_bytes(encoded + b"\n")


if __name__ == "__main__":
    main()
