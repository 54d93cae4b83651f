"""DVC at one moment: which stage writes a file, the file in the local cache, and the data a metric rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from .dvc_cache import Cache, cache_of
from .dvc_lock import Hashed, Stage, producer_of, proof_of, read_lock, read_pointer
from .dvc_yaml import wdirs_of
from .files import File, Files
from .metric_file import read_tables
from .printed import Printed, flatten
from .yaml_file import Unreadable

LOCK, PIPELINE, POINTER = "dvc.lock", "dvc.yaml", ".dvc"


class Lookup(NamedTuple):
    """A file as DVC knows it: its bytes or why they are not here, and the evaluation data of the stage that writes it.

    `known` is False where no `dvc.lock` and no `.dvc` file names it.
    """

    known: bool
    file: File
    proof: tuple[Hashed, ...] = ()


Read = Callable[[File, str], tuple[Stage, ...]]
"""How the stages are read from a file of a folder; it may raise Unreadable."""
UNKNOWN = Lookup(known=False, file=File(reason="is in no dvc.lock", missing=True))


def files_around(path: str) -> tuple[str, ...]:
    """The files that may say what DVC knows of a path: those beside it and in every folder above it, and its own."""
    folders = [parent.as_posix().removeprefix(".") for parent in PurePosixPath(path).parents]
    names = [f"{folder}/{name}".lstrip("/") for folder in folders for name in (LOCK, PIPELINE)]
    return (*names, f"{path}{POINTER}")


class Remembered:
    """What does not change from one moment to the next: the caches on disk, and what a blob once read held.

    `head` gives the files of the last commit.
    """

    def __init__(self, root: Path, head: Files) -> None:
        self._root, self._head = root, head
        self._caches: dict[str, Cache] = {}
        self.wdirs: dict[str, Mapping[str, str]] = {}
        self.stages: dict[tuple[str, ...], tuple[Stage, ...]] = {}

    def cache(self, folder: str) -> Cache:
        """The cache that serves a folder."""
        if folder not in self._caches:
            self._caches[folder] = cache_of(self._root, folder, self._head)
        return self._caches[folder]


class Dvc:
    """DVC's files at one moment, each read once."""

    def __init__(self, files: Files, remembered: Remembered) -> None:
        self._files, self._remembered = files, remembered
        self._stages: dict[str, tuple[Stage, ...] | str] = {}

    def look_up(self, path: str, evaluated_on: tuple[str, ...] = (), *, with_content: bool = True) -> Lookup:
        """What DVC knows of a path. `evaluated_on` names the evaluation data where a project does so itself."""
        for name, read in self._readers(path):
            stages = self._read(name, read)
            if isinstance(stages, str):
                return Lookup(known=True, file=File(reason=f"cannot be looked up: {name} {stages}"))
            found = producer_of(stages, path)
            if found is not None:
                stage, out = found
                file = self._cached(path, out, self._remembered.cache(_folder_of(name))) if with_content else File()
                return Lookup(True, file, proof_of(stages, stage, evaluated_on))
        return UNKNOWN

    def _readers(self, path: str) -> Iterable[tuple[str, Read]]:
        for name in files_around(path):
            if name.endswith(LOCK):
                yield name, self._lock
            elif name.endswith(POINTER):
                yield name, lambda file, folder: read_pointer(file.content or b"", folder)

    def _lock(self, file: File, folder: str) -> tuple[Stage, ...]:
        pipeline = self._files.read(f"{folder}/{PIPELINE}".lstrip("/"))
        wdirs, stages = self._remembered.wdirs, self._remembered.stages
        key = (file.identity, pipeline.identity, folder)
        if key not in stages:
            if pipeline.identity not in wdirs:
                wdirs[pipeline.identity] = wdirs_of(pipeline.content)
            stages[key] = read_lock(file.content or b"", folder, wdirs[pipeline.identity])
        return stages[key]

    def _read(self, name: str, read: Read) -> tuple[Stage, ...] | str:
        if name not in self._stages:
            file = self._files.read(name)
            try:
                self._stages[name] = () if file.content is None else read(file, _folder_of(name))
            except Unreadable as error:
                self._stages[name] = error.reason
        return self._stages[name]

    def _cached(self, path: str, out: Hashed, cache: Cache) -> File:
        name, md5 = out
        return cache.read_within(md5, path[len(name) + 1 :]) if md5.endswith(".dir") else cache.read(md5)

    def params(self, paths: Iterable[str] = ("params.yaml",)) -> Mapping[str, Printed]:
        """The parameters by name: of the params files that are there, then what the root's `dvc.lock` recorded."""
        found: dict[str, Printed] = {}
        stages = self._read(LOCK, self._lock)
        recorded = [params for stage in stages if isinstance(stage, Stage) for _, params in stage.params]
        for table in (*recorded, *map(self._params_of, paths)):
            found |= flatten(table).values if isinstance(table, dict) else {}
        return found

    def _params_of(self, path: str) -> object:
        content = self._files.read(path).content
        try:
            return {} if content is None else read_tables(content, path)
        except Unreadable:
            return {}


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]
