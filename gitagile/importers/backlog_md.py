"""Backlog.md (https://github.com/MrLesk/Backlog.md): its folders of tasks, drafts and milestones to drafts of items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..config.record import Config
from ..model.ids import is_id, slug
from ..model.item import ARCHIVE, BACKLOG
from ..model.workflow import TODO
from ..text.front_matter import Document, read_document
from ..text.item_text import read_value
from ..text.kinds import TEXT
from ..text.mending import quoted
from .backlog_md_keys import TITLE_LENGTH, Words, mapped
from .draft import MENDED, RESCUED, Draft, Remark
from .report import Left

NAME = "backlog-md"
MARKS = ("tasks", "completed", "drafts", "config.yml")
"""Folders and files of which the folder that Backlog.md keeps holds at least one."""

TOPS = ("tasks", "drafts", "completed", "archive", "milestones", "docs", "decisions")

FOLDERS = {
    "tasks": BACKLOG,
    "drafts": BACKLOG,
    "completed": ARCHIVE,
    "archive/tasks": ARCHIVE,
    "archive/drafts": ARCHIVE,
    "archive/completed": ARCHIVE,
    "milestones": BACKLOG,
    "archive/milestones": ARCHIVE,
}
"""The source's folders, the one that keeps a doubly given id first, and where their files go."""

MILESTONES = ("milestones", "archive/milestones")
_NAME = re.compile(r"([A-Za-z][A-Za-z0-9_]*-[0-9]+(?:\.[0-9]+)*|[0-9]+(?:\.[0-9]+)*)(?: - |-| |$)(.*)", re.ASCII)
_REASONS = {
    "docs": "a document, which is no item",
    "decisions": "a decision record, which is no item",
}


def drafts_of(files: Mapping[str, bytes], config: Config) -> tuple[tuple[Draft, ...], tuple[Left, ...]]:
    """The drafts of a Backlog.md folder's files, keyed by their path in it, and what of them becomes no item."""
    drafts: list[Draft] = []
    left: list[Left] = []
    words = Words(config, _milestone_labels(files))
    for path in sorted(files, key=_order):
        folder = folder_of(path)
        why = _why_left(path, folder, config)
        if why is None and folder is not None:
            draft = _draft(path, folder, files[path], words)
            drafts.append(draft) if isinstance(draft, Draft) else left.append(draft)
        elif why:
            left.append(Left(path, why))
    return tuple(drafts), tuple(left)


def folder_of(path: str) -> str | None:
    """The folder of `FOLDERS` that a file lies in, at any depth; None for any other."""
    return next((folder for folder in FOLDERS if path.startswith(folder + "/")), None)


def _order(path: str) -> tuple[int, str]:
    folder = folder_of(path)
    return (list(FOLDERS).index(folder) if folder else len(FOLDERS), path)


def _why_left(path: str, folder: str | None, config: Config) -> str | None:
    """Why a file becomes no item; empty where nobody would think it did."""
    name = path.rpartition("/")[2].casefold()
    if name == "readme.md" or (folder is None and not name.endswith((".md", ".yml", ".yaml"))):
        return ""
    if folder is None:
        otherwise = "settings of Backlog.md" if name.endswith(("yml", "yaml")) else "in no folder of tasks"
        return _REASONS.get(path.partition("/")[0], otherwise)
    if not name.endswith(".md"):
        return "no Markdown file"
    if folder in MILESTONES and config.type_named("epic") is None:
        return "a milestone, and the config has no type `epic`"
    return None


def _draft(path: str, folder: str, content: bytes, words: Words) -> Draft | Left:
    document, remarks = _read(path, content)
    if document.fault is not None:
        if not document.text or document.fault.code == "I109":
            return Left(path, document.fault.message)
        return _rescued(path, folder, document, words.config)
    draft = Draft(path, folder, FOLDERS[folder], *_named(path, document), remarks=remarks)
    draft = mapped(draft, document, words)
    if folder in MILESTONES:
        draft = replace(draft, keys=(*draft.keys, ("type", "epic")))
    newline = document.parts.newline if document.parts else "\n"
    return _with_short_title(replace(draft, body=document.body, newline=newline))


def _read(path: str, content: bytes) -> tuple[Document, tuple[Remark, ...]]:
    """The document, mended by quoting where it does not parse."""
    document = read_document(content, path)
    if document.fault is None or not document.text:
        return document, ()
    text, changes = quoted(document.text)
    if not changes:
        return document, ()
    return read_document(text.encode(), path), tuple(Remark(MENDED, "", change) for change in changes)


def _rescued(path: str, folder: str, document: Document, config: Config) -> Draft:
    """A draft of a file whose head cannot be read: id and title from its name, the head as text above the body."""
    fault = document.fault.message if document.fault else ""
    identifier, title = _in_name(path)
    keys = (("status", config.workflow.first_in(TODO)),)
    body = "\n" + document.text.removeprefix("\ufeff")
    if parts := document.parts:
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", parts.head)), default=0))
        body = f"\n{fence}yaml\n{parts.head}{fence}\n{parts.body}"
    remarks = (Remark(RESCUED, "", f"{fault}; the whole head went into the body"),)
    draft = Draft(path, folder, FOLDERS[folder], identifier, title, keys, body=body, remarks=remarks)
    return _with_short_title(draft)


def _named(path: str, document: Document) -> tuple[str | None, str]:
    """The id and the title a file gives, each from its name where its head gives none."""
    nodes = {key: document.node(key) for key in ("id", "title")}
    texts = {key: str(read_value(node, TEXT) or "").strip() for key, node in nodes.items() if node is not None}
    identifier, title = _in_name(path)
    given = texts.get("id") or ""
    return given if is_id(given) else identifier, " ".join((texts.get("title") or title).split())


def _in_name(path: str) -> tuple[str | None, str]:
    """The id and the title in a file's name, `back-12 - Some-title.md`."""
    stem = path.rpartition("/")[2].removesuffix(".md")
    found = _NAME.match(stem)
    title = (found[2] if found else stem).replace("-", " ").strip()
    return (found[1].upper() if found and is_id(found[1]) else None), title or stem


def _with_short_title(draft: Draft) -> Draft:
    if len(draft.title) <= TITLE_LENGTH:
        return draft
    short = draft.title[: TITLE_LENGTH - 1].rstrip() + "…"
    return replace(draft, title=short, keys=(*draft.keys, ("imported_title", draft.title)))


def _milestone_labels(files: Mapping[str, bytes]) -> tuple[tuple[str, str], ...]:
    """Each milestone's label, its id in lower case or else the slug of its title, by its id and by its title."""
    paths = (path for path in sorted(files) if folder_of(path) in MILESTONES)
    return tuple(pair for path in paths for pair in _labels_of(path, files[path]))


def _labels_of(path: str, content: bytes) -> Iterator[tuple[str, str]]:
    document, _ = _read(path, content)
    if path.rpartition("/")[2].casefold() == "readme.md" or document.fault is not None:
        return
    identifier, title = _named(path, document)
    label = (identifier or slug(title)).casefold()
    yield from ((word.casefold(), label) for word in (identifier, title) if word)
