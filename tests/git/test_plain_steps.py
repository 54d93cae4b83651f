"""Steps on a plain command line are taken without click: the same words, codes and commits come of both roads."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from gitagile.cli.main import main
from gitagile.cli.plain import STEPS, run_plainly
from tests.git.actions.backlogs import SPRINTS, THREE, A, B, backlog_of
from tests.git.places import git

PLAIN = (
    ("start", A),
    ("start", A, B),
    ("start", "aaa", "--json"),
    ("start", "nosuch"),
    ("start", ""),
    ("done", A),
    ("done", "--json", A),
    ("drop", A, B),
    ("mark", A, "review"),
    ("mark", A, B, "doing", "--json"),
    ("mark", A, "nosuch"),
    ("move", A, "s1"),
    ("move", A, B, "@current"),
    ("move", A, "nosuch"),
    ("block", A, "waits", "for the", "labels"),
    ("block", A, ""),
    ("unblock", A),
)
FOR_CLICK = (
    ("start",),
    ("mark", A),
    ("move",),
    ("block", A),
    ("start", A, "--dry-run"),
    ("mark", A, "done", "--override", "why"),
    ("drop", A, "--why", "the data"),
    ("start", "-h"),
    ("start", "--", A),
)


def said(run: Callable[[list[str]], int | None], words: tuple[str, ...]) -> tuple[int | None, str, str]:
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = run(list(words))
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def roads(make_repository: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two repositories that are one to the byte, at an instant that stands still."""
    monkeypatch.setenv("GITAGILE_NOW", "2026-03-02T09:00:00+00:00")
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, "2026-03-02T09:00:00+00:00")
    first = backlog_of(make_repository, THREE | SPRINTS)
    second = first.with_name("second")
    shutil.copytree(first, second, symlinks=True)
    return first, second


@pytest.mark.parametrize("words", PLAIN, ids=" ".join)
def test_both_roads_say_and_do_the_same(roads: tuple[Path, Path], words: tuple[str, ...]):
    answers = []
    for root, run in zip(roads, (run_plainly, main), strict=True):
        with chdir(root):
            answers.append(said(run, words))
    assert answers[0] == answers[1]
    assert answers[0][0] is not None
    assert git(roads[0], "rev-parse", "HEAD") == git(roads[1], "rev-parse", "HEAD")
    assert git(roads[0], "status", "--porcelain") == git(roads[1], "status", "--porcelain") == ""


@pytest.mark.parametrize("words", FOR_CLICK, ids=" ".join)
def test_what_is_not_plain_is_left_to_click(roads: tuple[Path, Path], words: tuple[str, ...]):
    with chdir(roads[0]):
        assert said(run_plainly, words) == (None, "", "")


def test_every_step_has_a_plain_line_here():
    assert {words[0] for words in PLAIN} == set(STEPS)
