"""A measurement: one value of a model's metric, read from one place, or the reason why there is none."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

GIT, DVC_CACHE, MLFLOW, WORK_TREE, UNAVAILABLE = "git", "dvc-cache", "mlflow", "work-tree", "unavailable"
FOUND = (GIT, DVC_CACHE, MLFLOW, WORK_TREE, UNAVAILABLE)
"""Where a value may have been found."""

UP, DOWN = "up", "down"
"""The directions of a metric: more is better, less is better."""

PASSED, FAILED, BROKEN, SKIPPED = "passed", "failed", "error", "skipped"
"""How a test can end."""


class Measurement(NamedTuple):
    """One metric at one revision. `value` is None exactly where `reason` says why: not there, NaN, no number.

    `raw` is the text as its file prints it; `found` one of FOUND; `source` the file or run it was read from.
    `proof` names the evaluation data it rests on, as sorted pairs of path and hash; empty where nothing says so.
    """

    name: str
    value: Decimal | None = None
    raw: str = ""
    found: str = UNAVAILABLE
    source: str = ""
    reason: str = ""
    proof: tuple[tuple[str, str], ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether there is a value to compare with."""
        return self.value is not None

    @property
    def shown(self) -> str:
        """The value as printed, or why there is none."""
        return self.raw if self.value is not None else self.reason


class CaseOutcome(NamedTuple):
    """One test of a JUnit report: its name, the class or file it belongs to, how it ended, what it said."""

    name: str
    belongs_to: str
    outcome: str
    message: str = ""
    properties: tuple[tuple[str, str], ...] = ()


class Outcomes(NamedTuple):
    """What a JUnit report says; `reason` where it could not be read."""

    path: str
    cases: tuple[CaseOutcome, ...] = ()
    reason: str = ""


class Headings(NamedTuple):
    """The headings of a Markdown file; `reason` where it could not be read."""

    path: str
    titles: tuple[str, ...] = ()
    reason: str = ""


class Run(NamedTuple):
    """One run of an experiment tracker. Times are milliseconds since 1970, in UTC; metric and parameter as printed."""

    id: str
    name: str = ""
    experiment: str = ""
    status: str = ""
    started: int | None = None
    ended: int | None = None
    commit: str = ""
    metrics: tuple[tuple[str, str], ...] = ()
    params: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, str], ...] = ()

    @property
    def is_finished(self) -> bool:
        """Whether it ended well; a running or failed one proves nothing."""
        return self.status == "FINISHED"


class Alias(NamedTuple):
    """A name that points at one version of a registered model: `churn-model@champion` is version 1, made by a run."""

    model: str
    alias: str
    version: str
    run: str

    @property
    def name(self) -> str:
        """As it is written where it is asked for."""
        return f"{self.model}@{self.alias}"
