"""Where a branch goes to and comes from: its remote, its name there, and the reference that remembers it here."""

from __future__ import annotations

from typing import NamedTuple

from gitagile.errors import UsageError, WrongPlace
from gitagile.vcs.process import as_text, run
from gitagile.vcs.repository import Repository, branch_name, head_commit
from gitagile.vcs.settings import Settings, read_settings
from gitagile.vcs.state import is_shallow

_USUAL = "origin"
_UPSTREAM = "--format=%(upstream:remotename)%00%(upstream:remoteref)%00%(upstream)"


class Route(NamedTuple):
    """The way of one branch: `branch` and `remote` by their short names, `target` the reference at the remote.

    `tracking` is the reference here that remembers it; `is_set` where git's config says so, else it is a good guess.
    """

    branch: str
    remote: str
    target: str
    tracking: str
    is_set: bool

    @property
    def upstream(self) -> str:
        """The remote's branch as people call it: `origin/main`."""
        return f"{self.remote}/{self.target.removeprefix('refs/heads/')}"


def remotes_of(settings: Settings) -> tuple[str, ...]:
    """The names of all remotes, in the order of git's config."""
    keys = (entry.key for entry in settings.entries)
    names = (key.removeprefix("remote.").removesuffix(".url") for key in keys if _is_url_of_remote(key))
    return tuple(dict.fromkeys(names))


def _is_url_of_remote(key: str) -> bool:
    return key.startswith("remote.") and key.endswith(".url") and len(key) > len("remote..url")


def remote_named(repo: Repository, name: str | None) -> str:
    """The remote asked for; else the one of the branch's upstream, `origin`, or the only one.

    UsageError for a name that is none, WrongPlace where there is no remote or no telling which.
    """
    known = remotes_of(read_settings(repo))
    if name is not None:
        return _known(name, known)
    upstream = _upstream(repo, branch_name(repo) or "")
    return upstream[0] if upstream and upstream[0] in known else _chosen(known)


def route_of(repo: Repository, remote: str | None = None) -> Route:
    """The way of the branch that HEAD is on. WrongPlace, with what to do, where there is none; UsageError as above."""
    branch = _branch_to_share(repo)
    settings = read_settings(repo)
    known = remotes_of(settings)
    upstream = _upstream(repo, branch)
    if upstream is None or (remote is not None and remote != upstream[0]):
        name = _known(remote, known) if remote is not None else _chosen(known)
        return Route(branch, name, f"refs/heads/{branch}", f"refs/remotes/{name}/{branch}", is_set=False)
    name, target, tracking = upstream
    if name not in known:
        hint = f"`git branch --set-upstream-to=origin/{branch}` names a branch of a remote"
        raise WrongPlace(f"the upstream of {branch} is no branch of a remote", hint)
    pushed_to = settings.last(f"branch.{branch}.pushremote") or settings.last("remote.pushdefault") or name
    if remote is None and pushed_to != name:
        hint = f"name the one that is meant: `gitagile sync --remote {name}`"
        raise WrongPlace(f"{branch} comes from {name} and is pushed to {pushed_to}", hint)
    return Route(branch, name, target, tracking, is_set=True)


def _branch_to_share(repo: Repository) -> str:
    branch = branch_name(repo)
    if branch is None:
        raise WrongPlace("HEAD is detached: there is no branch to sync", "`git switch BRANCH` goes back to one")
    if head_commit(repo) is None:
        raise WrongPlace(f"the branch {branch} has no commit yet", "`gitagile init` or `git commit` makes the first")
    if is_shallow(repo):
        message = "the clone is shallow: git cannot see where two lines of work parted"
        raise WrongPlace(message, "`git fetch --unshallow` brings the rest of history")
    return branch


def _upstream(repo: Repository, branch: str) -> tuple[str, str, str] | None:
    """Remote, reference there and reference here of a branch's upstream; None where it has none that git can map."""
    out = as_text(run(repo, ("for-each-ref", _UPSTREAM, f"refs/heads/{branch}")))
    for line in out.splitlines():
        remote, target, tracking = line.split("\0")
        if target:
            return remote, target, tracking or f"refs/remotes/{remote}/{target.removeprefix('refs/heads/')}"
    return None


def _known(name: str, known: tuple[str, ...]) -> str:
    if name in known:
        return name
    shown = f"the remotes are {', '.join(known)}" if known else "`git remote add NAME URL` makes one"
    raise UsageError(f"no remote {name!r}", shown)


def _chosen(known: tuple[str, ...]) -> str:
    if not known:
        raise WrongPlace("there is no remote to sync with", "`git remote add origin URL` names one")
    if _USUAL not in known and len(known) > 1:
        raise WrongPlace(f"there are {len(known)} remotes and no upstream", f"name one: `--remote {known[0]}`")
    return _USUAL if _USUAL in known else known[0]
