"""Ask one `git cat-file --batch` for blobs while they are still being found; its answers come on a second thread."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from threading import Thread
from types import TracebackType
from typing import IO, Self

from gitagile.vcs.process import GitFailed, git_program, safe_environment
from gitagile.vcs.repository import Repository
from gitagile.vcs.walk import OFFLINE, PIPE

Take = Callable[[bytes, bytes | None], None]
"""Gets a blob's id and its bytes (at most `largest` and one more), None where there is no such blob here."""

_CHUNK = 1 << 18
_AT_ONCE = 64


class BlobStream:
    """Ask for blobs by their full ids, then `finish`: all answers were taken by then. A context manager."""

    def __init__(self, repo: Repository, take: Take, largest: int) -> None:
        self._take, self._largest = take, largest
        self._waiting: list[bytes] = []
        self._error: BaseException | None = None
        self._process = subprocess.Popen(
            [git_program(), "cat-file", "--batch", "--buffer"],
            cwd=repo.root,
            env=safe_environment(repo) | OFFLINE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            pipesize=PIPE,
        )
        self._thread = Thread(target=self._answers, daemon=True)
        self._thread.start()

    def ask(self, oid: bytes) -> None:
        """Ask for one blob; never twice for the same."""
        self._waiting.append(oid)
        if len(self._waiting) >= _AT_ONCE:
            self._send()

    def finish(self) -> None:
        """Wait for all answers. GitFailed where git ended before its time; errors of `take` come out here too."""
        self._send()
        self._end()
        if self._error is not None:
            raise self._error
        if self._process.returncode:
            raise GitFailed(f"git cat-file ended early, with exit code {self._process.returncode}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._process.kill()
        self._end()

    def _send(self) -> None:
        waiting, self._waiting = self._waiting, []
        if self._process.stdin is None or not waiting:
            return
        lines = memoryview(b"".join(oid + b"\n" for oid in waiting))
        try:
            while lines:
                lines = lines[self._process.stdin.write(lines) :]
        except BrokenPipeError:
            return  # `finish` says why

    def _end(self) -> None:
        if self._process.stdin is not None and not self._process.stdin.closed:
            self._process.stdin.close()
        self._thread.join()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _answers(self) -> None:
        try:
            if self._process.stdout is not None:
                _Answers(self._process.stdout, self._take, self._largest).take_all()
        except BaseException as error:  # noqa: BLE001 - raised again by `finish`
            self._error = error
            self._process.kill()


class _Answers:
    """Takes `<oid> SP blob SP <size> LF <bytes> LF` or `<oid> SP missing LF` apart (git-cat-file(1), BATCH OUTPUT)."""

    def __init__(self, pipe: IO[bytes], take: Take, largest: int) -> None:
        self._pipe, self._take, self._largest = pipe, take, largest
        self._held = b""
        self._at = 0

    def take_all(self) -> None:
        while (end := self._end_of_line()) >= 0:
            words = self._held[self._at : end].split(b" ")
            self._at = end + 1
            if len(words) != 3:
                self._take(words[0], None)
                continue
            content = self._content(int(words[2]))
            self._take(words[0], content if words[1] == b"blob" else None)

    def _end_of_line(self) -> int:
        """Where the next line ends; -1 at the end of all."""
        while (end := self._held.find(b"\n", self._at)) < 0:
            if not self._more():
                return -1
        return end

    def _content(self, size: int) -> bytes:
        wanted = min(size, self._largest + 1)
        while len(self._held) - self._at < wanted and self._more():
            pass
        content = self._held[self._at : self._at + wanted]
        self._pass_over(size + 1)
        return content

    def _pass_over(self, count: int) -> None:
        """Leave bytes out, without ever holding all of them."""
        while len(self._held) - self._at < count:
            count -= len(self._held) - self._at
            self._at = len(self._held)
            if not self._more():
                return
        self._at += count

    def _more(self) -> bool:
        chunk = self._pipe.read(_CHUNK)
        self._held = self._held[self._at :] + chunk
        self._at = 0
        return bool(chunk)
