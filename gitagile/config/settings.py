"""The table of settings: name, kind, default and what it does, one row each."""

from __future__ import annotations

from typing import NamedTuple

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Setting(NamedTuple):
    """One setting.

    `kind` is text, prefix, timezone, number, words, paths, numbers, days, choice, choices or a table kind.
    `choices` are its only values, `low` and `high` the bounds of a number.
    """

    name: str
    kind: str
    default: object
    about: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


SETTINGS = (
    Setting(
        "profile", "choice", "ml", "what types, statuses and roles start from", ("ml", "scrum", "kanban", "research")
    ),
    Setting("prefix", "prefix", "ML", "the letters before every id; keep it once items exist"),
    Setting(
        "ids",
        "choice",
        "random",
        "`random` never collides between clones; `sequential` counts up on one branch",
        ("random", "sequential"),
    ),
    Setting("timezone", "timezone", "UTC", "the IANA name of the zone a day is counted in"),
    Setting(
        "commit",
        "choice",
        "auto",
        "`auto` commits every act, `stage` only stages it, `none` leaves it in the files",
        ("auto", "stage", "none"),
    ),
    Setting(
        "workflow.statuses",
        "statuses",
        {},
        "each status and its category: todo, active, done or dropped, in board order",
    ),
    Setting("workflow.wip", "limits", {}, "the most items a status may hold at once"),
    Setting(
        "workflow.done_needs",
        "choices",
        [],
        "what `done` refuses to go without: `criteria` ticked, `gates` passed",
        ("criteria", "gates"),
    ),
    Setting("items.default_type", "text", "story", "the type of a new item that names none"),
    Setting("items.points_scale", "numbers", [], "the only points allowed; empty allows any number"),
    Setting(
        "items.criteria_headings",
        "words",
        ["Acceptance criteria"],
        "the headings whose checklists are acceptance criteria",
    ),
    Setting("roles.names", "words", [], "the disciplines an item may ask for"),
    Setting("roles.required", "words", [], "roles that every sprint must have work and a person for"),
    Setting("cadence.weeks", "number", 2, "how long a sprint is", low=1, high=12),
    Setting("cadence.starts", "choice", "monday", "the weekday a sprint begins on", WEEKDAYS),
    Setting("cadence.min_weeks", "number", 1, "the shortest sprint allowed", low=1, high=12),
    Setting("cadence.max_weeks", "number", 4, "the longest sprint allowed", low=1, high=26),
    Setting("cadence.weekend", "choices", ["saturday", "sunday"], "the days nobody works", WEEKDAYS),
    Setting("cadence.holidays", "days", [], "days the whole team is off"),
    Setting("claims.days", "number", 3, "after how many working days a claim may be taken over", low=1, high=90),
    Setting(
        "message.items",
        "choice",
        "check",
        "commit messages: `check` that ids named exist, `require` one, or `off`",
        ("check", "require", "off"),
    ),
    Setting(
        "retro.format",
        "choice",
        "start-stop-continue",
        "the headings under which people write in a retro",
        ("start-stop-continue", "4ls", "sailboat", "mad-sad-glad"),
    ),
    Setting("evidence.mlflow", "paths", [], "MLflow stores besides `mlflow.db` and `mlruns`, from the top folder"),
    Setting("release.gates", "gates", [], "gates that every release must pass, each under `[[release.gates]]`"),
    Setting("check.ignore", "words", [], "rules that `check` passes over, such as `I130`"),
    Setting("team", "people", {}, "who there is, each under `[team.handle]`"),
    Setting(
        "metrics",
        "metrics",
        {},
        'the model\'s metrics, each under `[metrics."name"]`, and when an attempt at one is given up',
    ),
    Setting("types", "types", {}, "types of one's own, or more demands on known ones, under `[types.name]`"),
    Setting("fields", "fields", {}, "keys of one's own, each under `[fields.name]`"),
    Setting("views", "views", {}, "saved queries for `gitagile list @name`"),
)
"""Every setting of config.toml. Dots are TOML tables."""

TABLE_KINDS = ("people", "metrics", "types", "fields", "views", "statuses", "limits", "gates")

SUB_KEYS: dict[str, dict[str, str]] = {
    "people": {"name": "text", "emails": "words", "roles": "words", "days_per_sprint": "number", "days_off": "days"},
    "metrics": {
        "source": "text",
        "direction": "text",
        "evaluated_on": "paths",
        "min_delta": "number",
        "stop_after": "count",
        "about": "text",
    },
    "types": {"requires": "words", "gates": "gates", "about": "text"},
    "fields": {"type": "text", "values": "words", "about": "text"},
}
"""The keys that the rows of a table setting may have."""

FIELD_KINDS = ("text", "number", "list", "date", "flag")
DIRECTIONS = ("up", "down")


def setting_named(name: str) -> Setting | None:
    """The setting of this dotted name, None if there is none."""
    return next((setting for setting in SETTINGS if setting.name == name), None)
