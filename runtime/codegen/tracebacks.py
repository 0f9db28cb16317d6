"""Lets tracebacks out of generated code speak of the lines of the project."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Mapping, Sequence
from types import CodeType

from maflow.runtime.program.types import Place

__all__ = ["placed", "show_in_tracebacks"]


def placed(source: str, file: str, places: Sequence[Place | None], files: Sequence[str]) -> CodeType:
    """Compile a module whose functions carry the file and the lines of the project.

    Shape: `places[n - 1]` is that of line n of the source. A function is in the file of its first line;
    one without a place keeps its line in the generated source, and `file`.
    """
    tree = ast.parse(source)
    owners: dict[str, str] = {}
    for node in tree.body:
        place = places[node.lineno - 1] if node.lineno <= len(places) else None
        if isinstance(node, ast.FunctionDef) and place is not None and place.file < len(files):
            owners[node.name] = files[place.file]
            _renumber(node, places, place)
    return _in_files(compile(tree, file, "exec"), owners)


def show_in_tracebacks(source: str, file: str, places: Sequence[Place | None], files: Sequence[str]) -> None:
    """Let tracebacks show the lines of functions that serve several places, each with its place behind it.

    The source of a program that was loaded before under the same name is forgotten.
    """
    lines = []
    for line, place in zip(source.splitlines(), places, strict=True):
        is_placed = place is not None and place.file < len(files)
        lines.append(f"{line}  # {files[place.file]}:{place.line}\n" if place and is_placed else f"{line}\n")
    linecache.cache[file] = (len(source), None, lines, file)


def _renumber(function: ast.FunctionDef, places: Sequence[Place | None], own: Place) -> None:
    # Quicker than `ast.walk`, which a host that starts would notice (benchmark: test_starts).
    found: list[ast.AST] = [function]
    for node in found:
        parts = node.__dict__
        line = parts.get("lineno")
        if line is not None:
            place = places[line - 1] or own
            parts["lineno"] = parts["end_lineno"] = place.line
            parts["col_offset"] = parts["end_col_offset"] = 0
        for part in parts.values():
            if isinstance(part, list):
                found += [each for each in part if isinstance(each, ast.AST)]
            elif isinstance(part, ast.AST) and not isinstance(part, ast.expr_context):
                found.append(part)


def _in_files(module: CodeType, owners: Mapping[str, str]) -> CodeType:
    return module.replace(
        co_consts=tuple(
            _renamed(each, owners[each.co_name])
            if isinstance(each, CodeType) and each.co_name in owners
            else each
            for each in module.co_consts
        )
    )


def _renamed(code: CodeType, file: str) -> CodeType:
    inner = tuple(_renamed(each, file) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_filename=file, co_consts=inner)
