"""How mistakes in settings and plugins become diagnostics, and the fixes that most of them offer."""

from __future__ import annotations

from collections.abc import Iterable

from maflow.dsl.codes import CODES
from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Label, Sink, Text
from maflow.dsl.source import Span
from maflow.dsl.visible import clip

__all__ = ["did_you_mean", "mistake", "quoted", "replace_fix", "report", "shown"]

_LONGEST_SHOWN = 80


def mistake(
    message: Text,
    span: Span,
    *,
    help: Iterable[Text] = (),
    fixes: Iterable[Fix] = (),
    labels: Iterable[Label] = (),
) -> Diagnostic:
    """Return the diagnostic of a message; its code is the part of the message's key before the dot."""
    code = CODES[message.key.partition(".")[0]]
    return Diagnostic(
        code=code.code,
        severity=code.severity,
        message=message,
        span=span,
        help=tuple(help),
        fixes=tuple(fixes),
        labels=tuple(labels),
    )


def report(
    sink: Sink,
    message: Text,
    span: Span,
    *,
    help: Iterable[Text] = (),
    fixes: Iterable[Fix] = (),
    labels: Iterable[Label] = (),
) -> None:
    """Report a mistake; the arguments are those of `mistake`."""
    sink.add(mistake(message, span, help=help, fixes=fixes, labels=labels))


def shown(text: str) -> str:
    """Return the author's words, shortened, for a place between backticks."""
    return clip(text, _LONGEST_SHOWN)


def quoted(text: str) -> str:
    """Return the author's words between backticks, for lists and where words of ours may stand too."""
    return f"`{shown(text)}`"


def did_you_mean(name: str | None) -> tuple[Text, ...]:
    """Return the help that offers a name, or none."""
    return (Text("help.did-you-mean", {"name": name}),) if name else ()


def replace_fix(span: Span, replacement: str | None) -> tuple[Fix, ...]:
    """Return the fix that puts a text in the place of a span, or none."""
    if not replacement:
        return ()
    title = Text("help.did-you-mean", {"name": replacement})
    return (Fix(title, Applicability.SUGGEST, (Edit(span, replacement),)),)
