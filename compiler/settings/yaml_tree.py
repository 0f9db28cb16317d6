"""Reads `ma.yaml` into a small tree that knows where everything stands.

Only what settings need is accepted: mappings with plain keys, lists and scalars; no anchors, no tags.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field

import msgspec
import yaml

from maflow.compiler.setting_report import report, shown
from maflow.compiler.settings.yaml_problems import report_yaml_error
from maflow.dsl.diagnostics import Label, Sink, Text
from maflow.dsl.source import SourceFile, Span

__all__ = ["ScalarKind", "YamlEntry", "YamlMapping", "YamlNode", "YamlScalar", "YamlSequence", "parse_yaml"]

# Far above any real project file, far below what would make the reader slow.
_LONGEST_TEXT = 128 * 1024
_DEEPEST = 32

_NUMBER = re.compile(r"^[-+]?(\d[\d_]*)(\.\d*)?([eE][-+]?\d+)?$", re.ASCII)
_BOOLEAN = frozenset({"true", "false", "True", "False", "TRUE", "FALSE"})
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class ScalarKind(enum.Enum):
    """What a scalar is when its text is not quoted. YAML's old `yes`, `no`, `on`, `off` are text."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    NULL = "null"


class YamlScalar(msgspec.Struct, frozen=True):
    """A text, number, boolean or nothing; `text` is as written, without quotes."""

    text: str
    kind: ScalarKind
    span: Span


class YamlSequence(msgspec.Struct, frozen=True):
    """A list."""

    items: tuple[YamlNode, ...]
    span: Span


class YamlEntry(msgspec.Struct, frozen=True):
    """One `key: value`."""

    key: YamlScalar
    value: YamlNode


class YamlMapping(msgspec.Struct, frozen=True):
    """Keys with values, in the order written; no key stands twice."""

    entries: tuple[YamlEntry, ...]
    span: Span

    def find(self, key: str) -> YamlEntry | None:
        """Return the entry of a key."""
        return next((entry for entry in self.entries if entry.key.text == key), None)


YamlNode = YamlScalar | YamlSequence | YamlMapping


def parse_yaml(source: SourceFile, sink: Sink) -> YamlNode | None:
    """Read the text of a file; None when it is empty or cannot be read on.

    Reports: MA115
    """
    if not (_is_readable(source, sink) and _is_printable(source, sink)):
        return None
    builder = _Builder(source, sink)
    loader = yaml.SafeLoader(source.text)
    try:
        while loader.check_event() and builder.take(loader.get_event()):  # type: ignore[no-untyped-call]
            pass
    # Beside its own errors PyYAML lets those of `chr` and `int` through, for escapes out of range.
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        report_yaml_error(error, source, loader.index, sink)
        return None
    if builder.root is not None and not _is_nothing(builder.root):
        return builder.root
    if not builder.is_stopped:
        report(sink, Text("MA115.empty"), Span(source.path, 0, 0), help=(Text("MA115.empty-help"),))
    return None


def _is_nothing(root: YamlNode) -> bool:
    return isinstance(root, YamlScalar) and root.kind is ScalarKind.NULL


