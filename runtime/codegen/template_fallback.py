"""Templates beyond the generated Python: python-liquid renders them, and is imported for the first one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from maflow.runtime.codegen.template_errors import render_error
from maflow.runtime.codegen.template_values import Wrapped, wrapped
from maflow.runtime.errors import RenderError
from maflow.runtime.program.templates import NOW, ZONE, Fallback, Template

if TYPE_CHECKING:
    from liquid import BoundTemplate

__all__ = ["CLOCK", "LiquidTemplate"]

CLOCK = "now and zone"
"""Under this name, which no template can write, the context holds the moment and the zone."""

_OBJECTS = ("user", "entry", "run", "offer", "campaign")
_MARKS = (("{{", "}}"), ("{%", "%}"))
_BEFORE_VALUE = re.compile(r"assign\s+[^=]+=\s*|echo\s+")


class LiquidTemplate:
    """A template that is called like a generated function: with the values of its variables, in order."""

    def __init__(self, encoded: str) -> None:
        self._template = msgspec.json.decode(encoded, type=Template)
        assert isinstance(self._template.content, Fallback)
        self._content = self._template.content
        self._bound: BoundTemplate | None = None

    def __call__(self, *values: object) -> str:
        """Return the text.

        Raises: RenderError
        """
        # An import inside a function: hosts without such templates never need python-liquid.
        from maflow.runtime.codegen.template_liquid import LIQUID_FAILURES, bind, known_object, why

        if self._bound is None:
            self._bound = bind(self._content.source, is_html=self._content.is_html)
        try:
            context, objects = self._context(values)
            return self._bound.render(context, **{name: known_object(has) for name, has in objects.items()})
        except LIQUID_FAILURES as failure:
            raise self._error(*why(failure)) from failure

    def _context(
        self, values: tuple[object, ...]
    ) -> tuple[dict[str, Wrapped], dict[str, dict[str, Wrapped]]]:
        """Return the values and the objects that the template sees; what is unknown is left out."""
        given = {
            variable.path: value for variable, value in zip(self._template.variables, values, strict=True)
        }
        zone = given.pop(ZONE.path, "UTC")
        assert isinstance(zone, str)
        context: dict[str, Wrapped] = {CLOCK: (given.get(NOW.path, 0), zone)}
        objects: dict[str, dict[str, Wrapped]] = {name: {} for name in _OBJECTS}
        for variable in self._template.variables:
            value = given.get(variable.path)
            if value is None:
                continue
            if variable.type is not None:
                value = wrapped(value, variable.type, zone, variable.digits)
            *root, name = variable.path
            (objects[root[0]] if root else context)[name] = value
        return context, objects

    def _error(self, failure: Exception, place: int | None) -> RenderError:
        source = self._content.source
        if place is None:
            return render_error(failure, source)
        start, closing = max((source.rfind(mark, 0, place + 2), end) for mark, end in _MARKS)
        end = source.find(closing, place)
        written = source[max(start, 0) + 2 : end if end >= 0 else None].strip("- \t\r\n")
        return render_error(failure, _BEFORE_VALUE.sub("", written, count=1))
