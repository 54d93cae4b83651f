"""Mentions: whatever becomes of a line of history, what is remembered of it is what git says afresh."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gitagile.history.mentions import mentions
from gitagile.vcs.repository import find_repository

MESSAGES = ("ML-aaa111: x", "x", "x\n\nCloses ML-bbb222", "backlog(ML-aaa111): x\n\nBacklog-Change: x")
BRANCHES = ("a", "b")
STEPS = st.one_of(
    st.tuples(st.just("commit"), st.sampled_from(MESSAGES), st.sampled_from([1, 2, 10**9, 2 * 10**9])),
    st.tuples(st.just("switch"), st.sampled_from(BRANCHES)),
    st.tuples(st.just("merge"), st.sampled_from(BRANCHES), st.sampled_from(MESSAGES)),
    st.tuples(st.just("back"), st.integers(1, 4)),
    st.tuples(st.just("look")),
)


class Tree:
    """A repository of empty commits whose branches are only names; HEAD is always on one of them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "-q", "-b", "a")
        self.tree = self.git("mktree")
        self.tips = dict.fromkeys(BRANCHES, self.commit(("Begin",), 5))
        self.on = "a"

    def git(self, *words: str, seconds: int = 5) -> str:
        dated = {"GIT_COMMITTER_DATE": f"@{seconds} +0000", "GIT_AUTHOR_DATE": f"@{seconds} +0000"}
        command = ["git", *words]
        environ = os.environ | dated
        return (
            subprocess.run(command, cwd=self.root, env=environ, input=b"", check=True, capture_output=True)
            .stdout.decode()
            .strip()
        )

    def commit(self, message: tuple[str, ...], seconds: int, *parents: str) -> str:
        links = [word for parent in dict.fromkeys(parents) for word in ("-p", parent)]
        return self.git("commit-tree", self.tree, *links, "-m", *message, seconds=seconds)

    def take(self, step: tuple[object, ...]) -> None:
        tip = self.tips[self.on]
        match step:
            case ("commit", str(message), int(seconds)):
                self.tips[self.on] = self.commit((message,), seconds, tip)
            case ("switch", str(branch)):
                self.on = branch
                self.git("symbolic-ref", "HEAD", f"refs/heads/{branch}")
            case ("merge", str(branch), str(message)):
                self.tips[self.on] = self.commit((message,), 7, tip, self.tips[branch])
            case ("back", int(count)):
                line = self.git("rev-list", "--first-parent", tip).split()
                self.tips[self.on] = line[min(count, len(line) - 1)]
        self.git("update-ref", f"refs/heads/{self.on}", self.tips[self.on])


@settings(max_examples=25)
@given(st.lists(STEPS, max_size=14))
def test_remembered_mentions_are_those_that_are_read_afresh(steps):
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(Path(folder))
        repo, memory = find_repository(tree.root, {}), tree.root / "memory"
        for step in (*steps, ("look",)):
            tree.take(step)
            if step[0] != "look":
                continue
            found = mentions(repo, memory, prefixes=("ML",))
            assert found == mentions(repo, tree.root / ".git/HEAD/none", prefixes=("ML",))
