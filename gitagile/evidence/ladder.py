"""The ladder: where a metric's value is found at a revision or in the working tree, the first place that answers.

The places: the tracked file; the hash in `dvc.lock` looked up in the local DVC cache; an MLflow run of that commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import PurePosixPath

from ..model.measurement import DVC_CACHE, GIT, MLFLOW, UNAVAILABLE, WORK_TREE, Measurement, Run
from ..vcs.place import Repository
from . import lfs
from .all_sources import read_file
from .dvc import Dvc, Remembered, files_around
from .files import File, Files, GitFiles, WorkFiles
from .mlflow import Gathered, Store, find_stores, gather_runs, run_behind
from .printed import TEXT, Printed, Readings, number_in
from .wanted import Wanted

HEAD = "HEAD"


@contextmanager
def open_ladder(repo: Repository, stores: Sequence[str] = ()) -> Iterator[Ladder]:
    """A ladder for one repository: one git process for whatever is asked, ended with the block.

    `stores` are paths of MLflow stores besides the usual ones.
    """
    with GitFiles(repo) as git:
        yield Ladder(repo, git, find_stores(repo.root, stores))


class Ladder:
    """Measures metrics; every file, blob and store is read once, however many revisions and metrics are asked for."""

    def __init__(self, repo: Repository, git: GitFiles, stores: tuple[Store, ...]) -> None:
        self.repo, self.git, self.stores = repo, git, stores
        self._read: dict[tuple[str, str], Readings] = {}
        self._runs: dict[str, Gathered] = {}
        self._remembered: Remembered | None = None

    def measure(self, wanted: Sequence[Wanted], revisions: Sequence[str | None]) -> tuple[tuple[Measurement, ...], ...]:
        """For each revision (None: the working tree) one measurement of each metric wanted.

        Never empty, and nothing a repository holds raises: a value that is not to be had is `unavailable`, with why.
        """
        named = [one for one in revisions if one is not None]
        commits = self.git.commits((*named, HEAD))
        around = {path for one in wanted if one.path for path in (one.path, *files_around(one.path))}
        self.git.fetch(
            (commit, path) for commit in {commits[one] for one in named if one in commits} for path in around
        )
        return tuple(self._at(revision, wanted, commits) for revision in revisions)

    def _at(self, revision: str | None, wanted: Sequence[Wanted], commits: dict[str, str]) -> tuple[Measurement, ...]:
        commit = commits.get(HEAD if revision is None else revision)
        if revision is not None and commit is None:
            return tuple(_unavailable(one, self._no_commit(revision)) for one in wanted)
        moment = _Moment(self, commit, is_work=revision is None, head=commits.get(HEAD))
        return tuple(moment.measure(one) for one in wanted)

    def _no_commit(self, revision: str) -> str:
        if (self.repo.common_dir / "shallow").exists():
            return f"{revision!r} is no commit of this shallow clone: `git fetch --unshallow` brings the rest"
        return f"{revision!r} is no commit here"

    def behind(self, wanted: Sequence[Wanted], alias: str) -> tuple[Measurement, ...]:
        """Each metric as the run behind an MLflow alias such as `churn-model@champion` logged it."""
        run = run_behind(self.stores, alias)
        if isinstance(run, str):
            return tuple(_unavailable(one, run) for one in wanted)
        return tuple(_of_run(one, run, f"{alias}, {_named(run)}") for one in wanted)

    def readings(self, file: File, path: str) -> Readings:
        """The values of a file; a blob that two revisions share is parsed once."""
        content = file.content or b""
        if not file.identity:
            return read_file(content, path)
        key = (file.identity, PurePosixPath(path).suffix)
        if key not in self._read:
            self._read[key] = read_file(content, path)
        return self._read[key]

    def remembered(self, head: Files) -> Remembered:
        """What DVC's files of every moment share."""
        if self._remembered is None:
            self._remembered = Remembered(self.repo.root, head)
        return self._remembered

    def runs_at(self, commit: str) -> Gathered:
        """The runs of one commit."""
        if commit not in self._runs:
            self._runs[commit] = gather_runs(self.stores, (commit,))
        return self._runs[commit]


