"""Every diagnostic code with its name, its default severity and how safe its fix can be.

A code is for ever: it is never reused and never changes its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass

from maflow.dsl.diagnostics import Applicability, Severity

__all__ = ["CODES", "Code", "is_essential"]

E, W, I, S = Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.STYLE
SAFE, UNSAFE, SUGGEST = Applicability.SAFE, Applicability.UNSAFE, Applicability.SUGGEST


@dataclass(frozen=True, slots=True)
class Code:
    """One row of the catalogue. `fix` is None where nothing can be offered."""

    code: str
    name: str
    severity: Severity
    fix: Applicability | None


_ROWS = (
    Code("MA001", "syntax-error", E, SUGGEST),
    Code("MA002", "unclosed-block", E, SUGGEST),
    Code("MA003", "full-width-punctuation", E, SAFE),
    Code("MA004", "glued-keyword", E, SAFE),
    Code("MA005", "mixed-dialect", S, SAFE),
    Code("MA006", "confusable-name", W, SUGGEST),
    Code("MA007", "not-nfc", S, SAFE),
    Code("MA008", "unit-missing", E, SUGGEST),
    Code("MA009", "unused-suppression", W, SAFE),
    Code("MA010", "foreign-operator", E, SAFE),
    Code("MA101", "unknown-name", E, SUGGEST),
    Code("MA102", "unknown-attribute", E, SUGGEST),
    Code("MA103", "unknown-event", E, SUGGEST),
    Code("MA104", "unknown-property", E, SUGGEST),
    Code("MA105", "type-mismatch", E, SUGGEST),
    Code("MA106", "unit-mismatch", E, SUGGEST),
    Code("MA107", "unknown-unguarded", W, UNSAFE),
    Code("MA108", "not-in-enum", E, SUGGEST),
    Code("MA109", "duplicate-definition", E, None),
    Code("MA110", "unused-definition", W, UNSAFE),
    Code("MA111", "definition-cycle", E, None),
    Code("MA112", "context-missing", E, SUGGEST),
    Code("MA113", "channel-capability", E, SUGGEST),
    Code("MA114", "plugin-missing", E, SUGGEST),
    Code("MA115", "project-setting", E, SUGGEST),
    Code("MA116", "months-elapsed", E, SUGGEST),
    Code("MA303", "unreachable-step", E, UNSAFE),
    Code("MA312", "trigger-loop", E, None),
    Code("MA406", "never-fires", E, None),
    Code("MA408", "reversed-range", E, None),
    Code("MA601", "variable-without-default", W, SUGGEST),
    Code("MA602", "unknown-variable", E, SUGGEST),
    Code("MA603", "sms-length", W, None),
    Code("MA604", "signature-missing", E, SUGGEST),
    Code("MA606", "unknown-filter", E, SUGGEST),
    Code("MA607", "escalation-loop", E, SUGGEST),
    Code("MA701", "split-not-100", E, SUGGEST),
    Code("MA707", "offer-ceiling", E, None),
    Code("MA905", "needs-newer-runtime", E, None),
    Code("MAS01", "format", S, SAFE),
    Code("MAS02", "name-case", S, SAFE),
    Code("MAS03", "file-layout", S, SAFE),
    Code("MAS04", "todo-comment", S, SAFE),
    Code("MAS05", "missing-owner", S, SAFE),
)


def is_essential(code: str) -> bool:
    """Tell whether a finding means that there is no program: it cannot be lowered or ignored.

    A date that is in no calendar (MA406) is nothing that a program could hold.
    Example:
        >>> is_essential("MA101"), is_essential("MA107"), is_essential("MA701")
        (True, False, False)
    """
    row = CODES.get(code)
    return row is not None and row.severity is E and code.startswith(("MA0", "MA1", "MA406", "MA905"))


CODES: dict[str, Code] = {row.code: row for row in _ROWS}
