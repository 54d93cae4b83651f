"""Sprints and their files: a document read as a Sprint, and a new sprint's text."""

from __future__ import annotations

from ..model.sprint import PLANNED, Sprint
from .front_matter import Document
from .item_text import read_value
from .kinds import NUMBER, TEXT, WORDS
from .nodes import Mapping
from .scalars import number_text, scalar_text

SPRINT_KEYS = ("goal", "focus", "start", "end", "status", "capacity")


def sprint_from(document: Document, identifier: str) -> Sprint:
    """The sprint a readable `sprint.md` holds; wrong values are left out here and found by the rules."""
    nodes = {key: node for key in SPRINT_KEYS[:-1] if (node := document.node(key)) is not None}
    texts = {key: read_value(node, WORDS if key == "focus" else TEXT) for key, node in nodes.items()}
    return Sprint(
        id=identifier,
        path=document.path,
        goal=str(texts.get("goal") or ""),
        focus=focus_of(texts.get("focus")),
        start=_optional(texts.get("start")),
        end=_optional(texts.get("end")),
        status=str(texts.get("status") or PLANNED),
        capacity=_capacity(document),
    )


def new_sprint_text(sprint: Sprint, notes: str = "") -> str:
    """The text of a new `sprint.md`."""
    lines = [f"goal: {scalar_text(sprint.goal)}" if sprint.goal else "goal:"]
    lines += [f"focus: {_focus_text(sprint)}"] if sprint.focus_metrics else []
    lines += [f"{key}: {scalar_text(value)}" for key in ("start", "end") if (value := getattr(sprint, key))]
    lines.append(f"status: {sprint.status}")
    if sprint.capacity:
        lines.append(
            "capacity: {"
            + ", ".join(f"{scalar_text(who, in_flow=True)}: {number_text(days)}" for who, days in sprint.capacity)
            + "}"
        )
    return "\n".join(["---", *lines, "---", *(["", notes.strip("\n")] if notes.strip() else []), ""])


def focus_of(names: object) -> str | None:
    """The focus as one text, with commas between several metrics."""
    return ", ".join(map(str, names)) or None if isinstance(names, tuple) else None


def _focus_text(sprint: Sprint) -> str:
    names = sprint.focus_metrics
    if len(names) == 1:
        return scalar_text(names[0])
    return f"[{', '.join(scalar_text(name, in_flow=True) for name in names)}]"


def _optional(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _capacity(document: Document) -> tuple[tuple[str, float], ...]:
    node = document.node("capacity")
    if not isinstance(node, Mapping):
        return ()
    pairs = ((entry.key.text, read_value(entry.value, NUMBER)) for entry in node.entries)
    return tuple((who, float(days)) for who, days in pairs if isinstance(days, (int, float)))
