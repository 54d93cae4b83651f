"""Ask one living `git cat-file --batch-command` for many objects by name."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import IO, NamedTuple, Self

from gitagile.vcs.process import GitFailed, as_bytes, git_program, safe_environment
from gitagile.vcs.repository import Repository

# So many requests fit into a pipe (64 KiB) while git is still busy writing answers.
_AT_ONCE = 64


class Header(NamedTuple):
    """What an object is: its id, its type (blob, tree, commit or tag) and its size in bytes."""

    oid: str
    type: str
    size: int


class ObjectReader:
    """A git process that answers until it is closed; it starts with the first question. Names must hold no newline."""

    def __init__(self, repo: Repository, environ: Mapping[str, str] | None = None) -> None:
        self._repo = repo
        self._environ = environ
        self._process: subprocess.Popen[bytes] | None = None

    def identify(self, names: Iterable[str]) -> tuple[str | None, ...]:
        """The ids of objects named as `HEAD` or `<tree>:<path>`; None where there is no such object."""
        answers: list[str | None] = []
        for chunk in _chunks(tuple(names)):
            self._send("info", chunk)
            answers += [header.oid if header else None for header in (self._header() for _ in chunk)]
        return tuple(answers)

    def describe(self, names: Iterable[str]) -> dict[str, Header]:
        """What the objects named are, without their bytes; those that do not exist are left out."""
        found: dict[str, Header] = {}
        for chunk in _chunks(tuple(names)):
            self._send("info", chunk)
            for name in chunk:
                header = self._header()
                if header is not None:
                    found[name] = header
        return found

    def contents(self, names: Iterable[str]) -> dict[str, bytes]:
        """The bytes of the objects named; those that do not exist are left out."""
        found: dict[str, bytes] = {}
        for chunk in _chunks(tuple(names)):
            self._send("contents", chunk)
            for name in chunk:
                header = self._header()
                if header is not None:
                    found[name] = self._read(header.size + 1)[:-1]
        return found

    def close(self) -> None:
        """End the process. Fine to call twice."""
        process, self._process = self._process, None
        if process is None:
            return
        process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _living(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                [git_program(), "cat-file", "--batch-command"],
                cwd=self._repo.root,
                env=safe_environment(self._repo, self._environ),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        return self._process

    def _send(self, verb: str, names: Sequence[str]) -> None:
        pipe = _open_pipe(self._living().stdin)
        try:
            pipe.write(b"".join(as_bytes(f"{verb} {name}\n") for name in names))
            pipe.flush()
        except BrokenPipeError:
            raise self._died() from None

    def _header(self) -> Header | None:
        """One line `<oid> <type> <size>`, or `<name> missing` (git-cat-file(1), BATCH OUTPUT)."""
        pipe = _open_pipe(self._living().stdout)
        line = pipe.readline()
        if not line:
            raise self._died()
        words = line.rstrip(b"\n").split(b" ")
        if words[-1] in (b"missing", b"ambiguous") or len(words) != 3:
            return None
        return Header(words[0].decode("ascii"), words[1].decode("ascii"), int(words[2]))

    def _read(self, size: int) -> bytes:
        pipe = _open_pipe(self._living().stdout)
        content = pipe.read(size)
        if len(content) != size:
            raise self._died()
        return content

    def _died(self) -> GitFailed:
        process, self._process = self._process, None
        words = process.communicate()[1].decode("utf-8", "replace").strip() if process else ""
        return GitFailed(f"git cat-file failed: {words or 'it ended early'}")


def _chunks(names: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    return (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))


def _open_pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise GitFailed("git cat-file was started without a pipe")
    return pipe
