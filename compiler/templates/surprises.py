"""Says what stands in an expression where something else was expected, and mends what can be mended."""

from __future__ import annotations

import re
from collections.abc import Sequence

from maflow.compiler.templates.lexer import Token
from maflow.compiler.templates.problems import TemplateEdit, TemplateProblem
from maflow.dsl.diagnostics import Text, items

__all__ = ["surprise"]

_QUOTES = dict.fromkeys("“”‘’＂＇「」", "'")
_FULL_WIDTH = dict(zip("｜：，．。（）［］＝、＜＞《》！\u3000\xa0", "|:,..()[]=,<><>!  ", strict=True))
_OPERATORS = {
    "||": "or",
    "&": "and",
    "=": "==",
    "=>": ">=",
    "=<": "<=",
    "!": "!=",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
}
_COMPARISONS = ("==", "!=", "<>", "<", ">", "<=", ">=")
_WORDS = {
    "bar": "`|`",
    "bracket": "`]`",
    "colon": "`:`",
    "comma": "`,`",
    "comparison": "`==`",
    "equals": "`=`",
    "in": "`in`",
    "junction": "`and`",
    "parenthesis": "`)`",
    "range": "`..`",
}
_CLOSING = re.compile(r"\s*-?(\}\}|%\})")


def surprise(
    value: str, tokens: Sequence[Token], at: int, expected: Sequence[str], *, is_condition: bool
) -> TemplateProblem:
    """Return the problem with a token; `expected` are words for what could have stood there.

    Reports: MA606
    """
    kind, text, start, end = tokens[at]
    if kind == "end":
        return _ends_early(value, tokens, at, expected)
    problem = _bad_sign(value, tokens, at) if kind == "bad" else None
    problem = problem or _reserved_name(tokens, at) or _missing_colon(tokens, at)
    if is_condition:
        problem = problem or _operator(value, tokens, at)
    if problem is not None:
        return problem
    message = Text("MA606.unexpected", {"found": text, "expected": _expected(value, tokens, expected)})
    return TemplateProblem(start, end, message)


def _expected(value: str, tokens: Sequence[Token], expected: Sequence[str]) -> str:
    closing = _CLOSING.match(value, tokens[-1][2])
    end = f"`{closing[1]}`" if closing else "@liquid.end"
    return items(end if word == "end" else _WORDS.get(word, f"@liquid.{word}") for word in expected)


def _ends_early(value: str, tokens: Sequence[Token], at: int, expected: Sequence[str]) -> TemplateProblem:
    start, end = tokens[at - 1][2:] if at else (tokens[at][2], tokens[at][3])
    wanted = [word for word in expected if word != "end"]
    return TemplateProblem(
        start, end, Text("MA606.ends-early", {"expected": _expected(value, tokens, wanted)})
    )


def _bad_sign(value: str, tokens: Sequence[Token], at: int) -> TemplateProblem | None:
    _, text, start, end = tokens[at]
    for key, meanings in (("MA606.quotes", _QUOTES), ("MA606.full-width", _FULL_WIDTH)):
        if text in meanings:
            edits = tuple(
                TemplateEdit(s, e, meanings[t]) for k, t, s, e in tokens if k == "bad" and t in meanings
            )
            return TemplateProblem(start, end, Text(key, {"found": text, "meant": meanings[text]}), edits)
    if text in "'\"":
        return TemplateProblem(start, tokens[-1][3], Text("MA606.open-quote", {"quote": text}))
    if text == "`":
        return _backtick(value, tokens, at)
    if text in "{}":
        return TemplateProblem(start, end, Text("MA606.brace", {"found": text}))
    return None


def _backtick(value: str, tokens: Sequence[Token], at: int) -> TemplateProblem:
    start = tokens[at][2]
    closing = value.find("`", start + 1, tokens[-1][3])
    end = closing + 1 if closing >= 0 else tokens[at][3]
    name = value[start + 1 : end - 1]
    edits: tuple[TemplateEdit, ...] = ()
    if closing >= 0 and at and tokens[at - 1][0] == "." and "'" not in name:
        edits = (TemplateEdit(tokens[at - 1][2], end, f"['{name}']"),)
    return TemplateProblem(start, end, Text("MA606.backtick", {"name": name}), edits)


def _reserved_name(tokens: Sequence[Token], at: int) -> TemplateProblem | None:
    kind, text, start, end = tokens[at]
    if kind != "reserved" or not at or tokens[at - 1][0] != ".":
        return None
    edits = (TemplateEdit(tokens[at - 1][2], end, f"['{text}']"),)
    return TemplateProblem(start, end, Text("MA606.reserved-name", {"name": text}), edits)


def _operator(value: str, tokens: Sequence[Token], at: int) -> TemplateProblem | None:
    """Return what to say of an operator that another language has."""
    _, text, start, end = tokens[at]
    follows_value = at > 0 and tokens[at - 1][0] not in (*_COMPARISONS, "reserved")
    if not follows_value:
        keys = {"not": "MA606.no-not", "!": "MA606.no-not", "(": "MA606.no-brackets"}
        return TemplateProblem(start, end, Text(keys[text])) if text in keys else None
    if text not in _OPERATORS:
        return None
    end += text == "&" and value.startswith(text, end)
    args = {"found": value[start:end], "meant": _OPERATORS[text]}
    edits = (TemplateEdit(start, end, _OPERATORS[text]),)
    return TemplateProblem(start, end, Text("MA606.foreign-operator", args), edits)


def _missing_colon(tokens: Sequence[Token], at: int) -> TemplateProblem | None:
    kind, _, start, end = tokens[at]
    is_argument = kind in ("string", "integer", "number", "word")
    if not is_argument or at < 2 or tokens[at - 1][0] != "word" or tokens[at - 2][0] != "|":  # noqa: PLR2004
        return None
    _, name, _, name_end = tokens[at - 1]
    edits = (TemplateEdit(name_end, name_end, ":"),)
    return TemplateProblem(start, end, Text("MA606.missing-colon", {"filter": name}), edits)
