"""The merge driver in git's config: which program merges the files that `.gitattributes` names, in this clone."""

from __future__ import annotations

from gitagile.vcs.repository import Repository
from gitagile.vcs.settings import Settings, set_local

NAME = "gitagile"
KEY = f"merge.{NAME}.driver"
TITLE = "items of the backlog, key by key"
DRIVER = (
    "if command -v gitagile >/dev/null 2>&1; then "
    "gitagile merge-file --marker-size=%L -- %O %A %B %P && exit 0; "
    'grep -q "^<<<<<<<* ours" %A && exit 1; '
    "fi; "
    "git merge-file -q --marker-size=%L -L ours -L base -L theirs %A %O %B && exit 0; exit 1"
)
"""What git has the shell run (gitattributes(5), "Defining a custom merge driver").

A config of git is not cloned, and gitagile may be missing or broken where it was once installed. A driver that fails
without a result leaves our side alone, without markers, and the next `git add` loses theirs: so whatever ends without a
clean merge and without our markers is merged by `git merge-file`.
"""


def is_installed(settings: Settings) -> bool:
    """Whether this clone's git merges with gitagile, by our command or by one of the user's own."""
    return "merge-file" in (settings.last(KEY) or "")


def install(repo: Repository) -> None:
    """Have this clone's git call gitagile. Raises GitFailed where the config cannot be written."""
    set_local(repo, f"merge.{NAME}.name", TITLE)
    set_local(repo, KEY, DRIVER)
