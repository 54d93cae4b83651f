"""Templates: the body and keys a new item of a type starts with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..store import layout
from ..store.reader import document_of
from ..text.front_matter import BOM, Document
from ..text.key_edit import set_key
from ..text.written_keys import KEY_ORDER, Value
from ..workspace import Workspace, WrongFile
from .template_texts import BODIES, HEADING

_BARE = "---\n---\n"
_NEVER_TAKEN = ("id", "title", "created", "started", "finished", "rank")
"""Keys that belong to one item: a template made of an item keeps them to itself."""


def body_of(type_name: str, headings: Sequence[str] = ()) -> str:
    """The body that a type without a template of the team starts with; criteria stand under the first of `headings`."""
    body = BODIES.get(type_name, "")
    return body.replace(f"## {HEADING}\n", f"## {headings[0]}\n") if headings else body


def sprint_notes(workspace: Workspace) -> str:
    """The notes that a new sprint starts with: the body of the team's `.backlog/templates/sprint.md`, empty without.

    WrongFile if it cannot be read.
    """
    template = template_of(workspace, "sprint")
    return "" if template is None else template.body


def template_of(workspace: Workspace, type_name: str) -> Document | None:
    """The team's own template `.backlog/templates/<type>.md`, without what belongs to one item; None if there is none.

    Line ends become those of new items. A text without front matter is all body. WrongFile if it cannot be read.
    """
    path = layout.template_file(type_name)
    if not (workspace.root / path).is_file():
        return None
    content = workspace.content(path).removeprefix(BOM.encode()).replace(b"\r\n", b"\n")
    if not content.startswith(b"---"):
        content = _BARE.encode() + b"\n" + content.lstrip(b"\n")
    document = document_of(content, path)
    if document.fault is not None:
        raise WrongFile(document.fault)
    for key in _NEVER_TAKEN:
        content = set_key(content, key, None, path)
    return document_of(content, path)


def filled(document: Document, keys: Mapping[str, Value], body: str | None) -> str:
    """A template's text with keys set in it, and another body if one is given. Every other key stays as it is."""
    content = document.text.encode()
    for key in (*(one for one in KEY_ORDER if one in keys), *(one for one in keys if one not in KEY_ORDER)):
        content = set_key(content, key, keys[key], document.path)
    text = content.decode()
    if body is None:
        return text
    head = text[: len(text) - len(document.body)]
    return f"{head}\n{body.strip(chr(10))}\n" if body.strip() else head
