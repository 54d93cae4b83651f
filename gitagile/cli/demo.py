"""The demo: a made-up ML team's sprint from the first item to the summary, by the commands a team would type."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from . import terminal
from .demo_story import CONFIG, PEOPLE, Line, story

DEMO_FOLDER = "gitagile-demo"


@click.command()
@click.argument("folder", metavar="[DIR]", default=DEMO_FOLDER, type=click.Path(path_type=Path))
@click.option("-q", "--quiet", is_flag=True, help="Only make the repository.")
def demo(*, folder: Path, quiet: bool) -> int:
    """Make a sample team's repository in DIR and work one sprint in it, before your eyes.

    Everything shown is a real command on a real repository; look around in it afterwards.

    Examples:
      gitagile demo
      gitagile demo /tmp/ranker && git -C /tmp/ranker log --oneline
    """
    from ..vcs.creation import commit_everything, create_repository

    create_repository(folder, name="Ana Lee", email=PEOPLE["ana"][1])
    monday = _monday_before(datetime.now(UTC))
    ids: dict[str, str] = {}
    for line in story(monday):
        with _world_of(line):
            if line.files:
                _write(folder, line)
                commit_everything(folder, line.said)
                said = "" if quiet else f"\n# {PEOPLE[line.who][0]}, {line.at:%a %d %b}: {line.said}"
                terminal.say(said) if said else None
            elif (code := _run(folder, line, ids, quiet=quiet)) != 0:
                return code
    terminal.note(
        f"\nThe repository is {folder}. Look around: `cd {shlex.quote(str(folder))}`, `gitagile board`, `git log`.\n"
        "From its history: `gitagile report burnup`, `gitagile report flow`, `gitagile log`, "
        "`gitagile sprint summary --as-of DAY`."
    )
    return 0


def _run(folder: Path, line: Line, ids: dict[str, str], *, quiet: bool) -> int:
    """Run one command of the story and show it as it would be typed; a new item's id is remembered by its name."""
    from .main import main

    words = [ids.get(word.removeprefix("@"), word) if word.startswith("@") else word for word in line.words]
    heard = io.TextIOWrapper(io.BytesIO(), encoding=sys.stdout.encoding, errors="replace", newline="")
    with contextlib.redirect_stdout(heard), contextlib.redirect_stderr(heard):
        code = main(["-C", str(folder), *words])
    heard.seek(0)
    said = heard.read()
    if line.names:
        ids[line.names] = said.split(maxsplit=1)[0]
    if not quiet or code:
        who = f"# {PEOPLE[line.who][0]}, {line.at:%a %d %b}"
        terminal.say(f"\n{who}\n$ gitagile {shlex.join(words)}\n{said.rstrip()}")
    return code


@contextlib.contextmanager
def _world_of(line: Line) -> Iterator[None]:
    """The clock and the person of one line of the story, as git and gitagile read them from the environment."""
    name, email = PEOPLE[line.who]
    instant = line.at.isoformat(timespec="seconds")
    world = {"GITAGILE_NOW": instant, "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": email, "GIT_AUTHOR_DATE": instant}
    world |= {"GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": email, "GIT_COMMITTER_DATE": instant, "COLUMNS": "100"}
    before = {key: os.environ.get(key) for key in world}
    os.environ.update(world)
    try:
        yield
    finally:
        for key, value in before.items():
            if value is None:
                os.environ.pop(key, None)
            else:
                os.environ[key] = value


def _write(folder: Path, line: Line) -> None:
    for path, text in line.files:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        body = file.read_text(encoding="utf-8") + text if path.endswith(CONFIG) else text
        file.write_text(body, encoding="utf-8")


def _monday_before(now: datetime) -> datetime:
    """Nine in the morning of the Monday two weeks before this week's."""
    day = now - timedelta(days=now.weekday() + 14)
    return day.replace(hour=9, minute=0, second=0, microsecond=0)
