"""What a project declares, by kind and name: one namespace over all its files.

Each kind has names of its own, so an event and a message may be called alike. Channels, offers and
stages raise events of their own (`push.opened`), so these three share one set of names.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from maflow.dsl import ast
from maflow.dsl.source import Span

__all__ = ["BUILT_IN_CATEGORIES", "Symbol", "SymbolKind", "Symbols", "collect_symbols", "declared_name"]

BUILT_IN_CATEGORIES = ("promotional", "transactional")


class SymbolKind(enum.Enum):
    """What can be declared by name; the value is the word for it in messages (`kind.audience`)."""

    ATTRIBUTE = "attribute"
    EVENT = "event"
    AUDIENCE = "audience"
    TAG = "tag"
    SCORE = "score"
    STAGES = "stages"
    CHANNEL = "channel"
    CATEGORY = "category"
    MESSAGE = "message"
    OFFER = "offer"
    GROUP = "group"
    STEP = "step"
    ALERT = "alert"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """One declared name; `span` is that of the name, `node` the declaration (or property) it names."""

    kind: SymbolKind
    name: str
    span: Span
    node: ast.Node
    is_test: bool


@dataclass(frozen=True, slots=True)
class Symbols:
    """All names of a project.

    Shape: `tables[kind][name]` is the first declaration of a name, `duplicates` are the later ones in
    reading order. `lost_names` may have been declared where a file could not be read: what refers to
    one of them is not reported; `lost_kinds` are those of declarations that could not be read and have no
    name, so that they may have any. `whole` are the names with those that are nested too deep to be followed;
    None where there are no such.
    """

    tables: Mapping[SymbolKind, Mapping[str, Symbol]]
    duplicates: tuple[Symbol, ...] = ()
    lost_names: frozenset[str] = field(default=frozenset())
    whole: Symbols | None = None
    lost_kinds: frozenset[SymbolKind] = field(default=frozenset())

    def may_be_lost(self, kind: SymbolKind, name: str) -> bool:
        """Tell whether a name may have been declared where a file could not be read."""
        return name in self.lost_names or kind in self.lost_kinds

    def find(self, kind: SymbolKind, name: str) -> Symbol | None:
        """Return a declaration by name."""
        return self.tables[kind].get(name)

    def names(self, kind: SymbolKind) -> frozenset[str]:
        """Return all names of a kind."""
        return frozenset(self.tables[kind])

    def of(self, kind: SymbolKind) -> Iterator[Symbol]:
        """Yield the declarations of a kind in reading order."""
        yield from self.tables[kind].values()


_KINDS: Mapping[type[ast.Node], SymbolKind] = {
    ast.Event: SymbolKind.EVENT,
    ast.Audience: SymbolKind.AUDIENCE,
    ast.AudienceList: SymbolKind.AUDIENCE,
    ast.Score: SymbolKind.SCORE,
    ast.Stages: SymbolKind.STAGES,
    ast.Channel: SymbolKind.CHANNEL,
    ast.Category: SymbolKind.CATEGORY,
    ast.Message: SymbolKind.MESSAGE,
    ast.Offer: SymbolKind.OFFER,
    ast.Group: SymbolKind.GROUP,
    ast.Step: SymbolKind.STEP,
    ast.Alert: SymbolKind.ALERT,
    ast.Campaign: SymbolKind.CAMPAIGN,
}


_KEYWORDS: Mapping[str, SymbolKind] = {kind.value: kind for kind in _KINDS.values()}


def collect_symbols(modules: Iterable[ast.Module]) -> Symbols:
    """Collect what all modules declare; duplicates are kept for MA109."""
    tables: dict[SymbolKind, dict[str, Symbol]] = {kind: {} for kind in SymbolKind}
    duplicates: list[Symbol] = []
    lost: set[str] = set()
    nameless: set[str] = set()
    for module in modules:
        is_test = module.path.endswith("_test.ma")
        lost |= module.lost_names
        nameless |= module.nameless
        for declaration in module.declarations:
            for symbol in _symbols(declaration, is_test):
                table = tables[symbol.kind]
                if symbol.name in table:
                    duplicates.append(symbol)
                else:
                    table[symbol.name] = symbol
    kinds = frozenset(_KEYWORDS[word] for word in nameless if word in _KEYWORDS)
    return Symbols(tables, tuple(duplicates), frozenset(lost), lost_kinds=kinds)


def declared_name(declaration: ast.Declaration) -> ast.Name | ast.TextLiteral | None:
    """Return what a declaration is called: its name, the text of a tag, the title of a test."""
    match declaration:
        case ast.TagRule(tag=tag):
            return tag
        case ast.Test(title=title):
            return title
        case ast.User() | ast.Limits() | ast.QuietHours() | ast.Arbitrate() | ast.Holdout():
            return None
        case _:
            return declaration.name


def _symbols(declaration: ast.Declaration, is_test: bool) -> Iterator[Symbol]:
    match declaration:
        case ast.User(attributes=attributes):
            for attribute in attributes:
                yield _symbol(SymbolKind.ATTRIBUTE, attribute.name, attribute, is_test)
        case ast.TagRule(tag=tag):
            yield Symbol(
                kind=SymbolKind.TAG, name=tag.value, span=tag.span, node=declaration, is_test=is_test
            )
        case _:
            kind = _KINDS.get(type(declaration))
            name = declared_name(declaration)
            if kind is not None and isinstance(name, ast.Name):
                yield _symbol(kind, name, declaration, is_test)


def _symbol(kind: SymbolKind, name: ast.Name, node: ast.Node, is_test: bool) -> Symbol:
    return Symbol(kind=kind, name=name.text, span=name.span, node=node, is_test=is_test)
