"""Python for templates: a function that takes the values of its variables and returns the text.

```python
def render_3(v0, v1):
    t1 = (v0 or 'Hello')
    t2 = ('' if v1 is None else T_money_2(v1) + ' CNY')
    return f'{t1}' ', your cart of ' f'{t2}' ' is waiting.'
```
The values are the engine's own; the zone, where a template needs it, is the name of the user's. What can
fail raises a `RenderError` that tells the expression.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import assert_never, cast

import msgspec

from maflow.runtime.codegen.template_calls import filtered, printed
from maflow.runtime.codegen.template_expressions import Expressions
from maflow.runtime.codegen.template_names import TEMPLATE_NAMES
from maflow.runtime.codegen.template_values import text
from maflow.runtime.program import templates as ir

__all__ = ["TEMPLATE_NAMES", "GeneratedTemplate", "compile_template", "generate_template"]

_DEEPEST_BLOCK = 35
_DEEPEST_LOOP = 12
_INDENT = "    "


class GeneratedTemplate(msgspec.Struct, frozen=True):
    """The source of a template's function.

    Shape: `source_lines` belong at the top level of a module that has `TEMPLATE_NAMES`; they define one
    function, or one object that is called like it. It takes the values of `variables` in this order.
    `can_fail`: calling it may raise a `RenderError`.
    """

    name: str
    source_lines: tuple[str, ...]
    variables: tuple[tuple[str, ...], ...]
    can_fail: bool


def generate_template(template: ir.Template, name: str) -> GeneratedTemplate:
    """Return the Python of a template, as a function of that name.

    Raises: ValueError for a template that no compiler makes.
    Example:
        >>> print(*generate_template(ir.Template((), ("Hello",)), "render_0").source_lines, sep="\\n")
        def render_0():
            return 'Hello'
    """
    paths = tuple(variable.path for variable in template.variables)
    if isinstance(template.content, ir.Fallback):
        encoded = msgspec.json.encode(template).decode()
        return GeneratedTemplate(name, (f"{name} = T_Liquid({encoded!r})",), paths, can_fail=True)
    try:
        writer = _Writer(template.variables)
        writer.nodes(template.content)
        lines = tuple(writer.function(name, len(paths)))
    except RecursionError:
        raise ValueError("a template is nested too deeply") from None
    return GeneratedTemplate(name, lines, paths, writer.can_fail)


def compile_template(template: ir.Template) -> Callable[..., str]:
    """Return the function of a template alone; it takes the values of its variables in their order.

    Raises: ValueError for a template that no compiler makes.
    """
    generated = generate_template(template, "render")
    names = dict(TEMPLATE_NAMES)
    exec(compile("\n".join(generated.source_lines), "<template>", "exec"), names)
    return cast("Callable[..., str]", names["render"])


class _Writer:
    """Writes the body of the function.

    What is printed is gathered in `_pieces` as long as it can be; where ways part, it goes into `_target`,
    a variable that `_has_begun` once something has been put into it.
    """

    def __init__(self, variables: tuple[ir.Variable, ...]) -> None:
        self.can_fail = False
        self._expressions = Expressions(variables)
        self._lines: list[str] = []
        self._depth = 0
        self._pieces: list[str] = []
        self._target, self._has_begun = "s", False

    def function(self, name: str, arguments: int) -> Iterator[str]:
        """Yield the whole function around what has been written."""
        yield f"def {name}({', '.join(f'v{index}' for index in range(arguments))}):"
        body = [f"{slot} = None" for slot in self._expressions.locals]
        last = [f"return {self._joined()}"]
        if not self.can_fail:
            yield from (_INDENT + line for line in (*body, *self._lines, *last))
            return
        yield from (_INDENT + line for line in (*body, "at = ''", "try:"))
        yield from (_INDENT * 2 + line for line in (*self._lines, *last))
        yield _INDENT + "except T_FAILURES as failure:"
        yield _INDENT * 2 + "raise T_error(failure, at) from failure"

    def nodes(self, nodes: tuple[ir.TemplateNode, ...]) -> None:
        """Write nodes in a row."""
        for node in nodes:
            self._node(node)

    def _node(self, node: ir.TemplateNode) -> None:
        match node:
            case str():
                self._pieces.append(repr(node))
            case ir.Output(expression=expression):
                self._output(expression)
            case ir.Assign(slot=slot, expression=expression):
                self._assign(slot, expression)
            case ir.Capture(slot=slot, body=body):
                self._capture(slot, body)
            case ir.If():
                self._if(node)
            case ir.Case():
                self._case(node)
            case ir.Loop():
                self._loop(node)
            case ir.Jump(is_break=is_break):
                self._jump(is_break=is_break)
            case _:
                assert_never(node)

    def _line(self, line: str) -> None:
        self._lines.append(_INDENT * self._depth + line)

    def _joined(self) -> str:
        """Return the Python for what has been printed and is not in the target yet, or with it."""
        pieces = ([f"f'{{{self._target}}}'"] if self._has_begun else []) + self._pieces
        if len(pieces) == 1 and pieces[0].startswith("f"):
            return pieces[0][3:-2]
        return " ".join(pieces) or "''"

    def _flush(self) -> None:
        """Put what has been printed into the target, which exists from then on."""
        if self._has_begun and not self._pieces:
            return
        sign, self._has_begun = ("+=" if self._has_begun else "="), False
        self._line(f"{self._target} {sign} {self._joined()}")
        self._pieces, self._has_begun = [], True

    def _note(self, source: str) -> None:
        """Say before something that may fail what it is."""
        if self._expressions.may_fail:
            self.can_fail = True
            self._line(f"at = {source!r}")
        self._expressions.may_fail = False

    def _output(self, expression: ir.Filtered) -> None:
        if isinstance(expression.value, ir.Literal) and not expression.filters:
            self._pieces.append(repr(text(expression.value.value)))
            return
        code = printed(expression, self._expressions)
        self._note(expression.source)
        name = self._expressions.new_name()
        self._line(f"{name} = {code}")
        self._pieces.append(f"f'{{{name}}}'")

    def _assign(self, slot: int, expression: ir.Filtered) -> None:
        found = filtered(expression.value, expression.filters, self._expressions)
        code = self._expressions.wrapped(found)
        self._note(expression.source)
        self._line(f"{self._expressions.local(slot)} = {code}")

    def _capture(self, slot: int, body: tuple[ir.TemplateNode, ...]) -> None:
        outer = self._target, self._has_begun, self._pieces
        self._target, self._has_begun, self._pieces = self._expressions.new_name(), False, []
        self.nodes(body)
        joined = f"T_bounded({self._joined()})" if self._expressions.loops else self._joined()
        self._line(f"{self._expressions.local(slot)} = {joined}")
        self._target, self._has_begun, self._pieces = outer

    def _block(self, nodes: tuple[ir.TemplateNode, ...]) -> None:
        """Write what stands inside a block; the target holds all that was printed before."""
        self._depth += 1
        if self._depth > _DEEPEST_BLOCK:
            raise ValueError("a template is nested too deeply")
        before = len(self._lines)
        self.nodes(nodes)
        if self._pieces:
            self._flush()
        if len(self._lines) == before:
            self._line("pass")
        self._depth -= 1

    def _if(self, node: ir.If) -> None:
        self._flush()
        word = "if"
        for arm in node.arms:
            code = self._expressions.condition(arm.condition)
            if self._expressions.may_fail:
                self.can_fail = True
                code = f"(at := {arm.source or '?'!r}) and {code}"
            self._expressions.may_fail = False
            self._line(f"{word} {code}:")
            self._block(arm.body)
            word = "elif"
        self._otherwise(node.otherwise)

    def _otherwise(self, nodes: tuple[ir.TemplateNode, ...]) -> None:
        if nodes:
            self._line("else:")
            self._block(nodes)

    def _case(self, node: ir.Case) -> None:
        subject = self._expressions.operand(node.subject)
        self._flush()
        name = self._expressions.new_name()
        self._line(f"{name} = {subject.code}")
        subject = msgspec.structs.replace(subject, code=name)
        word = "if"
        for arm in node.arms:
            tests = [self._expressions.equal(subject, self._expressions.operand(v)) for v in arm.values]
            self._line(f"{word} {' or '.join(tests) or 'False'}:")
            self._block(arm.body)
            word = "elif"
        if word == "if":
            self.nodes(node.otherwise)
        else:
            self._otherwise(node.otherwise)
        # Equality never fails.
        self._expressions.may_fail = False

    def _loop(self, node: ir.Loop) -> None:
        expressions, slot = self._expressions, node.slot
        if len(expressions.loops) >= _DEEPEST_LOOP or slot in expressions.loops:
            raise ValueError("the loops of a template stand inside one another too deeply, or in themselves")
        item = self._expressions.local(slot)
        taken = self._taken(node)
        self._flush()
        expressions.may_fail = True
        self._note(node.source)
        self._line(f"r{slot} = {taken}")
        self._line(f"n{slot} = len(r{slot})")
        self._line(f"for i{slot}, {item} in enumerate(r{slot}):")
        expressions.loops += (slot,)
        self._block(node.body)
        self._line(f"{_INDENT}if len({self._target}) > T_LONGEST: T_bounded({self._target})")
        expressions.loops = expressions.loops[:-1]
        expressions.items.pop(slot, None)
        if node.otherwise:
            self._line(f"if not n{slot}:")
            self._block(node.otherwise)

    def _taken(self, node: ir.Loop) -> str:
        """Return the Python for what a loop goes through."""
        expressions = self._expressions
        around = " * ".join(f"n{outer}" for outer in expressions.loops) or "1"
        given = [expressions.looped(node.over, node.slot), around, repr(node.is_reversed is True)]
        for word, bound in (("limit", node.limit), ("offset", node.offset)):
            if bound is not None:
                given.append(f"{word}={expressions.wrapped(expressions.operand(bound))}")
        return f"T_rounds({', '.join(given)})"

    def _jump(self, *, is_break: bool) -> None:
        if not self._expressions.loops:
            raise ValueError("a template breaks off where there is no loop")
        if self._pieces:
            self._flush()
        self._line("break" if is_break else "continue")
