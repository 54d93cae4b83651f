"""Make a commit of a tree: message hooks, signature, and HEAD moved only if it is where we left it."""

from __future__ import annotations

from gitagile.errors import Refused
from gitagile.vcs.change import HeadMoved
from gitagile.vcs.desk import Desk
from gitagile.vcs.hooks import refusal
from gitagile.vcs.index import IndexCopy
from gitagile.vcs.lock import scratch_folder
from gitagile.vcs.message import clean_message
from gitagile.vcs.process import as_bytes, attempt, failure
from gitagile.vcs.repository import head_commit
from gitagile.vcs.tips import is_ancestor


def final_message(desk: Desk, message: str, index: IndexCopy) -> str:
    """The message as prepare-commit-msg and commit-msg leave it. Raises Refused where one says no."""
    if not (desk.hooks.exists("prepare-commit-msg") or desk.hooks.exists("commit-msg")):
        return clean_message(message)
    file = scratch_folder(desk.repo) / "COMMIT_EDITMSG"
    file.write_bytes(as_bytes(clean_message(message)))
    try:
        for name, args in (("prepare-commit-msg", (str(file), "message")), ("commit-msg", (str(file),))):
            ended = desk.hooks.run(name, *args, index=index.path)
            if ended.code:
                raise refusal(name, ended)
        text = clean_message(file.read_bytes().decode("utf-8", "surrogateescape"))
    finally:
        file.unlink(missing_ok=True)
    if not text.strip():
        raise Refused("a hook left the commit without a message")
    return text


def commit_object(desk: Desk, *, tree: str, parent: str | None, message: str) -> str:
    """Store the commit, signed if `commit.gpgSign` says so. Nothing points to it yet. Raises GitFailed."""
    args = ["-c", "i18n.commitEncoding=UTF-8", "commit-tree", tree]
    if parent is not None:
        args += ["-p", parent]
    if desk.settings.signs_commits:
        args.append("-S")
    ended = attempt(desk.repo, args, stdin=as_bytes(message), environ=desk.environ)
    if ended.code:
        raise failure(args[2:], ended)
    return ended.out.decode("ascii").strip()


def move_head(desk: Desk, *, new: str, old: str | None, message: str) -> None:
    """The commit point: HEAD goes from `old` (None: no commit yet) to `new`. Raises HeadMoved where it is elsewhere.

    The child inherits our lock, so that a gitagile started after we were killed waits for the child's end; and it is in
    a session of its own: what ends a whole group of processes never ends git while it holds a lock on a reference.
    """
    subject = message.split("\n", 1)[0]
    note = f"commit: {subject}" if old else f"commit (initial): {subject}"
    args = ("update-ref", "-m", note, "HEAD", new, old or "")
    ended = attempt(desk.repo, args, environ=desk.environ, keep_open=desk.act_lock.descriptors, apart=True)
    if ended.code == 0:
        return
    now = head_commit(desk.repo)
    if now != old and now is not None and is_ancestor(desk.repo, new, now):
        return
    if now != old or b".lock'" in ended.err:
        raise HeadMoved("another commit was made at the same moment", "nothing was changed; try again")
    raise failure(args, ended)