class _Moment:
    """One revision, or the working tree, at which metrics are measured."""

    def __init__(self, ladder: Ladder, commit: str | None, *, is_work: bool, head: str | None) -> None:
        self.ladder, self.commit, self.is_work = ladder, commit, is_work
        nothing: Files = WorkFiles(ladder.repo.common_dir / "no-commit")
        self._head: Files = ladder.git.at(head) if head else nothing
        self.files: Files = WorkFiles(ladder.repo.root) if is_work else ladder.git.at(commit or "")

    @cached_property
    def dvc(self) -> Dvc:
        return Dvc(self.files, self.ladder.remembered(self._head))

    def measure(self, one: Wanted) -> Measurement:
        """The first place that answers; all that did not say why in the reason."""
        if one.fault:
            return _unavailable(one, one.fault)
        said: list[str] = []
        for rung in _RUNGS:
            found = rung(self, one)
            if isinstance(found, Measurement):
                return found
            said += [found] if found else []
        return _unavailable(one, "; ".join(said) or "nothing here holds it")

    def tracked(self, one: Wanted) -> Measurement | str:
        if not one.path:
            return ""
        raw = self.files.read(one.path)
        file = lfs.resolved(raw, self.ladder.repo.common_dir)
        if file.content is None:
            where = "on disk" if self.is_work else "in git"
            return f"{one.path} is not {where}" if file.missing else f"{one.path} {file.reason}"
        found = WORK_TREE if self.is_work else GIT
        source = one.path if file is raw else f"{one.path} (Git LFS)"
        return self._value(one, file, (found, source))

    def _value(self, one: Wanted, file: File, place: tuple[str, str]) -> Measurement | str:
        readings = self.ladder.readings(file, one.path)
        proof = self.dvc.look_up(one.path, one.evaluated_on, with_content=False).proof
        if readings.fault:  # the place answers: a broken file is never passed over in silence
            return Measurement(one.name, None, "", *place, f"{one.path} {readings.fault}", proof)
        printed = readings.named(one.key)
        return (
            f"{one.path} has no {one.key!r}"
            if printed is None
            else _measured(one, printed, place)._replace(proof=proof)
        )

    def cached(self, one: Wanted) -> Measurement | str:
        if not one.path:
            return ""
        known, file, proof = self.dvc.look_up(one.path, one.evaluated_on)
        if not known:
            return ""
        if file.content is None:
            return f"it {file.reason}"
        found = self._value(one, file, (DVC_CACHE, one.path))
        return found._replace(proof=proof) if isinstance(found, Measurement) else found

    def logged(self, one: Wanted) -> Measurement | str:
        """The last finished run of this commit that has the metric."""
        if not self.ladder.stores or self.commit is None:
            return "" if one.path else "there is no MLflow store here"
        runs, faults = self.ladder.runs_at(self.commit)
        finished = [run for run in runs if run.is_finished and one.key in dict(run.metrics)]
        if finished:
            more = f", the last of {len(finished)} of this commit" if len(finished) > 1 else ""
            found = _of_run(one, finished[-1], f"{_named(finished[-1])}{more}")
            proof = self.dvc.look_up(one.path, one.evaluated_on, with_content=False).proof if one.path else ()
            return found._replace(proof=proof)
        others = [f"{_named(run)} is {run.status}" for run in runs if not run.is_finished]
        return "; ".join((*faults, f"no finished MLflow run of this commit has {one.key!r}", *others[:1]))


_RUNGS: tuple[Callable[[_Moment, Wanted], Measurement | str], ...] = (_Moment.tracked, _Moment.cached, _Moment.logged)


def _measured(one: Wanted, printed: Printed, place: tuple[str, str]) -> Measurement:
    value, reason = number_in(printed)
    return Measurement(one.name, value, printed.text.strip(), *place, reason and f"{one.name} {reason}")


def _of_run(one: Wanted, run: Run, source: str) -> Measurement:
    text = dict(run.metrics).get(one.key)
    if text is None:
        return _unavailable(one, f"{source} has no {one.key!r}")
    return _measured(one, Printed(text, TEXT), (MLFLOW, source))


def _named(run: Run) -> str:
    return f"run {run.name or run.id[:8]}"


def _unavailable(one: Wanted, reason: str) -> Measurement:
    return Measurement(one.name, None, "", UNAVAILABLE, one.path, reason)
