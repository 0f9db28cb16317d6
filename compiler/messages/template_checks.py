"""Checks the templates of messages, each in the scope of all the places that send it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.delivery import is_signature_demanded
from maflow.compiler.messages.channels import DeclaredChannel
from maflow.compiler.messages.remembering_scope import RememberingScope
from maflow.compiler.messages.senders import Senders, TeamText
from maflow.compiler.messages.team_texts import AlertScope
from maflow.compiler.messages.texts import MessageText, Texts
from maflow.compiler.messages.values import user_facts
from maflow.compiler.settings import DEFAULT_PLUGIN
from maflow.compiler.templates import (
    Finding,
    LengthFacts,
    MessageScope,
    TemplateScope,
    ValueFact,
    check_defaults,
    check_length,
    check_names,
    check_signature,
    check_writing,
    to_diagnostic,
)
from maflow.dsl import ast
from maflow.plugins.spec import ChannelKind

__all__ = ["TemplateChecks"]

_WORD = re.compile(r"\w+")
_SIGNATURE_FIELD = "signature"
_CODE_FIELD = "template"


class TemplateChecks:
    """Checks texts, and reports what is found at its place."""

    def __init__(
        self, project: ResolvedProject, context: CompileContext, texts: Texts, senders: Senders
    ) -> None:
        self._project = project
        self._context = context
        self._texts = texts
        self._senders = senders
        self._users = user_facts(project)

    def scope(self, message: str, channel: DeclaredChannel, kind: ChannelKind) -> TemplateScope:
        """Return what the texts of a message on a channel see."""
        sendings = self._senders.of(message, channel.name, kind.name)
        known = frozenset({channel.needs.name.text} if channel.needs is not None else ())
        if sendings:
            known |= frozenset.intersection(*(sending.known for sending in sendings))
        scope = MessageScope(
            channel=channel.name,
            user=self._user_facts(known),
            senders=tuple(fact for sending in sendings for fact in sending.senders),
            has_unsubscribe_link=kind.has_unsubscribe_link,
        )
        return RememberingScope(scope)

    def check_template(self, text: MessageText, scope: TemplateScope) -> None:
        """Check what a template says.

        Reports: MA601, MA602, MA606
        """
        analysis = self._texts.analysis(text.value)
        if analysis.is_plain:
            return
        findings = check_names(analysis, scope)
        findings += check_defaults(analysis, scope)
        findings += check_writing(analysis, scope)
        self._report(text, findings)

    def check_main_text(
        self, text: MessageText, block: ast.MessageBlock, channel: DeclaredChannel, scope: TemplateScope
    ) -> None:
        """Check the text that a channel is all about: how long it becomes, and who signs it.

        Reports: MA603, MA604
        """
        assert channel.kind is not None
        analysis = self._texts.analysis(text.value)
        fields = {entry.name.text: entry.value for entry in block.entries if isinstance(entry, ast.Field)}
        own = fields.get(_SIGNATURE_FIELD)
        signature = own.value if isinstance(own, ast.TextLiteral) else channel.signature
        facts = LengthFacts(rules=channel.kind.segments, signature=_sent(signature), cost=channel.cost)
        findings = check_length(analysis, scope, facts)
        settings, catalogue = self._project.settings, self._context.channels
        if is_signature_demanded(settings, channel.name, catalogue):
            setting = settings.channels.get(channel.name)
            findings += check_signature(
                analysis,
                channel=channel.name,
                plugin=setting.plugin if setting is not None else DEFAULT_PLUGIN,
                has_field=bool(signature.strip()),
                has_template_code=_CODE_FIELD in fields,
            )
        self._report(text, findings)

    def check_team_texts(self) -> None:
        """Check the texts of `notify` and `hand off` in flows and alerts.

        Reports: MA601, MA602, MA606
        """
        for told in self._senders.team_texts.values():
            self.check_template(self._texts.literal(told.text), self._team_scope(told))
        for alert, _, _ in self._project.nodes.all(ast.Alert):
            for action in alert.actions:
                if isinstance(action, ast.Notify):
                    self.check_template(self._texts.literal(action.text), AlertScope())

    def _team_scope(self, told: TeamText) -> MessageScope:
        known = frozenset.intersection(*told.known) if told.known else frozenset[str]()
        return MessageScope(channel=told.to.value, user=self._user_facts(known), senders=tuple(told.senders))

    def _user_facts(self, known: Collection[str]) -> Mapping[str, ValueFact]:
        unsure = [name for name in known if name in self._users and self._users[name].may_be_unknown]
        sure = {name: msgspec.structs.replace(self._users[name], may_be_unknown=False) for name in unsure}
        return {**self._users, **sure} if sure else self._users

    def _report(self, text: MessageText, findings: Sequence[Finding]) -> None:
        told = [finding for finding in findings if not self._may_be_lost(text.value, finding)]
        if not told:
            return
        place = text.find_place()
        for finding in told:
            diagnostic = to_diagnostic(finding, place)
            address = text.address or diagnostic.address
            self._context.sink.add(msgspec.structs.replace(diagnostic, address=address))

    def _may_be_lost(self, value: str, finding: Finding) -> bool:
        """Tell whether a variable that is missing may be declared in what could not be read."""
        lost: Iterable[str] = self._project.symbols.lost_names if finding.code == "MA602" else ()
        return bool(lost) and any(word in lost for word in _WORD.findall(value[finding.start : finding.end]))


def _sent(signature: str) -> str:
    """Return a signature as it is sent: Chinese ones stand in `【】`; one of the environment is not known."""
    if "${" in signature or not signature.strip():
        return ""
    return signature if signature.isascii() or "【" in signature else f"【{signature}】"
