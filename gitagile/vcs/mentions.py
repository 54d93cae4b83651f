"""Find the commits whose messages hold some words, in one pass over all commits, in which git does the looking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, NamedTuple

from gitagile.vcs.process import Ended, failure, git_program, safe_environment
from gitagile.vcs.repository import Repository
from gitagile.vcs.walk import OFFLINE

_FIELDS = 7
_LOG = (
    *"log -z --no-color --no-mailmap --no-notes --no-patch --encoding=UTF-8 --fixed-strings".split(),
    *"--regexp-ignore-case --format=tformat:%m%x00%H%x00%ct%x00%at%x00%an%x00%ae%x00%B".split(),
)
_CHUNK = 1 << 16


class Found(NamedTuple):
    """One commit with a message that was looked for. `is_left`: only the first of two histories has it."""

    is_left: bool
    commit: str
    at: int  # the committer's clock, seconds since 1970
    authored: int  # the author's
    who: str
    email: str
    message: str


def find_messages(repo: Repository, words: Iterable[str], revision: str) -> Iterator[Found]:
    """The commits of `revision` (`tip`, or `one...other` for those that only one has) whose message holds a word.

    Without case; merges too. GitFailed where there is no such revision, or its history cannot be walked.
    """
    args = (*_LOG, *(f"--grep={word}" for word in words), "--end-of-options", revision, "--")
    pieces = _pieces(repo, args)
    for mark, commit, at, authored, who, email, message in zip(*[pieces] * _FIELDS, strict=True):
        yield Found(mark == "<", commit, _seconds(at), _seconds(authored), who, email, message)


def _seconds(text: str) -> int:
    """The seconds git gives; 0 for a date it cannot read."""
    return int(text) if text.isdecimal() else 0


def _pieces(repo: Repository, args: tuple[str, ...]) -> Iterator[str]:
    """What git says between NULs, while it says it."""
    import subprocess  # late: what is remembered is told without it
    import tempfile

    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [git_program(), *args],
            cwd=repo.root,
            env=safe_environment(repo) | OFFLINE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        try:
            if process.stdout is not None:
                yield from _between_nuls(process.stdout)
        except BaseException:
            process.kill()
            raise
        finally:
            process.communicate()
        if process.returncode:
            errors.seek(0)
            raise failure(args, Ended(process.returncode, b"", errors.read()))


def _between_nuls(stream: IO[bytes]) -> Iterator[str]:
    rest = b""
    while chunk := stream.read(_CHUNK):
        whole, nul, rest = (rest + chunk).rpartition(b"\0")
        if nul:
            yield from whole.decode("utf-8", "replace").split("\0")
