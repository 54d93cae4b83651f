"""The pre-commit hook around our own commit: take what it made of our files, and run it once more."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gitagile.vcs.desk import Desk
from gitagile.vcs.hooks import refusal
from gitagile.vcs.index import IndexCopy, Put, blob_id
from gitagile.vcs.layers import Edited
from gitagile.vcs.objects import REGULAR_FILE
from gitagile.vcs.process import Ended
from gitagile.vcs.staging import build_tree
from gitagile.vcs.worktree import WorkTree

_NAME = "pre-commit"


@dataclass(slots=True)
class Draft:
    """The commit in the making: its tree, the entries it consists of, and what we expect in the working tree."""

    index: IndexCopy
    puts: tuple[Put, ...]
    tree: str
    expected: dict[str, bytes]  # path -> the working tree's bytes as we (or a hook we followed) wrote them
    clean: frozenset[str]  # paths whose working tree text is the committed one
    warnings: list[str] = field(default_factory=list)


def draft_of(desk: Desk, index: IndexCopy, edited: tuple[Edited, ...], like: str) -> Draft:
    """Put HEAD's edited texts into `index`."""
    puts = tuple(put for one in edited for put in one.head_puts(like))
    targets = [(one.layers.change.target, one) for one in edited]
    expected = {path: one.work_text for path, one in targets if path and one.work_text is not None}
    clean = frozenset(path for path, one in targets if path and one.same_in_work)
    return Draft(index, puts, build_tree(desk, index, puts), expected, clean)


def pass_pre_commit(desk: Desk, work: WorkTree, draft: Draft) -> None:
    """Run the hook; `draft` holds afterwards what shall be committed. Raises Refused where it says no."""
    if not desk.hooks.exists(_NAME):
        return
    for last in (False, True):
        ended, rewritten = _run(desk, work, draft)
        tree = draft.index.write_tree()
        if ended.code == 0 and (tree != draft.tree or not rewritten):
            _note(draft, tree, rewritten)
            return
        if ended.code and (last or not rewritten or not rewritten.keys() <= draft.clean):
            raise refusal(_NAME, ended)
        if last or not rewritten.keys() <= draft.clean:
            _note(draft, tree, rewritten)
            return
        _adopt(desk, draft, rewritten)


def _run(desk: Desk, work: WorkTree, draft: Draft) -> tuple[Ended, dict[str, bytes]]:
    """Run the hook once; with it, the bytes it left where they are not what we wrote."""
    try:
        ended = desk.hooks.run(_NAME, index=draft.index.path)
    finally:
        rewritten = _rewritten(work, draft)
    return ended, rewritten


def _rewritten(work: WorkTree, draft: Draft) -> dict[str, bytes]:
    found = {}
    for path, text in draft.expected.items():
        now = work.read(path)
        if now is None:
            work.own(path, None)
        elif now.content != text:
            work.own(path, now.content)
            found[path] = now.content
    return found


def _adopt(desk: Desk, draft: Draft, rewritten: dict[str, bytes]) -> None:
    draft.puts = tuple(_with_text(put, rewritten.get(put.path), draft.tree) for put in draft.puts)
    draft.expected.update(rewritten)
    draft.tree = build_tree(desk, draft.index, draft.puts)
    draft.warnings += [f"the pre-commit hook rewrote {path}" for path in rewritten]


def _with_text(put: Put, text: bytes | None, like: str) -> Put:
    if put.mode is None or text is None:
        return put
    if put.mode == REGULAR_FILE:
        return replace(put, oid=None, content=text, from_work=True)
    return replace(put, oid=blob_id(text, like), content=text, from_work=False)


def _note(draft: Draft, tree: str, rewritten: dict[str, bytes]) -> None:
    """Commit what the hook itself put into the index, as git does; say what it left outside."""
    if tree != draft.tree:
        draft.warnings.append("the pre-commit hook changed what is committed")
    elif rewritten:
        draft.warnings.append("the pre-commit hook left changes uncommitted in " + ", ".join(sorted(rewritten)))
    draft.tree = tree
