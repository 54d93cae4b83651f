"""Commit messages: the items they name, and whether those exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from ..errors import Refused
from ..model.ids import RANDOM_LENGTH, normal_id, part_of
from ..model.naming import ids_in
from ..store.reader import locate
from ..text.draft_message import without_comments
from ..vcs.state import operation_in_progress
from ..workspace import Workspace

_MERGED = r"Merge (?:(?:remote-tracking )?(?:branch|tag|commit)(?:e?s)?|pull request|[0-9a-f]{7,64}\b|HEAD\b)"
PASSED_ON = re.compile(rf"(?:{_MERGED}|(?:Revert|Reapply) \"|(?:fixup|squash|amend)! |backlog(?:\([^)]*\))?: )")
PASSING_ON = ("merge", "cherry-pick", "revert")
"""What passes commits on that were made elsewhere."""
_ONLY_ITEM = re.compile(r"Backlog-Item: \S+")
_NEAR = 0.8


def check_message(workspace: Workspace, text: str, paths: Iterable[str]) -> tuple[str, ...]:
    """The ids a commit message names. Refused where one is no item of `paths`, or one is required and none named.

    A word is an id if an item bears it, or if it has our prefix and the look of an id: not `ML-based` nor `ML-v2`, but
    `ML-7k3fd2`. Merges, picks, reverts and the tool's own commits may speak of items that are gone, or of none.
    """
    config = workspace.config
    if config.message_items == "off":
        return ()
    message = without_comments(text, comment_sign(workspace))
    if _ONLY_ITEM.fullmatch(message):
        raise Refused("the commit message is empty but for the item of its branch", "write what the commit does")
    known = {normal_id(identifier): identifier for identifier, _ in locate(paths)}
    words = {normal_id(word): word for word in named_items(message, config.prefix, known)}
    if not message or PASSED_ON.match(message) or operation_in_progress(workspace.repository) in PASSING_ON:
        return tuple(known[word] for word in words if word in known)
    for normal, word in words.items():
        if normal not in known:
            near = get_close_matches(normal, known, 1)
            hint = f"did you mean {known[near[0]]}?" if near else "`gitagile list` shows the ids"
            raise Refused(f"the commit message names {word}, which is no item", hint)
    if config.message_items == "require" and not words:
        example = next(iter(known.values()), f"{config.prefix}-7k3fd2")
        raise Refused(
            "the commit message names no item", f"begin it with an id, for example `{example}: what was done`"
        )
    return tuple(known[word] for word in words)


def named_items(message: str, prefix: str, known: Mapping[str, str]) -> Iterable[str]:
    """The words of a message that are ids, of the `known` items (normal id to id) or by their look."""
    prefixes = {prefix.casefold(), *(one.partition("-")[0] for one in known)}
    counted = any(part_of(one).isdecimal() for one in known)
    for word in ids_in(message, sorted(prefixes)):
        if normal_id(word) in known or _looks_like_id(normal_id(word), known, counted=counted):
            yield word


def _looks_like_id(word: str, known: Iterable[str], *, counted: bool) -> bool:
    """Whether an unknown word was meant as an id: a number where ids are counted, else six letters or a near miss."""
    part = part_of(word)
    if part.isdecimal():
        return counted
    if not any(letter.isdigit() for letter in part):
        return False
    return len(part) == RANDOM_LENGTH or bool(get_close_matches(word, known, 1, _NEAR))


def comment_sign(workspace: Workspace) -> str:
    """What git begins comments with (git-config(1), core.commentChar)."""
    from ..vcs.settings import read_settings

    settings = read_settings(workspace.repository)
    sign = settings.last("core.commentstring") or settings.last("core.commentchar")
    return sign if sign and sign != "auto" else "#"
