"""Find the repository around a folder, by hand and without starting any process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gitagile.errors import WrongPlace
from gitagile.vcs.place import Repository

__all__ = ["Repository", "branch_name", "find_repository", "head_commit"]

_BARE_HINT = "gitagile needs a working tree: `git clone` the repository and work in the clone"


def find_repository(start: Path, environ: Mapping[str, str], *, allow_bare: bool = False) -> Repository:
    """The repository around `start`, honouring GIT_DIR, GIT_WORK_TREE and GIT_INDEX_FILE as git sets them for hooks.

    A bare repository is given only with `allow_bare` and only where GIT_DIR names it (a server's hook): one that merely
    lies around `start` may have come with a clone and is never used. Raises WrongPlace.
    """
    start = start.resolve()
    named = environ.get("GIT_DIR")
    if named:
        return _from_environment(start, start / named, environ, allow_bare=allow_bare)
    for folder in (start, *start.parents):
        mark = folder / ".git"
        git_dir = _git_dir_at(mark)
        if git_dir is not None:
            return _repository(folder, git_dir, environ)
        if _looks_like_git_dir(folder):
            raise WrongPlace(f"{folder} is a bare repository or a git folder, without a working tree", _BARE_HINT)
    raise WrongPlace(f"{start} is not in a git repository", "change into one, or make one with `git init`")


def _from_environment(start: Path, git_dir: Path, environ: Mapping[str, str], *, allow_bare: bool) -> Repository:
    found = _git_dir_at(git_dir)
    if found is None:
        raise WrongPlace(f"GIT_DIR names {git_dir}, which is no git repository", "unset GIT_DIR, or correct it")
    tree = environ.get("GIT_WORK_TREE")
    if tree:
        return _repository((start / tree).resolve(), found, environ, from_environment=True)
    root = _working_tree_of(found)
    if root is not None:
        return _repository(root, found, environ, from_environment=True)
    if not allow_bare:
        raise WrongPlace(f"{found} is a bare repository, without a working tree", _BARE_HINT)
    return _repository(found, found, environ, from_environment=True, bare=True)


def _working_tree_of(git_dir: Path) -> Path | None:
    """The working tree a git folder belongs to: beside `.git`, or where a linked worktree's back pointer leads."""
    pointer = git_dir / "gitdir"
    if pointer.is_file():
        return (git_dir / _first_line(pointer)).parent
    return git_dir.parent if git_dir.name == ".git" else None


def _repository(
    root: Path, git_dir: Path, environ: Mapping[str, str], *, from_environment: bool = False, bare: bool = False
) -> Repository:
    index = environ.get("GIT_INDEX_FILE")
    return Repository(
        root=root,
        git_dir=git_dir,
        common_dir=_common_dir(git_dir),
        index_file=root / index if index else git_dir / "index",
        from_environment=from_environment,
        bare=bare,
    )


def _git_dir_at(mark: Path) -> Path | None:
    """The git folder that `mark` is, or that the one line `gitdir: <path>` of the file `mark` leads to."""
    if mark.is_file():
        line = _first_line(mark)
        if not line.startswith("gitdir: "):
            return None
        mark = mark.parent / line.removeprefix("gitdir: ")
    return mark.resolve() if _looks_like_git_dir(mark) else None


def _looks_like_git_dir(folder: Path) -> bool:
    """Git's own test (setup.c, is_git_directory): a HEAD, and objects and refs here or in the common folder."""
    head = folder / "HEAD"
    if not (head.is_file() or head.is_symlink()):
        return False
    shared = _common_dir(folder)
    return (shared / "objects").is_dir() and (shared / "refs").is_dir()


def _common_dir(git_dir: Path) -> Path:
    pointer = git_dir / "commondir"
    return (git_dir / _first_line(pointer)).resolve() if pointer.is_file() else git_dir


def _first_line(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="surrogateescape").split("\n", 1)[0].rstrip("\r")


def head_commit(repo: Repository) -> str | None:
    """The full id of the commit HEAD is at, or None where there is no commit yet."""
    from gitagile.vcs.process import attempt, failure

    args = ("rev-parse", "--quiet", "--verify", "--end-of-options", "HEAD^{commit}")
    ended = attempt(repo, args)
    if ended.code == 0:
        return ended.out.decode("ascii").strip()
    if ended.err.strip():
        raise failure(args, ended)
    return None


def branch_name(repo: Repository) -> str | None:
    """The short name of the branch HEAD is on (which may have no commit yet), or None where HEAD is detached."""
    from gitagile.vcs.process import as_text, run

    return as_text(run(repo, ("symbolic-ref", "--quiet", "--short", "HEAD"), ok=(0, 1))).strip() or None
