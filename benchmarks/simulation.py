"""A made-up project's life, commit by commit: items are created, planned, worked on and merged, sprints closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks.made_up import PEOPLE, PRIORITIES, MadeUpItem, finished, make_ids, make_item, reword, step

EPOCH = datetime(2014, 1, 6, 9, tzinfo=UTC)  # a Monday
MAIN = "refs/heads/main"
PERSON = '\n[team.{0}]\nname = "{0}"\nemails = ["{0}@example.org"]\n'
CONFIG = 'prefix = "ML"\ntimezone = "UTC"\n' + "".join(PERSON.format(handle) for handle in PEOPLE)
CODE_FILES = 50


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a project to make up; the same plan always gives the same commit ids."""

    items: int = 1000
    commits: int = 1
    seed: int = 1
    active: int = 60  # open items in the running sprint at the start
    sprint_size: int = 60
    sprint_days: int = 14
    commits_per_day: int = 40
    backlog_share: float = 0.5
    merge_share: float = 0.05


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: `writes` are paths with their bytes, `moves` pure renames, `parents` numbers of earlier ones.

    `removals` are paths that go.
    """

    number: int
    ref: str
    parents: tuple[int, ...]
    when: int
    who: str
    message: str
    writes: tuple[tuple[str, bytes], ...] = ()
    moves: tuple[tuple[str, str], ...] = ()
    removals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A short-lived branch on one item, waiting for its merge."""

    ref: str
    tip: int
    item: MadeUpItem
    merge_at: int


