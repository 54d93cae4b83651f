"""What happens in the demo: who types what, on which day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

CONFIG = "config.toml"
PEOPLE = {
    "ana": ("Ana Lee", "ana@example.org"),
    "bo": ("Bo Chen", "bo@example.org"),
    "cy": ("Cy Okafor", "cy@example.org"),
}
TEAM = """
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

[metrics."eval.auc"]
source = "eval/metrics.json"
direction = "up"
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the story: a command, or files committed. `@name` stands for the id of the item that `names` it."""

    at: datetime
    who: str
    words: tuple[str, ...] = ()
    names: str = ""
    files: tuple[tuple[str, str], ...] = ()
    said: str = ""


_ITEMS = (
    (
        "clean",
        "ana",
        "Deduplicate the click log",
        "--type data --points 3 --role data-science --priority high --assign ana",
    ),
    (
        "train",
        "ana",
        "Train the ranker on the clean log",
        "--type training --points 5 --role data-science --depends-on @clean",
    ),
    (
        "serve",
        "bo",
        "Serve the ranker behind a flag",
        "--type deployment --points 5 --role engineering --depends-on @train",
    ),
    (
        "slices",
        "ana",
        "Measure the ranker per country",
        "--type evaluation --points 2 --role data-science --priority low",
    ),
    ("note", "cy", "Tell the partners what changes", "--type story --points 1 --role business"),
)
_EXPERIMENT = (
    *("new", "Does a larger batch help?", "--type", "experiment", "--points", "1", "--role", "data-science"),
    *("--set", "hypothesis=A batch of 4096 lifts validation AUC by 0.01", "--set", "timebox=2d"),
)


def story(monday: datetime) -> Iterator[Line]:
    """The lines of the demo, in order; the sprint begins on `monday`."""
    sprint = f"{monday:%G}-s{monday:%V}"
    before = monday - timedelta(days=3)
    yield Line(before, "ana", ("init", "--prefix", "ML"))
    yield Line(before, "ana", files=((f".backlog/{CONFIG}", TEAM),), said="Say who is in the team")
    for minute, (name, who, title, options) in enumerate(_ITEMS):
        yield Line(before + timedelta(minutes=10 + minute), who, ("new", title, *options.split()), names=name)
    yield Line(before + timedelta(minutes=30), "ana", _EXPERIMENT, names="batch")
    yield Line(before + timedelta(hours=1), "ana", ("list",))
    goal = ("--goal", "Lift ranker AUC above 0.88 on the clean log", "--focus", "eval.auc")
    yield Line(before + timedelta(hours=2), "ana", ("sprint", "new", sprint, "--start", f"{monday:%Y-%m-%d}", *goal))
    yield Line(monday, "ana", ("sprint", "plan", "--yes"))
    yield Line(monday + timedelta(minutes=20), "ana", ("sprint", "start"))
    yield from _work(monday)
    friday = monday + timedelta(days=11, hours=7)
    yield Line(friday, "ana", ("board",))
    yield Line(friday + timedelta(minutes=5), "ana", ("sprint", "close", "--yes"))
    yield Line(friday + timedelta(minutes=6), "ana", ("check",))
    yield Line(friday + timedelta(minutes=7), "ana", ("sprint", "summary", sprint))


def _work(monday: datetime) -> Iterator[Line]:
    """Two weeks: things finish, an experiment fails usefully, something waits, and something turns up."""

    def on(day: int, hour: int = 2) -> datetime:
        return monday + timedelta(days=day, hours=hour)

    yield Line(on(0), "ana", ("next", "--role", "data-science"))
    yield Line(on(0, 3), "ana", ("start", "@clean"))
    yield Line(on(1), "ana", ("tick", "@clean", "1", "2"))
    yield Line(on(1, 3), "ana", ("done", "@clean"))
    yield Line(on(2), "ana", ("start", "@train"))
    yield Line(on(3), "cy", ("start", "@note"))
    yield Line(on(3, 4), "cy", ("done", "@note"))
    yield Line(on(4), "ana", ("start", "@batch"))
    lesson = "AUC stayed at 0.861; the larger batch only trains faster"
    yield Line(on(7), "ana", ("edit", "@batch", "outcome=rejected", f"learned={lesson}"))
    yield Line(on(7, 3), "ana", ("done", "@batch"))
    crash = ("new", "The feature job fails on empty days", "--type", "bug", "--points", "1", "--role", "engineering")
    yield Line(on(8), "bo", (*crash, "--priority", "urgent", "--to", "@current"), names="crash")
    yield Line(on(8, 3), "bo", ("start", "@crash"))
    yield Line(on(8, 5), "bo", ("done", "@crash"))
    yield Line(on(9), "ana", ("done", "@train"))
    yield Line(on(9, 3), "bo", ("start", "@serve"))
    yield Line(on(10), "bo", ("block", "@serve", "waits for the load test machine"))
