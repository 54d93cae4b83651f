"""The pre-commit hook around our own commit: take what it made of our files, and run it once more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from gitagile.vcs.desk import Desk
from gitagile.vcs.hooks import refusal
from gitagile.vcs.index import IndexCopy, Put
from gitagile.vcs.layers import Edited
from gitagile.vcs.objects import REGULAR_FILE
from gitagile.vcs.process import Ended
from gitagile.vcs.staging import build_tree
from gitagile.vcs.texts import blob_id
from gitagile.vcs.worktree import WorkTree

_NAME = "pre-commit"


class Draft(NamedTuple):
    """The commit in the making: its tree, the entries it consists of, and what we expect in the working tree."""

    index: IndexCopy  # type: ignore[assignment]  # nobody looks a value up in it
    puts: tuple[Put, ...]
    tree: str
    built: str  # the tree our own entries make; a hook may have added to it
    expected: Mapping[str, bytes]  # path -> the working tree's bytes as we (or a hook we followed) wrote them
    clean: frozenset[str]  # paths whose working tree text is the committed one
    warnings: tuple[str, ...] = ()


def draft_of(desk: Desk, index: IndexCopy, edited: tuple[Edited, ...], like: str) -> Draft:
    """Put HEAD's edited texts into `index`."""
    puts = tuple(put for one in edited for put in one.head_puts(like))
    targets = [(one.layers.change.target, one) for one in edited]
    expected = {path: one.work_text for path, one in targets if path and one.work_text is not None}
    clean = frozenset(path for path, one in targets if path and one.same_in_work)
    tree = build_tree(desk, index, puts)
    return Draft(index, puts, tree, tree, expected, clean)


def pass_pre_commit(desk: Desk, work: WorkTree, draft: Draft) -> Draft:
    """Run the hook; the draft of what shall be committed after it. Raises Refused where it says no."""
    if not desk.hooks.exists(_NAME):
        return draft
    ended, rewritten = _run(desk, work, draft)
    tree = draft.index.write_tree()
    followed = bool(rewritten) and rewritten.keys() <= draft.clean
    if followed and (ended.code or tree == draft.tree):
        draft = _adopt(desk, draft, rewritten)
        ended, rewritten = _run(desk, work, draft)
        tree = draft.index.write_tree()
    if ended.code:
        raise refusal(_NAME, ended)
    return _as_left(draft, tree, rewritten)


def _run(desk: Desk, work: WorkTree, draft: Draft) -> tuple[Ended, dict[str, bytes]]:
    """Run the hook once; with it, the bytes it left where they are not what we wrote."""
    stash = _expected_stash(desk, draft)
    try:
        ended = desk.hooks.run(_NAME, index=draft.index.path)
    finally:
        said = () if stash is None else _put_back(desk, stash)
        rewritten = _rewritten(desk, work, draft)
    if ended.code and said:
        ended = ended._replace(err=ended.err + "\n".join(("", *said)).encode("utf-8", "surrogateescape"))
    return ended, rewritten


def _put_back(desk: Desk, stash: dict[str, Any]) -> tuple[str, ...]:
    from gitagile.vcs.stashes import put_back_stash

    return put_back_stash(desk.repo, stash, desk.environ)


def _expected_stash(desk: Desk, draft: Draft) -> dict[str, Any] | None:
    """What pre-commit, if the hook is its own, will put away of the user's: written down, in case it is killed."""
    unstaged = draft.index.unstaged() if desk.hooks.stashes(_NAME) else ()
    if not unstaged:
        return None
    from gitagile.vcs.stashes import expect_stash  # late: where the hook is pre-commit's own

    stash = expect_stash(desk.repo, unstaged, desk.environ)
    desk.journal.note(stash=stash)
    return stash


def _rewritten(desk: Desk, work: WorkTree, draft: Draft) -> dict[str, bytes]:
    """What the hook made of our files; that is ours to undo, for us and for whoever recovers this act."""
    found, owned = {}, []
    for path, text in draft.expected.items():
        now = work.read(path)
        if now is None or now.content != text:
            owned.append((path, work.own(path, now.content if now else None)))
        if now is not None and now.content != text:
            found[path] = now.content
    if owned:
        desk.journal.note(owned=owned)
    return found


def _adopt(desk: Desk, draft: Draft, rewritten: dict[str, bytes]) -> Draft:
    """Take over what the hook made of files that held nothing but what was to be committed."""
    puts = tuple(_with_text(put, rewritten.get(put.path), draft.tree) for put in draft.puts)
    tree = build_tree(desk, draft.index, puts)
    return draft._replace(
        puts=puts,
        tree=tree,
        built=tree,
        expected={**draft.expected, **rewritten},
        warnings=tuple(f"the pre-commit hook rewrote {path}" for path in sorted(rewritten)),
    )


def _with_text(put: Put, text: bytes | None, like: str) -> Put:
    if put.mode is None or text is None:
        return put
    if put.mode == REGULAR_FILE:
        return put._replace(oid=None, content=text, from_work=True)
    return put._replace(oid=blob_id(text, like), content=text, from_work=False)


def _as_left(draft: Draft, tree: str, rewritten: dict[str, bytes]) -> Draft:
    """Commit what the hook itself put into the index, as git does; say what it left outside."""
    if tree != draft.tree:
        warnings = (*draft.warnings, "the pre-commit hook changed what is committed")
    elif rewritten:
        named = ", ".join(sorted(rewritten))
        warnings = (*draft.warnings, f"the pre-commit hook left changes uncommitted in {named}")
    else:
        warnings = draft.warnings
    return draft._replace(tree=tree, warnings=warnings)
