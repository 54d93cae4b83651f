"""Export: every item with its body, archived ones too, in an order that stays."""

from __future__ import annotations

from dataclasses import dataclass

from ..config.record import Config
from ..model.finding import Finding
from ..model.ids import normal_id
from ..model.item import Item
from ..store.reader import content_of, document_of
from ..text.item_text import counted
from ..workspace import Workspace


@dataclass(frozen=True, slots=True)
class Exported:
    """One item whole: the item with its criteria counted, its body, and how often it was carried over."""

    item: Item
    body: str
    carried: int


@dataclass(frozen=True, slots=True)
class Export:
    """All items by id, one finding for each file that could not be read, and the config that says what words mean."""

    items: tuple[Exported, ...]
    unreadable: tuple[Finding, ...]
    config: Config


def export_backlog(workspace: Workspace) -> Export:
    """Everything there is, for `gitagile export json` and `csv`."""
    backlog, tree = workspace.backlog(), workspace.tree()
    headings = workspace.config.criteria_headings
    exported: list[Exported] = []
    unreadable = list(backlog.unreadable)
    for item in sorted(backlog.items, key=lambda one: (normal_id(one.id), one.path)):
        content, fault = content_of(tree, item.path)
        if content is None:
            unreadable += [fault] if fault else []
            continue
        body = document_of(content, item.path).body
        exported.append(Exported(counted(item, body, headings), body, backlog.carried_times(item)))
    return Export(tuple(exported), tuple(unreadable), workspace.config)