class Project:
    """The simulation's memory. `first_files` comes once and first; `history` yields every commit in order."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.random = Random(plan.seed)
        self.ids = make_ids(self.random, plan.items)
        later = int(plan.commits * plan.backlog_share * 0.4) if plan.commits > 1 else 0
        self.at_first = max(plan.items - later, min(plan.items, plan.active + plan.items // 20))
        self.items: dict[str, MadeUpItem] = {}
        self.running: list[str] = []
        self.waiting: list[str] = []
        self.branches: list[Branch] = []
        past = max(0, self.at_first - plan.active)
        self.sprint = past * 3 // 4 // plan.sprint_size + 1
        self.now = int(self._sprint_start(self.sprint).timestamp())
        self.number = 0
        self.tip = 0

    # The state before the first simulated day

    def first_files(self) -> tuple[tuple[str, bytes], ...]:
        """Every file of the first commit: closed sprints with finished items, the running sprint, the backlog."""
        for identity in self.ids[: self.at_first]:
            self._create(identity)
        order = list(self.items)
        for identity in order[: self.plan.active]:
            self._plan_into_sprint(identity)
        behind = order[self.plan.active :]
        for place, identity in enumerate(behind[: (self.sprint - 1) * self.plan.sprint_size]):
            sprint = place // self.plan.sprint_size
            first = self._sprint_start(sprint + 1)
            days = (f"{first:%Y-%m-%d}", f"{first + timedelta(days=1 + place % 9):%Y-%m-%d}")
            self.items[identity] = finished(self.items[identity], self._folder(sprint + 1), days)
            self.waiting.remove(identity)
        return (
            (".backlog/config.toml", CONFIG.encode()),
            (".backlog/backlog/README.md", b"Items in no sprint.\n"),
            *(self._sprint_file(number, "closed") for number in range(1, self.sprint)),
            self._sprint_file(self.sprint, "active"),
            *((item.path, item.as_markdown()) for item in self.items.values()),
        )

    def history(self) -> Iterator[Commit]:
        """Every commit, oldest first: the first files, then `plan.commits - 1` more."""
        yield self._commit("Start of the project", self.first_files())
        while self.number < self.plan.commits:
            self.now += int(86400 / self.plan.commits_per_day * (0.2 + 1.6 * self.random.random()))
            yield from self._next()

    def _next(self) -> Iterator[Commit]:
        last = self.number + 1 >= self.plan.commits
        closing = self.now >= self._sprint_start(self.sprint + 1).timestamp()
        due = [branch for branch in self.branches if closing or branch.merge_at <= self.number]
        if last:
            yield self._backlog_act()
        elif due:
            yield self._merge(due[0])
        elif closing:
            yield self._close()
        elif self.running and self.random.random() < self.plan.merge_share:
            yield self._fork()
        elif self.random.random() < self.plan.backlog_share:
            yield self._backlog_act()
        else:
            yield self._code()

    # Kinds of commits

    def _backlog_act(self) -> Commit:
        wanted = self.at_first + (len(self.ids) - self.at_first) * (self.number + 1) // self.plan.commits
        fresh = [self._create(identity) for identity in self.ids[len(self.items) : wanted]]
        if fresh:
            return self._commit(f"backlog: {len(fresh)} new", tuple((item.path, item.as_markdown()) for item in fresh))
        if self.waiting and len(self.running) < self.plan.sprint_size // 2:
            return self._move_into_sprint()
        identity = self.random.choice(self.running or self.waiting or list(self.items))
        before = self.items[identity]
        works = identity in self.running and self.random.random() < 0.7
        after = step(before, self._day()) if works else reword(before, self.random)
        self._keep(after)
        change = f"{before.status} -> {after.status}" if works else "reworded"
        return self._commit(_message(identity, change), ((after.path, after.as_markdown()),))

    def _move_into_sprint(self) -> Commit:
        identity = self.random.choice(self.waiting)
        before = self.items[identity].path
        after = self._plan_into_sprint(identity)
        return self._commit(_message(identity, f"moved to {after.folder}"), moves=((before, after.path),))

    def _close(self) -> Commit:
        old, self.sprint = self.sprint, self.sprint + 1
        moves = []
        for identity in self.running:
            before = self.items[identity]
            self.items[identity] = replace(before, folder=self._folder(self.sprint))
            moves.append((before.path, self.items[identity].path))
        message = f"backlog: close sprint {self._name(old)}\n\nGitagile-Op: sprint-close {self._name(old)}\n"
        files = (self._sprint_file(old, "closed"), self._sprint_file(self.sprint, "active"))
        return self._commit(message, files, moves=tuple(moves))

    def _fork(self) -> Commit:
        identity = self.running.pop(self.random.randrange(len(self.running)))
        item = step(self.items[identity], self._day())
        ref = f"refs/heads/topic/{self.number}"
        commit = self._commit(_message(identity, "on a branch"), ((item.path, item.as_markdown()),), ref=ref)
        self.branches.append(Branch(ref, commit.number, item, self.number + self.random.randint(1, 8)))
        return commit

    def _merge(self, branch: Branch) -> Commit:
        """Sometimes the merge changes the item against both parents: its priority is a third one."""
        self.branches.remove(branch)
        item = branch.item
        if self.random.random() < 0.3:
            item = replace(item, priority=self.random.choice(PRIORITIES))
        self._keep(item)
        if item.status != "done":
            self.running.append(item.id)
        parents = (self.tip, branch.tip)
        return self._commit(f"Merge {branch.ref[11:]}", ((item.path, item.as_markdown()),), parents=parents)

    def _code(self) -> Commit:
        number = self.random.randrange(CODE_FILES)
        text = f'"""Module {number}."""\n\nREVISION = {self.number}\n'.encode()
        names = self.random.choice(self.running) + ": " if self.running and self.random.random() < 0.5 else ""
        return self._commit(f"{names}work on module {number}", ((f"src/module_{number:02d}.py", text),))

    # Small matters

    def _commit(
        self,
        message: str,
        writes: tuple[tuple[str, bytes], ...] = (),
        *,
        moves: tuple[tuple[str, str], ...] = (),
        ref: str = MAIN,
        parents: tuple[int, ...] | None = None,
    ) -> Commit:
        self.number += 1
        before = (self.tip,) if self.tip else ()
        who = self.random.choice(PEOPLE)
        commit = Commit(self.number, ref, before if parents is None else parents, self.now, who, message, writes, moves)
        if ref == MAIN:
            self.tip = self.number
        return commit

    def _create(self, identity: str) -> MadeUpItem:
        earlier = (self.random.choice(self.ids[: len(self.items)]),) if self.items else ()
        item = make_item(self.random, identity, self._day(), earlier)
        self.items[identity] = item
        self.waiting.append(identity)
        return item

    def _plan_into_sprint(self, identity: str) -> MadeUpItem:
        self.waiting.remove(identity)
        self.running.append(identity)
        self.items[identity] = replace(self.items[identity], folder=self._folder(self.sprint))
        return self.items[identity]

    def _keep(self, item: MadeUpItem) -> None:
        self.items[item.id] = item
        if item.status == "done" and item.id in self.running:
            self.running.remove(item.id)

    def _sprint_start(self, number: int) -> datetime:
        return EPOCH + timedelta(days=(number - 1) * self.plan.sprint_days)

    def _name(self, number: int) -> str:
        return f"{self._sprint_start(number).year}-s{number:03d}"

    def _folder(self, number: int) -> str:
        return f"sprints/{self._name(number)}"

    def _sprint_file(self, number: int, status: str) -> tuple[str, bytes]:
        start = self._sprint_start(number)
        end = start + timedelta(days=self.plan.sprint_days - 3)
        text = (
            f"---\ngoal: Sprint {number}\nstart: {start:%Y-%m-%d}\nend: {end:%Y-%m-%d}\nstatus: {status}\n---\nNotes.\n"
        )
        return f".backlog/{self._folder(number)}/sprint.md", text.encode()

    def _day(self) -> str:
        return datetime.fromtimestamp(self.now, UTC).strftime("%Y-%m-%d")


def _message(identity: str, change: str) -> str:
    return f"backlog({identity}): {change}\n\nBacklog-Item: {identity}\nBacklog-Change: {change}\n"
