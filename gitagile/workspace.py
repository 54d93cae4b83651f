"""One opened repository: its config, its files, its git, the clock, and the only way in which files are changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from .config.reader import read_config
from .config.record import Config
from .errors import WrongPlace
from .model import ids
from .model.backlog import Backlog, find_item
from .model.days import day_in, stamp_in, zone_named
from .model.finding import ERROR, Finding
from .model.item import Item
from .store import layout, reader
from .store.narrowing import EVERYTHING, Narrowing
from .store.tree import DiskTree, disk_tree, read_file, refuse_link
from .vcs.repository import Repository, find_repository

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .editing import Editing
    from .text.front_matter import Document
    from .vcs.change import Mode


class Workspace(NamedTuple):
    """One opened repository. `now` is an aware instant, `choose` picks one letter of a text: both are given."""

    repository: Repository
    config: Config
    config_findings: tuple[Finding, ...]
    environ: Mapping[str, str]
    now: datetime
    choose: Callable[[str], str]

    @property
    def root(self) -> Path:
        """The top of the working tree."""
        return self.repository.root

    def today(self) -> date:
        """Today in the project's time zone."""
        return day_in(zone_named(self.config.timezone), self.now)

    def stamp(self, *, finely: bool = False) -> str:
        """Now, as stamps are written; `finely` tells apart what is made within one second."""
        return stamp_in(zone_named(self.config.timezone), self.now, finely=finely)

    def now_ns(self) -> int:
        """Now, as the file system counts: nanoseconds since 1970."""
        return int(self.now.timestamp() * 1e9)

    def tree(self) -> DiskTree:
        """The files of the working tree."""
        return disk_tree(self.root)

    def memory(self) -> Path:
        """The file in which parsed items are remembered: one a working tree, in the common git directory."""
        name = (
            "index"
            if self.repository.git_dir == self.repository.common_dir
            else f"index-{self.repository.git_dir.name}"
        )
        return self.repository.common_dir / "gitagile" / f"{name}.sqlite"

    def backlog(self, narrowing: Narrowing = EVERYTHING) -> Backlog:
        """The backlog of the working tree, parsing only what changed since the last time."""
        from .store.index import remembered_backlog

        return remembered_backlog(self.root, self.memory(), self.now_ns(), narrowing)

    def find(self, text: str) -> Item:
        """The item that a typed id means, looked up by file names; all is read only where those leave a doubt."""
        tree = self.tree()
        named, complete = reader.named_like(tree.paths, text)
        found = ids.matching_ids(text, [identifier for identifier, _ in named])
        if len(found) == 1 and complete:
            path = next(path for identifier, path in named if identifier == found[0])
            item, fault = reader.load(tree, path)
            if isinstance(item, Item) and fault is None and ids.normal_id(item.id) == ids.normal_id(found[0]):
                return item
        return self._find_in_all(text)

    def _find_in_all(self, text: str) -> Item:
        """Look through the items themselves; a file that cannot be read stands there under the id in its name."""
        backlog = self.backlog()
        faults = {fault.path: fault for fault in backlog.unreadable if layout.is_item_path(fault.path)}
        unread = tuple(Item(reader.fallback_id(path), path, layout.place_of(path) or "") for path in faults)
        item = find_item(backlog._replace(items=(*backlog.items, *unread)), text)
        if item.path in faults:
            raise WrongFile(faults[item.path])
        return item

    def document(self, path: str) -> Document:
        """A file of the working tree, read in full; WrongFile where it cannot be."""
        document = reader.document_of(self.content(path), path)
        if document.fault is not None:
            raise WrongFile(document.fault)
        return document

    def content(self, path: str) -> bytes:
        """The bytes of a file of the working tree; WrongFile where it cannot be opened."""
        try:
            return read_file(self.root, path)
        except OSError as error:
            message = f"the file cannot be opened: {error.strerror or error}"
            raise WrongFile(Finding("I112", ERROR, path, 1, 1, message, "check its permissions")) from None

    @contextmanager
    def change(self, *, dry_run: bool = False) -> Iterator[Editing]:
        """A change of files: everything read inside is fresh, and it becomes one commit (or none, with `dry_run`)."""
        from .editing import Editing

        if dry_run:
            yield Editing(self, None)
            return
        from .vcs.transaction import open_transaction

        mode = cast("Mode", self.config.commit)
        with open_transaction(self.repository, mode=mode, environ=self.environ) as transaction:
            yield Editing(self, transaction)


class WrongFile(WrongPlace):
    """A file that had to be read cannot be: the finding that says why, as an error (exit 1: mend it and try again)."""

    exit_code = 1

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.as_line(), finding.hint or "`gitagile check` shows all that is wrong")
        self.finding = finding


def open_workspace(
    start: Path,
    environ: Mapping[str, str],
    now: datetime,
    choose: Callable[[str], str],
    *,
    needs_backlog: bool = True,
) -> Workspace:
    """Open the repository `start` lies in. WrongPlace: no repository, no backlog, or a config that cannot be read."""
    repository = find_repository(start, environ)
    refuse_link(repository.root)
    if needs_backlog and not (repository.root / layout.ROOT).is_dir():
        raise WrongPlace(f"no backlog in {repository.root}", "`gitagile init` makes one")
    config, findings = read_config(config_text(repository.root), environ)
    return Workspace(repository, config, findings, environ, now, choose)


def config_text(root: Path) -> str:
    """The text of config.toml, empty where there is none; WrongPlace where it is not UTF-8 or cannot be opened."""
    try:
        return read_file(root, layout.CONFIG).decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise WrongPlace(f"{layout.CONFIG} is not UTF-8", "save it as UTF-8") from None
    except OSError as error:
        raise WrongPlace(
            f"{layout.CONFIG} cannot be opened: {error.strerror or error}", "check its permissions"
        ) from None


def refuse_wrong_config(workspace: Workspace) -> None:
    """WrongPlace naming the config's first fault: only `check`, `doctor` and `config` work with a wrong one."""
    if workspace.config_findings:
        first = workspace.config_findings[0]
        raise WrongPlace(first.as_line(), first.hint or None)
