"""What `msgspec` says of a text that is no JSON, as reasons for whoever wrote it."""

from __future__ import annotations

import re
from types import MappingProxyType

import msgspec

from maflow.runtime.sources.errors import NotUnderstood

__all__ = ["no_json"]

_SAID = re.compile(r"JSON is malformed: (?P<what>.*) \(byte (?P<byte>\d+)\)", re.DOTALL)
_CUT = "Input data was truncated"
_LARGE = "Integer value out of range"
# Half of a character beyond the first 65,536, without the other half.
_HALF = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_SURROGATE = "surrogate"
_WORDS = MappingProxyType(
    {
        "invalid character": "@reject.why.character",
        "expected ':'": "@reject.why.colon",
        "expected ',' or ']'": "@reject.why.comma",
        "expected ',' or '}'": "@reject.why.comma",
        "invalid escape character in string": "@reject.why.escape",
        "invalid character in unicode escape": "@reject.why.escape",
        "trailing comma in array": "@reject.why.last-comma",
        "trailing comma in object": "@reject.why.last-comma",
        "trailing characters": "@reject.why.more",
        "object keys must be strings": "@reject.why.name",
        "invalid number": "@reject.why.number",
    }
)


def no_json(error: msgspec.DecodeError, text: bytes | str) -> NotUnderstood:
    """Return why a text is no JSON; what is rare is said in the words of the library.

    Example:
        >>> try:
        ...     msgspec.json.decode("{'name': 1}")
        ... except msgspec.DecodeError as error:
        ...     no_json(error, "{'name': 1}").reason
        'this is not JSON, near its character 2: expected a name in double quotation marks'
    """
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)
    said = str(error)
    if said.startswith(_LARGE):
        return NotUnderstood("reject.json-large")
    if _SURROGATE in said or (said == _CUT and raw.rstrip().endswith(b"}") and _HALF.search(raw)):
        return NotUnderstood("reject.json-half")
    if said == _CUT:
        return NotUnderstood("reject.json-cut")
    found = _SAID.fullmatch(said)
    if found is None or found["what"] not in _WORDS:
        return NotUnderstood("reject.not-json", {"why": said})
    before = raw[: int(found["byte"])].decode("utf-8", "replace")
    at = min(len(before) + 1, len(raw.decode("utf-8", "replace")))
    return NotUnderstood("reject.not-json-at", {"at": str(at), "why": _WORDS[found["what"]]})
