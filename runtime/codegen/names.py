"""The names that generated code finds beside its own: constants, patterns and functions of the core."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from maflow.runtime.program.types import (
    BooleanData,
    Data,
    ListData,
    MoneyData,
    NumberData,
    TextData,
)

__all__ = ["Names", "value_of"]


class Names:
    """The globals of one generated module.

    Equal constants share a name, so that `globals` stays small with a thousand campaigns.
    """

    def __init__(self) -> None:
        # Any: whatever the generated code calls or compares with.
        self.globals: dict[str, Any] = {}
        self._constants: dict[object, str] = {}

    def function(self, function: Callable[..., Any]) -> str:
        """Return the name of a function of the core: its own, unless another one has it already."""
        name = own = function.__name__
        while self.globals.setdefault(name, function) is not function:
            name = f"{name}_{own}"
        return name

    # Any: as above.
    def constant(self, key: object, make: Callable[[], Any]) -> str:
        """Return the name of an object that is made once; equal keys are one object."""
        name = self._constants.get(key)
        if name is None:
            name = self._constants[key] = f"K{len(self._constants)}"
            self.globals[name] = make()
        return name

    def literal(self, data: Data) -> str:
        """Return the source of a value that is written in the program.

        Example:
            >>> names = Names()
            >>> names.literal(TextData("gold")), names.literal(MoneyData("50.00")), names.globals
            ("'gold'", 'K0', {'K0': Decimal('50.00')})
        """
        match data:
            case TextData(value=value) | BooleanData(value=value):
                return repr(value)
            case NumberData(value=value):
                return repr(value) if value >= 0 else f"({value!r})"
            case MoneyData(value=value):
                return self.constant(("money", value), lambda: Decimal(value))
            case ListData(value=items):
                return f"({', '.join(self.literal(item) for item in items)}{',' if items else ''})"


def value_of(data: Data) -> Any:  # Any: a value of any type.
    """Return a value that is written in the program as it is at run time."""
    match data:
        case MoneyData(value=value):
            return Decimal(value)
        case ListData(value=items):
            return tuple(value_of(item) for item in items)
        case _:
            return data.value
