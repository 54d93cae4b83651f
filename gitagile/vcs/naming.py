"""When a file came to name something: the commit that put a word into it, wherever the file lay then."""

from __future__ import annotations

from collections.abc import Callable

from gitagile.vcs.process import as_text, attempt
from gitagile.vcs.repository import Repository
from gitagile.vcs.walk import OFFLINE

_LOG = "log -M --raw -z --no-abbrev --no-color --no-ext-diff --no-textconv --pickaxe-regex --format=tformat:%H".split()


def commit_that_named(repo: Repository, word: str, folder: str, is_same: Callable[[str], bool]) -> str | None:
    """The newest commit of HEAD's history that changed how often a file below a folder holds a word.

    `is_same` says of a path whether it is the file; a file that was moved as it was does not count. None where there is
    no such commit here. (`--follow` would take a new file for a copy of a similar one, and follow that.)
    """
    pattern = word.replace(".", r"\.") + "([^0-9A-Za-z.]|$)"
    ended = attempt(repo, (*_LOG, f"-S{pattern}", "HEAD", "--", folder), env=OFFLINE)
    commit = ""
    pieces = iter(as_text(ended.out).split("\0") if ended.code == 0 else ())
    for piece in pieces:
        about = piece.lstrip("\n")
        if not about.startswith(":"):
            commit = about
            continue
        path = next(pieces, "")
        if about.rpartition(" ")[2][:1] in ("R", "C"):
            path = next(pieces, "")
        if is_same(path):
            return commit
    return None
