"""Import: the backlog of another tool brought in with one commit, and a report of what became of every file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..editing import Editing
from ..errors import UsageError
from ..importers.all_importers import Importer, importer_named
from ..importers.draft import FROM
from ..importers.identify import Known, known_item
from ..importers.plan import ImportPlan, NewItem, Target, plan_import
from ..importers.report import ImportReport, Left
from ..model.finding import ERROR, Finding
from ..model.ids import count_up_id, draw_id, normal_id
from ..store import layout
from ..store.reader import fallback_id
from ..store.tree import DiskTree, read_file
from ..vcs.message import Message
from ..vcs.refs import names_in_refs
from ..workspace import Workspace, WrongFile
from .check_backlog import check
from .result import Act, Result, finish

_ENDINGS = (".md", ".yml", ".yaml")
_ORIGIN = re.compile(rf"^{FROM}: (.+?)\r?$".encode(), re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: the report, and the acts with their commit."""

    report: ImportReport
    result: Result


def import_backlog(workspace: Workspace, source: str, path: Path, *, dry_run: bool = False) -> ImportResult:
    """Bring the backlog of `source` (`backlog-md`) that lies at `path` into this one, in one commit.

    `path` may be the project that holds it or the folder itself; nothing in it is changed, no link in it is followed.
    UsageError: an unknown source, or no such backlog there.
    """
    importer = importer_named(source)
    folder = source_folder(importer, path)
    with workspace.change(dry_run=dry_run) as editing:
        files, unread = read_files(importer, folder)
        target = Target(workspace.config, tuple(_known(editing)), _ids_on_branches(workspace))
        plan = plan_import(importer, files, target, lambda taken: _new_id(workspace, taken))
        left = (*plan.report.left, *unread)
        report = replace(plan.report, left=left, foretold=_foretold(workspace, plan))
        return ImportResult(report, finish(editing, _write(editing, plan), _message(report)))


def source_folder(importer: Importer, path: Path) -> Path:
    """The folder that the other tool keeps its backlog in; UsageError where there is none."""
    for place in importer.places:
        folder = path / place
        if any((folder / mark).exists() for mark in importer.marks):
            return folder
    places = ", ".join(f"`{place}`" for place in importer.places if place)
    hint = f"name the project or its folder {places}, in which one of {', '.join(importer.marks)} lies"
    raise UsageError(f"no backlog of {importer.name} in {path}", hint)


def read_files(importer: Importer, folder: Path) -> tuple[dict[str, bytes], tuple[Left, ...]]:
    """The files of a source by their path in it, and those that were not read: links and what cannot be opened."""
    files: dict[str, bytes] = {}
    left: list[Left] = []
    for path in sorted(_paths(importer, folder)):
        if (folder / path).is_symlink():
            left.append(Left(path, "a symbolic link, which is not followed"))
            continue
        try:
            files[path] = read_file(folder, path) if path.casefold().endswith(_ENDINGS) else b""
        except OSError as error:
            left.append(Left(path, f"it cannot be opened: {error.strerror or error}"))
    return files, tuple(left)


def _paths(importer: Importer, folder: Path) -> Iterator[str]:
    for top, folders, names in os.walk(folder):
        here = Path(top)
        if here == folder:
            folders[:] = [name for name in folders if name in importer.tops]
        links = (name for name in folders if (here / name).is_symlink())
        yield from ((here / name).relative_to(folder).as_posix() for name in (*names, *links))


def _known(editing: Editing) -> Iterator[Known]:
    yield from (known_item(item) for item in editing.backlog.items)
    for fault in editing.backlog.unreadable:
        if layout.is_item_path(fault.path):
            name = fault.path.rpartition("/")[2]
            yield Known(fallback_id(fault.path), name, imported_from=_origin_in(editing.workspace, fault.path))


def _origin_in(workspace: Workspace, path: str) -> str | None:
    """What a file that cannot be read as an item says of where it came from."""
    try:
        found = _ORIGIN.search(workspace.content(path))
    except WrongFile:
        return None
    return found[1].decode("utf-8", "replace").strip("\"' ") if found else None


def _ids_on_branches(workspace: Workspace) -> frozenset[str]:
    names: Iterable[str] = names_in_refs(workspace.repository, layout.ROOT)
    return frozenset(normal_id(found) for name in names if (found := layout.id_in_name(name)))


def _new_id(workspace: Workspace, taken: set[str]) -> str:
    config = workspace.config
    if config.ids == "sequential":
        return count_up_id(config.prefix, taken)
    return draw_id(config.prefix, taken, workspace.choose)


def _write(editing: Editing, plan: ImportPlan) -> list[Act]:
    for item in plan.items:
        editing.create(_path(item), item.text)
    return [Act(item.id, f"imported from {item.source}", _path(item)) for item in plan.items]


def _path(item: NewItem) -> str:
    return f"{layout.folder_of(item.place)}/{item.name}"


@dataclass(frozen=True, slots=True)
class _Afterwards:
    """The files as they will lie after the import."""

    before: DiskTree
    added: Mapping[str, bytes]

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(sorted({*self.before.paths, *self.added}))

    @property
    def links(self) -> tuple[str, ...]:
        return self.before.links

    def read(self, path: str) -> bytes:
        return self.added[path] if path in self.added else self.before.read(path)


def _foretold(workspace: Workspace, plan: ImportPlan) -> tuple[Finding, ...]:
    """The errors that `check` will find afterwards and does not find now."""
    if not plan.items:
        return ()
    before = workspace.tree()
    after = _Afterwards(before, {_path(item): item.text.encode() for item in plan.items})
    known = set(check(before, workspace.config).findings)
    found = check(after, workspace.config).findings
    return tuple(finding for finding in found if finding.severity == ERROR and finding not in known)


def _message(report: ImportReport) -> Message:
    """`Gitagile-Op: migrate` keeps the commit out of every figure: what was done years ago is not done today."""
    noun = "item" if report.items == 1 else "items"
    trailers = (("Gitagile-Op", f"import {report.importer}"), ("Gitagile-Op", "migrate"))
    return Message(f"backlog: import {report.items} {noun} from {report.importer}", trailers=trailers)
