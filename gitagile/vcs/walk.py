"""Walk a line of history: every commit along the first parents with what it changed in one folder, while git finds it.

One `git log` that neither fetches nor follows renames. Merges are compared with their first parent, so that what they
brought and what they changed against all their parents is seen. `--sparse` spares git a second comparison per commit.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import IO, NamedTuple

from gitagile.vcs.process import Ended, failure, git_program, run, safe_environment
from gitagile.vcs.repository import Repository

OFFLINE = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": ""}
"""Nothing is fetched to answer a question: the first variable is for git 2.45 and newer, the second for all."""

_LATEST = 1 << 40
_CHUNK = 1 << 18
PIPE = 1 << 20
"""Bytes a pipe may hold where the system lets it: git does not wait while we think about what it said."""
_DIFF = "--raw -z --no-renames --no-abbrev --no-ext-diff --no-textconv --diff-merges=first-parent -O/dev/null".split()
_LINE = (
    *"log --first-parent --sparse --no-follow --no-color --no-decorate --no-mailmap --no-notes".split(),
    *"--encoding=UTF-8 --format=tformat:%H%n%P%n%ct%n%an%n%ae%n%B".split(),
    *_DIFF,
)
_ONE = ("log", "--max-count=1", "--format=", "--diff-filter=D", *_DIFF)


class RawChange(NamedTuple):
    """One path a commit changed against its first parent: mode and id of both sides, zeros where it was not there."""

    path: bytes
    mode_before: bytes
    mode: bytes
    before: bytes
    after: bytes


class LogCommit(NamedTuple):
    """One commit of a line. `at` is the committer's clock in seconds since 1970, as it is written there.

    `is_first`: it has no parents here. `is_end`: the walk was to end with it, and its changes are not given.
    """

    commit: str
    at: int
    who: str
    email: str
    message: bytes
    changes: tuple[RawChange, ...]
    is_first: bool = False
    is_end: bool = False


def walk_line(
    repo: Repository, tip: str, folder: str, *, until: Callable[[str], bool] | None = None
) -> Generator[LogCommit, None, None]:
    """The commits from `tip` back along the first parents, newest first, each with what it changed in `folder`.

    Only those that changed something there are given. With `until` every commit is, back to the first one that it says
    yes to, which comes as an end, without its changes. Close the generator to end the walk early. GitFailed where git
    cannot go on, after what it could read.
    """
    import subprocess  # late: what is remembered is told without it

    args = (*_LINE, "--end-of-options", tip, "--", folder)
    environment = safe_environment(repo) | OFFLINE | {"GIT_FLUSH": "0"}
    process = subprocess.Popen(
        [git_program(), *args],
        cwd=repo.root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        pipesize=PIPE,
    )
    try:
        if process.stdout is not None:
            yield from _commits(_pieces(process.stdout), until)
    except BaseException:
        process.kill()
        raise
    finally:
        words = process.communicate()[1]
    if process.returncode:
        raise failure(args, Ended(process.returncode, b"", words))


def deleted_files(repo: Repository, commit: str) -> dict[bytes, bytes]:
    """The paths that a commit deleted against its first parent, anywhere, with the ids of their blobs."""
    out = run(repo, (*_ONE, "--end-of-options", commit, "--"), env=OFFLINE)
    pieces = iter(out.lstrip(b"\0\n").split(b"\0"))
    return {next(pieces): about.split(b" ")[2] for about in pieces if about.startswith(b":")}


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while chunk := stream.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _commits(pieces: Iterator[bytes], until: Callable[[str], bool] | None) -> Iterator[LogCommit]:
    """Take `<format> NUL`, then `LF`, then `:mode mode id id status NUL path NUL` as often as need be, apart."""
    header = b""
    changes: list[RawChange] = []
    for piece in pieces:
        if piece[:1] in (b":", b"\n"):
            about = piece[piece.index(b":") + 1 :].split(b" ", 4)
            changes.append(RawChange(next(pieces, b""), *about[:4]))
            continue
        if changes or (until is not None and header):
            yield _commit(header, changes)
            changes = []
        header = piece
        if header and until is not None and until(header.partition(b"\n")[0].decode("ascii")):
            yield _commit(header, [])._replace(is_end=True)
            return
    if changes or (until is not None and header):
        yield _commit(header, changes)


def _commit(header: bytes, changes: list[RawChange]) -> LogCommit:
    commit, parents, at, who, email, message = header.split(b"\n", 5)
    seconds = min(int(at), _LATEST) if at.isdigit() else 0
    names = who.decode("utf-8", "replace"), email.decode("utf-8", "replace")
    return LogCommit(commit.decode("ascii"), seconds, *names, message, tuple(changes), not parents)


def present(repo: Repository, wanted: set[bytes]) -> set[bytes]:
    """Those of the objects wanted that are here, asked without naming any: so nothing missing is fetched.

    For partial clones alone: it looks through all objects there are.
    """
    args = ("cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
    return wanted.intersection(run(repo, args, env=OFFLINE).split())
