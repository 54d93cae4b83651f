"""Read the user's git config in one process, and write single keys of this repository's own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from gitagile.vcs.process import as_text, run
from gitagile.vcs.repository import Repository


class Entry(NamedTuple):
    """One line of git config. `key` is written as git normalises it; `value` None means a key without `=` (true)."""

    scope: str  # system, global, local, worktree or command
    key: str
    value: str | None


class Settings(NamedTuple):
    """The git config that holds in one repository, in the order git reads it (later wins)."""

    entries: tuple[Entry, ...]

    def last(self, key: str) -> str | None:
        """The value that holds for `key` (section and name without regard to case), or None."""
        found = self.every(key)
        return found[-1] if found else None

    def every(self, key: str) -> tuple[str, ...]:
        """All values of a key that may be given many times; a key without `=` reads as 'true'."""
        wanted = _normal(key)
        return tuple("true" if e.value is None else e.value for e in self.entries if e.key == wanted)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A boolean key as git reads it: yes, on, true and any number but 0 are true."""
        value = self.last(key)
        if value is None:
            return default
        return value.lower() in ("true", "yes", "on") or (value.lstrip("+-").isdigit() and int(value) != 0)

    def identity(self, environ: Mapping[str, str]) -> tuple[str | None, str | None]:
        """The author's name and e-mail as configured (environment before author.* before user.*); None where unset."""
        name = environ.get("GIT_AUTHOR_NAME") or self.last("author.name") or self.last("user.name")
        email = environ.get("GIT_AUTHOR_EMAIL") or self.last("author.email") or self.last("user.email")
        return name or None, email or environ.get("EMAIL") or None

    @property
    def signs_commits(self) -> bool:
        """commit.gpgSign, which `git commit-tree` itself does not look at."""
        return self.flag("commit.gpgsign")

    @property
    def autocrlf(self) -> str:
        """core.autocrlf as 'true', 'input' or 'false'."""
        value = (self.last("core.autocrlf") or "false").lower()
        return "input" if value == "input" else str(self.flag("core.autocrlf")).lower()

    @property
    def sparse(self) -> bool:
        """Is this a sparse checkout?"""
        return self.flag("core.sparsecheckout")

    def hooks_folder(self, repo: Repository) -> Path:
        """Where the hooks lie: core.hooksPath (seen from the top of the working tree), else the common git folder."""
        named = self.last("core.hookspath")
        return repo.root / Path(named).expanduser() if named else repo.common_dir / "hooks"

    def has_configured_hooks(self) -> bool:
        """Are hooks given in the config itself (`hook.<name>.event`, git 2.54 and later)?"""
        return any(e.key.startswith("hook.") and e.key.endswith(".event") for e in self.entries)


def read_settings(repo: Repository) -> Settings:
    """All of git's config for this repository, by one `git config --list`."""
    fields = as_text(run(repo, ("config", "--list", "-z", "--show-scope", "--includes"))).split("\0")
    return Settings(tuple(_entry(scope, line) for scope, line in zip(fields[0::2], fields[1::2], strict=False)))


def editor(repo: Repository) -> str:
    """The command line of the user's editor, as git chooses it. Raises GitFailed where none is usable."""
    return as_text(run(repo, ("var", "GIT_EDITOR"))).strip()


def set_local(repo: Repository, key: str, value: str) -> None:
    """Set one key in this repository's own config."""
    run(repo, ("config", "--local", key, value))


def unset_local(repo: Repository, key: str) -> None:
    """Remove a key from this repository's own config; fine where it is not set."""
    run(repo, ("config", "--local", "--unset-all", key), ok=(0, 5))


def _entry(scope: str, line: str) -> Entry:
    key, equals, value = line.partition("\n")
    return Entry(scope, key, value if equals else None)


def _normal(key: str) -> str:
    """Section and name are lower case in git's list; a subsection between them keeps its case."""
    section, _, rest = key.partition(".")
    middle, dot, name = rest.rpartition(".")
    return f"{section.lower()}.{middle}{dot}{name.lower()}"
