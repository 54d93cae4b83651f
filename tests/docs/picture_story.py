"""The made-up team behind the pictures of docs/figures: half a year of sprints, by hand and by the command line.

Nothing of it is left to chance or to the clock: items, estimates and days come from one seed, dates from the story.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from gitagile.cli.main import main

ZONE = ZoneInfo("Europe/Berlin")
FIRST = date(2026, 3, 2)
SPRINTS = 13
LAST_DAY = FIRST + timedelta(days=14 * (SPRINTS - 1) + 9)
HOLIDAYS = ("2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25")
PEOPLE = 3
TYPES = ("data", "training", "evaluation", "deployment", "story")
WORDS = (
    *("Clean the click log", "Train the ranker", "Measure the ranker per country", "Serve the ranker", "Explain it"),
    *("Join the tickets", "Distil the encoder", "Watch the drift", "Move the nightly job", "Tell the partners"),
)


@dataclass(slots=True)
class Piece:
    """One item of the story; `left` is how many days of work it still needs."""

    id: str
    number: int
    points: int
    created: str
    left: int
    place: str = "backlog"
    status: str = "todo"
    stamps: dict[str, str] = field(default_factory=dict)

    def write(self, top: Path) -> None:
        """Write its file where it lies, and nowhere else."""
        name = f"{self.id}-{WORDS[self.number % len(WORDS)].casefold().replace(' ', '-')}.md"
        for old in (top / ".backlog").rglob(f"{self.id}-*.md"):
            old.unlink()
        keys = {"id": self.id, "status": self.status, "title": WORDS[self.number % len(WORDS)]}
        keys |= {"type": TYPES[self.number % len(TYPES)], "points": str(self.points), "created": self.created}
        lines = "".join(f"{key}: {value}\n" for key, value in (keys | self.stamps).items())
        (top / ".backlog" / self.place / name).write_text(f"---\n{lines}---\n", encoding="utf-8")


@dataclass(slots=True)
class Team:
    """The repository, its items, and who works on what."""

    top: Path
    chance: Random = field(default_factory=lambda: Random(13))
    pieces: list[Piece] = field(default_factory=list)

    def add(self, day: date, place: str = "backlog", points: int | None = None) -> Piece:
        """Write a new item; its estimate is drawn where none is given."""
        drawn = self.chance.choices((1, 2, 3, 5, 8), (4, 6, 6, 3, 1))[0]
        points = points or drawn
        left = max(1, round(points * self.chance.uniform(0.6, 1.4)))
        number = len(self.pieces)
        piece = Piece(f"ML-{number:06d}", number, points, str(day), left, place)
        self.pieces.append(piece)
        piece.write(self.top)
        return piece

    def open_in(self, place: str) -> list[Piece]:
        """The unfinished items that lie in a folder."""
        return [piece for piece in self.pieces if piece.place == place and piece.status != "done"]

    def work(self, place: str, day: date) -> None:
        """One day of everybody's work in a sprint: what is begun goes on, and who is free begins something."""
        waiting = self.open_in(place)
        waiting.sort(key=lambda piece: (piece.status == "todo", piece.number))
        for hour, piece in enumerate(waiting[:PEOPLE], start=9):
            instant = datetime.combine(day, time(hour, 30), ZONE).isoformat()
            if piece.status == "todo":
                piece.stamps["started"] = instant
            piece.left -= 1
            piece.status = "done" if piece.left < 0 else "review" if piece.left == 0 else "doing"
            if piece.status == "done":
                piece.stamps["finished"] = instant
            piece.write(self.top)


def tell(top: Path) -> None:
    """Live the half-year in an empty folder."""
    with at(FIRST - timedelta(days=3), 8):
        subprocess.run(["git", "init", "-q", "-b", "main", str(top)], check=True)
        run(top, "init", "--prefix", "ML", "--timezone", "Europe/Berlin")
        config = top / ".backlog" / "config.toml"
        free = ", ".join(f'"{day}"' for day in HOLIDAYS)
        text = config.read_text(encoding="utf-8")
        config.write_text(text.replace("[cadence]\n", f"[cadence]\nholidays = [{free}]\n"), encoding="utf-8")
        team = Team(top)
        for _ in range(14):
            team.add(FIRST - timedelta(days=3))
        commit(top, "Say what is to be done")
    for number in range(SPRINTS):
        live(team, number)


def live(team: Team, number: int) -> None:
    """Live one sprint, from its planning to its close; the last one is left running."""
    monday = FIRST + timedelta(days=14 * number)
    sprint = f"{monday:%G}-s{monday:%V}"
    with at(monday, 8):
        run(team.top, "sprint", "new", sprint, "--start", str(monday), "--goal", "Lift ranker AUC above 0.88")
        plan(team, sprint)
        run(team.top, "sprint", "start")
    for day in (monday + timedelta(days=one) for one in range(12)):
        if day > LAST_DAY:
            return
        if day.weekday() < 5 and str(day) not in HOLIDAYS:
            with at(day, 17):
                team.work(f"sprints/{sprint}", day)
                happen(team, f"sprints/{sprint}", day)
                commit(team.top, f"Work of {day}")
    with at(monday + timedelta(days=11), 18):
        run(team.top, "sprint", "close", "--yes")
        for piece in team.open_in(f"sprints/{sprint}"):
            piece.place = "backlog"


def plan(team: Team, sprint: str) -> None:
    """Take about as many points as the team will do, oldest first."""
    room = team.chance.randint(19, 27)
    for piece in team.open_in("backlog"):
        if piece.points <= room:
            room -= piece.points
            piece.place = f"sprints/{sprint}"
            piece.write(team.top)
    commit(team.top, f"Plan {sprint}")


def happen(team: Team, place: str, day: date) -> None:
    """What nobody planned: ideas each Thursday, a bug now and then, and in the last sprint a bit of everything."""
    if day.weekday() == 3:
        for _ in range(team.chance.choice((2, 4, 5))):
            team.add(day)
    if team.chance.random() < 0.06:
        team.add(day, place, points=1)
    waiting = [piece for piece in team.open_in(place) if piece.status == "todo"]
    left = (LAST_DAY - day).days
    if left == 6:
        team.add(day, place, points=3)
    elif left == 5 and waiting:
        waiting[0].points += 2
        waiting[0].write(team.top)
    elif left == 2 and waiting:
        waiting[-1].place = "backlog"
        waiting[-1].write(team.top)


@contextmanager
def at(day: date, hour: int) -> Iterator[None]:
    """The clock and the author of what is done inside."""
    instant = datetime.combine(day, time(hour), ZONE).isoformat()
    world = {"GITAGILE_NOW": instant, "GIT_AUTHOR_DATE": instant, "GIT_COMMITTER_DATE": instant}
    world |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for who in ("AUTHOR", "COMMITTER"):
        world |= {f"GIT_{who}_NAME": "Ana Lee", f"GIT_{who}_EMAIL": "ana@example.org"}
    before = {name: os.environ.get(name) for name in world}
    os.environ.update(world)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def run(top: Path, *words: str) -> None:
    """One command of ours, which must go well."""
    code = main(["-C", str(top), *words])
    if code:
        raise AssertionError(f"{words} ended with {code}")


def commit(top: Path, message: str) -> None:
    """Commit all that was written by hand; nothing, where nothing was."""
    subprocess.run(["git", "-C", str(top), "add", "--all"], check=True)
    subprocess.run(["git", "-C", str(top), "commit", "-q", "--allow-empty", "-m", message], check=True)
