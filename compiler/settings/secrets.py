"""References to the environment, and secrets that stand where they must not."""

from __future__ import annotations

import re

from maflow.compiler.setting_report import replace_fix, report
from maflow.compiler.settings.model import Reference
from maflow.compiler.settings.values import SettingContext
from maflow.compiler.settings.yaml_tree import YamlScalar
from maflow.dsl.diagnostics import Text

__all__ = ["check_secret", "is_secret_name", "take_references"]

_REFERENCE = re.compile(r"\$\{([^{}]*)(\}?)")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SECRET_WORDS = frozenset(
    {
        "apikey",
        "credential",
        "credentials",
        "passphrase",
        "passwd",
        "password",
        "pwd",
        "secret",
        "token",
    }
)
_SECRET_KEYS = frozenset({"access", "account", "api", "auth", "dkim", "private", "secret", "signing"})
_NAME_AND_PASSWORD = re.compile(r"^[a-z][a-z0-9+.-]*://[^/@:\s]*:(?!\$\{)[^/@\s]+@", re.IGNORECASE)


def is_secret_name(name: str) -> bool:
    """Tell whether a setting of that name holds a secret.

    Example:
        >>> [is_secret_name(name) for name in ("smtp_password", "apiKey", "token_url", "access_key_id")]
        [True, True, False, False]
    """
    words = [word.lower() for word in _WORDS.findall(name)]
    if not words:
        return False
    return words[-1] in _SECRET_WORDS or (words[-1] == "key" and bool(_SECRET_KEYS.intersection(words[:-1])))


def take_references(scalar: YamlScalar, ctx: SettingContext) -> bool:
    """Note every `${NAME}` of a text and tell whether there is one.

    Reports: MA115 for one that names no variable.
    """
    found = list(_REFERENCE.finditer(scalar.text))
    for match in found:
        name, closing = match.groups()
        if closing and _VARIABLE.fullmatch(name):
            ctx.references.append(Reference(name, scalar.span))
        else:
            report(ctx.sink, Text("MA115.bad-reference", {"text": match[0]}), scalar.span)
    return bool(found)


def check_secret(key: str, name: str, scalar: YamlScalar, ctx: SettingContext, *, is_secret: bool) -> None:
    """Report a secret that is written out; the words of the report never repeat it.

    `key` is the path of the setting, `name` its last part.
    Reports: MA115
    """
    if is_secret or is_secret_name(name):
        example = "${" + _variable_for(key) + "}"
        help = (Text("MA115.secret-help", {"example": example}),)
        # In quotes, for between braces a bare reference is no YAML.
        fixes = replace_fix(scalar.span, f'"{example}"')
        report(ctx.sink, Text("MA115.secret", {"key": key}), scalar.span, help=help, fixes=fixes)
    elif _NAME_AND_PASSWORD.match(scalar.text):
        help = (Text("MA115.secret-help", {"example": "${" + _variable_for(key) + "}"}),)
        report(ctx.sink, Text("MA115.secret-in-url", {"key": key}), scalar.span, help=help)


def _variable_for(key: str) -> str:
    """Return a fitting name: `channels.email.settings.password` becomes `EMAIL_PASSWORD`."""
    parts = [part for part in key.split(".") if part not in ("channels", "targets", "settings")]
    words = [word.upper() for part in parts for word in _WORDS.findall(part)]
    return "_".join(words) or "SECRET"
