"""The doctor: what is wrong with the repository as a whole, and what of it can be mended without loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..editing import Editing
from ..model.ids import file_name, is_id, name_begins_with, normal_id
from ..model.item import Item
from ..model.workflow import DONE, DROPPED
from ..store import layout
from ..store.reader import fallback_id
from ..vcs.message import Message
from ..vcs.state import is_shallow
from ..workspace import Workspace
from .killed import bring_to_its_end, was_killed
from .merging.installing import ATTRIBUTES, install_driver, is_missing, mended_attributes
from .result import Act, Result, finish
from .setup_texts import BACKLOG_README
from .twins import mend_twins, twins
from .usefulness import Grounds, Note, notes_on


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong: its name, a sentence, what to do, and whether `--fix` does it."""

    name: str
    message: str
    hint: str = ""
    fixable: bool = False


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What the doctor found, what was mended, and the notes on what the configuration makes meaningless."""

    complaints: tuple[Complaint, ...]
    mended: Result | None = None
    notes: tuple[Note, ...] = ()


def doctor(workspace: Workspace, *, fix: bool = False, dry_run: bool = False) -> Diagnosis:
    """Look at the whole repository; with `fix`, mend in one commit what can be mended without loss."""
    recovered = bring_to_its_end(workspace, dry_run=dry_run) if fix else ()
    complaints = tuple(complaint for look in _LOOKS for complaint in look(workspace))
    if not fix or not any(complaint.fixable for complaint in complaints):
        return Diagnosis(complaints, Result(recovered) if recovered else None, _notes(workspace))
    with workspace.change(dry_run=dry_run) as editing:
        renamed, doubts = mend_twins(editing)
        acts = [*renamed, *_mend_names(editing), *_mend_folders(editing), *_mend_attributes(editing)]
        message = Message("backlog: mended by the doctor", trailers=(("Gitagile-Op", "doctor"),))
        result = finish(editing, acts, message, doubts)
    result = result._replace(acts=(*recovered, *result.acts, *_mend_driver(workspace, dry_run=dry_run)))
    left = complaints if dry_run else tuple(complaint for look in _LOOKS for complaint in look(workspace))
    return Diagnosis(tuple(one for one in left if not (dry_run and one.fixable)), result, _notes(workspace))


def _notes(workspace: Workspace) -> tuple[Note, ...]:
    """Notes on a config that can be read; on a wrong one its findings say enough."""
    if workspace.config_findings:
        return ()
    from ..evidence.listing import PIPELINE
    from ..evidence.mlflow import find_stores

    config, backlog = workspace.config, workspace.backlog()
    stores = tuple(store.path for store in find_stores(workspace.root, config.mlflow_stores))
    pipelines = tuple(path for path in _tracked(workspace)[0] if path.rpartition("/")[2] == PIPELINE)
    return notes_on(Grounds(config, backlog.items, backlog.sprints, stores, pipelines))


def _tracked(workspace: Workspace, folder: str = "") -> tuple[tuple[str, ...], str]:
    """The paths in git's index below a folder, and git's own words where it cannot read the repository."""
    from ..vcs.objects import list_index
    from ..vcs.process import GitFailed

    try:
        return tuple(entry.path for entry in list_index(workspace.repository, folder)), ""
    except GitFailed as failed:
        return (), str(failed)


def _git(workspace: Workspace) -> list[Complaint]:
    said = _tracked(workspace, layout.ROOT)[1]
    if not said:
        return []
    hint = "`git status` and `git fsck` say more; the items in the folder are readable, and nothing can be committed"
    return [Complaint("git", said, hint)]


def _killed(workspace: Workspace) -> list[Complaint]:
    if not was_killed(workspace):
        return []
    hint = "the next act brings it to its end before it begins; `gitagile doctor --fix` does so now"
    return [Complaint("killed", "an act was killed half way: files of it may lie there half done", hint, fixable=True)]


def _config(workspace: Workspace) -> list[Complaint]:
    return [Complaint("config", finding.as_line(), finding.hint) for finding in workspace.config_findings]


def _unreadable(workspace: Workspace) -> list[Complaint]:
    faults = workspace.backlog().unreadable
    return [Complaint("unreadable", fault.as_line(), fault.hint or "`gitagile check` says more") for fault in faults]


def _twins(workspace: Workspace) -> list[Complaint]:
    hint = "`gitagile doctor --fix` gives it a new id; so do references that mean it"
    return [
        Complaint("twin", f"{item.path}: the id {item.id} is given twice", hint, fixable=True)
        for item in twins(workspace.backlog().items)
    ]


def _links(workspace: Workspace) -> list[Complaint]:
    backlog = workspace.backlog()
    known = {normal_id(item.id) for item in backlog.items}
    known |= {normal_id(fallback_id(fault.path)) for fault in backlog.unreadable}
    found = []
    for item in backlog.items:
        missing = [other for other in (*item.depends_on, *filter(None, [item.parent])) if normal_id(other) not in known]
        found += [
            Complaint("dangling", f"{item.path}: {other} is no item", f"`gitagile edit {item.id}` takes it out")
            for other in missing
        ]
    return found


def _names(workspace: Workspace) -> list[Complaint]:
    hint = "`gitagile doctor --fix` renames the file"
    return [
        Complaint("name", f"{item.path}: the file name does not begin with the id {item.id}", hint, fixable=True)
        for item in _misnamed(workspace.backlog().items)
    ]


def _misnamed(items: tuple[Item, ...]) -> list[Item]:
    """Items whose file is named otherwise; an id that is none gives no name, and `check` finds it."""
    named = ((item, item.path.rpartition("/")[2]) for item in items)
    return [item for item, name in named if is_id(item.id) and not name_begins_with(name, item.id)]


def _late(workspace: Workspace) -> list[Complaint]:
    backlog, workflow = workspace.backlog(), workspace.config.workflow
    closed = {sprint.id for sprint in backlog.sprints if not sprint.is_open}
    left = [
        item
        for item in backlog.items
        if item.place in closed and workflow.category_of(item.status) not in (DONE, DROPPED)
    ]
    hint = "`gitagile move ID backlog` (or another sprint)"
    return [Complaint("left behind", f"{item.path}: the item is open, but its sprint is closed", hint) for item in left]


def _folders(workspace: Workspace) -> list[Complaint]:
    if (workspace.root / layout.BACKLOG_README).exists():
        return []
    hint = "without it git forgets the folder once it is empty; `gitagile doctor --fix` writes it"
    return [Complaint("folder", f"{layout.BACKLOG_README} is missing", hint, fixable=True)]


def _attributes(workspace: Workspace) -> list[Complaint]:
    if _with_attributes(workspace) is None:
        return []
    hint = "two closes of one sprint would be merged line by line; `gitagile doctor --fix` writes `-merge` for them"
    return [Complaint("attributes", f"{ATTRIBUTES} lets git merge ledgers", hint, fixable=True)]


def _with_attributes(workspace: Workspace) -> str | None:
    """The backlog's attributes as they should be; None where nothing is to be mended in them."""
    if not (workspace.root / ATTRIBUTES).exists():
        return None
    return mended_attributes(workspace.content(ATTRIBUTES).decode("utf-8", "surrogateescape"))


