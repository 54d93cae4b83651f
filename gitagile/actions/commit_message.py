"""Commit messages: the items they name, and whether those exist."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from ..errors import Refused
from ..model.ids import normal_id
from ..store.reader import locate
from ..workspace import Workspace

_OWN = re.compile(r"(?:Merge |Revert |fixup! |squash! |amend! |backlog(?:\([^)]*\))?: )")
_SCISSORS = re.compile(r"^# -+ >8 -+$", re.MULTILINE)


def check_message(workspace: Workspace, text: str, paths: Iterable[str]) -> tuple[str, ...]:
    """The ids a commit message names. Refused where one is no item of `paths`, or one is required and none named.

    A word is an id if an item bears it, or if it has our prefix and a digit: not `ML-based`, but `ML-7k3fd2`.
    """
    config = workspace.config
    if config.message_items == "off":
        return ()
    message = _without_comments(text)
    known = {normal_id(identifier): identifier for identifier, _ in locate(paths)}
    words = dict.fromkeys(normal_id(word) for word in _id_words(message, config.prefix, known))
    for word in words:
        if word not in known:
            near = get_close_matches(word, known, 1)
            hint = f"did you mean {known[near[0]]}?" if near else "`gitagile list` shows the ids"
            raise Refused(f"the commit message names {word}, which is no item", hint)
    if config.message_items == "require" and not words and message and not _OWN.match(message):
        example = next(iter(known.values()), f"{config.prefix}-7k3fd2")
        raise Refused(
            "the commit message names no item", f"begin it with an id, for example `{example}: what was done`"
        )
    return tuple(known[word] for word in words)


def _id_words(message: str, prefix: str, known: Iterable[str]) -> Iterable[str]:
    prefixes = {prefix.casefold(), *(one.partition("-")[0] for one in known)}
    pattern = rf"(?<![\w-])(?:{'|'.join(re.escape(one) for one in sorted(prefixes))})-[0-9a-z]+(?:\.[0-9]+)*(?![\w-])"
    for found in re.finditer(pattern, message, re.IGNORECASE | re.ASCII):
        word = normal_id(found[0])
        if word in known or any(letter.isdigit() for letter in word.partition("-")[2]):
            yield word


def _without_comments(text: str) -> str:
    cut = _SCISSORS.split(text, maxsplit=1)[0]
    return "\n".join(line for line in cut.splitlines() if not line.startswith("#")).strip()
