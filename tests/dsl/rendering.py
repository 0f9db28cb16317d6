"""What the tests of the renderers share: sentences of their own, and short ways to write findings."""

from __future__ import annotations

from pathlib import Path

from maflow.dsl.catalogue import Catalogue, shipped_catalogue
from maflow.dsl.catalogue_files import load_entries
from maflow.dsl.diagnostics import Applicability, Diagnostic, Edit, Fix, Label, Severity, Text
from maflow.dsl.render import RenderOptions, Report, renderer_named
from maflow.dsl.source import SourceFile, Span

__all__ = ["CATALOGUE", "LANGUAGES", "output", "span_of", "text", "twice_declared", "unreachable_branch"]

LANGUAGES = ("en", "zh-CN")

CATALOGUE = Catalogue(
    {**shipped_catalogue().entries, **load_entries(Path(__file__).parent / "messages")},
)


def text(key: str, **args: str) -> Text:
    return Text(f"example.{key}", args)


def span_of(source: SourceFile, part: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = source.text.index(part, start + 1)
    return Span(source.path, start, start + len(part))


def output(report: Report, name: str, *, lang: str = "en", color: bool = False, width: int = 120) -> str:
    options = RenderOptions(lang=lang, color=color, width=width, catalogue=CATALOGUE)
    return "".join(renderer_named(name)(report, options))


def unreachable_branch() -> Report:
    """The finding that the page on diagnostics shows."""
    lines = ["campaign winback {"] + ["#"] * 26
    lines += ["  if user.points > 10 {", "    send a by push", "    stop", "  } else if user.points > 50 {"]
    source = SourceFile("campaigns/winback.ma", "\n".join([*lines, "  }", "}", ""]))
    swap = text("swap", condition="user.points > 10 and user.points <= 50")
    edits = (
        Edit(span_of(source, "user.points > 10"), "user.points > 50"),
        Edit(span_of(source, "user.points > 50"), "user.points > 10"),
    )
    finding = Diagnostic(
        code="MA108",
        severity=Severity.ERROR,
        message=text("unreachable"),
        span=span_of(source, "user.points > 50"),
        note=text("implied"),
        labels=(Label(span_of(source, "user.points > 10"), text("earlier", points="50")),),
        witness=text("witness"),
        help=(swap,),
        fixes=(Fix(swap, Applicability.SUGGEST, edits),),
        address="campaign winback/flow/step 4",
    )
    return Report.of([finding], {source.path: source})


def twice_declared() -> Report:
    """A finding in two files, and one in a file whose text is not at hand."""
    one = SourceFile("audiences/vip.ma", 'audience vip =\n  user.level in ("gold", "platinum")\n')
    other = SourceFile("campaigns/spring.ma", "# spring\n\naudience vip = user.points > 100\n")
    twice = Diagnostic(
        code="MA109",
        severity=Severity.ERROR,
        message=text("declared-twice", name="vip"),
        span=span_of(other, "vip"),
        labels=(
            Label(span_of(one, "vip"), text("declared-here")),
            Label(Span("gone.ma", 3, 6), text("declared-here")),
        ),
    )
    setting = Diagnostic(
        code="MA115",
        severity=Severity.ERROR,
        message=text("missing", setting="currency"),
        span=Span("ma.yaml", 0, 0),
    )
    return Report.of([twice, setting], {one.path: one, other.path: other})
