"""Exports as strings: JSON in the shape of `list --json` with bodies, and CSV that a spreadsheet opens without harm."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..model.item import Item
from .as_json import as_text, item_record, unreadable_records
from .cells import harmless_cell

if TYPE_CHECKING:
    from ..actions.export_backlog import Export

_NONE = Item("", "", "", criteria=(0, 0))


def json_text(export: Export) -> str:
    """All items as JSON, one a line, with `"schema": 1` at the top."""
    workflow = export.config.workflow
    items = [{**item_record(one.item, workflow, one.carried), "body": one.body} for one in export.items]
    return as_text({"items": items, "unreadable": unreadable_records(export.unreadable)})


def csv_text(export: Export) -> str:
    """A row of names and one row an item, by RFC 4180: lists joined by `;`, a column `fields.<key>` for each other key.

    Every cell is quoted, so that no sign inside one can begin another, and a text that a spreadsheet would take for a
    formula begins with an apostrophe.
    """
    rows = [dict(_columns(item_record(one.item, export.config.workflow, one.carried))) for one in export.items]
    names = dict(_columns(item_record(_NONE, export.config.workflow, 0)))
    others = sorted({name for row in rows for name in row if name.startswith("fields.")})
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([_cell(name) for name in (*names, *others)])
    writer.writerows([_cell(row.get(name)) for name in (*names, *others)] for row in rows)
    return text.getvalue()


def _columns(record: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """An item's values by column; `criteria` gives `criteria_done` and `criteria_total`, `fields` one for each key."""
    for name, value in record.items():
        if isinstance(value, dict):
            joint = "." if name == "fields" else "_"
            yield from ((f"{name}{joint}{key}", one) for key, one in value.items())
        else:
            yield name, value


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (int, float)) else harmless_cell(_joined(value))


def _joined(value: object) -> str:
    if isinstance(value, (tuple, list)) and not any(isinstance(one, (dict, list)) for one in value):
        return ";".join("" if one is None else str(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
