"""Laws of the quick roads to a list: without click, and without making items, the same is said, byte by byte."""

from __future__ import annotations

import io
import os
import sqlite3
from collections.abc import Callable
from contextlib import chdir, closing, redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gitagile.actions import find
from gitagile.actions.plain_list import plain_list
from gitagile.cli.main import main
from gitagile.cli.plain import run_plainly
from gitagile.model.item import Item, order_key
from gitagile.render.items import cells_of
from gitagile.store.recall import VERSION
from gitagile.workspace import Workspace, open_workspace

NUMBER = count()
IDS = ("ML-aaa111", "ML-bbb222", "ML-b", "ml-9", "ML-10")
PLACES = ("backlog", "archive", "sprints/s1", "sprints/s2", "templates", "backlog/deeper")
TEXTS = (
    "A title",
    "Ünïcode 去重",
    '"tab\\tand\\nnewline"',
    '"\\x1b[2J"',
    '"\\uE000"',
    "''",
    "- no text",
    '"a\\u200Bb"',
)
ROWS = {
    "status": ("todo", "doing", "done", "dropped", "odd", "''"),
    "title": TEXTS,
    "priority": ("urgent", "low", "HIGH", "odd"),
    "rank": ("a", "ab", "i0", "Z"),
    "points": ("3", "2.5", "0", "1e9", "many", "-1"),
    "created": ("2026-03-02", "2026-03-02T09:00:00+01:00", "0001-01-01T00:00:00+23:00", "soon"),
    "assignee": ("[ana, bo]", "ana", "['\\x07']"),
    "blocked": TEXTS,
    "id": (*IDS, '"ML-1\\t2"', "7", '"ML- "'),
}
heads = st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in ROWS.items()})
backlogs = st.dictionaries(
    st.tuples(st.sampled_from(PLACES), st.sampled_from([*(f"{one}-a.md" for one in IDS), "readme.md", "\ue000.md"])),
    st.one_of(heads, heads, heads, st.none()),
    max_size=12,
)
sprints = st.dictionaries(st.sampled_from(["s1", "s2"]), st.sampled_from(["planned", "active", "closed", "odd"]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lists")


def made(folder: Path, files: dict[tuple[str, str], dict[str, str] | None], states: dict[str, str]) -> Path:
    """A repository that git need not know, with these items; None makes a file that is no item."""
    root = folder / str(next(NUMBER))
    for path in (".git/objects", ".git/refs", ".backlog/backlog"):
        (root / path).mkdir(parents=True)
    (root / ".git/HEAD").write_text("ref: refs/heads/main\n")
    write(root, files)
    for name, status in states.items():
        (root / f".backlog/sprints/{name}").mkdir(parents=True, exist_ok=True)
        (root / f".backlog/sprints/{name}/sprint.md").write_text(f"---\nstatus: {status}\n---\n")
    return root


def write(root: Path, files: dict[tuple[str, str], dict[str, str] | None]) -> None:
    for (place, name), head in files.items():
        file = root / ".backlog" / place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        rows = [f"{key}: {value}" for key, value in (head or {}).items()]
        file.write_text("no item" if head is None else "\n".join(["---", *rows, "---", "Gradient body"]), "utf-8")


def opened(root: Path) -> Workspace:
    """The repository, an hour from now: its files are old enough to be trusted."""
    now = datetime.fromtimestamp(datetime.now(UTC).timestamp() + 3600, UTC)
    return open_workspace(root, {}, now, lambda letters: letters[0])


def in_full(workspace: Workspace) -> tuple[list[list[str]], tuple[object, ...]]:
    listed = find.list_items(workspace, ())
    return [list(cells_of(item)) for item in listed.items], listed.unreadable


@given(backlogs, sprints, backlogs)
def test_the_remembered_lines_are_those_of_the_items(folder: Path, files, states, later):
    root = made(folder, files, states)
    for change in ({}, later):
        write(root, change)
        workspace = opened(root)
        for _ in range(2):
            found = plain_list(workspace, cells_of)
            assert found is None or found == in_full(workspace)


def test_plain_items_are_listed_from_the_memory_alone(folder: Path):
    files = {("backlog", "ML-a.md"): {"title": "A"}, ("sprints/s1", "ML-b.md"): {"status": "done", "rank": "a"}}
    workspace = opened(made(folder, files, {"s1": "closed"}))
    assert plain_list(workspace, cells_of) == ([["ML-a", "", "medium", "", "", "A"]], ())

    def no_cells(_: Item) -> tuple[str, ...]:
        raise AssertionError

    assert plain_list(workspace, no_cells) == plain_list(workspace, cells_of)


POISON = ("5", "NULL", "'x'", "x'ff'", "''", "lines || char(10)", "lines || char(9) || 'x'")


@pytest.mark.parametrize("poison", POISON)
def test_poisoned_lines_are_never_shown_twice(folder: Path, poison: str):
    workspace = opened(made(folder, {("backlog", "ML-a.md"): {"title": "A", "status": "todo"}}, {}))
    whole = plain_list(workspace, cells_of)
    with closing(sqlite3.connect(workspace.memory())) as database, database:
        database.execute(f"UPDATE lines SET lines = {poison} WHERE status = 'todo'")  # noqa: S608 - own words
    if poison != "''":
        assert plain_list(workspace, cells_of) is None
    workspace.memory().unlink(missing_ok=True)
    assert plain_list(workspace, cells_of) == whole


def said(run: Callable[[list[str]], int | None], words: list[str]) -> tuple[int | None, str, str]:
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = run(words)
    return code, out.getvalue(), err.getvalue()


WORDS = (
    "",
    " ",
    "--json",
    "--all",
    "-label:a",
    "--",
    "is:open",
    "status:",
    "@me",
    "@nope",
    "gradient",
    "7",
    "aaa",
    "é",
)
COMMANDS = (["list"], ["search"], ["show"], ["next"], [""], ["lst"], ["summary"], ["sprint"], ["sprint", "summary"])
lines = st.tuples(st.sampled_from(COMMANDS), st.lists(st.sampled_from((*WORDS, "s1", "@current", "summary"))))


@pytest.fixture(scope="module")
def place(folder: Path) -> Path:
    files = {("backlog", f"{one}-a.md"): {"id": one, "title": f"Title {one}", "status": "todo"} for one in IDS}
    return made(folder, {**files, ("backlog", "no.md"): None}, {"s1": "active"})


@settings(max_examples=3 * settings().max_examples)
@given(lines)
def test_without_click_the_same_is_said(place: Path, line: tuple[list[str], list[str]]):
    words = [*line[0], *line[1]]
    with chdir(place):
        plain = said(run_plainly, words)
        assert plain[0] is None or plain == said(main, words)


@pytest.mark.parametrize("words", [["list"], ["list", "is:open", "--json"], ["search", "gradient"], ["show", "aaa"]])
def test_plain_words_need_no_click(place: Path, words: list[str], monkeypatch: pytest.MonkeyPatch):
    with chdir(place):
        assert said(run_plainly, words)[0] == 0
        monkeypatch.setitem(os.environ, "_GITAGILE_COMPLETE", "bash_complete")
        assert said(run_plainly, words) == (None, "", "")


def test_what_is_remembered_as_it_is_shown_has_not_changed_since_the_memory_has_this_version():
    item = Item("ML-1", "p", "backlog", "Tïtle\n", None, "todo", "high", None, 0.5, ("ana", "bo"), created="2026-03-02")
    shown = ("ML-1", "todo", "high", "0.5", "ana,bo", "Tïtle\\x0a (blocked: why)")
    assert cells_of(item._replace(blocked="why")) == shown
    assert order_key(item) == (1, "i20260302000000000ml000000001i", "ML-1")
    assert VERSION == 10, "whoever changes the lines above raises recall.VERSION, else old lines stay in old memories"
