"""Console blocks: the commands of a page, run one after the other in a folder of its own."""

from __future__ import annotations

import os
import shlex
from dataclasses import dataclass
from pathlib import Path

from tests.docs.pages import Block
from tests.running import run_ma

__all__ = ["Session"]

_PROMPT = "$ "


@dataclass(slots=True)
class Session:
    """What a reader has done so far: the folder they stand in, and how the last command ended."""

    last_code: int = 0

    def write(self, block: Block) -> None:
        """Write the file that a block shows (`file=NAME`) below the current folder."""
        place = Path(block.option("file") or "")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(block.text.encode("utf-8"))

    def replay(self, block: Block) -> str:
        """Return the block as it looks when its commands are run now."""
        lines = []
        for command, shown in _commands(block.text):
            printed = self._run(command)
            lines.append(f"{_PROMPT}{command}\n{shown if printed is None else printed}")
        return "".join(lines)

    def _run(self, command: str) -> str | None:
        """Return what a command prints, None for one that is only shown."""
        words = shlex.split(command, comments=True)
        match words:
            case ["ma", *arguments]:
                ended = run_ma(*arguments, is_terminal=True)
                self.last_code = ended.code
                return ended.out + ended.err
            case ["cd", folder]:
                os.chdir(folder)
                return ""
            case ["echo", "$?"]:
                return f"{self.last_code}\n"
            case ["cat", name]:
                return Path(name).read_text(encoding="utf-8")
            case _:
                return None


def _commands(text: str) -> list[tuple[str, str]]:
    """Return each command of a block with what stands below it."""
    found: list[tuple[str, str]] = []
    for line in text.splitlines(keepends=True):
        if line.startswith(_PROMPT):
            found.append((line.removeprefix(_PROMPT).rstrip("\n"), ""))
        else:
            assert found, "a console block begins with a command"
            found[-1] = (found[-1][0], found[-1][1] + line)
    return found
