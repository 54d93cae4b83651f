"""Drafts: what an importer hands over, and the text of the item that becomes of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.ids import file_name
from ..text.item_text import new_item_text

if TYPE_CHECKING:
    from ..text.written_keys import Value

FROM, FORMER_ID, CREATED = "imported_from", "imported_id", "created_date"
"""Keys that an imported item keeps: where it came from, the id that was taken, and the instant that has no zone."""

MAPPED, KEPT, VALUE, MENDED, RESCUED = "mapped", "kept", "value", "mended", "rescued"


@dataclass(frozen=True, slots=True)
class Remark:
    """What became of one key of one file: `kind` is mapped, kept, value, mended or rescued."""

    kind: str
    key: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One item to be, read from one file of the source.

    `source` is the file's path in the source; `folder` says what it was there. `wanted` is the id it has in the source
    and `id` the one it gets. `depends_on` and `parent` stay as written until they are matched. `kept` holds the keys
    that have no counterpart, each with its lines as they stood. `body` is everything below the head, byte for byte.
    """

    source: str
    folder: str
    place: str
    wanted: str | None
    title: str
    keys: tuple[tuple[str, Value], ...] = ()
    depends_on: tuple[str, ...] = ()
    parent: str | None = None
    kept: tuple[tuple[str, str], ...] = ()
    body: str = ""
    newline: str = "\n"
    ordinal: float | None = None
    remarks: tuple[Remark, ...] = ()
    id: str = ""

    @property
    def file_name(self) -> str:
        """The name of the item's file."""
        return file_name(self.id, self.title)


def text_of(draft: Draft, origin: str) -> str:
    """The text of the item's file. `origin` is what `imported_from` shall say."""
    keys: Mapping[str, Value] = {
        "id": draft.id,
        "title": draft.title,
        **dict(draft.keys),
        "parent": draft.parent,
        "depends_on": draft.depends_on,
        FROM: origin,
    }
    fence = "---\n"
    head = new_item_text(keys, "").removesuffix(fence)
    text = head + "".join(lines for _, lines in draft.kept) + fence
    return text.replace("\n", draft.newline) + draft.body
