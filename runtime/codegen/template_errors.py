"""What goes wrong while a template is rendered."""

from __future__ import annotations

from maflow.runtime.errors import RenderError

__all__ = ["FAILURES", "TemplateFailure", "render_error"]


class TemplateFailure(ValueError):
    """A step of a template that cannot be done: the key of a sentence, and its arguments."""

    def __init__(self, key: str, **arguments: str) -> None:
        super().__init__(key, arguments)
        self.key = key
        self.arguments = arguments


FAILURES: tuple[type[Exception], ...] = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What the values of a user can lead a template into."""


def render_error(failure: Exception, expression: str) -> RenderError:
    """Return what is told of a failure; `expression` is the part of the template, as it is written.

    Example:
        >>> print(render_error(TemplateFailure("render.division", filter="modulo"), "5 | modulo: user.x"))
        render.division expression='5 | modulo: user.x' filter='modulo'
    """
    if isinstance(failure, TemplateFailure):
        return RenderError(failure.key, {"expression": expression, **failure.arguments})
    reason = " ".join(str(failure).split()) or type(failure).__name__
    return RenderError("render.failed", {"expression": expression, "reason": reason})
