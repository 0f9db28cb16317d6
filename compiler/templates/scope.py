"""What a template of a message can see.

| root | what it has | known |
|---|---|---|
| `user` | the attributes of users, as they are when it is sent | with a default, or as the caller says |
| `entry` | the properties of the event that started the run; its `id`; `entry.time` always | as declared |
| `run` | what this run has set before the send | as the caller says |
| `offer` | the offer last given in this run: `name`, `face`, `code`, `valid_until` | as the caller says |
| `campaign` | the campaign that sends: `name`, and `description` where it has one | `name` always |
| `today`, `now` | the user's date, the moment of sending | always |
| `unsubscribe_link` | on channels whose kind has one | always |

There is no `event`: what opened a block of the flow is kept with `set run.x`.
Source: the language reference, section 6.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from maflow.compiler.templates.facts import NotFound, Resolution, Resolved, SenderFact, ValueFact
from maflow.compiler.templates.nodes import Path
from maflow.dsl.diagnostics import Label, Text, items

__all__ = ["OBJECT_ROOTS", "VALUE_ROOTS", "MessageScope", "part_of"]

OBJECT_ROOTS = ("user", "entry", "run", "offer", "campaign")
VALUE_ROOTS = {"today": "date", "now": "moment", "unsubscribe_link": "url"}

_OFFER_PARTS = frozenset({"name", "face", "code", "valid_until"})
_CAMPAIGN_PARTS = frozenset({"name", "description"})
_EVENT_PARTS = {
    "time": ValueFact(type="moment"),
    "id": ValueFact(type="text", may_be_unknown=True, why=Text("MA601.no-id")),
}
_KEYWORDS = {
    "用户": "user",
    "入口": "entry",
    "本次": "run",
    "优惠": "offer",
    "活动": "campaign",
    "今天": "today",
}
_UNKNOWN = ValueFact(type=None, may_be_unknown=True)
_LIST_PARTS = ("first", "last")
_MOST_LABELS = 3
_MOST_SHOWN = 12

_Missing = Callable[[SenderFact], Text]


class MessageScope(msgspec.Struct, frozen=True, kw_only=True):
    """The scope of one message on one channel: all places that send it, together.

    With no sender nothing is known of `entry`, `run` and `offer`, and nothing is reported of them.
    """

    channel: str
    user: Mapping[str, ValueFact]
    senders: tuple[SenderFact, ...] = ()
    has_unsubscribe_link: bool = False

    def resolve(self, path: Path) -> Resolution:
        """Return what a path means wherever the message is sent from."""
        root = path.root
        if root in VALUE_ROOTS:
            if root == "unsubscribe_link" and not self.has_unsubscribe_link:
                message = Text("MA602.no-unsubscribe-link", {"channel": self.channel})
                return NotFound(message=message)
            return part_of(Resolved(type=VALUE_ROOTS[root]), path, 1)
        if root not in OBJECT_ROOTS:
            return self._unknown_root(root)
        if len(path.segments) == 1:
            return NotFound(message=Text("MA602.alone", {"root": root}), help=self._help(root))
        key = path.segments[1].key
        if not isinstance(key, str):
            return NotFound(message=Text("MA602.computed", {"root": root}), first=1, last=2)
        found = self._lookup(root, key)
        return part_of(found, path, 2) if isinstance(found, Resolved) else found

    def _lookup(self, root: str, name: str) -> Resolution:
        match root:
            case "user":
                return self._user(name)
            case "entry":
                return self._entry(name)
            case "run":
                return self._run(name)
            case "offer":
                return self._offer(name)
            case _:
                return self._campaign(name)

    def _help(self, root: str) -> tuple[Text, ...]:
        """Return the line that lists what a root has here."""
        names: Sequence[str] = {
            "user": sorted(self.user),
            "entry": [*sorted({name for sender in self.senders for name in sender.entry}), "time"],
            "run": sorted({name for sender in self.senders for name in sender.run}),
            "offer": sorted(_OFFER_PARTS),
            "campaign": sorted(_CAMPAIGN_PARTS),
        }[root]
        shown = [f"`{root}.{name}`" for name in names[:_MOST_SHOWN]]
        return (Text("MA602.in-scope", {"names": items(shown)}),) if shown else ()

    def _unknown_root(self, root: str) -> NotFound:
        message = Text("MA602.unknown-root", {"name": root})
        roots = [*OBJECT_ROOTS, *VALUE_ROOTS]
        if not self.has_unsubscribe_link:
            roots.remove("unsubscribe_link")
        help = (Text("MA602.in-scope", {"names": items(f"`{name}`" for name in roots)}),)
        if root == "event":
            return NotFound(message=Text("MA602.event"), meant="entry")
        meant = _KEYWORDS.get(root)
        if root in self.user:
            meant = f"user.{root}"
        elif self.senders and all(root in sender.entry for sender in self.senders):
            meant = f"entry.{root}"
        return NotFound(message=message, candidates=frozenset(roots), meant=meant, help=help)

    def _user(self, name: str) -> Resolution:
        fact = self.user.get(name)
        if fact is not None:
            return _merged([fact])
        message = Text("MA602.unknown-attribute", {"name": name})
        return NotFound(
            message=message, first=1, last=2, candidates=frozenset(self.user), help=self._help("user")
        )

    def _entry(self, name: str) -> Resolution:
        def fact(sender: SenderFact) -> ValueFact | None:
            """Return what an entry of this campaign holds under the name, if it does."""
            if name == "time":
                return _EVENT_PARTS[name]
            if sender.event is None:
                return None
            return sender.entry.get(name) or _EVENT_PARTS.get(name)

        def missing(sender: SenderFact) -> Text:
            """Return why an entry of this campaign does not hold it."""
            args = {"campaign": sender.campaign}
            if sender.event is None:
                return Text("MA602.at-no-event", args)
            return Text("MA602.at-other-event", {**args, "event": sender.event, "name": name})

        events = list(dict.fromkeys(s.event for s in self.senders if s.event is not None))
        if events:
            args = {"name": name, "events": items(f"`{event}`" for event in events)}
            message = Text("MA602.unknown-property", args)
        else:
            message = Text("MA602.no-event", {"name": name})
        known = frozenset({*(n for sender in self.senders for n in sender.entry), "time"})
        return self._everywhere(("entry", name), fact, missing, NotFound(message=message, candidates=known))

    def _run(self, name: str) -> Resolution:
        known = frozenset(n for sender in self.senders for n in sender.run)
        nowhere = NotFound(message=Text("MA602.unset", {"name": name}), candidates=known)
        return self._everywhere(
            ("run", name),
            lambda sender: sender.run.get(name),
            lambda sender: Text("MA602.at-unset", {"campaign": sender.campaign, "name": name}),
            nowhere,
        )

    def _offer(self, name: str) -> Resolution:
        if name not in _OFFER_PARTS:
            message = Text("MA602.unknown-part", {"root": "offer", "name": name})
            return NotFound(
                message=message, first=1, last=2, candidates=_OFFER_PARTS, help=self._help("offer")
            )
        return self._everywhere(
            ("offer", name),
            lambda sender: None if sender.offer is None else sender.offer.get(name, _UNKNOWN),
            lambda sender: Text("MA602.at-no-offer", {"campaign": sender.campaign}),
            NotFound(message=Text("MA602.no-offer"), help=(Text("MA602.give-first"),)),
        )

    def _campaign(self, name: str) -> Resolution:
        if name not in _CAMPAIGN_PARTS:
            message = Text("MA602.unknown-part", {"root": "campaign", "name": name})
            help = self._help("campaign")
            return NotFound(message=message, first=1, last=2, candidates=_CAMPAIGN_PARTS, help=help)
        is_unknown = name == "description" and any(not sender.has_description for sender in self.senders)
        return Resolved(type="text", may_be_unknown=is_unknown)

    def _everywhere(
        self,
        names: tuple[str, str],
        fact: Callable[[SenderFact], ValueFact | None],
        missing: _Missing,
        nowhere: NotFound,
    ) -> Resolution:
        """Return what the places that send it have in common, or where it is missing."""
        found = [(sender, fact(sender)) for sender in self.senders]
        lacking = [sender for sender, value in found if value is None]
        if not lacking:
            return _merged([value for _, value in found if value is not None])
        labels = tuple(Label(sender.send, missing(sender)) for sender in lacking[:_MOST_LABELS])
        is_nowhere = len(lacking) == len(found)
        root, name = names
        message = Text("MA602.not-everywhere", {"path": f"{root}.{name}"})
        return NotFound(
            message=nowhere.message if is_nowhere else message,
            first=1 if nowhere.candidates and is_nowhere else 0,
            last=2,
            candidates=nowhere.candidates if is_nowhere else frozenset(),
            labels=labels,
            help=nowhere.help or (self._help(root) if is_nowhere else (Text("MA602.split-message"),)),
        )


def _merged(facts: list[ValueFact]) -> Resolved:
    """Return what several facts have in common; nothing is known of none."""
    if not facts:
        return Resolved(type=None)
    types, parts = {fact.type for fact in facts}, {fact.item for fact in facts}
    is_choice = all(fact.values for fact in facts)
    lengths = [fact.longest for fact in facts if fact.longest is not None]
    return Resolved(
        type=facts[0].type if len(types) == 1 else None,
        may_be_unknown=any(fact.may_be_unknown for fact in facts),
        item=facts[0].item if len(parts) == 1 else None,
        values=tuple(dict.fromkeys(value for fact in facts for value in fact.values)) if is_choice else (),
        longest=max(lengths) if len(lengths) == len(facts) else None,
        labels=_reasons(facts),
    )


def _reasons(facts: list[ValueFact]) -> tuple[Label, ...]:
    reasons = {
        fact.declared: fact.why or Text("MA601.declared")
        for fact in facts
        if fact.may_be_unknown and fact.declared is not None
    }
    return tuple(Label(span, text) for span, text in list(reasons.items())[:_MOST_LABELS])


def part_of(whole: Resolved, path: Path, index: int) -> Resolution:
    """Return what the segments of a path from `index` on find inside a value."""
    for at in range(index, len(path.segments)):
        key = path.segments[at].key
        if whole.type is None:
            return Resolved(type=None)
        if key == "size" and whole.type in ("list", "text"):
            whole = Resolved(type="integer", may_be_unknown=whole.may_be_unknown, labels=whole.labels)
        elif whole.type == "list" and (not isinstance(key, str) or key in _LIST_PARTS):
            whole = Resolved(type=whole.item, may_be_unknown=True, labels=whole.labels)
        else:
            args = {"path": _shown(path, at), "type": f"@type.{whole.type}"}
            message = Text("MA602.no-items", args)
            if isinstance(key, str):
                message = Text("MA602.no-parts", {**args, "name": key})
            return NotFound(message=message, first=at, last=at + 1)
    return whole


def _shown(path: Path, end: int) -> str:
    return ".".join(str(segment.key) for segment in path.segments[:end] if not isinstance(segment.key, Path))
