"""Clones of one bare remote for tests: each with a person of its own, acted on in process."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gitagile.actions.merging.installing import install_driver
from gitagile.actions.sharing.sync import Faces, sync
from gitagile.vcs.repository import find_repository
from gitagile.workspace import Workspace, open_workspace
from tests.git.actions.backlogs import NOW, at, text_of
from tests.git.places import git, write

QUICKLY = Faces(pause=lambda _: None)


@dataclass(frozen=True)
class Clone:
    """One person's clone."""

    root: Path
    person: str

    @property
    def environ(self) -> dict[str, str]:
        """The environment that person works in."""
        names = {f"GIT_{role}_NAME": self.person for role in ("AUTHOR", "COMMITTER")}
        return {**os.environ, **names, **{key.replace("NAME", "EMAIL"): f"{self.person}@x.org" for key in names}}

    def opened(self, now: datetime = NOW) -> Workspace:
        """The clone as a command opens it."""
        return open_workspace(self.root, self.environ, now, random.Random(self.person + str(now)).choice)

    def sync(self, **named):
        """Sync, without pauses."""
        return sync(self.opened(), faces=QUICKLY, **named)

    def git(self, *words, ok=(0,)):
        """Run git as that person."""
        who = ("-c", f"user.name={self.person}", "-c", f"user.email={self.person}@x.org")
        return git(self.root, *who, *words, ok=ok)

    def commit(self, path, text, message="Changed"):
        """Write a file and commit it alone."""
        write(self.root, path, text)
        self.git("add", path)
        self.git("commit", "-qm", message, "--", path)

    def text(self, identifier, place="backlog"):
        """An item as it lies here."""
        return text_of(self.root, at(identifier, place))

    @property
    def head(self):
        """Where the branch is."""
        return self.git("rev-parse", "HEAD").strip()


def hub_of(root: Path, folder: Path) -> Path:
    """A bare remote with what a repository has."""
    write(root, ".backlog/.gitattributes", "*.md merge=gitagile\nsprints/*/ledger.json -merge\n")
    git(root, "add", "--all")
    git(root, "commit", "-qm", "Attributes")
    git(root, "clone", "-q", "--bare", str(root), str(folder / "hub.git"))
    return folder / "hub.git"


def clone_of(hub: Path, person: str) -> Clone:
    """A fresh clone for somebody, with the merge driver."""
    root = hub.parent / person
    git(hub.parent, "clone", "-q", str(hub), str(root))
    install_driver(find_repository(root, os.environ))
    return Clone(root, person)
