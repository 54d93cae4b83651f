"""Profiles: the types, workflow and roles a team starts from."""

from __future__ import annotations

from collections.abc import Mapping

ML_TYPES = {
    "epic": {"about": "a larger piece that other items belong to"},
    "story": {"about": "something a user can do afterwards"},
    "data": {"about": "collecting, cleaning, labelling or versioning data"},
    "feature": {"about": "a feature of the model's input"},
    "experiment": {
        "requires": ["hypothesis"],
        "about": "a hypothesis, a metric and a timebox; a rejected one is a result",
    },
    "training": {"about": "training or tuning a model"},
    "evaluation": {"about": "measuring a model"},
    "deployment": {"about": "bringing a model to its users"},
    "monitoring": {"about": "watching a model at work"},
    "spike": {"about": "finding out, within a timebox"},
    "bug": {"about": "something does not work as it should"},
    "chore": {"about": "work that nobody sees and everybody needs"},
    "action": {"about": "what a retrospective decided"},
}
SCRUM_TYPES = {name: ML_TYPES[name] for name in ("epic", "story", "spike", "bug", "chore", "action")}
FLOW = {"todo": "todo", "doing": "active", "review": "active", "done": "done", "dropped": "dropped"}
RESEARCH_TYPES = {
    **{name: ML_TYPES[name] for name in ("experiment", "spike")},
    "paper": {"about": "a paper, a report or a talk, from outline to hand-in"},
    **{name: ML_TYPES[name] for name in ("data", "training", "evaluation", "epic", "story", "bug", "chore", "action")},
}
KANBAN_FLOW = {
    "todo": "todo",
    "ready": "todo",
    "doing": "active",
    "review": "active",
    "done": "done",
    "dropped": "dropped",
}
ML_ROLES = ["data-science", "engineering", "business"]

PROFILES: Mapping[str, Mapping[str, object]] = {
    "ml": {"types": ML_TYPES, "workflow.statuses": FLOW, "roles.names": ML_ROLES},
    "scrum": {"types": SCRUM_TYPES, "workflow.statuses": FLOW, "roles.names": []},
    "kanban": {
        "types": SCRUM_TYPES,
        "workflow.statuses": KANBAN_FLOW,
        "workflow.wip": {"doing": 3, "review": 3},
        "roles.names": [],
    },
    "research": {
        "types": RESEARCH_TYPES,
        "workflow.statuses": FLOW,
        "workflow.done_needs": ["criteria"],
        "items.default_type": "spike",
        "roles.names": ["research", "data-science", "engineering"],
        "cadence.weeks": 4,
        "cadence.max_weeks": 6,
    },
}
"""What each profile sets; the config file's own keys win over it, table by table for types, whole for the rest."""
