"""Refuse places where git would not keep a file: ignored ones, and folders outside a sparse checkout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from gitagile.errors import WrongPlace
from gitagile.vcs.process import as_bytes, as_text, attempt, failure
from gitagile.vcs.repository import Repository
from gitagile.vcs.settings import Settings


def refuse_ignored(repo: Repository, paths: Sequence[str], environ: Mapping[str, str]) -> None:
    """Raise WrongPlace where a rule ignores one of these new paths, with the rule's file and line."""
    if not paths:
        return
    # --no-index: the paths are known not to be in the index, which it would search for each of them
    args = ("check-ignore", "--no-index", "--verbose", "-z", "--stdin")
    # check-ignore dies of GIT_LITERAL_PATHSPECS=1, and takes no pathspecs from standard input anyway
    env = {"GIT_LITERAL_PATHSPECS": "0"}
    ended = attempt(repo, args, stdin=as_bytes("".join(f"{path}\0" for path in paths)), env=env, environ=environ)
    if ended.code not in (0, 1):
        raise failure(args, ended)
    fields = as_text(ended.out).split("\0")
    for source, line, pattern, path in zip(fields[0::4], fields[1::4], fields[2::4], fields[3::4], strict=False):
        if not pattern.startswith("!"):
            hint = f"remove or narrow that rule, or add `!{path.partition('/')[0]}/` below it"
            raise WrongPlace(f"git ignores {path} ({source}:{line}: {pattern})", hint)


def skipped(path: str) -> WrongPlace:
    """The error for an entry that the working tree leaves out."""
    hint = f"run `git sparse-checkout add {path.partition('/')[0]}` (or `git update-index --no-skip-worktree`)"
    return WrongPlace(f"{path} is outside your sparse checkout", hint)


def refuse_outside_sparse(repo: Repository, settings: Settings, paths: Sequence[str]) -> None:
    """Raise WrongPlace where a new path would lie in a folder that a sparse checkout leaves out."""
    if not settings.sparse or not paths:
        return
    for path in paths:
        if _is_left_out(repo, settings, path):
            raise skipped(path)


def _is_left_out(repo: Repository, settings: Settings, path: str) -> bool:
    """The nearest folder that git knows files of decides; for an unknown one, the patterns of a cone do."""
    from gitagile.vcs.process import run

    for folder in list(PurePosixPath(path).parents)[:-1]:
        out = run(repo, ("ls-files", "-t", "-z", "--full-name", "--", f"{folder}/"))
        tags = {line[:1] for line in out.split(b"\0") if line}
        if tags:
            return tags == {b"S"}
    return settings.flag("core.sparsecheckoutcone") and not _cone_holds(repo, path)


def _cone_holds(repo: Repository, path: str) -> bool:
    patterns = repo.git_dir / "info" / "sparse-checkout"
    if "/" not in path or not patterns.is_file():
        return True
    top = f"/{path.partition('/')[0]}/"
    return any(line.startswith(top) for line in patterns.read_text(encoding="utf-8", errors="replace").splitlines())
