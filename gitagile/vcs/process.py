"""Run git: one absolute program, argument lists only, and an environment in which reading can start no program."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from gitagile.errors import GitagileError, WrongPlace
from gitagile.vcs.place import Repository

OLDEST_GIT = (2, 36)
_INSTALL_HINT = "install git 2.36 or newer (`git version` shows yours): https://git-scm.com/downloads"

# `command` scope is protected: a repository's own config cannot overrule it.
_SAFE_CONFIG = (
    ("safe.bareRepository", "explicit"),
    ("core.fsmonitor", "false"),
    ("core.quotePath", "false"),
    ("core.safecrlf", "false"),  # said to people who edit by hand; we write what we mean
    ("core.pager", "cat"),
    ("log.showSignature", "false"),
    ("log.showRoot", "true"),
)
_SAFE_VARIABLES = {
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}
_PLACE_VARIABLES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
_PATHSPEC_VARIABLES = ("GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS")


class GitFailed(GitagileError):
    """A git command that ended badly; the message holds git's own words."""


class Ended(NamedTuple):
    """How one git process ended: exit code (negative: the signal), standard output, standard error."""

    code: int
    out: bytes
    err: bytes

    @property
    def words(self) -> str:
        """The first lines git (or a hook) said on standard error, else on standard output."""
        text = (self.err.strip() or self.out.strip()).decode("utf-8", "replace")
        return "\n".join(text.splitlines()[:12])


@functools.cache
def git_program() -> str:
    """The absolute path of git, looked up once. Raises WrongPlace when there is none."""
    found = _found_on_path("git") if os.name == "posix" else _which("git")
    if found is None:
        raise WrongPlace("git is not installed, or not on the PATH", _INSTALL_HINT)
    return str(Path(found).absolute())


def _found_on_path(name: str) -> str | None:
    """What `shutil.which` finds, without all the ways to compress that shutil loads.

    A folder that is not absolute is passed over, an empty one too: it may be the repository's own.
    """
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    files = (Path(folder, name) for folder in folders if folder.startswith("/"))
    return next((str(file) for file in files if os.access(file, os.X_OK) and not file.is_dir()), None)


def _which(name: str) -> str | None:
    import shutil

    return shutil.which(name)


def git_version() -> tuple[int, ...]:
    """The version of git as numbers, such as (2, 39, 5)."""
    import subprocess

    ended = subprocess.run([git_program(), "version"], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    words = ended.stdout.decode("ascii", "replace").split()
    number = words[2] if len(words) > 2 else "0"
    return tuple(int(part) for part in number.split(".") if part.isdigit())


def place_environment(where: Repository | Path, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The caller's environment, pointed at `where` and at nothing else; what hooks and the user's programs get."""
    result = dict(os.environ if environ is None else environ)
    if isinstance(where, Path):
        return result
    for name in _PLACE_VARIABLES:
        result.pop(name, None)
    if where.from_environment:
        result["GIT_DIR"] = str(where.git_dir)
        if not where.bare:
            result["GIT_WORK_TREE"] = str(where.root)
    if where.index_file != where.git_dir / "index":
        result["GIT_INDEX_FILE"] = str(where.index_file)
    return result


def safe_environment(where: Repository | Path, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """`place_environment` with everything switched off that would let a repository's config start a program."""
    result = place_environment(where, environ)
    for name in _PATHSPEC_VARIABLES:
        result.pop(name, None)
    result.update(_SAFE_VARIABLES)
    given = result.get("GIT_CONFIG_COUNT", "0")
    first = int(given) if given.isdigit() else 0
    for number, (key, value) in enumerate(_SAFE_CONFIG, first):
        result[f"GIT_CONFIG_KEY_{number}"] = key
        result[f"GIT_CONFIG_VALUE_{number}"] = value
    result["GIT_CONFIG_COUNT"] = str(first + len(_SAFE_CONFIG))
    return result


def folder_of(where: Repository | Path) -> Path:
    """The folder a git process is started in: the top of the working tree."""
    return where if isinstance(where, Path) else where.root


def attempt(
    where: Repository | Path,
    args: Sequence[str],
    *,
    stdin: bytes | None = None,
    env: Mapping[str, str] | None = None,
    environ: Mapping[str, str] | None = None,
    keep_open: tuple[int, ...] = (),
    apart: bool = False,
) -> Ended:
    """Run `git *args` safely in `where` and say how it ended. `env` is laid over `environ` (by default our own).

    `keep_open` are file descriptors the child inherits: a lock lives as long as the last process that holds it.
    apart: in a session of its own, which no signal to our group of processes reaches.
    """
    environment = safe_environment(where, environ)
    environment.update(env or {})
    return launch(where, args, environment, stdin=stdin, keep_open=keep_open, apart=apart)


def launch(
    where: Repository | Path,
    args: Sequence[str],
    environment: Mapping[str, str],
    *,
    stdin: bytes | None = None,
    keep_open: tuple[int, ...] = (),
    apart: bool = False,
) -> Ended:
    """Run `git *args` in exactly this environment; for hooks, which must see the user's own."""
    import subprocess  # late: what is remembered is told without it

    ended = subprocess.run(
        [git_program(), *args],
        cwd=folder_of(where),
        env=environment,
        input=stdin or b"",
        capture_output=True,
        check=False,
        pass_fds=keep_open,
        start_new_session=apart,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def run(
    where: Repository | Path,
    args: Sequence[str],
    *,
    stdin: bytes | None = None,
    env: Mapping[str, str] | None = None,
    ok: tuple[int, ...] = (0,),
) -> bytes:
    """Run `git *args` safely and give what it wrote. Raises GitFailed, with git's words, unless its code is `ok`."""
    ended = attempt(where, args, stdin=stdin, env=env)
    if ended.code in ok:
        return ended.out
    raise failure(args, ended)


def failure(args: Sequence[str], ended: Ended) -> GitagileError:
    """The error for a git process that ended badly; an old git is named as the cause it most likely is."""
    version = git_version()
    if version < OLDEST_GIT:
        shown = ".".join(str(part) for part in version)
        return WrongPlace(f"git {shown} is too old for gitagile", _INSTALL_HINT)
    verb = args[0] if args else ""
    return GitFailed(f"git {verb} failed: {ended.words or f'exit code {ended.code}'}")


def as_text(raw: bytes) -> str:
    """Bytes from git as text; bytes that are no UTF-8 survive the way there and back."""
    return raw.decode("utf-8", "surrogateescape")


def as_bytes(text: str) -> bytes:
    """The inverse of `as_text`."""
    return text.encode("utf-8", "surrogateescape")
