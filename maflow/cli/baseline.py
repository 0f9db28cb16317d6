"""The baseline: findings of old that are not told any more. It may only shrink."""

from __future__ import annotations

from pathlib import Path

import msgspec

from maflow.cli.found import Found
from maflow.cli.writing import write_file
from maflow.dsl.diagnostics import Diagnostic, Severity, Text
from maflow.dsl.errors import ConfigError
from maflow.dsl.fingerprint import fingerprints
from maflow.runtime.errors import system_reason

__all__ = ["BASELINE_FILE", "Baseline", "load_baseline", "without_known", "written_baseline"]

BASELINE_FILE = "ma-baseline.json"
"""Stands beside `ma.yaml`, and is looked at without being asked for."""

_FORMAT_VERSION = 1
# What the compiler itself cannot do without: hiding such an error would only move it to a later day.
_ALWAYS_TOLD = ("MA0", "MA1")


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """The findings of old.

    Shape: fingerprint to what it stands for, for whoever reads the file.
    """

    format_version: int = _FORMAT_VERSION
    findings: dict[str, str]


def load_baseline(place: Path) -> Baseline | None:
    """Read a baseline; None when there is none.

    Raises: ConfigError for a file that is not a baseline.
    """
    try:
        return msgspec.json.decode(place.read_bytes(), type=Baseline)
    except FileNotFoundError:
        return None
    except OSError as error:
        told = {"path": str(place), "reason": system_reason(error)}
        raise ConfigError(Text("config.unreadable", told)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError(Text("config.not-a-baseline", {"path": str(place)})) from error


def without_known(found: Found, baseline: Baseline | None) -> Found:
    """Return the findings that are not in the baseline."""
    if baseline is None:
        return found
    identities = fingerprints(found.diagnostics, found.sources)
    told = zip(found.diagnostics, identities, strict=True)
    known = {
        id(diagnostic)
        for diagnostic, identity in told
        if identity in baseline.findings and _can_be_known(diagnostic)
    }
    return found.narrowed(lambda diagnostic: id(diagnostic) not in known)


def written_baseline(found: Found, earlier: Baseline | None, place: Path) -> Baseline:
    """Write what was found as the baseline, or what is left of the earlier one; return it.

    Law: the findings of the result are among those of `earlier`, if there was one.
    Raises: ConfigError when the file cannot be written.
    """
    identities = zip(fingerprints(found.diagnostics, found.sources), found.diagnostics, strict=True)
    entries = {
        identity: f"{diagnostic.code} {diagnostic.span.file}"
        for identity, diagnostic in identities
        if _can_be_known(diagnostic) and (earlier is None or identity in earlier.findings)
    }
    baseline = Baseline(findings=dict(sorted(entries.items(), key=lambda entry: (entry[1], entry[0]))))
    try:
        write_file(place, msgspec.json.format(msgspec.json.encode(baseline), indent=1) + b"\n")
    except OSError as error:
        told = {"path": str(place), "reason": system_reason(error)}
        raise ConfigError(Text("config.unwritable", told)) from error
    return baseline


def _can_be_known(diagnostic: Diagnostic) -> bool:
    is_error = diagnostic.severity is Severity.ERROR
    return not (is_error and diagnostic.code.startswith(_ALWAYS_TOLD))
