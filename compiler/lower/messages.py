"""Lowers messages: their texts, and whether each is approved."""

from __future__ import annotations

from collections.abc import Mapping

from maflow.compiler.lower.approval import block_texts, is_approved
from maflow.compiler.lower.durations import elapsed_ms
from maflow.compiler.lower.site import Lowering
from maflow.compiler.lower.templates import TemplateTypes, lower_template
from maflow.compiler.lower.texts import plain_text
from maflow.compiler.messages.channels import DeclaredChannel
from maflow.compiler.settings import Approval
from maflow.dsl import ast
from maflow.plugins.spec import ChannelKind, FieldType
from maflow.runtime.program.program import Content, Message, TextField

__all__ = ["lower_message"]


def lower_message(
    node: ast.Message, types: TemplateTypes, channels: Mapping[str, DeclaredChannel], lowering: Lowering
) -> Message:
    """Return a message by channel; `types` are those of what its texts may speak of."""
    contents = []
    for block in node.entries:
        if isinstance(block, ast.MessageBlock):
            kind = channels[block.channel.text].kind
            assert kind is not None, "a channel of an unknown kind does not compile (MA114)"
            contents.append(_content(node, block, kind, types, lowering))
    return Message(name=node.name.text, place=lowering.place(node.span), contents=tuple(contents))


def _content(
    node: ast.Message, block: ast.MessageBlock, kind: ChannelKind, types: TemplateTypes, lowering: Lowering
) -> Content:
    sources = lowering.context.sources
    valid = next((entry for entry in block.entries if isinstance(entry, ast.Valid)), None)
    needs_approval = lowering.project.settings.approval is Approval.REQUIRED
    return Content(
        channel=block.channel.text,
        place=lowering.place(block.span),
        fields=tuple(_field(name, text, kind, types) for name, text in block_texts(block, sources)),
        valid_ms=elapsed_ms(valid.duration) if valid else None,
        is_approved=not needs_approval or is_approved(node, block, sources),
    )


def _field(name: str, text: str, kind: ChannelKind, types: TemplateTypes) -> TextField:
    spec = kind.field(name)
    if spec is None or not spec.template:
        return TextField(name, plain_text(text))
    return TextField(name, lower_template(text, types, is_html=spec.type is FieldType.HTML))
