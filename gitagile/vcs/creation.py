"""New repositories, made through GitPython, which is loaded nowhere else: it takes longer than a whole command."""

from __future__ import annotations

import os
from pathlib import Path

from gitagile.errors import Refused


def create_repository(folder: Path, *, name: str, email: str) -> None:
    """Make an empty repository on the branch `main`, whose commits bear this name and address.

    Refused where the folder has anything in it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} is not an empty folder", "name one that does not exist yet")
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    from git import Repo

    with Repo.init(folder, initial_branch="main") as repository, repository.config_writer() as writer:
        writer.set_value("user", "name", name)
        writer.set_value("user", "email", email)
        writer.set_value("commit", "gpgsign", "false")
        writer.set_value("core", "hooksPath", str(Path(repository.git_dir) / "hooks"))


def commit_everything(folder: Path, message: str) -> None:
    """Commit all files of a repository that was just made; author and date come from the environment, as in git."""
    from git import Repo

    with Repo(folder) as repository:
        repository.git.add("--all")
        repository.git.commit("--quiet", "--no-verify", "-m", message)
