"""One file as a tree, with everything the tree does not hold: comments, dialect, gaps."""

from __future__ import annotations

import msgspec

from maflow.dsl.ast.declarations import Declaration
from maflow.dsl.source import Span

__all__ = ["Comment", "Module"]


class Comment(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A comment; `text` begins with `#`; `is_own_line` when nothing stands before it on its line."""

    span: Span
    text: str
    is_own_line: bool


class Module(msgspec.Struct, frozen=True, kw_only=True):
    """The sound declarations of one file, in order.

    `damaged` are the spans of declarations, or of entries of them, in which something could not be
    understood: what is missing there is not to be reported again. `mended` are those of entries with
    mistakes after which nothing is missing. `lost_names` are names that may be declared in what is damaged;
    `nameless` are the keywords, in English, of lost declarations whose name is missing: they may have
    declared any.
    """

    path: str
    dialect: str
    declarations: tuple[Declaration, ...]
    comments: tuple[Comment, ...]
    damaged: tuple[Span, ...] = ()
    mended: tuple[Span, ...] = ()
    lost_names: frozenset[str] = frozenset()
    nameless: frozenset[str] = frozenset()