def _driver(workspace: Workspace) -> list[Complaint]:
    if not is_missing(workspace.repository):
        return []
    hint = "git merges items as plain text until `gitagile doctor --fix` installs it in this clone"
    return [Complaint("driver", "git's config has no merge driver for the backlog", hint, fixable=True)]


def _history(workspace: Workspace) -> list[Complaint]:
    if not is_shallow(workspace.repository):
        return []
    return [
        Complaint("shallow", "the clone is shallow: figures from history will be partial", "`git fetch --unshallow`")
    ]


_LOOKS: tuple[Callable[[Workspace], list[Complaint]], ...] = (
    _git,
    _killed,
    _config,
    _unreadable,
    _twins,
    _links,
    _names,
    _late,
    _folders,
    _attributes,
    _driver,
    _history,
)


def _mend_names(editing: Editing) -> list[Act]:
    acts = []
    later = {item.path for item in twins(editing.backlog.items)}
    for item in _misnamed(editing.backlog.items):
        path = f"{layout.folder_of(item.place)}/{file_name(item.id, item.title)}"
        if item.path not in later and path != item.path and not (editing.workspace.root / path).exists():
            editing.move(item.path, path)
            acts.append(Act(item.id, f"renamed from {item.path.rpartition('/')[2]}", path))
    return acts


def _mend_folders(editing: Editing) -> list[Act]:
    if (editing.workspace.root / layout.BACKLOG_README).exists():
        return []
    editing.create(layout.BACKLOG_README, BACKLOG_README)
    return [Act("README.md", "made", layout.BACKLOG_README)]


def _mend_attributes(editing: Editing) -> list[Act]:
    if _with_attributes(editing.workspace) is None:
        return []
    editing.edit(ATTRIBUTES, _attributes_mended)
    return [Act(".gitattributes", "ledgers are merged by no line", ATTRIBUTES)]


def _attributes_mended(content: bytes) -> bytes:
    text = content.decode("utf-8", "surrogateescape")
    return (mended_attributes(text) or text).encode("utf-8", "surrogateescape")


def _mend_driver(workspace: Workspace, *, dry_run: bool) -> list[Act]:
    """The merge driver, which is no part of any commit: git's config is each clone's own."""
    missing = is_missing(workspace.repository) if dry_run else install_driver(workspace.repository)
    return [Act("driver", "installed in this clone's git config", ".git/config")] if missing else []
