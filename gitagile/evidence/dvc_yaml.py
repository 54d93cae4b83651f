"""What `dvc.yaml` declares: its metric files and where its stages work, with simple `${}` templates filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from .dvc_template import Unfilled, filled
from .files import Files, under
from .metric_file import read_tables
from .yaml_file import Unreadable, yaml_table

Table = Mapping[str, object]


class Declared(NamedTuple):
    """The metric files that a `dvc.yaml` declares, from the top of the repository, and what could not be filled in."""

    metrics: tuple[str, ...]
    params: tuple[str, ...]
    faults: tuple[str, ...] = ()


def wdirs_of(content: bytes | None) -> Mapping[str, str]:
    """The stages that work in a folder of their own; read only where the word stands in the file at all."""
    if content is None or b"wdir" not in content:
        return {}
    try:
        stages = yaml_table(content).get("stages")
    except Unreadable:
        return {}
    rows = stages.items() if isinstance(stages, dict) else ()
    bodies = {name: one.get("do", one) if isinstance(one, dict) else {} for name, one in rows}
    return {name: str(one["wdir"]) for name, one in bodies.items() if isinstance(one, dict) and one.get("wdir")}


def declared_in(files: Files, path: str = "dvc.yaml") -> Declared:
    """The top-level and per-stage metrics and the params files of one `dvc.yaml`. Raises Unreadable."""
    content = files.read(path).content
    if content is None:
        return Declared((), ())
    folder = PurePosixPath(path).parent.as_posix().removeprefix(".")
    table = yaml_table(content)
    words, faults = variables(files, folder, table.get("vars"))
    metrics = _Paths(folder, words, faults)
    metrics.add(table.get("metrics"), "")
    params = _Paths(folder, words, faults)
    params.found["params.yaml" if not folder else f"{folder}/params.yaml"] = None
    params.add(table.get("params"), "")
    for local, stage in _stages(table.get("stages"), words, faults):
        metrics.words = params.words = local
        wdir = str(stage.get("wdir") or "")
        metrics.add(stage.get("metrics"), wdir)
        params.add([one for one in _rows(stage.get("params")) if isinstance(one, dict)], wdir)
    return Declared(tuple(metrics.found), tuple(params.found), tuple(dict.fromkeys(faults)))


class _Paths:
    """Paths as they are gathered, each once."""

    def __init__(self, folder: str, words: Table, faults: list[str]) -> None:
        self.folder, self.words, self.faults = folder, words, faults
        self.found: dict[str, None] = {}

    def add(self, rows: object, wdir: str) -> None:
        """Entries as DVC writes them: a path, or a mapping from a path to how it is kept."""
        for row in _rows(rows):
            for written in row if isinstance(row, dict) else (row,):
                try:
                    place = under(self.folder, str(filled(wdir or ".", self.words))) or ""
                    path = under(place, str(filled(str(written), self.words)))
                except Unfilled as error:
                    self.faults.append(str(error))
                    continue
                if path:
                    self.found[path] = None


def _rows(value: object) -> list[object]:
    return value if isinstance(value, list) else [value] if isinstance(value, str | dict) else []


def _stages(stages: object, words: Table, faults: list[str]) -> Iterator[tuple[Table, Table]]:
    """Each stage with the words its templates may use; `foreach` gives one for each entry of its list or table."""
    for stage in stages.values() if isinstance(stages, dict) else ():
        if not isinstance(stage, dict):
            continue
        body = stage.get("do")
        if "foreach" not in stage or not isinstance(body, dict):
            yield words, stage
            continue
        try:
            each = filled(stage["foreach"], words) if isinstance(stage["foreach"], str) else stage["foreach"]
        except Unfilled as error:
            faults.append(str(error))
            continue
        yield from (({**words, **local}, body) for local in _entries(each))


def _entries(each: object) -> Iterator[Table]:
    if isinstance(each, dict):
        yield from ({"key": key, "item": item} for key, item in each.items())
    elif isinstance(each, list):
        yield from ({"item": item} for item in each)


def variables(files: Files, folder: str, rows: object) -> tuple[dict[str, object], list[str]]:
    """What templates are filled from: `params.yaml` beside it, then `vars`: tables, or files with `:key,key` behind."""
    words: dict[str, object] = {}
    faults: list[str] = []
    default = "params.yaml"
    for row in ([default] if not any(row == default for row in _rows(rows)) else []) + _rows(rows):
        if isinstance(row, dict):
            words |= row
        elif isinstance(row, str):
            name, _, keys = row.partition(":")
            try:
                table = _file_table(files, folder, name)
            except Unreadable as error:
                if name != default or row is not default or not error.reason.startswith("is not there"):
                    faults.append(f"{name} {error.reason}")
                continue
            words |= {key: table[key] for key in keys.split(",") if key in table} if keys else table
    return words, faults


def _file_table(files: Files, folder: str, name: str) -> Table:
    path = under(folder, name)
    file = files.read(path) if path else None
    if path is None or file is None or file.content is None:
        raise Unreadable(file.reason if file else "is no path inside the repository")
    return read_tables(file.content, path)
