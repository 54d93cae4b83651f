"""The team of the demo: who they are, what their config says, and the files of their model."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

CONFIG = ".backlog/config.toml"
PEOPLE = {
    "ana": ("Ana Lee", "ana@example.org"),
    "bo": ("Bo Chen", "bo@example.org"),
    "cy": ("Cy Okafor", "cy@example.org"),
}
TEAM = """
[workflow]
done_needs = ["gates"]          # `done` refuses on a failed gate

[team.ana]
name = "Ana Lee"
emails = ["ana@example.org"]
roles = ["data-science"]
days_per_sprint = 9

[team.bo]
name = "Bo Chen"
emails = ["bo@example.org"]
roles = ["engineering"]
days_per_sprint = 6

[team.cy]
name = "Cy Okafor"
emails = ["cy@example.org"]
roles = ["business"]
days_per_sprint = 2

[metrics."data.duplicates"]
source = "data/profile.json"
direction = "down"
about = "the share of clicks that are in the log twice"

[metrics."eval.auc"]
source = "eval/metrics.json"
direction = "up"
about = "AUC of the ranker on the held-out weeks"

[types.training]
gates = [{ metric = "eval.auc", baseline = "sprint-start", min_delta = 0.01 }]

[release]
gates = [
  { metric = "eval.auc", op = ">=", value = 0.88 },
  { file = "MODEL_CARD.md", has = "Intended use" },
]
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the story: a command, files committed, or a file to look at.

    `@name` stands for the id of the item that `names` it. `code` is how the command ends: 1 where it is refused.
    """

    at: datetime
    who: str
    words: tuple[str, ...] = ()
    names: str = ""
    files: tuple[tuple[str, str], ...] = ()
    said: str = ""
    shows: str = ""
    code: int = 0


def profile(duplicates: float) -> tuple[str, str]:
    """The file that says how clean the click log is."""
    return "data/profile.json", json.dumps({"data": {"duplicates": duplicates, "rows": 1_840_000}}, indent=2) + "\n"


def measured(auc: float) -> tuple[str, str]:
    """The file of what an evaluation measured."""
    return "eval/metrics.json", json.dumps({"eval": {"auc": auc}}, indent=2) + "\n"


def params(rate: float, batch: int) -> tuple[str, str]:
    """The file of the parameters of a training."""
    return "params.yaml", f"train:\n  learning_rate: {rate}\n  batch: {batch}\n"


CARD = (
    "MODEL_CARD.md",
    "# The ranker\n\n## Intended use\n\nOrdering the products a visitor sees; never prices, never people.\n",
)