def _is_readable(source: SourceFile, sink: Sink) -> bool:
    if source.invalid_bytes:
        at = source.invalid_bytes[0]
        report(sink, Text("MA115.not-utf-8"), Span(source.path, at, at + 1))
        return False
    if len(source.text) > _LONGEST_TEXT:
        told = {"limit": str(_LONGEST_TEXT // 1024)}
        report(sink, Text("MA115.too-long", told), Span(source.path, 0, 0))
        return False
    return True


def _is_printable(source: SourceFile, sink: Sink) -> bool:
    bad = yaml.SafeLoader.NON_PRINTABLE.search(source.text)
    if bad is not None:
        told = {"character": shown(bad[0])}
        report(sink, Text("MA115.bad-character", told), Span(source.path, bad.start(), bad.end()))
    return bad is None


@dataclass(slots=True)
class _Frame:
    """A collection under construction; `key` is the key that waits for its value."""

    is_mapping: bool
    start: int
    items: list[YamlNode] = field(default_factory=list)
    entries: dict[str, YamlEntry] = field(default_factory=dict)
    key: YamlScalar | None = None


@dataclass(slots=True)
class _Builder:
    """Puts parse events together without recursion, so that no nesting can exhaust the stack."""

    source: SourceFile
    sink: Sink
    root: YamlNode | None = None
    is_stopped: bool = False
    frames: list[_Frame] = field(default_factory=list)

    def take(self, event: yaml.Event) -> bool:
        """Take one event; false when the rest is not worth reading."""
        match event:
            case yaml.DocumentStartEvent() if self.root is not None:
                return self._stop("MA115.several-documents", event)
            case yaml.AliasEvent():
                return self._stop("MA115.anchor", event)
            case yaml.ScalarEvent():
                return self._is_plain(event) and self._put(self._scalar(event))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                return self._is_plain(event) and self._open(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                return self._put(self._close(event))
        return True

    def _is_plain(self, event: yaml.NodeEvent) -> bool:
        if event.anchor is not None:
            return self._stop("MA115.anchor", event)
        if getattr(event, "tag", None) not in (None, "!"):
            return self._stop("MA115.tag", event)
        return True

    def _open(self, event: yaml.CollectionStartEvent) -> bool:
        top = self.frames[-1] if self.frames else None
        if top is not None and top.is_mapping and top.key is None:
            return self._stop("MA115.key-not-text", event)
        if len(self.frames) >= _DEEPEST:
            return self._stop("MA115.too-deep", event)
        self.frames.append(_Frame(isinstance(event, yaml.MappingStartEvent), _marks(event)[0]))
        return True

    def _close(self, event: yaml.CollectionEndEvent) -> YamlNode:
        frame = self.frames.pop()
        span = self._span(frame.start, _marks(event)[1])
        if frame.is_mapping:
            return YamlMapping(tuple(frame.entries.values()), span)
        return YamlSequence(tuple(frame.items), span)

    def _put(self, node: YamlNode) -> bool:
        if not self.frames:
            self.root = node
            return True
        top = self.frames[-1]
        if not top.is_mapping:
            top.items.append(node)
        elif top.key is not None:
            self._put_entry(top, YamlEntry(top.key, node))
        elif isinstance(node, YamlScalar):
            top.key = node
        return True

    def _put_entry(self, frame: _Frame, entry: YamlEntry) -> None:
        frame.key = None
        first = frame.entries.setdefault(entry.key.text, entry)
        if first is not entry:
            message = Text("MA115.key-twice", {"key": shown(entry.key.text)})
            labels = (Label(first.key.span, Text("MA115.first-here")),)
            report(self.sink, message, entry.key.span, labels=labels)

    def _scalar(self, event: yaml.ScalarEvent) -> YamlScalar:
        span = self._span(*_marks(event))
        bad = _UNPRINTABLE.search(event.value)
        if bad is not None:
            report(self.sink, Text("MA115.bad-character", {"character": shown(bad[0])}), span)
        text = _UNPRINTABLE.sub("\ufffd", event.value)
        return YamlScalar(text, _kind(text) if event.style is None else ScalarKind.TEXT, span)

    def _stop(self, key: str, event: yaml.Event) -> bool:
        self.is_stopped = True
        span = self._span(*_marks(event))
        line_end = self.source.text.find("\n", span.start)
        end = span.end if line_end < 0 else max(min(span.end, line_end), span.start)
        report(self.sink, Text(key), Span(span.file, span.start, end))
        return False

    def _span(self, start: int, end: int) -> Span:
        # The marks of block collections and block texts include the line ends that follow.
        body = self.source.text[start:end].rstrip()
        return Span(self.source.path, start, start + len(body))


def _marks(event: yaml.Event) -> tuple[int, int]:
    assert event.start_mark is not None, "events of a parser are marked"
    assert event.end_mark is not None, "events of a parser are marked"
    return event.start_mark.index, event.end_mark.index


def _kind(text: str) -> ScalarKind:
    if text in _NULL:
        return ScalarKind.NULL
    if text in _BOOLEAN:
        return ScalarKind.BOOLEAN
    return ScalarKind.NUMBER if _NUMBER.match(text) else ScalarKind.TEXT
