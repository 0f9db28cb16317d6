"""Approvals: whether what a message says is exactly what somebody approved."""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from maflow.compiler.driver import Checked
from maflow.compiler.settings import Approval
from maflow.compiler.unsupported import is_test_file
from maflow.dsl import ast
from maflow.dsl.source import SourceFile

__all__ = [
    "BlockTexts",
    "Unapproved",
    "block_digest",
    "block_texts",
    "is_approved",
    "message_digest",
    "unapproved",
]

BlockTexts = tuple[tuple[str, str], ...]
"""The fields of a block by name, and their texts; those of files are the files' content."""

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Unapproved:
    """A block of a message that nobody has approved as it is, and the digest that an approval must name."""

    message: str
    channel: str
    digest: str


def block_texts(block: ast.MessageBlock, sources: Mapping[str, SourceFile]) -> BlockTexts:
    """Return the texts of a block in the order written."""
    return tuple(
        (entry.name.text, _text(entry.value, sources))
        for entry in block.entries
        if isinstance(entry, ast.Field)
    )


def block_digest(message: str, channel: str, texts: BlockTexts) -> str:
    """Return the digest that an approval of one block must name.

    Law: it changes with every text, and with nothing else: neither layout nor the order of fields.
    Example:
        >>> block_digest("hello", "push", (("title", "Hi"), ("body", "Ann")))
        '19d0f3a2dce116db'
    """
    return _digest([message, channel, sorted(texts)])


def message_digest(message: str, blocks: Mapping[str, BlockTexts]) -> str:
    """Return the digest that an approval of a whole message must name."""
    return _digest([message, sorted([channel, sorted(texts)] for channel, texts in blocks.items())])


def is_approved(node: ast.Message, block: ast.MessageBlock, sources: Mapping[str, SourceFile]) -> bool:
    """Tell whether a block carries an approval of exactly its content, or its message one of all blocks."""
    name, channel = node.name.text, block.channel.text
    own = [entry for entry in block.entries if isinstance(entry, ast.Approved)]
    whole = [entry for entry in node.entries if isinstance(entry, ast.Approved)]
    if _names(own, block_digest(name, channel, block_texts(block, sources))):
        return True
    blocks = {each.channel.text: block_texts(each, sources) for each in _blocks(node)}
    return bool(whole) and _names(whole, message_digest(name, blocks))


def unapproved(checked: Checked) -> Iterator[Unapproved]:
    """Yield the blocks that will not be sent because the project demands approvals, in reading order."""
    if checked.project.settings.approval is not Approval.REQUIRED:
        return
    for message, _, module in checked.project.nodes.all(ast.Message):
        for block in () if is_test_file(module.path) else _blocks(message):
            if not is_approved(message, block, checked.sources):
                channel, texts = block.channel.text, block_texts(block, checked.sources)
                yield Unapproved(message.name.text, channel, block_digest(message.name.text, channel, texts))


def _blocks(message: ast.Message) -> Iterator[ast.MessageBlock]:
    for entry in message.entries:
        if isinstance(entry, ast.MessageBlock):
            yield entry


def _names(approvals: Iterable[ast.Approved], digest: str) -> bool:
    return any(
        approval.digest is not None and approval.digest.value.strip().lower() == digest
        for approval in approvals
    )


def _text(value: ast.Literal | ast.FileText, sources: Mapping[str, SourceFile]) -> str:
    match value:
        case ast.TextLiteral(value=text):
            return text
        case ast.FileText(path=path):
            return sources[posixpath.normpath(path.value)].text
        case _:
            raise AssertionError("a field that is no text does not compile (MA105)")


def _digest(content: object) -> str:
    packed = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(packed.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
