"""What a request holds, as records: one event or many, in every dialect that is understood."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import unquote_to_bytes

from maflow.runtime.sources.errors import NotUnderstood
from maflow.runtime.sources.reader import decode_json
from maflow.runtime.sources.reasons import english

__all__ = ["PATHS", "TooLarge", "is_batch_of_lines", "records_of", "unpacked", "why_unsupported"]

_SEGMENT = MappingProxyType(
    {
        "/v1/track": "track",
        "/v1/identify": "identify",
        "/v1/alias": "alias",
        "/v1/page": "page",
        "/v1/screen": "screen",
        "/v1/group": "group",
    }
)
_EVENTS = "/v1/events"
_BATCH = "/v1/batch"
_LINES = frozenset(
    {"application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"}
)
_CLOUD = "ce-"
# Of one event or of several: the attributes stand in the body, and perhaps in headers too.
_CLOUD_BODY = "application/cloudevents"
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
_MOST_MEMBERS = 1_000

PATHS = frozenset({_EVENTS, _BATCH, *_SEGMENT})
"""Where events are taken."""


class TooLarge(Exception):
    """A body that is larger than the host takes."""


def records_of(path: str, headers: Mapping[str, str], body: bytes) -> Sequence[object]:
    """Return the records of a request, decoded as far as JSON goes; a byte-order mark before them is no part.

    Raises: NotUnderstood for a body that is not what its path and headers say.
    """
    body = body.removeprefix(codecs.BOM_UTF8)
    _check_is_json(headers, body)
    if path in _SEGMENT:
        call = _object(_decoded(body, path))
        # The libraries send it along; whoever writes the call by hand need not.
        return [{**call, "type": _SEGMENT[path]}]
    if path == _BATCH:
        return _batch(_object(_decoded(body, path)))
    if _is_binary_cloud_event(headers):
        return [_binary_cloud_event(headers, body)]
    if is_batch_of_lines(headers):
        return [_line(number, line) for number, line in enumerate(body.split(b"\n")) if line.strip()]
    given = _decoded(body, path)
    return given if isinstance(given, list) else [given]


def _check_is_json(headers: Mapping[str, str], body: bytes) -> None:
    if _media_type(headers) == "text/csv":
        raise NotUnderstood("body.csv")
    if not body.strip() and not _is_binary_cloud_event(headers):
        raise NotUnderstood("body.empty")


def _media_type(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _is_binary_cloud_event(headers: Mapping[str, str]) -> bool:
    return f"{_CLOUD}specversion" in headers and not _media_type(headers).startswith(_CLOUD_BODY)


def why_unsupported(path: str, record: object) -> str | None:
    """Return why a call is passed over that whoever sends it cannot mend; None for all others.

    Segment's libraries send `alias` by themselves. Refusing it would cost them the whole batch, which they
    do not send again, and the events in it.
    """
    if path == _EVENTS or not isinstance(record, dict) or record.get("type") != "alias":
        return None
    return english("reject.alias", {})


def is_batch_of_lines(headers: Mapping[str, str]) -> bool:
    """Tell whether a body says that it is JSON Lines."""
    return _media_type(headers) in _LINES


def unpacked(body: bytes, headers: Mapping[str, str], most: int) -> bytes:
    """Return a body as it was before it was packed.

    Raises: NotUnderstood for one that cannot be unpacked, TooLarge for one that is too large then.
    """
    match headers.get("content-encoding", "identity").strip().lower():
        case "identity" | "":
            return body
        case "gzip":
            return _gunzipped(body, most)
        case other:
            raise NotUnderstood("body.packed-otherwise", {"found": other})


def _gunzipped(body: bytes, most: int) -> bytes:
    content, rest = b"", body
    # What is packed may be made of several members, one behind the other (RFC 1952, 2.2).
    for _ in range(_MOST_MEMBERS):
        unpacking = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        try:
            content += unpacking.decompress(rest, most + 1 - len(content))
        except zlib.error as error:
            raise NotUnderstood("body.not-gzip", {"why": str(error)}) from None
        if len(content) > most:
            raise TooLarge
        if not unpacking.eof:
            raise NotUnderstood("body.gzip-cut")
        rest = unpacking.unused_data
        if not rest:
            return content
    raise TooLarge


def _decoded(body: bytes, path: str) -> object:
    """Return what a body holds that is one JSON text.

    Raises: NotUnderstood, which knows lines of JSON when it sees them.
    """
    try:
        return _json(body)
    except NotUnderstood:
        if not _are_lines(body):
            raise
    if path == _EVENTS:
        raise NotUnderstood("body.lines")
    raise NotUnderstood("body.lines-elsewhere", {"path": path})


def _json(body: bytes) -> object:
    """Return what JSON holds.

    Raises: NotUnderstood, in words for whoever sends a request and has no file to save.
    """
    try:
        return decode_json(body)
    except NotUnderstood as error:
        if error.key == "reject.not-utf8":
            raise NotUnderstood("body.not-utf8") from None
        raise


def _are_lines(body: bytes) -> bool:
    """Tell whether the first line of several is a JSON object by itself."""
    first, _, rest = body.strip().partition(b"\n")
    if not rest or not first.startswith(b"{"):
        return False
    try:
        return isinstance(_json(first), dict)
    except NotUnderstood:
        return False


def _line(number: int, line: bytes) -> object:
    try:
        return _json(line)
    except NotUnderstood as error:
        raise NotUnderstood("body.line", {"line": str(number + 1), "reason": error.reason}) from None


def _batch(given: Mapping[str, object]) -> Sequence[object]:
    batch = given.get("batch")
    if not isinstance(batch, list):
        raise NotUnderstood("body.no-batch")
    return batch


def _object(given: object) -> Mapping[str, object]:
    if not isinstance(given, dict):
        raise NotUnderstood("body.no-object")
    return given


def _binary_cloud_event(headers: Mapping[str, str], body: bytes) -> Mapping[str, object]:
    """Return an event whose attributes are headers.

    Source: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
    """
    attributes: dict[str, object] = {
        name.removeprefix(_CLOUD): _attribute(name, value)
        for name, value in headers.items()
        if name.startswith(_CLOUD)
    }
    return {**attributes, "data": _json(body) if body.strip() else None}


def _attribute(name: str, value: str) -> str:
    """Return an attribute as it was before it became a header: without quotation marks and percent codes.

    Raises: NotUnderstood for one that is no UTF-8 then.
    """
    quoted = _QUOTED.fullmatch(value.strip())
    text = value if quoted is None else _ESCAPED.sub(r"\1", quoted[1])
    try:
        # Letters that were not written as codes are bytes to HTTP.
        return unquote_to_bytes(text.encode("latin-1")).decode()
    except UnicodeDecodeError:
        raise NotUnderstood("body.header-not-utf8", {"name": name}) from None
