"""Messages: the fields of each block, the texts in them, who sends them; and lists of users."""

from __future__ import annotations

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.messages.channels import DeclaredChannel, declared_channels
from maflow.compiler.messages.fields import check_fields, known_fields
from maflow.compiler.messages.find_senders import find_senders
from maflow.compiler.messages.lists import check_lists
from maflow.compiler.messages.missing_blocks import report_missing_blocks
from maflow.compiler.messages.template_checks import TemplateChecks
from maflow.compiler.messages.texts import MessageText, Texts
from maflow.compiler.templates import TemplateScope
from maflow.dsl import ast
from maflow.dsl.source import Span
from maflow.plugins.spec import ChannelKind, FieldSpec

__all__ = ["check_messages"]


def check_messages(project: ResolvedProject, context: CompileContext) -> None:
    """Check every message, and the files that messages and audiences are read from.

    A block for a channel that is not declared, or whose kind is not installed, is reported elsewhere.
    Reports: MA101, MA105, MA106, MA113, MA601-MA604, MA606
    """
    channels = declared_channels(project, context)
    senders = find_senders(project, context)
    report_missing_blocks(project, context, channels, senders)
    texts = Texts(context)
    checks = TemplateChecks(project, context, texts, senders)
    for message, _, _ in project.nodes.all(ast.Message):
        edges = [*(entry.span.start for entry in message.entries), message.span.end]
        for entry, end in zip(message.entries, edges[1:], strict=True):
            channel = channels.get(entry.channel.text) if isinstance(entry, ast.MessageBlock) else None
            if isinstance(entry, ast.MessageBlock) and channel is not None and channel.kind is not None:
                # What could not be read behind a block may be meant for it.
                with_rest = Span(entry.span.file, entry.span.start, end)
                is_damaged = any(project.damage_in(with_rest))
                check_fields(entry, channel.kind, project, context, is_damaged=is_damaged)
                _check_texts(message, entry, channel, channel.kind, checks, texts)
    checks.check_team_texts()
    check_lists(project, context)


def _check_texts(
    message: ast.Message,
    block: ast.MessageBlock,
    channel: DeclaredChannel,
    kind: ChannelKind,
    checks: TemplateChecks,
    texts: Texts,
) -> None:
    scope: TemplateScope | None = None
    for field, spec in known_fields(block, kind):
        text = _text_of(field, spec, message, texts)
        if text is None or not spec.template:
            continue
        scope = scope or checks.scope(message.name.text, channel, kind)
        checks.check_template(text, scope)
        if spec.name == next(iter(kind.text_fields), None):
            checks.check_main_text(text, block, channel, scope)


def _text_of(field: ast.Field, spec: FieldSpec, message: ast.Message, texts: Texts) -> MessageText | None:
    match field.value:
        case ast.TextLiteral():
            return texts.literal(field.value)
        case ast.FileText() if spec.can_be_file:
            return texts.file(field.value, message)
        case _:
            return None
