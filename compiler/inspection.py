"""A project under inspection, and the findings about names that many checks share."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from maflow.compiler.channel_words import channel_meant
from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.symbols import BUILT_IN_CATEGORIES, SymbolKind
from maflow.dsl import ast
from maflow.dsl.diagnostics import Applicability, Edit, Fix, Label, Text, items
from maflow.dsl.dialects import Dialect, load_dialect
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.source import Span

__all__ = ["Inspection", "insert_fix", "listed", "repeated", "suggest"]

Key = TypeVar("Key", bound=Hashable)

_MOST_KNOWN = 8
_WORD = re.compile(r"[^\W\d_]\w*")
_HEAD = re.compile(r"[^{\n]*")
# Whose name may have been taken for that of another kind.
_MISTAKEN_KINDS = (
    SymbolKind.MESSAGE,
    SymbolKind.CHANNEL,
    SymbolKind.CAMPAIGN,
    SymbolKind.AUDIENCE,
    SymbolKind.OFFER,
    SymbolKind.STEP,
    SymbolKind.EVENT,
    SymbolKind.CATEGORY,
    SymbolKind.GROUP,
    SymbolKind.STAGES,
    SymbolKind.SCORE,
)


@dataclass(frozen=True, slots=True)
class Inspection:
    """The project that is looked at, and where findings go."""

    project: ResolvedProject
    context: CompileContext

    def known_names(self, kind: SymbolKind) -> frozenset[str]:
        """Return all names of a kind, those that the language gives included."""
        names = self.project.symbols.names(kind)
        return names.union(BUILT_IN_CATEGORIES) if kind is SymbolKind.CATEGORY else names

    def unknown_symbol(self, name: ast.Name, kind: SymbolKind, *, also: Collection[str] = ()) -> None:
        """Report a name that no declaration of a kind has; `also` are names that would do as well.

        Nothing is reported where one of the kind has no name: it may be the one that is meant.

        Reports: MA101.
        """
        if kind in self.project.symbols.lost_kinds:
            return
        labels = self.of_other_kind(name.text, kind)
        help: tuple[Text, ...] = ()
        if not labels and kind is SymbolKind.CHANNEL:
            installed = channel_meant(name.text, self.context.channels.kinds)
            if installed is not None and installed not in self.known_names(kind):
                help = (Text("MA101.declare-channel", {"name": installed}),)
        known = self.known_names(kind).union(also)
        self.unknown("MA101", f"@kind.{kind.value}", name, known, labels=labels, help=help)

    def of_other_kind(self, name: str, kind: SymbolKind) -> tuple[Label, ...]:
        """Return the label of what has a name that nothing of a kind has, if there is such a thing."""
        symbols = self.project.symbols
        found = (symbols.find(each, name) for each in _MISTAKEN_KINDS if each is not kind)
        other = next(filter(None, found), None)
        if other is None:
            return ()
        args = {"name": name, "kind": f"@kind.{other.kind.value}"}
        return (Label(other.span, Text("MA101.other-kind", args)),)

    def unknown(
        self,
        code: str,
        kind: str,
        name: ast.Name,
        known: frozenset[str],
        *,
        labels: Sequence[Label] = (),
        help: Sequence[Text] = (),
    ) -> None:
        """Report a name that is not among those known; `kind` is what it should name (`@kind.step`).

        A name that may have been declared where a file could not be read is not reported.
        Reports: MA101, MA102, MA104.
        """
        if self.context.is_quiet or name.text in self.project.symbols.lost_names:
            return
        near = None if help else nearest(name.text, known)
        args = {"kind": kind, "name": name.text}
        fixes: tuple[Fix, ...] = ()
        if near:
            title = Text("help.did-you-mean", {"name": near})
            help = (title,)
            fixes = (suggest(title, name.span, self.spelled(near, name.span.file)),)
        elif not help:
            known_text = Text("names.known", {"kind": kind, "known": listed(known)})
            help = (known_text if known else Text("names.none-declared", {"kind": kind}),)
        self.context.report(
            code, name.span, "names.unknown", args=args, labels=labels, help=help, fixes=fixes
        )

    def twice(self, key: str, args: Mapping[str, str], span: Span, first: Span) -> None:
        """Report what stands a second time, with a label at the first.

        Reports: MA109.
        """
        labels = (Label(first, Text("MA109.first-here")),)
        self.context.report("MA109", span, key, args=args, labels=labels)

    def names_twice(self, kind: str, names: Iterable[ast.Name], key: str = "MA109.declared-twice") -> None:
        """Report the names that stand among others a second time. Reports: MA109."""
        for name, span, first in repeated((name.text, name.span) for name in names):
            self.twice(key, {"kind": kind, "name": name}, span, first)

    def dialect(self, file: str) -> Dialect:
        """Return the keyword dialect that a file is written in."""
        modules = self.project.modules
        return load_dialect(next((module.dialect for module in modules if module.path == file), "en"))

    def spelled(self, name: str, file: str) -> str:
        """Return how a name is written in a file: in backticks where it would be read as something else."""
        is_plain = _WORD.fullmatch(name) and name not in self.dialect(file).reserved
        return name if is_plain else f"`{name}`"

    def written(self, span: Span) -> str:
        """Return the author's text of a span, empty where it is not at hand."""
        source = self.context.sources.get(span.file)
        return source.slice(span) if source else ""

    def head(self, node: ast.Node) -> Span:
        """Return the span of what stands before the block of a node, on its first line."""
        found = _HEAD.match(self.written(node.span))
        length = len(found[0].rstrip()) if found else 0
        return Span(node.span.file, node.span.start, node.span.start + length) if length else node.span

    def first_word(self, node: ast.Node) -> Span:
        """Return the span of the first word of a node."""
        words = self.written(node.span).split(maxsplit=1)
        return Span(node.span.file, node.span.start, node.span.start + len(words[0])) if words else node.span


def suggest(title: Text, span: Span, replacement: str) -> Fix:
    """Return the fix that offers to write something else in the place of a span."""
    return Fix(title, Applicability.SUGGEST, (Edit(span, replacement),))


def insert_fix(span: Span, text: str) -> Fix:
    """Return the fix that offers to insert a text, with the blanks it needs, after a span."""
    place = Span(span.file, span.end, span.end)
    return Fix(Text("fix.insert", {"text": text.strip()}), Applicability.SUGGEST, (Edit(place, text),))


def repeated(named: Iterable[tuple[Key, Span]]) -> Iterator[tuple[Key, Span, Span]]:
    """Yield what stands among others a second time: its name, its place and that of the first.

    Example:
        >>> places = [Span("a.ma", at, at + 1) for at in range(3)]
        >>> [(name, span.start, first.start) for name, span, first in repeated(zip("aba", places))]
        [('a', 2, 0)]
    """
    first: dict[Key, Span] = {}
    for name, span in named:
        if name in first:
            yield name, span, first[name]
        else:
            first[name] = span


def listed(names: Iterable[str]) -> str:
    """Return some names as the list argument of a sentence: in order, the first few of them."""
    return items(f"`{name}`" for name in sorted(names)[:_MOST_KNOWN])
