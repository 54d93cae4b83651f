"""What the keys inside the tables of the config are for: of a person, a metric, a type, a field and a gate."""

from __future__ import annotations

ROW_ABOUT: dict[str, dict[str, str]] = {
    "people": {
        "name": "as people say it",
        "emails": "the addresses they commit with; all are one person",
        "roles": "the disciplines they have, of `roles.names`",
        "days_per_sprint": "working days they have for a sprint, before days off",
        "days_off": "days they are away",
    },
    "metrics": {
        "source": "the file it is read from, `FILE#name` for another name there, `mlflow:name` for MLflow's runs alone",
        "direction": "`up` where more is better, `down` where less is",
        "evaluated_on": "paths of the evaluation data: two values are compared only while it stays the same",
        "min_delta": "the least gain in a sprint that is worth going on",
        "stop_after": "after so many sprints with less gain than min_delta a stop is proposed, never imposed",
        "about": "what it says, in a few words",
    },
    "types": {
        "requires": "keys that an item of the type must have",
        "gates": "demands that every item of the type must meet; see `gitagile gate`",
        "about": "what it is for, in a few words",
    },
    "fields": {
        "type": "text, number, list, date or flag",
        "values": "the only values allowed, for texts and lists",
        "about": "what it says, in a few words",
    },
}
"""For each kind of table the keys of a row, in the order of SUB_KEYS."""

GATE_ABOUT: dict[str, str] = {
    "metric": "the metric that is measured",
    "source": "the file it is read from; by default the config's",
    "op": "how its value is compared with `value`",
    "value": "what its value is compared with",
    "baseline": "`sprint-start`, `merge-base`, a revision, or an MLflow alias such as `churn@champion`",
    "min_delta": "the least by which it must be better than the baseline; below 0 it may be worse by so much",
    "atol": "a margin in the metric's own unit",
    "rtol": "a margin as a part of the baseline",
    "junit": "a JUnit report in the repository",
    "test": "a test that must have passed in it",
    "file": "a file in the repository",
    "has": "a heading that it must have",
}
"""The keys of a gate, on an item or in the config."""
