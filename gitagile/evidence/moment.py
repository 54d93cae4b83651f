"""One moment, a commit or the working tree: a metric's value there, by the first place that answers.

The places: the tracked file; the hash in `dvc.lock` looked up in the local DVC cache; an MLflow run of that commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath

from ..model.measurement import DVC_CACHE, GIT, MLFLOW, UNAVAILABLE, WORK_TREE, Headings, Measurement, Outcomes, Run
from . import lfs
from .all_sources import read_file
from .dvc import Dvc, Remembered
from .dvc_yaml import Declared, declared_in
from .files import File, Files
from .mlflow import Gathered
from .printed import TEXT, Printed, Readings, number_in
from .wanted import Wanted
from .yaml_file import Unreadable


class Shelf:
    """What the moments of one ladder share: parsed files, DVC's caches and MLflow's runs, each read once.

    `places` have runs by commit: the stores of the repository, then a server.
    """

    def __init__(
        self, remembered: Remembered, common_dir: Path, places: tuple[Callable[[str], Gathered], ...] = ()
    ) -> None:
        self.remembered, self.common_dir, self._places = remembered, common_dir, places
        self._read: dict[tuple[str, str], Readings] = {}
        self._gathered: dict[tuple[int, str], Gathered] = {}

    def readings(self, file: File, path: str) -> Readings:
        """The values of a file; a blob that two revisions share is parsed once."""
        key = (file.identity, PurePosixPath(path).suffix)
        if key not in self._read:
            self._read[key] = read_file(file.content or b"", path)
        return self._read[key]

    def runs_at(self, commit: str | None) -> Iterator[Gathered]:
        """The runs of one commit, place by place; a later place is asked only where somebody goes on."""
        for number, ask in enumerate(self._places if commit else ()):
            key = (number, commit or "")
            if key not in self._gathered:
                self._gathered[key] = ask(commit or "")
            yield self._gathered[key]


class Moment:
    """A commit, or the working tree with the commit it rests on."""

    def __init__(self, files: Files, shelf: Shelf, commit: str | None, *, is_work: bool) -> None:
        self.files, self.commit, self.is_work = files, commit, is_work
        self._shelf = shelf

    @cached_property
    def dvc(self) -> Dvc:
        """DVC's files at this moment."""
        return Dvc(self.files, self._shelf.remembered)

    def measure(self, one: Wanted) -> Measurement:
        """The first place that answers; all that did not say why in the reason."""
        if one.fault:
            return unavailable(one, one.fault)
        said = [one.besides] if one.besides else []
        for rung in (self._tracked, self._cached, self._logged):
            found = rung(one)
            if isinstance(found, Measurement):
                return found
            said += [found] if found else []
        return unavailable(one, "; ".join(said) or "nothing here holds it")

    def _tracked(self, one: Wanted) -> Measurement | str:
        if not one.path:
            return ""
        raw = self.files.read(one.path)
        file = lfs.resolved(raw, self._shelf.common_dir)
        if file.content is None:
            where = "on disk" if self.is_work else "in git"
            return f"{one.path} is not {where}" if file.missing else f"{one.path} {file.reason}"
        found = WORK_TREE if self.is_work else GIT
        source = one.path if file is raw else f"{one.path} (Git LFS)"
        return self._value(one, file, (found, source))

    def _value(self, one: Wanted, file: File, place: tuple[str, str]) -> Measurement | str:
        readings = self._shelf.readings(file, one.path)
        proof = self.dvc.look_up(one.path, one.evaluated_on, with_content=False).proof
        if readings.fault:  # the place answers: a broken file is never passed over in silence
            return Measurement(one.name, None, "", *place, f"{one.path} {readings.fault}", proof)
        printed = readings.named(one.key)
        return (
            f"{one.path} has no {one.key!r}"
            if printed is None
            else _measured(one, printed, place)._replace(proof=proof)
        )

    def _cached(self, one: Wanted) -> Measurement | str:
        if not one.path:
            return ""
        known, file, proof = self.dvc.look_up(one.path, one.evaluated_on)
        if not known:
            return ""
        if file.content is None:
            return f"it {file.reason}"
        found = self._value(one, file, (DVC_CACHE, one.path))
        return found._replace(proof=proof) if isinstance(found, Measurement) else found

    def _logged(self, one: Wanted) -> Measurement | str:
        """The last finished run of this commit that has the metric."""
        faults: list[str] = []
        others: list[str] = []
        asked = False
        for runs, wrong in self._shelf.runs_at(self.commit):
            finished = [run for run in runs if run.is_finished and one.key in dict(run.metrics)]
            if finished:
                return self._of_last(one, finished)
            asked = True
            faults += wrong
            others += [f"{named(run)} is {run.status}" for run in runs if not run.is_finished]
        if not asked:
            return "" if one.path else "there is no MLflow store here"
        return "; ".join((*faults, f"no finished MLflow run of this commit has {one.key!r}", *others[:1]))

    def _of_last(self, one: Wanted, finished: Sequence[Run]) -> Measurement:
        more = f", the last of {len(finished)} of this commit" if len(finished) > 1 else ""
        found = of_run(one, finished[-1], f"{named(finished[-1])}{more}")
        proof = self.dvc.look_up(one.path, one.evaluated_on, with_content=False).proof if one.path else ()
        return found._replace(proof=proof)

    def readings(self, path: str) -> Readings | str:
        """All values of a file: of the tracked one, else of the one in DVC's cache; or why there are none."""
        file = self.file(path)
        if file.content is None:
            known, cached, _ = self.dvc.look_up(path)
            if not known or cached.content is None:
                said = f"; it {cached.reason}" if known else ""
                return f"{path} {'is not in git' if file.missing and not self.is_work else file.reason}{said}"
            file = cached
        found = self._shelf.readings(file, path)
        return f"{path} {found.fault}" if found.fault else found

    def runs(self) -> tuple[Run, ...]:
        """The finished MLflow runs of this commit, the earliest first."""
        gathered = (tuple(run for run in one.runs if run.is_finished) for one in self._shelf.runs_at(self.commit))
        return next((runs for runs in gathered if runs), ())

    def file(self, path: str) -> File:
        """A file of this moment, fetched from Git LFS's local store where it is a pointer."""
        return lfs.resolved(self.files.read(path), self._shelf.common_dir)

    def outcomes(self, path: str) -> Outcomes:
        """The tests of a JUnit report."""
        from .junit import read_junit

        file = self.file(path)
        return Outcomes(path, reason=file.reason) if file.content is None else read_junit(file.content, path)

    def headings(self, path: str) -> Headings:
        """The headings of a Markdown file."""
        from .model_card import read_headings

        file = self.file(path)
        return Headings(path, reason=file.reason) if file.content is None else read_headings(file.content, path)

    def declared(self) -> Declared:
        """The metric and params files that the root's `dvc.yaml` declares."""
        try:
            return declared_in(self.files)
        except Unreadable as error:
            return Declared((), (), (f"dvc.yaml {error.reason}",))

    def params(self) -> Mapping[str, Printed]:
        """The parameters by name, of every params file that is declared and of `dvc.lock`."""
        return self.dvc.params(self.params_files())

    def params_files(self) -> tuple[str, ...]:
        """The params files that the root's `dvc.yaml` declares, else the one that DVC takes by default."""
        return self.declared().params or ("params.yaml",)


def _measured(one: Wanted, printed: Printed, place: tuple[str, str]) -> Measurement:
    value, reason = number_in(printed)
    return Measurement(one.name, value, printed.text.strip(), *place, reason and f"{one.name} {reason}")


def of_run(one: Wanted, run: Run, source: str) -> Measurement:
    """A metric as a run logged it."""
    text = dict(run.metrics).get(one.key)
    if text is None:
        return unavailable(one, f"{source} has no {one.key!r}")
    return _measured(one, Printed(text, TEXT), (MLFLOW, source))


def named(run: Run) -> str:
    """A run as people know it."""
    return f"run {run.name or run.id[:8]}"


def unavailable(one: Wanted, reason: str) -> Measurement:
    """A metric that is not to be had."""
    return Measurement(one.name, None, "", UNAVAILABLE, one.path, reason)
