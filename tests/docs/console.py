"""Console blocks of a Markdown page, run for real and compared with what the page shows.

A block opens with ```console. Lines that begin with `$ ` are commands, what follows is their output; a line of `...`
stands for any lines, an `…` for the rest of a line. Ids and commit ids are made anew in each run: an id of the page
stands for the one that takes its place, in later commands too, also where it is shortened to three letters or more.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_ID = re.compile(r"\b[A-Z]{2,4}-[0-9a-hjkmnp-tv-z]{6}\b")
_COMMIT = re.compile(r"\([0-9a-f]{7}\)")


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a page and the output the page shows for it; `line` is where it stands."""

    command: str
    output: tuple[str, ...]
    line: int


@dataclass(slots=True)
class Session:
    """A shell that goes through a page: its folder, its environment, and which id of the page is which."""

    folder: Path
    environ: Mapping[str, str]
    ids: dict[str, str] = field(default_factory=dict)

    def run(self, step: Step) -> str | None:
        """Run a step; None if it went as the page says, else what is wrong."""
        where = self.folder.parent / "where"
        script = f"cd '{self.folder}'\n{self._translated(step.command)}\ncode=$?\npwd > '{where}'\nexit $code\n"
        ended = subprocess.run(
            ["bash", "-c", script], env=dict(self.environ), capture_output=True, text=True, timeout=120, check=False
        )
        self.folder = Path(where.read_text().strip())
        said = ended.stdout.splitlines() + ended.stderr.splitlines()
        if ended.returncode and not any(line.startswith("error:") or ": I1" in line for line in step.output):
            return f"line {step.line}: `{step.command}` ended with {ended.returncode}:\n" + "\n".join(said)
        return self._compare(step, said)

    def _translated(self, command: str) -> str:
        for shown, real in self.ids.items():
            command = command.replace(shown, real)
            part, real_part = shown.partition("-")[2], real.partition("-")[2]
            for length in range(len(part), 2, -1):
                command = re.sub(rf"(?<![\w-]){part[:length]}(?![\w-])", real_part, command)
        return command

    def _compare(self, step: Step, said: list[str]) -> str | None:
        rest = list(said)
        for at, wanted in enumerate(step.output):
            if wanted.strip() == "...":
                after = step.output[at + 1] if at + 1 < len(step.output) else None
                while rest and (after is None or not self._fits(after, rest[0])):
                    rest.pop(0)
                continue
            if not rest or not self._fits(wanted, rest.pop(0)):
                return f"line {step.line}: `{step.command}` should have said\n  {wanted}\nbut said\n" + "\n".join(said)
        return f"line {step.line}: `{step.command}` said more:\n" + "\n".join(said) if step.output and rest else None

    def _fits(self, wanted: str, line: str) -> bool:
        fresh: list[str] = []
        found = re.fullmatch(self._pattern(wanted.rstrip(), fresh), line.rstrip())
        if found is None:
            return False
        self.ids.update(zip(fresh, found.groups(), strict=True))
        return True

    def _pattern(self, wanted: str, fresh: list[str]) -> str:
        parts = []
        for piece in re.split(rf"({_ID.pattern}|{_COMMIT.pattern}| {{2,}}|…)", wanted):
            if _ID.fullmatch(piece) and piece not in self.ids and piece not in fresh:
                fresh.append(piece)
                parts.append(f"({_ID.pattern})")
            elif piece in self.ids:
                parts.append(re.escape(self.ids[piece]))
            elif _COMMIT.fullmatch(piece):
                parts.append(_COMMIT.pattern)
            else:
                parts.append(" +" if piece.isspace() and len(piece) > 1 else ".*" if piece == "…" else re.escape(piece))
        return "".join(parts)


def steps_of(page: str) -> Iterator[Step]:
    """The commands of all console blocks of a page, in order."""
    for block in _BLOCK.finditer(page):
        line = page.count("\n", 0, block.start(1)) + 1
        command, output, start = "", [], line
        for text in block[1].splitlines():
            if text.startswith("$ "):
                if command:
                    yield Step(command, tuple(output), start)
                command, output, start = text[2:], [], line
            elif command.endswith("\\"):
                command = command[:-1] + text.strip()
            else:
                output.append(text)
            line += 1
        if command:
            yield Step(command, tuple(output), start)
