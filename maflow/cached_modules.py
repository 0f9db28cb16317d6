"""The trees of a project's files, so that only a file that has changed is parsed again.

Decoding a tree takes a twentieth of the time of parsing its text (benchmark: test_front_end).
"""

from __future__ import annotations

import msgspec

from maflow.cache import Store
from maflow.cached_results import code_digest, source_digest
from maflow.dsl.ast import Module
from maflow.dsl.diagnostics import Diagnostic, Sink
from maflow.dsl.parser import parse
from maflow.dsl.source import SourceFile

__all__ = ["ModuleCache"]

_NAME = "modules"


class _Tree(msgspec.Struct, frozen=True, array_like=True):
    module: Module
    diagnostics: tuple[Diagnostic, ...]


class _Trees(msgspec.Struct, frozen=True, array_like=True):
    code: bytes
    by_source: dict[bytes, msgspec.Raw]


_TREE = msgspec.msgpack.Decoder(_Tree)


class ModuleCache:
    """Parses files, or recalls what came of it the last time.

    Law: `read` does what `parse` does.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept = _load(store)
        self._trees: dict[bytes, _Tree] = {}
        self._asked: dict[bytes, _Tree] = {}

    def read(self, source: SourceFile, sink: Sink) -> Module:
        """Return the tree of a file, and report what the parser says of it."""
        key = source_digest(source)
        tree = self._trees.get(key) or self._recalled(key) or _parse(source)
        self._asked[key] = tree
        for diagnostic in tree.diagnostics:
            sink.add(diagnostic)
        return tree.module

    def save(self) -> None:
        """Keep the trees that were asked for since the last time, and forget all others."""
        self._trees, self._asked = self._asked, {}
        if self._store.is_open and self._trees.keys() != self._kept.keys():
            raw = {key: self._kept.get(key) or _encoded(tree) for key, tree in self._trees.items()}
            self._kept = {key: tree for key, tree in raw.items() if tree is not None}
            self._store.write(_NAME, msgspec.msgpack.encode(_Trees(code_digest(), self._kept)))

    def _recalled(self, key: bytes) -> _Tree | None:
        raw = self._kept.get(key)
        try:
            return None if raw is None else _TREE.decode(raw)
        except msgspec.DecodeError:
            return None


def _parse(source: SourceFile) -> _Tree:
    found = Sink()
    module = parse(source, found)
    return _Tree(module, tuple(found.diagnostics))


def _encoded(tree: _Tree) -> msgspec.Raw | None:
    """Return a tree as it is kept; None where a text holds bytes that are not UTF-8."""
    try:
        return msgspec.Raw(msgspec.msgpack.encode(tree))
    except UnicodeEncodeError:
        return None


def _load(store: Store) -> dict[bytes, msgspec.Raw]:
    raw = store.read(_NAME)
    if raw is None:
        return {}
    try:
        trees = msgspec.msgpack.decode(raw, type=_Trees)
    except msgspec.DecodeError:
        return {}
    return trees.by_source if trees.code == code_digest() else {}
