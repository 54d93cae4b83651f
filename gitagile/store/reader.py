"""Files to items and sprints: one file at a time, and the whole backlog of a tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.backlog import Backlog
from ..model.finding import ERROR, Finding
from ..model.ids import normal_id, typed_forms
from ..model.item import Item
from ..model.places import fallback_id as fallback_id  # noqa: PLC0414 - others find it here
from ..model.sprint import Sprint
from . import layout
from .tree import DiskTree, Tree, read_file

if TYPE_CHECKING:
    from ..text.front_matter import Document


def read_backlog(tree: Tree) -> Backlog:
    """Everything a tree holds, parsed anew. A file that cannot be read is in `unreadable`, never left out silently."""
    backlog = backlog_of((path, *load(tree, path)) for path in tree.paths if is_read(path))
    closed = tree.listing.closed if isinstance(tree, DiskTree) else ()
    return backlog._replace(unreadable=(*backlog.unreadable, *closed_findings(closed)))


def closed_findings(paths: Iterable[str]) -> Iterator[Finding]:
    """One finding for each path that could not be looked at, so that what lies there is not missed in silence."""
    for path in paths:
        message = "it cannot be opened, or its name is not UTF-8: what lies here is not seen"
        yield Finding("I112", ERROR, path, 1, 1, message, "check its permissions and its name")


def is_read(path: str) -> bool:
    """Whether a file holds an item, a sprint or a ledger."""
    return layout.is_item_path(path) or layout.sprint_of_file(path) is not None or is_ledger(path)


def is_ledger(path: str) -> bool:
    """Whether a file is a sprint's ledger."""
    return path.endswith("/" + layout.LEDGER_FILE) and layout.place_of(path) is not None


Loaded = Item | Sprint | tuple[str, ...]
"""What one file gives: an item, a sprint, or the ids that a ledger says were carried."""


def load(tree: Tree, path: str) -> tuple[Loaded | None, Finding | None]:
    """What one file of a tree gives, or the finding that says why it cannot be read."""
    content, fault = content_of(tree, path)
    return (None, fault) if content is None else parse(content, path)


def content_of(tree: Tree, path: str) -> tuple[bytes | None, Finding | None]:
    """A file's bytes, or the finding that says why there are none."""
    try:
        return tree.read(path), None
    except OSError as error:
        message = f"the file cannot be opened: {error.strerror or error}"
        return None, Finding("I112", ERROR, path, 1, 1, message, "check its permissions")


def parse(content: bytes, path: str) -> tuple[Loaded | None, Finding | None]:
    """What a file's bytes give, by where the file lies."""
    if is_ledger(path):
        return carried_ids(content), None
    if (one := _quick(content, path)) is not None:
        return one, None
    document = document_of(content, path)
    return (None, document.fault) if document.fault else (loaded_from(document), None)


def _quick(content: bytes, path: str) -> Item | Sprint | None:
    sprint = layout.sprint_of_file(path)
    if sprint is not None:
        from ..text.quick_sprint import quick_sprint

        return quick_sprint(content, path, sprint)
    from ..text.quick_item import quick_item

    return quick_item(content, path, layout.place_of(path) or "", fallback_id(path))


def searched_text(content: bytes, path: str) -> str:
    """What a search looks through: an item's title and body, without case."""
    item, _ = parse(content, path)
    return as_searched(item.title if isinstance(item, Item) else "", content)


def as_searched(title: str, content: bytes) -> str:
    """A title and what follows the front matter, without case."""
    text = content.decode("utf-8", "replace")
    _, fence, body = text.partition("\n---")
    return f"{title}\n{body if fence else text}".casefold()


def document_of(content: bytes, path: str) -> Document:
    """The document in a file's bytes."""
    from ..text.front_matter import read_document

    return read_document(content, path)


def loaded_from(document: Document) -> Item | Sprint:
    """The item or sprint that a readable document holds, by where it lies."""
    from ..text.item_text import item_from
    from ..text.sprint_text import sprint_from

    sprint = layout.sprint_of_file(document.path)
    if sprint is not None:
        return sprint_from(document, sprint)
    return item_from(document, layout.place_of(document.path) or "", fallback_id(document.path))


def carried_ids(content: bytes) -> tuple[str, ...]:
    """The normal ids of the items a ledger says were carried; none where it is no ledger (the rules say so)."""
    import json

    try:
        outcome = json.loads(content).get("outcome", ())
        return tuple(normal_id(row["id"]) for row in outcome if row.get("result") == "carried")
    except (ValueError, AttributeError, TypeError, KeyError, RecursionError):
        return ()


def backlog_of(loaded: Iterable[tuple[str, Loaded | None, Finding | None]]) -> Backlog:
    """The backlog made of what its files gave."""
    items: list[Item] = []
    sprints: list[Sprint] = []
    faults: list[Finding] = []
    carried: Counter[str] = Counter()
    for _, one, fault in loaded:
        if fault is not None:
            faults.append(fault)
        elif isinstance(one, Item):
            items.append(one)
        elif isinstance(one, Sprint):
            sprints.append(one)
        elif one is not None:
            carried.update(one)
    return Backlog(tuple(items), tuple(sprints), tuple(faults), dict(carried))


def locate(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each item file's id, taken from its name, and its path; files named otherwise are left to a full reading."""
    for path in paths:
        if layout.is_item_path(path) and (found := layout.id_in_name(path.rpartition("/")[2])):
            yield found, path


def named_like(paths: Iterable[str], text: str) -> tuple[list[tuple[str, str]], bool]:
    """The (id, path) of item files whose name's id a typed id may mean; and whether all are named after an id.

    Ten thousand names are looked through, so it goes folder by folder, with one pattern for a whole folder's names.
    """
    forms, found, complete = typed_forms(text), [], True
    for folder, names in _by_folder(paths).items():
        if layout.place_of(f"{folder}/x") is None:
            continue
        named = layout.ids_in_names(names)
        others = set(names).difference([name for _, name in named])
        complete = complete and not any(map(layout.is_item_name, others))
        folded = "\n".join([identifier for identifier, _ in named]).casefold()
        if named and any(form in folded for form in forms):
            those = zip(folded.split("\n"), named, strict=True)
            found += [(one, f"{folder}/{name}") for low, (one, name) in those if any(form in low for form in forms)]
    return found, complete


def _by_folder(paths: Iterable[str]) -> dict[str, list[str]]:
    folders: dict[str, list[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, []).append(name)
    return folders


def times_carried(root: Path, identifier: str) -> int:
    """How often an item was carried over, from the ledgers alone; one that does not name it is not parsed."""
    normal = normal_id(identifier)
    return sum(carried_ids(content).count(normal) for content in _ledgers(root) if normal.encode() in content.lower())


def _ledgers(root: Path) -> Iterator[bytes]:
    try:
        names = [folder.name for folder in (root / layout.SPRINTS).iterdir()]
    except OSError:
        return
    for name in names:
        with suppress(OSError):
            yield read_file(root, layout.ledger_file(name))
