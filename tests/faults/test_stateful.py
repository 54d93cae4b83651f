"""A person's days in random order, against a plain model of the items and of the person's own files in all layers.

Every step is a command, something done by hand in git or an editor, or a command that is killed.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.faults.scale import scaled
from tests.faults.scenes import BACKLOG, S1, S2, A, B, C, D, append, begin, write
from tests.faults.theatre import Stage, git, is_sound, locks_in

PLACES = {"s1": S1, "s2": S2, "backlog": BACKLOG}
CODE = ("src/a.py", "src/b.py")
KEYS = re.compile(r"^HEAD:(.*):(id|status|points): (.*)$", re.MULTILINE)
picks = st.integers(0, 10_000)


@dataclass
class Model:
    """What should be: items by id, what the user wrote below them, and the user's files in three layers."""

    items: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)  # lines in the working tree, in the order of writing
    committed: dict[str, int] = field(default_factory=dict)  # how many of them are committed
    code: dict[str, str] = field(default_factory=dict)  # the working tree's text
    staged: dict[str, str] = field(default_factory=dict)  # the index's, where it is not HEAD's


class Days(RuleBasedStateMachine):
    """The repository and the model of it."""

    stage: ClassVar[Stage]
    done: ClassVar[Counter[str]] = Counter()

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="gitagile-days-"))
        self.root = self.folder / "here"
        begin(self.root)
        places = {A: ("doing", "s1"), B: ("todo", "s1"), C: ("done", "s1"), D: ("todo", "backlog")}
        items = {one: {"status": status, "points": "3", "place": place} for one, (status, place) in places.items()}
        self.model = Model(items, {one: [] for one in items}, dict.fromkeys(items, 0))
        self.model.code = {path: (self.root / path).read_text() for path in CODE}
        self.commits = int(git(self.root, "rev-list", "--count", "HEAD"))
        self.number = 0

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            assert is_sound(self.root)
            shutil.rmtree(self.folder)

    def pick(self, number: int) -> str:
        return sorted(self.model.items)[number % len(self.model.items)]

    def file_of(self, item: str) -> str:
        found = list(self.root.glob(f".backlog/**/{item}*.md"))
        assert len(found) == 1, (item, found)
        return str(found[0].relative_to(self.root))

    def perform(self, words: tuple[str, ...], *, at: int | None = None) -> bool:
        """Whether it was done; killed at the point `at`, the next command decides."""
        self.done["killed" if at else words[0]] += 1
        ended = self.stage(self.root, *words, fault={"kind": "kill", "at": at} if at else None)
        if ended.code == -9:
            assert self.stage(self.root, "recover").code == 0
        else:
            assert ended.code == 0, ended
        now = int(git(self.root, "rev-list", "--count", "HEAD"))
        assert now - self.commits in {0, 1}
        was_done = now > self.commits
        self.commits = now
        return was_done

    def change(self, item: str, words: tuple[str, ...], at: int | None, **keys: str) -> None:
        after = deepcopy(self.model.items[item]) | keys
        same = after == self.model.items[item]
        if self.perform(words, at=at):
            assert not same
            self.model.items[item] = after
        else:
            assert same or at

    @rule(at=st.none() | st.integers(1, 70))
    def new(self, at: int | None) -> None:
        if self.perform(("new", "Another item"), at=at):
            texts = git(self.root, "grep", "-hE", "^id: ", "HEAD", "--", ".backlog")
            (made,) = {line.removeprefix("id: ") for line in texts.splitlines()} - {*self.model.items}
            self.model.items[made] = {"status": "todo", "points": "", "place": "backlog"}
            self.model.notes[made], self.model.committed[made] = [], 0

    @rule(number=picks, status=st.sampled_from(["todo", "doing", "review"]), at=st.none() | st.integers(1, 80))
    def mark(self, number: int, status: str, at: int | None) -> None:
        item = self.pick(number)
        self.change(item, ("mark", item, status), at, status=status)

    @rule(number=picks, points=st.sampled_from(["1", "2", "8"]), at=st.none() | st.integers(1, 80))
    def estimate(self, number: int, points: str, at: int | None) -> None:
        item = self.pick(number)
        self.change(item, ("edit", item, f"points={points}"), at, points=points)

    @rule(number=picks, place=st.sampled_from([*PLACES]), at=st.none() | st.integers(1, 80))
    def move(self, number: int, place: str, at: int | None) -> None:
        item = self.pick(number)
        self.change(item, ("move", item, place), at, place=place)

    @rule(number=picks)
    def write_into_an_item(self, number: int) -> None:
        item = self.pick(number)
        self.number += 1
        self.done["by hand"] += 1
        append(self.root, self.file_of(item), f"note {self.number}\n")
        self.model.notes[item].append(f"note {self.number}")

    @rule(path=st.sampled_from(CODE))
    def write_code(self, path: str) -> None:
        self.number += 1
        self.done["by hand"] += 1
        self.model.code[path] += f"line {self.number}\n"
        write(self.root, path, self.model.code[path])

    @rule(path=st.sampled_from(CODE))
    def stage_code(self, path: str) -> None:
        self.done["by hand"] += 1
        git(self.root, "add", path)
        if git(self.root, "diff", "--cached", "--name-only", "--", path):
            self.model.staged[path] = self.model.code[path]

    @rule()
    def commit_all_by_hand(self) -> None:
        self.done["by hand"] += 1
        git(self.root, "commit", "-q", "--all", "--allow-empty", "-m", "By hand")
        self.commits += 1
        self.model.staged.clear()
        self.model.committed = {item: len(lines) for item, lines in self.model.notes.items()}

    @invariant()
    def what_is_committed_is_the_model(self) -> None:
        found: dict[str, dict[str, str]] = {}
        out = git(self.root, "grep", "-E", "^(id|status|points): ", "HEAD", "--", ".backlog/*ML-*")
        for path, key, value in KEYS.findall(out):
            found.setdefault(path, {"points": ""})[key] = value
        places = {folder: name for name, folder in PLACES.items()}
        items = {keys.pop("id"): {**keys, "place": places[path.rpartition("/")[0]]} for path, keys in found.items()}
        assert items == self.model.items
        assert len(items) == len(found)

    @invariant()
    def what_the_user_wrote_is_there(self) -> None:
        for item, lines in self.model.notes.items():
            text = (self.root / self.file_of(item)).read_text()
            assert [line for line in text.splitlines() if line.startswith("note ")] == lines
            assert f"status: {self.model.items[item]['status']}\n" in text
        for path, code in self.model.code.items():
            assert (self.root / path).read_text() == code

    @invariant()
    def what_the_user_staged_is_staged(self) -> None:
        names = git(self.root, "diff", "--cached", "--name-only").split()
        assert names == sorted(self.model.staged)
        for path, code in self.model.staged.items():
            assert git(self.root, "show", f":{path}") == code
        unstaged = {*git(self.root, "diff", "--name-only").split()}
        committed = self.model.committed
        noted = {self.file_of(item) for item, lines in self.model.notes.items() if len(lines) > committed[item]}
        assert {path for path in unstaged if path.startswith(".backlog")} == noted
        assert locks_in(self.root) == []


@pytest.mark.parametrize("part", range(scaled(8, 1)))
def test_days_in_any_order_keep_to_the_model(part: int, stage: Stage, count) -> None:
    Days.stage, Days.done = stage, Counter()
    run_state_machine_as_test(
        seed(part)(type("Days", (Days,), {})),
        settings=settings(
            max_examples=scaled(7, 4),
            stateful_step_count=scaled(50, 15),
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    count("steps of days in any order", Days.done.total())
    for name, number in sorted(Days.done.items()):
        count(f"of these {name}", number)
    assert Days.done.total() >= scaled(250, 25)
