"""Laws of history: all events folded are what a checkout reads, and what is remembered is what git says."""

from __future__ import annotations

import os
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from gitagile.history import line
from gitagile.history.line import FAR
from gitagile.history.reader import item_events, read_timeline
from gitagile.model.timeline import versions_after
from gitagile.store.tree import disk_tree
from gitagile.vcs.repository import find_repository
from tests.git.history.lines import NOW, Story, checked_out, text_of

NAMES = ("ML-1-one.md", "ML-2-two.md", "three.md")
FOLDERS = ("backlog", "sprints/s1", "sprints/s2", "archive", "sprints")
IDS = ("ML-1", "ML-2", "ml-1", "ML-3")
paths = st.builds("{}/{}".format, st.sampled_from(FOLDERS), st.sampled_from(NAMES))
texts = st.one_of(
    st.builds(text_of, st.sampled_from(IDS), st.sampled_from(["todo", "doing", "done"])),
    st.builds(text_of, st.sampled_from(IDS), st.just("done"), points=st.integers(1, 3)),
    st.sampled_from(["---\ntitle: No id\n---\n", "---\nid: ML-1\nid: ML-2\n---\n", "no head", "---\nid: [\n---\n"]),
)
edits = st.dictionaries(paths, st.one_of(texts, texts, st.none()), max_size=3)
moves = st.tuples(paths, paths)
acts = st.one_of(
    st.tuples(st.just("edit"), edits),
    st.tuples(st.just("move"), moves),
    st.tuples(st.just("merge"), st.tuples(edits, edits, edits)),
    st.tuples(st.just("back"), st.integers(1, 4)),
    st.tuples(st.just("branch"), st.integers(0, 2)),
    st.tuples(st.just("rename"), st.just("plan")),
)
Files = dict[str, str | bytes | None]
FARS = (1, 3, FAR)
_SIDES = count()


def carry_out(story: Story, act: tuple[str, object]) -> None:
    """One act, as far as it can be done."""
    match act:
        case "edit", dict(files):
            commit(story, files)
        case "move", (str(source), str(target)):
            move(story, source, target)
        case "merge", (dict(theirs), dict(ours), dict(both)):
            merge(story, theirs, ours, both)
        case "back", int(steps):
            attempt(story, "reset", "-q", "--hard", f"HEAD~{steps}")
        case "branch", int(number):
            attempt(story, "checkout", "-q", f"b{number}") or attempt(story, "checkout", "-q", "-b", f"b{number}")
        case _, str(name):
            rename(story, name)


def attempt(story: Story, *words: str) -> bool:
    """Run git, which may refuse."""
    return subprocess.run(["git", *words], cwd=story.root, capture_output=True, check=False).returncode == 0


def present(story: Story, path: str) -> bool:
    return (story.root / ".backlog" / path).is_file()


def move(story: Story, source: str, target: str) -> None:
    if present(story, source) and not present(story, target):
        (story.root / ".backlog" / target).parent.mkdir(parents=True, exist_ok=True)
        story.git("mv", f".backlog/{source}", f".backlog/{target}")
        story.commit({})


def commit(story: Story, files: Files) -> None:
    story.commit({path: text for path, text in files.items() if text is not None or present(story, path)})


def merge(story: Story, theirs: Files, ours: Files, both: Files) -> None:
    """A branch that is merged, whatever its conflicts: each file becomes theirs, or what the merge makes of it."""
    branch, side = story.git("rev-parse", "--abbrev-ref", "HEAD"), f"side{next(_SIDES)}"
    story.git("checkout", "-q", "-b", side)
    commit(story, theirs)
    story.git("checkout", "-q", branch)
    commit(story, ours)
    attempt(story, "merge", "-q", "--no-ff", "--no-commit", "-X", "theirs", side)
    story.git("add", "--all")
    commit(story, both)


def rename(story: Story, name: str) -> None:
    """The backlog goes away under another name and comes back."""
    if not disk_tree(story.root).paths:
        return
    story.git("mv", ".backlog", name)
    story.commit({})
    for file in sorted((story.root / name).rglob("*.md"))[:1]:
        file.write_text(text_of("ML-2", "away"))
    story.git("add", "--all")
    story.commit({})
    story.git("mv", name, ".backlog")
    story.commit({})


@settings(max_examples=max(settings().max_examples // 2, 20))
@given(
    st.lists(st.tuples(acts, st.booleans(), st.integers(0, 200_000)), min_size=1, max_size=9),
    st.sampled_from([1, 3, FAR]),
)
def test_folded_events_are_what_a_checkout_reads_and_memory_is_what_git_says(
    plan: list[tuple[tuple[str, object], bool, int]], far: int
):
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(line, "FAR", far):
        story = Story(Path(folder) / "project")
        story.commit({"README.md": "Here.\n", "backlog/ML-1-one.md": text_of("ML-1")})
        for act, is_asked, later in plan:
            story.at += later - 90_000  # clocks go wrong
            carry_out(story, act)
            if is_asked:
                check(story)
        check(story)


def check(story: Story) -> None:
    whole = story.read()
    fold, read = versions_after(whole.events), checked_out(story.root)
    by_path = {version.path: version for version in read.values()}
    assert fold.keys() >= read.keys()  # an item that cannot be read any more is as it was
    assert all(by_path.get(version.path, version) == version for version in fold.values())
    assert fold == read or whole.unreadable
    assert story.recall() == whole
    for since in {whole.events[len(whole.events) * share // 4].at for share in range(4)} if whole.events else ():
        expected = tuple(event for event in whole.events if event.at >= since)
        assert story.read(since=since).events == story.recall(since=since).events == expected
        assert story.read(since=since) == story.recall(since=since)
    for item in ("ml-1", "ml-2"):
        told = item_events(story.repository, story.memory, item, now=NOW)
        assert told.events == tuple(event for event in whole.events if event.item == item)
        assert told == item_events(story.repository, None, item, now=NOW)


def test_all_cuts_of_a_line_are_extended_alike():
    with tempfile.TemporaryDirectory() as folder:
        story = Story(Path(folder) / "project")
        for n in range(8):
            story.commit({f"backlog/ML-{n % 3}.md": text_of(f"ML-{n % 3}", f"s{n}")})
        whole = story.read()
        for cut in range(8):
            memory = Path(folder) / f"{cut}.sqlite"
            repository = find_repository(story.root, os.environ)
            read_timeline(repository, memory, revision=f"HEAD~{7 - cut}", now=NOW)
            assert read_timeline(repository, memory, now=NOW) == whole
