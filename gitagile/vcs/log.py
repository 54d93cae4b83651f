"""Read back what gitagile committed: the acts along HEAD's first parents, and the paths a commit changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gitagile.vcs.message import parse_trailers
from gitagile.vcs.process import as_text, run
from gitagile.vcs.repository import Repository, head_commit

ACT_TRAILERS = ("Backlog-Change", "Gitagile-Op")
_FORMAT = "--format=%H%x1f%P%x1f%at%x1f%an%x1f%ae%x1f%B"
_LOG_ACTS = ("log", "-z", "--no-color", "--first-parent", "--no-mailmap", "--extended-regexp", _FORMAT)
_LOG_RAW = tuple(
    "log -z --no-color --max-count=1 --diff-merges=first-parent --raw --no-abbrev --no-renames "
    "--no-ext-diff --no-textconv --format=".split()
)


class Act(NamedTuple):
    """One commit that gitagile made."""

    commit: str
    parents: tuple[str, ...]
    author_time: int  # seconds since 1970, as the author's clock said
    author: str
    email: str
    subject: str
    message: str
    trailers: tuple[tuple[str, str], ...]


class ChangedPath(NamedTuple):
    """One path a commit changed. A missing side is None: added, or gone. `mode` is the newer side's that exists."""

    path: str
    before_oid: str | None
    after_oid: str | None
    mode: str


def find_acts(repo: Repository, limit: int) -> tuple[Act, ...]:
    """The newest `limit` acts along HEAD's first parents, newest first: commits that carry one of ACT_TRAILERS."""
    if head_commit(repo) is None:
        return ()
    wanted = f"--grep=^({'|'.join(ACT_TRAILERS)}): "
    most = f"--max-count={max(limit, 0) * 2}"  # some may only quote such a line
    out = run(repo, (*_LOG_ACTS, wanted, most, "--end-of-options", "HEAD", "--"))
    acts = (_act(record) for record in as_text(out).split("\0") if record)
    return tuple(act for act in acts if any(key in ACT_TRAILERS for key, _ in act.trailers))[: max(limit, 0)]


def changed_paths(repo: Repository, commit: str) -> tuple[ChangedPath, ...]:
    """What `commit` changed against its first parent (all it holds, for a first commit), without rename detection."""
    return tuple(_changed(run(repo, (*_LOG_RAW, "--end-of-options", commit, "--"))))


def tree_changes(repo: Repository, before: str, after: str) -> tuple[ChangedPath, ...]:
    """How the tree `after` differs from the tree `before`, without rename detection."""
    return tuple(_changed(run(repo, ("diff-tree", "-r", "-z", "--raw", "--no-renames", before, after))))


def _act(record: str) -> Act:
    commit, parents, time, author, email, message = record.split("\x1f", 5)
    subject = message.split("\n", 1)[0]
    seconds = int(time) if time.lstrip("-").isdigit() else 0
    return Act(commit, tuple(parents.split()), seconds, author, email, subject, message, parse_trailers(message))


def _changed(out: bytes) -> Iterator[ChangedPath]:
    """Take `:mode mode oid oid status NUL path NUL` apart (git-diff(1), RAW OUTPUT FORMAT)."""
    fields = iter(out.lstrip(b"\0\n").split(b"\0"))
    for about in fields:
        if not about.startswith(b":"):
            continue
        old_mode, new_mode, before, after, _ = about[1:].decode("ascii").split(" ")
        mode = new_mode if new_mode.strip("0") else old_mode
        yield ChangedPath(as_text(next(fields)), _oid(before), _oid(after), mode)


def _oid(oid: str) -> str | None:
    return oid if oid.strip("0") else None
