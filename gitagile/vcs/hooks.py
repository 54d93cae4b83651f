"""Run the user's hooks around a commit, by `git hook run`, and only where there is one."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from gitagile.errors import Refused
from gitagile.vcs.journal import Journal
from gitagile.vcs.process import Ended, launch, place_environment
from gitagile.vcs.repository import Repository
from gitagile.vcs.settings import Settings

_MOST_LINES = 100
_OWN_ACT = "GITAGILE_ACT"
"""Set for the hooks of a commit that gitagile makes."""


def is_own_act(environ: Mapping[str, str]) -> bool:
    """Whether this runs as a hook of a commit that gitagile makes."""
    return _OWN_ACT in environ


class Hooks:
    """The hooks of one repository, run with the user's own environment, settings and filters."""

    def __init__(self, repo: Repository, settings: Settings, environ: Mapping[str, str], journal: Journal) -> None:
        self._repo = repo
        self._journal = journal
        self._folder = settings.hooks_folder(repo)
        self._configured = settings.has_configured_hooks()
        self._environ = environ

    def exists(self, name: str) -> bool:
        """Is there such a hook? Spares a process where there is none."""
        path = self._folder / name
        return self._configured or (path.is_file() and (sys.platform == "win32" or os.access(path, os.X_OK)))

    def run(self, name: str, *args: str, index: Path | None = None) -> Ended:
        """Run a hook, which sees `index` in place of the user's; fine where there is none."""
        if not self.exists(name):
            return Ended(0, b"", b"")
        environment = {**place_environment(self._repo, self._environ), "GIT_EDITOR": ":", _OWN_ACT: "1"}
        if index is not None:
            environment["GIT_INDEX_FILE"] = str(index)
        command = ("hook", "run", "--ignore-missing", name, "--", *args)
        return launch(self._repo, command, environment, keep_open=self._journal.descriptors)

    def stashes(self, name: str) -> bool:
        """Does the hook belong to pre-commit, which puts unstaged changes away while it runs?"""
        try:
            return b"pre-commit" in (self._folder / name).read_bytes()
        except OSError:
            return False


def refusal(name: str, ended: Ended) -> Refused:
    """The error for a hook that said no, with its own words."""
    words = _words(ended) or (f"ended by signal {-ended.code}" if ended.code < 0 else f"exit code {ended.code}")
    hint = "everything is put back as it was; the hook's words are above"
    return Refused(f"the {name} hook refused the commit:\n{words}", hint)


def _words(ended: Ended) -> str:
    """What the hook said. Of very much the end is kept, where pre-commit and most others come to what is wrong."""
    lines = (ended.err.strip() or ended.out.strip()).decode("utf-8", "replace").splitlines()
    if len(lines) > _MOST_LINES:
        lines = [f"({len(lines) - _MOST_LINES} lines before this)", *lines[-_MOST_LINES:]]
    return "\n".join(lines)
