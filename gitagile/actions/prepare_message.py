"""A commit message before its author sees it: the item that the branch is named after is put in as a trailer."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from ..model.ids import normal_id
from ..store.reader import locate
from ..text.draft_message import with_trailer, without_comments
from ..vcs.repository import branch_name
from ..vcs.state import operation_in_progress
from ..workspace import Workspace
from .commit_message import PASSED_ON, PASSING_ON, comment_sign, named_items

ITEM_TRAILER = "Backlog-Item"
_WORD = re.compile(r"(?<![0-9a-z])(?=([a-z][0-9a-z_]*-[0-9a-z][0-9a-z.]*))")
"""What has the form of an id, in lower case; also what begins within another such word, as in `try_ml-x2v9kq`."""
_NEVER = ("merge", "squash")
"""Where a message comes from (githooks(5), prepare-commit-msg) that speaks of several commits."""


def prepared_message(workspace: Workspace, text: str, paths: Iterable[str], source: str | None = None) -> str | None:
    """The message with `Backlog-Item: ID` where the branch's name names an item of `paths`; None: left as it is.

    Never where the message names an item already, nor for merges, picks, reverts, `fixup!`, `squash!` and `amend!`. A
    message that is used again (`--amend`, `-c`) gets it where none is named. A detached HEAD has no branch.
    """
    if source in _NEVER or operation_in_progress(workspace.repository) in PASSING_ON:
        return None
    branch = branch_name(workspace.repository)
    known = {normal_id(identifier): identifier for identifier, _ in locate(paths)}
    item = None if branch is None else item_of_branch(branch, known)
    if item is None:
        return None
    sign = comment_sign(workspace)
    said = without_comments(text, sign)
    if PASSED_ON.match(said) or any(True for _ in named_items(said, workspace.config.prefix, known)):
        return None
    return with_trailer(text, f"{ITEM_TRAILER}: {known[item]}", sign)


def item_of_branch(branch: str, known: Container[str]) -> str | None:
    """The first item (its normal id, of the `known` ones) that a branch's name holds as a word or begins one with.

    `ML-x2v9kq-train`, `feature/ml-x2v9kq` and `ana/try_ML-x2v9kq` name it, `html-x2v9kq` and `ML-x2v9kqs` do not.
    """
    for found in _WORD.finditer(branch.casefold()):
        word = found[1].rstrip(".")
        if word in known:
            return word
    return None
