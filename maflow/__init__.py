"""Marketing automation as code: the `.ma` language, its checker and its formatter.

`import maflow` loads nothing but this file. A public name brings its module with it when it is first used.
"""

from __future__ import annotations

import importlib
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maflow.dsl.diagnostics import Diagnostic, Severity
    from maflow.dsl.source import SourceFile, Span

__all__ = ["Diagnostic", "Severity", "SourceFile", "Span", "__version__"]

__version__ = "0.1.0"

_PLACES = MappingProxyType(
    {
        "Diagnostic": "maflow.dsl.diagnostics",
        "Severity": "maflow.dsl.diagnostics",
        "SourceFile": "maflow.dsl.source",
        "Span": "maflow.dsl.source",
    }
)


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(importlib.import_module(_PLACES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_PLACES})
