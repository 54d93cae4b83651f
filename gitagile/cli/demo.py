"""The demo: three sprints of a made-up ML team, from the first item to the release, by the commands they would type."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from . import terminal
from .demo_sprints import story
from .demo_team import CONFIG, PEOPLE, Line

DEMO_FOLDER = "gitagile-demo"
_NAME = re.compile(r"@([a-z]+)")


@click.command()
@click.argument("folder", metavar="[DIR]", default=DEMO_FOLDER, type=click.Path(path_type=Path))
@click.option("-q", "--quiet", is_flag=True, help="Only make the repository.")
def demo(*, folder: Path, quiet: bool) -> int:
    """Make a sample team's repository in DIR and work three sprints in it, before your eyes: data, training, delivery.

    Everything shown is a real command on a real repository; look around in it afterwards.

    Examples:
      gitagile demo
      gitagile demo /tmp/ranker && git -C /tmp/ranker log --oneline
    """
    from ..vcs.creation import create_repository

    create_repository(folder, name="Ana Lee", email=PEOPLE["ana"][1])
    ids: dict[str, str] = {}
    for line in story(_first_monday(datetime.now(UTC))):
        with _world_of(line):
            code = _happens(folder, _filled(line, ids), ids, quiet=quiet)
        if code != line.code:
            return code or 1
    terminal.note(_lookout(folder))
    return 0


def _lookout(folder: Path) -> str:
    return (
        f"\nThe repository is {folder}: each sprint has its summary.md and retro.md in {folder}/.backlog/sprints/,\n"
        f"the release its notes in {folder}/.backlog/releases/.\n"
        f"Look around: `cd {shlex.quote(str(folder))}`, `gitagile board`, `gitagile report velocity`, "
        "`gitagile report flow`, `gitagile experiments`, `gitagile log`, `gitagile sprint summary --as-of DAY`."
    )


def _filled(line: Line, ids: dict[str, str]) -> Line:
    """The line with the ids that its `@names` stand for."""

    def with_ids(text: str) -> str:
        return _NAME.sub(lambda found: ids.get(found[1], found[0]), text)

    return replace(line, words=tuple(map(with_ids, line.words)), said=with_ids(line.said))


def _happens(folder: Path, line: Line, ids: dict[str, str], *, quiet: bool) -> int:
    """Let one line happen; the exit code of its command, 0 where it is none."""
    from ..vcs.creation import commit_everything

    if line.files:
        _write(folder, line)
        commit_everything(folder, line.said)
        _show(line, "git commit", f"{line.said}\n  {', '.join(path for path, _ in line.files)}", quiet=quiet)
        return 0
    if line.shows:
        _show(line, f"cat {line.shows}", (folder / line.shows).read_text(encoding="utf-8").rstrip(), quiet=quiet)
        return 0
    return _run(folder, line, ids, quiet=quiet)


def _run(folder: Path, line: Line, ids: dict[str, str], *, quiet: bool) -> int:
    """Run one command of the story and show it as it would be typed; a new item's id is remembered by its name."""
    from .main import main

    heard = io.TextIOWrapper(io.BytesIO(), encoding=sys.stdout.encoding, errors="replace", newline="")
    with contextlib.redirect_stdout(heard), contextlib.redirect_stderr(heard):
        code = main(["-C", str(folder), *line.words])
    heard.seek(0)
    said = heard.read()
    if line.names:
        ids[line.names] = said.split(maxsplit=1)[0]
    _show(line, f"gitagile {shlex.join(line.words)}", said.rstrip(), quiet=quiet and code == line.code)
    return code


def _show(line: Line, typed: str, said: str, *, quiet: bool) -> None:
    if not quiet:
        terminal.say(f"\n# {PEOPLE[line.who][0]}, {line.at:%a %d %b}\n$ {typed}\n{said}".rstrip())


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
        body = file.read_text(encoding="utf-8") + text if path == CONFIG else text
        file.write_text(body, encoding="utf-8")


def _first_monday(now: datetime) -> datetime:
    """Nine in the morning of the Monday six weeks before this week's."""
    day = now - timedelta(days=now.weekday() + 42)
    return day.replace(hour=9, minute=0, second=0, microsecond=0)
