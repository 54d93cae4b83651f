"""One item in full: its keys as aligned lines, then its body with the acceptance criteria numbered."""

from __future__ import annotations

import re

from ..actions.find import Shown
from ..model.item import Item
from ..model.workflow import Workflow
from ..text.sections import Criterion
from .gate import visible, visible_line
from .lines import amount
from .paint import STYLE_OF_CATEGORY, painted

_MARK = re.compile(r"(?:[-*+]|\d+[.)])(?=[ \t]+\[[ xX]\])")
_LINE = re.compile(r"\r\n|\r|\n")
_PLACED = {"backlog": "backlog", "archive": "archive"}


def item_text(shown: Shown, workflow: Workflow, *, colour: bool) -> str:
    """The item as a person reads it. Text of the file passes the gate before it is coloured."""
    item = shown.item
    identifier = painted(visible_line(item.id), "cyan", colour=colour)
    title = painted(visible_line(item.title), "bold", colour=colour)
    pairs = [(name, value) for name, value in _pairs(shown, workflow) if value]
    longest = max(len(name) for name, _ in pairs)
    lines = [
        _line(name, value, longest, style=_style(name, item, workflow) if colour else None) for name, value in pairs
    ]
    body = visible(numbered(shown.body, shown.criteria)).strip("\n")
    return "\n".join([f"{identifier}  {title}", "", *lines, *(["", body] if body else [])])


def numbered(body: str, criteria: tuple[Criterion, ...]) -> str:
    """The body with each criterion's list mark replaced by its number."""
    lines = _LINE.split(body)
    for one in criteria:
        lines[one.line] = _MARK.sub(f"{one.number}.", lines[one.line], count=1)
    return "\n".join(lines)


def _line(name: str, value: str, longest: int, *, style: str | None) -> str:
    if style is None:
        return f"{name:<{longest}}  {value}"
    return f"{painted(f'{name:<{longest}}', 'dim', colour=True)}  {painted(value, style, colour=True)}"


def _style(name: str, item: Item, workflow: Workflow) -> str:
    if name == "status":
        return STYLE_OF_CATEGORY.get(workflow.category_of(item.status), "")
    return "red" if name == "blocked" else ""


def _pairs(shown: Shown, workflow: Workflow) -> list[tuple[str, str]]:
    """The keys in the order a person asks for them; the values are safe to print."""
    item = shown.item
    done, total = item.criteria or (0, 0)
    pairs: list[tuple[str, object]] = [
        ("status", f"{item.status or 'none'} ({workflow.category_of(item.status)})"),
        ("blocked", item.blocked),
        ("type", item.type),
        ("priority", item.priority),
        ("points", amount(item.points)),
        ("criteria", f"{done} of {total}" if total else None),
        ("assignee", item.assignee),
        ("role", item.role),
        ("sprint", _PLACED.get(item.place, item.place)),
        ("carried", _times(shown.carried)),
        *((name, getattr(item, name)) for name in ("labels", "parent", "depends_on", "due", "timebox")),
        *((name, getattr(item, name)) for name in ("hypothesis", "outcome", "learned", "gates", "runs", "data")),
        *((name, getattr(item, name)) for name in ("created", "started", "finished")),
        *item.fields,
        ("path", item.path),
    ]
    return [(visible_line(name), _value(value)) for name, value in pairs]


def _times(count: int) -> str:
    return "" if not count else "once" if count == 1 else f"{count} times"


def _value(value: object) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, (tuple, list)):
        return visible_line(", ".join(map(_inner, value)))
    return visible_line(_inner(value))


def _inner(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{key}={_inner(one)}" for key, one in value.items())
    return str(value)
