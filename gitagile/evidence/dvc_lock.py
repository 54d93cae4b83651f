"""What `dvc.lock` and `.dvc` files record: the hash of each output, and the data that a stage's metrics rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from .files import under
from .yaml_file import yaml_table

Hashed = tuple[str, str]
"""A path from the top of the repository, and its hash; that of a folder ends in `.dir`."""

_CODE = frozenset(
    ".py .ipynb .r .jl .sh .bash .scala .java .cpp .cc .c .h .rs .go .js .ts .sql .toml .cfg .lock".split()
)
_MODELS = frozenset(
    ".pkl .pickle .joblib .pt .pth .ckpt .onnx .h5 .hdf5 .keras .safetensors .bin .pb .tflite .gguf .bst .model".split()
)


class Stage(NamedTuple):
    """One stage as it last ran. Parameters by file, as nested tables of values as printed."""

    name: str
    deps: tuple[Hashed, ...] = ()
    outs: tuple[Hashed, ...] = ()
    params: tuple[tuple[str, object], ...] = ()


def read_lock(content: bytes, folder: str, wdirs: Mapping[str, str]) -> tuple[Stage, ...]:
    """The stages of a `dvc.lock` in `folder`; its paths are relative to each stage's `wdir`. Raises Unreadable.

    Schema 2.0 has them under `stages`, schema 1.0 at the top.
    """
    table = yaml_table(content)
    stages = table.get("stages") if "schema" in table or isinstance(table.get("stages"), dict) else table
    if not isinstance(stages, dict):
        return ()
    return tuple(
        _stage(name, one, _folder_of(name, folder, wdirs)) for name, one in stages.items() if isinstance(one, dict)
    )


def read_pointer(content: bytes, folder: str) -> tuple[Stage, ...]:
    """A `.dvc` file in `folder` as a stage without dependencies. Raises Unreadable."""
    table = yaml_table(content)
    return (Stage("", (), _hashed(table.get("outs"), under(folder, str(table.get("wdir") or ".")) or "")),)


def _folder_of(name: str, folder: str, wdirs: Mapping[str, str]) -> str | None:
    wdir = wdirs.get(name, wdirs.get(name.partition("@")[0], ""))
    return under(folder, wdir) if wdir.strip("./") or ".." in wdir else folder


def _stage(name: str, table: Mapping[str, object], folder: str | None) -> Stage:
    params = table.get("params")
    if folder is None:
        return Stage(name)
    return Stage(
        name,
        _hashed(table.get("deps"), folder),
        _hashed(table.get("outs"), folder),
        tuple(params.items()) if isinstance(params, dict) else (),
    )


def _hashed(rows: object, folder: str) -> tuple[Hashed, ...]:
    found = []
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict):
            path = under(folder, str(row.get("path") or ""))
            value = row.get(str(row.get("hash") or "md5")) or row.get("md5") or row.get("etag") or row.get("checksum")
            if path and value:
                found.append((path, str(value)))
    return tuple(found)


def producer_of(stages: Iterable[Stage], path: str) -> tuple[Stage, Hashed] | None:
    """The stage that writes a path, or a folder around it, with that output; None where none does."""
    for stage in stages:
        for out in stage.outs:
            if path == out[0] or (out[1].endswith(".dir") and path.startswith(f"{out[0]}/")):
                return stage, out
    return None


def proof_of(stages: tuple[Stage, ...], stage: Stage, only: tuple[str, ...] = ()) -> tuple[Hashed, ...]:
    """The evaluation data of a stage's metrics, with their hashes: `only` these paths, where a project names them.

    Else every dependency of the stage but code, models (both by their endings) and what another stage made out of
    one of the others: a model that was trained on the same data changes with each training, the data does not.
    """
    if only:
        wanted = {one.rstrip("/") for one in only}
        every = {pair for one in stages for pair in (*one.deps, *one.outs) if pair[0] in wanted}
        return tuple(sorted(every))
    deps = dict(stage.deps)
    derived = {path for path in deps if _ancestors(stages, path) & (deps.keys() - {path})}
    return tuple(sorted((path, one) for path, one in deps.items() if path not in derived and not _is_tool(path)))


def _is_tool(path: str) -> bool:
    ending = PurePosixPath(path).suffix.casefold()
    return ending in _CODE or ending in _MODELS or PurePosixPath(path).parts[0] in ("model", "models", "src")


def _ancestors(stages: tuple[Stage, ...], path: str) -> set[str]:
    """Every path that the making of a path went back to."""
    makers = {out: stage for stage in stages for out, _ in stage.outs}
    seen: set[str] = set()
    waiting = [path]
    while waiting:
        maker = makers.get(waiting.pop())
        for dep, _ in maker.deps if maker else ():
            if dep not in seen:
                seen.add(dep)
                waiting.append(dep)
    return seen
