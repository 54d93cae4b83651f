"""What happens in the demo: three sprints of one team, who types what, on which day."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import datetime, timedelta

from .demo_team import CARD, CONFIG, TEAM, Line, measured, params, profile

NEW = {
    "clean": "'Deduplicate the click log' --type data --points 3 --priority high --role data-science --assign ana",
    "clicks": "'Agree on what counts as a click' --type story --points 1 --priority high --role business --assign cy",
    "nightly": "'Build the features every night' --type feature --points 3 --priority high --role engineering",
    "train": "'Train the ranker on the clean log' --type training --points 5 --role data-science --assign ana",
    "batch": "'Does a larger batch help?' --type experiment --points 2 --role data-science --set metric=eval.auc "
    "--set timebox=2d --set 'hypothesis=A batch of 4096 lifts validation AUC by 0.01'",
    "slices": "'Measure the ranker per country' --type evaluation --points 2 --role data-science --assign ana",
    "serve": "'Serve the ranker behind a flag' --type deployment --points 3 --role engineering --assign bo",
    "note": "'Tell the partners what changes' --type story --points 1 --role business --assign cy",
}


class _Days:
    """The days of the story, from its first Monday at nine."""

    def __init__(self, monday: datetime) -> None:
        self._monday = monday

    def line(self, day: float, who: str, words: str, *, names: str = "", code: int = 0) -> Line:
        """A command, typed so many days after the first Monday."""
        return Line(self._at(day), who, tuple(shlex.split(words)), names=names, code=code)

    def commit(self, day: float, who: str, said: str, *files: tuple[str, str]) -> Line:
        """Files committed, as code is."""
        return Line(self._at(day), who, files=files, said=said)

    def look(self, day: float, who: str, path: str) -> Line:
        """A file looked at."""
        return Line(self._at(day), who, shows=path)

    def sprint(self, number: int) -> str:
        """The name of a sprint, by the week it begins in."""
        day = self._at(14 * (number - 1))
        return f"{day:%G}-s{day:%V}"

    def first_day(self, number: int) -> str:
        """The first day of a sprint."""
        return f"{self._at(14 * (number - 1)):%Y-%m-%d}"

    def _at(self, day: float) -> datetime:
        return self._monday + timedelta(days=day)


def story(monday: datetime) -> Iterator[Line]:
    """The lines of the demo, in order; the first sprint begins on `monday`."""
    days = _Days(monday)
    yield from _before(days)
    yield from _cleaning(days)
    yield from _training(days)
    yield from _delivery(days)
    yield from _in_the_end(days)


def _before(on: _Days) -> Iterator[Line]:
    yield on.line(-3, "ana", "init --prefix ML")
    yield on.commit(-3, "ana", "Say who is in the team and what is measured", (CONFIG, TEAM))
    yield on.commit(-2.95, "ana", "The ranker as it is", profile(0.093), measured(0.841), params(0.1, 512))
    for at, (name, words) in enumerate(NEW.items()):
        yield on.line(-2.9 + at / 100, "ana", f"new {words}", names=name)
    yield on.line(-2.8, "ana", "edit @train depends_on=@clean")
    yield on.line(-2.79, "ana", "edit @serve depends_on=@train")
    yield on.line(-2.78, "ana", "edit @note depends_on=@serve")
    yield on.line(-2.7, "ana", "list")
    for number, goal, focus in (
        (1, "A click log we can trust", "data.duplicates"),
        (2, "A ranker that learned from the clean log", "eval.auc"),
        (3, "The ranker in the hands of its users", "eval.auc"),
    ):
        start, name = on.first_day(number), on.sprint(number)
        yield on.line(-2.6, "cy", f"sprint new {name} --start {start} --goal '{goal}' --focus {focus}")


def _cleaning(on: _Days) -> Iterator[Line]:
    """The first sprint: the data gets clean, and a job has to wait."""
    yield on.line(0, "ana", f"sprint plan {on.sprint(1)} --capacity 9 --yes")
    yield on.line(0.02, "ana", f"sprint start {on.sprint(1)}")
    yield on.line(0.05, "ana", "next --role data-science")
    yield on.line(0.1, "ana", "start @clean")
    yield on.line(1, "cy", "start @clicks")
    yield on.line(1.1, "bo", "start @nightly")
    yield on.commit(2, "ana", "@clean: Leave out clicks that were logged twice", profile(0.004))
    yield on.line(2.1, "ana", "tick @clean 1")
    yield on.line(2.2, "ana", "done @clean")
    yield on.line(3, "cy", "done @clicks")
    yield on.line(
        4,
        "bo",
        "checkin --did 'Packed the feature job' --blocker '@nightly: waits for the new cluster' "
        "--help-offered 'An hour on the loader for whoever is new to it' --note 'Cy found the words for the partners'",
    )
    yield on.line(4.01, "ana", "standup")
    yield on.line(11, "ana", "board")
    yield on.line(11.1, "ana", "sprint close --carry next --yes")
    yield on.line(11.2, "ana", "retro action 'Ask for machines a sprint ahead' --assign bo", names="machines")


def _training(on: _Days) -> Iterator[Line]:
    """The second sprint: a gate fails and then passes, an experiment is rejected, a bug turns up."""
    yield on.line(14, "ana", f"sprint plan {on.sprint(2)} --capacity 14 --yes")
    yield on.line(14.02, "ana", f"sprint start {on.sprint(2)}")
    yield on.line(14.1, "ana", "start @train @batch")
    yield on.commit(15, "ana", "@batch: A batch of 4096", measured(0.842), params(0.1, 4096))
    lesson = "AUC stayed where it was; the larger batch only trains faster"
    yield on.line(15.1, "ana", f"edit @batch outcome=rejected 'learned={lesson}'")
    yield on.line(15.2, "ana", "done @batch")
    yield on.line(17, "bo", "unblock @nightly")
    yield on.line(17.1, "bo", "done @nightly")
    yield on.commit(18, "ana", "@train: Train on the clean log", measured(0.846), params(0.1, 512))
    yield on.line(18.1, "ana", "done @train", code=1)
    crash = "'The feature job fails on empty days' --type bug --points 1 --role engineering --priority urgent"
    yield on.line(21, "bo", f"new {crash} --to @current", names="crash")
    yield on.line(21.1, "bo", "start @crash")
    yield on.line(21.3, "bo", "done @crash")
    yield on.commit(22, "ana", "@train: A smaller learning rate", measured(0.872), params(0.01, 512))
    yield on.line(22.1, "ana", "gate @train")
    yield on.line(22.2, "ana", "done @train")
    yield on.line(23, "bo", "done @machines")
    yield on.line(25, "ana", "sprint close --carry next --yes")
    yield on.line(25.1, "ana", "experiments")


def _delivery(on: _Days) -> Iterator[Line]:
    """The third sprint: measured per country, served, and released."""
    yield on.line(28, "ana", f"sprint plan {on.sprint(3)} --capacity 9 --yes")
    yield on.line(28.02, "ana", f"sprint start {on.sprint(3)}")
    yield on.line(28.1, "ana", "start @slices")
    yield on.line(28.2, "bo", "start @serve")
    yield on.commit(30, "ana", "@slices: Weigh countries by their visitors", measured(0.886))
    yield on.line(30.1, "ana", "done @slices")
    yield on.line(30.2, "ana", "metrics")
    yield on.line(31, "cy", "start @note")
    yield on.line(32, "bo", "release v1.0.0", code=1)
    yield on.commit(35, "cy", "@note: What the ranker is for", CARD)
    yield on.line(35.1, "cy", "done @note")
    yield on.line(36, "bo", "done @serve")
    yield on.line(37, "bo", "release v1.0.0")
    yield on.line(39, "ana", "sprint close --yes")
    yield on.line(39.1, "ana", "check")


def _in_the_end(on: _Days) -> Iterator[Line]:
    """What a reader comes for: the summary, the burndown, the retro and the notes of the release."""
    second = on.sprint(2)
    yield on.line(39.2, "ana", f"sprint summary {second}")
    yield on.line(39.3, "ana", f"report burndown --sprint {second}")
    yield on.look(39.4, "ana", f".backlog/sprints/{second}/retro.md")
    yield on.look(39.5, "ana", ".backlog/releases/v1.0.0.md")
