"""The ladder: metrics measured at any revisions and in the working tree, with one git process for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from ..model.measurement import Measurement
from ..vcs.place import Repository
from .dvc import Remembered, files_around
from .files import Files, GitFiles, WorkFiles
from .mlflow import Gathered, Store, find_stores, gather_runs, run_behind
from .moment import Moment, Shelf, named, of_run, unavailable
from .wanted import Wanted

HEAD = "HEAD"


@contextmanager
def open_ladder(
    repo: Repository, stores: Sequence[str] = (), environ: Mapping[str, str] | None = None
) -> Iterator[Ladder]:
    """A ladder for one repository: one git process for whatever is asked, ended with the block.

    `stores` are paths of MLflow stores besides the usual ones; `environ` may name an MLflow server to ask besides.
    """
    with GitFiles(repo) as git:
        yield Ladder(repo, git, find_stores(repo.root, stores), environ or {})


class Ladder:
    """Measures metrics; every file, blob and store is read once, however many revisions and metrics are asked for."""

    def __init__(self, repo: Repository, git: GitFiles, stores: tuple[Store, ...], environ: Mapping[str, str]) -> None:
        self._repo, self._git, self.stores = repo, git, stores
        self._head = git.commits((HEAD,)).get(HEAD)
        head: Files = git.at(self._head) if self._head else WorkFiles(repo.common_dir / "no-commit")
        places: list[Callable[[str], Gathered]] = [lambda commit: gather_runs(stores, (commit,))] if stores else []
        if environ.get("MLFLOW_TRACKING_URI"):
            from .mlflow_server import server_of, server_runs

            server = server_of(environ)
            places += [lambda commit: server_runs(server, commit)] if server else []
        self._shelf = Shelf(Remembered(repo.root, head), repo.common_dir, tuple(places))

    def at(self, revision: str | None) -> Moment | str:
        """The moment of a revision, None for the working tree as it is now; or why there is none."""
        if revision is None:
            return Moment(WorkFiles(self._repo.root), self._shelf, self._head, is_work=True)
        commit = self._git.commits((revision,)).get(revision)
        if commit is not None:
            return Moment(self._git.at(commit), self._shelf, commit, is_work=False)
        if (self._repo.common_dir / "shallow").exists():
            return f"{revision!r} is no commit of this shallow clone: `git fetch --unshallow` brings the rest"
        return f"{revision!r} is no commit here"

    def measure(self, wanted: Sequence[Wanted], revisions: Sequence[str | None]) -> tuple[tuple[Measurement, ...], ...]:
        """For each revision (None: the working tree) one measurement of each metric wanted.

        Never empty, and nothing a repository holds raises: a value that is not to be had is `unavailable`, with why.
        """
        moments = {one: self.at(one) for one in revisions}
        around = {path for one in wanted if one.path for path in (one.path, *files_around(one.path))}
        commits = {one.commit for one in moments.values() if isinstance(one, Moment) and not one.is_work}
        self._git.fetch((commit, path) for commit in commits if commit for path in around)
        return tuple(tuple(_measured(moments[revision], one) for one in wanted) for revision in revisions)

    def behind(self, wanted: Sequence[Wanted], alias: str) -> tuple[Measurement, ...]:
        """Each metric as the run behind an MLflow alias such as `churn-model@champion` logged it."""
        run = run_behind(self.stores, alias)
        if isinstance(run, str):
            return tuple(unavailable(one, run) for one in wanted)
        return tuple(of_run(one, run, f"{alias}, {named(run)}") for one in wanted)


def _measured(moment: Moment | str, one: Wanted) -> Measurement:
    return unavailable(one, moment) if isinstance(moment, str) else moment.measure(one)
