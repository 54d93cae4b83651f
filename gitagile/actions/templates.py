"""Templates: the body and keys a new item of a type starts with."""

from __future__ import annotations

from collections.abc import Mapping

from ..store import layout
from ..store.reader import document_of
from ..text.front_matter import BOM, Document
from ..text.key_edit import KEY_ORDER, Value, set_key
from ..workspace import Workspace, WrongFile

_CRITERIA = "## Acceptance criteria\n- [ ] "
BODIES = {
    "experiment": (
        "## Why\n\n## Set-up\nWhat changes, what stays, which data.\n\n"
        f"{_CRITERIA}The metric is measured on the agreed data\n- [ ] What was learned is written down\n"
    ),
    "data": f"{_CRITERIA}The data is versioned\n- [ ] What was left out is written down\n",
    "training": f"{_CRITERIA}The run can be repeated from a commit\n- [ ] The model card is updated\n",
    "evaluation": f"{_CRITERIA}Measured on data the model has not seen\n- [ ] Measured per slice\n",
    "deployment": f"{_CRITERIA}The way back was tried\n- [ ] Someone watches the metric\n",
    "bug": f"## What happens\n\n## What should happen\n\n{_CRITERIA}A test fails without the fix\n",
}
"""Bodies of the types that need more than a blank page."""


_BARE = "---\n---\n"
_NEVER_TAKEN = ("id", "title", "created", "started", "finished", "rank")
"""Keys that belong to one item: a template made of an item keeps them to itself."""


def body_of(type_name: str) -> str:
    """The body that a type without a template of the team starts with."""
    return BODIES.get(type_name, "")


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
