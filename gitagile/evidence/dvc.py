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


UNKNOWN = Lookup(known=False, file=File(reason="is in no dvc.lock", missing=True))


def files_around(path: str) -> tuple[str, ...]:
    """The files that may say what DVC knows of a path: those beside it and in every folder above it, and its own."""
    folders = [parent.as_posix().removeprefix(".") for parent in PurePosixPath(path).parents]
    names = [f"{folder}/{name}".lstrip("/") for folder in folders for name in (LOCK, PIPELINE)]
    return (*names, f"{path}{POINTER}")


class Dvc:
    """DVC's files at one moment, each read once. `head` gives the files of the last commit."""

    def __init__(self, root: Path, files: Files, head: Files) -> None:
        self._root, self._files, self._head = root, files, head
        self._stages: dict[str, tuple[Stage, ...] | str] = {}

    def look_up(self, path: str, data: tuple[str, ...] = (), *, with_content: bool = True) -> Lookup:
        """What DVC knows of a path. `data` names the evaluation data where a project does so itself."""
        for name, read in self._readers(path):
            stages = self._read(name, read)
            if isinstance(stages, str):
                return Lookup(known=True, file=File(reason=f"cannot be looked up: {name} {stages}"))
            found = producer_of(stages, path)
            if found is not None:
                stage, out = found
                folder = _folder_of(name)
                file = self._cached(path, out, cache_of(self._root, folder, self._head)) if with_content else File()
                return Lookup(True, file, proof_of(stages, stage, data))
        return UNKNOWN

    def _readers(self, path: str) -> Iterable[tuple[str, Callable[[bytes, str], tuple[Stage, ...]]]]:
        for name in files_around(path):
            if name.endswith(LOCK):
                yield name, self._lock
            elif name.endswith(POINTER):
                yield name, read_pointer

    def _lock(self, content: bytes, folder: str) -> tuple[Stage, ...]:
        pipeline = self._files.read(f"{folder}/{PIPELINE}".lstrip("/"))
        return read_lock(content, folder, wdirs_of(pipeline.content))

    def _read(self, name: str, read: Callable[[bytes, str], tuple[Stage, ...]]) -> tuple[Stage, ...] | str:
        if name not in self._stages:
            content = self._files.read(name).content
            try:
                self._stages[name] = () if content is None else read(content, _folder_of(name))
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
