"""The output formats by name. A new one is one new file in `formats`; none is imported before it is used."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Protocol

from maflow.dsl.diagnostics import Text, items
from maflow.dsl.errors import ConfigError
from maflow.dsl.render import formats
from maflow.dsl.render.report import RenderOptions, Report

__all__ = ["Renderer", "format_names", "renderer_named"]


class Renderer(Protocol):
    """What a module of `formats` has under the name `render`."""

    def __call__(self, report: Report, options: RenderOptions) -> Iterator[str]:
        """Yield the output piece by piece, line ends included.

        Law: the pieces can be encoded, and hold no character that a terminal would obey but the colours
        asked for. A report without findings gives nothing, unless the format needs an envelope.
        """
        ...


@cache
def format_names() -> tuple[str, ...]:
    """Return the names of all formats, sorted."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(formats.__path__)))


def renderer_named(name: str) -> Renderer:
    """Return the renderer of a format.

    Raises: ConfigError for a format that does not exist.
    """
    if name not in format_names():
        known = items(f"`{each}`" for each in format_names())
        raise ConfigError(Text("config.unknown-format", {"given": name, "formats": known}))
    render: Renderer = import_module(f"{formats.__name__}.{name}").render
    return render
