"""Seal the world of every test: own HOME, no config from outside, fixed people and dates, an editor that fails."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

_README = {"README.md": "# A project\n"}
DATE = "2026-03-02T09:00:00+00:00"
_CONFIG = """\
[user]
	name = Ada Example
	email = ada@example.com
[init]
	defaultBranch = main
[gc]
	auto = 0
[maintenance]
	auto = false
"""


@pytest.fixture(autouse=True)
def sealed_world(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment in which nothing of the machine's user can be seen or touched; gives the sealed HOME."""
    home = tmp_path_factory.mktemp("home")
    config = home / "gitconfig"
    config.write_text(_CONFIG, encoding="utf-8")
    for name in list(os.environ):
        if name.startswith(("GIT_", "GITAGILE_", "XDG_")) or name in ("NO_COLOR", "FORCE_COLOR", "VISUAL", "PAGER"):
            monkeypatch.delenv(name)
    sealed = {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": str(config),
        "GIT_AUTHOR_DATE": DATE,
        "GIT_COMMITTER_DATE": DATE,
        "GIT_TERMINAL_PROMPT": "0",
        "EDITOR": "false",
        "TZ": "UTC",
    }
    for name, value in sealed.items():
        monkeypatch.setenv(name, value)
    return home


@pytest.fixture
def make_repository(tmp_path: Path) -> Callable[..., Path]:
    """Make real repositories: `make_repository("name", files={path: text}, options=("--object-format=sha256",))`.

    Gives the path of a fresh one on branch main, with one commit that holds `files` (a README.md alone, if none are
    given), or without any commit where `files` is None.
    """

    def make(
        name: str = "repository",
        *,
        files: Mapping[str, str] | None = _README,
        options: tuple[str, ...] = (),
    ) -> Path:
        root = tmp_path / name
        subprocess.run(["git", "init", "-q", *options, str(root)], check=True)
        if files is None:
            return root
        for path, text in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8"))
        subprocess.run(["git", "add", "--all"], cwd=root, check=True)
        subprocess.run(["git", "commit", "-q", "-m", "Begin"], cwd=root, check=True)
        return root

    return make
